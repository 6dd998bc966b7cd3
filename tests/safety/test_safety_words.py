"""Danger in a person's own words, beside the ordinary words next to it: the other parent, cut hours, empty cupboards, jokes about sleep, rules on restraint, a lost roof."""

from __future__ import annotations

import pytest

from tests.duty_steps import conversation_of, text_in, texts_to
from understanding.safety import SafetyAssessor
from understanding.safety_matcher import load_patterns
from webhook.bootstrap import Parts
from webhook.store.duty import Alert

# ---- The other parent: feared by the one who writes, or harming the child ----


@pytest.mark.parametrize(
    "text",
    [
        "his dad keeps smashing stuff and im scared hell come back tonight",
        "her father was here shouting and breaking doors, im terrified hes coming back tonight",
        "my sons dad keeps smashing things up and im scared he will come back later",
        "the kids dad keeps banging on my door, he's drunk",
        "there dad has punched me in the face again",
        "my boys father turned up again last night, im frightened he will come back",
        "his dads threatened to burn the house down",
        "i'm terrified her dad is going to find us",
        "his mum threw a pan at me last night",
        "their dad has been following me",
        "his dad broke in and trashed the flat",
        "im so scared of his dad",
        "his dad hits me and my son",
        "My daughter's father kicked the door in and I am afraid he is coming back.",
        "their stepdad grabbed me by the hair in front of them",
        "the twins father says he is going to kill me",
        "has his dad been in touch, dont tell him i asked he will hurt me",
    ],
)
def test_a_parent_who_fears_the_other_gets_the_card_that_asks_about_the_phone(assessor: SafetyAssessor, text: str) -> None:
    verdict = assessor.assess(text)
    assert (verdict.card, verdict.topic) == ("domestic_abuse", "domestic_abuse"), verdict
    assert "unsafe_phone" in verdict.flags


@pytest.mark.parametrize(
    "text",
    [
        "his dad hurts him when he goes there", "his dad hits him when he has him", "her father hits my daughter with a belt", "her stepdad punched my son in the arm, he has a bruise",
        "he is scared of his dad", "my daughter is terrified of her father", "im scared his dad will hurt him at contact",
        "his dad hit my son last night and im scared he'll do it again",
        "my boys were slapped by their dad on sunday, theres a mark", "his father shook him because he wouldnt stop crying",
    ],
)  # fmt: skip
def test_a_child_whom_the_other_parent_harms_gets_the_card_for_a_child(assessor: SafetyAssessor, text: str) -> None:
    verdict = assessor.assess(text)
    assert verdict.alarmed and verdict.topic == "harm_to_child" and str(verdict.card).startswith("harm_to_child"), verdict


def test_where_the_other_parent_hurt_both_the_phone_is_marked(assessor: SafetyAssessor) -> None:
    assert "unsafe_phone" in assessor.assess("his dad hit me, and he hit my son with a belt on sunday").flags


@pytest.mark.parametrize(
    "text",
    [
        "im scared his dad will say no to the school", "her dad is coming back to live here, does she lose transport", "his dad follows the forum page",
        "his dad kicked a ball about with him, is there a football club", "his dad was outside the school when the taxi came", "his dads banging on about a private school",
        "his dad threw out the letter from the council, can i have another", "has her mum contacted you lately", "his dad wont pay for the school trip",
        "has his dad been in touch with you about our son? dont tell him i asked", "my ex also has parental responsibility, has he asked you about our son? dont tell him i asked",
        "did my ex ring you about the plan. dont say i asked",
    ],
)  # fmt: skip
def test_the_other_parent_in_an_ordinary_question_is_no_danger(assessor: SafetyAssessor, text: str) -> None:
    assert not assessor.assess(text).alarmed, assessor.assess(text)


def test_by_text_the_phone_is_asked_about_and_marked(parts: Parts, assessor: SafetyAssessor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "safety", assessor)
    conversation_id = text_in(parts, "her dad smashed the front door in and im scared hes coming back")
    assert texts_to(parts)[0].startswith(parts.content.crisis["domestic_abuse"].sms) and "0808 2000 247" in texts_to(parts)[0]
    conversation = conversation_of(parts, conversation_id)
    assert conversation.awaiting == "safe_to_text" and conversation.unsafe_at is not None
    with parts.db.reading() as session:
        assert [alert.topic for alert in session.query(Alert)] == ["domestic_abuse"]


# ---- Hours, pay and packages that are cut ----


@pytest.mark.parametrize(
    ("ordinary", "danger"),
    [
        ("I've had to cut my hours to look after him, can i get carers allowance", "i cut my hours then i cut my wrists"),
        ("my boss is cutting my shifts because i keep leaving work", "hes cutting his arms"),
        ("they are cutting her package in half", "she cut her thighs again last night"),
        ("cutting my benefits because he turned 16", "i cut my arm with the kitchen knife"),
        ("they cut off her support", "i cut myself"),
        ("can they just cut his support like that", "i want to cut my wrists"),
        ("cut back my working week to fetch him from school every day", "i have cut my thighs, hours of it"),
        (
            "Feeling exhausted tonight. The school phoned me AGAIN to collect my daughter early, they never give a letter. And the council refused to assess her about five weeks ago "
            "and I have done nothing yet. Also is there any money I can claim as I cut my hours at work",
            "Feeling exhausted tonight. School phoned AGAIN to collect my daughter early. The council refused to assess her about five weeks ago. I cut my legs so that I feel something",
        ),
        (
            "So fed up. They send him home at twelve, nothing in writing, the assessment got turned down last month, I haven't appealed, and I cut my days at work. What can I claim",
            "So fed up. They send him home at twelve, the assessment got turned down last month, and he cut his arms last night",
        ),
    ],
)
def test_hours_that_are_cut_are_no_self_harm(assessor: SafetyAssessor, ordinary: str, danger: str) -> None:
    assert not assessor.assess(ordinary).alarmed, assessor.assess(ordinary)
    assert assessor.assess(danger).lane == "crisis"


# ---- Jokes about murder, and sleep ----


@pytest.mark.parametrize(
    ("joke", "danger"),
    [
        ("if he does not sleep tonight i am going to murder someone lol. any sleep clinics", "im going to murder him if he doesnt stop screaming"),
        ("if she doesnt sleep tonight i am going to murder someone haha. are there any sleep clinics", "i will murder them both then myself"),
        ("i could murder someone lol, he never sleeps. is there a sleep clinic", "i am going to kill him tonight lol"),
        ("going to murder someone today haha, who do i ring about transport", "i am going to kill someone tonight"),
        ("i'll strangle someone if i hear 'its in the post' again haha", "he says he will murder me lol"),
    ],
)
def test_a_joke_about_murder_is_no_danger(assessor: SafetyAssessor, joke: str, danger: str) -> None:
    assert not assessor.assess(joke).alarmed, assessor.assess(joke)
    assert assessor.assess(danger).lane == "crisis"


# ---- Nothing to eat ----


@pytest.mark.parametrize(
    "text",
    [
        "theres nothing in the cupboard till friday and hes on melatonin can you chase the camhs appt",
        "kitchen cupboard is empty till payday friday. he takes melatonin. who can help with food",
        "nothing left in the fridge til friday, hes on melatonin. can someone chase camhs",
        "cupboards bare til payday. also camhs said theyd ring about melatonin",
        "no food till tuesday, she is on melatonin, any help with food", "we cant afford food this week, who helps", "kids went to bed hungry again",
    ],
)  # fmt: skip
def test_hunger_is_a_concern_with_a_card_of_its_own(assessor: SafetyAssessor, text: str) -> None:
    verdict = assessor.assess(text)
    assert (verdict.lane, verdict.card) == ("concern", "carer_breakdown_hunger"), verdict


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("no food in and i keep staring at his melatonin thinking take it all", "suicidal_adult_crisis"),
        ("nothing in the fridge and she has taken all her melatonin", "child_suicide_self_harm_crisis"),
        ("theres nothing in the cupboards and i cant cope any more", "carer_breakdown_concern"),
    ],
)
def test_danger_beside_hunger_is_danger(assessor: SafetyAssessor, text: str, card: str) -> None:
    assert assessor.assess(text).card == card


@pytest.mark.parametrize(
    "text",
    ["the plan has nothing in it about food", "hes on melatonin, can you chase camhs", "is there a holiday food scheme", "she wont eat lunch at school"],
)
def test_food_in_an_ordinary_question_is_no_hunger(assessor: SafetyAssessor, text: str) -> None:
    assert not assessor.assess(text).alarmed


def test_the_card_for_hunger_offers_a_call_about_food_and_the_rest(parts: Parts, assessor: SafetyAssessor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "safety", assessor)
    text_in(parts, "nothing in the cupboard till friday, can you chase the camhs appt")
    assert texts_to(parts)[0].startswith(parts.content.crisis["carer_breakdown_hunger"].sms)
    assert "food" in texts_to(parts)[0] and "CALL" in texts_to(parts)[0]


# ---- Rules on restraint ----


@pytest.mark.parametrize(
    ("policy", "allegation"),
    [
        ("is there a policy on physical restraint in schools, can they hold him down", "is there a policy on restraint, they held her down again on monday"),
        ("are there rules about when staff can hold him down", "they held him down yesterday whats the policy"),
        ("is there a law on restraint, can school hold them down", "whats the law on restraint he came home with marks on his wrists"),
        ("what is the policy, can they lock him in a room", "can they lock him in a room for 20 minutes"),
        ("what are the rules on restraint in a special school?", "he was held down yesterday"),
        ("can you tell me the guidance on when teachers may restrain a child", "school restrained my son on friday, is there a policy"),
        ("can they hold a child down, what does the policy say", "can they hold him down"),
    ],
)
def test_a_question_about_rules_is_no_allegation(assessor: SafetyAssessor, policy: str, allegation: str) -> None:
    assert not assessor.assess(policy).alarmed, assessor.assess(policy)
    assert assessor.assess(allegation).alarmed


# ---- A roof that is lost ----


@pytest.mark.parametrize(
    ("homeless", "danger"),
    [
        ("we are being made homeless tonight, me and my disabled son. wheelchair user", "my ex has thrown us out, homeless tonight"),
        ("we have nowhere to sleep tonight, me and my autistic son", "husband threw us out, nowhere to sleep tonight with my son"),
        ("we're being evicted tonight and my sons wheelchair wont fit the hostel", "landlord is evicting us tonight and im going to end it"),
        ("bailiffs are putting us out today and hes in a wheelchair, where do we go", "nowhere to sleep tonight, hes beaten me and i ran with the kids"),
        ("council house eviction tomorrow morning, three kids one disabled, nowhere to sleep", "evicted tomorrow, i have the tablets ready for us both"),
    ],
)
def test_a_lost_roof_is_urgent_and_no_danger(assessor: SafetyAssessor, homeless: str, danger: str) -> None:
    verdict = assessor.assess(homeless)
    assert not verdict.alarmed and "urgent_today" in verdict.flags, verdict
    assert assessor.assess(danger).lane == "crisis"


# ---- Who took the tablets, and whom a knife is for ----


@pytest.mark.parametrize(
    "text",
    [
        "hes just taken a load of my tablets", "he's took a load of my pills just now", "shes swallowed a load of my tablets", "my son took a box of my paracetamol",
        "she took an overdose", "my lad necked a load of pills", "daughters taken a bunch of my antidepressants", "she's had four of my pills",
    ],
)  # fmt: skip
def test_a_child_who_took_tablets_gets_the_card_for_a_child(assessor: SafetyAssessor, text: str) -> None:
    assert assessor.assess(text).card == "child_suicide_self_harm_crisis", assessor.assess(text)


@pytest.mark.parametrize("text", ["i took a load of tablets", "ive taken a load of his tablets", "i told her i took all her tablets", "my husband has taken a load of tablets"])
def test_an_adult_who_took_tablets_gets_the_card_for_an_adult(assessor: SafetyAssessor, text: str) -> None:
    assert assessor.assess(text).card == "suicidal_adult_crisis", assessor.assess(text)


@pytest.mark.parametrize(
    ("alone", "attack"),
    [
        ("she sits in her room with the knife from the kitchen", "she is in her room with a knife and says shes going to stab me"),
        ("my girl is sat in her room holding a kitchen knife", "he has got a knife and he is coming at me"),
        ("he has a knife in his room and wont come out", "he came out of his bedroom with a knife and went for his brother"),
        ("hes holding scissors to his wrist", "he is holding a knife to his brothers throat"),
    ],
)
def test_a_blade_with_nobody_else_near_is_for_themselves(assessor: SafetyAssessor, alone: str, attack: str) -> None:
    assert assessor.assess(alone).card == "child_suicide_self_harm_crisis", assessor.assess(alone)
    assert assessor.assess(attack).card == "child_to_parent_violence_crisis", assessor.assess(attack)


@pytest.mark.parametrize(
    "text",
    [
        "i have hurt my back lifting him",
        "ive broken her tablet",
        "she keeps scissors in her room for crafts",
        "he eats everything, theres nothing left in the fridge by tuesday",
        "i cut my course short",
        "thinking of taking them all to soft play",
    ],
)
def test_ordinary_words_near_them_meet_no_pattern(text: str) -> None:
    assert load_patterns().read(text)[0] == []


# ---- Pets that die, children who bite or run ----


@pytest.mark.parametrize(
    ("ordinary", "danger"),
    [
        ("the hamster died and he's beside himself, cant get him to school", "our dog died and he says he wants to be with him"),
        ("our cat died and she's beside herself, she wont go in to school", "her rabbit died and she says she wants to die too"),
        ("he bit another child today and school are talking to social services. im scared", "he bit me and his sister, im scared of him"),
        ("he bit a kid at school today and now theyre talking about social services. im so scared", "the ta bit him back at school today and told me not to say"),
        ("he keeps running out the school gate, yesterday on the main road", "he ran out the gate and they cant find him"),
        ("she keeps getting out of the building at lunch, what should school do", "he keeps running out of class because the ta grabs him"),
    ],
)
def test_grief_for_a_pet_and_everyday_behaviour_are_no_danger(assessor: SafetyAssessor, ordinary: str, danger: str) -> None:
    assert not assessor.assess(ordinary).alarmed, assessor.assess(ordinary)
    assert assessor.assess(danger).alarmed


# ---- Worn out, in a figure of speech ----


@pytest.mark.parametrize(
    ("worn", "danger"),
    [
        ("im so tired i could cry", "im so tired i could just not wake up"),
        ("hes a nightmare at bedtime drives me up the wall", "hes a nightmare at bedtime and i hit him"),
        ("shes driving me up the wall at bedtime", "shes driving me up the wall i want to hurt her"),
        ("he climbs the walls all night i need sleep", "he climbs out the window at night and runs off"),
        ("hes bouncing off the walls i need sleep", "hes banging his head off the walls til it bleeds"),
        ("hes doing my head in", "hes doing my head in ill end up hurting him"),
        ("he drives me mad", "he drives me mad i slapped him"),
        ("he never sleeps im shattered", "he never sleeps im shattered i cant go on living like this"),
        ("shes a handful im running on empty", "shes a handful and i shook her"),
        ("honestly i could cry with tiredness", "i could cry, he punched me again"),
        ("he is being sent home every day", "he comes home from school with marks on him every day"),
        ("nobody has rung me back im livid", "nobody has rung me back and hes going to kill himself"),
        ("my son has no friends hes lonely", "my son has no friends hes lonely he says he wants to die"),
        ("hes refusing school i cant get him out the door", "hes refusing school i dragged him out the door by his hair"),
        ("he wont get dressed in the mornings its a battle", "he wont get dressed so i slapped him"),
        ("school took him off roll without telling us", "school lost him, nobody knows where he is"),
        ("i have broken my phone", "i have broken my sons arm"),
        ("im broken by this process", "im broken and i want him taken into care"),
        ("im at breaking point with the paperwork when is the plan due", "im at breaking point i cant keep him here"),
        ("he wont eat anything but toast", "he wont eat because dad makes him eat off the floor"),
        ("shes not eating at school", "shes not eating she says she wants to starve herself to death"),
        ("he doesnt feel safe at school", "he doesnt feel safe at home when his stepdad is here"),
        ("he is being kept home by school", "he is being kept locked in a room by school"),
        ("theyve taken him off roll hes gone missing from their register", "hes gone missing from school nobody has seen him since 9"),
    ],
)
def test_worn_out_is_no_danger(assessor: SafetyAssessor, worn: str, danger: str) -> None:
    assert not assessor.assess(worn).alarmed, assessor.assess(worn)
    assert assessor.assess(danger).alarmed, assessor.assess(danger)


@pytest.mark.parametrize("text", ["hes got a knife in his room and says hell use it", "she has a knife in her bedroom and says she will use it"])
def test_a_knife_that_will_be_used_is_no_reason_to_stay_near(assessor: SafetyAssessor, text: str) -> None:
    assert assessor.assess(text).topic == "child_to_parent_violence"


@pytest.mark.parametrize(
    ("ordinary", "danger"),
    [
        ("my sons ill cant make it anymore", "my sons ill and i cant go on anymore"),
        ("my sons poorly i cant make it now", "my sons poorly because his dad hit him"),
        ("hi im 12 my mum wants to know where my brothers case is up to, shes next to me", "hi im 12 my mum wants to know where i am, she hits me"),
        ("changed my mind, I want to go to the tribunal", "changed my mind, I want to die"),
    ],
)
def test_who_is_ill_and_who_asks_for_whom_is_no_danger(assessor: SafetyAssessor, ordinary: str, danger: str) -> None:
    assert not assessor.assess(ordinary).alarmed, assessor.assess(ordinary)
    assert assessor.assess(danger).alarmed, assessor.assess(danger)


def test_who_swallowed_something_is_no_watched_phone(assessor: SafetyAssessor) -> None:
    assert assessor.assess("hes not breathing right he swallowed my tablets").flags == frozenset()
    assert "unsafe_phone" in assessor.assess("my husband hit me and now hes swallowed a battery").flags
