"""A place that is due, by the whole path on both channels: a named school that says no, school after one is lost for good, a plan before school."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, asked, part
from webhook.bootstrap import Parts
from webhook.services.answers.named_questions import find_questions

NAMED = "naming_school"
NAMED_SAYS_NO = [
    "the school named in the final plan says it is full and wont take him",
    "final plan names a school and the school say they're full and wont take her",
    "headteacher says he wont have my son even tho his ehcp names the school",
    "the named school is refusing to admit my daughter",
    "his plan names an academy but they said no, they have no places",
    "school in her ehcp says they can't take her in september",
    "named school says no room. its in section i of the plan",
    "our sons EHCP named Oak Academy and they are refusing to take him",
]


@CHANNELS
@pytest.mark.parametrize("text", NAMED_SAYS_NO)
def test_a_named_school_must_take_the_child_and_nobody_is_sent_to_appeal(parts: Parts, channel: str, text: str) -> None:
    reply = asked(parts, channel, text, guess="ehcp_final")[0]
    assert reply.startswith(part(parts, channel, NAMED, "named_full"))
    assert "section 43" in reply and "020 7974 6500" in reply and "mediation" not in reply and "SEND35" not in reply


@CHANNELS
@pytest.mark.parametrize("text", ["can they do that", "can they refuse", "is he allowed", "what can i do", "what if they still say no", "is that legal"])
def test_what_is_asked_next_of_a_named_school_stays_with_it(parts: Parts, channel: str, text: str) -> None:
    assert talk(parts, channel, "ehcp_final", NAMED_SAYS_NO[0], text)[1].startswith(part(parts, channel, NAMED, "named_full_more"))


@CHANNELS
def test_whom_to_ring_about_a_named_school_is_the_council(parts: Parts, channel: str) -> None:
    reply = talk(parts, channel, "ehcp_final", NAMED_SAYS_NO[1], "who do i ring")[1]
    assert "020 7974 6500" in reply and "mediation" not in reply


@pytest.mark.parametrize(
    "text",
    [
        "the school i want is full", "council refused to name the school we asked for", "draft plan names a school that says it is full",
        "my son refuses to go to the school named in his plan",
        "can i appeal the school named in the plan", "school wont give the help in his plan", "the private school named in the plan wont take him", "how do i get a school named in the plan",
        "what does section i of the plan say",
    ],
)  # fmt: skip
def test_another_question_on_a_school_is_not_a_named_one_that_says_no(text: str) -> None:
    assert "named_full" not in {row.part for row in find_questions(text)}


GONE = "my son was permanently excluded yesterday"


@CHANNELS
@pytest.mark.parametrize(
    "text",
    [
        "how long till they find him a school",
        "how long do they have to find him somewhere",
        "how long till they give him school",
        "when will she get another school",
        "how many days until he is taught",
        "by when do they have to sort a place",
        "how soon does he go to a new school",
    ],
)
def test_out_for_good_teaching_is_due_from_day_six_whatever_the_governors_do(parts: Parts, channel: str, text: str) -> None:
    reply = talk(parts, channel, "exclusion_reduced_timetable", GONE, text)[1]
    assert reply.startswith(part(parts, channel, "exclusion_reduced_timetable", "permanent_place")) and "15 school days" not in reply


@CHANNELS
def test_out_for_good_what_happens_now_is_day_six(parts: Parts, channel: str) -> None:
    assert "From day 6" in talk(parts, channel, "exclusion_reduced_timetable", GONE, "what happens now")[1]


@pytest.mark.parametrize("text", ["how long have i got", "how long till the governors meet", "how long does the appeal take", "when is the taxi back"])
def test_another_time_after_a_permanent_exclusion_is_its_own(text: str) -> None:
    assert "permanent_place" not in {row.part for row in find_questions(text, "exclusion_reduced_timetable", lambda: [GONE])}


def test_after_a_suspension_no_new_school_is_spoken_of() -> None:
    assert "permanent_place" not in {row.part for row in find_questions("how long till he is back in school", "exclusion_reduced_timetable", lambda: ["he was suspended for 3 days"])}


FINAL = "got the final plan, we are appealing section f"


@CHANNELS
@pytest.mark.parametrize(
    "text",
    [
        "can he still go to the school while appealing",
        "does she go to school during the appeal",
        "will he get the help while we wait for the tribunal",
        "can my son start at the school until the hearing",
        "is he allowed to attend while i appeal",
        "does she still get her therapy while we appeal",
    ],
)
def test_a_final_plan_counts_while_it_is_appealed(parts: Parts, channel: str, text: str) -> None:
    assert talk(parts, channel, "ehcp_final", FINAL, text)[1].startswith(part(parts, channel, "ehcp_final", "while_appeal"))


@pytest.mark.parametrize(
    ("first", "text"),
    [
        ("they want to cut his hours in the final plan", "does he still get the help while we appeal"),
        ("they are ending her final plan", "does she still get support while we appeal"),
        ("they refused to assess", "can he still go to school while we appeal"),
        (FINAL, "can he still get the taxi to school while we appeal"),
        (FINAL, "how long do i have to appeal"),
    ],
)
def test_a_plan_that_is_cut_or_ended_is_not_said_to_stand(first: str, text: str) -> None:
    assert "while_appeal" not in {row.part for row in find_questions(text, "ehcp_final", lambda: [first])}


@CHANNELS
@pytest.mark.parametrize(
    "text",
    [
        "can a 3 year old have an ehcp",
        "can my 2 yr old get a plan",
        "is a toddler able to get an ehcp",
        "do under 5s get an ehc plan",
        "my son is 3 can he have a plan",
        "could a child at nursery have an ehcp",
    ],
)
def test_a_small_child_can_have_a_plan(parts: Parts, channel: str, text: str) -> None:
    assert asked(parts, channel, text)[0].startswith(part(parts, channel, "early_years", "plan_age"))


@CHANNELS
@pytest.mark.parametrize("text", ["can she get a plan", "can she have a plan at that age"])
def test_after_help_for_small_children_a_plan_is_theirs(parts: Parts, channel: str, text: str) -> None:
    assert talk(parts, channel, "early_years", "nursery are worried about my 2 year old", text)[1].startswith(part(parts, channel, "early_years", "plan_age"))


@pytest.mark.parametrize("text", ["can my 12 year old get a plan", "they refused my 3 year old an ehcp can i appeal", "how do i get an ehcp for my 3 year old", "nursery hours at 2"])
def test_another_question_is_not_whether_a_small_child_can_have_a_plan(text: str) -> None:
    assert "plan_age" not in {row.part for row in find_questions(text)}
