"""No more texts, asked for in another language in a sentence of one's own: honoured as STOP, never taken for despair; what only sounds like it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.duty_steps import chat_in, conversation_of, lanes_of, text_in, texts_to
from tests.opt_out_lines import ENGLISH_NOT, IN_DANGER, ORDINARY, STOP
from tests.sms_tools import rows
from understanding.examples import read_examples
from understanding.safety import SafetyAssessor
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.languages import Language, check_language
from webhook.services.texts.opt_out_said import BadWording, compile_patterns, fold_clauses
from webhook.settings import ROOT
from webhook.store.conversations import ConsentEvent
from webhook.store.duty import Alert
from webhook.store.messages import Message

LANGUAGES = {path.stem for path in (ROOT / "content" / "languages").glob("*.yml")}


def languages_that_stop(content: Content, text: str) -> list[str]:
    return [code for code, language in content.languages.items() if language.means_stop(text)]


def test_every_language_has_sentences_of_both_kinds() -> None:
    assert set(STOP) == set(ORDINARY) == LANGUAGES
    assert all(len(set(STOP[code])) >= 8 and len(set(ORDINARY[code])) >= 5 for code in LANGUAGES)


@pytest.mark.parametrize("code", sorted(STOP))
def test_a_sentence_that_asks_for_no_more_texts_is_read(content: Content, code: str) -> None:
    assert [text for text in STOP[code] if code not in languages_that_stop(content, text)] == []


@pytest.mark.parametrize("code", sorted(ORDINARY))
def test_what_only_sounds_like_it_is_not(content: Content, code: str) -> None:
    assert [text for text in ORDINARY[code] if languages_that_stop(content, text)] == []


def test_no_english_message_is_taken_for_one(content: Content) -> None:
    texts, _labels = read_examples()
    assert [text for text in (*texts, *ENGLISH_NOT) if languages_that_stop(content, text)] == []


@pytest.mark.parametrize("code", sorted(STOP))
def test_it_is_honoured_as_stop_with_one_text_in_that_language_and_then_silence(parts: Parts, assessor: SafetyAssessor, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(parts, "safety", assessor)
    confirmations = {language.say("opt_out_confirm", "sms") for language in spoken_like(parts, code)}
    for number, words in enumerate(STOP[code]):
        phone = f"+4477009004{number:02d}"
        before = len(texts_to(parts))
        conversation_id = text_in(parts, words, phone)
        assert lanes_of(parts, conversation_id) == [("done", "opt_out")], words
        assert len(texts_to(parts)) == before + 1 and texts_to(parts)[-1] in confirmations, words
        text_in(parts, "hello?", phone)
        assert len(texts_to(parts)) == before + 1
    with parts.db.reading() as session:
        assert session.query(Alert).count() == 0
        assert session.query(ConsentEvent).filter_by(event="stop").count() == len(STOP[code])


def spoken_like(parts: Parts, code: str) -> list[Language]:
    """Bengali and Sylheti in Latin letters share such sentences."""
    family = ("bn-Latn", "syl")
    return [parts.content.languages[each] for each in (family if code in family else (code,))]


@pytest.mark.parametrize("code", sorted(ORDINARY))
def test_its_twins_leave_the_texts_on(parts: Parts, code: str) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    for number, words in enumerate(ORDINARY[code]):
        conversation_id = text_in(parts, words, f"+4477009005{number:02d}")
        assert conversation_of(parts, conversation_id).id == conversation_id
        assert "opt_out" not in [lane for _, lane in lanes_of(parts, conversation_id)], words
    with parts.db.reading() as session:
        assert session.query(ConsentEvent).filter_by(event="stop").count() == 0


@pytest.mark.parametrize("words", IN_DANGER)
def test_danger_beside_it_is_heard_first(parts: Parts, assessor: SafetyAssessor, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(parts, "safety", assessor)
    conversation_id = text_in(parts, words)
    assert lanes_of(parts, conversation_id)[0][1] in ("crisis", "concern")
    with parts.db.reading() as session:
        assert session.query(Alert).count() == 1


def test_somebody_whose_phone_is_read_is_heard_though_they_only_ask_for_silence(parts: Parts, assessor: SafetyAssessor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "safety", assessor)
    assert lanes_of(parts, text_in(parts, "swami amar phone dekhe, please message diben na"))[0][1] in ("crisis", "concern")


def test_on_the_web_it_is_no_stop_and_no_alarm(parts: Parts, assessor: SafetyAssessor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "safety", assessor)
    assert lanes_of(parts, chat_in(parts, "Ma rabo fariimo dambe, ha ii soo dirin"))[0][1] == "language"


@pytest.mark.parametrize("words", ["joojiya fariimaha", "nie chcę więcej wiadomości", "ar msg dio na", "আর মেসেজ পাঠাবেন না", "ar message faithaio na", "لا تراسلوني بعد اليوم"])
def test_on_the_web_it_is_said_that_there_are_no_texts_to_stop(parts: Parts, words: str) -> None:
    conversation_id = chat_in(parts, words)
    assert lanes_of(parts, conversation_id)[0][1] == "language"
    assert any(reply.text == parts.content.messages["opt_out_confirm"].web for reply in rows(parts, Message, conversation_id=conversation_id))
    with parts.db.reading() as session:
        assert session.query(ConsentEvent).count() == 0


@pytest.mark.parametrize("words", ["bondo", "stop", "message fai nai", "amare message diba ni", "nie chcę tej szkoły"])
def test_on_the_web_a_word_alone_or_another_wish_is_not_answered_so(parts: Parts, words: str) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    conversation_id = chat_in(parts, words)
    assert not any(reply.text == parts.content.messages["opt_out_confirm"].web for reply in rows(parts, Message, conversation_id=conversation_id))


# ---- The notation ----


def test_clauses_are_folded_alike() -> None:
    assert fold_clauses("N'envoyez PLUS rien, Łukasz. mesajı") == ["n envoyez plus rien", "lukasz", "mesaji"]
    assert fold_clauses("别再发了！أرسلوا") == ["别 再 发 了", "ارسلوا"]


def test_what_stands_beside_the_wish_is_kept() -> None:
    patterns = compile_patterns(["no ~1 mensajes"], ["por que"])
    assert patterns.without_it("hola, no quiero mensajes hoy") == "hola. hoy"
    assert patterns.without_it("hola") is None and patterns.without_it("¿por qué no quiero mensajes?") is None
    assert not patterns.means_stop("no. quiero mensajes")


@pytest.mark.parametrize("written", ["", "~2", "no ~x mensajes", "no |", "no *"])
def test_a_pattern_out_of_the_notation_is_refused(written: str) -> None:
    with pytest.raises(BadWording):
        compile_patterns([written], [])


def test_a_file_whose_patterns_are_wrong_is_refused(tmp_path: Path) -> None:
    import yaml

    raw: dict[str, Any] = yaml.safe_load((ROOT / "content" / "languages" / "so.yml").read_text("utf-8"))
    assert check_language(raw, "so") == []
    assert any("not in the notation" in problem for problem in check_language(raw | {"opt_out_said": ["ha ~dirin"]}, "so"))
    assert any("both accepts a call and turns texts off" in problem for problem in check_language(raw | {"opt_out_said": ["soo wac"]}, "so"))
    assert any("has no opt_out_said" in problem for problem in check_language(raw | {"opt_out_said": []}, "so"))
