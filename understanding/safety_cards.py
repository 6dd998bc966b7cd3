"""Which card of content/crisis.yml answers a disclosure: by its topic and lane, and by who writes and what is at hand."""

from __future__ import annotations

from collections.abc import Set

from understanding.safety_flags import reads_like_a_child
from understanding.safety_text import clean, split_words, tokens

HUNGER = frozenset({"no_food_or_heat"})
STAFF_RULES = frozenset({"restraint_by_staff", "staff_conduct"})
STAFF_WORDS = split_words(
    "teacher teachers staff driver escort ta tas carer carers senco headteacher school nursery college respite unit residential placement taxi "
    "minibus bus tutor keyworker assistant club coach agency helper"
)
MEDICAL_WORDS = split_words("swallowed battery magnet magnets floppy unconscious choking fitting seizure breathing rouse bleach")


def choose_card(text: str, lane: str, topic: str | None, rules: Set[str]) -> str:
    """The key of the card. `rules` are the names of the written patterns that were met."""
    if reads_like_a_child(text, topic):
        return "child_writing"
    if "missing_child" in rules and topic != "domestic_abuse":
        return "harm_to_child_crisis"  # the card that says "missing", whoever lost the child or whatever the child may do
    if needs_ambulance(text, lane, topic, rules):
        return "medical_now"
    if topic == "harm_to_child":
        words = set(clean(text).replace(",", " ").replace(".", " ").split())
        return "harm_to_child_staff" if rules & STAFF_RULES or words & STAFF_WORDS else f"harm_to_child_{lane}"
    if lane == "concern" and rules == HUNGER and topic == "carer_breakdown":
        return "carer_breakdown_hunger"
    if topic in (None, "domestic_abuse"):
        return topic or "generic"
    return f"{topic}_{lane}"


def needs_ambulance(text: str, lane: str, topic: str | None, rules: Set[str]) -> bool:
    """Whether a life hangs on an ambulance, whoever is to blame: the card then says that first and nothing of what can wait."""
    if topic is None:
        return "medical_now" in rules
    return topic == "harm_to_child" and lane == "crisis" and bool(MEDICAL_WORDS & set(tokens(clean(text))))
