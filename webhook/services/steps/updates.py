"""Steps of "keep me posted": the answer to our question after a status, and turning texts about a case on or off in plain words at any time.

Off needs no check: whoever writes from the phone may silence it. On needs somebody who has proven who they are, or the phone itself once it was asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.cases.cases import Status
from webhook.services.cases.told import find_told, shown_status
from webhook.services.dates.read import AWAITING as DATE_AWAITED
from webhook.services.identity.check_question import check_question
from webhook.services.identity.identity import is_verified
from webhook.services.render.status import CASE_TOPIC, status_replies
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.updates.updates import may_be_asked, may_get_updates, turn_off, turn_on
from webhook.store.cases import Case, Contact, IdentityCheck
from webhook.store.updates import find_choice, last_update_sent, list_contacts_of

AWAITING = "updates:"  # and the contact, when it was asked, and 1 once something else was answered
OWN_PHONE_MAY_TAKE = timedelta(days=1)
_YES = re.compile(r"^\W*(?:1|one|yes|yeah|yep|y|sure|text me|please do)(?:\W+(?:please|pls|thanks|thank you|that|do|text me))*\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"^\W*(?:[12]|one|two)(?:\W+(?:please|pls|thanks|thank you))*\W*$", re.IGNORECASE)
_NO = re.compile(r"^\W*(?:2|two|no|nope|nah|n|not now|not yet|don'?t|no (?:updates|texts|reminders))(?:\W+(?:please|thanks|thank you|thx|don'?t|for now|i'?m ok(?:ay)?))*\W*$", re.IGNORECASE)
_ASKED = (
    r"(?:(?:actually|ok|okay|oh|sorry|yes|yeah|yep|no|and|but|so|right|well|great|thanks|just)\W+)*"
    r"(?:please |pls |plz |just |(?:can|could|would|will|cld) (?:you|u|i|we) (?:please |pls |just )?"
    r"|i (?:want|would like|wish|need) (?:you |u )?to |i'?d (?:like|love) (?:you |u )?to )*"
)
_ENDING = (
    r"(?:[ ,.]+(?:please|pls|plz|thanks|thank you|thx|ta|cheers|ok|then|x+|any ?more|again|now|off|by text|to (?:me|my phone|this phone)"
    r"|(?:on|about|for|with) (?:it|this|that|(?:my|our|the|his|her) (?:case|child|son|daughter|plan|ehcp|record|one))))*\W*"
)
_OFF = re.compile(
    rf"\W*{_ASKED}(?:(?:no more|stop|end|cancel|turn off|switch off|do not send|don'?t send|don'?t text|i (?:don'?t|do not) (?:want|need)|i no longer want)"
    r"(?: (?:me|us|the|these|those|your|all|any|sending|texting|getting|to get|more|case))*"
    rf" (?:updates?|reminders?|texts? about (?:my|our|the) case)|no (?:updates|reminders)"
    rf"|(?:stop|don'?t|do not) (?:text|messag)(?:e|ing)? (?:me|us) about (?:my|our|the) case|(?:turn|switch) (?:the |these )?(?:updates|reminders)){_ENDING}",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"\W*{_ASKED}(?:(?:be )?(?:keep|kept|keeping)(?: (?:me|us))? (?:posted|updated|informed|in the (?:loop|picture)|up ?to ?date)"
    r"|(?:te?xt|txt|tell|message|msg|let|ping|notify|alert|update|give) (?:me|us)(?: know| a (?:shout|text|buzz|heads up))? (?:when|if|once|as soon as|whenever|wen)(?: ever)?"
    r" (?:(?:something|anything|it|that|this|things|(?:the|my|our|his|her) (?:case|record|status|plan|ehcp))(?: has| have|'?s)?"
    r" (?:changes?|changed|happens?|happened|moves?(?: on| along| forward)?|moved(?: on| along| forward)?|(?:gets? |is )?updated?)"
    r"|(?:there'?s|theres|there is|you (?:get|have|hear)|u (?:get|have|hear))"
    r" (?:an update|any updates?|a change|any changes?|any movement|(?:any |some )?news|anything(?: new| back)?|something(?: new)?))"
    r"|(?:send|text|txt|get|have|want|i (?:want|need)|i'?d like)(?: (?:me|us))? (?:the |some |case |any )*(?:updates|reminders)"
    r"|(?:turn|switch) (?:the )?updates (?:back )?on|turn on (?:the )?updates"
    rf"|sign (?:me|us) up(?: for| to) (?:get )?(?:the |your )?(?:texts|updates|reminders)){_ENDING}",
    re.IGNORECASE,
)

_CHANGED = re.compile(r"\b(?:changed?|new|different|updated?|news)\b", re.IGNORECASE)
UPDATE_ASKED_FOR = timedelta(days=14)  # after our text
_OF_IT = r"(?: (?:on|in|with|about|to) (?:it|that|(?:the|my|our|his|her) (?:case|record|plan|ehcp)))?"
_WHAT_CHANGED = re.compile(
    r"^\W*(?:(?:hi|hello|ok|okay|oh|so|and|but|um|er|sorry|thanks|thank you|please|pls|can you (?:tell me|say)|could you (?:tell me|say)|tell me|i want to know)\W+)*(?:"
    rf"(?:what|wot)(?:'?s|s| is| has| have|'?ve)?(?: (?:it|they|you))?(?: been| just)? (?:changed?|new|different|updated|happened|moved){_OF_IT}"
    rf"|(?:what|wot|which)(?:'?s| is| was)? (?:the |that |this |your )?(?:update|change|news)(?: (?:is|was) (?:it|that|this))?{_OF_IT}"
    r"|what(?:'?s| is) (?:it|that|this)(?: (?:update|text))? (?:about|for)|what (?:does (?:it|the update) say|did (?:they|you) (?:change|decide|update))"
    r"|(?:can|could) (?:i|you) (?:see|show(?: me)?|open|tell me) (?:it|the update|the change|what changed)|(?:show|tell) me(?: (?:the update|the change|what changed))?|see it"
    r"|is it (?:good|bad)(?: or (?:good|bad))?(?: news)?)(?:\W+(?:then|please|pls|now|x+|thanks|thank you))*\W*$",
    re.IGNORECASE,
)

_REQUEST = re.compile(r"\b(?:can|could|would|cld|please|pls|plz)\b", re.IGNORECASE)  # "can you text me if it moves?" asks for it, "will you" only asks
_OF_A_CASE = re.compile(r"\b(?:changes|moves|happens|case|record|status)\b", re.IGNORECASE)


def offer_updates(parts: Parts, heard: Heard, turn: Turn) -> None:
    """After a status: one question, if this contact may be asked. Adds to the turn."""
    with parts.db.reading() as session:
        check = session.get(IdentityCheck, heard.conversation.id)
        contact = session.get(Contact, check.contact_id) if check and check.contact_id else None
        if contact is None or heard.unsafe or heard.opted_out or not may_be_asked(parts, session, heard.conversation, contact):
            return
    messages = parts.content.messages
    titles = (messages["updates_offer_yes"].web, messages["updates_offer_no"].web) if heard.channel == "web" else ()
    buttons = [{"title": title, "text": str(number)} for number, title in enumerate(titles, 1)]
    turn.replies.append(Reply(messages["updates_offer"].on(heard.channel), buttons=buttons))
    turn.changes["awaiting"] = f"{AWAITING}{contact.id}:{int(heard.now.timestamp())}"


def offer_stands(heard: Heard) -> bool:
    """Whether our question about texts has no answer yet."""
    return (heard.conversation.awaiting or "").startswith(AWAITING)


def keep_offer(heard: Heard, turn: Turn) -> None:
    """An answer to something else leaves our question standing, unless it brings a choice of its own: then "1" and "2" are still the answer to it, and a yes no more."""
    if offer_stands(heard) and not heard.form_open and turn.changes.get("awaiting", "") is None and not turn.changes.get("options"):
        contact_id, asked_at = (heard.conversation.awaiting or "").removeprefix(AWAITING).split(":")[:2]
        turn.changes["awaiting"] = f"{AWAITING}{contact_id}:{asked_at}:1"


def take_updates_answer(parts: Parts, heard: Heard) -> Turn | None:
    """Their yes or no. Anything else goes on as an ordinary message."""
    awaiting, yes = heard.conversation.awaiting or "", bool(_YES.match(heard.text))
    if not awaiting.startswith(AWAITING) or heard.conversation.options or heard.form_open or not (yes or _NO.match(heard.text)):
        return None
    contact_id, asked_at, *later = (int(part) for part in awaiting.removeprefix(AWAITING).split(":"))
    if later and not _NUMBER.match(heard.text):
        return None  # a bare yes may be to what was said since
    with parts.db.reading() as session:
        contact = session.get(Contact, contact_id)
        theirs = contact is not None and _is_still_theirs(parts, session, heard, contact, datetime.fromtimestamp(asked_at, heard.now.tzinfo))
        allowed = contact is not None and may_get_updates(parts, session, contact)
    if contact is None or (yes and not theirs):
        return _turn(parts, heard, "updates_how")
    if not yes:
        return _turn(parts, heard, "updates_no", lambda session: turn_off(session, heard, [contact] if theirs else []))
    return _turn_on(parts, heard, [contact], allowed)


def answer_updates_words(parts: Parts, heard: Heard) -> Turn | None:
    """ "No more updates", "keep me posted", as a whole message."""
    said = " ".join(heard.text.replace("’", "'").split())
    if len(said) > 120 or ("?" in said and not (_REQUEST.search(said) and _ON.fullmatch(said))):
        return None
    if _OFF.fullmatch(said):
        return _take_off(parts, heard)  # in the middle of the check too, which stays open
    if not _ON.fullmatch(said):
        return None
    if (question := check_question(parts, heard)) is not None:
        turn = _turn(parts, heard, "updates_after_check")
        turn.replies.append(question)
        return replace(turn, changes={})
    asked_else = heard.form_open or not (heard.conversation.awaiting or AWAITING).startswith((AWAITING, DATE_AWAITED))
    return _take_on(parts, heard) if not asked_else or _OF_A_CASE.search(said) else None  # "keep me posted" may answer another question of ours


def _take_off(parts: Parts, heard: Heard) -> Turn | None:
    """Off, where they are on. A text from a phone that gets none may mean every text of ours: the dialogue model takes that."""
    with parts.db.reading() as session:
        contacts = [contact for contact in list_contacts_of(session, heard.conversation) if (choice := find_choice(session, contact.id)) and choice.state == "on"]
    if contacts:
        return _turn(parts, heard, "updates_off", lambda session: turn_off(session, heard, contacts))
    return _turn(parts, heard, "updates_off_elsewhere") if heard.channel == "web" else None


def _take_on(parts: Parts, heard: Heard) -> Turn:
    with parts.db.reading() as session:
        check = session.get(IdentityCheck, heard.conversation.id)
        if heard.channel == "web" and not is_verified(check, heard.now):
            return _how(parts, heard)
        contacts = list_contacts_of(session, heard.conversation)
        if heard.channel == "sms":  # this very phone, and only what it was asked about before or just told of
            told = find_told(parts, session, heard)
            asked = _asked_lately(parts, session, heard)
            contacts = [contact for contact in contacts if find_choice(session, contact.id) is not None or contact.id == asked or _was_told(session, contact, told)]
        allowed = [contact for contact in contacts if may_get_updates(parts, session, contact)]
    if not contacts:
        return _how(parts, heard)
    return _turn_on(parts, heard, allowed, bool(allowed))


def _how(parts: Parts, heard: Heard) -> Turn:
    """First the check; "ok" begins it."""
    turn = _turn(parts, heard, "updates_how")
    turn.changes["options"] = [CASE_TOPIC]
    return turn


def _asked_lately(parts: Parts, session: Session, heard: Heard) -> int | None:
    """The contact whom our question about texts was put to, while their own phone may still answer it."""
    if not offer_stands(heard):
        return None
    contact_id, asked_at = (int(part) for part in (heard.conversation.awaiting or "").removeprefix(AWAITING).split(":")[:2])
    contact = session.get(Contact, contact_id)
    theirs = contact is not None and _is_still_theirs(parts, session, heard, contact, datetime.fromtimestamp(asked_at, heard.now.tzinfo))
    return contact_id if theirs else None


def _was_told(session: Session, contact: Contact, told: Status | None) -> bool:
    """Whether the status this phone was just sent was of the contact's case: the proof is over, and they were asked with it."""
    case = session.get(Case, contact.case_id)
    return told is not None and case is not None and case.case_ref.endswith(told.ref_end)


def _turn_on(parts: Parts, heard: Heard, contacts: list[Contact], allowed: bool) -> Turn:
    if not allowed:
        turn = _turn(parts, heard, "updates_by_person")
        turn.changes["options"] = ["handover_request"]
        return turn
    return _turn(parts, heard, "updates_on", *((lambda session, one=one: turn_on(parts, session, heard, one.id)) for one in contacts))


def _is_still_theirs(parts: Parts, session: Session, heard: Heard, contact: Contact, asked_at: datetime) -> bool:
    """In chat the proof must stand; by SMS the contact's own phone has a day, another phone as long as a proof lasts."""
    if heard.channel == "web":
        check = session.get(IdentityCheck, heard.conversation.id)
        return check is not None and is_verified(check, heard.now) and check.contact_id == contact.id
    own = contact.number_hash == heard.conversation.number_hash
    return heard.now - asked_at <= (OWN_PHONE_MAY_TAKE if own else timedelta(minutes=parts.settings.web_verified_minutes))


def _turn(parts: Parts, heard: Heard, key: str, *effects: Callable[[Session], None]) -> Turn:
    changes: dict[str, Any] = {"awaiting": None, "options": [], "unsure_count": 0}
    reply = Reply(parts.content.messages[key].on(heard.channel))
    return Turn(lane="lookup", topics=["case_status"], replies=[reply], changes=changes, effects=list(effects))


def asks_what_changed(text: str) -> bool:
    """Whether a whole message is "what changed?" or the like."""
    plain = text.replace("\u2019", "'")
    return bool(_WHAT_CHANGED.match(plain) and _CHANGED.search(plain))


def ask_what_changed(parts: Parts, heard: Heard) -> Turn | None:
    """ "What changed?" after our text that there is an update: a wish to see the case, of which nothing is said before the check."""
    if heard.form_open or heard.lane is not None or heard.intent or not _WHAT_CHANGED.match(heard.text.replace("\u2019", "'")):
        return None
    status = shown_status(parts, heard)
    with parts.db.reading() as session:
        told = last_update_sent(session, heard.conversation.id, heard.now - UPDATE_ASKED_FOR)
    if told is None and (status is None or not asks_what_changed(heard.text)):
        return None
    if status is not None and heard.channel == "sms":  # as the last text told it, while the record is the same
        return Turn(lane="lookup", topics=[CASE_TOPIC], replies=status_replies(parts.content, status, "sms"), changes={"options": [], "unsure_count": 0})
    heard.intent = CASE_TOPIC
    return None
