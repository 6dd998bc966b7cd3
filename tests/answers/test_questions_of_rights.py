"""Whose yes is needed and whose duty it is, by the whole path on both channels: a school that asks, a carer, the NHS or the council, the Ombudsman, a disability."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, asked, part
from webhook.bootstrap import Parts
from webhook.services.answers.named_questions import find_questions

REQUEST, NOT_GIVEN, OMBUDSMAN, EXCLUSION = "ehcna_request", "provision_not_delivered", "ombudsman", "exclusion_reduced_timetable"
SENCO, SCHOOL, CARER = "im a senco, how do we ask for an assessment", "can the school ask for an ehc assessment", "im a foster carer, can i ask for an ehcp"
NO_THERAPIST, TO_OMBUDSMAN, OUT = "speech therapy in section f isnt happening, nhs says no therapist", "how do i go to the ombudsman", "my son was permanently excluded yesterday"
LEANING = {
    (REQUEST, SENCO, "consent"): [
        "do parents need to consent", "do i need the parents permission", "does mum have to agree", "do the family have to sign",
        "can we ask without parental consent",
        "what if the parents dont agree", "is parental consent needed", "do we have to tell the parents",
    ],
    (REQUEST, SCHOOL, "consent"): ["do they need my permission", "do i have to agree", "do they have to ask me", "do i have to sign it", "can they do it without me"],
    (REQUEST, CARER, "carer_agree"): [
        "does the social worker have to agree", "do i need the social workers permission", "does his birth mum have to agree",
        "do i need permission from the social worker",
        "can the social worker stop me", "what if the social worker says no", "do i have to ask social services", "can i do it without the social worker",
    ],
    (NOT_GIVEN, NO_THERAPIST, "nhs"): [
        "who's responsible nhs or council", "whose fault is it", "is it the council or the nhs", "who has to provide it",
        
        "whos job is it", "who is legally responsible",
    ],
    (NOT_GIVEN, NO_THERAPIST, "nhs_fault"): [
        "can they say its the nhs fault", "council says its down to the nhs", "they keep saying its health", "can the council blame the nhs", "isnt it the nhs's job",
        "school says the nhs has no one",
    ],
    (NOT_GIVEN, NO_THERAPIST, "how"): ["what can i do", "what do i do now", "what next", "then what"],
    (OMBUDSMAN, TO_OMBUDSMAN, "money"): [
        "do they give money", "will i get compensation", "how much do they pay", "can they make the council pay", "do you get paid anything",
        "what can they do", "can they force the council",
        "any compensation for the missed year",
    ],
    (OMBUDSMAN, TO_OMBUDSMAN, "tribunal_done"): [
        "we already went to tribunal about it", "ive been to tribunal already", "can i still go after the tribunal", "we lost at tribunal",
        "the appeal is over", "we appealed it last year",
        "im in the middle of an appeal",
    ],
    (EXCLUSION, OUT, "disability"): [
        "hes autistic and they knew", "she has adhd and school knew all about it", "its because of his autism", "thats discrimination isnt it",
        "school knew hes disabled and did nothing",
        "they never made any reasonable adjustments", "its part of his adhd",
    ],
}  # fmt: skip


@CHANNELS
@pytest.mark.parametrize(("topic", "first", "name", "text"), [(*key, text) for key, texts in LEANING.items() for text in texts])
def test_what_is_asked_next_has_its_own_answer(parts: Parts, channel: str, topic: str, first: str, name: str, text: str) -> None:
    assert talk(parts, channel, topic, first, text)[1].startswith(part(parts, channel, topic, name))


@CHANNELS
@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SCHOOL, "school_asks"),
        ("is it me or the school who asks for an ehcp", "school_asks"),
        ("school applied for an ehcp without my consent", "consent"),
        ("my school applied for an ehcp and never told me", "consent"),
        (CARER, "carer"),
        ("im his nan and hes lived with me since 2, can i apply for an ehcp", "carer"),
        ("im a foster carer do i need the social workers permission to ask for an ehcp", "carer_agree"),
    ],
)
def test_who_may_ask_is_said_at_once(parts: Parts, channel: str, text: str, name: str) -> None:
    assert asked(parts, channel, text)[0].startswith(part(parts, channel, REQUEST, name))


@CHANNELS
def test_a_carer_counts_as_a_parent_and_no_rule_is_made_up(parts: Parts, channel: str) -> None:
    first, second = talk(parts, channel, REQUEST, CARER, "does the social worker have to agree")
    assert "counts as a parent" in first and "counts as a parent" in second and "checked rule" in second


@CHANNELS
def test_both_questions_on_the_nhs_one_after_the_other_have_an_answer(parts: Parts, channel: str) -> None:
    replies = talk(parts, channel, NOT_GIVEN, NO_THERAPIST, "who's responsible nhs or council", "can they say its the nhs fault", "what can i do")
    assert all(reply.startswith(part(parts, channel, NOT_GIVEN, name)) for reply, name in zip(replies[1:], ("nhs", "nhs_fault", "how"), strict=True))


@CHANNELS
@pytest.mark.parametrize(
    ("topic", "first", "text", "name"),
    [
        ("sen_support_school", "hi im a senco at a primary", "can we ask for an assessment for a pupil", "professional"),
        ("adhd_assessment", "foster carer here. the boy has adhd and cant cope at school", "can i ask for an ehcp for him", "carer"),
    ],
)
def test_who_they_are_is_kept_for_what_they_ask_next(parts: Parts, channel: str, topic: str, first: str, text: str, name: str) -> None:
    assert talk(parts, channel, topic, first, text)[1].startswith(part(parts, channel, REQUEST, name))


@CHANNELS
@pytest.mark.parametrize("text", ["how do i claim", "how do i make a claim", "which form is it", "where do i claim", "how do we start a claim", "who helps me with that"])
def test_how_to_claim_after_it_is_no_benefit(parts: Parts, channel: str, text: str) -> None:
    reply = talk(parts, channel, EXCLUSION, OUT, "is that discrimination, hes autistic", text)[2]
    assert reply.startswith(part(parts, channel, EXCLUSION, "disability_claim")) and "DLA" not in reply


CHOOSES = ["my son is 17 with a plan, he wants college i want school who decides", "my daughter is 18 and wants to go to college, is it her choice",
           "hes 16 and wants college not sixth form, whose choice is it",
           "she is in year 11 and i want her at the school sixth form, who gets the final say", "my 17 year old son wants an apprenticeship. who chooses",
           "my sons 19 can i stop him going to college"]  # fmt: skip


@CHANNELS
@pytest.mark.parametrize("text", CHOOSES)
def test_a_parent_of_a_grown_child_hears_whose_choice_it_is(parts: Parts, channel: str, text: str) -> None:
    assert asked(parts, channel, text)[0].startswith(part(parts, channel, "post16_options", "choose"))


@pytest.mark.parametrize(
    "text",
    ["my son is 17 and can't make decisions about college, who decides", "my son is 7, i want mainstream school, who decides", "council refused the college, hes 17, who decides",
           "who decides about transport to college, hes 16"],
)
def test_another_choice_is_not_that_one(text: str) -> None:
    assert "choose" not in {row.part for row in find_questions(text)}


@CHANNELS
def test_the_ombudsman_names_no_amount_and_says_who_else_advises(parts: Parts, channel: str) -> None:
    reply = talk(parts, channel, OMBUDSMAN, TO_OMBUDSMAN, "do they give money")[1]
    assert "checked amount" in reply and "£" not in reply and "SENDIASS" in reply


@CHANNELS
def test_a_claim_about_a_disability_has_its_time_limit(parts: Parts, channel: str) -> None:
    reply = talk(parts, channel, EXCLUSION, OUT, "hes autistic and they knew")[1]
    assert "6 months" in reply and "2 months" not in reply


@pytest.mark.parametrize(
    ("last", "before", "text"),
    [
        (REQUEST, "how do i ask for an assessment", "do i have to agree"),
        (REQUEST, SENCO, "how long does it take"),
        (REQUEST, SCHOOL, "do i need a diagnosis"),
        (REQUEST, CARER, "what help can i get"),
        ("short_breaks", "how do i get respite", "does the social worker have to agree"),
        (NOT_GIVEN, NO_THERAPIST, "who do i ring"),
        (NOT_GIVEN, NO_THERAPIST, "who is responsible for transport"),
        (NOT_GIVEN, NO_THERAPIST, "who is responsible for my case"),
        (OMBUDSMAN, TO_OMBUDSMAN, "does it cost anything"),
        (OMBUDSMAN, TO_OMBUDSMAN, "do i have to pay"),
        (OMBUDSMAN, TO_OMBUDSMAN, "should i go to tribunal instead"),
        (OMBUDSMAN, TO_OMBUDSMAN, "can i get dla"),
        (EXCLUSION, OUT, "hes autistic what help is there"),
        (EXCLUSION, OUT, "he is waiting for an autism diagnosis"),
        (EXCLUSION, "she refuses to go to school", "hes autistic and they knew"),
    ],
)
def test_another_question_is_not_one_of_them(last: str, before: str, text: str) -> None:
    assert not {row.part for row in find_questions(text, last, lambda: [before])} & {"consent", "school_asks", "carer", "carer_agree", "nhs", "money", "tribunal_done", "disability"}
