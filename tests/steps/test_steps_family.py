"""Whose plan and whose case: a child in care, a young person's own rights, and who else has asked. None of it reads a record."""

from __future__ import annotations

import pytest

from tests.cases.test_cases import D, describe
from tests.family import REF, hear, web
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.cases.who_asks import is_other_person
from webhook.services.render.status import status_replies
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.family import answer_looked_after, answer_own_rights, answer_who_asks, answer_who_they_are
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Turn

ASKERS = [
    ("im a senco at brookfield, can u tell me status of a pupils ehcp", "identity_professional"),
    ("Hi this is the SENCO at Sample Primary, where is Tom's plan up to?", "identity_professional"),
    ("calling from the school, can you tell me where the EHCP is", "identity_professional"),
    ("I'm a social worker, what is happening with the case", "identity_professional"),
    ("I'm from SENDIASS supporting a parent, where is her case", "identity_professional"),
    ("solicitor acting for the mother. status of the EHCP please", "identity_professional"),
    ("GP here, has the EHC plan been finalised", "identity_professional"),
    ("i am the family's support worker, whats the status of their application", "identity_professional"),
    ("my client wants to know where the case is", "identity_professional"),
    ("im his nan where is his plan up to", "relative_asks"),
    ("im her auntie and i want to know where her ehcp is", "relative_asks"),
    ("my grandson's ehcp where is it up to", "relative_asks"),
    ("im his grandad he doesnt live with me can you tell me if his plan is done", "relative_asks"),
    ("im his big sister can you tell me about his case", "relative_asks"),
    ("i'm his step dad, can i see his case", "relative_asks"),
    ("his mum and i are separated can i see his case", "parent_apart"),
    ("my son doesnt live with me, can i see where his plan is", "parent_apart"),
    ("im his nan he lives with me where is his plan up to", None),
    ("i'm the foster carer, where is his plan up to", None),
    ("i have a special guardianship order for my grandson. where is his case", None),
    ("i look after my grandson, where is his case", None),
    ("im a teacher and my son has an ehcp where is his plan up to", None),
    ("im a senco, how do i ask for an assessment", None),
    ("my nephew needs an assessment who do we ask", None),
    ("where is my son's plan up to", None),
    ("his grandad wants to come to the meeting", None),
    ("what is his teacher meant to do about the plan", None),
    ("as his mum i want to know where the case is", None),
    ("i'm his mum and a teacher, where is his plan", None),
]


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize(("text", "key"), ASKERS, ids=lambda value: str(value))
def test_who_they_are_decides_what_they_may_have(parts: Parts, channel: str, text: str, key: str | None) -> None:
    heard = assess_inbound(parts, hear(parts, web(parts) if channel == "web" else "+447700900001", text)[1])
    assert heard is not None
    turn = answer_who_they_are(parts, heard)
    assert (turn.replies[0].text if turn else None) == (parts.content.messages[key].on(channel) if key else None)


@pytest.mark.parametrize(
    "text", ["im waiting for the doctor", "as the teacher said", "i'm not a teacher", "its on the letter from his gp", "i'm seeing the ep on monday", "im at the nursery"]
)
def test_a_professional_is_only_who_says_so(text: str) -> None:
    assert not is_other_person(text)


STEPS = {"care": answer_looked_after, "who": answer_who_asks, "rights": answer_own_rights}
KINDS = [
    ("my daughter is in care and has an EHCP, which council keeps the plan", "care"),
    ("i look after a foster child. Which authority is in charge of his EHCP", "care"),
    ("my foster son is looked after by Islington council. which council keeps his plan?", "care"),
    ("who is the virtual school", "care"),
    ("what does the virtual school do", "care"),
    ("my foster child has an ehcp with islington but lives with me in camden, who do i ask where the plan is up to", "care"),
    ("kinship carer under a care order - who is responsible for the ehcp", "care"),
    ("i look after my grandson hes in care of islington but lives in camden, who does his plan", "care"),
    ("my niece is in the care of the council, who is responsible for her ehcp", "care"),
    ("he's in care of camden council and goes to school in barnet, which borough keeps the plan", "care"),
    ("is it true i cant get told about my 17 yr olds plan", "rights"),
    ("can you not tell me about my 18 year olds ehcp", "rights"),
    ("how do i see my 17yo's case", "rights"),
    ("has his dad been asking about the case?", "who"),
    ("can his dad see the case too?", "who"),
    ("does my ex know about the case", "who"),
    ("who else can see my son's case", "who"),
    ("has anyone else looked at it", "who"),
    ("is anyone else getting these texts", "who"),
    ("does his dad get these messages too", "who"),
    ("who else gets these texts", "who"),
    ("has anyone else been told", "who"),
    ("is somebody else signed up for updates on my case", "who"),
    ("are these texts going to anyone else", "who"),
    ("is his dad on the case", "who"),
    ("did someone else ask for a code", "who"),
    ("who has asked about it", "who"),
    ("has my husband asked", "who"),
    ("do you tell his dad", "who"),
    ("do you text his dad too", "who"),
    ("am i the only one who gets these", "who"),
    ("has his dad asked about this too?", "who"),
    ("has her dad been on to you aswell?", "who"),
    ("has my ex been in touch with you about our son", "who"),
    ("my ex also has parental responsibility, has he asked you about our son? dont tell him i asked", "who"),
    ("my ex wants the plan details too is he allowed, we are seperated", "who"),
    ("is my ex entitled to a copy of the plan? we're divorced", "who"),
    ("his dad wants the reports, do i have to let him see them", "who"),
    ("we split up, can his mum get the ehcp as well", "who"),
    ("her father is asking for the paperwork, does he have the right", "who"),
    ("im 17 can i see my own ehcp case", "rights"),
    ("I'm 18, where is my plan up to?", "rights"),
    ("my son is 18 where is his case up to", "rights"),
    ("my daughter is 17, can you check the status of her assessment", "rights"),
]
OTHERS = [
    "which council do we ask, we are moving",
    "how do i become a foster carer with the council",
    "my son is looked after by my mum, which council form is it",
    "he is in care of his nan",
    "he is in the care of the hospital, who does his plan",
    "she is in care of my mum, who does her plan",
    "which council do i ring",
    "what can my 17 yr old study",
    "my 7 yr olds plan, where is it up to",
    "i take care of my son, what is an ehcp",
    "his dad and i want an assessment",
    "the school asked me about his plan",
    "can his dad come to the meeting",
    "has the educational psychologist asked the school",
    "i'm 30 where is my child's case",
    "i'm 16 weeks pregnant, where is my son's case",
    "my son is 7 where is his case up to",
    "where is my case",
    "does his dad get a say",
    "my grandson is 4. can i ask for an ehc assessment",
    "it is for my sister's boy, how do i ask for an assessment",
    "who asked the school for advice",
    "can someone else come to the meeting with me",
    "do you text people when the draft comes",
    "has the school been told",
    "has the senco asked",
    "who is on the panel",
    "his dad thinks the plan is wrong, is he right to say so",
    "my ex wants a different school",
    "his dad wants to appeal, can he",
    "we are separated, who gets the child benefit",
    "my ex has asked the school for a meeting",
    "his mum is ill, can the school give the reports to me",
    "will my mum get carers allowance",
    "my son is 17 what college can he go to",
]


def answer(parts: Parts, who: str, text: str) -> dict[str, Turn]:
    heard = assess_inbound(parts, hear(parts, who, text)[1])
    assert heard is not None
    return {kind: turn for kind, step in STEPS.items() if (turn := step(parts, heard)) is not None}


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=lambda value: value)
def test_it_is_answered_by_its_own_step_alone(parts: Parts, text: str, kind: str) -> None:
    assert list(answer(parts, web(parts), text)) == [kind]


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_sounds_like_it_goes_on(parts: Parts, text: str) -> None:
    assert answer(parts, web(parts), text) == {}


def test_the_texts_say_what_matters_in_two_segments(parts: Parts) -> None:
    said = {kind: answer(parts, "+447700900001", text)[kind].replies[0].text for text, kind in KINDS}
    assert "don't have a checked answer on which council" in said["care"] and "Virtual School" in said["care"]
    assert said["who"].startswith("I can't say who else asks") and "PERSON" in said["who"]
    assert all(count_segments(text) <= 2 for text in said.values())


def test_the_words_do_not_hang_on_the_record(parts: Parts) -> None:
    turn = answer(parts, web(parts), "can his dad see the case too?")["who"]
    assert REF not in turn.replies[0].text and turn.changes["options"] == ["handover_request"]


def test_a_status_names_the_council_that_looks_after_the_child(content: Content) -> None:
    case = {"request_received": D("2026-11-02")}
    (reply,) = status_replies(content, describe(**case, looked_after_by="Sample Council"), "web")
    assert "Sample Council looks after the child" in reply.text and "Virtual School" in reply.text
    assert "Virtual School" not in status_replies(content, describe(**case), "web")[0].text
