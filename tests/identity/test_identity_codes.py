"""The codes of the identity check: who is sent one, how often it may be tried, and that nobody locks another out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from tests.family import BORN, DAD, MUM, REF, STRANGER, ask_for_code, codes_to, count_codes_made, hear, put_on_record, say, verify, web
from tests.identity.test_identity import verified, wrong
from webhook.bootstrap import Parts
from webhook.services.identity.code import CASE_TRIES_A_DAY, hash_code
from webhook.services.identity.identity import end_verification, identity_step
from webhook.services.render.lookup import render_lookup
from webhook.services.safety.assess import assess_inbound
from webhook.store.cases import IdentityCode
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.duty import Alert
from webhook.store.identity import refuse_codes, use_code, wipe_stale_checks

ENOUGH = "999999"


def words_of(parts: Parts, who: str, text: str) -> str:
    """What is read after one message of the check."""
    conversation, message = hear(parts, who, text)
    result = identity_step(parts, conversation, message)
    heard = assess_inbound(parts, message)
    turn = render_lookup(parts, heard, result) if heard is not None else None
    assert turn is not None
    return turn.replies[0].text


def test_codes_stand_in_clear_in_no_table(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path)
    verify(any_parts, web(any_parts))
    code = codes_to(any_parts, MUM)[0]
    with any_parts.db.reading() as session:
        tables = [name for name in IdentityCode.metadata.tables if name not in ("cases", "contacts")]
        dump = " ".join(str(tuple(row)) for name in tables for row in session.execute(sql(f"SELECT * FROM {name}")))
    assert code not in dump and REF not in dump and BORN not in dump


def test_eight_verifications_at_once_give_one_success(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path)
    who = web(any_parts)
    ask_for_code(any_parts, who)
    code = codes_to(any_parts, MUM)[0]

    def use(_: int) -> bool:
        with any_parts.db.writing() as session:
            case_id = session.query(IdentityCode.case_id).scalar()
            return use_code(session, who, case_id, hash_code(any_parts, who, code), any_parts.clock.now(), 5) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(use, range(8))) == 1


def test_eight_wrong_codes_at_once_are_all_counted(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path)
    who = web(any_parts)
    ask_for_code(any_parts, who)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: say(any_parts, who, wrong(any_parts)), range(8)))
    assert sum(answer["say"] == "identity_locked" for answer in answers) == 1
    assert sum(answer["say"] in ("identity_wrong", "identity_wrong_again", "identity_wrong_last") for answer in answers) == 4
    assert not say(any_parts, who, codes_to(any_parts, MUM)[0])["done"]


def test_five_wrong_tries_lock_for_an_hour_and_the_words_stay_the_same(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    ask_for_code(parts, who)
    said = [say(parts, who, wrong(parts))["say"] for _ in range(5)]
    assert said == ["identity_wrong", *["identity_wrong_again"] * 2, "identity_wrong_last", "identity_locked"]
    assert ask_for_code(parts, who)["say"] == "identity_code_sent"
    assert len(codes_to(parts, MUM)) == 1, "a locked asker is sent nothing"
    assert say(parts, who, codes_to(parts, MUM)[0])["say"] == "identity_locked"
    assert verify(parts, MUM)["done"], "the phone on the record is not locked out by somebody else"
    parts.clock.at += timedelta(minutes=61)  # type: ignore[attr-defined]
    assert verify(parts, who)["done"]


@pytest.mark.parametrize("channel", ["sms", "web"])
def test_how_many_tries_are_left_is_said_and_the_same_whether_the_details_are_right(parts: Parts, tmp_path: Path, channel: str) -> None:
    put_on_record(parts, tmp_path)
    heard: dict[str, list[str]] = {}
    for ref, number in ((REF, MUM), ("SEN-99999", STRANGER)):
        who = number if channel == "sms" else web(parts)
        ask_for_code(parts, who, ref=ref)
        for _ in range(4):
            heard.setdefault(ref, []).append(words_of(parts, who, wrong(parts) if ref == REF else ENOUGH))
    assert heard[REF] == heard["SEN-99999"]
    assert ["4 more times" in heard[REF][0], "3 more times" in heard[REF][1], "2 more times" in heard[REF][2], "one try left" in heard[REF][3]] == [True] * 4
    assert not any("once more" in text or "{" in text for text in heard[REF])


def test_after_a_proof_and_for_another_reference_the_tries_are_counted_anew(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    ask_for_code(parts, who)
    assert "4 more" in words_of(parts, who, wrong(parts)) and "3 more" in words_of(parts, who, wrong(parts))
    assert say(parts, who, codes_to(parts, MUM)[-1])["done"]
    with parts.db.writing() as session:
        end_verification(session, who)
    ask_for_code(parts, who)
    assert "4 more" in words_of(parts, who, wrong(parts))


def test_a_code_works_once_for_ten_minutes_in_its_own_conversation(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    first, other = web(parts), web(parts)
    ask_for_code(parts, first)
    ask_for_code(parts, other)
    of_first, of_other = codes_to(parts, MUM)
    assert not say(parts, other, of_first)["done"] or of_first == of_other
    parts.clock.at += timedelta(minutes=10)  # type: ignore[attr-defined]
    assert say(parts, first, of_first)["say"] == "identity_wrong"
    assert say(parts, first, "it says expired, send another one please")["say"] == "identity_code_sent"
    assert say(parts, first, codes_to(parts, MUM)[-1])["done"]


def test_at_most_three_codes_a_day_for_a_contact(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    for _ in range(5):
        assert ask_for_code(parts, web(parts))["say"] == "identity_code_sent"
    assert len(codes_to(parts, MUM)) == 3
    parts.clock.at += timedelta(hours=25)  # type: ignore[attr-defined]
    ask_for_code(parts, web(parts))
    assert len(codes_to(parts, MUM)) == 4


def test_one_parent_cannot_lock_the_other_out(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, {}, {"phone": DAD})
    for _ in range(4):
        who = web(parts)
        say(parts, who, "send it to 07700 900001")
        ask_for_code(parts, who)
    assert len(codes_to(parts, MUM)) == 3
    assert verify(parts, MUM)["done"]


@pytest.mark.parametrize("people", [({},), ({}, {"phone": DAD})])
def test_whoever_has_the_details_cannot_use_up_the_codes_of_the_phone_on_the_record(any_parts: Parts, tmp_path: Path, people: tuple[dict[str, str], ...]) -> None:
    put_on_record(any_parts, tmp_path, *people)
    for turn in range(9):
        who = STRANGER if turn % 3 == 0 else web(any_parts)
        say(any_parts, who, "send it to 07700 900001")
        assert ask_for_code(any_parts, who)["say"] == "identity_code_sent"
        say(any_parts, who, "start again")
    assert len(codes_to(any_parts, MUM)) == 3
    for turn in range(3):
        any_parts.clock.at += timedelta(minutes=31)  # type: ignore[attr-defined]
        with any_parts.db.writing() as session:
            wipe_stale_checks(session, any_parts.clock.now())
        assert verify(any_parts, MUM)["done"], f"her own code {turn + 1} of the day"
        thread, _ = hear(any_parts, MUM, "thanks")
        with any_parts.db.writing() as session:
            end_verification(session, thread)
    assert ask_for_code(any_parts, MUM)["say"] == "identity_code_sent"
    assert len(codes_to(any_parts, MUM)) == 6
    with any_parts.db.reading() as session:
        told = [(row.kind, row.detail) for row in session.query(Alert).order_by(Alert.id)]
    assert told == [("identity_codes", "…0417"), ("identity_own_codes", "…0417")], "one alert for each limit, however often it is met"


def test_on_the_web_two_people_are_never_confused(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, {}, {"phone": DAD})
    who = web(parts)
    assert ask_for_code(parts, who)["say"] == "identity_code_sent"
    assert count_codes_made(parts) == 0, "a code to the wrong one would tell that the other asked"
    assert say(parts, who, "my number is 07700 900002")["say"] == "identity_code_sent"
    assert (len(codes_to(parts, MUM)), len(codes_to(parts, DAD))) == (0, 1)


@pytest.mark.parametrize("flag", [{"disclosure": "no"}, {"safe_to_text": "no"}])
def test_who_is_told_nothing_hears_the_same_and_nobody_else_is_texted(parts: Parts, tmp_path: Path, flag: dict[str, str]) -> None:
    put_on_record(parts, tmp_path, {}, {"phone": DAD} | flag)
    assert ask_for_code(parts, DAD)["say"] == "identity_code_sent"
    assert count_codes_made(parts) == 0


def test_a_stranger_with_the_details_gets_the_code_to_the_record_not_to_the_own_phone(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    ask_for_code(parts, STRANGER)
    assert (codes_to(parts, STRANGER), len(codes_to(parts, MUM))) == ([], 1)


@pytest.mark.parametrize("mark", ["opted_out_at", "unsafe_at"])
def test_no_code_after_stop_nor_uninvited_to_a_watched_phone(parts: Parts, tmp_path: Path, mark: str) -> None:
    put_on_record(parts, tmp_path)
    with parts.db.writing() as session:
        setattr(session.query(PhoneNumber).one(), mark, parts.clock.now())
    ask_for_code(parts, web(parts))
    assert codes_to(parts, MUM) == []


@pytest.mark.parametrize(("holder", "codes"), [("no", 0), ("yes", 1), ("", 0)])
def test_after_compulsory_school_age_the_rights_decide(parts: Parts, tmp_path: Path, holder: str, codes: int) -> None:
    put_on_record(parts, tmp_path, {"rights_holder": holder}, child_dob="2010-03-14")
    ask_for_code(parts, MUM, born="14 march 2010")
    assert len(codes_to(parts, MUM)) == codes


def test_many_wrong_tries_by_anybody_slow_others_tell_staff_and_spare_the_phone_on_the_record(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    for _ in range(CASE_TRIES_A_DAY // 5):
        who = web(parts)
        ask_for_code(parts, who, born="1/1/2015")
        for _ in range(5):
            say(parts, who, "111111")
    with parts.db.reading() as session:
        assert session.query(Alert).filter_by(kind="identity_tries").count() == 1
    ask_for_code(parts, web(parts))
    ask_for_code(parts, web(parts))
    assert len(codes_to(parts, MUM)) == 1, "others get one an hour"
    assert verify(parts, MUM)["done"]


def test_not_me_voids_codes_and_what_was_proven(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    proven, waiting = web(parts), web(parts)
    verify(parts, proven)
    ask_for_code(parts, waiting)
    with parts.db.writing() as session:
        refuse_codes(session, parts.vault.hash("number", MUM), parts.clock.now())
    assert not verified(parts, proven)
    assert say(parts, waiting, codes_to(parts, MUM)[-1])["say"] == "identity_wrong"


def test_the_outbox_of_the_phone_on_the_record_is_looked_at(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    ask_for_code(parts, who)
    with parts.db.reading() as session:
        thread = session.query(Conversation).filter_by(channel="sms").one()
    assert ("send", thread.id) in parts.queue.jobs  # type: ignore[attr-defined]
    assert hear(parts, MUM, "hello")[0] == thread.id
