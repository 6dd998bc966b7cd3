"""Our records as Open Referral UK 3.0 has them: what a reader of the feed gets. Ids are made from the service's own, so they never change."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from directory.record import BYDAY, NAMESPACE, SAMPLE_TAXONOMY, Place, Record, Session, record_from
from webhook.bootstrap import Parts
from webhook.services.directory.vocabulary import CHOICES, TAG_KINDS, Vocabulary, load_vocabulary, words_of
from webhook.store.directory import DirectoryService
from webhook.store.directory_published import Asked, find_published, list_published
from webhook.store.directory_text import match_texts

VERSION = "HSDS-UK-3.0"
MOST_FOUND = 5000  # services a search of the feed looks at
_GROUPS = {**{kind: group for group, kind in TAG_KINDS.items()}, **{name: name for name in CHOICES}}  # kind of a term ▸ its group in the vocabulary
CODES = {number: code for code, number in BYDAY.items()}


def publish_page(parts: Parts, page: int, per_page: int, asked: Asked, search: str = "") -> dict[str, Any]:
    """One page of services, each in full, of those that were asked for. `page` counts from 1. Samples are in it on a demo only."""
    vocabulary = load_vocabulary(parts.settings.content_dir)
    with parts.db.reading() as session:
        ids = match_texts(session, words_of(search), MOST_FOUND) if words_of(search) else None
        total, services = list_published(session, samples=parts.settings.demo, page=page, per_page=per_page, asked=replace(asked, ids=ids))
    return page_of([publish_service(service, vocabulary) for service in services], total, page, per_page)


def publish_one(parts: Parts, public_id: str) -> dict[str, Any] | None:
    """One service by its id in the feed, or None."""
    with parts.db.reading() as session:
        service = find_published(session, public_id.lower(), samples=parts.settings.demo)
    return publish_service(service, load_vocabulary(parts.settings.content_dir)) if service else None


def page_of(contents: list[dict[str, Any]], total: int, page: int, per_page: int) -> dict[str, Any]:
    """The standard's wrapper around a page."""
    pages = max(1, -(-total // per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def publish_service(service: DirectoryService, vocabulary: Vocabulary) -> dict[str, Any]:
    """One service in full. What is not known is left out: the standard's fields may not be null."""
    record = record_from(service.record)
    made = _Ids(record.public_id)
    published = {
        "id": record.public_id,
        "name": record.name,
        "status": record.status,
        "description": record.description,
        "url": record.url,
        "email": record.email,
        "fees": record.fees or (vocabulary.label("cost", record.cost) if record.cost else None),
        "minimum_age": record.age_from,
        "maximum_age": record.age_to,
        "assured_date": record.checked_on,
        "alert": record.alert,
        "last_modified": service.changed_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "organization": _organization(record.organisation) if record.organisation else None,
        "schedules": [_schedule(made(f"schedule:{at}"), session) for at, session in enumerate(record.sessions)],
        "service_at_locations": [_at_location(made, at, place) for at, place in enumerate(record.places)],
        "languages": [{"id": made(f"language:{value}"), "name": vocabulary.label("language", value)} for value in record.languages],
        "contacts": [{"id": made("contact"), "phones": [{"id": made("phone"), "number": record.phone}]}] if record.phone else [],
        "attributes": [{"id": made(f"attribute:{kind}:{value}"), "link_type": "service", "taxonomy_term": term} for kind, value, term in _terms(record, vocabulary)],
    }
    return {name: value for name, value in published.items() if value is not None and value != []}


def list_taxonomies() -> list[dict[str, Any]]:
    """Our classifications, one for each kind of tag."""
    return [{"id": taxonomy_id(kind), "name": kind, "description": kind.replace("_", " "), "version": "1"} for kind in (*TAG_KINDS.values(), *CHOICES, SAMPLE_TAXONOMY)]


def list_terms(vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Every term of them."""
    return [*(make_term(kind, value, vocabulary) for kind, group in _GROUPS.items() for value in vocabulary.raw[group]), _sample_term()]


def taxonomy_id(kind: str) -> str:
    """The id of a classification."""
    return str(uuid.uuid5(NAMESPACE, f"taxonomy:{kind}"))


def term_of(term_id: str, vocabulary: Vocabulary) -> tuple[str, str | None]:
    """The kind and value of our vocabulary that a term's id stands for; one that no service has, where it stands for none."""
    pairs = ((kind, value) for kind, group in _GROUPS.items() for value in vocabulary.raw[group])
    found = next((pair for pair in pairs if make_term(*pair, vocabulary)["id"] == term_id.lower()), None)
    return found or ((SAMPLE_TAXONOMY, None) if term_id.lower() == _sample_term()["id"] else ("", ""))


def taxonomy_of(wanted: str) -> tuple[str, str | None]:
    """The kind that a classification's id stands for, with any value; one that no service has, where it stands for none."""
    return next((kind for kind in (*_GROUPS, SAMPLE_TAXONOMY) if taxonomy_id(kind) == wanted.lower()), ""), None


def make_term(kind: str, value: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """A value of our vocabulary as a term of the standard."""
    label = vocabulary.label(kind, value)
    return {"id": str(uuid.uuid5(NAMESPACE, f"term:{kind}:{value}")), "name": label, "description": label, "taxonomy": kind, "taxonomy_id": taxonomy_id(kind)}


def _sample_term() -> dict[str, Any]:
    """The mark of a record that is no real service."""
    term = {"id": str(uuid.uuid5(NAMESPACE, SAMPLE_TAXONOMY)), "name": "sample", "description": "not a real service"}
    return {**term, "taxonomy": SAMPLE_TAXONOMY, "taxonomy_id": taxonomy_id(SAMPLE_TAXONOMY)}


class _Ids:
    """UUIDs of the parts of one service."""

    def __init__(self, public_id: str) -> None:
        self._namespace = uuid.UUID(public_id)

    def __call__(self, part: str) -> str:
        return str(uuid.uuid5(self._namespace, part))


def _terms(record: Record, vocabulary: Vocabulary) -> list[tuple[str, str, dict[str, Any]]]:
    pairs = [(kind, value) for kind, values in (("kind", record.kinds), ("need", record.needs), ("access", record.access)) for value in values if vocabulary.has(kind, value)]
    for kind, needed in (("referral", record.referral), ("learning_disability", record.learning_disability)):
        if needed is not None:
            pairs.append((kind, "needed" if needed else "not_needed"))
    found = [(kind, value, make_term(kind, value, vocabulary)) for kind, value in pairs]
    if record.sample:
        found.append((SAMPLE_TAXONOMY, "sample", _sample_term()))
    return found


def _organization(name: str) -> dict[str, Any]:
    return {"id": str(uuid.uuid5(NAMESPACE, f"organization:{name}")), "name": name, "description": name}


def _schedule(schedule_id: str, session: Session) -> dict[str, Any]:
    weekly = {"freq": "WEEKLY", "interval": 1, "byday": ",".join(CODES[day] for day in session.days)} if session.days else {}
    times = {"opens_at": session.opens, "closes_at": session.closes, "description": session.note}
    return {"id": schedule_id, **weekly, **{name: value for name, value in times.items() if value}}


def _at_location(made: _Ids, at: int, place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"id": made(f"location:{at}"), "location_type": "virtual" if place.online else "physical"}
    location |= {name: value for name, value in (("name", place.name), ("latitude", place.latitude), ("longitude", place.longitude)) if value is not None}
    if place.address or place.postcode:
        address = {"id": made(f"address:{at}"), "address_1": place.address or place.name or "", "city": "", "state_province": "", "postal_code": place.postcode or ""}
        location["addresses"] = [{**address, "country": "GB", "address_type": "physical"}]
    return {"id": made(f"at:{at}"), "location": location}
