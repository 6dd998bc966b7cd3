"""The published feed: valid by the standard's own schema, paged, open, and good enough to be imported again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker

from directory.run import Options, import_directory
from tests.conftest import missing
from webhook.app import create_app
from webhook.bootstrap import Parts
from webhook.routes.directory_feed import FILTERS
from webhook.settings import ROOT
from webhook.store.directory import DirectoryService

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "contracts" / "open-referral-uk" / "schema"
SAMPLES = ROOT / "content" / "directory" / "sample_services.csv"


@pytest.fixture
def feed(any_parts: Parts) -> Iterator[FlaskClient]:
    """The service as a demo, with the samples in it."""
    any_parts.settings.demo = True
    import_directory(any_parts, str(SAMPLES), Options(name="samples"))
    yield create_app(any_parts).test_client()


def validator(name: str) -> Draft202012Validator:
    path = SCHEMAS / name
    if not path.is_file():
        missing("open-referral-uk", "the standard's schema is not on this machine")
    return Draft202012Validator(json.loads(path.read_text("utf-8")), format_checker=FormatChecker())


def everything(client: FlaskClient) -> list[dict[str, Any]]:
    first = client.get("/services?per_page=60").json
    assert first is not None
    records, number = list(first["contents"]), 1
    while number < first["total_pages"]:
        number += 1
        records += client.get(f"/services?per_page=60&page={number}").json["contents"]  # type: ignore[index]
    assert len(records) == first["total_items"]
    return records


def test_every_service_is_valid_by_the_standards_schema(feed: FlaskClient) -> None:
    full, listed = validator("service.json"), validator("service_list.json")
    records = everything(feed)
    assert len(records) >= 120 and len({record["id"] for record in records}) == len(records)
    for record in records:
        assert [error.message for error in [*full.iter_errors(record), *listed.iter_errors(record)]] == [], record["name"]
    assert feed.get(f"/services/{records[0]['id']}").json == records[0]


def test_the_schema_would_find_a_record_that_is_wrong(feed: FlaskClient) -> None:
    record = everything(feed)[0]
    for wrong in ({"status": "open"}, {"id": 5}, {"minimum_age": "four"}, {"name": None}):
        assert list(validator("service.json").iter_errors(record | wrong)), wrong


def test_pages_are_counted_as_the_standard_says(feed: FlaskClient) -> None:
    total = feed.get("/services").json["total_items"]  # type: ignore[index]
    page = feed.get("/services?per_page=100&page=2").json
    assert page is not None and {name: page[name] for name in page if name != "contents"} == {
        "total_items": total,
        "total_pages": 2,
        "page_number": 2,
        "size": total - 100,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }
    beyond = feed.get("/services?page=999").json
    assert beyond is not None and beyond["empty"] and beyond["contents"] == []


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "page=-1",
        "per_page=0",
        "per_page=1e3",
        "minimum_age=old",
        "maximum_age=-2",
        "minimum_age=nan",
        "page=99999999999",
        "day=someday",
        "day=",
        "start_time=late",
        "end_time=25:00",
    ],
)
def test_a_wrong_parameter_is_refused(feed: FlaskClient, query: str) -> None:
    assert feed.get(f"/services?{query}").status_code == 400


def test_search_and_ages_narrow_the_list(feed: FlaskClient) -> None:
    names = {record["name"] for record in feed.get("/services?search=sensory+room").json["contents"]}  # type: ignore[index]
    assert "Sample: Saturday sensory club" in names and "Blue Badge" not in names
    ages = [record["minimum_age"] for record in feed.get("/services?minimum_age=11").json["contents"]]  # type: ignore[index]
    assert ages and min(ages) >= 11
    assert feed.get("/services?search=\"') OR 1=1 --").status_code == 200


def listed(client: FlaskClient, query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/services?per_page=500&{query}").json
    assert answer is not None and answer["total_items"] == len(answer["contents"])
    return answer["contents"]  # type: ignore[no-any-return]


def test_terms_and_classifications_narrow_the_list(feed: FlaskClient) -> None:
    records = everything(feed)
    used = {item["taxonomy_term"]["id"]: item["taxonomy_term"] for record in records for item in record.get("attributes", [])}
    assert {"need", "kind", "access", "referral", "learning_disability", "sample"} <= {term["taxonomy"] for term in used.values()}
    for term in used.values():
        have = [record["id"] for record in records if term["id"] in [item["taxonomy_term"]["id"] for item in record.get("attributes", [])]]
        assert [record["id"] for record in listed(feed, f"taxonomy_term_id={term['id']}")] == have, term["name"]
        of_taxonomy = [record["id"] for record in records if term["taxonomy"] in [item["taxonomy_term"]["taxonomy"] for item in record.get("attributes", [])]]
        assert [record["id"] for record in listed(feed, f"taxonomy_id={term['taxonomy_id']}")] == of_taxonomy
    spoken = next(term["id"] for term in feed.get("/taxonomy_terms?per_page=500").json["contents"] if term["name"] == "Somali")  # type: ignore[index]
    found = listed(feed, f"taxonomy_term_id={spoken}")
    assert found and all("Somali" in [language["name"] for language in record["languages"]] for record in found)
    assert listed(feed, "taxonomy_term_id=none") == [] == listed(feed, "taxonomy_id=none")


def test_days_and_times_narrow_the_list(feed: FlaskClient) -> None:
    saturdays = listed(feed, "day=SA")
    assert saturdays and all(any("SA" in schedule.get("byday", "") for schedule in record["schedules"]) for record in saturdays)
    assert saturdays == listed(feed, "day=saturday") and len(saturdays) < len(everything(feed))
    early = listed(feed, "day=SA&start_time=09:00&end_time=12:00:00")
    assert 0 < len(early) < len(saturdays)
    assert all(any(schedule["opens_at"] >= "09:00" and schedule["closes_at"] <= "12:00" for schedule in record["schedules"]) for record in early)


@pytest.mark.parametrize("query", ["services?postcode=NW5&proximity=500", "services?modified_after=2026-01-01", "services?minimal=true", "taxonomies?search=x"])
def test_what_is_not_supported_is_refused_by_name(feed: FlaskClient, query: str) -> None:
    answer = feed.get(f"/{query}")
    name = query.partition("?")[2].partition("=")[0]
    assert answer.status_code == 400 and answer.json is not None and name in answer.json["error"] and "per_page" in answer.json["error"]


def test_every_filter_of_the_standard_is_taken(feed: FlaskClient) -> None:
    path = SCHEMAS / "openapi.json"
    if not path.is_file():
        missing("open-referral-uk", "the standard's API is not on this machine")
    named = [one["$ref"].rpartition("/")[2] for one in json.loads(path.read_text("utf-8"))["paths"]["/services"]["get"]["parameters"]]
    assert set(named) == {*FILTERS, "page", "per_page"}


def test_the_feed_is_open_and_says_when_nothing_changed(feed: FlaskClient) -> None:
    first = feed.get("/services", headers={"Accept": "application/json"})
    assert first.headers["Access-Control-Allow-Origin"] == "*" and "no-store" not in first.headers["Cache-Control"]
    assert feed.get("/services", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    root = feed.get("/", headers={"Accept": "application/json"})
    assert root.json is not None and root.json["version"] == "HSDS-UK-3.0"
    assert feed.get("/", headers={"Accept": "text/html"}).mimetype == "text/html"
    assert [feed.post("/services").status_code, feed.get("/services/unknown").status_code] == [405, 404]


def test_the_terms_of_the_services_are_listed(feed: FlaskClient) -> None:
    terms = {term["id"] for term in feed.get("/taxonomy_terms?per_page=500").json["contents"]}  # type: ignore[index]
    used = {item["taxonomy_term"]["id"] for record in everything(feed) for item in record.get("attributes", []) if item["taxonomy_term"]["taxonomy"] != "sample"}
    assert used <= terms
    taxonomy = feed.get("/taxonomies").json["contents"][0]  # type: ignore[index]
    assert feed.get(f"/taxonomies/{taxonomy['id']}").json == taxonomy and feed.get("/taxonomy_terms/none").status_code == 404
    assert feed.get(f"/taxonomy_terms/{next(iter(used))}").status_code == 200


def test_samples_are_published_on_a_demo_only_and_marked(feed: FlaskClient, any_parts: Parts) -> None:
    record = everything(feed)[0]
    assert "sample" in [item["taxonomy_term"]["taxonomy"] for item in record["attributes"]]
    any_parts.settings.demo = False
    assert feed.get("/services").json["total_items"] == 0  # type: ignore[index]
    assert feed.get(f"/services/{record['id']}").status_code == 404


def test_what_is_published_can_be_imported_again_and_is_the_same(feed: FlaskClient, any_parts: Parts, tmp_path: Path) -> None:
    records = everything(feed)
    path = tmp_path / "feed.ndjson"
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    with any_parts.db.reading() as session:
        before = {row.public_id: row.record for row in session.query(DirectoryService)}
    imported = import_directory(any_parts, str(path), Options(name="again"))
    assert imported.reports[0].rejected == [] and imported.reports[0].changed == len(records)  # the same services: their ids are ours
    with any_parts.db.reading() as session:
        after = {row.public_id: row.record for row in session.query(DirectoryService).filter_by(source="again")}
    kept = ("name", "description", "url", "phone", "age_from", "age_to", "cost", "referral", "learning_disability", "checked_on", "sample", "languages", "access", "sessions")
    for public_id, record in before.items():
        assert {name: record[name] for name in kept} == {name: after[public_id][name] for name in kept}
        assert set(record["needs"]) <= set(after[public_id]["needs"]) and set(record["kinds"]) <= set(after[public_id]["kinds"])
