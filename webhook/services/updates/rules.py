"""The council's rules for texts about a case (content/case_updates.yml): which changes and dates, how many days ahead, and the quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from webhook.clients.clock import LONDON
from webhook.services.clock.limits import LIMITS
from webhook.store.case_import import PERSONAL
from webhook.store.cases import Case

MOST_DAYS = 120


@dataclass(frozen=True)
class QuietHours:
    """No text by ourselves from one time to the other, in London; over midnight, or within a day."""

    begin: time
    end: time

    def wake_time(self, at: datetime) -> datetime | None:
        """When texts may leave again; None if they may at that moment. Aware in, aware out."""
        local = at.astimezone(LONDON)
        over_midnight = self.begin > self.end
        late, early = local.time() >= self.begin, local.time() < self.end
        if not (late or early if over_midnight else late and early):
            return None
        day = local.date() + timedelta(days=1) if over_midnight and late else local.date()
        return datetime.combine(day, self.end, LONDON)

    def morning(self, day: date) -> datetime:
        """The first moment of a day at which texts may leave."""
        return datetime.combine(day, self.end, LONDON)


@dataclass(frozen=True)
class UpdateRules:
    """What is texted to contacts who said yes."""

    quiet: QuietHours
    calm_days: int  # after a crisis nobody is asked for so long
    changes: frozenset[str]  # columns of a case
    dates: dict[str, tuple[int, ...]]  # limit ▸ days before its last day
    confirmed: bool  # by the council


def read_update_rules(raw: Any, texts: set[str], problems: list[str]) -> UpdateRules | None:
    """The rules, or None with what is wrong added to `problems`. `texts`: the keys of messages.yml."""
    found = list(_faults(raw, texts)) if isinstance(raw, dict) else ["is not a mapping"]
    problems += [f"case_updates.yml: {fault}" for fault in found]
    if found:
        return None
    quiet = QuietHours(time.fromisoformat(raw["quiet"]["from"]), time.fromisoformat(raw["quiet"]["until"]))
    dates = {key: tuple(days) for key, days in (raw.get("dates") or {}).items()}
    return UpdateRules(quiet, raw["calm_days"], frozenset(raw.get("changes") or ()), dates, confirmed=isinstance(raw.get("confirmed_on"), date))


def _faults(raw: dict[str, Any], texts: set[str]) -> list[str]:
    faults = [f"has no {key}" for key in ("source", "checked_on") if not raw.get(key)]
    faults += [f'quiet.{key} is no time like "21:00"' for key in ("from", "until") if not _is_time((raw.get("quiet") or {}).get(key))]
    if not _is_days(raw.get("calm_days")):
        faults.append("calm_days is no number of days")
    faults += [f"changes: {name} is no column of a case that may be told of" for name in raw.get("changes") or () if name not in Case.__table__.columns or name in PERSONAL]
    for key, days in (raw.get("dates") or {}).items():
        if key not in LIMITS:
            faults.append(f"dates: {key} is no limit")
        elif f"updates_{key}" not in texts:
            faults.append(f"dates: messages.yml has no updates_{key}")
        if not isinstance(days, list) or not all(_is_days(one) for one in days):
            faults.append(f"dates: {key} is no list of days from 0 to {MOST_DAYS}")
    return faults


def _is_days(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_DAYS


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 5 and time.fromisoformat(value) is not None
    except ValueError:
        return False
