""" "Can I print this" is told how, wherever it is asked on the web, and in the middle of the check the check goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import MUM, Talk
from tests.family import ask_for_code, hear, put_on_record
from tests.family import web as new_chat
from webhook.bootstrap import Parts
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.print_asked import answer_print

HOW = "print this page with your browser"


@pytest.mark.parametrize("text", ["can i print that", "print", "how do i print it", "is there a way to print this", "hang on, can i print it when i get it", "is there a print version"])
def test_how_to_print_is_said(parts: Parts, text: str) -> None:
    assert HOW in Talk(parts).say(text)


def test_by_text_it_says_where_it_can_be_printed(parts: Parts) -> None:
    assert "In the web chat you can print" in Talk(parts, MUM).say("can i print that")


@pytest.mark.parametrize("text", ["can i have it in large print", "what is the small print", "the letter was printed wrong", "can i get a blueprint of the plan"])
def test_what_only_has_print_in_it_is_not_taken(parts: Parts, text: str) -> None:
    assert HOW not in Talk(parts).say(text)


def test_in_the_middle_of_the_check_its_question_comes_again(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = new_chat(parts)
    ask_for_code(parts, who)
    heard = assess_inbound(parts, hear(parts, who, "hang on, can i print it when i get it")[1])
    assert heard is not None and heard.form_open
    turn = answer_print(parts, heard)
    assert turn is not None and HOW in turn.replies[0].text and "What is the code" in turn.replies[1].text
