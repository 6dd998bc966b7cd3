"""Safety detection: the data are sound, nearby lines are told apart, a broken part fails towards care, and lines nobody tuned on are heard."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from understanding.safety import MODEL, Hit, Opinion, SafetyAssessor, pick_topic, read_rows
from understanding.safety_flags import is_urgent_today, reads_like_a_child
from understanding.safety_matcher import BadPattern, PhraseBook, compile_pattern, load_patterns
from understanding.safety_model import ALARMED
from understanding.safety_patterns import RULES, VETOES, split_patterns
from understanding.safety_text import clean, tokens
from understanding.safety_training import measure_rows

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "train": ROOT / "data/safety/train.jsonl",
    "dev": ROOT / "data/safety/dev.jsonl",
    "heldout": ROOT / "tests/fixtures/safety_heldout.jsonl",
    "short_frozen": ROOT / "tests/fixtures/safety_short_frozen.jsonl",
    "everyday": ROOT / "tests/fixtures/safety_everyday.jsonl",
    "letters": ROOT / "tests/fixtures/safety_letters.jsonl",
}
TOPICS = {"suicidal_adult", "child_suicide_self_harm", "harm_to_child", "domestic_abuse", "child_to_parent_violence", "carer_breakdown"}
LOOKALIKES = {"lookalike_figurative", "lookalike_behaviour"}
# Floors a little under what was measured on lines that nothing was tuned on; the aim is 0.95 alarmed and at most 0.08 false alarms.
FLOORS = {"alarmed": 0.9, "crisis_alarmed": 0.93}  # reached: .914 and .957 (docs/adr/0028); a line or two may differ with the processor
# Crisis and all disclosures heard, harmless alarmed; reached: .982 .965 .053, 1.0 1.0 .050 and .938 .943 .218 (docs/adr/0028).
UNREAD_FLOORS = {"short_frozen": (0.95, 0.94, 0.08), "everyday": (0.98, 0.98, 0.07), "letters": (0.9, 0.91, 0.27)}
CEILINGS = {"false_alarms_lookalike": 0.11, "false_alarms": 0.11}  # reached: .075 and .072


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict]]:
    return {name: read_rows(path) for name, path in FILES.items()}


class Broken:
    """Stands for a part that fails in every way."""

    def __getattr__(self, name: str) -> None:
        raise RuntimeError("broken on purpose")


# ---- data ----


@pytest.mark.parametrize("name", FILES)
def test_lines_are_well_formed(rows: dict[str, list[dict]], name: str) -> None:
    for row in rows[name]:
        assert set(row) - {"pair"} == {"text", "lane", "topic", "flags"}, row
        assert row["text"] == row["text"].strip() and "\n" not in row["text"]
        assert row["lane"] in {"crisis", "concern", "gentle", "none"}
        assert row["topic"] in (TOPICS if row["lane"] in ALARMED else LOOKALIKES) | {None}, row
        assert set(row["flags"]) <= {"urgent_today", "unsafe_phone"}
        assert row["topic"] != "domestic_abuse" or "unsafe_phone" in row["flags"], row
        assert "camden" not in row["text"].lower()


def test_there_are_enough_lines(rows: dict[str, list[dict]]) -> None:
    lanes = Counter(row["lane"] for row in rows["train"])
    assert lanes["crisis"] >= 200 and lanes["concern"] >= 160 and lanes["gentle"] >= 120 and lanes["none"] >= 350
    assert len(rows["heldout"]) >= 120
    pairs = Counter(row["pair"] for row in rows["train"] if "pair" in row)
    assert sum(count == 2 for count in pairs.values()) >= 80


def test_no_line_is_in_two_files(rows: dict[str, list[dict]]) -> None:
    seen: dict[str, str] = {}
    for name, lines in rows.items():
        for row in lines:
            key = " ".join(tokens(clean(row["text"])))
            assert key not in seen, f"{row['text']!r} is in {seen.get(key)} and {name}"
            seen[key] = name


# ---- patterns ----


def test_patterns_compile_and_none_is_a_single_word() -> None:
    for name, written in [(rule.name, rule.written) for rule in RULES] + list(VETOES.items()):
        for pattern in split_patterns(written):
            required = [token for token in compile_pattern(pattern) if "OP" not in token]
            assert len(required) >= (1 if name in VETOES else 2) or len(compile_pattern(pattern)) >= 2, f"{name}: {pattern}"
    with pytest.raises(BadPattern):
        PhraseBook({"alone": ["knife"]})


@pytest.mark.parametrize("text", ["knife", "suicide", "restraint", "abuse", "kill", "police", "die", "self harm", "social services", "hit"])
def test_a_word_alone_meets_no_pattern(text: str) -> None:
    assert load_patterns().read(text)[0] == []


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("i want to d1e", "i want to die"),
        ("i want to dieeee", "i want to die"),
        ("i want to k i l l myself", "i want to kill myself"),
        ("I want to k*ll myself", "i want to kill myself"),
        ("i wanna d\u200bie", "i want to die"),
        ("he has a kn1fe", "he has a knife"),
        ("im sucidal", "i am suicidal"),
        ("she took an overdsoe", "she took an overdose"),
        ("i don\u2019t want to", "i do not want to"),
    ],
)
def test_disguised_words_are_read(disguised: str, plain: str) -> None:
    assert " ".join(tokens(clean(disguised))) == plain


def test_real_words_stay_themselves() -> None:
    for text in ("he is changing his mother", "year7 1:1 at 16yo", "a cruise, the amuse park, my stubbed toe", "see him at 10am"):
        assert tokens(clean(text)) == [word.strip(",:") for word in re.findall(r"[a-z0-9]+", text)]


# ---- behaviour ----


def test_pairs_are_told_apart(assessor: SafetyAssessor, rows: dict[str, list[dict]]) -> None:
    """One detail apart: the risky line of each pair alarms, the harmless one does not, in at least six of seven."""
    wrong = []
    paired = [row for row in rows["train"] if "pair" in row]
    for row in paired:
        verdict = assessor.assess(row["text"])
        right = verdict.alarmed == (row["lane"] in ALARMED)
        if right and "urgent_today" in row["flags"]:
            right = "urgent_today" in verdict.flags
        if not right:
            wrong.append((row["lane"], row["text"]))
    assert len(wrong) <= len(paired) // 7, wrong


@pytest.mark.parametrize(
    ("text", "lane", "topic"),
    [
        ("i want to kill myself tonight", "crisis", "suicidal_adult"),
        ("i cant do this anymore ive taken all my tablets", "crisis", "suicidal_adult"),
        ("my son has got a knife and he is coming at me", "crisis", "child_to_parent_violence"),
        ("my daughter is missing since last night", "crisis", "harm_to_child"),
        ("my husband hit me again last night", "crisis", "domestic_abuse"),
        ("two staff held him down on the floor again", "concern", "harm_to_child"),
        ("he checks my phone so please dont text", "concern", "domestic_abuse"),
        ("we have no food left until friday", "concern", "carer_breakdown"),
    ],
)
def test_plain_disclosures(assessor: SafetyAssessor, text: str, lane: str, topic: str) -> None:
    verdict = assessor.assess(text)
    assert (verdict.lane, verdict.topic) == (lane, topic), verdict
    assert ("unsafe_phone" in verdict.flags) == (topic == "domestic_abuse")
    assert not any(word in reason for reason in verdict.why for word in ("tablets", "tonight", "friday")), "why never holds the text"


@pytest.mark.parametrize("text", ["", "   ", "hi", "ehcp timescales?", "what is the policy on restraint", "how long is the wait for OT", "2", "\U0001f600"])
def test_ordinary_messages_stay_ordinary(assessor: SafetyAssessor, text: str) -> None:
    assert not assessor.assess(text).alarmed


def test_a_disclosure_in_the_middle_of_a_long_message_is_heard(assessor: SafetyAssessor) -> None:
    around = "He is in Year 4 and likes trains. The plan was late and we had no letter. The SENCo has left. "
    verdict = assessor.assess(around * 4 + "Last night he tied a cord round his neck. " + around * 4)
    assert verdict.lane == "crisis" and verdict.topic == "child_suicide_self_harm"


def test_unsure_between_crisis_and_concern_is_crisis(assessor: SafetyAssessor) -> None:
    assert assessor.combine([], [], Opinion(crisis=0.45, concern=0.5, topic="carer_breakdown")).lane == "crisis"
    assert assessor.combine([], [], Opinion(crisis=0.1, concern=0.8, topic="carer_breakdown")).lane == "concern"
    assert assessor.combine([Hit("x", "crisis", "harm_to_child")], [], Opinion(concern=0.9)).lane == "crisis"
    assert pick_topic([Hit("x", "concern", "harm_to_child"), Hit("y", "concern", "domestic_abuse")], Opinion(topic="domestic_abuse")) == "domestic_abuse"


def test_urgent_today() -> None:
    assert is_urgent_today("no taxi today and he is on the step")
    assert is_urgent_today("our hearing is on thursday")
    assert is_urgent_today("the tribunal hearing is 12 June", date(2027, 6, 8))
    assert not is_urgent_today("the tribunal hearing is 12 June", date(2027, 3, 8))
    assert not is_urgent_today("his hearing test is on friday")


def test_who_is_writing() -> None:
    assert reads_like_a_child("im 12 and my dad hits me") and reads_like_a_child("my stepdad comes in my room at night")
    assert not reads_like_a_child("i am 71 and my son is 12") and not reads_like_a_child("im 20 weeks pregnant")
    assert reads_like_a_child("my dad hits me when im asleep") and reads_like_a_child("my mum hurts him and me")
    for text in ("my mum hits him when im at work", "my dad smacks her when im on shift", "My mum is shouting at him and i'm not there", "my uncle locks him in when i'm out"):
        assert not reads_like_a_child(text) and not reads_like_a_child(text, "harm_to_child"), text
    for text in ("my teacher grabbed me in the corridor", "our foster carer smacks us"):
        assert reads_like_a_child(text, "harm_to_child"), text
    assert not reads_like_a_child("my mum smacks my son", "harm_to_child") and not reads_like_a_child("my mum is really ill", "carer_breakdown")


@pytest.mark.parametrize(
    "text",
    [
        "i need help please",
        "need help for my son",
        "how do i get help for my daughter",
        "can someone help us get help at school",
        "I need help now with the form",
        "we need help for his speech",
    ],
)
def test_who_asks_for_help_gets_no_card(assessor: SafetyAssessor, text: str) -> None:
    assert not assessor.assess(text).alarmed


@pytest.mark.parametrize("text", ["send help now", "get help quick he has a knife", "please call the police now", "need an ambulance please", "get help hurry"])
def test_who_calls_for_rescue_gets_one(assessor: SafetyAssessor, text: str) -> None:
    assert assessor.assess(text).lane == "crisis"


@pytest.mark.parametrize(
    "text",
    ["he swallowed a battery", "he wont wake up properly after his meds", "my daughter has swallowed a button battery", "hes still fitting", "her lips have gone blue", "he is choking"],
)
def test_who_needs_an_ambulance_is_told_that_and_nothing_else(assessor: SafetyAssessor, text: str) -> None:
    assert assessor.assess(text).card == "medical_now"


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("there is smoke coming from the kitchen", "generic"),
        ("ive broken his arm", "harm_to_child_crisis"),
        ("she swallowed a whole box of my pills because she wants to die", "child_suicide_self_harm_crisis"),
        ("i took all my tablets", "suicidal_adult_crisis"),
        ("his dad hit him and left a mark on his face", "harm_to_child_crisis"),
    ],
)
def test_other_danger_has_its_own_card(assessor: SafetyAssessor, text: str, card: str) -> None:
    assert assessor.assess(text).card == card


# ---- failing towards care ----


def test_a_broken_classifier_leaves_the_patterns() -> None:
    broken = SafetyAssessor(Broken())  # type: ignore[arg-type]
    broken.model.thresholds = {}  # type: ignore[union-attr]
    broken.model.can_embed = False  # type: ignore[union-attr,misc]
    verdict = broken.assess("i want to kill myself tonight")
    assert verdict.lane == "crisis" and "error:classifier" in verdict.why
    assert not broken.assess("how long is the wait for OT").alarmed


def test_no_model_file_leaves_the_patterns(tmp_path: Path) -> None:
    (tmp_path / "bad.npz").write_bytes(b"not a model")
    for name in ("missing.npz", "bad.npz"):
        alone = SafetyAssessor.load(tmp_path / name)
        assert not alone.has_classifier
        assert alone.assess("my son has got a knife and he is coming at me").lane == "crisis"


def test_broken_patterns_leave_the_classifier(assessor: SafetyAssessor) -> None:
    verdict = SafetyAssessor(assessor.model, Broken()).assess("i want to kill myself tonight")  # type: ignore[arg-type]
    assert verdict.lane == "crisis" and "error:patterns" in verdict.why


def test_both_broken_is_a_crisis() -> None:
    verdict = SafetyAssessor(None, Broken()).assess("how long is the wait for OT")  # type: ignore[arg-type]
    assert (verdict.lane, verdict.topic, verdict.why, verdict.card) == ("crisis", None, ("error",), "generic")


def test_it_works_without_the_embedding(assessor: SafetyAssessor) -> None:
    plain = SafetyAssessor.load(MODEL, None) if MODEL.is_file() else assessor
    assert plain.assess("i dont want to be alive any more").lane == "crisis"
    assert not plain.assess("what is a personal budget").alarmed


def test_a_long_message_costs_a_bounded_multiple_of_a_short_one(assessor: SafetyAssessor) -> None:
    short = "he bites his hand when he is upset, who can help with that"
    long = ("He is nine and autistic. School say they cannot meet his need and we wait for the review. " * 18)[:1600]

    def best(text: str) -> float:
        times = []
        for _ in range(5):
            start = time.process_time()
            assessor.assess(text)
            times.append(time.process_time() - start)
        return min(times)

    best(short)
    assert best(long) < 20 * best(short)


def test_lines_nobody_tuned_on(assessor: SafetyAssessor, rows: dict[str, list[dict]]) -> None:
    assert assessor.model and assessor.model.can_embed, "setup installs the weights"
    measured = measure_rows(assessor, rows["heldout"])
    for name, floor in FLOORS.items():
        assert measured[name] >= floor, measured
    for name, ceiling in CEILINGS.items():
        assert measured[name] <= ceiling, measured


@pytest.mark.parametrize("name", UNREAD_FLOORS)  # read, never chosen by
def test_short_lines_everyday_lines_and_letters_of_writers_that_nothing_was_learnt_from(assessor: SafetyAssessor, rows: dict[str, list[dict]], name: str) -> None:
    alarmed = {lane: [assessor.assess(row["text"]).alarmed for row in rows[name] if row["lane"] == lane] for lane in ("crisis", "concern", "gentle", "none")}
    heard = alarmed["crisis"] + alarmed["concern"]
    harmless = alarmed["gentle"] + alarmed["none"]
    shares = tuple(sum(found) / len(found) for found in (alarmed["crisis"], heard, harmless))
    crisis, all_heard, most = UNREAD_FLOORS[name]
    assert shares[0] >= crisis and shares[1] >= all_heard and shares[2] <= most, shares


def test_fixture_is_json_lines() -> None:
    for path in FILES.values():
        for line in path.read_text(encoding="utf-8").splitlines():
            json.loads(line)
