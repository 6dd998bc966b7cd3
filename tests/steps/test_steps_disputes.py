"""A decision that a family does not accept, by the whole path on both channels: mediation that is over, a suspension, a council that stays with its no."""

from __future__ import annotations

import pytest

from tests.conftest import Verdict
from tests.sms_tools import rows
from tests.steps.test_steps_named import CHANNELS, asked, part
from webhook.bootstrap import Parts
from webhook.services.answers.named_questions import find_questions
from webhook.store.messages import Inbound

ADVISER = "mediation adviser"


def urgent(parts: Parts, text: str) -> None:
    """The text is taken for a matter of today."""
    parts.safety.verdicts[text] = Verdict(flags=frozenset({"urgent_today"}))  # type: ignore[union-attr]


@CHANNELS
@pytest.mark.parametrize("first", ["lost mediation want to take them tribunal", "mediation failed want to take them to tribunal", "we did mediation it went nowhere, going tribunal now"])
def test_after_mediation_nobody_is_sent_back_to_the_adviser_and_the_later_date_counts(parts: Parts, channel: str, first: str) -> None:
    urgent(parts, "we did mediation it went nowhere, going tribunal now")  # as the patterns for danger do, for "tribunal now"
    heard = asked(parts, channel, first, guess="mediation")
    assert heard[0].startswith(part(parts, channel, "tribunal", "mediation_over")) and rows(parts, Inbound)[-1].flags == []
    then = asked(parts, channel, first, "how long have i got", guess="mediation")
    assert "1 month from the date on your" in then[0] and "2 months from the day" in then[0] and "later" in then[0]
    after = asked(parts, channel, first, "how long", "what now", guess="mediation")
    assert not any(ADVISER in text for text in [*heard, *then, *after])


@CHANNELS
def test_the_date_on_the_certificate_is_asked_for_and_counted(parts: Parts, channel: str) -> None:
    heard = asked(parts, channel, "mediation didnt work whats the deadline to appeal", "3 november", guess="mediation")
    assert "3 Dec" in heard[0] and "if later" in heard[0].replace("if that is later", "if later") and ADVISER not in heard[0]


@CHANNELS
def test_a_last_day_tomorrow_stays_a_matter_of_today(parts: Parts, channel: str) -> None:
    text = "mediation failed and our appeal is due tomorrow"
    urgent(parts, text)
    heard = asked(parts, channel, text, guess="tribunal")
    assert "urgent_today" in rows(parts, Inbound)[-1].flags and "today" in heard[0]


@CHANNELS
def test_before_mediation_the_adviser_is_named(parts: Parts, channel: str) -> None:
    heard = asked(parts, channel, "they offered mediation should we do it", "how long have i got", guess="mediation")
    assert heard[0].startswith(part(parts, channel, "mediation", "how_long"))


SUSPENDED = ["my daughter got suspended for 3 days", "he got excluded for 5 days friday for biting", "school suspended him 5 days"]
PANEL = "15 school days to ask"
TOLD = [*SUSPENDED, "my son has been suspended for 2 days from tomorow", "they have suspended my daughter until friday", "shes suspended", "my lad got a 3 day suspension",
        "the head has suspended my son for 3 days. he has an ehcp", "my boys been suspended again for hitting", "my son got suspended for 3 days what do i do"]  # fmt: skip


@CHANNELS
@pytest.mark.parametrize("first", TOLD)
@pytest.mark.parametrize("today", [False, True])
def test_a_suspension_that_is_told_is_answered_as_one(parts: Parts, channel: str, first: str, today: bool) -> None:
    if today:
        urgent(parts, first)
    heard = asked(parts, channel, first, guess="exclusion_reduced_timetable")
    assert heard[0].startswith(part(parts, channel, "exclusion_reduced_timetable", "suspended_now")) and parts.rasa.turns == []  # type: ignore[attr-defined]
    assert all(said in heard[0] for said in ("in writing", "Days 1 to 5", "day 6", "governors", "public places"))


@pytest.mark.parametrize(
    "text",
    ["his transport was suspended for 3 days", "the taxi has been suspended", "i was suspended from work", "if he gets suspended what happens", "they suspended our direct payments",
     "can they suspend him for 3 days", "they are threatening to suspend him", "he hasnt been suspended", "he was nearly suspended", "his teacher got suspended", "he's suspended for good",
     "school sends him home at 12 every day", "he was suspended how long can it last", "its not a suspension its a cooling off at home",
     "he got suspended for 3 days what if they dont send work"],
)  # fmt: skip
def test_what_is_no_suspension_or_asks_another_thing_is_not(text: str) -> None:
    assert "suspended_now" not in {row.part for row in find_questions(text)}


@CHANNELS
@pytest.mark.parametrize("first", SUSPENDED)
@pytest.mark.parametrize("then", ["what if they dont send work", "what if they dont send any work home", "who sets him work", "nothing sent to do no school work"])
def test_work_in_a_suspension_is_what_school_sends_until_day_six(parts: Parts, channel: str, first: str, then: str) -> None:
    heard = asked(parts, channel, first, then, guess="exclusion_reduced_timetable")
    assert heard[0].startswith(part(parts, channel, "exclusion_reduced_timetable", "work")) and "day 6" in heard[0] and "panel" not in heard[0]


@CHANNELS
@pytest.mark.parametrize("first", SUSPENDED)
@pytest.mark.parametrize("then", ["what if they dont", "how do i appeal", "and then", "what if that doesnt work", "can i challenge it", "what if the governors back the head"])
def test_a_suspension_never_gets_the_panel_of_a_permanent_exclusion(parts: Parts, channel: str, first: str, then: str) -> None:
    heard = asked(parts, channel, first, then, guess="exclusion_reduced_timetable")
    assert PANEL not in heard[0] and ("the governors" in heard[0] or "6 months" in heard[0])


@CHANNELS
def test_a_permanent_exclusion_keeps_its_panel(parts: Parts, channel: str) -> None:
    heard = asked(parts, channel, "my son has been permanently excluded, what happens now", "how do i appeal", guess="exclusion_reduced_timetable")
    assert PANEL in heard[0] and "independent review panel" in heard[0]


MISSED = ("Missed the date", "Say why it is late", "Late with an appeal", "Send the appeal at once")


@CHANNELS
@pytest.mark.parametrize("topic", ["ehcna_refused", "ehcp_not_issued", "ehcp_final", "ceasing_plan", "tribunal"])
@pytest.mark.parametrize("then", ["what if they dont change there mind", "and if they wont budge", "what if the council sticks to it", "if they still wont listen"])
def test_a_council_that_stays_with_its_no_makes_nobody_late(parts: Parts, channel: str, topic: str, then: str) -> None:
    heard = asked(parts, channel, "they wrote to us about him", then, guess=topic)
    assert "appeal" in heard[0] and "2 months" in heard[0] and not any(words in heard[0] for words in MISSED)


@CHANNELS
@pytest.mark.parametrize("then", ["what if they dont", "what if it doesnt work", "what if they dont reply", "what if nothing changes"])
def test_asked_in_any_words_and_twice_it_is_not_the_family_who_is_late(parts: Parts, channel: str, then: str) -> None:
    heard = [
        *asked(parts, channel, "they said no to assessing her", then, guess="ehcna_refused"),
        *asked(parts, channel, "they said no to assessing her", then, "what if they dont listen to us", guess="ehcna_refused"),
    ]
    assert part(parts, channel, "tribunal", "still_no") in heard[0] and not any(words in text for text in heard for words in MISSED)


@CHANNELS
@pytest.mark.parametrize("then", ["what if im late", "what if i miss it", "and if i miss the date"])
def test_whoever_may_be_late_themselves_still_hears_what_to_do(parts: Parts, channel: str, then: str) -> None:
    assert "why" in asked(parts, channel, "they said no to assessing her", then, guess="ehcna_refused")[0]


@CHANNELS
def test_after_a_counted_letter_it_is_the_same(parts: Parts, channel: str) -> None:
    heard = asked(parts, channel, "they refused to assess her, the letter is dated 10 november. when is my last day to appeal", "what if they dont", guess="ehcna_refused")
    assert heard[0].startswith(part(parts, channel, "tribunal", "still_no"))


def test_the_next_step_of_a_route_comes_before_it(parts: Parts) -> None:
    heard = asked(parts, "sms", "the council refused to assess her and we rang the mediation adviser already", "what if they dont change their mind", guess="ehcna_refused")
    assert "mediation adviser" not in heard[0]


@CHANNELS
@pytest.mark.parametrize("first", ["the draft plan came friday what do i do", "got the draft, what do i check", "the draft came on 18 november"])
@pytest.mark.parametrize("then", ["what if i dont answer in time", "what happens if i dont reply", "what if i dont get it back to them"])
def test_a_draft_without_a_reply_may_be_made_final_and_more_days_can_be_asked_for(parts: Parts, channel: str, first: str, then: str) -> None:
    heard = asked(parts, channel, first, then, guess="ehcp_draft")
    assert heard[0].startswith(part(parts, channel, "ehcp_draft", "no_reply")) and "020 7974 6500" in heard[0] and "appeal" in heard[0]
    assert rows(parts, Inbound)[-1].topics == ["ehcp_draft"]


LATE = "we asked for the plan 42 weeks ago and still nothing"


@CHANNELS
def test_and_then_on_a_plan_that_is_late_is_the_next_step_each_time(parts: Parts, channel: str) -> None:
    steps = [asked(parts, channel, LATE, *["and then"] * count, guess="ehcna_timeline")[0] for count in (1, 2, 3, 4)]
    assert len(set(steps)) == len(steps) and not any(text.startswith("After that: if yes") for text in steps)
    assert "omplain" in steps[2] and "complaints team" in steps[3]


@CHANNELS
def test_the_dates_of_what_is_late_are_not_told_twice(parts: Parts, channel: str) -> None:
    first = asked(parts, channel, LATE, guess="ehcna_timeline")
    then = asked(parts, channel, LATE, "how long", guess="ehcna_timeline")
    assert then[0].startswith(part(parts, channel, "ehcp_late", "how_long")) and first[0] != then[0]


@CHANNELS
def test_what_is_not_late_yet_has_no_next_step_to_chase(parts: Parts, channel: str) -> None:
    heard = asked(parts, channel, "we asked for an assessment on 2 november, when is the decision due", "and then", guess="ehcna_timeline")
    assert "After that: if" in heard[0] and "omplain" not in heard[0]
