"""Questions that lean on the answer before them and on what it was about, by the whole path: "how long can they do that" after half days is no suspension."""

from __future__ import annotations

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.sms_tools import rows
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.answers.named_questions import find_questions
from webhook.services.answers.questions_of_follow_ups import OF_FOLLOW_UPS
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

EXCLUSION, OUT = "exclusion_reduced_timetable", "out_of_school_provision"
HOME = "i want to home educate my son hes at a special school with an ehcp"
HALF_DAYS = "they only have my girl in school 2 hours a day on a part time timetable"
NO_TA = "school says my son must stay at home until they find a TA for him"
FOR_GOOD = "my daughter was permanently excluded yesterday"
ANXIOUS = "my son missed 40 days hes too anxious for school and nobody has given him any teaching"
NINETEEN = "they want to stop his plan cos hes 19"
SCRAPPED = "heard theyre scrapping ehcps is that true"
LEANS: list[tuple[str, str, str, list[str]]] = [  # what was answered, what they wrote, the part that answers, and how they ask it
    (OUT, HOME, "home_help", ["will he still get his speech therapy", "does he keep his OT", "and would he lose his support", "what about his salt", "can we still get help"]),
    (OUT, HOME, "home_consent", ["do i have to ask anyone", "do i need permission", "who do i tell", "can i just take him out", "how do i do it"]),
    (OUT, HOME, "home_ordinary", ["and if it was a normal school", "what about mainstream"]),
    (EXCLUSION, HALF_DAYS, "part_time_more", ["how long can they do that for", "how long", "is there a limit", "how many weeks can it go on"]),
    (EXCLUSION, HALF_DAYS, "part_time_no", ["i never agreed to it", "nobody ever asked us", "we didnt agree to that"]),
    (EXCLUSION, HALF_DAYS, "part_time_legal", ["is that legal", "is it even allowed", "are they allowed to", "can they do that", "surely that cant be right is this legal"]),
    (EXCLUSION, "school only lets her in 9 til 11.30 every day cos they cant cope", "part_time_legal", ["is that legal", "are they allowed to do it"]),
    (EXCLUSION, "school only lets her in 9 til 11.30 every day cos they cant cope", "part_time_more", ["how long can they do it"]),
    (OUT, NO_TA, "sent_home_more", ["how long can they do that", "is there a limit", "for how long"]),
    (OUT, NO_TA, "sent_home_legal", ["is that legal", "can they do that", "are they allowed"]),
    (EXCLUSION, "they keep sending him home because they cant cope", "sent_home_legal", ["is that legal"]),
    (EXCLUSION, "they keep sending him home because they cant cope", "sent_home_more", ["how long can they do it"]),
    (EXCLUSION, "my son got suspended for 3 days", "suspended", ["how long have i got", "whats the deadline", "how many days do we have to appeal"]),
    ("ehcp_what", "what is section f", "how", ["ok and then what", "what next", "and then"]),
    (EXCLUSION, FOR_GOOD, "permanent_time", ["how long have i got", "whats the deadline", "when do i have to do it by", "how long do we have"]),
    (EXCLUSION, FOR_GOOD, "permanent_next", ["where does he go monday", "where does he go next", "where will she go to school", "what about a new school"]),
    ("benefits_money", "how much is dla", "pip", ["hes 16 in feb what happens", "what about when hes 16", "she turns 16 soon", "and at 16"]),
    ("benefits_money", "how do i get dla for my son", "form_help", ["who helps", "who can help with it", "can someone help me fill in the form"]),
    ("benefits_money", "my daughter has had DLA refused", "refused_time", ["how long have I got for the DLA one", "whats the deadline for the dla one"]),
    ("ehcna_timeline", "they said they will write the plan but nothing since. its week 17", "said_yes_time", ["is there still time", "are they late", "how long have they got"]),
    ("tribunal", "the council lost the tribunal 6 weeks ago and still hasnt changed the plan", "ordered_next", ["what can i do", "what now", "how do we make them"]),
    ("tribunal", "how do i appeal the refusal", "conceded", ["what if they give in before", "and if the council backs down", "what happens if they cave in"]),
    ("school_transport", "taxi never came so i paid for a cab can i get the money back", "failed_send", ["who do i send it to", "where do i send that", "whats the address"]),
    ("ceasing_plan", NINETEEN, "how_long", ["does he keep it in the meantime", "does he still have it until then", "and in the meantime"]),
    ("post16_options", "my son has a plan and wants to leave college at 17", "leaves", ["can they stop his plan", "will they end his plan"]),
    ("short_breaks", "how do i get short breaks", "direct_payments", ["can i have it as direct payments", "can I have the money instead", "could we get cash instead"]),
    ("school_transport", "how do i get transport for my son", "over_16", ["and when hes 17", "what about at 16", "and at college", "what if hes 16", "does it carry on at college"]),
    ("ehcp_what", SCRAPPED, "reform_when", ["when", "when is it happening"]),
    ("ehcp_what", SCRAPPED, "reform_lose", ["will he lose his", "will my sons plan be taken off him", "are they going to take his away", "what about his"]),
    ("ehcna_request", "foster carer here, can i ask for ehcna", "carer", ["and can i appeal as well", "could i appeal"]),
]  # fmt: skip
OF_ANY_ANSWER: list[tuple[str, str, str, list[str]]] = [  # by a part that each answer may have (turn/follow_ups), or by what was spoken of (answers/matters)
    ("benefits_money", "my daughter gets dla, shes 15 and turns 16 in march", "pip_next", ["what happens then", "and then what", "ok what next", "whats next"]),
    ("health_equipment", "school refuse to give my son his epilepsy medicine, they say i have to come in", "medicine_law", ["is that legal", "is that allowed", "can they do that"]),
    ("ceasing_plan", NINETEEN, "can_they_more", ["can they", "can they do that", "is that allowed", "is that legal", "is 19 a reason"]),
    ("ceasing_plan", NINETEEN, "appeal_time", ["how long have i got", "whats the deadline", "by when must i appeal then", "when do i have to send it by"]),
    (OUT, ANXIOUS, "how_long", ["how long before the council has to do something", "how long before they have to", "how many days until they must act", "when must they do it"]),
    ("annual_review", "review meeting was 3 november when do i hear", "refused", ["and if they dont change it can i appeal", "can i appeal if they dont change anything"]),
]  # fmt: skip
ALONE = [
    ("cost", "how much is the fine"),
    ("refused", "can i challenge a penalty notice"),
    ("home_help", "if i home educate will he still get his speech therapy"),
    ("home_special", "do i need permission to home educate, hes at a special school"),
    ("home_consent", "do i need permission to home educate"),
    ("part_time_told", "school only has him 2 hours a day"),
    ("hours", "how many hours a day should he be in school"),
    ("hours_cut", "nursery says he can only come mornings"),
    ("part_time_legal", "my son is on a part time timetable, is that legal"),
    ("sent_home", "school says my son must stay at home until they find a TA for him"),
    ("sent_home", "they keep her off home because they have no staff for her"),
    ("said_yes", "they said they will write the plan but nothing since. its week 17"),
    ("said_yes", "They said yes to writing a plan but it's week 17 and I've heard nothing"),
    ("said_yes", "they agreed to do a plan but we have heard nothing, week 18 now"),
    ("said_yes", "council agreed a plan weeks ago, still no draft"),
    ("leaves", "my son is 17, can they stop his plan if he leaves college"),
    ("leaves", "will he lose his plan if he drops out of college at 17"),
    ("can_they", NINETEEN),
    ("reform", SCRAPPED),
    ("reform", "are they getting rid of ehc plans"),
    ("direct_payments", "can i get direct payments for short breaks"),
    ("form_help", "can someone help me fill in the dla form"),
    ("carer", "nanny here, i look after my grandaughter no papers no court order, can i appeal the no"),
    ("carer", "my sister has her kids no court order, refused an assessment, can she appeal"),
    ("ordered", "the council lost the tribunal 6 weeks ago and still hasnt changed the plan"),
]
NOT_SO: list[tuple[str, str, str]] = [
    (EXCLUSION, "he was suspended for 3 days", "how long have i got"),
    (EXCLUSION, "he was suspended for 3 days", "is that legal"),
    (OUT, ANXIOUS, "will he still get his speech therapy"),
    (OUT, ANXIOUS, "do i have to ask anyone"),
    ("benefits_money", "how much is dla", "whats the weather"),
    ("blue_badge", "how much is dla", "hes 16 in feb what happens"),
    ("ehcp_what", "what is an ehcp", "when"),
    ("ehcp_what", "what is an ehcp", "will he lose his"),
    ("ehcp_what", "what is an ehcp", "can i appeal"),
    ("", "", "they refused to write a plan and it is week 17"),
    ("", "", "they said yes to assessing him, its week 10 and nothing"),
    ("", "", "he has to stay at home because he has a cold"),
    ("", "", "my son is 19 and has a plan"),
    ("", "", "they scrapped his taxi"),
    ("", "", "he has an agreed plan and still nothing is happening"),
    ("", "", "we said yes to the plan and still nothing"),
    ("", "", "preschool says he can only do 2 mornings until he has a 1:1. are they allowed"),
    ("", "", "i dont want the plan no more tbh its more trouble than its worth. can a parent just cancel"),
    ("", "", "is there a home to school bus he can still get with his plan"),
]


def guess(parts: Parts, topic: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": topic, "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("topic", "before", "part", "text"), [(topic, before, part, text) for topic, before, part, texts in LEANS for text in texts])
def test_it_leans_on_what_was_told(topic: str, before: str, part: str, text: str) -> None:
    found = find_questions(text, topic, lambda: [before])
    assert [row.part for row in found][:1] == [part], found
    assert not [row for row in find_questions(text, "blue_badge", lambda: [before]) if row.part == part], "not after another answer"


@pytest.mark.parametrize("channel", ["sms", "web"])
@pytest.mark.parametrize(
    ("topic", "before", "part", "text"),
    [(*row[:3], row[3][0]) for row in LEANS] + [(topic, before, part, text) for topic, before, part, texts in OF_ANY_ANSWER for text in texts],
)
def test_so_it_is_answered(parts: Parts, content: Content, channel: str, topic: str, before: str, part: str, text: str) -> None:
    who = MUM if channel == "sms" else new_chat(parts)
    guess(parts, topic)
    write(parts, who, before)
    guess(parts, "blue_badge")
    said = write(parts, who, text)
    home = rows(parts, Inbound)[-1].topics[0]
    words = content.answers[home].parts[part].on(channel)
    assert words.strip()[:30] in said[0], said
    assert channel == "web" or all(count_segments(one) <= 2 for one in said)


@pytest.mark.parametrize(("part", "text"), ALONE)
def test_said_in_one_message_it_is_found_too(parts: Parts, content: Content, part: str, text: str) -> None:
    guess(parts, "blue_badge")
    said = write(parts, MUM, text)
    assert any(part in answer.parts and answer.parts[part].sms.strip()[:30] in said[0] for answer in content.answers.values()), said


@pytest.mark.parametrize(("topic", "before", "text"), NOT_SO)
def test_what_only_sounds_like_it_is_left(topic: str, before: str, text: str) -> None:
    assert not [row for row in find_questions(text, topic or None, lambda: [before]) if row in OF_FOLLOW_UPS]


def test_each_row_is_tried_and_has_words(content: Content) -> None:
    tried = {part for _, _, part, _ in LEANS} | {part for part, _ in ALONE}
    assert {row.part for row in OF_FOLLOW_UPS} <= tried
    assert not [row for row in OF_FOLLOW_UPS if row.part not in content.answers[row.topic].parts]


def test_taking_a_child_out_of_a_special_school_names_the_consent(parts: Parts) -> None:
    guess(parts, OUT)
    assert "council's consent first" in write(parts, MUM, HOME)[0]
    assert "you need the council's consent" in write(parts, new_chat(parts), "thinking of just taking him out and home edding him, he has a plan at a special school")[0]


def test_a_diagnosis_is_said_not_to_be_needed_first(content: Content) -> None:
    assert content.answers["ehcna_request"].parts["diagnosis"].sms.startswith("You don't need a diagnosis")


@pytest.mark.parametrize(("text", "letter"), [("and F", "f"), ("what about f?", "f"), ("ok and h1", "h"), ("and the B", "b")])
def test_after_a_section_the_letter_of_another_is_enough(parts: Parts, content: Content, text: str, letter: str) -> None:
    write(parts, MUM, "what is section i")
    guess(parts, "blue_badge")
    assert content.answers["ehcp_what"].parts[f"section_{letter}"].sms.strip()[:30] in write(parts, MUM, text)[0]


@pytest.mark.parametrize(
    "text",
    ["council said yes to writing a plan in october and still nothing its been 17 weeks since i asked", "we asked 17 weeks ago, they agreed to do the assessment, when is the plan due"],
)
def test_who_has_the_yes_is_not_told_that_it_is_late(parts: Parts, text: str) -> None:
    said = " ".join(write(parts, MUM, text))
    assert "a final plan by Mon 14 Dec" in said and "yes or no" not in said and "past the time" not in said
