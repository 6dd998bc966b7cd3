"""Puts the sample services of the content folder, where it has some, into a directory that has nothing else."""

from __future__ import annotations

from directory.run import Options, import_directory
from webhook.bootstrap import Parts
from webhook.store.directory_find import has_real_services


def load_samples(parts: Parts) -> list[str]:
    """Take the samples in, unless real services are there. One line of report, or none. Raises ValueError naming broken rows."""
    path = parts.settings.content_dir / "directory" / "sample_services.csv"
    if not path.is_file():
        return [f"No sample services: {path.parent.parent.name} has no directory/{path.name}"]
    with parts.db.reading() as session:
        if has_real_services(session):
            return []
    report = import_directory(parts, str(path), Options(name="samples", allow_drop=True)).reports[0]
    if report.rejected:
        raise ValueError("; ".join(f"{report.name} row {number}: {reason}" for number, reason in report.rejected))
    return [f"{report.name}: {report.added} added, {report.changed} changed, {report.unchanged} unchanged"]
