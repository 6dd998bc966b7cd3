"""A call with an interpreter: asked for in English, or taken up in the person's own language. The callback is in the queue at once; details come after it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.languages import Language, plain_phrase
from webhook.services.people.access_needs import INTERPRETER, LANGUAGES, join_needs
from webhook.services.people.handovers import PassedOn, handover_replies, handover_turn, open_handover
from webhook.services.people.hours import is_open
from webhook.services.people.passed_on import find_passed_on, say_lines
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.duty import Handover

LANE, TOPIC = "language", "other_language"
OFFERED = "interpreter"  # awaiting: an offer in English; "interpreter:Somali" once a language was named
_TAKEN_UP = frozenset(("1", "one", "yes", "yes please", "call", "call me", "ok", "please", "yeah", "y"))


def offer_interpreter(parts: Parts, heard: Heard) -> Turn:
    """In English: what can be done, and the offer of a call in the language that was named."""
    name = find_language_name(parts, heard.text)
    if name is None:
        reply = Reply(parts.content.messages["other_language"].on(heard.channel))
        return Turn(lane=LANE, topics=[TOPIC], replies=[reply], changes={"options": [], "awaiting": OFFERED})
    text = parts.content.messages["interpreter_offer"].on(heard.channel).format(language=name)
    changes = {"options": [], "awaiting": f"{OFFERED}:{name}"} | _noted(find_language(parts, heard, name))
    return Turn(lane=LANE, topics=[TOPIC], replies=[Reply(text)], changes=changes)


def take_offer(parts: Parts, heard: Heard) -> Turn | None:
    """The answer to that offer: 1, or the name of a language."""
    kind, _, name = (heard.conversation.awaiting or "").partition(":")
    if kind != OFFERED:
        return None
    said = plain_phrase(heard.text)
    named = {known.lower(): known for known in language_names(parts)}.get(said)
    if named is None and said not in _TAKEN_UP:
        return None
    return english_call(parts, heard, named or name)


def english_call(parts: Parts, heard: Heard, name: str) -> Turn:
    """A callback with an interpreter for somebody who writes English to us, read back in English. `name` may be ""."""
    turn = handover_turn(parts, heard, "callback")
    with parts.db.reading() as session:
        lines = find_passed_on(session, heard.conversation.id, heard.masked, heard.now)
    told = "; ".join(part for part in (say_lines(parts.content, lines, heard.channel), INTERPRETER, name) if part)
    turn.replies = handover_replies(parts, heard, PassedOn("callback", is_open(parts.content.hours, heard.now), told, has_number(parts, heard)))
    return _with_interpreter(turn, heard, name, find_language(parts, heard, name))


def call_in_language(parts: Parts, heard: Heard, language: Language) -> Turn:
    """The callback's row for somebody who writes another language; what is said is the caller's to add."""
    turn = handover_turn(parts, heard, "callback")
    turn.replies = []
    turn.changes["awaiting"] = None
    return _with_interpreter(turn, heard, language.name, language)


def find_language_name(parts: Parts, text: str) -> str | None:
    """The English name of a language in a text, as we write it."""
    found = re.search(rf"\b(?:{'|'.join(map(re.escape, language_names(parts)))})\b", text, re.IGNORECASE)
    return found.group().capitalize() if found else None


def find_language(parts: Parts, heard: Heard, name: str) -> Language | None:
    """The language of that English name, in the script the person writes when it has two."""
    named = [language for language in parts.content.languages.values() if name in language.names]
    same = [language for language in named if language.code == heard.conversation.language]
    plain = [language for language in named if "-" not in language.code]
    return next(iter([*same, *plain]), None)


def language_names(parts: Parts) -> tuple[str, ...]:
    """Every English name of a language that somebody may ask for."""
    ours: Iterable[str] = (name for language in parts.content.languages.values() for name in language.names)
    return tuple(dict.fromkeys([*ours, *LANGUAGES]))


def has_number(parts: Parts, heard: Heard) -> bool:
    """Whether there is a number to ring: the one that texts, or one that was given."""
    if heard.channel == "sms" or "phone" in heard.personal_kinds:
        return True
    with parts.db.reading() as session:
        known = open_handover(session, heard.conversation.id)
    return bool(known and known.callback_sealed)


def keep_needs(session: Session, heard: Heard, name: str) -> Handover | None:
    """Interpreter and language beside the open handover, for staff."""
    handover = open_handover(session, heard.conversation.id)
    if handover is not None:
        handover.access_needs = join_needs(handover.access_needs, [INTERPRETER, *([f"Language: {name}"] if name else [])])
    return handover


def _with_interpreter(turn: Turn, heard: Heard, name: str, language: Language | None) -> Turn:
    turn.lane, turn.topics = LANE, [TOPIC]
    turn.changes |= _noted(language)

    def keep(session: Session) -> None:
        keep_needs(session, heard, name)

    turn.effects.append(keep)
    return turn


def _noted(language: Language | None) -> dict[str, str]:
    return {"language": language.code} if language else {}
