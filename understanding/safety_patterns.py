"""All written safety patterns in one place: the rules of every file and the vetoes."""

from __future__ import annotations

from understanding import safety_rules_concern, safety_rules_harm, safety_rules_life, safety_rules_missing
from understanding.safety_notation import SETS, Rule, split_patterns
from understanding.safety_rules_missing import FOUND, SIGNS
from understanding.safety_vetoes import FAMILY, LEANING, SHORT, TIRED, VETOES, WORRYING

RULES: list[Rule] = [*safety_rules_life.RULES, *safety_rules_missing.RULES, *safety_rules_harm.RULES, *safety_rules_concern.RULES]

__all__ = ["FAMILY", "FOUND", "LEANING", "RULES", "SETS", "SHORT", "SIGNS", "TIRED", "VETOES", "WORRYING", "Rule", "split_patterns"]
