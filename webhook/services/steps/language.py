"""Steps for people who write another language: the offer of a call with an interpreter, the short journey after it, and turning texts off.

The conversation keeps the language. What was last asked stands in `awaiting`: "language:" and offer, number, time or about. English is answered in English.
"""

from __future__ import annotations

import logging
import re
from datetime import datetime

from sqlalchemy.orm import Session

from understanding.languages import ENGLISH, load_detector
from webhook.bootstrap import Parts
from webhook.services.languages import Choice, Language, plain_phrase, shorten_said
from webhook.services.people.access_needs import find_needs
from webhook.services.people.handovers import add_to_handover, open_handover, request_handover
from webhook.services.people.hours import is_open, next_opening
from webhook.services.people.interpreter import (
    LANE,
    TOPIC,
    call_in_language,
    english_call,
    find_language,
    has_number,
    keep_needs,
    language_names,
    offer_interpreter,
    take_offer,
)
from webhook.services.steps.people import word_of
from webhook.services.texts.consent import opt_out
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.conversations import Conversation
from webhook.store.duty import Handover
from webhook.store.duty_queries import find_sealed_phone

log = logging.getLogger(__name__)

AWAITING = "language:"
NO_ANSWER = "-"
_WISH = r"(?:hi|hello|please|pls|plz|can|could|may|i|we|you|u|want|need|would|like|i'?d|to|have|get|a|some(?:one|body)|give|me|us|book)"
LONGEST_ANSWER = 8  # words of English taken as the answer to what we asked; more, or a question, is answered by itself
SENTENCE = 2  # words
_ASKS = re.compile(r"\?|^\W*(?:what|when|where|who|why|how|can|could|is|are|do|does|did|will|would|should)\b", re.IGNORECASE)


def opt_out_in_language(parts: Parts, heard: Heard) -> Turn | None:
    """A text that means STOP in one of our languages, in a word or a sentence, is STOP, with the confirmation in that language."""
    if heard.channel != "sms":
        return _no_texts_here(parts, heard)
    known = heard.conversation.language
    meant = [language for language in parts.content.languages.values() if language.means_stop(heard.text)]
    if not meant:
        return None
    language = next((language for language in meant if language.code in (known, detect_language(heard))), meant[0])
    turn = opt_out(parts, heard, source="keyword" if plain_phrase(heard.text) in language.opt_out else "sentence")
    turn.replies = [Reply(language.say("opt_out_confirm", "sms"), kind=reply.kind) for reply in turn.replies]
    return turn


def _no_texts_here(parts: Parts, heard: Heard) -> Turn | None:
    """A sentence that asks for no more texts, in the chat: there are none to stop here, and how it is done on the phone. A word alone is an ordinary word (design 15)."""
    if heard.form_open or heard.lane not in (None, "gentle") or len(heard.text.split()) < SENTENCE:
        return None
    if not any(language.means_stop(heard.text) for language in parts.content.languages.values()):
        return None
    replies = [Reply(parts.content.messages[key].on(heard.channel)) for key in ("opt_out_confirm", "other_language")]
    return Turn(lane="language", topics=["other_language"], replies=replies, confidence=0.9, changes={"options": [], "unsure_count": 0, "awaiting": None})


def take_language_answer(parts: Parts, heard: Heard) -> Turn | None:
    """The answer to what we asked in their language, or to the offer of an interpreter made in English."""
    awaiting = heard.conversation.awaiting or ""
    language = parts.content.languages.get(heard.conversation.language)
    if not awaiting.startswith(AWAITING) or language is None:
        return take_offer(parts, heard)
    step, said = awaiting.removeprefix(AWAITING), plain_phrase(heard.text)
    if step == "offer":
        taken_up = said in language.accept or said in ("1", "yes", "call", "call me")
        return begin_call(parts, heard, language) if taken_up else None
    if step == "number" and "phone" in heard.personal_kinds:
        return _keep_number(parts, heard, language)
    if word_of(heard.text) is not None or not _is_answer(heard, language):
        return None
    if step == "number" and find_needs(heard.text):
        return add_to_handover(parts, heard)  # "text only", where a number was asked for
    if step == "number":
        return _ask(parts, heard, language, "number")
    return _keep_time(parts, heard, language, said) if step == "time" else _keep_about(parts, heard, language, said)


def call_by_name(parts: Parts, heard: Heard) -> Turn | None:
    """ "CALL Somali", "I want a call in Somali please": a callback in that language, at once."""
    names = "|".join(map(re.escape, language_names(parts)))
    call = rf"\W*(?:{_WISH}\W+){{0,8}}(?:phone )?(?:call|ring|phone)(?: me| us| back)*\W*(?:in |with |from )?(?:an? )?"
    found = re.fullmatch(rf"{call}({names})(?: interpreter| speaker)?(?:,? (?:please|pls|plz|thanks))*\W*", heard.text, re.IGNORECASE)
    if found is None:
        return None
    name = found.group(1).capitalize()
    language = find_language(parts, heard, name)
    return begin_call(parts, heard, language) if language else english_call(parts, heard, name)


def answer_language(parts: Parts, heard: Heard) -> Turn | None:
    """A message in another language: the offer of a call in it. One that comes while a call is waited for is kept with that call."""
    code = detect_language(heard)
    if code == ENGLISH:
        return None
    language = parts.content.languages.get(code)
    if language is None or heard.conversation.awaiting == "safe_to_text":
        turn = offer_interpreter(parts, heard)
        if heard.conversation.awaiting == "safe_to_text":  # that question stands: a "1" now must not mean two things
            turn.changes = {"language": code} if language else {}
        return turn
    with parts.db.reading() as session:
        handover = open_handover(session, heard.conversation.id)
    if handover is not None and handover.kind == "callback":
        return _add_words(parts, heard, language)
    changes = {"language": code, "options": [], "unsure_count": 0, "awaiting": f"{AWAITING}offer"}
    return Turn(lane=LANE, topics=[TOPIC], replies=_start_replies(heard, language), changes=changes)


def begin_call(parts: Parts, heard: Heard, language: Language) -> Turn:
    """The callback stands in the queue; what is missing is asked, one thing at a time."""
    turn = call_in_language(parts, heard, language)
    asked = _ask(parts, heard, language, "time" if has_number(parts, heard) else "number")
    turn.replies, turn.changes = asked.replies, turn.changes | asked.changes
    return turn


def detect_language(heard: Heard) -> str:
    """The language of a message. A detector that breaks takes everything for English: nobody is left without an answer."""
    try:
        return load_detector().detect(heard.text, heard.conversation.language)
    except Exception as error:
        log.error("language detection broke: %s", type(error).__name__)
        return ENGLISH


def _is_answer(heard: Heard, language: Language) -> bool:
    return detect_language(heard) == language.code or (len(heard.text.split()) <= LONGEST_ANSWER and not _ASKS.search(heard.text))


def _start_replies(heard: Heard, language: Language) -> list[Reply]:
    """On the web the English stands below, and that nobody has reviewed the words; a text has no room for either."""
    start = language.texts["start"]
    if heard.channel == "sms":
        return [Reply(language.say("start", "sms"))]
    lines = [start.text, start.english]
    if not start.reviewed:
        note = language.texts["unreviewed"]
        lines += [note.text, note.english]
    return [Reply("\n\n".join(lines), buttons=[{"title": "1", "text": "1"}])]


def _ask(parts: Parts, heard: Heard, language: Language, step: str) -> Turn:
    """The question of a step; languages without the whole journey have only the number to ask for."""
    if step != "number" and not language.journey:
        return _turn([Reply(language.say("saved", heard.channel))], None)
    choices = {"time": language.times, "about": language.abouts}.get(step, ())
    buttons = [{"title": choice.label, "text": str(number)} for number, choice in enumerate(choices, 1)] if heard.channel == "web" else []
    return _turn([Reply(language.say(f"ask_{step}", heard.channel), buttons=buttons)], f"{AWAITING}{step}")


def _keep_number(parts: Parts, heard: Heard, language: Language) -> Turn:
    turn = _ask(parts, heard, language, "time")

    def keep(session: Session) -> None:
        handover = _call_row(parts, session, heard, language, "")
        handover.callback_sealed = find_sealed_phone(session, heard.inbound.id) or handover.callback_sealed

    turn.effects.append(keep)
    return turn


def _keep_time(parts: Parts, heard: Heard, language: Language, said: str) -> Turn:
    choice = _choose(language.times, said)
    turn = _ask(parts, heard, language, "about")

    def keep(session: Session) -> None:
        _call_row(parts, session, heard, language, "").preferred_time = choice.english if choice else heard.masked[:120]

    turn.effects.append(keep)
    return turn


def _keep_about(parts: Parts, heard: Heard, language: Language, said: str) -> Turn:
    choice = _choose(language.abouts, said)
    with parts.db.reading() as session:
        handover = open_handover(session, heard.conversation.id)
    preferred = handover.preferred_time if handover else ""
    time = next((option.label for option in language.times if option.english == preferred), shorten_said(preferred) or NO_ANSWER)
    about = NO_ANSWER if heard.unsafe else choice.label if choice else shorten_said(heard.masked)
    replies = [Reply(_confirm(parts, heard, language, time, about)), Reply(language.say("after", heard.channel))]
    turn = _turn(replies, None)

    def keep(session: Session) -> None:
        _call_row(parts, session, heard, language, choice.english if choice else heard.masked)

    turn.effects.append(keep)
    return turn


def _add_words(parts: Parts, heard: Heard, language: Language) -> Turn:
    """What they write while they wait goes to the person who will ring, beside the conversation itself."""
    turn = _turn([Reply(language.say("noted", heard.channel))], heard.conversation.awaiting)
    turn.changes["language"] = language.code

    def keep(session: Session) -> None:
        keep_needs(session, heard, language.name)

    turn.effects.append(keep)
    return turn


def _confirm(parts: Parts, heard: Heard, language: Language, time: str, about: str) -> str:
    opening: datetime | None = next_opening(parts.content.hours, heard.now)
    if is_open(parts.content.hours, heard.now) is False and opening is not None:
        return language.say("confirm_closed", heard.channel, time=time, about=about, opens=language.say_opening(opening))
    return language.say("confirm", heard.channel, time=time, about=about)


def _call_row(parts: Parts, session: Session, heard: Heard, language: Language, summary: str) -> Handover:
    conversation = session.get_one(Conversation, heard.conversation.id)
    in_hours = is_open(parts.content.hours, heard.now)
    handover = request_handover(session, conversation, kind="callback", summary=summary, urgent="urgent_today" in heard.flags, in_hours=in_hours, now=heard.now)
    keep_needs(session, heard, language.name)
    return handover


def _choose(choices: tuple[Choice, ...], said: str) -> Choice | None:
    if said.isdigit() and 1 <= int(said) <= len(choices):
        return choices[int(said) - 1]
    return next((choice for choice in choices if said in choice.words), None)


def _turn(replies: list[Reply], awaiting: str | None) -> Turn:
    return Turn(lane=LANE, topics=[TOPIC], replies=replies, changes={"options": [], "unsure_count": 0, "awaiting": awaiting})
