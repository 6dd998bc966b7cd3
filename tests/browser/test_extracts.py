"""A manager brings a case extract, in a real browser: chosen, looked at, confirmed; accessible, by keyboard, on a phone, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Site
from tests.browser.steps import fits, shoot, violations
from tests.duty_steps import PASSWORD, new_staff
from tests.family import CASE, PERSON, put_on_record, write_csv
from webhook.store.cases import Case

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


@pytest.fixture
def manager(site: Site, open_page: Open) -> Callable[..., Any]:
    """Opens the page of extracts as a manager, signed in through the form."""
    staff = new_staff(site.parts, "musa", "manager")

    def opened(viewport: dict[str, int] = DESK, **options: Any) -> Any:
        page = open_page("/duty/sign-in", viewport, **options)
        page.get_by_label("User name").fill("musa")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("Code from your authenticator app").fill(pyotp.TOTP(site.parts.vault.open(staff.totp_sealed)).now())
        page.keyboard.press("Enter")
        page.wait_for_url("**/duty/")
        page.get_by_role("link", name="Case extracts").click()
        return page

    return opened


def count(site: Site) -> int:
    with site.parts.db.reading() as session:
        return session.query(Case).count()


def test_an_extract_is_chosen_looked_at_and_taken_in_by_keyboard(manager: Callable[..., Any], site: Site, tmp_path: Path) -> None:
    put_on_record(site.parts, tmp_path, source_updated_at="2026-01-05")
    page = manager()
    expect(page.get_by_text("longer ago than it should be")).to_be_visible()
    cases = write_csv(tmp_path / "cases.csv", [CASE | {"case_ref": "SEN-2"}, CASE | {"case_ref": "SEN-3", "child_dob": "x"}])
    page.get_by_label("Cases", exact=True).set_input_files(cases)
    page.get_by_label("Contacts (optional)").set_input_files(write_csv(tmp_path / "contacts.csv", [PERSON]))
    assert violations(page) == []
    for label, width in {"desk": 1280, "phone": 390, "narrow": 320}.items():
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page), label
        shoot(page, f"extracts-{label}")
    page.get_by_role("button", name="Show what it would change").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What the extract would change").wait_for()
    expect(page.get_by_text("Row 3: child_dob is not a date like 2026-03-14")).to_be_visible()
    assert count(site) == 1
    for label, width in {"narrow": 320, "phone": 390, "desk": 1280}.items():
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page), label
        shoot(page, f"extract-{label}")
    assert violations(page) == []
    page.get_by_role("button", name="Leave out the rejected rows and take in the others").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Taken in: 1 added, 0 changed, 1 unchanged.").wait_for()
    assert count(site) == 2 and violations(page) == []


def test_the_wrong_file_is_told_on_a_phone_without_javascript(manager: Callable[..., Any], site: Site, tmp_path: Path) -> None:
    page = manager(PHONE, java_script_enabled=False)
    wrong = tmp_path / "cases.csv"
    wrong.write_bytes("case_ref\nSEN-é".encode("latin-1"))
    page.get_by_label("Cases", exact=True).set_input_files(wrong)
    page.get_by_role("button", name="Show what it would change").click()
    expect(page.get_by_role("alert").filter(has_text="is not UTF-8 text")).to_be_visible()
    assert count(site) == 0
