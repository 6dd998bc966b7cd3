"""A SEN2 return as a second source of cases: what is mapped, what is not, and XML that wants to do harm."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.family import MUM, PERSON, say, web, write_csv
from webhook.bootstrap import Parts
from webhook.services.cases.cases import describe_case
from webhook.services.imports.case_source import CsvExtract, open_source
from webhook.services.imports.cases import import_cases
from webhook.services.imports.imports import Report, Unreadable
from webhook.services.imports.sen2 import Sen2Return
from webhook.store.cases import Case

TODAY = date(2026, 11, 23)
UPN, OTHER = "A123456789012", "B123456789012"
CHILD = "<Surname>Sample</Surname><Forename>Sam</Forename><PersonBirthDate>2017-03-14</PersonBirthDate><PostCode>NW1 1AA</PostCode>"
REQUEST = "<ReceivedDate>2026-06-01</ReceivedDate><RequestOutcome>Y</RequestOutcome><RequestOutcomeDate>2026-07-06</RequestOutcomeDate>"


def person(*requests: str, upn: str = UPN, own: str = CHILD) -> str:
    return f"<Person><UPN>{upn}</UPN>{own}{''.join(f'<Requests>{request}</Requests>' for request in requests)}</Person>"


def write_xml(folder: Path, *people: str, wrap: str = "<Message><Header><Year>2027</Year></Header><SEN2>{}</SEN2></Message>") -> Path:
    path = folder / "return.xml"
    path.write_text(wrap.format("".join(people)), "utf-8")
    return path


def one_case(parts: Parts) -> Case:
    with parts.db.reading() as session:
        return session.query(Case).one()


@pytest.mark.parametrize(
    ("request_xml", "expected"),
    [
        ("", {"request_received": None, "decision": None, "case_status": "open"}),
        ("<ReceivedDate>2026-11-02</ReceivedDate><RequestOutcome>A</RequestOutcome>", {"decision": "pending", "decision_date": None}),
        (REQUEST, {"decision": "assess", "decision_date": "2026-07-06", "final_issued": None, "exemption": None}),
        (REQUEST.replace(">Y<", ">N<"), {"decision": "not_assess", "decision_date": "2026-07-06"}),
        (REQUEST.replace(">Y<", ">H<"), {"decision": None, "decision_date": None}),
        (REQUEST.replace(">Y<", ">W<"), {"decision": None, "case_status": "closed"}),
        (REQUEST + "<Assessment><AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate>2026-10-12</AssessmentOutcomeDate><Week20>0</Week20></Assessment>",
         {"final_issued": "2026-10-12", "no_plan_notice": None, "exemption": "none"}),
        (REQUEST + "<Assessment><AssessmentOutcome>N</AssessmentOutcome><AssessmentOutcomeDate>2026-10-12</AssessmentOutcomeDate></Assessment>",
         {"final_issued": None, "no_plan_notice": "2026-10-12"}),
        (REQUEST + "<Assessment><AssessmentOutcome>A</AssessmentOutcome><Week20>1</Week20></Assessment>", {"exemption": "unspecified", "exemption_step": "final"}),
        ("<NamedPlan><StartDate>2024-05-01</StartDate></NamedPlan><ActivePlans><ReviewMeeting>2026-03-02</ReviewMeeting><LastReview>2026-03-27</LastReview></ActivePlans>",
         {"final_issued": "2024-05-01", "last_review_meeting": "2026-03-02", "review_decision_sent": "2026-03-27"}),
        ("<NamedPlan><StartDate>2024-05-01</StartDate><CeaseDate>2026-10-01</CeaseDate><CeaseReason>2</CeaseReason></NamedPlan>", {"case_status": "closed"}),
        ("<NamedPlan><StartDate>2024-05-01</StartDate><CeaseDate>2026-10-01</CeaseDate><CeaseReason>5</CeaseReason></NamedPlan>", {"case_status": "moved"}),
        ("<NamedPlan><StartDate>2024-05-01</StartDate><CeaseDate>2027-07-01</CeaseDate><CeaseReason>1</CeaseReason></NamedPlan>", {"case_status": "open"}),
        ("<NamedPlan><CeaseReason>8</CeaseReason></NamedPlan>", {"case_status": "deceased"}),
    ],
)  # fmt: skip
def test_a_person_becomes_a_case(parts: Parts, tmp_path: Path, request_xml: str, expected: dict[str, Any]) -> None:
    imported = import_cases(parts, write_xml(tmp_path, person(request_xml)))
    assert imported.written, imported.reports
    case = one_case(parts)
    assert (case.case_ref, case.child_first_name, case.child_last_name, str(case.child_dob), case.postcode) == (UPN, "Sam", "Sample", "2017-03-14", "NW1 1AA")
    assert {name: getattr(case, name) if getattr(case, name) is None else str(getattr(case, name)) for name in expected} == expected


def test_of_several_requests_the_newest_counts_and_a_plan_in_force_before_it(parts: Parts, tmp_path: Path) -> None:
    old, new = "<ReceivedDate>2024-01-08</ReceivedDate><RequestOutcome>N</RequestOutcome>", "<ReceivedDate>2026-11-02</ReceivedDate>"
    import_cases(parts, write_xml(tmp_path, person(new, old)))
    assert str(one_case(parts).request_received) == "2026-11-02"
    import_cases(parts, write_xml(tmp_path, person(new, old + "<ActivePlans><LastReview>2026-03-27</LastReview></ActivePlans>")))
    assert str(one_case(parts).request_received) == "2024-01-08"


def test_modules_beside_each_other_and_a_namespace_are_read_alike(parts: Parts, tmp_path: Path) -> None:
    assessed = "<Assessment><AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate>2026-10-12</AssessmentOutcomeDate></Assessment>"
    body = f"<Person><UPN>{UPN}</UPN>{CHILD}<Requests>{REQUEST}</Requests>{assessed}</Person>"
    import_cases(parts, write_xml(tmp_path, body, wrap='<SEN2 xmlns="urn:sample">{}</SEN2>'))
    assert str(one_case(parts).final_issued) == "2026-10-12"


def test_what_is_not_mapped_is_told_and_what_is_not_given_stays(parts: Parts, tmp_path: Path) -> None:
    import_cases(parts, write_csv(tmp_path / "c.csv", [{"case_ref": UPN, "school": "Sample School", "officer_role": "Case Officer"}]))
    report = import_cases(parts, write_xml(tmp_path, person(REQUEST + "<RYA>1</RYA>", own=CHILD + "<Ethnicity>WBRI</Ethnicity>"))).reports[0]
    assert report.unknown_columns == ["Ethnicity", "RYA"] and {"school", "officer_role", "draft_issued", "advice_requested"} <= set(report.not_given)
    assert (report.changed, report.added) == (1, 0) and one_case(parts).school == "Sample School"


def test_the_same_return_twice_changes_nothing_and_its_day_is_told(parts: Parts, tmp_path: Path) -> None:
    path = write_xml(tmp_path, person(REQUEST), person(REQUEST, upn=OTHER))
    first, second = (import_cases(parts, path, as_of=parts.clock.now().date().replace(day=3)) for _ in range(2))
    assert [(r.added, r.changed, r.unchanged, r.absent) for r in (*first.reports, *second.reports)] == [(2, 0, 0, 0), (0, 0, 2, 0)]
    with parts.db.reading() as session:
        status = describe_case(session.query(Case).first(), parts.clock.now(), 3, 7, "")  # type: ignore[arg-type]
    assert (status.as_of, status.old) == ("2026-11-03", True)
    fewer = import_cases(parts, write_xml(tmp_path, person(REQUEST))).reports[0]
    assert fewer.absent == 1


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        (person(REQUEST, upn=""), (1, "UPN is empty")),
        (person("<ReceivedDate>1 June</ReceivedDate>"), (1, f"ReceivedDate is not a date like 2026-03-14 ({UPN})")),
        (person("<ReceivedDate>2026-06-01</ReceivedDate><RequestOutcome>Q</RequestOutcome>"), (1, f"RequestOutcome must be one of Y, N, A, W, H ({UPN})")),
        (person(REQUEST + "<Assessment><Week20>2</Week20></Assessment>"), (1, f"Week20 must be one of 1, 0 ({UPN})")),
        (person("<ReceivedDate>2027-06-01</ReceivedDate>"), (1, f"request_received is in the future ({UPN})")),
        (person(REQUEST) + person(REQUEST), (2, f"the same UPN as row 1 ({UPN})")),
    ],
)
def test_a_broken_person_is_named_and_nothing_is_written(parts: Parts, tmp_path: Path, people: str, reason: tuple[int, str]) -> None:
    imported = import_cases(parts, write_xml(tmp_path, people))
    assert (imported.reports[0].rejected, imported.written) == ([reason], False)
    with parts.db.reading() as session:
        assert session.query(Case).count() == 0


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + "]><SEN2>&i;{}</SEN2>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]><SEN2><Person><UPN>&secret;</UPN></Person>{}</SEN2>'


@pytest.mark.parametrize(
    ("wrap", "says"),
    [
        (BOMB, "refused"),
        (OUTSIDE, "refused"),
        ('<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd"><SEN2>{}</SEN2>', "refused"),
        ("<SEN2>{}", "not whole"),
        ("<SEN2>{}<Person><UPN>B1", "not whole"),
        ("case_ref\nSEN-1{}", "is no XML"),
        ("", "not whole"),
        ("<Cases></Cases>", "has no Person"),
        ("<SEN2><Person>" + "<x/>" * 3000 + "</Person>{}</SEN2>", "more than 2000"),
    ],
)
def test_a_file_that_is_no_return_is_unreadable(parts: Parts, tmp_path: Path, wrap: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        import_cases(parts, write_xml(tmp_path, person(REQUEST), wrap=wrap) if "{}" in wrap else write_xml(tmp_path, wrap=wrap))
    with parts.db.reading() as session:
        assert session.query(Case).count() == 0


def test_memory_stays_flat_however_long_the_return(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = write_xml(tmp_path, *(person(REQUEST, upn=f"A{number:012d}") for number in range(count)))
        tracemalloc.start()
        assert sum(1 for _ in Sen2Return(path, TODAY).rows(Report("x"))) == count
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)
    assert peak(4_000) - peak(1_000) < 3_000 * 300  # only the keys that were seen: no tree, no rows


def test_the_source_is_chosen_by_the_files_name(tmp_path: Path) -> None:
    assert isinstance(open_source(Path("a.XML"), TODAY), Sen2Return) and isinstance(open_source(Path("a.csv"), TODAY), CsvExtract)


def test_a_parent_names_the_upn_where_the_reference_is_asked(parts: Parts, tmp_path: Path) -> None:
    import_cases(parts, write_xml(tmp_path, person(REQUEST)), write_csv(tmp_path / "p.csv", [PERSON | {"case_ref": UPN, "phone": MUM}]))
    who = web(parts)
    say(parts, who, "where is my case", intent="case_status")
    assert say(parts, who, f"it is {UPN}")["requested"] == "child_dob"
    assert say(parts, who, "14/3/17")["requested"] == "code"


def test_the_command_takes_a_return(app: Flask, tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    told = run(args=["cases", "import", str(write_xml(tmp_path, person(REQUEST))), "--as-of", "2026-11-18", "--dry-run"])
    assert told.exit_code == 0 and "1 added" in told.output and "not in a file of this kind" in told.output and "draft_issued" in told.output
