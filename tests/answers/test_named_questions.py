"""Questions told by their own words: each row's wordings, and look-alikes that no row takes. What comes back is tested by the whole path (test_steps_named)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from webhook.services.answers.content import Content
from webhook.services.answers.named_questions import QUESTIONS, asks_nothing_else, find_questions
from webhook.services.answers.questions_of_exclusion import OF_EXCLUSION
from webhook.services.answers.questions_of_follow_ups import OF_FOLLOW_UPS
from webhook.services.answers.questions_of_moving import OF_MOVING
from webhook.services.answers.questions_of_reviews import OF_REVIEWS

SAID = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "named_questions.yml").read_text("utf-8"))
MEANT = {(topic, part): texts for topic, by_part in SAID["meant"].items() for part, texts in by_part.items()}
LEANING = [  # what was answered last, what they wrote before, and what they ask now
    ("ehcp_draft", "", "when do i have to send it back by", "how_long"),
    ("ehcp_draft", "", "how many days have i got to comment", "how_long"),
    ("tribunal", "", "what form is it", "form"),
    ("ehcna_refused", "", "which form do i fill in", "form"),
    ("tribunal", "", "whats their phone number", "number"),
    ("exclusion_reduced_timetable", "school only let him do mornings is that allowed", "how long can they do it for", "part_time_more"),
    ("exclusion_reduced_timetable", "my daughters on a reduced timetable since sept", "how long are they allowed to keep that up", "part_time_more"),
    ("ceasing_plan", "", "what if they still stop it", "how_long"),
    ("ceasing_plan", "", "and if the council still ends it", "how_long"),
    ("ehcp_draft", "", "and then what", "after"),
    ("exclusion_reduced_timetable", "he got expelled", "how long till governors meet", "governors"),
    ("exclusion_reduced_timetable", "he was permanently excluded", "and if they back the head", "upheld"),
    ("exclusion_reduced_timetable", "what is a safeguarding separation", "how long can they keep him out", "separation_time"),
    ("benefits_money", "DLA, Carer's Allowance", "and can i work", "carers_work"),
    ("benefits_money", "how much is dla", "hes 16 in feb what happens", "pip"),
    ("benefits_money", "does dla count as income", "and when she gets to sixteen", "pip"),
    ("short_breaks", "", "can i have it as direct payments", "direct_payments"),
    ("short_breaks", "", "id rather have the money instead", "direct_payments"),
    ("carer_support", "", "can i get direct payments for that", "direct_payments"),
    ("school_transport", "", "and when he's 17?", "over_16"),
    ("school_transport", "", "what about when she goes to college", "over_16"),
    ("out_of_school_provision", "thinking of home edding him", "will he still get his speech therapy", "home_help"),
    ("out_of_school_provision", "i want to home educate", "does he keep his plan", "home_help"),
    ("out_of_school_provision", "i want to home educate", "and if it was a normal school", "home_ordinary"),
    ("out_of_school_provision", "i want to home educate", "what if hes at a special school", "home_special"),
    ("out_of_school_provision", "i want to home educate", "do i have to ask anyone", "home_consent"),
    ("out_of_school_provision", "can i home school her", "do they have to agree", "home_consent"),
    ("tribunal", "lost mediation want to take them tribunal", "how long", "mediation_over_time"),
    ("ehcna_refused", "we did the mediation last week, still no", "how long have i got", "mediation_over_time"),
    ("mediation", "mediation went nowhere", "when do i have to appeal by", "mediation_over_time"),
    ("tribunal", "mediation failed", "ok what now", "bring"),
]


@pytest.mark.parametrize(("topic", "part", "text"), [(*row, text) for row, texts in MEANT.items() for text in texts])
def test_it_is_found_and_nothing_else_is_asked(topic: str, part: str, text: str) -> None:
    rows = find_questions(text)
    assert [(row.topic, row.part) for row in rows] == [(topic, part)] and asks_nothing_else(text, rows)


@pytest.mark.parametrize("text", SAID["others"])
def test_what_sounds_like_it_is_left_to_be_read(text: str) -> None:
    rows = find_questions(text)
    assert not rows or not asks_nothing_else(text, rows)


@pytest.mark.parametrize(("last", "before", "text", "part"), LEANING)
def test_a_question_may_lean_on_what_was_answered(last: str, before: str, text: str, part: str) -> None:
    assert [row.part for row in find_questions(text, last, lambda: [before])] == [part]
    assert find_questions(text) == [] and find_questions(text, "blue_badge", lambda: [before]) == []


def test_after_a_suspension_a_time_limit_is_not_one_of_a_part_time_timetable() -> None:
    assert find_questions("how long can they do it for", "exclusion_reduced_timetable", lambda: ["he was suspended on friday"]) == []


@pytest.mark.parametrize("before", ["he was permanently excluded", "suspended for 2 days last month, now hes excluded for good", "he has a part time timetable"])
@pytest.mark.parametrize("text", ["how do i appeal", "what if they dont", "and then"])
def test_a_child_who_is_out_for_good_is_not_suspended(before: str, text: str) -> None:
    assert find_questions(text, "exclusion_reduced_timetable", lambda: [before]) == []


@pytest.mark.parametrize(
    "text",
    [
        "what if i change my mind",
        "what if his dad wont agree",
        "if dad doesnt sign it",
        "what if school wont help",
        "what if he wont go",
        "if they dont answer by week 16",
        "what if the judge says no",
        "what if i miss it",
        "and if i dont send it in time",
    ],
)
def test_what_the_family_or_a_judge_does_is_no_council_that_stays_with_its_no(text: str) -> None:
    assert [row.part for row in find_questions(text, "ehcp_not_issued")] == []


@pytest.mark.parametrize("before", ["they offered mediation should we do it", "council refused mediation", "we never had mediation", "they said no to assessing her"])
def test_who_has_not_been_through_mediation_has_the_time_of_the_letter(before: str) -> None:
    assert find_questions("how long have i got", "mediation", lambda: [before]) == []


def test_a_question_beside_it_leaves_the_message_to_be_read_whole() -> None:
    text = "theyve cut his taxi. how do i get an assessment for his sister?"
    assert not asks_nothing_else(text, find_questions(text))


def test_each_row_has_words_in_the_answers(content: Content) -> None:
    assert [(row.topic, row.part) for row in QUESTIONS if row.part not in content.answers[row.topic].parts] == []
    by_set = [row for row in QUESTIONS if row not in (*OF_EXCLUSION, *OF_FOLLOW_UPS, *OF_MOVING, *OF_REVIEWS) and row.part != "school_appeals"]  # those have tests of their own
    assert {(row.topic, row.part) for row in by_set} - set(MEANT) == {("ceasing_plan", "how_long"), ("tribunal", "bring"), ("tribunal", "still_no"), ("ehcna_request", "professional")}


def test_a_long_story_is_not_read_by_its_words() -> None:
    assert find_questions("we have had a very hard year with school and with him at home. " * 4 + "when is the draft due back") == []
