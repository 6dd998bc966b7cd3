"""Steps that come before any dialogue: danger, the opt-out law, silence, and the question after domestic abuse."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.people.who_to_ring import asks_whom_to_ring
from webhook.services.safety.crisis import card_text, choose_card, schedule_card
from webhook.services.texts.consent import consent_reply, keyword_of, opt_in, opt_out, raise_alert, record_consent
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.cases import IdentityCheck
from webhook.store.duty_queries import list_our_words
from webhook.store.inbox import last_heard

LONGEST_MISTAKE = 16  # words of a message that takes something back and no more
_ASKS_MORE = re.compile(r"\?|\b(?:what|how|can|could|who|where|when|which|is there|are there|do (?:i|we|you)|wanted|want|need)\b", re.IGNORECASE)
_YES = re.compile(r"^\W*(?:1|one|yes|y|yeah|yep|ok(?:ay)?|it'?s ok|safe)(?:\W+(?:yes|please|thanks|thank you|it'?s|ok|safe|fine|here|to text))*\W*$", re.IGNORECASE)
_NO = re.compile(r"^\W*(?:2|two|no|nope|n|not safe|don'?t)(?:\W+(?:no|please|thanks|thank you|it'?s|not|ok|safe|here|don'?t|do not|text|me))*\W*$", re.IGNORECASE)
_MISTAKE = re.compile(
    r"\b(?:mistake|by accident|false alarm|wrong (?:person|number|chat)|figure of speech|autocorrect|not literally|(?:was|only|just) (?:a joke|joking|kidding)"
    r"|(?:didn'?t|did not|don'?t|do not) mean (?:it|that|to|like)|ignore (?:that|my last)|(?:my|the) (?:mate|friend|kid|son|daughter|brother|sister) (?:wrote|sent|grabbed|typed|had my))\b",
    re.IGNORECASE,
)


_SAFE_AFTER_ALL = re.compile(
    r"\b(?:i'?m|im|i am|we'?re|we are|(?:he|she|they|it|everyone|everybody)(?:'?s|'?re| is| are)|hes|shes|theyre|its)\s(?:all\s|really\s|just\s|absolutely\s|perfectly\s)?"
    r"(?:fine|ok|okay|safe|alright|all right|not (?:in (?:any )?danger|dangerous|violent|abusive|hurt|suicidal|like that|unsafe))\b"
    r"|\bnothing like that\b|\b(?:nobody|no ?one|no one) (?:is |was |has been )?(?:hurt|in danger|hitting|unsafe)\b|\bno danger\b|\bwe just (?:disagree|don'?t agree|argue)\b",
    re.IGNORECASE,
)
_STILL_NOT = re.compile(r"\b(?:but|except|apart from|until|unless|for now|at the moment|now he|now she|i think|i hope)\b", re.IGNORECASE)  # "I'm fine but he ..." takes nothing back


def answer_danger(parts: Parts, heard: Heard) -> Turn | None:
    """Crisis and concern: fixed wording, everything else dropped. Opted out: staff alone. Staff holding: they have 90 seconds."""
    if heard.lane not in ("crisis", "concern"):
        return None
    if keyword_of(heard):
        return None  # STOP alone is STOP even while the assessor is broken and calls everything a crisis; staff have the alert
    if heard.opted_out:
        return _silent_danger(heard, [lambda session: raise_alert(session, heard, "opted_out_danger")])
    if heard.conversation.held_by is not None:
        return _silent_danger(heard, [lambda session: schedule_card(parts, session, heard)])
    card = choose_card(parts.content, heard.topic, heard.lane, heard.card)
    awaiting = "safe_to_text" if card.key == "domestic_abuse" and "unsafe_phone" in heard.flags else None  # only that card asks
    return Turn(
        lane=heard.lane,
        topics=[heard.topic] if heard.topic else [],
        replies=[Reply(card_text(parts, card, heard.channel), kind="safety")],
        flags=heard.flags,
        changes={"options": [], "awaiting": awaiting, "segment": heard.conversation.segment + 1, "segment_turns": 0, "unsure_count": 0},
        effects=[lambda session: leave_forms(session, heard)],
    )


def _silent_danger(heard: Heard, effects: list) -> Turn:  # type: ignore[type-arg]
    return Turn(lane="silent", topics=[heard.topic] if heard.topic else [], flags=heard.flags, effects=effects)


def leave_forms(session: Session, heard: Heard) -> None:
    """No form is open after this message."""
    check = session.get(IdentityCheck, heard.conversation.id)
    if check:
        check.requested = None


def answer_mistake(parts: Parts, heard: Heard) -> Turn | None:
    """ "That was a mistake", "no, I'm fine", as the next message after a card: thanked (conduct 2). Staff keep the alert.

    What else the message says is answered as ever, after the thanks.
    """
    text = heard.text.replace("\u2019", "'")
    mistake, safe = _MISTAKE.search(text), None if _STILL_NOT.search(text) else _SAFE_AFTER_ALL.search(text)
    found = mistake or safe
    if found is None or (mistake and len(text.split()) > LONGEST_MISTAKE) or not _follows_card(parts, heard):
        return None
    heard.carry_on = bool(_ASKS_MORE.search(text[found.end() :]))
    return None if heard.carry_on else Turn(lane="small_talk", topics=["small_talk"], replies=[_thanks(parts, heard)])


def repeat_card(parts: Parts, heard: Heard) -> Turn | None:
    """ "Who do I tell", "what number", as the next message after a card: that card once more."""
    if not asks_whom_to_ring(heard.text) or not _follows_card(parts, heard):
        return None
    with parts.db.reading() as session:
        before, said = last_heard(session, heard.inbound), list_our_words(session, heard.conversation.id, limit=1)
    if before is None or before.lane is None:
        return None
    sent = next((key for key, card in parts.content.crisis.items() if said and card.on(heard.channel) and said[0].startswith(card.on(heard.channel))), None)
    card = choose_card(parts.content, next(iter(before.topics or ()), None), before.lane, sent)  # never none, whatever was said in between
    return Turn(lane=before.lane, topics=list(before.topics or ()), replies=[Reply(card_text(parts, card, heard.channel), kind="safety")], flags=heard.flags)


def carry_on(parts: Parts, heard: Heard, turn: Turn) -> None:
    """The thanks before the answer to whatever else was said."""
    if heard.carry_on and turn.replies and turn.lane != "silent":
        turn.replies.insert(0, _thanks(parts, heard))


def _thanks(parts: Parts, heard: Heard) -> Reply:
    return Reply(parts.content.crisis["after_mistake"].on(heard.channel))


def _follows_card(parts: Parts, heard: Heard) -> bool:
    with parts.db.reading() as session:
        before = last_heard(session, heard.inbound)
    return before is not None and before.lane in ("crisis", "concern")


def answer_keywords(parts: Parts, heard: Heard) -> Turn | None:
    """STOP, START and HELP count only as a whole text message (design 15)."""
    keyword = keyword_of(heard)
    if keyword is None:
        return None
    if keyword == "stop":
        return opt_out(parts, heard, source="keyword")
    if keyword == "start":
        return opt_in(parts, heard)
    effects = [lambda session: record_consent(session, heard, "help", "keyword"), lambda session: raise_alert(session, heard, "help_word")]
    if heard.opted_out:
        return Turn(lane="silent", effects=effects)  # nobody is texted after STOP; staff can ring
    return Turn(lane="small_talk", topics=["small_talk"], replies=consent_reply(parts, heard, "help_reply"), effects=effects)


def keep_silent(parts: Parts, heard: Heard) -> Turn | None:
    """Nobody is texted after STOP. What they write is kept; danger was already looked for."""
    return Turn(lane="silent") if heard.opted_out else None


def answer_safe_to_text(parts: Parts, heard: Heard) -> Turn | None:
    """The answer to "OK to text you here?": it changes what staff may do, never unmarks the phone (conduct 3)."""
    if heard.conversation.awaiting != "safe_to_text" or not (_YES.match(heard.text) or _NO.match(heard.text)):
        return None
    yes = bool(_YES.match(heard.text))
    key = "safe_to_text_yes" if yes else "safe_to_text_no"
    replies = [Reply(parts.content.messages[key].on(heard.channel), kind="safety")] if yes or heard.channel == "web" else []
    said = ("safe_to_text",) if yes else ()
    return Turn(lane="concern" if replies else "silent", topics=["domestic_abuse"], replies=replies, flags=("unsafe_phone",), changes={"awaiting": None}, said_once=said)
