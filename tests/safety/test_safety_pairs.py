"""Ordinary words beside the danger one detail away: the other parent, a question that leans on an answer, a preference, a threat against telling."""

from __future__ import annotations

import pytest

from understanding.safety import SafetyAssessor
from understanding.safety_matcher import load_patterns


@pytest.mark.parametrize(
    ("ordinary", "danger"),
    [
        ("he lives with his mum", "he lives with his dad and comes back with bruises"),
        ("i'm his dad why wont you tell me", "i'm his dad why wont you tell me where he ran off to two hours ago"),
        ("im his dad why wont u tell me anything", "im his dad why wont u tell me anything he is missing since this morning"),
        ("why cant i see it im his mum", "why cant i see him his dad took him and wont bring him back"),
        ("why is she allowed to see it and im not", "why is she allowed to hit him and im not allowed to ring"),
        ("im her dad and nobody tells me anything", "im her dad and nobody tells me who gave her those bruises"),
        ("its gone to my husbands phone", "its gone to my husbands phone and he checks everything, he will hit me when he sees it"),
        ("the code went to my mums phone", "the code went to my mums phone because dad smashed mine and hit me"),
        ("ive changed my mind i wont be able to come", "ive changed my mind i wont be here when they come, i have the pills"),
        ("sorry changed my mind not coming", "sorry changed my mind im not coming home tonight, tell my kids i love them"),
        ("im his mum i do everything for him why cant i see it", "im his mum i do everything for him and i have tablets ready for us both"),
        ("so whats she been told then", "so whats she been told then, he says he will kill us if she talks"),
        ("what has my ex been told", "what has my ex been told about where we live im scared"),
        ("tell me why i cant see my own sons case", "tell me why i cant see marks on her arms and be ignored by the school"),
        ("will his mum know i asked", "his dad hit me last night will he know i asked"),
        ("his mum told me to ask", "his mum told me he hits her, so i have to ask"),
        ("i cant make it now my son is ill", "i cant make it now, i am going to end my life"),
        ("he runs off at the park", "he ran off at the park two hours ago and nobody can find him"),
        ("her mum gets everything why not me", "his mum gets everything and i want to end it"),
        ("why not me", "why not me, i should be the one dead"),
        ("his mum gets told everything why dont i", "its not fair his mum gets told everything, i might as well be dead"),
        ("why does his dad get the letters and not me", "why does his dad get him when he comes back with bruises"),
        ("shes told everything im told nothing", "shes told everything, im told nothing, i cant go on"),
        ("she never tells me anything about him", "she never tells me anything about him, he has burns on his arms"),
        ("his dad gets the texts i dont", "his dad gets told where we live and im scared of him"),
        ("what about me im his dad", "what about me im done, ive got the tablets"),
        ("my ex wont tell me what school said", "my ex wont tell me where she is, shes been missing since friday"),
        ("his dad gets to decide and i dont get asked", "his mum decides everything and locks him in his room"),
        ("my ex gets told and i dont", "my ex gets everything and hes going to take the kids and kill us"),
        ("nobody told me there was a meeting, his mum went", "her mum hits her why wont anyone tell me"),
        ("you told his mum why not me", "he gets the texts and if he sees this he will hit me"),
        ("i do look after him he lives with me", "i do look after him he lives with me and i want to end it"),
        ("yes i look after her, shes lived with us since she was 4", "i look after her and i cant do this any more i want to die"),
        ("my ex gets all the letters about our daughter and im her dad and told nothing", "my ex gets all the letters and hits her when she reads them"),
    ],
)
def test_who_lives_where_and_who_asks_is_no_danger(assessor: SafetyAssessor, ordinary: str, danger: str) -> None:
    assert not assessor.assess(ordinary).alarmed
    assert assessor.assess(danger).alarmed


@pytest.mark.parametrize(
    ("leaning", "danger"),
    [
        ("and then if i dont pay", "and then if i dont pay him he will hurt us"),
        ("what happens if i don't pay it", "what happens if i don't pay it he said hell come round with his mates and a knife"),
        ("what happens if i dont pay", "what if i dont pay him"),
        ("so what happens if we dont pay the fine", "if i dont pay they will break my legs"),
        ("and if i dont", "and if i dont wake up"),
        ("n if i dont", "and if i dont he gets angry"),
        ("what if i just dont go", "what if i just dont go home"),
        ("what if i just dont turn up", "what if i just dont come back"),
        ("what if i dont do it", "what if i dont do it and he finds out"),
        ("what if i do nothing", "what if i do it tonight"),
        ("what if i dont send him", "what if i dont send him back to his dad"),
        ("what if i just dont send him in tomorrow", "what if i just dont send him home tomorrow, his dad hits him"),
        ("and if he doesnt go", "and if he doesnt wake up"),
        ("ok and if i dont reply in time", "what if i dont want to be here"),
        ("what if he still wont go to school", "what if he still wont stop hitting her"),
        ("then what happens if i dont sign", "what if i dont want to go on"),
    ],
)
def test_a_question_that_leans_on_an_answer_is_no_danger(assessor: SafetyAssessor, leaning: str, danger: str) -> None:
    assert assessor.assess(leaning).lane is None
    assert assessor.assess(danger).alarmed


@pytest.mark.parametrize(
    "text",
    ["id rather be dead than carry on like this", "honestly id rather be dead than do another year of this", "i cant do this any more id rather be dead", "I'd sooner be dead to be honest"],
)
def test_who_would_rather_be_dead_gets_the_card_for_their_own_life(assessor: SafetyAssessor, text: str) -> None:
    assert assessor.assess(text).card == "suicidal_adult_crisis"


@pytest.mark.parametrize("text", ["id rather not be here for the meeting", "id rather be dead than wear that lol", "he'd rather be at home with me", "id rather be rung than texted"])
def test_a_preference_is_no_wish_to_die(text: str) -> None:
    assert load_patterns().read(text)[0] == []


@pytest.mark.parametrize(
    "text", ["he said hes gonna hurt me if i tell anyone im in the bathroom", "he says hell hurt me if i tell anybody im in the toilet", "she will stab me if i ring anyone"]
)
def test_a_threat_against_telling_is_a_partner_s(assessor: SafetyAssessor, text: str) -> None:
    verdict = assessor.assess(text)
    assert (verdict.lane, verdict.card) == ("crisis", "domestic_abuse") and "unsafe_phone" in verdict.flags
    assert assessor.assess(text.replace("he ", "my son ", 1)).card == "child_to_parent_violence_crisis" or not text.startswith("he ")


@pytest.mark.parametrize(
    "text",
    [
        "my sons in y6, plan says 5 hrs speech therapy a month and hes had none since march. who makes them do it?",
        "they ring at 11 every day come get him. every. day. nothing in writing. is that even allowed",
    ],
)
def test_an_ordinary_question_in_alarming_words_is_no_alarm(assessor: SafetyAssessor, text: str) -> None:
    assert not assessor.assess(text).alarmed


@pytest.mark.parametrize(
    ("danger", "ordinary"),
    [
        ("my daughter wants to walk under a bus", "my daughter wants to walk to the bus"),
        ("shes 9 and says she wants to go under a train", "shes 9 and says she wants to go on a train"),
        ("he said hed rather be under a lorry", "he said hed rather be on a lorry, he loves them"),
        ("my lad told his TA he wants to get run over", "my lad told his TA he wants to get a lift over"),
        ("he wishes a car would just hit him, he wants a car to run him over", "he wants a car to sit in at home"),
        ("she wanted the bus to squash her", "she wanted the bus to stop for her"),
        ("i am thinking of going and i want to get under a train", "i want to get a train to the hearing"),
        ("i want to get run over", "i want to get it over with"),
        ("i just want to be knocked down", "i want to be told what to put down"),
        ("he says he wants a car to run over him", "he wants a bus to run to his school"),
        ("he wants to go under a train", "he wants to go under the train bridge every day, he loves it"),
    ],
)
def test_to_be_run_over_is_a_wish_to_die(assessor: SafetyAssessor, danger: str, ordinary: str) -> None:
    assert assessor.assess(danger).lane == "crisis", assessor.assess(danger)
    assert load_patterns().read(ordinary)[0] == []
