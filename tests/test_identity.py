"""The identity check: three parts, the same words whatever matches, codes that work once, locks and limits per person (conduct 9 to 12)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from family import BORN, DAD, MUM, REF, STRANGER, ask_for_code, codes_to, count_codes_made, hear, put_on_record, say, verify, web
from sqlalchemy import text as sql

from webhook.bootstrap import Parts
from webhook.services.assess import assess_inbound
from webhook.services.identity import end_verification, identity_step, is_verified
from webhook.services.identity_code import CASE_TRIES_A_DAY, hash_code
from webhook.services.render_lookup import render_lookup
from webhook.store.cases import IdentityCheck, IdentityCode
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.duty import Alert
from webhook.store.identity import refuse_codes, use_code, wipe_stale_checks
from webhook.store.messages import Message, Outbound

ENOUGH = "999999"


def wrong(parts: Parts, number: str = MUM) -> str:
    """A code that was not sent."""
    return next(code for code in ("111111", "222222", "333333", "444444") if code not in codes_to(parts, number))


def words_of(parts: Parts, who: str, text: str) -> str:
    """What is read after one message of the check."""
    conversation, message = hear(parts, who, text)
    result = identity_step(parts, conversation, message)
    heard = assess_inbound(parts, message)
    turn = render_lookup(parts, heard, result) if heard is not None else None
    assert turn is not None
    return turn.replies[0].text


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


@pytest.mark.parametrize("text", ["and my other one", "what about my other son", "and the other one too please", "no, the second case"])
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
    assert verified(parts, who) is (asks is None)


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
