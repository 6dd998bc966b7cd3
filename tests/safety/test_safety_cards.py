"""The cards: one for every verdict, short enough, with confirmed numbers alone and a way without a voice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.safety.test_safety import TOPICS
from understanding.safety_model import ALARMED

ROOT = Path(__file__).resolve().parents[2]
GSM7 = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")
CONFIRMED = {"999", "111", "116123", "85258", "08001111", "08088005000", "08082000247", "02079743597", "55", "2", "1"}


@pytest.fixture(scope="module")
def cards() -> dict[str, dict]:
    council = yaml.safe_load((ROOT / "content/council.yml").read_text(encoding="utf-8"))
    text = (ROOT / "content/crisis.yml").read_text(encoding="utf-8")
    return yaml.safe_load(re.sub(r"\{council_(\w+)\}", lambda slot: str(council[slot[1]]), text))


def test_every_card_that_a_verdict_can_name_exists(cards: dict[str, dict]) -> None:
    named = {f"{topic}_{lane}" for topic in TOPICS - {"domestic_abuse"} for lane in ALARMED} | {
        "generic",
        "domestic_abuse",
        "child_writing",
        "harm_to_child_staff",
        "medical_now",
    }
    assert named <= set(cards) and "after_mistake" in cards


def test_cards_keep_their_rules(cards: dict[str, dict]) -> None:
    for key, card in cards.items():
        assert card["source"] and card["checked_on"] and card["reviewed"] is False
        extra = max((len(card.get(name, {}).get("sms", "")) + 1 for name in ("out_of_hours", "staff_told")), default=0)
        assert set(card["sms"]) <= GSM7 and len(card["sms"]) + extra <= 306, key
        numbers = {re.sub(r"\s", "", number) for number in re.findall(r"\d[\d ]*\d|\d", card["web"] + " " + card["sms"])}
        assert numbers <= CONFIRMED, (key, numbers - CONFIRMED)
        if key == "after_mistake":
            continue
        assert "999" in card["sms"] and "computer" in card["web"]
        assert re.search(r"SHOUT to 85258|999 BSL|press 55", card["sms"]), f"{key}: a way without a voice"
        assert "SHOUT to 85258" in card["web"] and "999 BSL" in card["web"]


def test_the_text_about_abuse_never_names_it(cards: dict[str, dict]) -> None:
    text = cards["domestic_abuse"]["sms"].lower()
    assert not re.search(r"abuse|violen|partner|husband|wife|refuge|domestic|police|hit", text)
    assert text.startswith("thank you for telling me") and text.endswith("ok to text you here? 1 yes, 2 no.")
    assert "staff_told" not in cards["domestic_abuse"] and "staff_told" not in cards["child_writing"]
