"""Where cases come from. One small interface, so that another kind of file is one more class and changes nothing else.

The council's CSV extract is the ordinary source (docs/imports.md); a SEN2 return is the other (services/imports/sen2).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from webhook.services.imports.case_columns import CASE_COLUMNS
from webhook.services.imports.imports import Report
from webhook.services.imports.sen2 import Sen2Return
from webhook.services.imports.table import read_table


class CaseSource(Protocol):
    """A file of cases."""

    path: Path

    def rows(self, report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
        """Cases one at a time, each with its row number: values by the names of cases.csv, `case_ref` always among them.

        A column that is left out keeps its value on record; None says that it is unknown. What cannot be read goes into the report.
        Raises Unreadable for the file as a whole.
        """
        ...


class CsvExtract:
    """cases.csv, as docs/imports.md describes it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self, report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
        """Its rows."""
        return read_table(self.path, CASE_COLUMNS, ("case_ref",), report)


def open_source(path: Path, today: date, as_of: date | None = None) -> CaseSource:
    """The source for a file, by its name: .xml is a SEN2 return, anything else the CSV extract. `as_of`: the day a return was made."""
    return Sen2Return(path, today, as_of) if path.suffix.lower() == ".xml" else CsvExtract(path)
