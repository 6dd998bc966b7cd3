"""References, dates of birth, codes and objections as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from webhook.services.cases.who_asks import is_other_person
from webhook.services.identity.birth_read import put_right, read_date, read_last_date
from webhook.services.identity.read import read_code, read_objection, read_phone_number, read_ref

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("14/3/17", "2017-03-14"),
        ("14.03.2017", "2017-03-14"),
        ("14-3-17", "2017-03-14"),
        ("14 march 2017", "2017-03-14"),
        ("14th of March, 2017", "2017-03-14"),
        ("March 14 2017", "2017-03-14"), ("2017-03-14", "2017-03-14"), ("14 3 17", "2017-03-14"), ("140317", "2017-03-14"), ("14032017", "2017-03-14"),
        ("3/14/17", "2017-03-14"), ("1 sept 09", "2009-09-01"), ("born 5 Feb 03", "2003-02-05"), ("born 5 Feb 98", None), ("14 march", None), ("31/2/17", None), ("14/3/2027", None),
        ("tuesday", None), ("1/1/1970", None), ("7th march '18", "2018-03-07"), ("march 7 '18", "2018-03-07"), ("7/3/'18", "2018-03-07"),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text: str, born: str | None) -> None:
    found = read_date(text, TODAY)
    assert (found.isoformat() if found else None) == born


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("123456", "123456"),
        ("its 12/3456 i think", "123456"),
        ("c 20 417", "C20417"),
        ("no idea", None),
        ("14/3/17", None),
        ("12", None),
        ("what is that for?", None),
    ],
)
def test_references_as_people_write_them(text: str, ref: str | None) -> None:
    assert read_ref(text) == ref


@pytest.mark.parametrize(("text", "code"), [("12 34 56", "123456"), ("code is 123-456", "123456"), ("1 2 3 4 5 6.", "123456"), ("12345", None), ("1234567", None)])
def test_codes_in_any_spacing(text: str, code: str | None) -> None:
    assert read_code(text) == code


@pytest.mark.parametrize(
    ("text", "asked", "objection"),
    [
        ("no code came", "code", "no_code"), ("u sent the code to my old phone i cant see it", "code", "no_code"),
        ("The code didn’t arrive. Can you send it once more?", "code", "again"),
        ("I don't have that number. I never get any letter with number", "case_ref", "no_ref"),
        ("where do i find the number you want, is it on the letter top right?", "case_ref", "no_ref"),
        ("nope not giving you his date of birth over text", "child_dob", "refused"),
        ("why you need birthday? who see this", "child_dob", "why"), ("whats the dob for??", "child_dob", "why"), ("and my other one", "child_dob", "other"),
        ("what about my other son's transport", "child_dob", None), ("i have another question", "child_dob", None), ("thank you", "child_dob", None),
    ],
)  # fmt: skip
def test_objections_in_their_own_words(text: str, asked: str, objection: str | None) -> None:
    assert read_objection(text, asked) == objection


def test_professionals_and_neighbours_are_told_apart_from_parents() -> None:
    assert is_other_person("I am the neighbour, I help this family, please tell me if council answer them")
    assert is_other_person("hi im her social worker, any news on the case?")
    assert not is_other_person("i am a teacher and my son has a plan, where is it up to")
    assert not is_other_person("hi its his nan i mind him weekdays, what stage is his ehcp at")


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("sorry 2017 not 2016", "2017-03-14"),
        ("not 2016, 2017", "2017-03-14"),
        ("i meant 2017", "2017-03-14"),
        ("sorry its may not march", "2016-05-14"),
        ("should be the 4th not the 14th", "2016-03-04"),
        ("sorry i put 2016 its 2017", "2017-03-14"),
        ("2017", None),
        ("sorry i may have put it wrong", None),
        ("sorry it was 2016", None),
        ("sorry 2017 or 2018", None),
        ("sorry no code", None),
        ("sorry february", "2016-02-14"),
        ("sorry the 31st of february", None),
        ("sorry 2031", None),
    ],
)
def test_a_piece_of_the_date_of_birth_is_put_right(text: str, born: str | None) -> None:
    found = put_right(text, date(2016, 3, 14), TODAY)
    assert (found.isoformat() if found else None) == born


@pytest.mark.parametrize(("text", "number"), [("sorry 2017 not 2016", None), ("send it to 02079460000", "02079460000"), ("07700 900123 please", "07700 900123")])
def test_a_year_is_no_phone(text: str, number: str | None) -> None:
    assert read_phone_number(text) == number


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("1st dec 2015 no sorry 2016", "2016-12-01"),
        ("1 dec 2015 sorry i mean 2016", "2016-12-01"),
        ("7/7/2012 oh no 7/7/2013", "2013-07-07"),
        ("7/7/12 wait 7/7/13", "2013-07-07"),
        ("not 1/12/2015, 1/12/2016", "2016-12-01"),
        ("1/12/2016 not 1/12/2015", "2016-12-01"),
        ("1 dec 2016 not 2015", "2016-12-01"),
        ("1st nov 2016 sorry december", "2016-12-01"),
        ("1st dec 2016 sorry 2nd", "2016-12-02"),
        ("1 dec 2016 sorry for the delay", "2016-12-01"),
        ("1 dec 2016, sorry i may be late", "2016-12-01"),
        ("1 dec 2016 she was in year 4 in 2015", "2016-12-01"),
        ("his sister is 7/7/2012 and he is 7/7/2013", "2012-07-07"),  # no correction
        ("sorry, no", None),
    ],
)
def test_a_date_of_birth_put_right_in_the_same_breath_is_the_one_meant(text: str, born: str | None) -> None:
    found = read_last_date(text, TODAY)
    assert (found.isoformat() if found else None) == born


def test_a_correction_begins_at_the_date_that_was_found_as_one() -> None:
    assert read_last_date("12 11 2010 is it, born 7/7/2012 no sorry 7/7/2013", TODAY, date(2012, 7, 7)) == date(2013, 7, 7)
    assert read_last_date("born 7/7/2013", TODAY, date(2012, 7, 7)) == date(2012, 7, 7)
