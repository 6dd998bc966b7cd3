"""A list of services as a reply: cards with chips and buttons on the web, one text of two segments by SMS; and what is said where nothing fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.directory.filters import Chip
from webhook.services.directory.next import BACK, CHEAPER, CLOSER, MORE, TEXT, WRONG, words_to_send, words_to_take_off
from webhook.services.directory.price import least_price
from webhook.services.directory.search import Hit, Result, find_for
from webhook.services.directory.state import WORDS, Search, is_above, is_unlisted, or_one_age, ways_to_widen
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.services.render.directory import NAME_SMS, NAME_WHOLE, TWO_SEGMENTS, Speaker, card, sms_line, sms_text
from webhook.services.texts.text import count_segments, to_gsm7
from webhook.services.turn.heard import Reply

SHOWN = 3
WIDE = ("sport", "arts", "computing")  # kinds that hold many things
BITS = 5  # facts of a service in a line by SMS, where there is room
FEWEST = 2  # facts below which one service less is the better list
ROOM_FOR_FEELING = 60  # characters of a text for the sentence that shows it was heard


def speaker_for(parts: Parts, channel: str) -> Speaker:
    """Words for a channel, today."""
    return Speaker(parts.content, load_vocabulary(parts.settings.content_dir), channel, local_date(parts.clock.now()))


def list_replies(parts: Parts, channel: str, search: Search, *, more: bool = False, room: int = 0, left: Sequence[str] = ()) -> tuple[list[Reply], Search, bool]:
    """The replies for a search, the search as it stands after them, and whether anything was found as it was asked. `left`: filters of the search before that are gone."""
    speaker = speaker_for(parts, channel)
    fresh = speaker.say("fresh", filters=", ".join(left)) if left else ""
    result = find_for(parts, search.question, limit=SHOWN, start=search.start, nearest=search.nearest, but=search.refused)
    unlisted = is_unlisted(search.question, speaker.vocabulary)
    if result.hits and unlisted:
        key = "unlisted" if search.question.chips else "unlisted_all"
        intro = _with_fresh(channel, fresh, speaker.say(key, words=", ".join(search.question.unmentioned), filters=filters_in_words(search)))
        told = replace(search, question=replace(search.question, unmentioned=()))
        replies, after = _list(parts, speaker, told, result, _with_gaps(speaker, told, intro), room)
        return replies, after, False
    if result.hits:
        intro = _with_fresh(channel, fresh, speaker.say(_intro(search, more), filters=filters_in_words(search)))
        intro = " ".join(filter(None, [_none_named(speaker, search, result.hits), _with_gaps(speaker, search, intro)]))
        replies, after = _list(parts, speaker, search, result, intro, room)
        return replies, after, True
    if more or search.refused:
        return [Reply(speaker.say("no_more"))], search, True
    if search.question.filters.children and search.question.filters.every_child and (replies_one := _one_age(parts, speaker, search, room, fresh)) is not None:
        return *replies_one, False
    for chip, question in ways_to_widen(search.question, speaker.vocabulary):
        wider = find_for(parts, question, limit=SHOWN, nearest=search.nearest)
        if wider.hits:
            intro = _with_fresh(channel, fresh, speaker.say("widened", filters=_all_in_words(search, chip), less=chip.label))
            intro = " ".join(filter(None, [_none_named(speaker, search, wider.hits), _with_above(speaker, search, intro)]))
            replies, after = _list(parts, speaker, replace(search, question=question, start=0), wider, intro, room)
            return replies, after, False
    text = speaker.say("nothing", filters=filters_in_words(search)) if search.question.chips else speaker.say("nothing_all")
    buttons = [*_chips(speaker, search), _person(speaker)] if channel == "web" else []
    return [Reply(_with_gaps(speaker, search, _with_fresh(channel, fresh, text)), buttons=buttons)], replace(search, shown=(), start=0), False


def one_replies(parts: Parts, channel: str, search: Search, hit: Hit, *, asked: bool = False) -> list[Reply]:
    """All about one service. `asked`: something of it was asked that its record may not say."""
    speaker = speaker_for(parts, channel)
    rest = speaker.say("card_rest" if any(hit.service.record.get(way) for way in ("phone", "email", "url")) else "card_rest_person") if asked else ""
    sample = " ".join(filter(None, [rest, speaker.say("sample") if hit.service.sample else ""]))
    if channel == "sms":
        return [Reply(sms_text(speaker, hit, sample))]
    one = Reply(card(speaker, hit, None, whole=True), kind="cards", buttons=ways_on(speaker), sources=_sources(speaker, [hit]))
    return [Reply(sample), one] if sample else [one]


def ways_on(speaker: Speaker) -> list[dict[str, str]]:
    """The buttons under what is said of one or more of those shown, on the web."""
    return _buttons(speaker, (BACK, MORE, TEXT, WRONG)) if speaker.channel == "web" else []


def list_for_phone(parts: Parts, hits: Sequence[Hit]) -> tuple[str, int]:
    """The services shown, as one text to a phone, and how many of them it has."""
    speaker = speaker_for(parts, "sms")
    tail = speaker.say("sample") if any(hit.service.sample for hit in hits) else ""
    return _fit(speaker, speaker.say("list_intro"), hits, lambda shown: tail, 0)


def filters_in_words(search: Search) -> str:
    """What was understood: "age 6, autism, Saturday". Where it is comes last, if that would come first."""
    chips = search.question.chips
    first = chips[:1] if chips and chips[0].key == "place" else ()
    return ", ".join(chip.label for chip in (*chips[len(first) :], *first))


def _all_in_words(search: Search, less: Chip) -> str:
    """What was understood, with the words that are no filter where these are left out."""
    return ", ".join(filter(None, [less.label if less.key == WORDS else "", filters_in_words(search)]))


def _intro(search: Search, more: bool) -> str:
    if not search.question.chips:
        return "more_all" if more else "found_all"
    if [chip.key for chip in search.question.chips] == ["place"] and not search.nearest:
        return "more_near" if more else "found_near"
    return "more" if more else "found_nearest" if search.nearest else "found"


def _with_fresh(channel: str, fresh: str, text: str) -> str:
    """That a search is a new one: by SMS in two words before it, on the web after it with what is gone."""
    return " ".join(filter(None, (text, fresh) if channel == "web" else (fresh, text)))


def _with_gaps(speaker: Speaker, search: Search, text: str) -> str:
    question = search.question
    said = [speaker.say("unknown_place", place=question.unknown_place)] if question.unknown_place else []
    said += [speaker.say("unmentioned", words=", ".join(question.unmentioned))] if question.unmentioned else []
    said += [speaker.say("only_not_stated", who=speaker.vocabulary.raw["only"][question.only]["label"])] if question.only else []
    return _with_above(speaker, search, " ".join([*said, text]))


def _with_above(speaker: Speaker, search: Search, text: str) -> str:
    """Before the first of a list for somebody who is older than the directory's oldest: whom it is for."""
    above = search.start == 0 and (search.question.above or is_above(search.question))
    return " ".join([speaker.say("above_oldest")] * above + [text])


def _none_named(speaker: Speaker, search: Search, hits: Sequence[Hit]) -> str:
    """That none of those found is what was named, where the list has it only under a wider kind: football under sport. "" where one is."""
    labels = " ".join(speaker.vocabulary.label("kind", kind) for kind in WIDE).lower()
    named = [phrase for phrase in search.question.phrases if any(phrase in speaker.vocabulary.words_for("kind", kind) for kind in WIDE) and phrase.rstrip("s") not in labels]
    said = " ".join(f"{hit.service.name} {hit.service.record.get('description') or ''}" for hit in hits).lower()
    return speaker.say("none_named", words=", ".join(named)) if named and not any(phrase[: max(4, len(phrase) - 3)] in said for phrase in named) else ""


def _one_age(parts: Parts, speaker: Speaker, search: Search, room: int, fresh: str) -> tuple[list[Reply], Search] | None:
    """Services for one of several children, where none takes all, each with its ages; None where there is none of these either."""
    question = or_one_age(search.question)
    result = find_for(parts, question, limit=SHOWN, nearest=search.nearest, but=search.refused)
    intro = _with_fresh(speaker.channel, fresh, speaker.say("one_age", filters=filters_in_words(search)))
    return _list(parts, speaker, replace(search, question=question, start=0), result, intro, room) if result.hits else None


def _list(parts: Parts, speaker: Speaker, search: Search, result: Result, intro: str, room: int) -> tuple[list[Reply], Search]:
    hits = list(result.hits)
    left = [speaker.vocabulary.label("kind", kind) for kind in search.question.apart if not any(kind in hit.kinds for hit in hits)]
    rest = speaker.say("left_kinds", kinds=", ".join(left)) if left and len(left) < len(search.question.apart) else ""
    samples = any(hit.service.sample for hit in hits)
    prices = [price for hit in hits if (price := least_price(hit.service.cost, hit.service.record.get("fees"))) is not None]
    after = replace(search, shown=tuple(hit.service.id for hit in hits), looking_at=None, priciest=max(prices, default=None))
    if speaker.channel == "sms":
        sample = speaker.say("sample") if samples else ""

        def tail(shown: int) -> str:
            more = result.total > search.start + shown
            return " ".join(filter(None, [rest, speaker.say("text_more" if more else "text_one"), sample]))

        text, shown = _fit(speaker, to_gsm7(intro), hits, tail, room)
        return [Reply(text, sources=_sources(speaker, hits))], replace(after, shown=after.shown[:shown])
    said = " ".join(filter(None, [intro, rest, speaker.say("sample") if samples else ""]))
    cards = "\n\n".join(card(speaker, hit, number) for number, hit in enumerate(hits, 1))
    steps = [MORE] if result.total > search.start + len(hits) else []
    steps += [CLOSER] if search.question.filters.place and not search.nearest else []
    steps += [CHEAPER] if not search.question.filters.free else []
    buttons = [*_chips(speaker, search), *_buttons(speaker, (*steps, TEXT, WRONG))]
    return [Reply(said), Reply(cards, kind="cards", buttons=buttons, sources=_sources(speaker, hits))], after


def _fit(speaker: Speaker, intro: str, hits: Sequence[Hit], tail: object, room: int) -> tuple[str, int]:
    """As many services, with as many facts, as two segments hold, their names whole where most facts still fit; the text and how many."""
    counts = range(len(hits), 0, -1)
    ways = [(count, bits, name) for count in counts for name, least in ((NAME_WHOLE, FEWEST + 1), (NAME_SMS, FEWEST)) for bits in range(BITS, least - 1, -1)]
    text = ""
    for count, bits, name in [*ways, *((count, bits, NAME_SMS) for count in counts for bits in (1, 0))]:
        lines = [sms_line(speaker, hit, number, bits, name) for number, hit in enumerate(hits[:count], 1)]
        text = " ".join(filter(None, [intro, *lines, tail(count)]))  # type: ignore[operator]
        if count_segments(text + "x" * room) <= TWO_SEGMENTS:
            return text, count
    lines = [sms_line(speaker, hits[0], 1, 0)]
    return " ".join([*lines, tail(1)]), 1  # type: ignore[operator]  # filters too long to be said twice


def _chips(speaker: Speaker, search: Search) -> list[dict[str, str]]:
    chips = search.question.chips
    return [{"title": speaker.say("button_off", detail=chip.label), "text": words_to_take_off(chip, speaker.vocabulary), "kind": "chip"} for chip in chips]


def _buttons(speaker: Speaker, steps: Iterable[str]) -> list[dict[str, str]]:
    return [{"title": speaker.say(f"button_{step}"), "text": words_to_send(step, speaker.vocabulary)} for step in steps]


def _person(speaker: Speaker) -> dict[str, str]:
    return {"title": speaker.say("button_person"), "text": "PERSON"}


def _sources(speaker: Speaker, hits: Sequence[Hit]) -> list[dict[str, str]]:
    """The list itself, checked when the oldest of its records shown was."""
    checked = [hit.service.checked_on for hit in hits if hit.service.checked_on]
    title = speaker.content.directory["source_title"].web
    return [{"title": title, "url": str(speaker.content.council.get("local_offer_url") or ""), **({"checked_on": min(checked).isoformat()} if checked else {})}]
