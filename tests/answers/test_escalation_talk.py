"""The ladder in a conversation: one next step at a time on both channels, and only promises that the council has made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import family
from tests.conftest import Verdict
from tests.escalation_steps import TRIED_TWO, answer_with, chat, folder, ladder, spoil
from tests.sms_tools import PARENT, one, rows, text_in
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content, load_content
from webhook.services.answers.escalation import Problem
from webhook.services.texts.text import count_segments, gsm7_length
from webhook.services.turn.work import work_conversation
from webhook.settings import ROOT
from webhook.store.conversations import Conversation
from webhook.store.messages import Message

__all__ = ["chat", "folder", "ladder"]


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
