"""The first thing that happens to any message: is somebody in danger, and what in it is personal.

Done once per message, in one transaction with the alerts it raises, so that staff know before any dialogue model is asked,
whatever state Rasa, the handover or the opt-out is in (conduct 1).
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.people.bereavement import tells_of_death, tells_of_death_alone
from webhook.services.people.hospital import tells_of_hospital_alone
from webhook.services.personal.names import load_words
from webhook.services.personal.personal import Found, find_personal, mask_personal
from webhook.services.safety.marking import mark_unsafe
from webhook.services.texts.text import first_part
from webhook.services.turn.heard import Heard
from webhook.store.conversations import Conversation, SealedValue
from webhook.store.db import insert_once
from webhook.store.duty import Alert
from webhook.store.duty_queries import had_alarm_since
from webhook.store.inbox import load_turn, read_earlier
from webhook.store.messages import Inbound, Message

log = logging.getLogger(__name__)
ALARMING = ("crisis", "concern")
WEIGHT = {"crisis": 2, "concern": 1}
LEANING, MAYBE, AFTER_ALARM = "veto:leaning", 0.4, timedelta(days=1)  # a question that says nothing by itself (understanding/safety_vetoes.py), soon after an alarm
FEW = 3  # words beside a wish for no more texts, too few to tell of danger that no pattern hears
STRETCH, OVERLAP = 4000, 200  # characters the safety assessor reads at once (understanding/safety.py), and that two stretches share, so that no sentence is cut in both


def assess_inbound(parts: Parts, inbound_id: int) -> Heard | None:
    """Assess, seal and mask one message; None when it is already done. Calling it again changes nothing."""
    with parts.db.reading() as session:
        inbound = session.get_one(Inbound, inbound_id)
        if inbound.state == "done":
            return None
        text = parts.vault.open(inbound.body_sealed) if inbound.body_sealed else (inbound.masked_text or "")
    read = first_part(text, parts.settings.max_text_chars)
    verdict = inbound.safety or _judge_all(parts, text)
    with parts.db.writing() as session:
        inbound, conversation, number, check = load_turn(session, inbound_id)
        now, asked_for = parts.clock.now(), check.requested if check else None
        if inbound.safety is None and LEANING in verdict.get("why", ()) and verdict["score"] >= MAYBE and had_alarm_since(session, conversation.id, now - AFTER_ALARM):
            verdict["lane"] = "concern"  # "and if I don't" leans on what was said before it, and that was danger
        if inbound.safety is None:
            _first_hearing(parts, session, inbound, conversation, (text, read), verdict, asked_for, now)
        verdict = inbound.safety or verdict  # another worker's, if it was first
        if verdict["lane"] in ALARMING and "unsafe_phone" in verdict["flags"]:
            mark_unsafe(session, conversation, number, now)
        previous_at, behind_waiting = read_earlier(session, inbound)
        return Heard(
            inbound=inbound,
            conversation=conversation,
            number=number,
            text=read,
            masked=inbound.masked_text or "",
            now=now,
            lane=verdict["lane"],
            topic=verdict["topic"],
            flags=tuple(verdict["flags"]),
            alerted=verdict["lane"] in ALARMING,
            personal_kinds=tuple(verdict["personal"]),
            previous_at=previous_at,
            behind_waiting=behind_waiting,
            form_open=bool(asked_for),
            card=verdict.get("card"),
            cut=len(read) < len(text),
        )


def _judge_all(parts: Parts, text: str) -> dict[str, Any]:
    """The verdict on all of a message, also on what of a very long one is not read for an answer: as a whole, beyond what the assessor reads stretch by stretch."""
    starts = range(0, max(len(text) - OVERLAP, 1), STRETCH - OVERLAP)
    verdicts = [_judge(parts, text[start : start + STRETCH]) for start in starts]
    worst = max(verdicts, key=lambda verdict: WEIGHT.get(verdict["lane"], 0))
    if worst.get("why") == ["classifier"] and (tells_of_death_alone(text) or tells_of_hospital_alone(text)):
        return {**worst, "lane": None, "topic": None, "card": None, "flags": []}  # "my son died", "he's in hospital, can't come": danger only by a guess, and nobody to ring 999 for
    if worst["lane"] in ALARMING and _asks_for_silence_alone(parts, text, worst):
        return {**worst, "lane": None, "topic": None, "card": None, "flags": []}
    return {**worst, "flags": sorted({flag for verdict in verdicts for flag in verdict["flags"]})}


def _asks_for_silence_alone(parts: Parts, text: str, verdict: dict[str, Any]) -> bool:
    """Whether a text asks in another language for no more texts and says nothing beside it that alarms: the classifier, which learnt English, takes such words for despair.

    Whoever must not be texted because somebody reads the phone is heard all the same: a pattern, or the classifier's own word for that.
    """
    if verdict["topic"] == "domestic_abuse" or any(not reason.startswith(("classifier", "veto:")) for reason in verdict.get("why", ("error",))):
        return False
    rests = [rest for language in parts.content.languages.values() if (rest := language.beside_stop(text)) is not None]
    return bool(rests) and all(len(rest.split()) <= FEW or _judge(parts, rest)["lane"] not in ALARMING for rest in rests)


def _judge(parts: Parts, text: str) -> dict[str, Any]:
    """The safety verdict as plain data. An error here shows the safety card rather than nothing (fail closed)."""
    if not text:
        return {"lane": None, "topic": None, "flags": []}
    try:
        if parts.safety is None:
            raise RuntimeError("no safety assessor in this process")
        verdict = parts.safety.assess(text, today=local_date(parts.clock.now()))
    except Exception as error:
        log.error("safety assessment broke: %s", type(error).__name__)
        return {"lane": "crisis", "topic": None, "flags": [], "why": ["error"]}
    plain = {"lane": verdict.lane, "topic": verdict.topic, "card": getattr(verdict, "card", None), "score": round(float(verdict.score), 3)}
    return {**plain, "flags": sorted(verdict.flags), "why": list(verdict.why)}


def _first_hearing(
    parts: Parts, session: Session, inbound: Inbound, conversation: Conversation, whole: tuple[str, str], verdict: dict[str, Any], asked_for: str | None, now: datetime
) -> None:
    """`whole`: all of the message, and the part that is read. `asked_for`: the detail the identity check asked for last, if one is under way."""
    text, read = whole
    found = find_personal(text, asked_for, parts.content.council.get("case_ref_pattern"), load_words(parts.settings.content_dir))
    verdict["personal"] = sorted({item.kind for item in found})
    verdict["checking"] = bool(asked_for) and conversation.held_by is None  # a detail for the identity check, which nobody sees again
    inbound.masked_text, everything = _mask_part(text, read, found), mask_personal(text, found)
    inbound.safety, inbound.flags = verdict, list(verdict["flags"])
    expires = parts.clock.now() + timedelta(minutes=parts.settings.sealed_minutes)
    for item in found:
        session.add(SealedValue(conversation_id=conversation.id, inbound_id=inbound.id, kind=item.kind, value_sealed=parts.vault.seal(item.value), expires_at=expires))
    session.add(Message(conversation_id=conversation.id, sender="parent", text=everything, inbound_id=inbound.id, at=now, buttons=[], sources=[]))
    in_danger = verdict["lane"] in ALARMING
    if in_danger or (tells_of_death(text) and conversation.bereaved_at is None):
        insert_once(
            session,
            Alert,
            {
                "kind": verdict["lane"] if in_danger else "bereavement",
                "conversation_id": conversation.id,
                "inbound_id": inbound.id,
                "topic": verdict["topic"] if in_danger else None,
                "detail": everything,
                "original_sealed": parts.vault.seal(text) if in_danger else None,
                "trial": conversation.trial,
                "at": now,
            },
        )


def _mask_part(text: str, read: str, found: list[Found]) -> str:
    """The part that is read, masked; a detail that the cut would leave half of goes with what is not read."""
    end = next((item.start for item in found if item.start < len(read) < item.end), len(read))
    return mask_personal(text[:end], [item for item in found if item.end <= end]).rstrip()
