"""Records with something in them that cannot be: named one by one, never the end of an import; and a source that is emptied."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.run import Options, import_directory
from directory.samples import load_samples
from tests.booking_steps import ROW
from tests.directory.test_directory_import import service, shown, stored, write_lines
from tests.family import write_csv
from tests.sms_tools import rows
from webhook.bootstrap import Parts
from webhook.services.imports.imports import Unreadable
from webhook.services.imports.report import report_lines
from webhook.services.imports.surgeries import import_surgeries
from webhook.store.surgeries import Surgery

BROKEN = "half \ud800 of a pair"


def test_text_that_no_store_keeps_is_one_rejected_row(any_parts: Parts, tmp_path: Path) -> None:
    records = [service(1, description=BROKEN), service(2, name=BROKEN), service(3, id=BROKEN), service(4, description="nul \0 here", email="a\0@b.example"), service(5)]
    imported = import_directory(any_parts, write_lines(tmp_path / "f.ndjson", records), Options(skip_bad=True))
    assert imported.written and shown(any_parts) == {"Club 4", "Club 5"}
    first, second, third = imported.reports[0].rejected
    assert first == (1, f"{service(1)['id']}: description has a character that is none (half of a pair)")
    assert second[0] == 2 and "name has a character" in second[1]
    assert third[0] == 3 and "id has a character" in third[1] and third[1].encode("utf-8")
    assert "\0" not in str(stored(any_parts)[service(4)["id"]].record)


def test_dates_to_come_postcodes_that_are_none_and_empty_sessions_are_named(any_parts: Parts, tmp_path: Path) -> None:
    at = [{"location": {"addresses": [{"address_1": "1 Sample Street", "postal_code": "ZZZZ"}]}}]
    records = [
        service(1, assured_date="2031-01-01"),
        service(2, service_at_locations=at),
        service(3, schedules=[{"byday": "MO", "opens_at": "10:00", "closes_at": "10:00"}, {"byday": "TU", "opens_at": "00:00", "closes_at": "00:00"}]),
    ]
    imported = import_directory(any_parts, write_lines(tmp_path / "f.ndjson", records), Options(skip_bad=True))
    report = imported.reports[0]
    assert report.rejected == [(1, f"{service(1)['id']}: the date it was last checked is still to come: 2031-01-01")]
    assert [number for number, _ in report.noted] == [2, 3] and "ZZZZ" in report.noted[0][1]
    rows = stored(any_parts)
    assert rows[service(2)["id"]].record["places"][0]["postcode"] is None
    assert [(one["opens"], one["days"]) for one in rows[service(3)["id"]].record["sessions"]] == [(None, [0]), ("00:00", [1])]
    assert any(line.startswith("  note, row 3:") for line in report_lines(imported, dry_run=False))


def test_fields_without_end_are_cut_and_named(any_parts: Parts, tmp_path: Path) -> None:
    long = "x" * 1_000_000
    record = service(1, description=long, url=f"https://x.example/{long}", email=f"{long}@x.example", fees=long, phones=[{"number": long}], alert=long)
    imported = import_directory(any_parts, write_lines(tmp_path / "f.ndjson", [record, service(2)]), Options())
    assert imported.written and len(str(stored(any_parts)[record["id"]].record)) < 100_000
    assert {said.split(": ")[1].split(" is ")[0] for _, said in imported.reports[0].noted} == {"description", "url", "email", "fees", "alert", "a phone"}


def test_a_spreadsheet_with_one_id_twice_names_the_second(any_parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("service_id,name\nS1,One club\nS1,Another club\n", "utf-8")
    imported = import_directory(any_parts, str(path), Options(skip_bad=True))
    assert imported.reports[0].rejected == [(3, "S1: the same id as row 2")] and shown(any_parts) == {"One club"}


def test_a_source_can_be_emptied_and_samples_come_back(any_parts: Parts, tmp_path: Path) -> None:
    load_samples(any_parts)
    import_directory(any_parts, write_lines(tmp_path / "f.ndjson", [service(1), service(2)]), Options())
    assert shown(any_parts) == {"Club 1", "Club 2"} and load_samples(any_parts) == []
    empty = tmp_path / "empty.json"
    empty.write_text('{"total_items": 0, "contents": []}', "utf-8")
    with pytest.raises(Unreadable, match="--allow-drop"):
        import_directory(any_parts, str(empty), Options())
    assert import_directory(any_parts, str(empty), Options(allow_drop=True)).written and shown(any_parts) == set()
    assert load_samples(any_parts) != [] and len(shown(any_parts)) > 100


def test_a_surgery_that_is_past_is_taken_in_and_named(parts: Parts, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "surgeries.csv", [ROW | {"date": "2025-01-10"}, ROW | {"surgery_id": "S2"}])
    imported = import_surgeries(parts, path)
    assert imported.written and imported.reports[0].noted == [(2, "S1 is past: nobody can book it")]
    assert import_surgeries(parts, path).reports[0].noted == [], "once"


@pytest.mark.parametrize("postcode", ["NW5 2CC", "ZZ9 9ZZ", "NW55 12AB", "QQ1 1AA", "somewhere", "NW5 2A"])
def test_a_postcode_that_cannot_be_is_named_and_left_out(parts: Parts, tmp_path: Path, postcode: str) -> None:
    at = [{"location": {"addresses": [{"address_1": "1 Sample Street", "postal_code": postcode}]}}]
    report = import_directory(parts, write_lines(tmp_path / "f.ndjson", [service(1), service(2, service_at_locations=at)]), Options()).reports[0]
    assert [(number, "a postcode is none" in said and postcode in said) for number, said in report.noted] == [(2, True)]
    surgeries = import_surgeries(parts, write_csv(tmp_path / "surgeries.csv", [ROW | {"postcode": postcode[:10]}]))
    assert surgeries.written and surgeries.reports[0].noted == [(2, f"{ROW['surgery_id']}: the postcode is none and was left out: {postcode[:10]}")]
    assert [one.postcode for one in rows(parts, Surgery)] == [None]
    assert import_surgeries(parts, write_csv(tmp_path / "surgeries.csv", [ROW | {"postcode": "nw5 2ab"}])).reports[0].noted == []


def test_one_service_under_two_ids_is_taken_in_and_both_are_named(any_parts: Parts, tmp_path: Path) -> None:
    twin = {**service(1), "id": service(2)["id"]}
    other = {**service(1), "id": service(3)["id"], "description": "Another."}
    hidden = {**service(1), "id": service(4)["id"], "status": "defunct"}
    imported = import_directory(any_parts, write_lines(tmp_path / "f.ndjson", [service(1), other, twin, hidden]), Options())
    assert imported.written and imported.reports[0].added == 4
    assert imported.reports[0].noted == [(3, f"{twin['id']}: says all that {service(1)['id']} in row 1 says, so it is shown twice; withdraw one of them")]


def test_one_surgery_under_two_ids_is_rejected_and_named_where_families_do_not_know_it(any_parts: Parts, tmp_path: Path) -> None:
    twin = ROW | {"surgery_id": "S9", "venue": f" {ROW['venue'].upper()} "}
    imported = import_surgeries(any_parts, write_csv(tmp_path / "a.csv", [ROW, twin]))
    assert not imported.written and imported.reports[0].rejected == [(3, f"the same place, date and time as {ROW['surgery_id']} in row 2 (S9)")]
    assert import_surgeries(any_parts, write_csv(tmp_path / "a.csv", [ROW, twin]), skip_bad=True).written and len(rows(any_parts, Surgery)) == 1
    assert import_surgeries(any_parts, write_csv(tmp_path / "b.csv", [twin])).reports[0].rejected == [(2, f"the same place, date and time as {ROW['surgery_id']} on record (S9)")]
    again = import_surgeries(any_parts, write_csv(tmp_path / "c.csv", [ROW | {"status": "cancelled"}, twin]))
    assert again.written and not again.reports[0].rejected, "the other one is off"
    both = import_surgeries(any_parts, write_csv(tmp_path / "d.csv", [ROW | {"status": "open"}, twin]))
    assert both.written and both.reports[0].noted == [(3, f"S9 has the same place, date and time as {ROW['surgery_id']} in row 2: both are shown until one is cancelled")]
    later = twin | {"surgery_id": "S10", "start": "18:00", "end": "20:00"}
    assert not import_surgeries(any_parts, write_csv(tmp_path / "e.csv", [later])).reports[0].rejected
