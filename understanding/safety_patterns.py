"""All written safety patterns in one place: the rules of every file and the vetoes."""

from __future__ import annotations

from understanding import safety_rules_concern, safety_rules_harm, safety_rules_life, safety_rules_missing
from understanding.safety_notation import SETS, Rule, split_patterns
from understanding.safety_rules_missing import FOUND, SIGNS
from understanding.safety_text import split_words
from understanding.safety_vetoes import AGAINST_A_JOKE, AGAINST_CUTS, AGAINST_WORN, CUT_BACK, FAMILY, HOMELESS, JOKING, LEANING, SHORT, TIRED, TURNED_OUT, VETOES, WORN, WORRYING

RULES: list[Rule] = [*safety_rules_life.RULES, *safety_rules_missing.RULES, *safety_rules_harm.RULES, *safety_rules_concern.RULES]
# What a rule says more exactly than another that shares a word with it; a blade in a room by themselves only where nobody else is named beside it.
INSTEAD = {"child_took": "adult_plan", "adult_took": "child_means", "child_with_blade": "child_weapon"}
SOMEBODY_ELSE = split_words(
    "me us mum mam mom dad brother brothers sister sisters nan gran baby staff teacher everyone everybody anyone someone threatening threatened threatens threat stab kill "
    "attack attacked coming chasing waving use uses using"
)

__all__ = [
    "AGAINST_A_JOKE", "AGAINST_CUTS", "AGAINST_WORN", "CUT_BACK", "FAMILY", "FOUND", "HOMELESS", "INSTEAD", "JOKING", "LEANING", "RULES", "SETS", "SHORT", "SIGNS",
    "SOMEBODY_ELSE", "TIRED", "TURNED_OUT", "VETOES",
    "WORN", "WORRYING", "Rule", "split_patterns",
]  # fmt: skip
