"""A list of services to a phone, asked for on the web: to a UK mobile, a few times a day, never to one that turned texts off or may be watched.

Whatever the reason that nothing is sent, the words on the page are the same: they must not tell anything about a phone (conduct 3, 10).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.directory.filters import Question
from webhook.services.directory.lists import list_for_phone, speaker_for, ways_on
from webhook.services.directory.search import POOL, find_shown
from webhook.services.directory.state import Search, to_plain
from webhook.services.imports.imports import Bad, read_phone
from webhook.services.texts.inbox import number_hash, sms_conversation_id
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.turn.record import notice_first, queue_reply
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.directory_use import count_lists_to, keep_search_state
from webhook.store.identity import list_sealed
from webhook.store.inbox import keep_conversation, keep_number

AWAIT_NUMBER, AWAIT_SENT = "search:number", "search:sent"  # after it went: the number may have been a wrong one
LISTS_A_DAY = 3  # to one number: who typed it need not be who owns it
UK_MOBILE = "+447"


def text_list(parts: Parts, heard: Heard, search: Search) -> Turn:
    """Text what was shown to the number given in this conversation; ask for one where there is none yet. By SMS they have it already."""
    speaker = speaker_for(parts, heard.channel)
    say = speaker.say
    if heard.channel == "sms" or heard.unsafe or not search.shown:
        return _turn(say("no_texts"))
    number = _number(parts, heard.conversation.id)
    if number is None:
        return _turn(say("ask_number"), AWAIT_NUMBER)
    if not number.startswith(UK_MOBILE):
        return _turn(say("not_mobile"), AWAIT_NUMBER)
    turn = _turn(say("list_sent"), AWAIT_SENT, ways_on(speaker))
    hits = [hit for service_id in search.shown if (hit := find_shown(parts, search.question, service_id)) is not None]
    if hits:
        body, count = list_for_phone(parts, hits)
        shown = tuple(hit.service.id for hit in hits[:count])
        turn.effects.append(lambda session: _queue(parts, session, heard, number, body, shown))
        turn.wake.append(sms_conversation_id(parts, number))
    return turn


def _number(parts: Parts, conversation_id: str) -> str | None:
    """The phone typed last in this conversation, while it is kept."""
    with parts.db.reading() as session:
        rows = sorted(list_sealed(session, conversation_id, ("phone",)), key=lambda row: row.id)
    try:
        return read_phone(parts.vault.open(rows[-1].value_sealed)) if rows else None
    except Bad:
        return None


def _queue(parts: Parts, session: Session, heard: Heard, number: str, body: str, shown: tuple[int, ...]) -> None:
    """Into the thread of that phone, unless it may not be texted. There a number picks one; what was looked for stays in the chat."""
    known_as, thread = number_hash(parts, number), sms_conversation_id(parts, number)
    keep_number(session, known_as, parts.vault.seal(number), heard.now)
    opened = {"id": thread, "channel": "sms", "number_hash": known_as, "created_at": heard.now, "last_seen_at": heard.now, "trial": heard.conversation.trial}
    keep_conversation(session, opened)
    phone, conversation = session.get_one(PhoneNumber, known_as), session.get_one(Conversation, thread)
    forbidden = (phone.opted_out_at, phone.unsafe_at, conversation.unsafe_at, conversation.bereaved_at, conversation.held_by)
    if any(one is not None for one in forbidden) or count_lists_to(session, known_as, heard.now) >= LISTS_A_DAY:
        return
    if conversation.awaiting is None or conversation.awaiting.startswith("search"):  # a question of ours that is open there keeps its answer
        conversation.awaiting, conversation.options = "search", []
        keep_search_state(session, thread, to_plain(Search(Question(), shown=shown, start=POOL)), heard.now)
    queue_reply(parts, session, conversation, Reply(body), dedupe_key=f"list{heard.inbound.id}", now=heard.now)
    notice_first(parts, session, conversation, dedupe_key=f"notice.list{heard.inbound.id}", now=heard.now)


def _turn(text: str, awaiting: str = "search", buttons: list[dict[str, str]] | None = None) -> Turn:
    changes = {"options": [], "unsure_count": 0, "awaiting": awaiting, "last_topic": None}
    return Turn(lane="lookup", topics=["local_offer_what"], replies=[Reply(text, buttons=buttons or [])], changes=changes)
