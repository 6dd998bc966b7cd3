"""The ladder: which step fits what was tried, what keeps running, and that nothing without a source or a checked date gets on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import family
from tests.conftest import Verdict
from tests.sms_tools import PARENT, one, rows, text_in
from webhook.app import create_app
from webhook.bootstrap import Parts
from webhook.services.content import Content, load_content
from webhook.services.content_rules import ContentError
from webhook.services.escalation import Ladder, Problem, find_problem, phrase_pattern, read_facts, route, running_clocks, what_was_tried
from webhook.services.text import count_segments, gsm7_length
from webhook.services.work import work_conversation
from webhook.settings import ROOT
from webhook.store.conversations import Conversation
from webhook.store.messages import Message

TRIED_TWO = "ive emailed 5 times and rung the duty line"
CHANNELS = ("web", "sms")


@pytest.fixture
def ladder(content: Content) -> Ladder:
    return content.ladder


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


# ---- In a conversation ----


def answer_with(parts: Parts, *topics: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": topic, "confidence": 0.9} for topic in topics], "confidence": 0.9}]


@pytest.fixture
def chat(parts: Parts) -> Callable[[str], list[str]]:
    """Say something in one web chat; what the assistant said to it."""
    client = create_app(parts).test_client()
    opened = client.post("/chat/conversations").get_json()
    said = iter(range(100))

    def say(text: str) -> list[str]:
        before = len(rows(parts, Message, sender="bot"))
        body = {"client_id": str(next(said)), "text": text}
        assert client.post(f"/chat/conversations/{opened['id']}/messages", json=body, headers={"Authorization": f"Bearer {opened['token']}"}).status_code == 202
        work_conversation(parts, opened["id"])
        return [row.text for row in rows(parts, Message, sender="bot")[before:]]

    return say


def test_on_the_web_a_numbered_route_begins_with_the_next_step(parts: Parts, chat: Callable[[str], list[str]]) -> None:
    answer_with(parts, "officer_not_replying")
    reply = chat(TRIED_TWO)[0]
    assert reply.startswith("From what you wrote, you have written to your SEN Case Officer and rung the SEND duty line.")
    assert "1. Next: Senior Case Officer. Ask for your case to go up" in reply
    assert "2. Then: Head of SEND and Inclusion." in reply
    assert "I don't have a reply time for this step." in reply
    assert "You can complain at any time." in reply
    assert "- The time to appeal a decision. A complaint does not stop it." in reply
    assert "This is a council service and what you write is kept." in reply
    assert "SENDIASS Camden (sendiasscamden.co.uk), IPSEA (ipsea.org.uk) or SOS!SEN (sossen.org.uk)" in reply
    assert "Ring the SEND duty line on" not in reply
    shown = one(parts, Message, text=reply)
    assert {source["checked_on"] for source in shown.sources} == {"2026-11-21"}


def test_where_nothing_was_tried_the_answer_is_the_plain_one(parts: Parts, content: Content, chat: Callable[[str], list[str]]) -> None:
    answer_with(parts, "officer_not_replying")
    assert chat("my case officer does not reply")[0].startswith(content.answers["officer_not_replying"].short.web.strip())
    assert rows(parts, Conversation)[0].ladder is None


def test_what_if_they_dont_climbs_step_by_step_to_the_top(parts: Parts, chat: Callable[[str], list[str]]) -> None:
    answer_with(parts, "complaint_council")
    assert "1. Next: Complaint review, the second stage" in chat("already complained stage 1")[0]
    second = chat("what if they don't")[0]
    assert second.startswith("If that does not work, this is the next step.\n\n1. Next: Local Government and Social Care Ombudsman (not part of the council). Ring 0300 061 0614")
    assert "Once you appeal to the SEND Tribunal, the Ombudsman can't look at what you appealed" in second
    top = chat("and what if they don't?")[0]
    assert top.startswith("That was the last step I know of here.")
    assert "1. Next" not in top
    assert "This is a council service" in top
    assert chat("what if they dont")[0] == top


def test_after_a_plain_answer_what_if_they_dont_is_its_own_part(parts: Parts, content: Content, chat: Callable[[str], list[str]]) -> None:
    answer_with(parts, "officer_not_replying")
    chat(TRIED_TWO)
    answer_with(parts, "complaint_council")
    chat("how do i complain")
    assert chat("what if they don't")[0].startswith(content.answers["complaint_council"].parts["if_late"].web)


def test_by_sms_one_next_step_and_whose_service_it_is(parts: Parts) -> None:
    answer_with(parts, "officer_not_replying")
    first = text_in(parts, TRIED_TWO)[0]
    assert first.startswith("Ask for a Senior Case Officer, by email or on 020 7974 6500.")
    assert "Council service, texts kept. Private advice: SENDIASS Camden, IPSEA, SOS!SEN." in first
    assert first.endswith("(Checked 21 Nov 2026)")
    assert count_segments(first) <= 2
    second = text_in(parts, "and what if they don't?")[0]
    assert second.startswith("Write to the Head of SEND and Inclusion")
    assert one(parts, Conversation).ladder == {"problem": "officer_not_replying", "tried": ["case_officer", "duty_line", "senior_officer"], "facts": []}


def test_a_sentence_that_shows_it_was_heard_still_fits(parts: Parts) -> None:
    parts.safety.verdicts[TRIED_TWO] = Verdict(lane="gentle")  # type: ignore[union-attr]
    answer_with(parts, "officer_not_replying")
    said = text_in(parts, TRIED_TWO)[0]
    assert "Ask for a Senior Case Officer" in said and not said.startswith("Ask")
    assert count_segments(said) <= 2


def test_by_sms_the_appeal_names_its_time_and_the_door_it_closes(parts: Parts) -> None:
    answer_with(parts, "ehcna_refused")
    said = text_in(parts, "i got the certificate, what now")[0]
    assert "within 2 months of the day the letter was sent. Or 1 month of the certificate" in said
    assert "After an appeal, the Ombudsman can't look at the same matter." in said
    assert count_segments(said) <= 2


@pytest.mark.parametrize("key", sorted(load_content(ROOT / "content").ladder.problems))
def test_every_step_by_sms_is_two_segments_of_plain_characters(parts: Parts, content: Content, key: str) -> None:
    """Walked as a parent would: from the first step to the top, one "what if they don't" after another."""
    problem: Problem = content.ladder.problems[key]
    topic = next(topic for topic in problem.topics if topic in content.answers)
    text_in(parts, "hello")
    with parts.db.writing() as session:
        conversation = session.get_one(Conversation, one(parts, Conversation).id)
        conversation.last_topic, conversation.ladder = topic, {"problem": key, "tried": [], "facts": ["has_plan", "permanent"]}
    seen = []
    for _ in range(len(problem.route) + 1):
        said = text_in(parts, "what if they don't")[0]
        assert gsm7_length(said) is not None and count_segments(said) <= 2, said
        assert "Council service, texts kept." in said
        assert "{" not in said
        seen.append(said)
    assert seen[-1].startswith("That was the last step I know of here.")
    assert len(set(seen)) >= min(len(problem.route), 2)


def test_a_second_topic_with_the_same_next_step_is_not_said_twice(parts: Parts, chat: Callable[[str], list[str]]) -> None:
    answer_with(parts, "ehcp_late", "officer_not_replying", "blue_badge")
    replies = chat("week 30 and no plan. " + TRIED_TWO)
    assert sum("1. Next: Senior Case Officer" in reply for reply in replies) == 1
    assert any("Blue Badge" in reply for reply in replies)


def test_urgent_today_comes_before_the_ladder(parts: Parts, content: Content, chat: Callable[[str], list[str]]) -> None:
    text = "no school today. " + TRIED_TWO
    parts.safety.verdicts[text] = Verdict(flags=frozenset({"urgent_today"}))  # type: ignore[union-attr]
    answer_with(parts, "ehcp_late")
    urgent = content.answers["ehcp_late"].urgent
    assert urgent is not None
    reply = chat(text)[0]
    assert reply.startswith(urgent.web)
    assert "1. Next: Senior Case Officer" in reply
    assert text_in(parts, text)[0].startswith(urgent.sms)


def test_a_kept_place_of_another_topic_or_an_old_file_is_left_alone(parts: Parts, content: Content) -> None:
    text_in(parts, "hello")
    for kept in ({"problem": "gone", "tried": [], "facts": []}, {"problem": "mediation", "tried": [], "facts": []}):
        with parts.db.writing() as session:
            conversation = session.get_one(Conversation, one(parts, Conversation).id)
            conversation.last_topic, conversation.ladder = "ehcp_late", kept
        assert text_in(parts, "what if they don't", PARENT)[0].startswith(content.answers["ehcp_late"].parts["if_late"].sms)


@pytest.mark.parametrize(("proven", "clock"), [(True, "6 weeks from the day"), (False, "20 weeks from the day")])
def test_only_a_proven_parents_case_record_shapes_the_route(parts: Parts, tmp_path: Path, proven: bool, clock: str) -> None:
    """The record says that the yes or no is still to come; whoever has not proven who they are gets the general route."""
    family.put_on_record(parts, tmp_path)
    conversation = family.web(parts)
    if proven:
        family.verify(parts, conversation)
    answer_with(parts, "ehcp_late")
    family.hear(parts, conversation, "it is late, I rang the duty line")
    work_conversation(parts, conversation)
    said = [row.text for row in rows(parts, Message, sender="bot", conversation_id=conversation) if "1. Next: Senior Case Officer" in row.text]
    assert len(said) == 1 and clock in said[0], said


def test_thanks_keeps_the_place_and_privacy_has_its_own_ladder(parts: Parts, chat: Callable[[str], list[str]]) -> None:
    answer_with(parts, "officer_not_replying")
    chat(TRIED_TWO)
    parts.rasa.answers["thank you"] = [{"say": "act", "act": "small_talk"}]
    chat("thank you")
    assert "1. Next: Head of SEND and Inclusion" in chat("what if they don't")[0]
    parts.rasa.default = [{"say": "act", "act": "privacy_data"}]
    assert "1. Next: The same body, as a data complaint" in chat("I asked for his records in June, no answer")[0]


# ---- Service standards ----


def test_a_blank_promise_says_that_it_is_not_known(parts: Parts, content: Content, chat: Callable[[str], list[str]]) -> None:
    answer_with(parts, "service_standards")
    reply = chat("what do you promise")[0]
    assert "- A reply from your case officer (SEN Case Officer): I don't have this." in reply
    assert "- A first reply to a complaint (Children's Services Complaints Team): 10 working days, as an aim." in reply
    assert reply.count("I don't have this.") == sum(promise.value is None for promise in content.ladder.promises.values()) >= 4


def test_a_promise_filled_in_is_the_wait_beside_its_step(folder: Path, parts: Parts, chat: Callable[[str], list[str]]) -> None:
    spoil(folder / "service_standards.yml", lambda raw: raw["promises"]["senior_reply"].update(value="5 working days"))
    parts.content = load_content(folder)
    answer_with(parts, "officer_not_replying")
    assert "The time I have for this: 5 working days." in chat(TRIED_TWO)[0]
    answer_with(parts, "service_standards")
    assert "- A reply when it goes up (Senior Case Officer): 5 working days." in chat("what do you promise")[0]


# ---- Bad files ----


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path / "content"


def spoil(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    raw = yaml.safe_load(path.read_text("utf-8"))
    change(raw)
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: raw["steps"]["duty_line"].pop("sources"), "steps.duty_line: has no sources"),
        (lambda raw: raw["steps"]["duty_line"].update(sources=["nowhere"]), "steps.duty_line: unknown source nowhere"),
        (lambda raw: raw["sources"]["ombudsman"].pop("checked_on"), "sources: ombudsman: source has no checked_on date"),
        (lambda raw: raw["clocks"]["appeal"].update(sources=[]), "clocks.appeal: has no sources"),
        (lambda raw: raw["steps"]["duty_line"].update(contact="nobody"), "steps.duty_line: unknown contact nobody"),
        (lambda raw: raw["steps"]["duty_line"].pop("contact"), "steps.duty_line: has no contact"),
        (lambda raw: raw["steps"]["duty_line"].update(contact="sen_team_email"), "shows contact sen_team_email, which is not confirmed"),
        (lambda raw: raw["steps"]["duty_line"].update(promise="gold"), "unknown promise gold"),
        (lambda raw: raw["steps"]["duty_line"].update(waits="long"), "unknown field waits"),
        (lambda raw: raw["steps"]["duty_line"].update(sms="x " * 140), "more than two segments"),
        (lambda raw: raw["steps"]["duty_line"].update(sms="Reply YES to go on."), "opt-out word YES"),
        (lambda raw: raw["steps"]["duty_line"].update(web="You should have rung."), "says"),
        (lambda raw: raw["steps"]["duty_line"].update(tried=["Don't"]), "is no phrase"),
        (lambda raw: raw["steps"]["duty_line"].update(needs=["luck"]), "unknown fact luck"),
        (lambda raw: raw["problems"]["mediation"].update(topics=["lottery"]), "problems.mediation: unknown topic lottery"),
        (lambda raw: raw["problems"]["mediation"].update(route=["prayer"]), "problems.mediation: unknown step prayer"),
        (lambda raw: raw["problems"]["mediation"].update(clocks=["doom"]), "unknown clock doom"),
        (lambda raw: raw["problems"]["mediation"].update(advice=[]), "has no advice"),
        (lambda raw: raw["problems"]["mediation"].update(advice=["mens_advice_line"]), "advice mens_advice_line is not confirmed"),
        (lambda raw: raw["problems"]["mediation"].update(tried={"duty_line": ["rang"]}), "tried names duty_line, which is not on the route"),
        (lambda raw: raw["problems"]["tribunal"].update(topics=["mediation"]), "topic mediation has mediation already"),
        (lambda raw: raw["problems"].update(tribunal="x"), "problems.tribunal: is not a mapping"),
        (lambda raw: raw["words"].pop("notice"), "words: has no notice"),
        (lambda raw: raw.pop("steps"), "escalation.yml: has no steps"),
    ],
)
def test_a_ladder_that_breaks_a_rule_is_refused_by_name(folder: Path, change: Callable[[dict[str, Any]], object], says: str) -> None:
    spoil(folder / "escalation.yml", change)
    with pytest.raises(ContentError) as refused:
        load_content(folder)
    assert any("escalation.yml" in problem and says in problem for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: raw["promises"]["officer_reply"].pop("value"), "officer_reply: has no value: write null"),
        (lambda raw: raw["promises"]["officer_reply"].update(value=" "), "officer_reply: value is empty"),
        (lambda raw: raw["promises"]["officer_reply"].pop("source"), "officer_reply: has no source"),
        (lambda raw: raw["promises"]["officer_reply"]["source"].update(checked_on="lately"), "officer_reply: source has no checked_on date"),
        (lambda raw: raw["words"].pop("blank"), "words: has no blank"),
        (lambda raw: raw.pop("promises"), "has no promises"),
    ],
)
def test_a_promise_that_breaks_a_rule_is_refused_by_name(folder: Path, change: Callable[[dict[str, Any]], object], says: str) -> None:
    spoil(folder / "service_standards.yml", change)
    with pytest.raises(ContentError) as refused:
        load_content(folder)
    assert any("service_standards.yml" in problem and says in problem for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize("name", ["escalation.yml", "service_standards.yml"])
def test_a_missing_or_broken_file_is_named(folder: Path, name: str) -> None:
    for text in ("a: [unclosed", "- a\n- b\n", ""):
        (folder / name).write_text(text, "utf-8")
        with pytest.raises(ContentError, match=name):
            load_content(folder)
    (folder / name).unlink()
    with pytest.raises(ContentError, match=name):
        load_content(folder)
