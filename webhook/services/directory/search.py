"""Searches the directory on either store, ranks what it finds, and can say why each service is there and what is not known of it.

What a question says rules a service out only where the service says the opposite; where it says nothing, it comes further down with "ask".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.directory.called import is_called, is_nearly_called, pairs_of
from webhook.services.directory.filters import Filters, Question
from webhook.services.directory.question import read_question
from webhook.services.directory.rank import Judged, is_wanted, judge_service, nearness_of
from webhook.services.directory.season import is_other_season, says_season
from webhook.services.directory.spelling import spell_short
from webhook.services.directory.vocabulary import Vocabulary, load_vocabulary, words_of
from webhook.services.directory.words import words_of_services
from webhook.store.directory import DirectoryService
from webhook.store.directory_find import Found, Wanted, find_allowed, find_fullest, find_points, find_services, find_tagged, find_whole
from webhook.store.directory_text import find_names, find_texts, match_texts

MATCHED, POOL, RANKED = 500, 1500, 100  # services taken from each way of finding; from all together; and ranked with all their details
ONLINE = "online"
BEFORE_ALL = 10.0  # of what is called by its name, when it is chosen what is ranked
NAMED = 200  # services with two words of a message in their names
WEIGHED = 2000  # services whose texts are weighed for one question


@dataclass(frozen=True)
class Hit:
    """One service found. `reasons` and `unknown` are sentences of content/directory; `km` is straight, to the nearest place."""

    service: DirectoryService
    score: float
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]
    km: float | None = None
    by_text: bool = False  # found by its text and not by its name
    kinds: frozenset[str] = frozenset()  # those it is
    asks: tuple[str, ...] = ()  # filters on which its record says nothing


@dataclass(frozen=True)
class Result:
    """What was found for a question, best first, and how the question was understood."""

    question: Question
    hits: tuple[Hit, ...]
    total: int  # services that could be shown, at most POOL


def search_directory(parts: Parts, text: str, *, dropped: Collection[str] = (), limit: int = 10) -> Result:
    """Search for what somebody wrote. `dropped` are keys of chips that were taken off."""
    return find_for(parts, read_for(parts, text, dropped=dropped), limit=limit)


def read_for(parts: Parts, text: str, *, dropped: Collection[str] = ()) -> Question:
    """Understand what somebody wrote, with the words of the services at hand."""
    vocabulary, today = load_vocabulary(parts.settings.content_dir), local_date(parts.clock.now())
    return read_question(spell_short(text), vocabulary, today=today, known_words=words_of_services(parts), dropped=dropped)


def find_for(parts: Parts, question: Question, *, limit: int = 10, start: int = 0, nearest: bool = False, but: Collection[int] = ()) -> Result:
    """Search for a question: `limit` services from `start` on, the best first, or the nearest; without those of `but`."""
    vocabulary, words, filters = load_vocabulary(parts.settings.content_dir), words_of_services(parts), question.filters
    with parts.db.reading() as session:
        scores, tagged, ids = _candidates(session, question, vocabulary, words)
        named = _named(session, question, vocabulary, words)
        ids = list(dict.fromkeys([*named, *ids]))
        allowed, suited = find_allowed(session, _wanted(filters), [one for one in ids if one not in but], POOL)
        distances = _distances(filters, find_points(session, allowed)) if filters.place else {}
        if filters.within_km is not None:
            allowed = [one for one in allowed if one not in distances or distances[one] <= filters.within_km]
        top, tagged_ids = max(scores.values(), default=1.0), set(tagged)
        first = {one: BEFORE_ALL * (one in named) + scores.get(one, 0) / top + (one in tagged_ids) + (one in suited) + nearness_of(distances.get(one)) for one in allowed}
        found = find_services(session, sorted(allowed, key=lambda one: -first[one])[:RANKED])
        of_kind = _of_kind(session, question, vocabulary, tagged)
        of_kind = None if of_kind is None else of_kind | named
        fitting = [one for one in found if is_wanted(one, filters, vocabulary) and (of_kind is None or one.service.id in of_kind or one.tags.get("kind", set()) & set(filters.kinds))]
        fitting = _at_home(session, fitting, filters.access)
        fitting, seasonal = _in_season(session, fitting, filters.season)

        def judge(one: Found) -> Judged:
            key = one.service.id
            return judge_service(one, question, scores.get(key, 0) / top, distances.get(key), vocabulary, words, in_season=key in seasonal)

        judged = [judge(one) for one in fitting]
        page = sorted(judged, key=lambda one: _place(one, nearest))[start : start + limit]
        whole = find_whole(session, [one.service.id for one in page])
    hits = [_show(one, whole[one.service.id], question, vocabulary) for one in page]
    return Result(question, tuple(hits), len(allowed) - len(found) + len(fitting))


def _candidates(session: Session, question: Question, vocabulary: Vocabulary, words: dict[str, int]) -> tuple[dict[int, float], list[int], list[int]]:
    """Services that may fit, as the indexes find them: scores of those found by text, those tagged with a kind that is asked for, and all, best first."""
    filters, near = question.filters, (question.filters.place.latitude, question.filters.place.longitude) if question.filters.place else None
    if not question.words and not filters.kinds:
        like = find_tagged(session, "kind", question.like, MATCHED, near)
        ids = find_tagged(session, "kind", question.among, POOL, near) if question.among else find_fullest(session, _wanted(filters), POOL)
        return {}, like, list(dict.fromkeys([*like, *ids]))
    asked = [*question.words, *question.phrases]
    weighed = _weighed(asked, words)
    scores, tagged = match_texts(session, weighed, MATCHED), find_tagged(session, "kind", filters.kinds, MATCHED, near)
    found = dict.fromkeys([*scores, *tagged])
    if len(found) < RANKED:  # finds, and does not rank: "respite" is not better than "short break", and "group" says little where so many have it
        synonyms = [" ".join(words_of(written)) for kind in filters.kinds for written in vocabulary.words_for("kind", kind)]
        common = [] if found else [one for one in asked if one not in weighed]
        found |= dict.fromkeys(find_texts(session, [*synonyms, *common], MATCHED))
    return scores, tagged, list(found)


def _named(session: Session, question: Question, vocabulary: Vocabulary, words: dict[str, int]) -> set[int]:
    """Services that the message calls by their names, or nearly so: looked up by words that stand side by side."""
    things = set(vocabulary.raw["asking"]["generic"])
    found = find_names(session, pairs_of(question.called, words), NAMED)
    return {one for one, name in found if is_called(question.called, name, vocabulary.phrases) or is_nearly_called(question.called, name, things)}


def _at_home(session: Session, found: list[Found], access: Collection[str]) -> list[Found]:
    """Without services that people must go to, where something online is looked for."""
    if ONLINE not in access:
        return found
    there = find_points(session, [one.service.id for one in found if ONLINE not in one.tags.get("access", ())])
    return [one for one in found if one.service.id not in there]


def _in_season(session: Session, found: list[Found], season: str | None) -> tuple[list[Found], set[int]]:
    """Without services of other school holidays than those that are asked for; and which of the rest say that they run in these."""
    if season is None:
        return found, set()
    whole = find_whole(session, [one.service.id for one in found])
    notes = {one.id: " ".join([one.name, *(str(part.get("note") or "") for part in one.record.get("sessions") or [])]) for one in whole.values()}
    said = {one.id: str(one.record.get("description") or "") for one in whole.values()}  # of a holiday scheme, which says in it when it runs

    def words_of_times(one: Found) -> str:
        return f"{notes[one.service.id]} {said[one.service.id] if _of_holidays(one) else ''}"

    kept = [one for one in found if not is_other_season(season, words_of_times(one), of_holidays=_of_holidays(one))]
    return kept, {one.service.id for one in kept if says_season(season, words_of_times(one), of_holidays=_of_holidays(one))}


def _of_holidays(found: Found) -> bool:
    return "holiday_club" in found.tags.get("kind", ())


def _of_kind(session: Session, question: Question, vocabulary: Vocabulary, tagged: Sequence[int]) -> set[int] | None:
    """Beside those tagged with a kind that is asked for, the services whose text calls them so, or has another thing that is named; None where any will do.

    What else somebody says ("with Downs", "he loves water") ranks, and brings in nothing of another kind: "closer" would put it first.
    """
    raw, kinds = vocabulary.raw["asking"], question.filters.kinds
    if not question.words or not kinds or set(kinds) & set(raw["frames"]):
        return None
    things = {*words_of(" ".join(map(str, raw["places"]))), *(str(word) for words in raw["like"].values() for word in words)}
    asked = [*question.phrases, *(word for word in question.words if word in things)]
    asked += [] if len(tagged) >= RANKED else [" ".join(words_of(written)) for kind in kinds for written in vocabulary.words_for("kind", kind)]
    found = set(find_texts(session, asked, MATCHED))
    return found if found or tagged else None


def _weighed(asked: Sequence[str], words: dict[str, int]) -> list[str]:
    """What is ranked by text: the rarest first, as long as few enough services have it. To weigh a third of a large directory takes longer than all else."""
    weighed, count = list[str](), 0
    for one in sorted(dict.fromkeys(asked), key=lambda one: _count(one, words)):
        count += _count(one, words)
        if count > WEIGHED:
            break
        weighed.append(one)
    return weighed


def _count(phrase: str, words: dict[str, int]) -> int:
    """How many services can have a phrase: as many as have its rarest word. The list of words holds none of two letters."""
    return min((words.get(word, 0) for word in phrase.split() if len(word) > 2), default=0)


def _place(one: Judged, nearest: bool) -> tuple[bool, bool, float, float, str, int]:
    """Where a service stands: the one that is called by its name, then the best, or the nearest; before the others those that say they run in the holidays that are asked for."""
    far = math.inf if one.km is None else one.km
    out_of_season = any(name == "season" and fits is None for name, fits, _ in one.checks)
    return not one.called and not nearest, out_of_season, far if nearest else 0.0, -one.score, one.service.name, one.service.id


def _show(one: Judged, service: DirectoryService, question: Question, vocabulary: Vocabulary) -> Hit:
    """A hit with its whole record, and why it is there: its own words first, where it was found by its text."""
    by_text = one.by_text and not one.said
    body = set(words_of(str(service.record.get("description") or ""))) if by_text else set()
    reasons = [_say(vocabulary, "reasons", "text", word) for word in question.words if word in body][:1]
    reasons += [_say(vocabulary, "reasons", "name", ", ".join(one.said))] if one.said else []
    reasons += [_say(vocabulary, "reasons", name, detail) for name, fits, detail in one.checks if fits]
    asks = tuple(dict.fromkeys(name for name, fits, _ in one.checks if fits is None))
    unknown = dict.fromkeys(_say(vocabulary, "unknown", name, "") for name in asks)
    return Hit(service, one.score, tuple(dict.fromkeys(reasons)), tuple(unknown), one.km, by_text, frozenset(one.kinds), asks)


def find_shown(parts: Parts, question: Question, service_id: int) -> Hit | None:
    """One service as an answer to a question, with its distance; None if it is no longer shown."""
    vocabulary, words = load_vocabulary(parts.settings.content_dir), words_of_services(parts)
    with parts.db.reading() as session:
        found = [one for one in find_services(session, [service_id]) if one.service.visible]
        if not found:
            return None
        distances = _distances(question.filters, find_points(session, [service_id])) if question.filters.place else {}
        seasonal = _in_season(session, found, question.filters.season)[1]
        one = judge_service(found[0], question, 0.0, distances.get(service_id), vocabulary, words, in_season=service_id in seasonal)
        return _show(one, find_whole(session, [service_id])[service_id], question, vocabulary)


def find_by_id(parts: Parts, service_id: int) -> DirectoryService | None:
    """One service, shown or not."""
    with parts.db.reading() as session:
        return session.get(DirectoryService, service_id)


def _wanted(filters: Filters) -> Wanted:
    return Wanted(
        needs=filters.needs,
        kinds=filters.kinds,
        age=filters.age,
        children=filters.children,
        every_child=filters.every_child,
        days=filters.days,
        hours=filters.hours,
        free=filters.free,
        no_referral=filters.no_referral,
        no_learning_disability=filters.no_learning_disability,
    )


def _distances(filters: Filters, points: dict[int, list[tuple[float, float]]]) -> dict[int, float]:
    place = filters.place
    assert place is not None
    return {service_id: min(place.km_to(*point) for point in where) for service_id, where in points.items()}


def _say(vocabulary: Vocabulary, group: str, name: str, detail: str) -> str:
    return str(vocabulary.raw[group][name]).format(detail=detail)
