"""The older UK v1 form of the standard, turned into the names of 3.0 before it is validated. What 3.0 has no place for is left out."""

from __future__ import annotations

from typing import Any

DAYS = {"monday": "MO", "tuesday": "TU", "wednesday": "WE", "thursday": "TH", "friday": "FR", "saturday": "SA", "sunday": "SU"}
OLD_NAMES = ("regular_schedules", "eligibilitys", "service_taxonomys")


def is_older(raw: Any) -> bool:
    """Whether a record uses the names of v1."""
    return isinstance(raw, dict) and any(name in raw for name in OLD_NAMES)


def bring_up(raw: dict[str, Any]) -> dict[str, Any]:
    """A v1 record in the names of 3.0."""
    ages = [item for item in _items(raw, "eligibilitys")]
    return {
        **raw,
        "minimum_age": min((item["minimum_age"] for item in ages if isinstance(item.get("minimum_age"), (int, float))), default=raw.get("minimum_age")),
        "maximum_age": max((item["maximum_age"] for item in ages if isinstance(item.get("maximum_age"), (int, float))), default=raw.get("maximum_age")),
        "eligibility_description": "; ".join(str(item["eligibility"]) for item in ages if item.get("eligibility")) or None,
        "schedules": [_schedule(item) for item in _items(raw, "regular_schedules")],
        "attributes": [{"taxonomy_term": {"name": _term(item).get("name"), "taxonomy": _term(item).get("vocabulary")}} for item in _items(raw, "service_taxonomys")],
        "service_at_locations": [{"location": _location(item.get("location") or {})} for item in _items(raw, "service_at_locations")],
    }


def _items(raw: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = raw.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _term(item: dict[str, Any]) -> dict[str, Any]:
    term = item.get("taxonomy")
    return term if isinstance(term, dict) else {}


def _schedule(item: dict[str, Any]) -> dict[str, Any]:
    day = str(item.get("weekday") or item.get("byday") or "")
    return {**item, "byday": DAYS.get(day.lower(), day)}


def _location(location: dict[str, Any]) -> dict[str, Any]:
    return {**location, "addresses": _items(location, "physical_addresses"), "accessibility": _items(location, "accessibility_for_disabilities")}
