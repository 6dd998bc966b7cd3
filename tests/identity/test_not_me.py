""" "NOT ME": staff hear which case and where the code was asked for; the phone hears neither (conduct 10, 11)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import MUM, STRANGER, ask_for_code, hear, put_on_record, web
from tests.sms_tools import one
from webhook.bootstrap import Parts
from webhook.services.identity.not_me import says_not_me
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.people import answer_words
from webhook.services.turn.record import record_turn
from webhook.store.duty import Alert


@pytest.mark.parametrize(
    ("asks", "text", "detail"),
    [
        ("web", "NOT ME", "Case …0417. The code was asked for in the web chat."),
        (STRANGER, "it wasnt me", "Case …0417. The code was asked for by text, from another phone."),
        (MUM, "I didn't ask for this code", "Case …0417. The code was asked for by text, from this same phone."),
        ("", "not me", "Case …0417. No code went to this phone in the last day."),
    ],
)
def test_not_me_tells_staff_which_case_and_where_the_code_was_asked_for(parts: Parts, tmp_path: Path, asks: str, text: str, detail: str) -> None:
    put_on_record(parts, tmp_path)
    if asks:
        ask_for_code(parts, web(parts) if asks == "web" else asks)
    _, message = hear(parts, MUM, text)
    heard = assess_inbound(parts, message)
    assert heard is not None
    turn = answer_words(parts, heard)
    assert turn is not None
    record_turn(parts, heard, turn)
    assert one(parts, Alert, kind="not_me").detail == detail
    assert "0417" not in turn.replies[0].text and not {"web", "phone"} & set(turn.replies[0].text.split())


@pytest.mark.parametrize(
    "text", ["it is not me who decides", "i didn't ask for a plan", "that's not for me", "I didn't get the code", "it wasn't me it was the school who asked for the review"]
)
def test_what_only_sounds_like_not_me(text: str) -> None:
    assert not says_not_me(text)
