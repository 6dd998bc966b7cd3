"""The journey to a call with an interpreter, by text and on the web, and what must still work in other languages: texts off, danger, a watched phone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Verdict
from tests.duty_steps import CRISIS, WATCHED, chat_in, conversation_of, handovers_of, lanes_of, new_staff, pass_time, said, text_in, texts_to
from tests.people.test_handovers import open_hours
from webhook.bootstrap import Parts
from webhook.services.languages import Language
from webhook.services.staff.console import claim_conversation
from webhook.services.staff.view import view_queue
from webhook.services.texts.text import count_segments, gsm7_length
from webhook.store.duty import Alert
from webhook.store.messages import Outbound

HELP_IN_SOMALI = "wiilkaygu ma hadlo, caawimaad ayaan u baahanahay"
HELP_IN_BENGALI = "আমার মেয়ে কথা বলতে পারে না, কে সাহায্য করবে?"
HELP_IN_POLISH = "syn jeszcze nie mówi, kto może pomóc"


@pytest.fixture(autouse=True)
def _rasa_is_unsure(request: pytest.FixtureRequest) -> Any:
    if "parts" not in request.fixturenames:
        yield
        return
    parts = request.getfixturevalue("parts")
    parts.rasa.default = [{"say": "unsure"}]
    before = parts.content.hours
    yield
    object.__setattr__(parts.content, "hours", before)


# ---- The journey ----


def language_of(parts: Parts, code: str) -> Language:
    return parts.content.languages[code]


def test_the_whole_journey_in_somali_by_text(parts: Parts) -> None:
    somali = language_of(parts, "so")
    conversation_id = text_in(parts, HELP_IN_SOMALI)
    assert texts_to(parts)[0] == somali.texts["start"].text
    assert handovers_of(parts, conversation_id) == []
    text_in(parts, "1")
    assert texts_to(parts)[-1] == somali.texts["ask_time"].text
    text_in(parts, "galabtii")
    assert texts_to(parts)[-1] == somali.texts["ask_about"].text
    text_in(parts, "2")
    confirm, after = texts_to(parts)[-2:]
    assert confirm == somali.say("confirm", "sms", time="galab", about="dugsiga") and after == somali.texts["after"].text
    (handover,) = handovers_of(parts, conversation_id)
    assert (handover.kind, handover.preferred_time, handover.access_needs) == ("callback", "afternoon", "Interpreter; Language: Somali")
    assert handover.summary.split("\n") == [HELP_IN_SOMALI, "school"]
    assert conversation_of(parts, conversation_id).language == "so" and conversation_of(parts, conversation_id).awaiting is None
    assert {lane for _, lane in lanes_of(parts, conversation_id)} == {"language"}
    assert max(count_segments(text) for text in texts_to(parts)) <= 2


def test_the_whole_journey_in_bengali_on_the_web_asks_for_the_number(parts: Parts) -> None:
    bengali = language_of(parts, "bn")
    conversation_id = chat_in(parts, HELP_IN_BENGALI)
    first = said(parts, conversation_id)[-1]
    for part in ("start", "unreviewed"):
        assert bengali.texts[part].text in first and bengali.texts[part].english in first
    chat_in(parts, "হ্যাঁ", conversation_id)
    assert said(parts, conversation_id)[-1] == bengali.texts["ask_number"].text
    chat_in(parts, "আমার মোবাইল আছে", conversation_id)
    assert said(parts, conversation_id)[-1] == bengali.texts["ask_number"].text
    chat_in(parts, "07700 900456", conversation_id)
    assert said(parts, conversation_id)[-1] == bengali.texts["ask_time"].text
    chat_in(parts, "১", conversation_id)
    chat_in(parts, "ছেলের স্কুলের বাস আসে না", conversation_id)
    reply = said(parts, conversation_id)[-2]
    assert "সকাল" in reply and "ছেলের স্কুলের" in reply and "900456" not in reply
    (handover,) = handovers_of(parts, conversation_id)
    assert handover.callback_sealed is not None and parts.vault.open(handover.callback_sealed) == "07700 900456"
    assert handover.preferred_time == "morning" and "ছেলের স্কুলের বাস আসে না" in handover.summary and "Language: Bengali" in handover.access_needs


def test_closed_it_says_that_nobody_reads_and_when_it_opens(parts: Parts) -> None:
    open_hours(parts)
    pass_time(parts, hours=6)
    text_in(parts, HELP_IN_SOMALI)
    for words in ("haa", "subax", "wax kale"):
        text_in(parts, words)
    confirm = texts_to(parts)[-2]
    assert "Hadda qofna golaha kama akhrinayo" in confirm and "Talaado 24/11, 09:00" in confirm and count_segments(confirm) <= 2


@pytest.mark.parametrize("hour", [0, 6])
def test_open_or_hours_unknown_no_time_is_named(parts: Parts, hour: int) -> None:
    if hour == 0:
        open_hours(parts)
    pass_time(parts, hours=hour)
    text_in(parts, HELP_IN_SOMALI)
    for words in ("1", "1", "1"):
        text_in(parts, words)
    assert not any("09:00" in text or "Hadda qofna" in text for text in texts_to(parts))


def test_the_others_have_a_short_reply_and_the_way_to_a_person(parts: Parts) -> None:
    polish = language_of(parts, "pl")
    conversation_id = text_in(parts, HELP_IN_POLISH)
    assert texts_to(parts)[0] == polish.say("start", "sms") and gsm7_length(texts_to(parts)[0]) is not None
    text_in(parts, "tak")
    assert texts_to(parts)[-1] == polish.say("saved", "sms")
    (handover,) = handovers_of(parts, conversation_id)
    assert handover.kind == "callback" and handover.access_needs == "Interpreter; Language: Polish"
    text_in(parts, "dziękuję, syn ma pięć lat i nie mówi")
    assert texts_to(parts)[-1] == polish.say("noted", "sms") and len(handovers_of(parts, conversation_id)) == 1


def test_a_language_we_have_no_words_for_gets_english_and_the_offer(parts: Parts) -> None:
    conversation_id = text_in(parts, "Привет, помогите пожалуйста")
    assert texts_to(parts)[0] == parts.content.messages["other_language"].sms
    text_in(parts, "CALL Russian")
    assert set(handovers_of(parts, conversation_id)[0].access_needs.split("; ")) == {"Interpreter", "Language: Russian"}


def test_english_later_is_answered_in_english_and_the_language_stays(parts: Parts) -> None:
    conversation_id = chat_in(parts, HELP_IN_SOMALI)
    parts.rasa.default = [{"say": "answer", "topics": ["ehcna_timeline"]}]  # type: ignore[attr-defined]
    chat_in(parts, "how long does the council have to decide?", conversation_id)
    assert parts.content.answers["ehcna_timeline"].short.web in said(parts, conversation_id)[-1]
    chat_in(parts, "CALL", conversation_id)
    conversation = conversation_of(parts, conversation_id)
    assert conversation.language == "so"
    queue = view_queue(parts, new_staff(parts))
    assert [item.needs for item in queue.waiting] == [["Language: Somali"]]


def test_an_english_question_in_the_middle_is_answered_and_the_call_stands(parts: Parts) -> None:
    conversation_id = text_in(parts, HELP_IN_SOMALI)
    text_in(parts, "1")
    parts.rasa.default = [{"say": "answer", "topics": ["ehcna_timeline"]}]  # type: ignore[attr-defined]
    text_in(parts, "how long does the council have to decide?")
    assert any(parts.content.answers["ehcna_timeline"].short.sms in text for text in texts_to(parts))
    assert [row.kind for row in handovers_of(parts, conversation_id)] == ["callback"]


def test_while_staff_hold_it_the_assistant_is_silent(parts: Parts) -> None:
    conversation_id = text_in(parts, "PERSON")
    claim_conversation(parts, new_staff(parts), conversation_id)
    before = len(texts_to(parts))
    text_in(parts, HELP_IN_SOMALI)
    assert len(texts_to(parts)) == before


# ---- Asked for in English ----


@pytest.mark.parametrize(
    ("words", "needs", "language"),
    [
        ("CALL Somali", "Interpreter; Language: Somali", "so"), ("call me in bengali please", "Interpreter; Language: Bengali", "bn"),
        ("Ring Sylheti", "Interpreter; Language: Sylheti", "syl"), ("CALL Albanian", "Interpreter; Language: Albanian", "sq"),
        ("call amharic", "Interpreter; Language: Amharic", "en"), ("i want a call in somali please", "Interpreter; Language: Somali", "so"),
        ("can someone ring me in bengali", "Interpreter; Language: Bengali", "bn"),
    ],
)  # fmt: skip
def test_call_and_a_language_is_a_callback_in_it_at_once(parts: Parts, words: str, needs: str, language: str) -> None:
    conversation_id = text_in(parts, words)
    (handover,) = handovers_of(parts, conversation_id)
    assert handover.kind == "callback" and set(handover.access_needs.split("; ")) == set(needs.split("; "))
    assert conversation_of(parts, conversation_id).language == language
    assert lanes_of(parts, conversation_id) == [("done", "language")]


@pytest.mark.parametrize("words", ["call the somali mums group for me", "i dont want a call in somali", "is the Polish class on", "why did you call somali parents"])
def test_a_language_inside_another_sentence_is_no_call(parts: Parts, words: str) -> None:
    assert handovers_of(parts, text_in(parts, words)) == []


def test_an_interpreter_asked_for_in_english_is_offered_and_taken_up(parts: Parts) -> None:
    parts.rasa.default = [{"say": "act", "act": "other_language"}]  # type: ignore[attr-defined]
    conversation_id = chat_in(parts, "my mum speaks Somali, is that ok")
    assert "interpreter for Somali" in said(parts, conversation_id)[-1]
    chat_in(parts, "1", conversation_id)
    (handover,) = handovers_of(parts, conversation_id)
    assert handover.kind == "callback" and "Language: Somali" in handover.access_needs and "Interpreter" in handover.access_needs
    assert said(parts, conversation_id)[-1] == parts.content.messages["handover_ask_callback"].web
    chat_in(parts, "07700 900456", conversation_id)
    assert handovers_of(parts, conversation_id)[0].callback_sealed is not None


def test_the_language_may_be_named_after_the_offer(parts: Parts) -> None:
    parts.rasa.default = [{"say": "act", "act": "other_language"}]  # type: ignore[attr-defined]
    conversation_id = text_in(parts, "can I have an interpreter")
    text_in(parts, "Turkish")
    assert any("Interpreter; Turkish" in text for text in texts_to(parts))
    assert "Language: Turkish" in handovers_of(parts, conversation_id)[0].access_needs and conversation_of(parts, conversation_id).language == "tr"


# ---- Texts off, danger, a watched phone ----


@pytest.mark.parametrize(("words", "code"), [("Jooji!", "so"), ("বন্ধ করুন", "bn"), ("bondho koro", "bn-Latn"), ("توقف", "ar"), ("ARRET", "fr"), ("退订", "zh"), ("przestań", "pl")])
def test_the_word_that_means_stop_is_stop_by_text(parts: Parts, words: str, code: str) -> None:
    conversation_id = text_in(parts, words)
    assert texts_to(parts) == [language_of(parts, code).say("opt_out_confirm", "sms")]
    text_in(parts, HELP_IN_SOMALI)
    assert len(texts_to(parts)) == 1 and [lane for _, lane in lanes_of(parts, conversation_id)] == ["opt_out", "silent"]


def test_every_opt_out_phrase_of_every_language_works_and_no_ordinary_one(parts: Parts) -> None:
    number = 0
    for language in parts.content.languages.values():
        for phrase in sorted(language.opt_out):
            number += 1
            conversation_id = text_in(parts, phrase, f"+4477009{number:05d}")
            assert lanes_of(parts, conversation_id)[-1][1] == "opt_out", (language.code, phrase)
    assert number >= 13 * 3
    assert lanes_of(parts, text_in(parts, "wiilkaygu ma joojiyo oohinta habeenkii", "+447700990000"))[-1][1] == "language"


def test_on_the_web_there_is_nothing_to_turn_off(parts: Parts) -> None:
    assert "opt_out" not in [lane for _, lane in lanes_of(parts, chat_in(parts, "jooji"))]


def test_a_crisis_in_somali_alerts_staff_and_the_card_is_plain_english(parts: Parts) -> None:
    words = "waan is dili doonaa caawa"
    conversation_id = text_in(parts, words, verdict=Verdict(lane="crisis", topic="suicidal_adult"))
    with parts.db.reading() as session:
        assert [(alert.kind, alert.topic) for alert in session.query(Alert)] == [("crisis", "suicidal_adult")]
    assert "Ring 999 now" in texts_to(parts)[0] and "golaha" not in " ".join(texts_to(parts))
    assert conversation_of(parts, conversation_id).awaiting is None


def test_danger_in_the_middle_ends_the_journey(parts: Parts) -> None:
    conversation_id = text_in(parts, HELP_IN_SOMALI)
    text_in(parts, "1")
    text_in(parts, "wiilkayga waa la garaacay hadda", verdict=CRISIS)
    assert conversation_of(parts, conversation_id).awaiting is None
    assert language_of(parts, "so").texts["ask_about"].text not in texts_to(parts)
    with parts.db.reading() as session:
        assert session.query(Alert).filter_by(kind="crisis").count() == 1


def test_on_a_watched_phone_nothing_is_read_back_and_the_safety_question_stands(parts: Parts) -> None:
    conversation_id = text_in(parts, "ninkaygu wuu i garaacaa", verdict=WATCHED)
    assert conversation_of(parts, conversation_id).awaiting == "safe_to_text"
    text_in(parts, HELP_IN_SOMALI)
    assert texts_to(parts)[-1] == parts.content.messages["other_language"].sms  # it offers no "1", which would answer two questions
    conversation = conversation_of(parts, conversation_id)
    assert (conversation.awaiting, conversation.language) == ("safe_to_text", "so")
    text_in(parts, "CALL Somali")
    text_in(parts, "1")
    text_in(parts, "wiilkayga iyo guriga ayaa igu adag")
    assert not any("guriga" in text or "garaac" in text for text in texts_to(parts))
    assert "Language: Somali" in handovers_of(parts, conversation_id)[0].access_needs
    with parts.db.reading() as session:
        assert {row.state for row in session.query(Outbound)} <= {"sent", "cancelled"}
