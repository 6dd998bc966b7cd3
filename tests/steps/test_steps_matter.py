"""Short questions that lean on one matter within the last topic, by the whole path on both channels: the part that is for it, never one on another matter; or that we don't have it."""

from __future__ import annotations

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.steps.test_steps_named import CHANNELS, part, said
from tests.turn.test_long_messages import said_by_rasa
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content, _leads
from webhook.services.answers.content_layers import read_layered
from webhook.services.answers.content_rules import ContentError
from webhook.services.answers.matters import AGREE, ALLOWED, IF_SO, NEXT, REFUSED, find_kind, find_matter
from webhook.services.texts.text import count_segments
from webhook.settings import ROOT

SENT_HOME = "exclusion_reduced_timetable"
OUT = "out_of_school_provision"
MORNINGS = "school only lets her in 9 til 11.30 every day cos they cant cope"
TWO_HOURS = "they only have my girl in school 2 hours a day on a part time timetable"
AT_SPECIAL = "i want to home educate my son hes at a special school with an ehcp"
HOME_EDDING = "thinking of just taking him out and home edding him, he has a plan at a special school"
NO_MEDICINE = "school refuse to give my son his epilepsy medicine, they say i have to come in"


def talk(parts: Parts, channel: str, topic: str, *texts: str) -> list[str]:
    """What is said to each message, where the dialogue model takes the first for this topic and would take every other for news and events."""
    who = MUM if channel == "sms" else new_chat(parts)
    parts.rasa.default = said_by_rasa(topic)  # type: ignore[attr-defined]
    replies = [write(parts, who, texts[0])]
    parts.rasa.default = said_by_rasa("news_events")  # type: ignore[attr-defined]
    replies += [write(parts, who, text) for text in texts[1:]]
    assert channel == "web" or all(count_segments(text) <= 2 for reply in replies for text in reply)
    return [reply[0] for reply in replies]


@CHANNELS
@pytest.mark.parametrize(
    ("topic", "first", "text", "name"),
    [
        (SENT_HOME, MORNINGS, "how long can they do it", "part_time_more"),
        (SENT_HOME, "hes only allowed in for two hours and then i fetch him", "how long can they do that for", "part_time_more"),
        (SENT_HOME, "they send him home at lunch every day", "how long for", "fetched"),
        (SENT_HOME, MORNINGS, "is that legal", "part_time_legal"),
        (SENT_HOME, TWO_HOURS, "are they allowed to do that", "part_time_legal"),
        (SENT_HOME, TWO_HOURS, "isn't that illegal?", "part_time_legal"),
        (SENT_HOME, TWO_HOURS, "can i refuse", "part_time_legal"),
        (SENT_HOME, TWO_HOURS, "do i have to agree to it", "part_time_legal"),
        (SENT_HOME, TWO_HOURS, "what can i do", "part_time_no"),
        (SENT_HOME, "hes been expelled", "how long have i got", "permanent_time"),
        (SENT_HOME, TWO_HOURS, "what if they say no", "part_time_no"),
        (SENT_HOME, TWO_HOURS, "and if they dont", "part_time_no"),
        (SENT_HOME, "he was sent home again", "is that allowed", "allowed"),
        (OUT, "thinking of just taking him out and home edding him", "what if they say no", "home_refused"),
        (OUT, "im going to pull my daughter out of school and teach her myself", "will the council still pay for her OT", "home_help"),
        (OUT, AT_SPECIAL, "how long does that take", "home_consent"),
        (OUT, AT_SPECIAL, "will he still get his speech therapy", "home_help"),
        (OUT, AT_SPECIAL, "does he lose his ehcp", "home_help"),
        (OUT, AT_SPECIAL, "and if it was a normal school", "home_ordinary"),
        (OUT, AT_SPECIAL, "do I have to ask anyone", "home_consent"),
        ("benefits_money", "how much is dla", "hes 16 in feb what happens", "pip"),
        ("benefits_money", "how much is dla", "what about when she turns 16", "pip"),
        ("benefits_money", "my daughter gets dla, shes 15 and turns 16 in march", "what happens then", "pip_next"),
        ("benefits_money", "my daughter gets dla, shes 15 and turns 16 in march", "ok and then what", "pip_next"),
        ("short_breaks", "how do i get short breaks", "can i have it as direct payments", "direct_payments"),
        ("short_breaks", "how do i get short breaks", "can i have the money instead", "direct_payments"),
        ("school_transport", "can my son get a taxi", "and when he's 17?", "over_16"),
        ("school_transport", "can my son get a taxi", "what about when he goes to college", "over_16"),
        ("school_transport", "they refused his taxi", "can they do that", "who"),
        ("health_equipment", NO_MEDICINE, "is that legal", "medicine_law"),
        ("health_equipment", NO_MEDICINE, "what if they still say no", "medicine_no"),
        ("early_years", "nursery cant have my 3 yr old without 1 to 1", "is that allowed", "allowed"),
        ("provision_not_delivered", "school stopped her ot", "can they do that", "refused"),
        ("ceasing_plan", "they want to stop the plan", "what if they do", "ended"),
    ],
)
def test_the_part_of_what_they_spoke_of_is_said(parts: Parts, channel: str, topic: str, first: str, text: str, name: str) -> None:
    assert talk(parts, channel, topic, first, text)[1].startswith(part(parts, channel, topic, name))


@CHANNELS
@pytest.mark.parametrize(
    ("first", "text", "name"),
    [
        ("he was suspended for 3 days", "how long can they do that for", "how_long"),
        ("she's been permanently excluded", "what if they dont", "if_late"),
        ("he was sent home again", "how long for", "how_long"),
    ],
)
def test_a_suspension_is_no_part_time_timetable(parts: Parts, channel: str, first: str, text: str, name: str) -> None:
    assert talk(parts, channel, SENT_HOME, first, text)[1].startswith(part(parts, channel, SENT_HOME, name))


@CHANNELS
def test_what_was_just_said_is_followed_by_what_to_do_and_never_by_a_suspension(parts: Parts, channel: str) -> None:
    replies = talk(parts, channel, SENT_HOME, TWO_HOURS, "how long can they do that for", "is that legal", "how long can they keep doing it")
    assert replies[0].startswith(part(parts, channel, SENT_HOME, "part_time_told"))
    assert replies[1].startswith(part(parts, channel, SENT_HOME, "part_time_more")) and replies[2].startswith(part(parts, channel, SENT_HOME, "part_time_legal"))
    assert "45" not in " ".join(replies) and "review panel" not in " ".join(replies)


@CHANNELS
@pytest.mark.parametrize("text", [AT_SPECIAL, HOME_EDDING, "can i home school her, shes in a special needs school"])
def test_a_child_at_a_special_school_is_not_taken_out_without_consent(parts: Parts, channel: str, text: str) -> None:
    first = talk(parts, channel, OUT, text)[0]
    assert first.startswith(part(parts, channel, OUT, "home_special")) and "consent" in first


@CHANNELS
def test_home_education_is_told_with_both_rules(parts: Parts, channel: str) -> None:
    said_of_it = talk(parts, channel, OUT, "can i teach my daughter from home")[0]
    assert "consent" in said_of_it and "letter to the head" in said_of_it


@CHANNELS
def test_a_child_who_cannot_attend_is_not_told_of_home_education(parts: Parts, channel: str) -> None:
    assert not talk(parts, channel, OUT, "hes been off school since june with anxiety", "will he still get his speech therapy")[1].startswith(part(parts, channel, OUT, "home_help"))


@CHANNELS
@pytest.mark.parametrize("text", ["is that legal", "are they allowed to do that", "can they do that"])
def test_where_no_part_says_if_it_is_allowed_that_is_said(parts: Parts, channel: str, text: str) -> None:
    plain = parts.content.answers["parent_groups"].plain
    assert talk(parts, channel, "parent_groups", "is there a group where i meet others", text)[1].startswith(said(parts, channel, "not_checked", plain=plain))


@CHANNELS
@pytest.mark.parametrize("text", ["and for my other one who is 3", "what about my other son, hes 3", "my little one is 3"])
def test_another_child_is_answered_on_the_same_topic(parts: Parts, channel: str, text: str) -> None:
    assert talk(parts, channel, "short_breaks", "how do i get short breaks", text)[1].startswith(part(parts, channel, "short_breaks", "how"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("is that legal", ALLOWED), ("are they allowed to do that", ALLOWED), ("can a school do that", ALLOWED), ("surely thats against the law", ALLOWED),
        ("do they have the right", ALLOWED),
        ("can i refuse", AGREE), ("can i refuse a school place", None), ("what can i do", NEXT), ("what can i do about his sleep", None),
        ("what if they do", IF_SO), ("and then what", NEXT), ("what happens then", NEXT), ("they said no", REFUSED), ("what if school says no", REFUSED),
        ("how long can they do it", "how_long"),
        ("is he allowed his fidget toy in class", None), ("can they do a home visit for his ot", None), ("is a blue badge legal abroad", None), ("what happens at mediation", None),
        ("they said no to a taxi", None), ("", None),
    ],
)  # fmt: skip
def test_a_short_question_has_one_kind_and_names_nothing_else(text: str, kind: str | None) -> None:
    assert find_kind(text) == kind


def test_the_newest_matter_counts(content: Content) -> None:
    assert find_matter(content, SENT_HOME, ["now he is suspended for a week", MORNINGS]) not in ("part_time", "part_time_told")
    assert find_matter(content, SENT_HOME, ["ok", MORNINGS, "he was suspended in may"]) == "part_time_told"
    assert find_matter(content, SENT_HOME, ["he was sent home"]) is None


def test_every_lead_of_the_project_is_a_part_and_an_unknown_topic_is_refused(content: Content) -> None:
    raw = read_layered(ROOT / "content", "follow_ups.yml")["leads"]
    assert {key: {kind: tuple(parts.split()) for kind, parts in kinds.items()} for key, kinds in raw.items()} == content.leads
    assert all(key.partition("/")[2] in ("", *content.answers[key.partition("/")[0]].parts) for key in raw)
    with pytest.raises(ContentError, match="no_topic"):
        _leads({"no_topic/x": {"allowed": "how"}}, content.answers)
    assert _leads({"parent_groups": {"allowed": "cost"}}, content.answers) == {"parent_groups": {"allowed": ()}}
