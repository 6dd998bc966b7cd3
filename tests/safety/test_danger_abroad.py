"""Danger and ordinary need in other languages, by many spellings: what is heard, what is not taken for danger, whose life it is about, and what the parent and staff then see.

danger_abroad.jsonl was written before the rules (data/languages/danger); the lines marked "aside" were read once, when the rules were done.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.duty_steps import lanes_of, text_in, texts_to
from understanding.languages import DATA
from understanding.safety import SafetyAssessor
from understanding.safety_languages import is_abroad, read_danger_abroad
from understanding.safety_phrases import KINDS, Phrases, load_phrases
from understanding.safety_spelling import fold, fold_bengali, fold_word
from webhook.bootstrap import Parts
from webhook.settings import ROOT
from webhook.store.duty import Alert

LINES: list[dict[str, Any]] = [json.loads(line) for line in (ROOT / "tests/fixtures/danger_abroad.jsonl").read_text("utf-8").splitlines()]
SYLHETI = [line for line in LINES if line["language"] == "syl"]
OTHERS = [line for line in LINES if line["language"] != "syl"]
PATTERNS = SafetyAssessor(None)  # what is heard with no classifier at all


def share(lines: list[dict[str, Any]]) -> tuple[float, float]:
    """How many of the disclosures are heard, and how many ordinary lines are taken for one."""
    danger, calm = [line for line in lines if line["topic"]], [line for line in lines if not line["topic"]]
    heard = sum(PATTERNS.assess(line["text"]).alarmed for line in danger)
    return heard / len(danger), sum(PATTERNS.assess(line["text"]).alarmed for line in calm) / len(calm)


@pytest.mark.parametrize(("lines", "half", "least", "most"), [(SYLHETI, "first", 0.95, 0.04), (SYLHETI, "aside", 0.75, 0.08), (OTHERS, "first", 0.95, 0.03), (OTHERS, "aside", 0.75, 0.05)])
def test_danger_is_heard_in_many_spellings_and_ordinary_need_is_not_danger(lines: list[dict[str, Any]], half: str, least: float, most: float) -> None:
    heard, false = share([line for line in lines if line["half"] == half])
    assert heard >= least and false <= most, (heard, false)


def test_there_are_enough_lines_to_say_so() -> None:
    assert sum(bool(line["topic"]) for line in SYLHETI) >= 60 and sum(not line["topic"] for line in SYLHETI) >= 60
    assert len({line["language"] for line in OTHERS}) == 11


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("bujhchi na, moira jaite mone hoy", "suicidal_adult"), ("ar fari na, mori zaite mone oy", "suicidal_adult"), ("ami mortam sai", "suicidal_adult"),
        ("AMI AR BACHTAM SAI NA!!", "suicidal_adult"), ("amar fua khoy mortam sai", "child_suicide_self_harm"),
        ("amar jamai amare mare", "domestic_abuse"), ("amar shami amare mare", "domestic_abuse"), ("amar husband amare maira laise", "domestic_abuse"),
        ("fua kande, jamai amare mare", "domestic_abuse"), ("amar fua amare mare", "child_to_parent_violence"),
        ("school e amar fuare maira laise", "harm_to_child"), ("fua re school e marse", "harm_to_child"), ("furire khuzia faira na", "harm_to_child"),
    ],
)  # fmt: skip
def test_sylheti_in_latin_letters_is_heard_as_it_is_spelt(words: str, topic: str) -> None:
    verdict = PATTERNS.assess(words)
    assert (verdict.lane, verdict.topic) == ("crisis", topic)
    assert ("unsafe_phone" in verdict.flags) is (topic == "domestic_abuse")


@pytest.mark.parametrize(
    "words",
    ["amar khida lagse", "ar fari na kam koira", "amar abba mara gesoin", "khidae mori zairam", "amare ekta call maro", "amar fuay goal marse", "amar fua onno bacchare mare school e",
     "school e kunu din mare na", "fuar lagi school khuzia fairam na", "amar fuar siti harai gese", "biral ta mori gese", "moricha khaite chai", "mone hoy more details lagbe"],
)  # fmt: skip
def test_hunger_grief_figures_and_football_are_no_danger(words: str) -> None:
    assert not PATTERNS.assess(words).alarmed


@pytest.mark.parametrize(
    ("own", "childs"),
    [
        ("nie chce już żyć", "syn mówi, że nie chce już żyć"), ("nie chce juz zyc, mam dosc", "corka mowi ze nie chce juz zyc"), ("chcę umrzeć", "moje dziecko chce umrzeć"),
        ("dua të vdes", "djali do të vdesë"), ("nuk dua të jetoj", "vajza thotë nuk dua të jetoj"), ("ölmek istiyorum", "oğlum ölmek istiyor"),
        ("kendimi öldüreceğim", "kızım kendini öldürecek"),
        ("je veux mourir", "mon fils veut mourir"), ("je ne veux plus vivre", "ma fille dit: je ne veux plus vivre"), ("quiero morir", "mi hija quiere morir"),
        ("no quiero vivir", "mi hijo dice que no quiere vivir"), ("quero morrer", "o meu filho quer morrer"), ("não quero viver", "a minha filha diz que não quer viver"),
        ("waan is dilayaa", "wiilkaygu wuxuu yiri waan is dilayaa"), ("waxaan rabaa inaan dhinto", "gabadhaydu waxay rabtaa inay dhimato"),
        ("أريد أن أموت", "ابني يريد أن يموت"), ("میخوام بمیرم", "پسرم میخواد بمیره"), ("我不想活了", "女儿说她不想活了"), ("আমি মরতে চাই", "আমার ছেলে মরতে চায়"),
        ("ami morte chai", "amar chele morte chay"), ("tengo dos hijos y quiero morir", "mi hijo tiene 9 y dice quiero morir"),
    ],
)  # fmt: skip
def test_whose_life_it_is_decides_the_card(own: str, childs: str) -> None:
    assert [PATTERNS.assess(words).card for words in (own, childs)] == ["suicidal_adult_crisis", "child_suicide_self_harm_crisis"]


@pytest.mark.parametrize(
    ("partner", "child"),
    [("mąż mnie bije", "syn mnie bije"), ("burri më rreh", "djali më rreh"), ("kocam beni dövüyor", "oğlum beni dövüyor"), ("mon mari me frappe", "mon fils me frappe"),
        ("mi marido me pega", "mi hijo me pega"),
     ("meu marido me bate", "meu filho me bate"), ("ninkaygu wuu i garaacaa", "wiilkaygu wuu i garaacaa"), ("زوجي يضربني", "ابني يضربني"),
        ("شوهرم منو میزنه", "پسرم منو میزنه"),
        ("老公打我", "儿子打我"),
     ("স্বামী আমাকে মারে", "ছেলে আমাকে মারে"), ("mon mari veut me tuer", "mon fils me frappe et me mord")],
)  # fmt: skip
def test_who_hits_decides_the_card_and_whether_the_phone_is_watched(partner: str, child: str) -> None:
    first, second = PATTERNS.assess(partner), PATTERNS.assess(child)
    assert (first.card, "unsafe_phone" in first.flags) == ("domestic_abuse", True)
    assert (second.card, "unsafe_phone" in second.flags) == ("child_to_parent_violence_crisis", False)


def test_a_lost_child_gets_the_card_that_says_so_also_from_school() -> None:
    assert {PATTERNS.assess(words).card for words in ("chele harie geche school theke", "ma fille a disparu de l'école", "oğlum okuldan kayboldu")} == {"harm_to_child_crisis"}


# ---- The classifier, most of what it learnt being English, is believed later of another language ----

ORDINARY = ["Carruurtaydu school ma aadayaan, maxaan sameeyaa", "Ilmahayga iskuul ma aado, maxaan sameeyaa", "wiilkaygu iskuul ma aado sanad ayuu guriga joogaa",
        "caruurtayda iskuulka ma aadaan",
            "mi hijo no habla todavía, quién me puede ayudar", "cuando me llega el plan de mi niño", "córka ma autyzm i nie wiem co robić"]  # fmt: skip


def test_a_child_who_does_not_go_to_school_is_no_danger_in_any_language(assessor: SafetyAssessor) -> None:
    assert [words for words in ORDINARY if assessor.assess(words).alarmed] == []
    calm = [line["text"] for line in LINES if not line["topic"]] + [json.loads(line)["text"] for line in (ROOT / "tests/fixtures/languages.jsonl").read_text("utf-8").splitlines()]
    false = [text for text in calm if assessor.assess(text).alarmed]
    assert len(false) <= 0.03 * len(calm), false


@pytest.mark.parametrize(
    "words",
    ["wiilkaygu school ma aado, he says he wants to kill himself", "fuay school o zay na. I want to die tonight, I took all my tablets",
     "Je n'ai plus aucune raison de rester. J'ai laissé une lettre pour elle dans le tiroir du bureau. Pardon de vous écrire à vous."],
)  # fmt: skip
def test_english_in_the_middle_and_long_hints_are_still_heard(assessor: SafetyAssessor, words: str) -> None:
    assert assessor.assess(words).alarmed


def test_english_disclosures_are_judged_as_english() -> None:
    rows = [json.loads(line) for line in (ROOT / "data/safety/dev.jsonl").read_text("utf-8").splitlines()]
    english = [row["text"] for row in rows if row["lane"] in ("crisis", "concern") and row["text"].isascii()]
    foreign = [text for text in english if is_abroad(text) and {"the", "my", "and", "is", "i", "he", "she"} & set(text.lower().split()) - {"he", "is", "i", "she"}]
    assert len(english) >= 300 and foreign == []


def test_a_detector_that_breaks_leaves_the_classifier_its_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("no data")

    monkeypatch.setattr("understanding.safety_languages.load_detector", broken)
    assert is_abroad(ORDINARY[0]) is False


# ---- The whole path ----


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("amar jamai amare mare", "domestic_abuse"),
        ("ar fari na, mori zaite mone oy", "suicidal_adult"),
        ("school e amar fuare maira laise", "harm_to_child"),
        ("nie chce juz zyc", "suicidal_adult"),
    ],
)
def test_the_parent_gets_plain_english_with_numbers_and_staff_an_alert(parts: Parts, words: str, kind: str) -> None:
    parts.safety = PATTERNS
    conversation_id = text_in(parts, words)
    with parts.db.reading() as session:
        assert [(alert.kind, alert.topic) for alert in session.query(Alert)] == [("crisis", kind)]
    assert lanes_of(parts, conversation_id) == [("done", "crisis")] and "999" in texts_to(parts)[0]


def test_a_somali_parent_gets_the_somali_journey_and_no_alert(parts: Parts, assessor: SafetyAssessor) -> None:
    parts.safety = assessor
    conversation_id = text_in(parts, ORDINARY[1])
    assert "turjumaan" in texts_to(parts)[0]
    text_in(parts, "1")
    assert lanes_of(parts, conversation_id) == [("done", "language"), ("done", "language")]
    with parts.db.reading() as session:
        assert session.query(Alert).filter_by(kind="crisis").count() == 0


def test_after_a_card_the_offer_in_the_language_is_still_taken_up(parts: Parts) -> None:
    parts.safety = PATTERNS
    conversation_id = text_in(parts, "nie chce juz zyc")
    text_in(parts, "proszę o pomoc, mój syn nie chodzi do szkoły")
    text_in(parts, "1")
    assert [lane for _, lane in lanes_of(parts, conversation_id)] == ["crisis", "language", "language"]


# ---- The spelling and the files ----


def test_words_that_sound_alike_are_one_word() -> None:
    for alike in (
        ("khuzia", "kuzia", "kujia", "khujia"),
        ("chai", "cai", "sai", "say"),
        ("fua", "phua", "pua"),
        ("baccha", "bacca", "bachcha"),
        ("shami", "swami", "sami"),
        ("zamai", "jamai"),
    ):
        assert len({fold_word(word) for word in alike}) == 1, alike
    assert fold_word("mori") != fold_word("mari")  # to die is not to hit
    assert fold("Nie CHCĘ żyć! J'ai") == " nie chce zyc . j ai " and fold_bengali("Amar fua.") == " amar pua . "


def test_phrases_of_bengali_are_spelt_as_messages_are_folded() -> None:
    """A word that no folded message can hold would never be found."""
    raw = yaml.safe_load((DATA / "danger" / "syl.yml").read_text("utf-8"))
    wrong = [word for name in ("KID", "CHILD", "SAYS", "PARTNER") for word in raw["sets"][name].split() if fold_word(word) != word]
    assert wrong == []


def test_every_language_has_phrases_for_each_kind_of_danger() -> None:
    languages = {language.code: language for language in load_phrases(DATA / "danger")}
    assert set(languages) == {"ar", "bn", "es", "fa", "fr", "pl", "pt", "so", "sq", "syl", "tr", "zh"}
    for code in languages:
        raw = yaml.safe_load((DATA / "danger" / f"{code}.yml").read_text("utf-8"))
        assert [kind for kind in KINDS if kind not in ("carer_breakdown",) and not raw.get(kind)] == [], code


@pytest.mark.parametrize(("change", "says"), [({"harmles": []}, "unknown"), ({"own_life": ["(?:a b)"]}, "inside brackets"), ({"own_life": ["{NOBODY} dies"]}, "NOBODY")])
def test_a_broken_file_is_refused_by_what_is_wrong(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    raw = {"sets": dict.fromkeys(("CHILD", "OWN", "SAYS", "PARTNER"), "x")}
    assert Phrases("xx", raw).read(" x ") == []
    (tmp_path / "xx.yml").write_text(yaml.safe_dump(raw | change), "utf-8")
    with pytest.raises(ValueError, match=says):
        load_phrases(tmp_path)


def test_no_word_alone_raises_an_alarm_in_english() -> None:
    for words in ("more", "mare", "marche", "pasi", "the mare died", "more say on the plan", "he is at Kate's"):
        assert read_danger_abroad(words) == []
