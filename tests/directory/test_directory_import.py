"""The directory's imports: what comes in, in which forms, what is refused by name, and what is withdrawn."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from directory.run import Options, TooManyDropped, import_directory
from tests.conftest import missing
from webhook.bootstrap import Parts
from webhook.services.directory.search import search_directory
from webhook.services.imports.imports import Imported
from webhook.settings import ROOT
from webhook.store.directory import DirectoryService

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "contracts" / "open-referral-uk" / "examples"
SAMPLES = ROOT / "content" / "directory" / "sample_services.csv"


def service(number: int, **changes: Any) -> dict[str, Any]:
    return {"id": f"00000000-0000-4000-8000-{number:012}", "name": f"Club {number}", "status": "active"} | changes


def write_lines(path: Path, records: list[Any]) -> str:
    path.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    return str(path)


def stored(parts: Parts) -> dict[str, DirectoryService]:
    with parts.db.reading() as session:
        return {row.record_id: row for row in session.query(DirectoryService)}


def shown(parts: Parts) -> set[str]:
    return {row.name for row in stored(parts).values() if row.visible}


def counts(imported: Imported) -> tuple[int, int, int, int]:
    report = imported.reports[0]
    return report.added, report.changed, report.unchanged, len(report.rejected)


# ---- Forms it comes in ----


def test_the_samples_come_in_and_a_second_time_changes_nothing(any_parts: Parts) -> None:
    first, second = (import_directory(any_parts, str(SAMPLES), Options(name="samples")) for _ in range(2))
    assert first.reports[0].rejected == [] and first.exit_code == 0
    assert first.reports[0].added >= 120 and counts(second) == (0, 0, first.reports[0].added, 0)
    rows = stored(any_parts)
    assert all(row.sample for row in rows.values())
    assert {row.record["phone"] for row in rows.values()} - {None} <= confirmed_numbers(any_parts)


def confirmed_numbers(parts: Parts) -> set[str]:
    return {contact["number"].split(",")[0] for contact in parts.content.contacts.values() if contact.get("confirmed") and contact.get("number")}


def test_rows_with_only_id_name_and_status_nulls_and_unknown_fields_come_in(any_parts: Parts, tmp_path: Path) -> None:
    nulls = dict.fromkeys(["description", "schedules", "organization", "minimum_age", "attributes", "service_at_locations", "fees"])
    records = [service(1), service(2, **nulls), service(3, colour="green", fees="Free", fees_description="£3 a day")]
    assert counts(import_directory(any_parts, write_lines(tmp_path / "f.ndjson", records), Options())) == (3, 0, 0, 0)
    third = stored(any_parts)[service(3)["id"]]
    assert (third.cost, third.record["fees"]) == ("paid", "£3 a day")


@pytest.mark.parametrize("name", ["service_full.json", "service_list.json"])
def test_the_standards_own_examples_come_in(any_parts: Parts, name: str) -> None:
    if not EXAMPLES.is_dir():
        missing("open-referral-uk", "the standard's examples are not on this machine")
    assert counts(import_directory(any_parts, str(EXAMPLES / name), Options())) == (1, 0, 0, 0)
    row = next(iter(stored(any_parts).values()))
    assert (row.name, row.age_from, row.age_to, row.checked_on and row.checked_on.isoformat()) == ("Community Counselling", 12, 100, "2005-01-01")
    if name == "service_full.json":
        assert row.record["sessions"][0]["days"] == [3, 4] and row.cost == "paid"
        assert row.record["places"][0]["latitude"] is None  # the example's 100, 101 is nowhere


def test_an_older_feed_is_understood(parts: Parts, tmp_path: Path) -> None:
    old = service(
        1,
        eligibilitys=[{"minimum_age": 5, "maximum_age": 11, "eligibility": "No referral needed"}],
        regular_schedules=[{"weekday": "SA", "opens_at": "10:00", "closes_at": "12:00"}, {"byday": "Tuesday", "opens_at": "16:00:00"}],
        service_taxonomys=[{"taxonomy": {"name": "Autism", "vocabulary": "needs"}}],
        service_at_locations=[{"location": {"name": "Hall", "physical_addresses": [{"address_1": "1 Road", "city": "Town", "postal_code": "NW5 2AA"}]}}],
    )
    page = tmp_path / "page.json"
    page.write_text(json.dumps({"totalElements": 1, "totalPages": 1, "number": 1, "size": 1, "content": [old]}), "utf-8")
    assert counts(import_directory(parts, str(page), Options())) == (1, 0, 0, 0)
    row = stored(parts)[old["id"]]
    assert (row.age_from, row.age_to, row.referral, row.record["needs"]) == (5, 11, False, ["autism"])
    assert [session["days"] for session in row.record["sessions"]] == [[5], [1]] and row.record["places"][0]["address"] == "1 Road, Town"


def test_markup_and_addresses_that_run_code_do_not_get_through(parts: Parts, tmp_path: Path) -> None:
    record = service(1, name="<b>Club</b> &amp; more", description="<p>One</p><script>x()</script>", url="javascript:alert(1)")
    import_directory(parts, write_lines(tmp_path / "f.ndjson", [record]), Options())
    row = stored(parts)[record["id"]]
    assert row.name == "Club & more" and "<" not in row.record["description"] and row.record["url"] is None


# ---- What is refused ----


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (service(2, name=None), "name is not a text"),
        (service(2, name="  "), "name is empty"),
        (service(2, status="open"), "status must be one of 'active', 'inactive', 'defunct' or 'temporarily closed'"),
        ({"id": "x", "name": "No status"}, "x: status is missing"),
        ({"name": "No id", "status": "active"}, "No id: id is missing"),
        (service(2, minimum_age="ten"), "minimum_age is not a number"),
        (service(2, minimum_age=12, maximum_age=5), "maximum_age is less than minimum_age"),
        (service(2, assured_date="soon"), "is not a date like"),
        (service(2, schedules={"id": 1}), "schedules is not a list"),
        (service(2, schedules=["monday"]), "schedules.0 is not an object"),
        (service(1, name="Twice"), "the same id as row 1"),
        (["a list"], "a record without id and name: is not an object"),
    ],
)
def test_a_rejected_record_is_named_with_its_reason_and_nothing_is_written(parts: Parts, tmp_path: Path, record: Any, reason: str) -> None:
    path = write_lines(tmp_path / "f.ndjson", [service(1), record])
    imported = import_directory(parts, path, Options())
    number, said = imported.reports[0].rejected[0]
    assert number == 2 and reason in said and (record["id"] in said if isinstance(record, dict) and "id" in record else True)
    assert (imported.exit_code, imported.written, stored(parts)) == (1, False, {})
    assert import_directory(parts, path, Options(skip_bad=True)).written and len(stored(parts)) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("S1,Club,,", None),
        ("S2,,,", "S2: name is empty"),
        (",Club,,", "Club: service_id is empty"),
        ("S2,Club,Mon,", "S2: days must be days such as"),
        ("S2,Club,,telepathy", "S2: needs has a word that content/directory/vocabulary.yml does not know: telepathy"),
    ],
)
def test_a_row_of_a_spreadsheet_is_named_by_its_id(parts: Parts, tmp_path: Path, row: str, reason: str | None) -> None:
    path = tmp_path / "services.csv"
    path.write_text(f"service_id,name,days,needs\n{row}\n", "utf-8")
    rejected = import_directory(parts, str(path), Options()).reports[0].rejected
    assert rejected == [] if reason is None else rejected[0][0] == 2 and reason in rejected[0][1]


@pytest.mark.parametrize("text", ["", "not json", "[]", "{}", '{"contents": 3}', "\x00"])
def test_what_is_no_directory_is_unreadable(app: Flask, tmp_path: Path, text: str) -> None:
    path = tmp_path / "f.json"
    path.write_text(text, "utf-8")
    assert app.test_cli_runner().invoke(args=["directory", "import", str(path)]).exit_code in (1, 2)
    assert stored(app.extensions["parts"]) == {}


# ---- Change, withdrawal, the brake ----


def test_changes_are_written_and_a_dry_run_writes_nothing(any_parts: Parts, tmp_path: Path) -> None:
    import_directory(any_parts, write_lines(tmp_path / "f.ndjson", [service(1), service(2)]), Options())
    path = write_lines(tmp_path / "f.ndjson", [service(1), service(2, name="Trampoline hall"), service(3)])
    dry = import_directory(any_parts, path, Options(dry_run=True))
    assert (counts(dry), dry.written, shown(any_parts)) == ((1, 1, 1, 0), False, {"Club 1", "Club 2"})
    assert counts(import_directory(any_parts, path, Options())) == (1, 1, 1, 0)
    assert [hit.service.name for hit in search_directory(any_parts, "trampoline").hits] == ["Trampoline hall"]
    assert search_directory(any_parts, "club 2").hits[0].service.name != "Trampoline hall"


def test_withdrawn_and_inactive_records_are_hidden_and_come_back(any_parts: Parts, tmp_path: Path) -> None:
    ten = [service(number) for number in range(10)]
    run = lambda records: import_directory(any_parts, write_lines(tmp_path / "f.ndjson", records), Options())  # noqa: E731
    run(ten)
    assert run([*ten[2:], service(1, status="defunct")]).reports[0].withdrawn == 2  # type: ignore[attr-defined]
    assert len(stored(any_parts)) == 10 and shown(any_parts) == {f"Club {number}" for number in range(2, 10)}
    assert "Club 0" not in {hit.service.name for hit in search_directory(any_parts, "club", limit=20).hits}
    assert counts(run(ten)) == (0, 2, 8, 0) and len(shown(any_parts)) == 10
    assert {"Club 0", "Club 1"} <= {hit.service.name for hit in search_directory(any_parts, "club", limit=20).hits}


def test_a_rejected_record_and_a_page_of_a_longer_feed_withdraw_nothing(parts: Parts, tmp_path: Path) -> None:
    import_directory(parts, write_lines(tmp_path / "f.ndjson", [service(number) for number in range(10)]), Options())
    broken = [service(number) for number in range(9)] + [service(9, status="?")]
    import_directory(parts, write_lines(tmp_path / "f.ndjson", broken), Options(skip_bad=True))
    page = tmp_path / "page.json"
    page.write_text(json.dumps({"total_items": 10, "total_pages": 10, "page_number": 1, "contents": [service(1)]}), "utf-8")
    import_directory(parts, str(page), Options())
    assert len(shown(parts)) == 10


def test_a_run_that_would_drop_over_a_fifth_stops_and_asks(app: Flask, tmp_path: Path) -> None:
    parts, run = app.extensions["parts"], app.test_cli_runner().invoke
    import_directory(parts, write_lines(tmp_path / "f.ndjson", [service(number) for number in range(10)]), Options())
    fewer = write_lines(tmp_path / "g.ndjson", [service(number) for number in range(7)])
    with pytest.raises(TooManyDropped, match="3 of 10"):
        import_directory(parts, fewer, Options())
    stopped = run(args=["directory", "import", fewer])
    assert stopped.exit_code == 2 and "30%" in stopped.output and len(shown(parts)) == 10
    assert run(args=["directory", "import", fewer, "--allow-drop"]).exit_code == 0 and len(shown(parts)) == 7
    assert import_directory(parts, write_lines(tmp_path / "h.ndjson", [service(number) for number in range(6)]), Options()).written  # one of seven


def test_another_source_withdraws_nothing_and_the_first_real_service_hides_the_samples(parts: Parts, tmp_path: Path) -> None:
    import_directory(parts, str(SAMPLES), Options(name="samples"))
    import_directory(parts, write_lines(tmp_path / "a.ndjson", [service(1)]), Options(name="council"))
    assert shown(parts) == {"Club 1"}
    import_directory(parts, write_lines(tmp_path / "b.ndjson", [service(2)]), Options(name="charity"))
    assert shown(parts) == {"Club 1", "Club 2"}


def test_the_demo_has_the_samples_unless_real_services_are_there(app: Flask, tmp_path: Path) -> None:
    parts, run = app.extensions["parts"], app.test_cli_runner().invoke
    assert "sample_services.csv: 148 added" in run(args=["demo", "load"]).output
    assert "sample_services.csv: 0 added, 0 changed, 148 unchanged" in run(args=["demo", "load"]).output
    import_directory(parts, write_lines(tmp_path / "f.ndjson", [service(1)]), Options())
    assert "sample_services" not in run(args=["demo", "load"]).output and shown(parts) == {"Club 1"}


def test_a_council_without_samples_of_its_own_has_none(app: Flask, parts: Parts) -> None:
    app.extensions["parts"] = replace(parts, settings=parts.settings.model_copy(update={"content_dir": ROOT / "content-example"}))
    said = app.test_cli_runner().invoke(args=["demo", "load"])
    assert said.exit_code == 0 and "No sample services: content-example has no directory/sample_services.csv" in said.output
    assert "cases.csv: 10 added" in said.output and shown(parts) == set()


def test_the_command_says_what_it_did(app: Flask, tmp_path: Path) -> None:
    run, path = app.test_cli_runner().invoke, write_lines(tmp_path / "f.ndjson", [service(1), service(2, status="x")])
    said = run(args=["directory", "import", path])
    assert said.exit_code == 1 and "1 added" in said.output and "row 2: 00000000-0000-4000-8000-000000000002: status must be" in said.output
    assert run(args=["directory", "import", path, "--skip-bad", "--dry-run"]).exit_code == 1
    assert run(args=["directory", "import", str(tmp_path / "none.csv")]).exit_code == 2
    assert run(args=["directory", "import", "ftp://x/y"]).exit_code == 2
    assert run(args=["directory", "generate", "30", str(tmp_path / "made.ndjson")]).exit_code == 0
    assert run(args=["directory", "import", str(tmp_path / "made.ndjson")]).exit_code == 0


def test_the_generator_makes_the_same_again_and_different_ones_of_another_seed(app: Flask, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a", "b", "c")]
    for file, seed in zip(files, "112", strict=True):
        app.test_cli_runner().invoke(args=["directory", "generate", "50", str(file), "--seed", seed])
    first, second, third = (file.read_text("utf-8") for file in files)
    assert first == second != third and first.count("Sample: ") == 50
