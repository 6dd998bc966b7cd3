"""Several things in one message: every clause is read by itself, most urgent first; a date or a search swallows nothing; what is said in passing is no question."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.family import web
from tests.sms_tools import rows, text_in
from tests.turn.test_long_messages import said_by_rasa
from webhook.bootstrap import Parts
from webhook.clients.rasa import RasaUnavailable
from webhook.services.answers.content import Content
from webhook.services.texts.inbox import accept_chat
from webhook.services.texts.text import count_segments
from webhook.services.turn.told_topics import Clause, bare_clause, by_urgency, is_alike, split_clauses, spread_of_words, topic_told
from webhook.services.turn.work import work_conversation
from webhook.store.messages import Inbound, Message

SENT_HOME = "school sends him home every day at lunch and they refused to assess 6 weeks ago. also what money can i get"
DATED = "we asked for an assessment on 3 september and have heard nothing. my son has been off school since half term and nobody sends work. Oh and is there a sibling group for his brother"


def chat(parts: Parts, conversation: str, text: str) -> list[str]:
    accepted = accept_chat(parts, conversation_id=conversation, client_id=uuid4().hex, text=text)
    work_conversation(parts, conversation)
    return [message.text for message in rows(parts, Message, inbound_id=accepted.inbound_id) if message.sender == "bot"]


def topics(parts: Parts) -> list[str]:
    return list(rows(parts, Inbound)[-1].topics or [])


def told(content: Content, text: str, asks: bool, *ranking: tuple[str, float]) -> str | None:
    return topic_told(content, Clause(text, asks), list(ranking), spread_of_words(content))


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (SENT_HOME, ["school sends him home every day at lunch", "they refused to assess 6 weeks ago.", "what money can i get"]),
        ("hi can u tell me about dyslexia help and also fines for missing school", ["can u tell me about dyslexia help", "fines for missing school"]),
        ("1) we need a taxi form 2) his speech therapy stopped in may", ["we need a taxi form", "his speech therapy stopped in may"]),
        ("how do i get a blue badge", ["how do i get a blue badge"]),
    ],
)
def test_a_message_is_cut_into_what_it_says(text: str, clauses: list[str]) -> None:
    assert [bare_clause(clause.text) for clause in split_clauses(text)] == clauses


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("and is there any respite", True),
        ("we also need a taxi", True),
        ("what about his dla", True),
        ("will they pay for the taxi", True),
        ("and will the council pay for travel", True),
        ("and has adhd and dyspraxia", False),
        ("he is in year 9", False),
        ("my son is autistic", False),
    ],
)
def test_which_clauses_ask(text: str, asks: bool) -> None:
    assert any(clause.asks for clause in split_clauses(text)) is asks


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("school keep ringing me to pick her up before lunch", "exclusion_reduced_timetable"),
        ("they phoned again asking me to collect him early", "exclusion_reduced_timetable"),
        ("she gets sent home twice a week", "exclusion_reduced_timetable"),
        ("they send my son home most days", "exclusion_reduced_timetable"),
        ("the council turned down the assessment a month ago", "ehcna_refused"),
        ("the panel have refused to assess her", "ehcna_refused"),
        ("they said no to assessing him 5 wks ago", "ehcna_refused"),
        ("hes got no school place at all", "out_of_school_provision"),
        ("nobody teaches her", "out_of_school_provision"),
        ("my son has been off school since half term with anxiety", "attendance_ebsa"),
        ("the school does not follow section F", "provision_not_delivered"),
        ("my 9yo gets collected early nearly every day", "exclusion_reduced_timetable"),
        ("his speech therapy hasnt happened all year either", "provision_not_delivered"),
        ("the draft plan came on monday", "ehcp_draft"),
        ("we havent got the draft plan", None),
        ("any benefits?", "benefits_money"),
        ("can i get any money because i had to drop my hours", "benefits_money"),
        ("what if they refuse to assess him", None),
        ("they haven't refused to assess him yet", None),
        ("do they have to send work home", None),
        ("school has no money for it", None),
        ("he is home from school at four", None),
        ("i called the school to pick a date", None),
    ],
)
def test_a_trouble_is_told_by_its_phrases(content: Content, text: str, topic: str | None) -> None:
    assert told(content, text, False) == topic


@pytest.mark.parametrize(
    ("text", "asks", "ranking", "topic"),
    [
        ("can he have the allowance", True, ("benefits_money", 0.58), "benefits_money"),  # its own word, and likelier than not
        ("can he have the allowance", True, ("benefits_money", 0.4), None),
        ("we also do the swimming lessons with disabled children", True, ("holiday_clubs", 0.95), "holiday_clubs"),
        ("what should the school be doing", True, ("sen_support_school", 0.99), None),  # nothing of its own
        ("what happens to his plan", True, ("ceasing_plan", 0.99), None),
        ("what can help", True, ("local_offer_what", 1.0), None),
        ("she has a plan", False, ("ehcp_what", 0.97), None),
        ("my son is autistic", False, ("autism_assessment", 0.99), None),
        ("they want to stop her plan as she turned nineteen", False, ("ceasing_plan", 0.99), "ceasing_plan"),
        ("and he won't get in", False, ("attendance_ebsa", 0.99), None),
        ("and how long does it take", True, ("ehcna_timeline", 0.99), None),  # of what was named before
        ("how much does it cost", True, ("personal_budget", 0.95), None),
        ("also where is my case", True, ("case_status", 0.99), None),  # a task is no answer
    ],
)
def test_what_a_clause_asks_and_what_is_said_in_passing(content: Content, text: str, asks: bool, ranking: tuple[str, float], topic: str | None) -> None:
    assert told(content, text, asks, ranking) == topic


def test_one_answer_is_enough_for_what_says_the_same(content: Content) -> None:
    assert is_alike(content, "tribunal", ["ehcna_refused"]) and is_alike(content, "blue_badge", ["blue_badge"])
    assert not is_alike(content, "benefits_money", ["ehcna_refused", "exclusion_reduced_timetable"])


def test_a_child_without_lessons_comes_first_then_a_deadline() -> None:
    assert by_urgency(["benefits_money", "school_transport", "ehcna_refused", "attendance_ebsa"], today=False) == ["attendance_ebsa", "ehcna_refused", "benefits_money", "school_transport"]
    assert by_urgency(["ehcna_refused", "school_transport"], today=True)[0] == "school_transport"


def test_three_plain_topics_get_three_answers_and_the_clock_is_named(parts: Parts) -> None:
    parts.rasa.default = said_by_rasa("exclusion_reduced_timetable")  # type: ignore[attr-defined]
    said = chat(parts, web(parts), SENT_HOME)
    assert topics(parts) == ["exclusion_reduced_timetable", "ehcna_refused", "benefits_money"] and len(said) == 3 and "2 months" in said[1]


def test_by_sms_the_first_and_more_for_the_others(parts: Parts) -> None:
    parts.rasa.default = said_by_rasa("exclusion_reduced_timetable")  # type: ignore[attr-defined]
    said = text_in(parts, SENT_HOME)
    assert any("MORE" in text for text in said) and all(count_segments(text) <= 2 for text in said)
    more = " ".join(text_in(parts, "MORE"))
    assert all(parts.content.answers[topic].short.sms[:40] in more for topic in ("ehcna_refused", "benefits_money"))


def test_by_sms_two_texts_are_enough_with_a_date(parts: Parts) -> None:
    parts.rasa.ranks = {"is there a sibling group for his brother": [("carer_support", 1.0)]}  # type: ignore[attr-defined]
    said = text_in(parts, DATED)
    assert "3 Sep" in said[1] and parts.content.answers["carer_support"].plain in " ".join(said) and "MORE" in " ".join(said)
    assert parts.content.answers["carer_support"].short.sms[:40] in text_in(parts, "MORE")[0]


def test_two_names_in_one_wish_are_two_topics(parts: Parts) -> None:
    parts.rasa.default = said_by_rasa("blue_badge")  # type: ignore[attr-defined]
    chat(parts, web(parts), "tell me about respite and blue badges")
    assert topics(parts) == ["short_breaks", "blue_badge"]
    chat(parts, web(parts), "tell me about school transport and blue badges and respite")
    assert topics(parts) == ["school_transport", "blue_badge", "short_breaks"]


def test_what_is_announced_as_several_things_is_several(parts: Parts) -> None:
    parts.rasa.default = said_by_rasa("school_transport")  # type: ignore[attr-defined]
    parts.rasa.ranks = {"three things his speech therapy stopped": [("speech_therapy", 1.0)], "taxi is always late": [("school_transport", 1.0)]}  # type: ignore[attr-defined]
    chat(parts, web(parts), "three things: his speech therapy stopped, taxi is always late")
    assert topics(parts) == ["school_transport", "speech_therapy"]
    chat(parts, web(parts), "his speech therapy stopped, taxi is always late")
    assert topics(parts) == ["school_transport"]


def test_a_sentence_of_small_words_and_a_name_is_no_list(parts: Parts) -> None:
    parts.rasa.default = said_by_rasa("ehcna_request")  # type: ignore[attr-defined]
    chat(parts, web(parts), "Does that count or must it be in writing? School said they would support me")
    assert topics(parts) == ["ehcna_request"]


def test_a_trouble_beside_a_look_up_is_answered(parts: Parts) -> None:
    parts.rasa.default = [{"say": "identity_ask_ref", "requested": "case_ref"}]  # type: ignore[attr-defined]
    said = chat(parts, web(parts), "where is my case up to and my son has no school")
    assert parts.content.answers["out_of_school_provision"].short.web[:50] in said[0] and "reference" in said[-1]


def test_a_doubtful_whole_of_two_sure_clauses_is_answered(parts: Parts) -> None:
    parts.rasa.default = [{"say": "clarify", "options": ["short_breaks", "blue_badge"], "confidence": 0.3}]  # type: ignore[attr-defined]
    chat(parts, web(parts), "the panel refused to assess her, and school rang me to pick her up from class at ten")
    assert topics(parts) == ["exclusion_reduced_timetable", "ehcna_refused"]


def test_an_ordinary_question_is_read_once_and_stays_as_it_was(parts: Parts) -> None:
    parts.rasa.default = said_by_rasa("school_transport")  # type: ignore[attr-defined]
    parts.rasa.ranks = {"my son is autistic": [("autism_assessment", 1.0)], "he has a plan.": [("ehcp_what", 0.9)]}  # type: ignore[attr-defined]
    said = chat(parts, web(parts), "my son is autistic, and he has a plan. can we get a taxi to school for him")
    assert topics(parts) == ["school_transport"] and len(said) == 1


def test_a_reading_that_fails_leaves_the_answer_as_it_was(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> Any:
        raise RasaUnavailable(text)

    monkeypatch.setattr(parts.rasa, "rank", fail)
    parts.rasa.default = said_by_rasa("school_transport")  # type: ignore[attr-defined]
    assert chat(parts, web(parts), "can we get a taxi to school for him, and when does it begin please")
    assert topics(parts) == ["school_transport"]


def test_a_counted_date_swallows_nothing_and_a_child_at_home_comes_before_it(parts: Parts) -> None:
    parts.rasa.ranks = {"is there a sibling group for his brother": [("carer_support", 1.0)]}  # type: ignore[attr-defined]
    said = chat(parts, web(parts), DATED)
    assert topics(parts) == ["attendance_ebsa", "ehcna_timeline", "carer_support"]
    assert parts.content.answers["attendance_ebsa"].short.web[:50] in said[0] and "3 September 2026" in said[1] and parts.content.answers["carer_support"].short.web[:50] in said[2]


def test_by_sms_a_date_and_a_child_at_home_are_two_texts(parts: Parts) -> None:
    said = text_in(parts, "we asked for assessment on 10 september nothing back. and hes got no school place at all hes at home")
    assert parts.content.answers["out_of_school_provision"].short.sms[:40] in said[0] and "10 Sep" in said[1] and all(count_segments(text) <= 2 for text in said)
    assert topics(parts) == ["out_of_school_provision", "ehcna_timeline"]


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_a_dated_urgent_message_is_no_search(parts: Parts, channel: str) -> None:
    text = "we asked for an assessment on 1 october, not heard. my daughter is also not in school at all, nobody teaches her. and is there any respite"
    parts.rasa.ranks = {"is there any respite": [("short_breaks", 1.0)]}  # type: ignore[attr-defined]
    said = chat(parts, web(parts), text) if channel == "web" else text_in(parts, text)
    assert topics(parts) == ["out_of_school_provision", "ehcna_timeline", "short_breaks"] and not any("This is what I found" in each for each in said)


def test_nothing_in_a_sentence_of_its_own_asks_of_the_date(parts: Parts) -> None:
    said = text_in(parts, "asked for ehcp 1 sept. nothing. he is being sent home every day")
    assert topics(parts) == ["exclusion_reduced_timetable", "ehcna_timeline"] and "1 Sep" in said[1]


def test_dates_alone_and_two_events_are_read_as_before(parts: Parts) -> None:
    chat(parts, web(parts), "we asked for an assessment on 3 september and have heard nothing. what now")
    assert topics(parts) == ["ehcna_timeline", "ehcp_late"]
    parts.rasa.default = said_by_rasa("school_transport")  # type: ignore[attr-defined]
    said = chat(parts, web(parts), "we asked for an assessment on 3 june and heard nothing. the draft came on 5 november. can he have a taxi to his club on fridays")
    assert topics(parts) == ["ehcp_draft", "school_transport"] and not any("I count from" in text for text in said)


def test_a_day_that_is_asked_for_swallows_nothing(parts: Parts) -> None:
    said = chat(parts, web(parts), "She gets sent home twice a week. The council turned down the assessment a month ago. Any benefits?")
    assert topics(parts) == ["exclusion_reduced_timetable", "ehcna_refused", "benefits_money"] and "2 months" in said[1]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("they stopped his taxi", "school_transport"),
        ("transport for my son stopped last week with no warning", "school_transport"),
        ("the council have cut her school bus", "school_transport"),
        ("they took away our minibus", "school_transport"),
        ("taxi has been withdrawn", "school_transport"),
        ("school have her on half days since september without asking me", "exclusion_reduced_timetable"),
        ("theyve put my son on half days", "exclusion_reduced_timetable"),
        ("shes only in for 2 hours a day", "exclusion_reduced_timetable"),
        ("school put him on mornings only", "exclusion_reduced_timetable"),
        ("he is on reduced hours", "exclusion_reduced_timetable"),
        ("the school want to exclude him", "exclusion_reduced_timetable"),
        ("he was suspended on monday", "exclusion_reduced_timetable"),
        ("his review is overdue", "annual_review"),
    ],
)
def test_a_trouble_is_told_by_more_words(content: Content, text: str, topic: str) -> None:
    assert told(content, text, False, ("blue_badge", 0.4)) == topic


@pytest.mark.parametrize(
    "text",
    ["the school bus stops at our road", "he does half days at nursery", "she has therapy on mondays", "half term is next week", "he sleeps 3 hours a night", "if they stop his taxi",
     "they might exclude him", "we had a good review", "i only work mornings", "the taxi is fine now"],
)  # fmt: skip
def test_what_only_sounds_like_a_trouble_is_none(content: Content, text: str) -> None:
    assert told(content, text, False, ("blue_badge", 0.4)) is None


BESIDE = [
    ("they stopped his taxi and school sends him home every day what can i do", ["exclusion_reduced_timetable", "school_transport"]),
    ("theyve cut her taxi, and what about respite", ["school_transport", "short_breaks"]),
    ("the council stopped our transport, also school keep sending him home at lunch", ["exclusion_reduced_timetable", "school_transport"]),
    ("taxi stopped coming last week, his review is overdue and the school want to exclude him", ["exclusion_reduced_timetable", "school_transport", "annual_review"]),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_a_question_told_by_its_own_words_swallows_no_other(parts: Parts, text: str, expected: list[str]) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "school_transport", "confidence": 0.95}], "confidence": 0.95}]  # type: ignore[attr-defined]
    parts.rasa.ranks = {"what about respite": [("short_breaks", 0.95)]}  # type: ignore[attr-defined]
    heard = chat(parts, web(parts), text)
    assert sorted(topics(parts)) == sorted(expected) and topics(parts)[0] == expected[0]
    assert all(any(parts.content.answers[topic].short.web[:40] in reply or topic == "school_transport" for reply in heard) for topic in expected)


def test_by_text_the_more_urgent_half_comes_first_and_nothing_is_lost(parts: Parts) -> None:
    said = text_in(parts, BESIDE[0][0])
    assert said[0].startswith(parts.content.answers["exclusion_reduced_timetable"].short.sms[:40])
    assert any(reply.startswith(parts.content.answers["school_transport"].parts["stopped"].sms[:40]) for reply in said)


def test_a_question_told_by_its_own_words_stays_alone_where_nothing_else_is_told(parts: Parts) -> None:
    parts.rasa.ranks = {}  # type: ignore[attr-defined]
    for text in ("theyve cut his taxi. cant walk it", "they stopped the taxi and i am so tired of it", "no plan yet, should i apply through admissions"):
        chat(parts, web(parts), text)
        assert len(topics(parts)) == 1, text
