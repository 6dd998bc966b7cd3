"""A child whom nobody can find, beside a child who misses school, lessons or a photo."""

from __future__ import annotations

import pytest

from understanding.safety import Opinion, SafetyAssessor


@pytest.mark.parametrize(
    ("missing", "harmless"),
    [
        ("she hasnt come home from school its 6pm shes 11 phone off", "she hasnt come home from school without a bad report all term"),
        ("my daughter 11 never came home from school its been 3 hrs and her phones off", "his bus was 3 hrs late but hes home now"),
        ("my son isnt home yet he should have been back from school at 4 its nearly 7", "he gets home from school at 6pm, is that journey too long"),
        ("school says he never arrived this morning and i dropped him at the gate", "the school says he never got a referral"),
        ("school just rang to say she never turned up, she left at 8", "the letter never arrived"),
        ("taxi driver says he was never collected and school say hes gone", "the taxi was never booked"),
        ("the taxi never collected him and hes not at school where is he", "his bus didnt come this morning"),
        ("hes gone from his bed and the back door is open", "hes gone from 10 hours to 2, can they do that"),
        ("woke up and shes not in her bed, window open, shes 13", "she wont sleep in her own bed"),
        ("her phone goes straight to voicemail and shes been gone 4 hours", "no answer from the case officer, it goes straight to voicemail"),
        ("dont know where my daughter is. she left college at 2 and not answering", "dont know where my daughter is on the list"),
        ("ive been looking for him for two hours and i cant find him anywhere", "cant find a school for him anywhere"),
        ("they cant find her at school, they rang me", "cant find his coat at school"),
        ("he went to the shop at 3 and never came back", "he went to camhs twice and they never came back to us"),
        ("no one knows where he is, school thought he was on the minibus", "where is my sons case"),
        ("my 14yr old ran away last night, she took her bag", "she ran off last week from school but they found her, can they exclude her for that"),
        ("the escort says she got out at the lights and ran, they lost her", "the escort always brings her late"),
        ("he climbed out the window and is gone", "he lost his coat at school and nobody can find it"),
        ("cant get hold of my daughter since she left school at 3, shes 12", "my phones off in the day, can you email"),
        ("my little boys gone missing from school", "my son has been missing from school since september he is too anxious"),
        ("my son has gone missing from school", "he keeps going missing from lessons"),
        ("hes gone missing from nursery", "her speech therapy has gone missing from the plan"),
        ("school have lost my son", "they lost my sons paperwork hours ago"),
        ("missing child", "the form is missing child benefit"),
        ("my sons run away again", "she ran out of time again"),
        ("shes missing from school they rang me", "my daughter is missing from the class photo"),
        ("my son has been missing from school since lunch", "he is missing school because of anxiety"),
        ("school have lost my son, he got out the gate an hour ago", "he went missing years ago when he was 3, does that count as a risk in the plan"),
    ],
)
def test_a_missing_child_is_a_crisis_with_its_own_card(assessor: SafetyAssessor, missing: str, harmless: str) -> None:
    verdict = assessor.assess(missing)
    assert (verdict.lane, verdict.card) == ("crisis", "harm_to_child_crisis"), verdict
    assert not assessor.assess(harmless).alarmed, assessor.assess(harmless)


def test_a_missing_child_is_heard_by_the_written_patterns_alone() -> None:
    alone = SafetyAssessor(None)
    assert alone.assess("she has not come home from school and her phone is off").card == "harm_to_child_crisis"
    assert not alone.assess("she has not come home from school and her phone is off. panic over, she is back now").alarmed


def test_signs_of_a_missing_child_count_only_beside_the_classifier(assessor: SafetyAssessor) -> None:
    alarm, calm = Opinion(concern=0.9, topic="harm_to_child"), Opinion(concern=0.1, topic="harm_to_child")
    assert assessor.combine([], ["missing"], alarm).lane == "crisis"
    assert assessor.combine([], [], alarm).lane == "concern"
    assert not assessor.combine([], ["missing"], calm).alarmed
