"""Other languages: telling them from English, danger said in them, and the rules of their files."""

from __future__ import annotations

import json
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from tests.duty_steps import chat_in, lanes_of, said, text_in, texts_to
from understanding import safety_languages
from understanding.examples import read_examples
from understanding.languages import LanguageDetector, load_detector, split_words
from understanding.languages import read_examples as read_language_examples
from understanding.safety import SafetyAssessor
from understanding.safety_languages import read_danger_abroad
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content, load_content
from webhook.services.answers.content_rules import ContentError
from webhook.services.languages import check_language, plain_letters, plain_phrase
from webhook.services.steps import language as steps_language
from webhook.services.texts.text import count_segments, gsm7_length
from webhook.settings import ROOT
from webhook.store.duty import Alert

FIXTURES = ROOT / "tests" / "fixtures"
LANGUAGES = {"bn", "bn-Latn", "syl", "so", "ar", "sq", "fr", "es", "pt", "tr", "pl", "fa", "zh"}
HELP_IN_SOMALI = "wiilkaygu ma hadlo, caawimaad ayaan u baahanahay"


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FIXTURES / name).read_text("utf-8").splitlines()]


@lru_cache(maxsize=1)
def detector_without_lingua() -> LanguageDetector:
    return LanguageDetector(use_lingua=False)


# ---- Which language it is ----


def test_none_of_the_measured_messages_is_in_the_training_data() -> None:
    trained = {" ".join(split_words(text)) for text, _ in read_language_examples()}
    assert [line["text"] for line in lines("languages.jsonl") if len(split_words(line["text"])) > 1 and " ".join(split_words(line["text"])) in trained] == []


@pytest.mark.parametrize(("make", "least"), [(load_detector, 0.9), (detector_without_lingua, 0.85)])
def test_every_language_is_found_with_lingua_and_nearly_as_well_without(make: Any, least: float) -> None:
    detector, right, total = make(), Counter[str](), Counter[str]()
    for line in lines("languages.jsonl"):
        total[line["language"]] += 1
        right[line["language"]] += detector.detect(line["text"]) == line["language"]
    assert set(total) == LANGUAGES | {"en"} and min(total.values()) >= 8
    assert right.total() / total.total() >= least + 0.04
    assert {language: right[language] / total[language] for language in total if right[language] / total[language] < least - 0.1} == {}


@pytest.mark.parametrize("make", [load_detector, detector_without_lingua])
def test_at_most_one_english_message_in_a_hundred_is_called_foreign(make: Any) -> None:
    """Parents' own questions, and every English training example: shorthand, typos, names."""
    detector = make()
    questions = [line["text"] for line in lines("questions.jsonl") if line.get("expected") != "other_language"]
    texts, labels = read_examples()
    examples = [text for text, label in zip(texts, labels, strict=True) if label != "other_language"]
    for english in (questions, examples):
        foreign = [text for text in english if detector.detect(text) != "en"]
        assert len(english) >= 100 and len(foreign) <= 0.01 * len(english), foreign


@pytest.mark.parametrize(
    "text",
    ["", "?", "1", "07700 900123", "[date] [case ref]", "SALT EP AR?", "ehcp", "camden", "Maya", "Ola", "Mohamed Abdi Hassan", "Fatima Begum",
     "salaam, when is the surgery", "my son said মা today for the first time", "https://example.org/ayuda", "😀😀", "ta", "plan??", "LA SS MS"],
)  # fmt: skip
def test_names_shorthand_and_nothing_at_all_stay_english(text: str) -> None:
    assert load_detector().detect(text) == "en"
    assert detector_without_lingua().detect(text) == "en"


@pytest.mark.parametrize("text", ["Привет, помогите пожалуйста", "میرے بیٹے کو مدد چاہیے", "አማርኛ እፈልጋለሁ"])
def test_a_script_of_none_of_our_languages_is_foreign_all_the_same(text: str) -> None:
    assert load_detector().detect(text) == "other"


def test_a_short_word_is_believed_where_the_language_is_known() -> None:
    detector = load_detector()
    assert (detector.detect("haa"), detector.detect("haa", known="so")) == ("en", "so")
    assert detector.detect("ok thanks", known="so") == "en"


def test_lingua_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lingua", None)
    assert LanguageDetector().detect(HELP_IN_SOMALI) == "so"


def test_the_web_process_does_not_load_the_detector() -> None:
    import subprocess

    code = "import sys, webhook.app, webhook.services.turn.turn; sys.exit('lingua' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0


def test_a_detector_that_breaks_leaves_nobody_without_an_answer(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> LanguageDetector:
        raise OSError("no data")

    monkeypatch.setattr(steps_language, "load_detector", broken)
    parts.rasa.default = [{"say": "unsure"}]
    conversation_id = chat_in(parts, HELP_IN_SOMALI)
    assert said(parts, conversation_id) == [parts.content.messages["dont_know"].web]


# ---- The files ----


def read(code: str) -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load((ROOT / "content" / "languages" / f"{code}.yml").read_text("utf-8"))
    return raw


def test_every_language_is_there_and_says_it_is_not_reviewed(content: Content) -> None:
    assert set(content.languages) == LANGUAGES
    assert {code for code, language in content.languages.items() if language.journey} == {"so", "bn", "bn-Latn", "syl"}
    for language in content.languages.values():
        for wording in language.texts.values():
            assert wording.english and not wording.reviewed


def test_texts_fit_two_segments_and_latin_letters_fit_gsm7(content: Content) -> None:
    for code, language in content.languages.items():
        for key, wording in language.texts.items():
            assert count_segments(plain_letters(wording.text)) <= 2, (code, key)
            assert code in ("bn", "ar", "fa", "zh") or gsm7_length(plain_letters(wording.text)) is not None, (code, key)


def test_sylheti_speakers_are_offered_the_call_first(content: Content) -> None:
    assert content.languages["syl"].texts["start"].english.startswith("A person who speaks with an interpreter can ring you")


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("texts", "start"), None, "has no text start"),
        (("texts", "ask_time"), None, "has no text ask_time"),
        (("texts", "extra"), {"text": "x", "english": "x", "reviewed": False}, "unknown text extra"),
        (("texts", "start", "english"), "", "start: has no english"),
        (("texts", "start", "text"), None, "start: has no text"),
        (("texts", "start", "reviewed"), None, "does not say whether it is reviewed"),
        (("texts", "start", "text"), "x" * 307, "more than two segments"),
        (("texts", "start", "text"), "আ" * 135, "more than two segments"),
        (("texts", "confirm", "text"), "{time} {about} " + "x" * 260, "more than two segments"),
        (("texts", "confirm", "text"), "{time}", "has slots ['time']"),
        (("texts", "noted", "text"), "Qor STOP", "opt-out word STOP"),
        (("texts", "noted"), "words", "is not a mapping"),
        (("source",), None, "has no source"),
        (("checked_on",), "soon", "checked_on is not a date"),
        (("code",), "xx", "the file is named so"),
        (("direction",), "up", "neither ltr nor rtl"),
        (("weekdays",), ["Isniin"], "weekdays are not seven"),
        (("times",), [], "times are not 2 to 9 choices"),
        (("abouts",), [{"label": "x"}, {"label": "y"}], "a choice has no label, english or words"),
        (("accept",), ["jooji"], "both accepts a call and turns texts off"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_by_name(path: tuple[str, ...], value: Any, says: str) -> None:
    raw = read("so")
    assert check_language(raw, "so") == []
    inner = raw
    for key in path[:-1]:
        inner = inner[key]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    assert any(says in problem for problem in check_language(raw, "so")), check_language(raw, "so")


def test_the_content_folder_is_refused_with_a_bad_language_or_none(tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "content"
    shutil.copytree(ROOT / "content", folder)
    (folder / "languages" / "so.yml").write_text("a: [unclosed", "utf-8")
    (folder / "languages" / "fr.yml").write_text("[]", "utf-8")
    with pytest.raises(ContentError) as refused:
        load_content(folder)
    assert any("languages/so.yml" in problem for problem in refused.value.problems) and "languages/fr.yml: is not a mapping" in refused.value.problems
    shutil.rmtree(folder / "languages")
    with pytest.raises(ContentError, match="no language could be read"):
        load_content(folder)


def test_letters_lose_their_marks_only_where_a_text_cannot_carry_them() -> None:
    assert plain_letters("Écrivez où ç ê ł ı ş ñ") == "Écrivez où c e l i s ñ"
    assert plain_letters("দোভাষী") == "দোভাষী"


@pytest.mark.parametrize(("text", "phrase"), [("  Jooji!! ", "jooji"), ("১", "1"), ("۲।", "2"), ("I soo wac.", "i soo wac"), ("D’ACCORD", "d'accord")])
def test_whole_messages_are_compared_without_case_and_punctuation(text: str, phrase: str) -> None:
    assert plain_phrase(text) == phrase


# ---- Danger said in another language ----


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("waan is dili doonaa caawa", "suicidal_adult"), ("Ami ar bachte chai na.", "suicidal_adult"), ("ami bastam sai na", "suicidal_adult"),
        ("আমি আর বাঁচতে চাই না", "suicidal_adult"), ("لا أريد أن أعيش بعد الآن", "suicidal_adult"), ("nie chcę żyć", "suicidal_adult"),
        ("ölmek istiyorum", "suicidal_adult"), ("je n'ai plus envie de vivre", "suicidal_adult"), ("می‌خواهم بمیرم", "suicidal_adult"), ("我不想活了", "suicidal_adult"),
        ("ninkaygu wuu i garaacayaa hadda", "domestic_abuse"), ("mi marido me pega", "domestic_abuse"), ("burri më rreh", "domestic_abuse"),
        ("o meu filho desapareceu", "harm_to_child"), ("gabadhaydu waxay rabtaa inay is disho", "child_suicide_self_harm"),
    ],
)  # fmt: skip
def test_danger_said_outright_is_a_crisis_even_without_the_classifier(words: str, topic: str) -> None:
    verdict = SafetyAssessor(None).assess(words)
    assert (verdict.lane, verdict.topic) == ("crisis", topic)
    assert ("unsafe_phone" in verdict.flags) is (topic == "domestic_abuse")


def test_ordinary_messages_and_english_hold_no_such_phrase() -> None:
    texts = [*read_examples()[0], *(line["text"] for name in ("questions.jsonl", "languages.jsonl") for line in lines(name))]
    texts += ["he is diligent", "the plan is delayed", "suicide prevention course", "wiilkayga ma hadlo", "amar cheleke school e nite chai"]
    texts += ["she was at Kate's house, and no more she said", "it's a suicide mission"]
    assert [text for text in texts if read_danger_abroad(text)] == []


def test_phrases_that_cannot_be_read_fail_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    safety_languages._load_all.cache_clear()
    monkeypatch.setattr(safety_languages, "DATA", tmp_path)
    verdict = SafetyAssessor(None).assess("hello")
    safety_languages._load_all.cache_clear()
    assert verdict.lane == "crisis" and "error" in verdict.why


def test_somali_danger_reaches_staff_through_the_real_assessor(parts: Parts) -> None:
    parts.safety = SafetyAssessor(None)
    conversation_id = text_in(parts, "walaal waan is dili doonaa caawa")
    with parts.db.reading() as session:
        assert [(alert.kind, alert.topic) for alert in session.query(Alert)] == [("crisis", "suicidal_adult")]
    assert lanes_of(parts, conversation_id) == [("done", "crisis")] and "999" in texts_to(parts)[0]


def test_the_language_page_names_every_language_in_its_own_letters(client: FlaskClient, content: Content) -> None:
    page = client.get("/chat/language").text
    for language in content.languages.values():
        assert "-" in language.code or f'lang="{language.code}" dir="{language.direction}">{language.own_name}<' in page
