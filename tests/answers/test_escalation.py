"""The ladder: which step fits what was tried, what keeps running, and that nothing without a source or a checked date gets on it."""

from __future__ import annotations

import pytest

from tests.escalation_steps import CHANNELS, TRIED_TWO, ladder
from webhook.services.answers.content import Content
from webhook.services.answers.escalation import Ladder, find_problem, phrase_pattern, read_facts, route, running_clocks, what_was_tried

__all__ = ["ladder"]


def left(ladder: Ladder, topic: str, text: str, stage: str = "") -> list[str]:
    """Keys of the steps left for a message on a topic."""
    problem = find_problem(ladder, topic, text, stage)
    assert problem is not None
    return [step.key for step in route(problem, what_was_tried(ladder, problem, text), read_facts(ladder, text, stage))]


# ---- Rules ----


@pytest.mark.parametrize(
    ("topic", "text", "first"),
    [
        ("officer_not_replying", "my officer does not reply", "case_officer"),
        ("officer_not_replying", "emailed her six times", "duty_line"),
        ("officer_not_replying", TRIED_TWO, "senior_officer"),
        ("officer_not_replying", "rang the duty line, then asked for a manager", "head_of_service"),
        ("officer_not_replying", "I wrote to the head of SEND in May", "surgery"),
        ("ehcp_late", "week 30. I rang the duty line twice", "senior_officer"),
        ("ehcp_late", "it is late and we already complained", "complaint_review"),
        ("complaint_council", "already complained stage 1", "complaint_review"),
        ("complaint_council", "complained. got fobbed off. stage 2?", "complaint_review"),
        ("ombudsman", "we had the final response last week", "ombudsman"),
        ("ehcna_refused", "I got the certificate, what now", "tribunal"),
        ("ehcp_not_issued", "rang the mediation people on Monday", "tribunal"),
        ("naming_school", "we did mediation and it got us nowhere", "tribunal"),
        ("ehcp_draft", "the wording is wrong and I sent my comments in", "officer_meeting"),
        ("provision_not_delivered", "ive told the senco and emailed the caseworker", "duty_line"),
        ("provision_not_delivered", "NHS physio in section G stopped, I rang the clinic", "nhs_complaint"),
        ("school_transport", "we appealed and they said no again", "transport_panel"),
        ("out_of_school_provision", "no school. asked the council for a tutor", "duty_line"),
        ("exclusion_reduced_timetable", "asked the head in writing", "exclusion_governors"),
        ("annual_review", "review was in March, emailed three times", "duty_line"),
        ("sen_support_school", "I spoke to the senco twice", "school_head"),
        ("school_complaint", "told the senco, told the head", "school_complaint"),
        ("school_complaint", "governors ignored my letter", "education_department"),
        ("school_complaint", "disability discrimination. I made a formal complaint", "discrimination_claim"),
        ("complaint_council", "the officer was rude and I complained", "complaint_review"),
        ("complaint_council", "I asked for copies of our records in June", "data_complaint"),
        ("short_breaks", "I asked the manager about short breaks", "social_complaint"),
    ],
)
def test_what_was_tried_is_skipped(ladder: Ladder, topic: str, text: str, first: str) -> None:
    assert left(ladder, topic, text)[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "should I ring the duty line?", "I have not emailed him yet", "the officer emailed us in May", "how do I complain about the team", "I never complained",
        "we haven't rung the duty line", "can i put in a complaint", "she complained about him", "do i have to email 5 times", "If I complained, would it help?", "", "?!", "🙂",
    ],
)  # fmt: skip
def test_what_was_not_done_is_not_tried(ladder: Ladder, text: str) -> None:
    assert what_was_tried(ladder, ladder.problems["officer_not_replying"], text) == []


def test_another_persons_refusal_does_not_hide_ones_own_call(ladder: Ladder) -> None:
    assert what_was_tried(ladder, ladder.problems["officer_not_replying"], "they never answer so I rang the duty line") == ["duty_line"]


def test_whoever_tried_a_higher_rung_is_not_sent_back(ladder: Ladder) -> None:
    steps = route(ladder.problems["officer_not_replying"], {"complaint_service"}, ())
    assert [step.key for step in steps] == ["complaint_review", "ombudsman"]


def test_nothing_tried_is_the_whole_route_and_everything_tried_none(ladder: Ladder) -> None:
    problem = ladder.problems["mediation"]
    assert [step.key for step in route(problem, (), ())] == ["mediation_adviser", "tribunal"]
    assert route(problem, ["tribunal"], ()) == []


def test_who_wants_to_complain_is_not_told_to_talk_first(ladder: Ladder) -> None:
    assert left(ladder, "ehcp_late", "I rang the duty line. I want to make a formal complaint")[0] == "complaint_service"
    assert left(ladder, "ehcp_late", "I rang the duty line. I don't want to make a complaint")[0] == "senior_officer"


def test_where_the_case_is_changes_the_route(ladder: Ladder) -> None:
    assert "review_panel" in left(ladder, "exclusion_reduced_timetable", "permanently excluded")
    assert "review_panel" not in left(ladder, "exclusion_reduced_timetable", "suspended for two days")
    assert "mediation_adviser" not in left(ladder, "naming_school", "we only disagree about the school")
    assert "early_review" in left(ladder, "out_of_school_provision", "no school", stage="final")
    assert "early_review" not in left(ladder, "out_of_school_provision", "no school", stage="request")


@pytest.mark.parametrize(("stage", "key"), [("request", "decision_late"), ("review", "review_late"), ("advice", "draft_late"), ("draft", "plan_late"), ("", "plan_late")])
def test_an_opened_case_record_says_what_is_late(ladder: Ladder, stage: str, key: str) -> None:
    problem = find_problem(ladder, "ehcp_late", "it is late", stage)
    assert problem is not None
    assert problem.key == key


@pytest.mark.parametrize(
    ("text", "council"),
    [
        ("I've told the head and complained to governors, nothing", False),
        ("i have complained to the chair of governors about section F", False),
        ("I made a formal complaint to the school", False),
        ("complained to the trust twice", False),
        ("i put in a complaint to the nhs", False),
        ("i complained to the council about the school", True),
        ("I complained to the school and to the council", True),
        ("I complained, nothing happened", True),
        ("made a complaint six weeks ago", True),
    ],
)
def test_a_complaint_to_somebody_else_is_none_to_the_council(ladder: Ladder, text: str, council: bool) -> None:
    tried = what_was_tried(ladder, ladder.problems["provision_not_delivered"], text)
    assert ("complaint_service" in tried) is council and "complaint_review" not in tried


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("i complained 12 weeks ago to the council about section F and no reply", "ombudsman"),
        ("I complained to the council about the late plan 14 weeks ago and they never replied", "ombudsman"),
        ("it is 15 weeks since my complaint, nobody has answered", "ombudsman"),
        ("my complaint went in 4 months ago and still nothing", "ombudsman"),
        ("i complained 5 weeks ago and no reply", "complaint_review"),
        ("I complained 14 weeks ago and they replied no", "complaint_review"),
        ("i complained 13 weeks ago and got a reply i dont agree with", "complaint_review"),
        ("the plan is 14 weeks late, i complained last week", "complaint_review"),
    ],
)
def test_a_complaint_left_for_twelve_weeks_can_go_to_the_ombudsman(ladder: Ladder, text: str, first: str) -> None:
    problem = ladder.problems["plan_late"]
    text = text if "complained" in text else f"i complained. {text}"
    steps = route(problem, what_was_tried(ladder, problem, text), read_facts(ladder, text))
    assert steps[0].key == first


def test_a_topic_without_a_ladder_has_no_problem(ladder: Ladder) -> None:
    assert find_problem(ladder, "blue_badge", TRIED_TWO) is None


@pytest.mark.parametrize("phrase", ["", "...", "... emailed", "emailed ...", "I emailed", "don't", "(a", "a+"])
def test_a_phrase_that_is_none_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError):
        phrase_pattern(phrase)


# ---- What keeps running, and who is not the council ----


def test_every_step_and_clock_has_a_source_with_a_date(ladder: Ladder) -> None:
    for problem in ladder.problems.values():
        assert problem.route
        for step in problem.route:
            assert step.sources, step.key
            for source in (*step.sources, *(source for clock in running_clocks(problem, [step]) for source in clock.sources)):
                assert source["title"], step.key
                assert source["checked_on"] == "2026-11-21", step.key


def test_an_appeal_says_that_it_closes_the_ombudsmans_door(ladder: Ladder) -> None:
    with_appeal = [problem for problem in ladder.problems.values() if any(step.key in ("tribunal", "ombudsman") for step in problem.route)]
    assert len(with_appeal) > 10
    for problem in with_appeal:
        said = [clock.text["web"] for clock in running_clocks(problem, problem.route)]
        assert any("Once you appeal" in text and "Ombudsman can't look" in text for text in said), problem.key
    for key in ("refused_to_assess", "refused_to_issue", "disagree_with_plan", "plan_ending", "mediation", "tribunal"):
        assert "appeal" in {clock.key for clock in running_clocks(ladder.problems[key], ladder.problems[key].route)}


def test_steps_outside_the_council_say_so(ladder: Ladder) -> None:
    outside = {step.key for problem in ladder.problems.values() for step in problem.route if step.independent}
    assert {"mediation_adviser", "tribunal", "ombudsman", "education_department", "review_panel"} <= outside
    assert not {"case_officer", "duty_line", "senior_officer", "head_of_service", "complaint_service", "complaint_review", "surgery"} & outside


def test_answers_on_disagreeing_say_whose_service_this_is_and_who_advises(content: Content) -> None:
    """Conduct 15: also in every part, for a follow-up may be the only thing that is read."""
    for topic in ("complaint_council", "mediation", "tribunal", "ombudsman"):
        answer = content.answers[topic]
        for text in (answer.short, answer.urgent, *answer.parts.values()):
            if text is None:
                continue
            for channel in CHANNELS:
                said = text.on(channel)
                assert "ouncil service" in said and "kept" in said and "IPSEA" in said, (topic, channel, said)
    assert "tried talking" not in content.answers["complaint_council"].short.web
