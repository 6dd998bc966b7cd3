"""A wish for a person or a call, with or without a topic, is a handover at once and passes the topic on; who to ring, and what others should do, is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.booking_steps import BOOK, DAD, MUM, Talk, put
from tests.duty_steps import handovers_of
from webhook.bootstrap import Parts
from webhook.services.people.person_asked import CALLBACK, PERSON, asks_for_person, read_person
from webhook.services.texts.text import count_segments
from webhook.store.cases import IdentityCheck

GUESSED = [{"say": "answer", "topics": ["school_transport"], "confidence": 0.9}]
WISHES = """
    can u get someone to text me back
    get someone to text me back please
    could somebody reply to me
    get me the manager
    get me the manager now this is a joke
    id like to speak to your manager
    can somebody ring me about the taxi please
    could one of you call me re transport
    is there anyone I can speak to about his EHCP
    can someone ring me
    can i speak to a person about transport pls
    i need to speak to someone about my sons plan
    id like to talk to someone about dla
    please call me about the draft
    ring me pls
    can u phone me
    could you give me a bell about the review
    I'd like a call back about his transport
    can i have a phone call please
    is there someone i can talk to about respite
    hi can i chat to someone re the blue badge
    i want to speak to a human
    can you get someone to ring me about the appeal
    would somebody be able to call me about section F
    could somebody from the send team contact me about my daughters ehcp
    can you put me through to transport
    how do i speak to someone about his school place
    please can someone get back to me about the taxi
    i would rather speak to someone
    speak to someone please
    any chance someone could ring me about short breaks
    need someone to call me about the taxi its not turned up
    can i please talk to a real person about direct payments
    could i possibly have a call back re: exclusions
    is it possible to speak to someone about school transport
    i want someone to phone me
    can i talk to my case officer about the plan
    can anyone give me a ring about travel
    pls ring me on my mobile about the taxi
    somebody call me please about his annual review
    im so confused can someone please just call me
    my sons taxi was late again, can somebody call me
    is anyone able to call me about it
    let me speak to someone about this
    id prefer to speak to somebody on the phone about his plan
    could a member of the team ring me regarding the statement
    can someone call me back
    want to talk to someone about ehcp
    is there a person i can speak to re his speech therapy
    please have someone contact me about transport
    can i get a callback tomorrow about the bus pass
    can someone ring me when you can
    hello could someone ring me about my daughters travel training thanks
    can i speak with a sen officer regarding our request
    can someone from the send team ring me asap
    pls can u call me im at work til 3
    cld sum1 ring me about the taxi
    could you ring me please its about his transport
    any1 there i can speak to
    i wanna talk to someone about his school
    can i speak to somone about my sons EHCP
    can i speak to someone
    i'd really like to speak to a person about the draft plan
    I would appreciate a call about the annual review
    could you arrange a call for me about mediation
    can you pass me on to someone about direct payments
    is there any way i can talk to a human
    can you give us a call re dla
    i just want to talk to someone
    its about the taxi can you get someone to ring me
    i need help with his transport can someone call me
"""
OTHERS = """
    can someone email me the form
    text me back when he has a place
    give me someone to teach him
    who do I ring about the taxi
    who can i call about transport
    what number do i ring for camhs
    who do i speak to about his ehcp
    is there a number i can call about the blue badge
    can the school ring me when hes upset
    nobody rings me back about his plan
    they said someone would call me about the taxi
    no one will speak to me about transport
    can i speak to someone at the school about his transport
    will someone ring me about the decision
    do i have to speak to someone to apply for dla
    dont ring me text only
    i asked to speak to someone and they refused
    can you text me the clubs
    can my son speak to someone about his anxiety
    how do i contact camhs
    do they ring you before the panel
    what do i do if the taxi driver wont call me
    can i talk to other parents about autism
    who should i contact about direct payments
    can someone explain what section f is
    can anyone help with transport
    can i call the school
    can you ring me when there is a decision
    can i speak to someone at the surgery about his plan
    the taxi driver rings me every morning
    is there anyone who can help me with dla forms
    can school call a meeting about his plan
    how do i call off the taxi
    can someone ring me in somali please
    what is a personal budget called now
    can they talk to him about his plan
    i spoke to someone about transport last week what happens now
    can someone take him to school
    my son cant talk to anyone
    she wont speak to anyone at school
    he needs someone to talk to
    what happens when i call the duty line
    can i bring someone to talk for me at the meeting
    do you have a phone number for transport
    can i get someone to come with me to the tribunal
    does the ombudsman call me
    can i phone for the blue badge form
    he says they call him names at school
    speech therapy who do we talk to
    can the gp contact you about his assessment
    i called you about the taxi
    the school keep calling me to pick him up
    how much is a call
    can i have a copy of his plan
    someone rang me from your team about the taxi what was that
    can someone from camhs ring me
    who is the person i talk to about blue badges
    i need someone to talk to
    can you call a taxi for me
    call me dave
    please call me leila
    ring fenced money for send
    can i ask someone to write my letter
    do i speak to the senco first
    would a person with autism get pip
    can i get a person to help at home
    i need a person to help him at school
    is there anyone who can pick him up
    please get back to basics
    is it ok to contact you by text
    contact details please
    can you call the taxi company
    what do people call it
    can i have someone with me when they assess him
    how do i talk to someone who wont listen
    are you a person
    is this a person
    am i talking to a person
    am i speaking to a real person
    can we talk to the council about a different school
"""


@pytest.mark.parametrize("said", WISHES.strip().splitlines())
def test_a_wish_for_a_person_is_read(said: str) -> None:
    assert asks_for_person(said.strip())


@pytest.mark.parametrize("said", OTHERS.strip().splitlines())
def test_what_only_sounds_like_one_is_not(said: str) -> None:
    assert not asks_for_person(said.strip())


@pytest.mark.parametrize(
    ("said", "kind", "about"),
    [
        ("can somebody ring me about the taxi please", "callback", "taxi"),
        ("could one of you call me re transport", "callback", "transport"),
        ("is there anyone I can speak to about his EHCP", "person", "EHCP"),
    ],
)
def test_it_is_a_handover_at_once_and_the_topic_goes_with_it(any_parts: Parts, said: str, kind: str, about: str) -> None:
    any_parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    mum = Talk(any_parts, MUM)
    mum.say("what can you tell me about short breaks and respite")
    asked = len(any_parts.rasa.turns)  # type: ignore[attr-defined]
    reply = mum.say(said)
    [handover] = handovers_of(any_parts, mum.id)
    assert handover.kind == kind and handover.summary.endswith(said) and about in reply and len(any_parts.rasa.turns) == asked  # type: ignore[attr-defined]
    assert all(count_segments(text) <= 2 for text in reply.splitlines())


def test_by_night_it_says_that_nobody_reads_now(parts: Parts) -> None:
    days = {day: {"opens": "09:00", "closes": "17:00"} for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
    parts.content.hours["days"], before = days, parts.content.hours["days"]
    try:
        parts.clock.at = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)  # type: ignore[attr-defined]
        reply = Talk(parts, MUM).say("can somebody ring me about the taxi please")
    finally:
        parts.content.hours["days"] = before
    assert "Nobody from the council is reading this now" in reply and "Tuesday 24 Nov at 9am" in reply and "taxi" in reply


def test_who_to_ring_stays_the_topics_own_question(parts: Parts) -> None:
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    mum = Talk(parts, MUM)
    assert "free" in mum.say("who do I ring about the taxi") and handovers_of(parts, mum.id) == []


def test_a_question_beside_it_is_answered_as_well(parts: Parts) -> None:
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    mum = Talk(parts, MUM)
    assert "free" in (reply := mum.say("how do i get a taxi to school and can someone ring me")) and "will ring you" in reply


def test_in_the_check_it_ends_the_check(any_parts: Parts) -> None:
    any_parts.rasa.default = [{"say": "ask_case_ref", "requested": "case_ref"}]  # type: ignore[attr-defined]
    mum = Talk(any_parts, MUM)
    mum.say("where is my sons case up to")
    with any_parts.db.writing() as session:
        session.add(IdentityCheck(conversation_id=mum.id, requested="case_ref", updated_at=any_parts.clock.now()))
    assert "will ring you" in (reply := mum.say("can someone just ring me about it")) and "reference?" not in reply
    with any_parts.db.reading() as session:
        check = session.get(IdentityCheck, mum.id)
    assert check is None or check.requested is None


def test_what_to_talk_about_at_a_surgery_is_said_to_the_booking(parts: Parts, tmp_path) -> None:  # type: ignore[no-untyped-def]
    put(parts, tmp_path)
    mum, dad = Talk(parts, MUM), Talk(parts, DAD)
    assert "To talk about: transport." in mum.say(BOOK, "1", "SKIP", "SKIP", "i want to speak to someone about transport")
    assert handovers_of(parts, mum.id) == []
    dad.say(BOOK)
    assert "will ring you" in dad.say("can someone just ring me please")


@pytest.mark.parametrize(("said", "kind"), [("can you ring me when you can", CALLBACK), ("can you ring me when its decided", ""), ("how do i speak to a person", PERSON)])
def test_what_kind(said: str, kind: str) -> None:
    assert read_person(said) == kind
