"""The identity check: three parts, the same words whatever matches, codes that work once, locks and limits per person (conduct 9 to 12)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.family import DAD, MUM, REF, STRANGER, ask_for_code, codes_to, count_codes_made, put_on_record, say, verify, web
from webhook.bootstrap import Parts
from webhook.services.identity.identity import is_verified
from webhook.store.cases import IdentityCheck
from webhook.store.identity import wipe_stale_checks
from webhook.store.messages import Message, Outbound


def wrong(parts: Parts, number: str = MUM) -> str:
    """A code that was not sent."""
    return next(code for code in ("111111", "222222", "333333", "444444") if code not in codes_to(parts, number))


def verified(parts: Parts, conversation: str) -> bool:
    with parts.db.reading() as session:
        return is_verified(session.get(IdentityCheck, conversation), parts.clock.now())


def test_the_whole_check_on_the_web(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path)
    who = web(any_parts)
    assert say(any_parts, who, "where is my case") == {"requested": "case_ref", "say": "identity_ask_ref", "done": False, "leave": False}
    assert say(any_parts, who, "its sen 20417 i think")["requested"] == "child_dob"
    asked = say(any_parts, who, "14th march 2017")
    assert (asked["requested"], asked["say"]) == ("code", "identity_code_sent")
    code = codes_to(any_parts, MUM)[0]
    assert say(any_parts, who, f"{code[:3]} {code[3:]}") == {"requested": None, "say": "case_status", "done": True, "leave": False}
    assert say(any_parts, who, "and now?")["done"]
    any_parts.clock.at += timedelta(minutes=31)  # type: ignore[attr-defined]
    assert say(any_parts, who, "and now?")["requested"] == "case_ref"


def test_by_sms_the_code_goes_to_the_phone_that_asks_and_into_no_transcript(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, {}, {"phone": DAD})
    assert verify(parts, DAD, DAD)["done"]
    assert codes_to(parts, MUM) == []
    with parts.db.reading() as session:
        row = session.query(Outbound).filter_by(kind="code").one()
        assert row.message_id is None and row.channel == "sms" and row.segments == 1
        assert not [message for message in session.query(Message) if message.sender == "bot"]


def test_a_reference_and_a_birthday_may_come_in_one_message(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    assert say(parts, who, f"dob 14/3/17 ref {REF}. hope thats enough")["requested"] == "code"
    assert len(codes_to(parts, MUM)) == 1


@pytest.mark.parametrize(("ref", "born"), [(REF, "15/3/17"), ("SEN-99999", "14/3/17"), ("ZZ/123456", "1 Jan 2012")])
def test_unknown_and_known_details_hear_the_same_words(parts: Parts, tmp_path: Path, ref: str, born: str) -> None:
    put_on_record(parts, tmp_path)
    known, unknown = web(parts), web(parts)
    for step in ("hello", None, None, "111111", "222222", "333333", "444444", "555555"):
        right, other = (step, step) if step else (REF, ref) if not count_codes_made(parts) and not _asked_for_birthday(parts, known) else ("14/3/17", born)
        assert say(parts, known, right) == say(parts, unknown, other)
    assert count_codes_made(parts) == 1


def _asked_for_birthday(parts: Parts, conversation: str) -> bool:
    with parts.db.reading() as session:
        return session.get_one(IdentityCheck, conversation).requested == "child_dob"


def test_a_mistyped_detail_can_be_mended(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    ask_for_code(parts, who, born="14/4/17")
    assert say(parts, who, "sorry typed wrong its 14/3/17 not the other")["say"] == "identity_code_sent"
    assert say(parts, who, codes_to(parts, MUM)[0])["done"]


def test_what_stands_in_the_way_has_a_way_on(parts: Parts, tmp_path: Path) -> None:
    who = web(parts)
    say(parts, who, "update pls")
    assert say(parts, who, "why do you need that")["say"] == "identity_why"
    assert say(parts, who, "i dont have a reference") == {"requested": None, "say": "identity_no_ref", "done": False, "leave": True}
    ask_for_code(parts, who)
    assert say(parts, who, "no code came") == {"requested": "code", "say": "identity_ask_number", "done": False, "leave": False}  # whoever is on the record
    assert say(parts, who, "still no code came")["say"] == "identity_no_code"
    ask_for_code(parts, who)
    assert say(parts, who, "it went to my old phone")["say"] == "identity_no_code"
    ask_for_code(parts, MUM)
    assert say(parts, MUM, "no code came")["say"] == "identity_no_code"  # by text the number is the one that writes
    ask_for_code(parts, who)
    assert say(parts, who, "not giving you that by text")["say"] == "identity_refused"
    say(parts, who, "update pls")
    assert say(parts, who, "no thanks", leave=True)["say"] == "identity_refused"
    assert say(parts, who, "im the senco at her school, what is happening with the case")["say"] == "identity_professional"
    assert say(parts, who, "no code came", intent="case_identity")["leave"]


def test_a_date_of_birth_given_first_is_kept_and_the_reference_comes_next(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    for who, text in ((MUM, "14/03/17"), (web(parts), "his birthday is 14th march \u201917")):
        say(parts, who, "where is my case", intent="case_status")
        assert say(parts, who, text) == {"requested": "case_ref", "say": "identity_ref_after_dob", "done": False, "leave": False}
        assert say(parts, who, REF)["say"] == "identity_code_sent"
    say(parts, STRANGER, "where is my case", intent="case_status")
    assert say(parts, STRANGER, "3/11/26")["say"] == "identity_ask_ref"  # nobody that young has a case: it may be the day of a request


@pytest.mark.parametrize(
    "text",
    ["and my other one", "what about my other son", "and the other one too please", "no, the second case", "and my daughters", "n my sons please", "and his brothers one",
     "what about my youngest"],
)  # fmt: skip
def test_another_case_in_the_middle_of_the_check_is_no_refusal(parts: Parts, tmp_path: Path, text: str) -> None:
    put_on_record(parts, tmp_path)
    say(parts, MUM, "where is my case", intent="case_status")
    say(parts, MUM, REF)
    assert say(parts, MUM, text) == {"requested": "child_dob", "say": "identity_other", "done": False, "leave": False}
    assert say(parts, MUM, "14/3/17")["say"] == "identity_code_sent"


@pytest.mark.parametrize("words", ["sen 20417", "SEN20417", "sen-20417", "the ref is SEN 20417", "Ref: sen/20417 thanks", "its SEN-20417 for my boy"])
def test_a_reference_is_found_however_it_is_written(parts: Parts, tmp_path: Path, words: str) -> None:
    put_on_record(parts, tmp_path)
    ask_for_code(parts, MUM, ref=words)
    assert len(codes_to(parts, MUM)) == 1


def test_unreadable_answers_lead_to_a_person_and_leaving_forgets(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    say(parts, who, "update")
    assert [say(parts, who, "hmm")["say"] for _ in range(3)] == ["identity_ask_ref", "identity_ask_ref", "identity_offer_person"]
    ask_for_code(parts, who)
    say(parts, who, "stop asking", leave=True)
    with parts.db.reading() as session:
        check = session.get_one(IdentityCheck, who)
    assert (check.requested, check.ref_sealed, check.dob_sealed) == (None, None, None)
    assert say(parts, who, codes_to(parts, MUM)[0])["requested"] == "case_ref", "the code of a check that was left is void"


def test_an_old_check_begins_anew_and_is_wiped(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    ask_for_code(parts, who)
    parts.clock.at += timedelta(minutes=31)  # type: ignore[attr-defined]
    with parts.db.writing() as session:
        assert wipe_stale_checks(session, parts.clock.now() - timedelta(minutes=30)) == 1
    assert say(parts, who, "hello again")["requested"] == "case_ref"


@pytest.mark.parametrize("text", ["sorry 2017 not 2016", "i meant 2017"])
def test_a_year_put_right_after_the_code_text_sends_a_code(parts: Parts, tmp_path: Path, text: str) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    ask_for_code(parts, who, born="14/3/2016")
    assert count_codes_made(parts) == 0
    assert say(parts, who, text)["say"] == "identity_code_sent" and count_codes_made(parts) == 1
    assert say(parts, who, codes_to(parts, MUM)[-1])["done"]


@pytest.mark.parametrize(("text", "asks"), [("and the other one?", "case_ref"), ("where is sen-20418", "child_dob"), ("and sen 20417", None)])
def test_who_has_proven_one_case_can_ask_for_another(parts: Parts, tmp_path: Path, text: str, asks: str | None) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    verify(parts, who)
    assert say(parts, who, text, intent="case_status")["requested"] == asks
    assert verified(parts, who) is ("sen-20418" not in text)  # until the other is named


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31 feb 2017", "unreal"),
        ("14/13/2017", "unreal"),
        ("31/02/2016", "unreal"),
        ("March 2017", "not_whole"),
        ("03/2017", "not_whole"),
        ("2017", "not_whole"),
        ("he's 9", "not_whole"),
        ("14 march 2031", "future"),
        ("14/03/1990", "over_25"),
    ],
)
def test_a_day_that_can_be_no_birthday_is_said_and_asked_for_again(parts: Parts, tmp_path: Path, text: str, says: str) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    say(parts, who, "where is my case", intent="case_status")
    say(parts, who, REF)
    asked = say(parts, who, text)
    assert (asked["requested"], asked["say"]) == ("child_dob", f"identity_dob_{says}")
    assert say(parts, who, "14 march 2017")["say"] == "identity_code_sent"


def test_a_birthday_put_right_many_times_still_gets_its_code(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    ask_for_code(parts, who, born="13/3/17")
    for text in ("no sorry 12/3/17", "hang on, its 31 feb 2017", "i mean 11 march 2017", "no wait 10 March 2017", "its 14/03/2017"):
        asked = say(parts, who, text)
        assert asked["requested"] in ("code", "child_dob") and asked["say"] != "identity_offer_person"
    assert asked["say"] == "identity_code_sent" and codes_to(parts, MUM)


def test_over_school_age_the_words_follow_the_day_given_and_not_the_record(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    said = [ask_for_code(parts, web(parts), born="14/3/2008"), ask_for_code(parts, web(parts), ref="SEN-99999", born="14/3/2008")]
    assert [one["say"] for one in said] == ["identity_code_sent_16"] * 2


@pytest.mark.parametrize("born", ["14 march 2016 no sorry 2017", "14/3/16 oh no 14/3/17", "4th march 2017 wait sorry 14th", "not 14/3/2016, 14/3/2017"])
@pytest.mark.parametrize("who", [DAD, "web"])
def test_a_birthday_put_right_in_the_same_breath_brings_the_code(parts: Parts, tmp_path: Path, born: str, who: str) -> None:
    put_on_record(parts, tmp_path, {"phone": DAD})
    assert ask_for_code(parts, who if who == DAD else web(parts), born=born)["say"] == "identity_code_sent"
    assert len(codes_to(parts, DAD)) == 1


@pytest.mark.parametrize("born", ["14 march 2017 no sorry 2016", "14/3/17 oh no 14/3/16", "14/3/16 and her brother 14/3/17"])
def test_the_birthday_said_last_is_the_one_that_is_tried_and_no_second_one_with_it(parts: Parts, tmp_path: Path, born: str) -> None:
    put_on_record(parts, tmp_path, {"phone": DAD})
    assert ask_for_code(parts, DAD, born=born)["say"] == "identity_code_sent"  # the same words, and no code
    assert codes_to(parts, DAD) == []
