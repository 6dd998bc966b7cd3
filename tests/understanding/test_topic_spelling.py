"""Topics with slips of spelling, alone and in a list: read as what they mean. Words of English, names and other languages stay as they are."""

from __future__ import annotations

import pytest

from tests.family import MUM
from tests.sms_tools import rows
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.steps.spelling import spell_topics
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

MENDED = {
    "how do i get a bleu badge": "how do i get a blue badge",
    "tranport and respit": "transport and respite",
    "mediasion certificate": "mediation certificate",
    "anual reveiw": "annual review",
    "my sons annaul review": "my sons annual review",
    "ombusman": "ombudsman",
    "disabilty living allowence": "disability living allowance",
    "carers alowance": "carers allowance",
    "personal buget": "personal budget",
    "tribunel": "tribunal",
    "ocupational therapy": "occupational therapy",
    "autisim assesment": "autism assessment",
    "part time timetabel": "part time timetable",
    "wen is the surgry": "wen is the surgery",
}
AS_THEY_ARE = [
    "how do i get a blue badge",
    "we are going on holiday camp",
    "my friend Sally Harper works there",
    "short walk to school",
    "the social worker came",
    "nie chce wiecej wiadomosci",
    "ma rabo fariimo dambe",
    "the head teacher is horrible",
    "is there a sensory room",
    "senco is useless",
    "he needs an early night",
    "my name is Respina",
    "আমি কথা বলতে চাই",
    "",
]
NONSENSE = [{"say": "act", "act": "nonsense", "confidence": 0.93}]
LISTS = {
    "i hav 3 qestons: short brakes, blu bage and wen is surgry": ["short_breaks", "blue_badge"],
    "hi i hav 2 qestions. blu bage and short brakes": ["blue_badge", "short_breaks"],
    "short brakes blu bage and surgry dates pls": ["short_breaks", "blue_badge"],
    "can yu tel me abot speach therpy n the annul revew": ["speech_therapy", "annual_review"],
    "camhs, respite and transport pls": ["camhs_mental_health", "short_breaks", "school_transport"],
    "tranport and respit info plz": ["school_transport", "short_breaks"],
}


@pytest.mark.parametrize(("text", "meant"), MENDED.items())
def test_a_slip_is_put_right(content: Content, text: str, meant: str) -> None:
    assert spell_topics(content, text) == meant


@pytest.mark.parametrize("text", AS_THEY_ARE)
def test_what_is_no_slip_of_a_topic_stays(content: Content, text: str) -> None:
    assert spell_topics(content, text) == text


@pytest.mark.parametrize(("text", "topics"), LISTS.items())
def test_each_topic_of_a_list_is_answered(parts: Parts, text: str, topics: list[str]) -> None:
    parts.rasa.default = NONSENSE  # type: ignore[attr-defined]
    said = write(parts, MUM, text)
    assert rows(parts, Inbound)[-1].topics == topics and "could not read" not in " ".join(said)
    assert ("SEND surgery dates" in said[-1]) == ("surgry" in text) and all(count_segments(one) <= 2 for one in said)


@pytest.mark.parametrize("text", ["my son has autism and adhd and hates school", "short breaks and why is it always late when i ring", "asdf qwer zxcv", "blue badge for my mum in Leeds"])
def test_what_says_more_is_read_by_the_dialogue_model(parts: Parts, text: str) -> None:
    parts.rasa.default = NONSENSE  # type: ignore[attr-defined]
    assert write(parts, MUM, text)[0] == parts.content.messages["nonsense"].sms


def test_a_slip_is_told_to_the_dialogue_model_as_it_is_meant(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def turn(sender: str, text: str, metadata: object, intent: str | None = None) -> list[dict[str, object]]:
        told.append(text)
        return [{"say": "unsure"}]

    monkeypatch.setattr(parts.rasa, "turn", turn)
    write(parts, MUM, "the ombusman never wrote back to me about him")
    assert told == ["the ombudsman never wrote back to me about him"]
