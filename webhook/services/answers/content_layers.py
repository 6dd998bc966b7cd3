"""Reads a content folder as one council says it: its own files over a shared base, and its own names in the slots (docs/another-council.md).

A council folder may name a base (`base: ../content` in council.yml) and then holds only what differs. What may be lent is decided here, so that
no name, number or scheme of the base's council can reach another council's parents:

- a sentence that names something of the base's council (a value of its council.yml, or one of its `local_words`) is not lent;
- `{council_name}` and its like are filled from council.yml; a sentence with one that is blank drops out, `x_url` also gives `x_site` and `x_host`;
- council.yml, hours.yml, local contacts, promises of the service and places are never lent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from webhook.services.answers.content_rules import ContentError

OWN = ("council.yml", "hours.yml")  # never lent
NEVER_LENT = {"service_standards.yml": ("promises",), "directory/vocabulary.yml": ("places",), "case_updates.yml": ("confirmed_on",)}  # keys of files that are lent otherwise
SAID_WHOLE = ("messages.yml", "crisis.yml", "status.yml", "directory_words.yml", "interface.yml", "console.yml")  # nothing may silently go missing here
ABOUT_COUNCIL = ("base", "sources", "case_ref_pattern", "case_ref_note", "languages")  # keys of council.yml that are no names
NOT_SAID = ("tried", "source", "topics", "words")  # phrases to recognise and notes to ourselves; `words` only where it is a list
LOOKED_FOR = ("plain_words.yml",)  # words that a text is searched for, never said: lent whole
LOST = "\0"  # a text of which no sentence may be lent, or whose slots are all blank
SLOT = re.compile(r"\{council_(\w+)\}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][\"'”])\s+")
_LEANS_BACK = re.compile(r"(?:It|Its|They|Their|That|These|Those|This(?! is a council service)|Both|The (?:two|team|page|money|form))\b")
_ADDRESS = re.compile(r"^https?://(?:www\.)?")


def read_layered(folder: Path, name: str) -> Any:
    """One file of the folder ("crisis.yml", "answers/tribunal.yml"), over its base's, names filled in. Raises ContentError."""
    return _finish(merge_layers(folder, name), folder, name)


def names_layered(folder: Path, inside: str) -> list[str]:
    """The names of the files of a subfolder, of the council and of its base: "answers/tribunal.yml"."""
    folders = [folder, *filter(None, [base_of(folder)])]
    return sorted({f"{inside}/{path.name}" for one in folders for path in (one / inside).glob("*.yml")})


def merge_layers(folder: Path, name: str) -> Any:
    """The same with its slots still open."""
    base, own = base_of(folder), folder / name
    if base is None or name in OWN or not (base / name).is_file():
        return _read(own, name)
    given = _read(own, name) if own.is_file() else {}
    lent = _lend_file(_read(base / name, name), name, local_words(folder))
    if isinstance(given, dict) and given.get("off"):
        return {**{key: lent[key] for key in ("topic", "key", "title", "plain") if lent.get(key, LOST) != LOST}, **given}
    return _merge_contacts(lent, given) if name == "contacts.yml" else _merge(lent, given)


def read_council(folder: Path) -> dict[str, Any]:
    """council.yml of the folder; a key that only the base has is there and blank."""
    base = base_of(folder)
    blank = dict.fromkeys(_read(base / "council.yml", "council.yml")) if base else {}
    return {**blank, **_read(folder / "council.yml", "council.yml")}


def base_of(folder: Path) -> Path | None:
    """The folder that this one lies over, if any. Raises ContentError for one that is not there or has a base of its own."""
    council = _read(folder / "council.yml", "council.yml") if (folder / "council.yml").is_file() else {}
    if not isinstance(council, dict) or not council.get("base"):
        return None
    base = (folder / str(council["base"])).resolve()
    if not (base / "council.yml").is_file() or _read(base / "council.yml", "council.yml").get("base"):
        raise ContentError([f"council.yml: base {council['base']} is no whole content folder"])
    return base


def local_words(folder: Path) -> re.Pattern[str]:
    """What names the base's council and not this one."""
    base = base_of(folder)
    words = set(council_words(_read(base / "council.yml", "council.yml"))) - set(council_words(read_council(folder))) if base else set()
    return word_pattern(words)


def council_words(council: Mapping[str, Any]) -> Iterator[str]:
    """Every name, number and host in a council.yml, with its `local_words`."""
    for key, value in council.items():
        if key not in ABOUT_COUNCIL:
            yield from (_ADDRESS.sub("", word).split("/")[0] if "://" in word else word for word in _strings(value))


def word_pattern(words: set[str]) -> re.Pattern[str]:
    """Finds any of the words, in any case; a short name in capitals only as it is."""
    either = [rf"(?-i:{re.escape(word)})" if word.isupper() and len(word) <= 5 else re.escape(word) for word in sorted(words, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(either)})(?!\w)" if either else r"(?!)", re.IGNORECASE)


def slot_values(council: Mapping[str, Any]) -> dict[str, str]:
    """What each slot stands for; "" while the council has not said, or does not have it."""
    values: dict[str, str] = {}
    for key, value in council.items():
        text = value if isinstance(value, str) else ""
        values[key] = text
        if key.endswith("_url"):
            site = _ADDRESS.sub("", text).rstrip("/")
            values |= {f"{key[:-4]}_site": site, f"{key[:-4]}_host": (urlsplit(text).hostname or "").removeprefix("www.")}
    return values


def open_slots(folder: Path) -> dict[str, list[str]]:
    """Blank names of council.yml that texts ask for ▸ the files that lose a sentence by it."""
    values, found = slot_values(read_council(folder)), dict[str, list[str]]()
    names = [*("messages.yml", "crisis.yml", "status.yml", "directory_words.yml", "escalation.yml"), *names_layered(folder, "answers"), *names_layered(folder, "letters")]
    for name in names:
        for slot in sorted(set(SLOT.findall(" ".join(_strings(merge_layers(folder, name)))))):
            if not values.get(slot):
                found.setdefault(slot, []).append(name)
    return found


def _finish(raw: Any, folder: Path, name: str) -> Any:
    """Names filled in; what nothing is left of is pruned where it can be spared, and refused where it can't."""
    council = read_council(folder) if (folder / "council.yml").is_file() else {}
    values = slot_values(council)
    asked: set[str] = set()

    def fill(text: str) -> str:
        found = set(SLOT.findall(text))
        asked.update(found)
        kept = _keep_sentences(text, lambda sentence: all(values.get(slot, "?") for slot in SLOT.findall(sentence))) if found else text
        return SLOT.sub(lambda slot: values.get(slot[1], slot[0]), kept)

    if not name.startswith("letters/"):  # a letter fills its own slots: there a line drops, not a sentence
        raw = _map_texts(raw, fill)
    if isinstance(raw, dict) and name.startswith("answers/"):
        if isinstance(raw.get("parts"), dict):
            raw["parts"] = {key: part for key, part in raw["parts"].items() if part is not None and LOST not in _strings(part)}
        raw["urgent"] = None if LOST in _strings(raw.get("urgent")) else raw.get("urgent")
    problems = [f"{name}: unknown slot {{council_{slot}}}" for slot in sorted(asked - set(values)) if council]
    if name in SAID_WHOLE:
        problems += [f"{name}: a text speaks of {slot}, which council.yml says there is not: give your own" for slot in sorted(asked) if council.get(slot) is False]
    problems += [f"{name}: {where}: nothing is left of the base's text; give your own, or off: true" for where in _lost(raw) if not (name.startswith("answers/") and where == "next_step")]
    if problems:
        raise ContentError(problems)
    return raw


# ---- Lending ----


def _lend_file(raw: Any, name: str, local: re.Pattern[str]) -> Any:
    if not isinstance(raw, dict) or name in LOOKED_FOR:
        return raw
    if name == "contacts.yml":
        return {"contacts": [entry for entry in raw["contacts"] if not entry.get("local") and not _names(entry, local)]}
    if name == "links.yml":
        return {**raw, "hosts": {host: why for host, why in raw["hosts"].items() if not (local.search(host) or local.search(why))}}
    if name in SAID_WHOLE and (found := [f"{name}: {key} names {match.group()}: write a slot of council.yml" for key, match in _find(raw, local)]):
        raise ContentError(found)
    lent = _map_texts(_without_local_sources(raw, local), lambda text: _keep_sentences(text, lambda sentence: not local.search(sentence)))
    for key in NEVER_LENT.get(name, ()):
        lent[key] = {}
    if name == "escalation.yml":
        gone = set(raw["sources"]) - set(lent["sources"])
        for section in ("clocks", "steps"):
            for entry in lent[section].values():
                entry["sources"] = [key for key in entry.get("sources") or () if key not in gone]
    return dict(lent)


def _names(entry: Mapping[str, Any], local: re.Pattern[str]) -> bool:
    return any(local.search(text) for key, value in entry.items() if key not in ("key", "source") for text in _strings(value))


def _find(raw: Mapping[str, Any], local: re.Pattern[str]) -> Iterator[tuple[str, re.Match[str]]]:
    for key, value in raw.items():
        said = {name: text for name, text in value.items() if name not in NOT_SAID and name != "contacts"} if isinstance(value, dict) else value
        yield from ((str(key), match) for text in _strings(said) if (match := local.search(text)))


def _without_local_sources(raw: Any, local: re.Pattern[str]) -> Any:
    """Without the pages of the base's council: what rests on them alone is not lent."""

    def stays(value: Any) -> bool:
        return not (isinstance(value, dict) and {"title", "url"} <= set(value) and (local.search(str(value["title"])) or local.search(str(value["url"]))))

    if isinstance(raw, dict):
        return {key: _without_local_sources(value, local) for key, value in raw.items() if stays(value)}
    return [_without_local_sources(value, local) for value in raw if stays(value)] if isinstance(raw, list) else raw


def _keep_sentences(text: str, stays: Callable[[str], bool]) -> str:
    """The text without the sentences that may not stay; LOST when none does."""
    if text == LOST or all(map(stays, _SENTENCE.split(text))):
        return text
    lines = [" ".join(_stay_together(_SENTENCE.split(line), stays)) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() or LOST


def _stay_together(sentences: list[str], stays: Callable[[str], bool]) -> list[str]:
    """Those that stay, without the ones that hang on a sentence that went: what leans back on it, and a short question that it answered."""
    kept: list[str] = []
    gone = False
    for sentence in sentences:
        gone = not stays(sentence) or (gone and bool(_LEANS_BACK.match(sentence)))
        if not gone:
            kept.append(sentence)
        elif kept and kept[-1].endswith("?") and len(kept[-1].split()) <= 4:
            kept.pop()
    return kept


# ---- Walking through YAML ----


def _map_texts(raw: Any, change: Callable[[str], str]) -> Any:
    """A copy with every said text changed; an item of a list of which nothing is left goes."""
    if isinstance(raw, dict):
        return {key: value if key in NOT_SAID and not isinstance(value, dict) else _map_texts(value, change) for key, value in raw.items()}
    if isinstance(raw, list):
        return [value for value in (_map_texts(value, change) for value in raw) if value != LOST]
    return change(raw) if isinstance(raw, str) else raw


def _strings(raw: Any) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, (dict, list)):
        for value in raw.values() if isinstance(raw, dict) else raw:
            yield from _strings(value)


def _lost(raw: Any, where: str = "") -> Iterator[str]:
    if raw == LOST:
        yield where
    elif isinstance(raw, dict) and not raw.get("off"):
        for key, value in raw.items():
            yield from _lost(value, f"{where}.{key}".lstrip("."))
    elif isinstance(raw, list):
        for value in raw:
            yield from _lost(value, where)


def _merge(lent: Any, given: Any) -> Any:
    """What the council gives wins, key by key."""
    if not isinstance(lent, dict) or not isinstance(given, dict):
        return given
    return {**lent, **{key: _merge(lent[key], value) if key in lent else value for key, value in given.items()}}


def _merge_contacts(lent: Any, given: Any) -> Any:
    entries = {entry["key"]: entry for entry in lent["contacts"]}
    return {"contacts": list({**entries, **{entry["key"]: entry for entry in (given or {}).get("contacts") or ()}}.values())}


def _read(path: Path, name: str) -> Any:
    try:
        return _parse(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ContentError([f"{name}: missing"]) from error
    except yaml.YAMLError as error:
        raise ContentError([f"{name}: not valid YAML: {error}"]) from error


@lru_cache(maxsize=512)
def _parse(text: str) -> Any:
    """The words of a file, read once however often and from wherever they come."""
    raw = yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    return {} if raw is None else raw


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Only true and false are booleans: YAML 1.1 would read the key `off` as one."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"] for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
