"""One fact of one service, asked after a list or of its card ("phone number?", "is there parking"): said from its record, or said to be missing, with how to ask them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from webhook.bootstrap import Parts
from webhook.services.directory.asking import is_process
from webhook.services.directory.lists import speaker_for, ways_on
from webhook.services.directory.next import SHORT
from webhook.services.directory.search import Hit
from webhook.services.directory.season_asked import season_said
from webhook.services.directory.vocabulary import Vocabulary, words_of
from webhook.services.render.directory import CLOSED, NAME_WHOLE, Speaker, details_of, one_line, said_checked, shorten, where_of
from webhook.services.texts.text import count_segments, to_gsm7
from webhook.services.turn.heard import Reply

WAY, PHONE, EMAIL, WEBSITE, LANGUAGE, RUNS = "way", "phone", "email", "website", "language", "runs"
REFERRAL, OTHER = "referral", "other"
WHEN, COST, AGES, PLACE = "when", "cost", "ages", "place"
OF_CARD = {WHEN: "when", COST: "cost", AGES: "ages", PLACE: "where"}  # facts ▸ the lines of a card that say them
TRANSPORT, CHECKED = "transport", "checked"
SEASON = "season:"  # and which holidays
OF_EACH = (PHONE, REFERRAL, TRANSPORT, CHECKED, SEASON)  # short enough to be said of each that is shown
OF_PLACES = (WAY, "parking", OTHER)  # asked of nothing but a place somebody goes to
SEASON_WEB, SEASON_SMS = 300, 90  # characters of what a record says of holidays
_OTHERS = re.compile(r"\b(?:school|council|case|officer|plan|permit|ticket|fine|badge|taxi|duty|sendiass|camhs|surgery|surgeries|meeting|appointment)\b")  # whose number, and what parking

_THEIR = re.compile(r"\b(?:there|theyre|thier|ther)\b(?= (?:phone|number|no|num|tel|mobile|contact|email|website|web|address)\b)")  # "whats there number"
_BEFORE = re.compile(r"^(?:(?:ok|okay|thanks|thank you|thx|ta|cheers|great|lovely|cool|nice|hi|sorry|oh|but|so|right) )+")
_AFTER = re.compile(r"(?: (?:please|pls|then|though|now))+$")
_REFERRAL = re.compile(r"\bref+er+(?:al|als|ral|rals)\b")
_TURN_UP = re.compile(  # "can he just turn up" is answered by whether a referral is needed
    r"\b(?:can|could|do|does) (?:i|we|he|she|they|you|my \w+) (?:just |always )?(?:turn up|show up|drop in|walk in)\b|\b(?:is it|are they|is this) (?:a |just )?(?:drop in|walk in)\b"
)
_NEEDS_REFERRAL = re.compile(r"\b(?:need|needs|needed|require|required|is|do|does|get|have|got)\b.{0,15}\b(?:referral|be refer+ed|refer+ing)\b(?! form)|\breferral (?:needed|required)\b")
_THIS = r"(?:it|this|that|these|those|they|(?:the|this|your) (?:list|info|information|details|record|page)|(?:this|that) one|all (?:this|that))"
_WHEN_CHECKED = re.compile(
    r"(?:when|how long ago|what date|what day) (?:was|were|has|have|had|is|are|did) (?:(?:you|u|they|somebody|someone) )?"
    rf"(?:last )?(?:{_THIS} )?(?:last )?(?:been )?(?:last )?(?:checked|check|updated|update|looked at)(?: (?:it|this|that|these|last))?"
    r"|last (?:checked|updated|check|update)|(?:when was|whats|what is) the last (?:check|update)"
    rf"|(?:is|are) {_THIS}(?: still| all)? (?:up to date|current|recent|right|correct)|how (?:old|recent|up to date) is {_THIS}"
)
_WITHOUT = re.compile(r"\b(?:dont|doesnt|not|no|without|any|ones|who|how|which|for(?! (?:it|this|that|these|those|them|any|all|the)\b))\b")  # a wish, not a question


def fact_asked(text: str, vocabulary: Vocabulary) -> str | None:
    """Which fact a short message asks for, a key of asking.next.facts; None for anything else."""
    plain = _REFERRAL.sub("referral", _THEIR.sub("their", " ".join(words_of(text))))
    if len(plain.split()) > SHORT or _OTHERS.search(plain):
        return None
    if (_NEEDS_REFERRAL.search(plain) or _TURN_UP.search(plain)) and not _WITHOUT.search(plain):
        return REFERRAL
    for fact, pattern in _patterns(vocabulary).items():
        if (found := pattern.search(plain)) and not is_process(f"{plain[: found.start()]} {plain[found.end() :]}", vocabulary):
            return fact
    return None


def card_fact_asked(text: str, vocabulary: Vocabulary) -> str | None:
    """Which line of the card that was opened a whole message asks for ("what time", "how much is it"), a key of asking.next.card_facts; None for anything else."""
    plain = _BEFORE.sub("", _THEIR.sub("their", " ".join(words_of(text))))
    if _WHEN_CHECKED.fullmatch(_AFTER.sub("", plain)):
        return CHECKED
    return next((fact for fact, pattern in _card_patterns(vocabulary).items() if pattern.fullmatch(plain)), None)


def fact_reply(parts: Parts, channel: str, hit: Hit, fact: str, *, yes: bool | None = None) -> Reply:
    """The fact, as the record has it, and how to ask for what it has not. `yes`: what it says to a question that can be answered so."""
    speaker = speaker_for(parts, channel)
    detail = _detail(speaker, hit, fact)
    said = [_say_season(speaker, detail, fact) if is_season(fact) else speaker.say(f"fact_{fact}" if detail else "fact_missing", detail=detail, what=_label(speaker.vocabulary, fact))]
    if detail and yes is not None:
        said[0] = speaker.say("fact_yes" if yes else "fact_no", said=said[0])
    said += [_how_to_ask(speaker, hit)] if not detail or fact == WAY else []
    said += _not_so_sure(speaker, hit) if fact in OF_CARD or is_season(fact) else []
    said += [speaker.say("sample")] if hit.service.sample else []
    name = shorten(one_line(hit.service.name), NAME_WHOLE)
    if channel != "sms":
        return Reply(" ".join([f"{name}:", *said]), buttons=ways_on(speaker))
    text = to_gsm7(" ".join([f"{name}:", *said]))
    return Reply(text if count_segments(text) <= 2 else to_gsm7(" ".join(said[:2])))


def facts_reply(parts: Parts, channel: str, hits: Sequence[Hit], fact: str) -> Reply:
    """The same fact of each that is shown, by its number."""
    speaker = speaker_for(parts, channel)
    if not is_season(fact) and not any(_detail(speaker, hit, fact) for hit in hits):
        return Reply(speaker.say("fact_each_none", what=_label(speaker.vocabulary, fact)), buttons=ways_on(speaker))
    missing = speaker.say("fact_each_missing")
    each = [speaker.say("fact_each", number=number, name=one_line(hit.service.name), detail=_detail(speaker, hit, fact) or missing) for number, hit in enumerate(hits, 1)]
    said = [speaker.say("fact_each_season" if is_season(fact) else f"fact_each_{fact}"), *each] + ([speaker.say("sample")] if any(hit.service.sample for hit in hits) else [])
    return Reply("\n".join(said) if channel == "web" else to_gsm7(" ".join(said)), buttons=ways_on(speaker))


def _detail(speaker: Speaker, hit: Hit, fact: str) -> str:
    """What the record says; "" where it says nothing."""
    record = hit.service.record
    if is_season(fact):
        return shorten(one_line(season_said(record, fact.removeprefix(SEASON))), SEASON_WEB if speaker.channel == "web" else SEASON_SMS)
    if fact in OF_CARD:
        return details_of(speaker if fact in (WHEN, AGES) else replace(speaker, channel="web"), hit)[OF_CARD[fact]]  # a price and an address in full
    if fact == WAY:
        return where_of(speaker, hit)
    if fact == CHECKED:
        key, day = said_checked(speaker, hit)
        said = speaker.say(key, detail=day).rstrip(".")
        return said[:1].lower() + said[1:]
    if fact == RUNS:
        return one_line(hit.service.organisation)
    if fact == REFERRAL:
        return "" if hit.service.referral is None else speaker.say("fact_referral_yes" if hit.service.referral else "fact_referral_no")
    if fact == LANGUAGE:
        return ", ".join(speaker.vocabulary.label("language", one) for one in record.get("languages") or () if speaker.vocabulary.has("language", one))
    return one_line(record.get({PHONE: "phone", EMAIL: "email", WEBSITE: "url"}.get(fact, "")))


def is_season(fact: str) -> bool:
    """Whether a fact is about school holidays."""
    return fact.startswith(SEASON)


def _say_season(speaker: Speaker, detail: str, fact: str) -> str:
    on = speaker.vocabulary.raw["seasons_on"][fact.removeprefix(SEASON)]
    return speaker.say("fact_season" if detail else "fact_season_missing", detail=detail, season=on)


def _not_so_sure(speaker: Speaker, hit: Hit) -> list[str]:
    """That it is closed for now, or that its record is old."""
    key, day = said_checked(speaker, hit)
    old = speaker.say(key, detail=day)
    closed = [f"{speaker.say('card_closed').rstrip('.')}."] if hit.service.record.get("status") == CLOSED else []
    return closed + ([f"{old[:1].upper()}{old[1:].rstrip('.')}."] if key == "card_stale" else [])


def _label(vocabulary: Vocabulary, fact: str) -> str:
    if fact == CHECKED:
        return ""  # every record says when, or that it doesn't
    asked = vocabulary.raw["asking"]["next"]
    return str({**asked["card_facts"], **asked["facts"]}[fact]["label"])


def _how_to_ask(speaker: Speaker, hit: Hit) -> str:
    """The way to them that the record has: a number, an address, a page; else a person of ours."""
    record = hit.service.record
    way = next((f"ask_by_{key}" for key in ("phone", "email", "url") if record.get(key)), "ask_by_person")
    return speaker.say(way, detail=one_line(record.get(way.removeprefix("ask_by_"))))


@lru_cache(maxsize=4)
def _patterns(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    facts = vocabulary.raw["asking"]["next"]["facts"]
    return {fact: re.compile(rf"\b{_either(entry['words'])}\b") for fact, entry in facts.items()}


@lru_cache(maxsize=4)
def _card_patterns(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    asked = vocabulary.raw["asking"]["next"]
    small = _either(asked["small"])
    return {fact: re.compile(rf"(?:{small} )*{_either(entry['words'])}(?: {small})*") for fact, entry in asked["card_facts"].items()}


def _either(phrases: Iterable[object]) -> str:
    return rf"(?:{'|'.join(sorted((re.escape(' '.join(words_of(str(one)))) for one in phrases), key=len, reverse=True))})"
