"""Reads a SEN2 return (the DfE's yearly person-level XML) as a source of cases. Element names as in the return; nothing is guessed.

A return has no case reference: the UPN stands in its place. Of several requests of one child the one with a plan in force counts, else the
newest. A person is read wherever the elements stand inside `Person`, and dropped again before the next one. The XML is not trusted: a document
type, an entity or a link out is refused (defusedxml), so nothing can be fetched or blown up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from webhook.clients.clock import LONDON
from webhook.services.imports.case_columns import CASE_COLUMNS
from webhook.services.imports.imports import Bad, Report, Unreadable
from webhook.services.imports.table import keep_readable, read_values

GROUPS = ("Requests", "Assessment", "NamedPlan", "ActivePlans")
PERSON = {"UPN": "case_ref", "Surname": "child_last_name", "Forename": "child_first_name", "PersonBirthDate": "child_dob", "PostCode": "postcode"}
OUTCOMES = ("Y", "N", "A", "W", "H")  # yes, no, not decided, withdrawn or ceased, decided before this collection
DECISIONS = {"Y": "assess", "N": "not_assess", "A": "pending"}
EXEMPTIONS = {"1": ("unspecified", "final"), "0": ("none", None), "": (None, None)}  # of the 20 weeks; a return does not say which one
MOVED, DECEASED = "5", "8"  # of CeaseReason; every other reason is a closed case
GIVES = (*PERSON.values(), "case_status", "request_received", "decision", "decision_date", "no_plan_notice", "final_issued", "exemption", "exemption_step",
         "last_review_meeting", "review_decision_sent", "source_updated_at")  # fmt: skip
USED = {
    *PERSON, "ReceivedDate", "RequestOutcome", "RequestOutcomeDate", "AssessmentOutcome", "AssessmentOutcomeDate", "Week20", "StartDate", "CeaseDate",
    "CeaseReason", "ReviewMeeting", "LastReview",
}  # fmt: skip
MAX_ELEMENTS = 2_000  # in one person; a return has some dozens


class Sen2Return:
    """A return as a source of cases. `as_of` is the day it was made; without it the day of the import counts."""

    def __init__(self, path: Path, today: date, as_of: date | None = None) -> None:
        self.path, self.today = path, today
        self.read_on = datetime.combine(as_of, time(12), LONDON) if as_of else None

    def rows(self, report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
        """A case for each person; the row number is the person's place in the file."""
        met: set[str] = set()
        report.not_given = [column for column in CASE_COLUMNS if column not in GIVES]
        yield from keep_readable(self._people(met), self._read, ("case_ref",), report, lambda person: person.own.get("UPN", ""), ("UPN",))
        report.unknown_columns = sorted(met - USED)

    def _people(self, met: set[str]) -> Iterator[tuple[int, Person]]:
        number = 0
        try:
            for element in _complete_people(self.path):
                number += 1
                person = Person()
                person.take(element, "Person")
                met.update(person.names)
                yield number, person
        except (ParseError, DefusedXmlException) as error:
            what = "is not whole, or is no XML" if isinstance(error, ParseError) else "has a document type or entities, which are refused"
            raise Unreadable(f"{self.path.name} {what}") from error
        except OSError as error:
            raise Unreadable(f"{self.path.name} cannot be opened") from error
        if not number:
            raise Unreadable(f"{self.path.name} has no Person: it is no SEN2 return")

    def _read(self, person: Person) -> dict[str, Any]:
        told = person.request_that_counts()
        asked, assessed = (_one_of(told, name, OUTCOMES) for name in ("RequestOutcome", "AssessmentOutcome"))
        plan = told.get("AssessmentOutcomeDate", "") if assessed == "Y" else ""
        cells = [(column, name, person.own.get(name, "")) for name, column in PERSON.items()]
        cells += [
            ("request_received", "ReceivedDate", told.get("ReceivedDate", "")),
            ("decision_date", "RequestOutcomeDate", told.get("RequestOutcomeDate", "") if asked in ("Y", "N") else ""),
            ("no_plan_notice", "AssessmentOutcomeDate", told.get("AssessmentOutcomeDate", "") if assessed == "N" else ""),
            ("final_issued", "AssessmentOutcomeDate" if plan else "StartDate", plan or told.get("StartDate", "")),
            ("last_review_meeting", "ReviewMeeting", told.get("ReviewMeeting", "")),
            ("review_decision_sent", "LastReview", told.get("LastReview", "")),
        ]
        row = read_values(cells, CASE_COLUMNS)
        row["decision"] = DECISIONS.get(asked)
        row["exemption"], row["exemption_step"] = EXEMPTIONS[_one_of(told, "Week20", ("1", "0"))]
        row["case_status"] = self._status(told, "W" in (asked, assessed))
        row["source_updated_at"] = self.read_on
        return row

    def _status(self, told: dict[str, str], withdrawn: bool) -> str:
        ceased = read_values([("moved_in_on", "CeaseDate", told.get("CeaseDate", ""))], CASE_COLUMNS)["moved_in_on"]
        if told.get("CeaseReason") == DECEASED:
            return "deceased"
        if ceased and ceased <= self.today:
            return "moved" if told.get("CeaseReason") == MOVED else "closed"
        return "closed" if withdrawn else "open"


@dataclass
class Person:
    """What a return says of one child: values of their own, and those of each request, by element name."""

    own: dict[str, str] = field(default_factory=dict)
    requests: list[dict[str, str]] = field(default_factory=list)
    with_plan: list[dict[str, str]] = field(default_factory=list)  # requests whose plan is in force
    names: set[str] = field(default_factory=set)

    def take(self, element: Element, group: str) -> None:
        """Read the elements below one, in the order they stand; `group` is the module they belong to."""
        for child in element:
            name = _local(child)
            if name in GROUPS:
                if name == "Requests" or not self.requests:
                    self.requests.append({})
                if name == "ActivePlans":
                    self.with_plan.append(self.requests[-1])
                self.take(child, name)
            elif len(child):
                self.take(child, group)
            elif text := (child.text or "").strip():
                self.names.add(name)
                (self.own if group == "Person" else self.requests[-1])[name] = text

    def request_that_counts(self) -> dict[str, str]:
        """The request with a plan in force, else the one received last."""
        return max(self.with_plan or self.requests, key=lambda request: request.get("ReceivedDate", ""), default={})


def _complete_people(path: Path) -> Iterator[Element]:
    """Each `Person` once it is whole; everything that was read is dropped again, so the file's size costs no memory."""
    above: list[Element] = []
    inside = elements = 0
    for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            above.append(element)
            inside += _local(element) == "Person"
            elements = elements + 1 if inside else 0
            if elements > MAX_ELEMENTS:
                raise Unreadable(f"{path.name} has a Person with more than {MAX_ELEMENTS} elements")
            continue
        above.pop()
        if _local(element) == "Person":
            inside, elements = inside - 1, 0
            yield element
        if not inside and above:
            above[-1].remove(element)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _one_of(told: dict[str, str], name: str, letters: tuple[str, ...]) -> str:
    """A value that is one of some letters; "" for none. Raises Bad."""
    value = told.get(name, "").upper()
    if value and value not in letters:
        raise Bad(f"{name} must be one of {', '.join(letters)}")
    return value
