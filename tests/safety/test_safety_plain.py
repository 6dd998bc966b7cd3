"""Plain days bring neither a danger card nor pity: who fetches the child, a carer who asks what there is for them, a letter that is not to hand. One worrying word more counts as ever."""

from __future__ import annotations

import pytest

from understanding.safety import DATA, PLAIN_DAYS, SafetyAssessor, read_rows

PLAIN = [
    "my husband has to pick up our son, can i bring the baby",
    "my husband picks up our son so can i bring the baby",
    "my partner is picking up the kids so ill bring the baby",
    "my wife has to collect our daughter",
    "my husband has to get our son from school at 3",
    "my partner has to take our son to his club, can i bring my sister",
    "my husband cant come he has to pick our daughter up from school",
    "my wife cant come, shes picking up our son from nursery",
    "my husband cant make it he has to fetch the kids",
    "my brother is 30 autistic, i look after him, any help for me",
    "my brother is autistic and i look after him is there any support for me",
    "i look after my sister she is 35 and has downs, what help is there",
    "i look after my brother who is autistic is there anything for me",
    "i look after her, is there any money for me",
    "who can look after my son for me while i work",
    "can someone look after him for me on saturdays",
    "i havent got it in front of me",
    "i haven't got the letter in front of me",
    "ive not got it in front of me sorry",
    "i dont have it to hand",
    "its not in front of me",
    "i havent got the number on me",
]
DANGER = [
    "my husband hits our son",
    "my husband has to pick up our son, hes drunk, can i bring the baby",
    "my husband has to pick up our son and im scared of him",
    "my husband picked up our son by the throat",
    "my husband picked our son up by his arm and threw him",
    "my partner picks up our son and shakes him",
    "my husband has to get our son and he said he will kill him, can i bring the baby",
    "my husband wont let me bring the baby",
    "my ex will pick up our son and not bring him",
    "my ex was supposed to pick up our son and hasnt come back",
    "my ex takes our son to school and he does not come back",
    "i look after my brother and i cant go on",
    "i look after my brother he is 30 and autistic, i cant go on",
    "i look after my brother he hits me",
    "i look after my brother and he frightens me",
    "i look after my autistic brother i want it to end",
    "i look after my brother any help, i dont want to be here",
    "can you look after him for me",
    "please look after my kids for me",
    "look after them for me when im gone",
    "look after her for me while i am gone",
    "my husband hits the baby in front of me",
    "he hit him in front of me",
    "he did it in front of me and the baby",
    "he has got it in front of me, the knife",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_day_brings_no_card_and_no_pity(assessor: SafetyAssessor, text: str) -> None:
    verdict = assessor.assess(text)
    assert (verdict.lane, verdict.card) == (None, None), verdict


@pytest.mark.parametrize("text", DANGER)
def test_danger_in_the_words_of_a_plain_day_alarms_as_ever(assessor: SafetyAssessor, text: str) -> None:
    assert assessor.assess(text).alarmed


def test_no_disclosure_we_know_of_is_a_plain_day(assessor: SafetyAssessor) -> None:
    rows = [row for name in ("train", "dev") for row in read_rows(DATA / f"{name}.jsonl") if row["lane"] in ("crisis", "concern")]
    assert len(rows) > 500
    assert [row["text"] for row in rows if PLAIN_DAYS & set(assessor.patterns.read(row["text"])[1])] == []
