"""What comes back to questions told by their own words, by the whole path on both channels: the part that is meant, alone; another council's name; one question between two nos."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Verdict
from tests.family import MUM
from tests.family import web as new_chat
from tests.sms_tools import rows
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.store.conversations import Conversation
from webhook.store.messages import Inbound

CHANNELS = pytest.mark.parametrize("channel", ["web", "sms"])


def asked(parts: Parts, channel: str, *texts: str, guess: str = "blue_badge") -> list[str]:
    """What is said to the last of these messages, where the dialogue model would take each for `guess`."""
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": guess, "confidence": 0.95}], "confidence": 0.95}]  # type: ignore[attr-defined]
    who = MUM if channel == "sms" else new_chat(parts)
    return [write(parts, who, text) for text in texts][-1]


def intent_of(parts: Parts, text: str, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """What the dialogue model is told that a message is."""
    told: list[str | None] = []

    def turn(sender: str, text: str, metadata: dict[str, Any], intent: str | None = None) -> list[dict[str, Any]]:
        told.append(intent)
        return [{"say": "unsure"}]

    monkeypatch.setattr(parts.rasa, "turn", turn)
    write(parts, new_chat(parts), text)
    return told[-1] if told else None


def part(parts: Parts, channel: str, topic: str, name: str) -> str:
    """How that part begins."""
    return parts.content.answers[topic].parts[name].on(channel)[:60]


def said(parts: Parts, channel: str, key: str, **slots: str) -> str:
    """How that message begins."""
    return parts.content.messages[key].on(channel).format(**slots)[:60] if slots else parts.content.messages[key].on(channel)[:60]


@CHANNELS
@pytest.mark.parametrize(
    ("text", "topic", "name"),
    [
        ("when is it due back, the draft thing", "ehcp_draft", "how_long"),
        ("which form do i need, they said no to assessing", "tribunal", "form"),
        ("how long does the send tribunal take to hear an appeal", "tribunal", "hearing"),
        ("i'm late appealing, only 4 days over", "tribunal", "if_late"),
        ("hes on DLA middle rate and turns 16 in feb. what happens", "benefits_money", "pip"),
        ("can i get a judicial review, section F is not being delivered", "complaint_council", "judicial_review"),
        ("no plan yet, should i apply through admissions", "phase_transfer", "still_assessed"),
        ("theyve cut his taxi. cant walk it", "school_transport", "stopped"),
        ("what happens after the 15 days for the draft", "ehcp_draft", "after"),
        ("school wont give him his medicine at lunch what can i do", "health_equipment", "medicine"),
        ("we moved to camden from islington while they were still assessing her, who finishes it", "moving_area", "mid_assessment"),
        ("my son was permanently excluded on friday, he has adhd", "exclusion_reduced_timetable", "permanent"),
        ("he was excluded, how long have the governors got", "exclusion_reduced_timetable", "governors"),
        ("what if the governors say the head was right to exclude him", "exclusion_reduced_timetable", "upheld"),
        ("what is a safeguarding separation", "exclusion_reduced_timetable", "separation"),
        ("how long can a safeguarding separation last", "exclusion_reduced_timetable", "separation_time"),
        ("council conceded the appeal, we got the email. when do we get the plan", "tribunal", "conceded"),
        ("the tribunal ordered them to assess, how long now", "tribunal", "ordered"),
        ("nan here, bringing up my grandaughter. am i allowed to appeal a refusal", "tribunal", "carer"),
        ("how many hours free nursery if my 2 yr old gets dla", "early_years", "cost"),
        ("can i work and get carers allowance", "benefits_money", "carers_work"),
        ("whats section I", "ehcp_what", "section_i"),
        ("hes got adhd does that get us an ehcp", "ehcna_request", "diagnosis"),
        ("suspended since monday, when does school have to sort teaching", "exclusion_reduced_timetable", "day_six"),
    ],
)
def test_the_part_that_is_meant_comes_alone(parts: Parts, channel: str, text: str, topic: str, name: str) -> None:
    heard = asked(parts, channel, text)
    assert heard[0].startswith(part(parts, channel, topic, name)) and rows(parts, Inbound)[-1].topics == [topic]
    assert parts.content.answers[topic].short.on(channel)[:60] not in "\n".join(heard) and "Claim DLA now" not in "\n".join(heard)
    assert channel == "web" or all(count_segments(one) <= 2 for one in heard)


@CHANNELS
def test_what_only_sounds_like_it_is_read_by_the_dialogue_model(parts: Parts, channel: str) -> None:
    for text in ("when will they send the draft", "they said no to assessing his blue badge claim", "theyve cut his hair"):
        asked(parts, channel, text)
        assert rows(parts, Inbound)[-1].topics == ["blue_badge"]


def test_three_questions_each_get_their_part_on_the_web(parts: Parts) -> None:
    heard = asked(parts, "web", "My son turns 16 in March. DLA people wrote about PIP. Does his plan stop? and can he choose his own college? He's not able to decide about money.")
    begins = [part(parts, "web", *where) for where in (("benefits_money", "pip"), ("ceasing_plan", "age"), ("post16_options", "choose"))]
    assert all(begin in reply for begin, reply in zip(begins, heard, strict=True)) and "Claim DLA now" not in "\n".join(heard)


def test_by_sms_two_come_in_two_texts_and_of_three_two_wait_for_more(parts: Parts) -> None:
    two = asked(parts, "sms", "does his plan stop at 16? can he choose his own college?")
    assert two[0].startswith(part(parts, "sms", "ceasing_plan", "age")) and two[1].startswith(part(parts, "sms", "post16_options", "choose"))
    three = asked(parts, "sms", "he's on dla, what about pip? does his plan stop at 16? can he choose his own college?")
    assert three[0].startswith(part(parts, "sms", "benefits_money", "pip")) and "MORE" in three[1] and len(rows(parts, Conversation)[-1].options) == 2


def test_in_a_longer_message_the_part_is_told_of_the_topic_that_was_read(parts: Parts) -> None:
    text = "she already gets dla is there anything else we are entitled to. and what about holiday clubs in the summer for her?"
    heard = "\n".join(asked(parts, "web", text, guess="benefits_money"))
    assert part(parts, "web", "benefits_money", "on_dla") in heard and "Claim DLA now" not in heard


@CHANNELS
def test_what_to_do_in_the_next_hour_comes_first(parts: Parts, channel: str) -> None:
    text = "im running out of time, when do i have to send the draft back"
    parts.safety.verdicts[text] = Verdict(flags=frozenset({"urgent_today"}))  # type: ignore[union-attr]
    urgent = parts.content.answers["ehcp_draft"].urgent
    assert urgent is not None and asked(parts, channel, text)[0].startswith(urgent.on(channel)[:60])


@CHANNELS
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("we live in islington, who do i ask about my daughters ehcp", "Islington"),
        ("im in Islington, who do i ask about my sons plan", "Islington"),
        ("i live in Barnet and my sons plan is with Barnet who do i ring", "Barnet"),
        ("we're from Haringey can you help with an ehcp", "Haringey"),
        ("we live in hackney but he goes to school in camden. which council does the plan", "Hackney"),
        ("living in Westminster, do you do my daughter's plan?", "Westminster"),
        ("can i ask camden for an assessment if i live in brent", "Brent"),
        ("we are based in Tower Hamlets, where do i ask for an ehc assessment", "Tower Hamlets"),
        ("my family live in Ealing, who do we speak to about special needs help", "Ealing"),
        ("I'm in Enfield. Can you do my son's EHCP?", "Enfield"),
    ],
)
def test_who_lives_elsewhere_hears_which_council_to_ask(parts: Parts, channel: str, text: str, place: str) -> None:
    heard = asked(parts, channel, text, guess="moving_area")
    assert heard[0].startswith(said(parts, channel, "other_council", place=place)) and f"{place} Council" in heard[0]


@pytest.mark.parametrize(
    "text",
    [
        "we moved from islington to camden last month, who has the plan", "we are moving to islington, who do i ask about the plan",
        "we live in camden, who do i ask about my daughters plan",
        "his school is in islington, who do i ask about his plan", "holiday clubs in islington, can i go", "we live in kentish town, who do i ask about the plan",
        "i work in islington, who do i ask about a plan",
        "his dad lives in islington, who do i ask about the plan", "we live in Kent's house, who do i ask about the plan", "the surgery in islington, can i come about the plan",
    ],
)  # fmt: skip
def test_who_moves_or_lives_here_is_not_sent_away(parts: Parts, text: str) -> None:
    assert said(parts, "web", "other_council", place="x")[:30] not in "\n".join(asked(parts, "web", text, guess="moving_area"))


@CHANNELS
@pytest.mark.parametrize(
    "text",
    ["we live in camden, who do i ask about my daughters plan", "my dads in hackney but we live in camden, who do i ask about ehcp", "living in Camden Town, which council does the plan"],
)
def test_who_lives_here_and_asks_whom_hears_who_keeps_the_plan(parts: Parts, channel: str, text: str) -> None:
    assert asked(parts, channel, text, guess="moving_area")[0].startswith(part(parts, channel, "ehcp_what", "who"))


def test_who_moves_here_does_not(parts: Parts) -> None:
    assert asked(parts, "web", "we are moving to camden, who do i ask about the plan", guess="moving_area")[0].startswith(parts.content.answers["moving_area"].short.web[:40])


@CHANNELS
@pytest.mark.parametrize(
    "text",
    ["ehcp refused", "we've had a no on the ehcp", "We've been refused the EHCP", "they refused the ehcp", "got turned down for an ehcp", "they said no to the plan",
     "our ehc plan was rejected", "refused an ehcp!!",
     "ehcp declined", "they turned down our ehcp", "ehcp not approved"],
)  # fmt: skip
def test_a_no_that_may_be_one_of_two_is_asked_about(parts: Parts, channel: str, text: str) -> None:
    heard, content = asked(parts, channel, text), parts.content
    assert f"1 {content.answers['ehcna_refused'].plain}, 2 {content.answers['ehcp_not_issued'].plain}" in heard[0]
    assert rows(parts, Conversation)[-1].options == ["ehcna_refused", "ehcp_not_issued"]


def test_the_choice_leads_to_its_appeal(parts: Parts) -> None:
    heard = asked(parts, "sms", "ehcp refused", "1")
    assert heard[0].startswith(parts.content.answers["ehcna_refused"].short.sms[:60])


@pytest.mark.parametrize(
    "text",
    ["they refused to assess him for an ehcp", "ehcp application refused", "they refused the school in the plan", "he refused school, has a plan", "i said no to the plan",
     "they refused to amend the plan",
     "transport refused, has a plan", "if they refuse the plan", "what is an ehcp", "they have not refused the plan"],
)  # fmt: skip
def test_a_no_to_something_else_is_not(parts: Parts, text: str) -> None:
    asked(parts, "web", text)
    assert rows(parts, Conversation)[-1].options != ["ehcna_refused", "ehcp_not_issued"]


@pytest.mark.parametrize(
    "text",
    ["dying to know if the plan is done lol", "dying to hear if his plan is finished yet haha", "im desperate to know if the assessment is finished",
     "cant wait to hear if his ehcp is finished",
     "itching to find out whether the plan is ready", "is my sons plan ready yet", "is her ehcp finished?", "has his plan been written yet",
     "just dying to see if the draft plan is through", "is the plan done"],
)  # fmt: skip
def test_dying_to_know_is_asking_where_the_case_is(parts: Parts, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert intent_of(parts, text, monkeypatch) == "case_status"


@pytest.mark.parametrize(
    "text", ["dying to know whats on at half term", "i could die of shame about the plan", "when is the plan finished for good", "is the plan ready for him to start college with"]
)
def test_other_wishes_to_know_are_not(parts: Parts, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert intent_of(parts, text, monkeypatch) is None
