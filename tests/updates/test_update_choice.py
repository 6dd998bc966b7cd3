"""Who is asked whether they want texts about their case, what counts as yes and no, and turning them off: in plain words, by staff, at any time."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.duty_steps import CRISIS, act, audits, new_staff, signed_in
from tests.family import CASE, DAD, MUM, PERSON, STRANGER, put_on_record, web, write_csv
from tests.sms_tools import later, rows
from tests.update_steps import ask_status, change, choices, family, offered, opt_in, prove, text, texts_about, tick, write
from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON
from webhook.services.imports.cases import import_cases
from webhook.services.texts.inbox import sms_conversation_id
from webhook.services.updates.rules import QuietHours
from webhook.store.conversations import ConsentEvent, Conversation, PhoneNumber
from webhook.store.duty import Audit
from webhook.store.messages import Message

__all__ = ["family"]


def ledger(parts: Parts) -> list[tuple[str, str]]:
    return [(row.event, row.source) for row in rows(parts, ConsentEvent)]


# ---- Asking ----


@pytest.mark.parametrize("who", ["web", MUM])
def test_after_a_status_one_question_and_the_text_goes_to_the_phone_on_the_record(family: Parts, tmp_path: Path, who: str) -> None:
    who = web(family) if who == "web" else who
    prove(family, who)
    said = ask_status(family, who)
    assert offered(family, said) and "deciding if it will assess" in said[0]
    assert (choices(family), ledger(family)) == ([], [])
    write(family, who, "Yes please!")
    assert choices(family) == [(1, "on", "contact")] and ledger(family) == [("posted_on", "sms" if who == MUM else "web")]
    change(family, tmp_path, advice_requested="2026-11-12")
    tick(family)
    assert len(texts_about(family, MUM)) == 1


def test_the_chat_shows_two_buttons(family: Parts) -> None:
    who = web(family)
    prove(family, who)
    ask_status(family, who)
    assert rows(family, Message, conversation_id=who)[-1].buttons == [{"title": "Text me", "text": "1"}, {"title": "No texts", "text": "2"}]


@pytest.mark.parametrize("answer", ["2", "no", "No thanks.", "not now", "nope"])
def test_no_is_kept_and_nobody_is_asked_twice(family: Parts, tmp_path: Path, answer: str) -> None:
    who = web(family)
    prove(family, who)
    ask_status(family, who)
    assert write(family, who, answer) == text(family, "updates_no")
    assert choices(family) == [(1, "off", "contact")] and ledger(family) == [("posted_off", "web")]
    assert not offered(family, ask_status(family, who, "and now"))
    change(family, tmp_path, advice_requested="2026-11-12")
    tick(family)
    assert texts_about(family) == []


def test_a_question_instead_of_an_answer_is_answered_and_a_later_yes_counts_still(family: Parts) -> None:
    who = web(family)
    prove(family, who)
    ask_status(family, who)
    write(family, who, "thanks, that is good to know")
    assert choices(family) == []
    assert write(family, who, "ok thanks") != text(family, "updates_on"), "a nod is no yes to texts"
    assert write(family, who, "yes") == text(family, "updates_on")


def test_a_yes_to_another_question_is_not_a_yes_to_ours(family: Parts) -> None:
    who = web(family)
    prove(family, who)
    ask_status(family, who)
    family.rasa.answers["how does he get there"] = [{"say": "clarify", "options": ["school_transport", "blue_badge"]}]  # type: ignore[attr-defined]
    write(family, who, "how does he get there")
    write(family, who, "1")
    assert choices(family) == []


@pytest.mark.parametrize("between", [["has his dad been in touch about it"], ["can you tell his mum about this"], ["has his dad been in touch about it", "is it late"], ["transport?"]])
def test_after_another_answer_the_number_still_counts_and_a_bare_yes_no_more(family: Parts, between: list[str]) -> None:
    who = web(family)
    prove(family, who)
    ask_status(family, who)
    for said in between:
        write(family, who, said)
    assert write(family, who, "yes") != text(family, "updates_on") and choices(family) == []
    prove(family, who)
    ask_status(family, who)
    for said in between:
        write(family, who, said)
    assert write(family, who, "1") == text(family, "updates_on")


def test_in_chat_a_yes_after_the_proof_has_ended_turns_nothing_on(family: Parts) -> None:
    who = web(family)
    prove(family, who)
    ask_status(family, who)
    later(family, 31 * 60)
    assert write(family, who, "yes") == text(family, "updates_how")
    assert choices(family) == []


@pytest.mark.parametrize(("own", "hours", "on"), [(True, 23, True), (True, 25, False), (False, 0.4, True), (False, 1, False)])
def test_by_sms_the_own_phone_has_a_day_and_another_phone_half_an_hour(family: Parts, own: bool, hours: float, on: bool) -> None:
    who = MUM if own else STRANGER
    prove(family, who)
    assert offered(family, ask_status(family, who))
    later(family, hours * 3600)
    assert write(family, who, "1") == text(family, "updates_on" if on else "updates_how", "sms")
    assert bool(choices(family)) == on


NOT_ASKED = {
    "closed": {"case_status": "closed"},
    "moved": {"case_status": "moved"},
    "deceased": {"case_status": "deceased"},
    "grown up": {"child_dob": "2008-03-14", "case_ref": CASE["case_ref"]},
}
NOT_THIS_CONTACT = {"safe_to_text": {"safe_to_text": "no"}, "disclosure": {"disclosure": "no"}}


@pytest.mark.parametrize("why", [*NOT_ASKED, *NOT_THIS_CONTACT, "unsafe", "stop", "crisis", "crisis on the phone", "bereaved"])
def test_who_is_not_asked(family: Parts, tmp_path: Path, why: str) -> None:
    who = web(family)
    if why == "crisis":
        family.safety.verdicts["i want to hurt myself"] = CRISIS  # type: ignore[union-attr]
        write(family, who, "i want to hurt myself")
    if why == "crisis on the phone":
        family.safety.verdicts["i want to hurt myself"] = CRISIS  # type: ignore[union-attr]
        write(family, MUM, "i want to hurt myself")
    prove(family, who)
    case, person = CASE | NOT_ASKED.get(why, {}), PERSON | NOT_THIS_CONTACT.get(why, {}) | ({"rights_holder": "no"} if why == "grown up" else {})
    assert import_cases(family, write_csv(tmp_path / "c.csv", [case]), write_csv(tmp_path / "p.csv", [person])).written
    if why in ("unsafe", "stop", "bereaved"):
        with family.db.writing() as session:
            number = session.query(PhoneNumber).one()
            number.unsafe_at = family.clock.now() if why == "unsafe" else None
            number.opted_out_at = family.clock.now() if why == "stop" else None
            session.get_one(Conversation, sms_conversation_id(family, MUM)).bereaved_at = family.clock.now() if why == "bereaved" else None
    assert not offered(family, ask_status(family, who))
    assert write(family, who, "keep me posted") in (text(family, "updates_by_person"), text(family, "updates_on"))
    assert bool(choices(family)) == why.startswith("crisis"), "after a crisis nobody is asked, but who asks is heard"


def test_a_week_after_a_crisis_they_are_asked_again(family: Parts) -> None:
    who = web(family)
    family.safety.verdicts["i want to hurt myself"] = CRISIS  # type: ignore[union-attr]
    write(family, who, "i want to hurt myself")
    later(family, 8 * 86400)
    prove(family, who)
    assert offered(family, ask_status(family, who))


def test_in_a_conversation_that_may_be_watched_nobody_is_asked_and_no_file_is_offered(family: Parts) -> None:
    who = web(family)
    prove(family, who)
    with family.db.writing() as session:
        session.get_one(Conversation, who).unsafe_at = family.clock.now()
    said = ask_status(family, who)
    assert not offered(family, said) and "calendar" not in said[0]


# ---- In plain words ----


# ---- Staff ----


def test_staff_see_and_turn_them_off_with_a_row_for_it(client: FlaskClient, family: Parts, tmp_path: Path) -> None:
    officer = signed_in(client, family)
    who = web(family)
    thread = sms_conversation_id(family, MUM)
    assert "Texts about the case" not in officer.get(f"/duty/conversations/{who}").text
    opt_in(family, who)
    assert all("<b>On.</b>" in officer.get(f"/duty/conversations/{one}").text for one in (who, thread))
    change(family, tmp_path, advice_requested="2026-11-12")
    assert act(officer, who, "updates-off").status_code == 302
    tick(family)
    assert texts_about(family) == [] and choices(family) == [(1, "off", "staff")] and ledger(family)[-1] == ("posted_off", "staff")
    assert all("<b>Off.</b>" in officer.get(f"/duty/conversations/{one}").text for one in (who, thread))
    act(officer, who, "updates-off")
    with family.db.reading() as session:
        assert [row.detail for row in session.query(Audit).filter_by(action="updates_off")] == ["", "already off"]
    assert audits(family).count(("updates_off", f"conversation:{who}")) == 2
    assert not offered(family, ask_status(family, who, "and now"))


def test_staff_see_only_the_contact_who_writes_there(client: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(parts, tmp_path, {}, {"phone": DAD})
    opt_in(parts, web(parts), MUM)
    write(parts, DAD, "hello")
    officer = signed_in(client, parts)
    assert "Texts about the case" not in officer.get(f"/duty/conversations/{sms_conversation_id(parts, DAD)}").text


def test_turning_them_off_is_for_officers_with_a_form_of_ours(client: FlaskClient, family: Parts) -> None:
    opt_in(family, web(family))
    path = f"/duty/conversations/{sms_conversation_id(family, MUM)}/updates-off"
    assert client.post(path).status_code == 302  # to sign in
    new_staff(family, "ed", "editor")
    editor = signed_in(client, family, "eva", "editor")
    assert editor.post(path).status_code == 400
    assert act(editor, sms_conversation_id(family, MUM), "updates-off").status_code == 403
    assert choices(family) == [(1, "on", "contact")]
    assert act(editor, "0" * 32, "updates-off").status_code in (403, 404)


# ---- Quiet hours ----


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31)), st.times(), st.times())
def test_whatever_the_hours_the_morning_is_within_a_day_and_outside_them(moment: datetime, begin, end) -> None:  # type: ignore[no-untyped-def]
    quiet = QuietHours(begin, end)
    wake = quiet.wake_time(moment.replace(tzinfo=LONDON))
    if wake is not None:
        assert moment.replace(tzinfo=LONDON) < wake <= moment.replace(tzinfo=LONDON) + timedelta(days=1, hours=1)
        assert quiet.wake_time(wake) is None


@pytest.mark.parametrize(
    ("moment", "wake"),
    [
        ("2026-03-28T21:00", "2026-03-29T08:00"),  # the clocks go forward in that night
        ("2026-10-24T23:30", "2026-10-25T08:00"),  # and back in this one
        ("2026-06-01T20:59", None),
        ("2026-06-01T08:00", None),
        ("2026-06-01T07:59", "2026-06-01T08:00"),
    ],
)
def test_quiet_hours_are_london_s(parts: Parts, moment: str, wake: str | None) -> None:
    found = parts.content.updates.quiet.wake_time(datetime.fromisoformat(moment).replace(tzinfo=LONDON))
    assert (found.strftime("%Y-%m-%dT%H:%M") if found else None) == wake
