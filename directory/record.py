"""One service as we keep it, whatever form it came in, and the way there from the standard."""

from __future__ import annotations

import hashlib
import html
import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from directory.standard import Schedule, Service
from webhook.services.directory.price import free_for_some
from webhook.services.directory.vocabulary import Vocabulary

BYDAY = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
NAMESPACE = uuid.UUID("6f2b1c0e-6f0a-5b53-9a4c-0d6f6b1f7a11")  # of ids that are no UUIDs: the same id always gets the same one
LONGEST_TEXT, LONGEST_ADDRESS, LONGEST_LINE = 20_000, 2_000, 200  # characters of a text, of a web address, and of what stands on one line
SAMPLE_TAXONOMY = "sample"  # the published feed's mark of a record that is no real service
_CODE, _CODE_ENDS = re.compile(r"<(?:script|style)\b", re.IGNORECASE), re.compile(r"</(?:script|style)\s*>", re.IGNORECASE)
_TAG, _SPACE, _BREAK = re.compile(r"<[^>]{0,2000}>"), re.compile(r"[ \t\r\f\v\u00a0]+"), re.compile(r"\s*\n\s*(?:\n\s*)+")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True)
class Place:
    """Where. Degrees are WGS84."""

    name: str | None = None
    address: str | None = None
    postcode: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    online: bool = False


@dataclass(frozen=True)
class Session:
    """When: days of the week (Monday 0), HH:MM local."""

    days: tuple[int, ...] = ()
    opens: str | None = None
    closes: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Record:
    """Everything kept of a service. None is unknown."""

    record_id: str
    name: str
    status: str = "active"
    organisation: str | None = None
    description: str | None = None
    url: str | None = None
    email: str | None = None
    phone: str | None = None
    alert: str | None = None
    fees: str | None = None
    cost: str | None = None  # free | paid
    age_from: float | None = None
    age_to: float | None = None
    referral: bool | None = None
    learning_disability: bool | None = None
    checked_on: str | None = None  # ISO date
    sample: bool = False
    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    sessions: tuple[Session, ...] = field(default=())

    @property
    def public_id(self) -> str:
        """The id in our own feed, and what makes two records the same."""
        return public_id_of(self.record_id)

    @property
    def fingerprint(self) -> str:
        """Equal for equal records: an import that brings the same again changes nothing."""
        return hashlib.sha256(json.dumps(self.stored(), sort_keys=True).encode()).hexdigest()

    def stored(self) -> dict[str, Any]:
        """As it is kept: `record_from` reads it back. (dataclasses.asdict copies deeply, which took a third of an import's time.)"""
        return {**vars(self), "places": [dict(vars(place)) for place in self.places], "sessions": [dict(vars(session)) for session in self.sessions]}


def public_id_of(record_id: str) -> str:
    """A publisher's id if it is a UUID, in the usual spelling, else one made from it."""
    try:
        return str(uuid.UUID(record_id))
    except ValueError:
        return str(uuid.uuid5(NAMESPACE, record_id))


def record_from(raw: dict[str, Any]) -> Record:
    """The record back from its stored form."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    values["places"] = tuple(Place(**place) for place in raw["places"])
    values["sessions"] = tuple(Session(**{**session, "days": tuple(session["days"])}) for session in raw["sessions"])
    return Record(**values)


def map_service(service: Service, vocabulary: Vocabulary) -> Record:
    """A record of the standard as we keep it. Terms are read by our vocabulary; what no term says is read only from phrases that leave no doubt."""
    terms = [term.name or term.term or "" for attribute in service.attributes if (term := attribute.taxonomy_term)]
    access = [said for at in service.service_at_locations if at.location for item in at.location.accessibility for said in (item.description, item.details, item.accessibility) if said]
    spoken = [language.name or language.language or "" for language in service.languages]
    tags = tags_of([*terms, service.name], vocabulary)
    said = tags_of([*terms, plain(service.description) or "", plain(service.eligibility_description) or "", plain(service.application_process) or ""], vocabulary)
    fees = _fees(service)
    places = tuple(place for at in service.service_at_locations if at.location and (place := _place(at.location)))
    return Record(
        record_id=service.id,
        name=plain(service.name) or service.name,
        status=service.status,
        organisation=plain(service.organization.name) if service.organization else None,
        description=plain(service.description),
        url=web_address(service.url),
        email=service.email if service.email and "@" in service.email and len(service.email) <= LONGEST_LINE else None,
        phone=next(
            (phone.number for phone in [*service.phones, *(phone for contact in service.contacts for phone in contact.phones)] if phone.number and len(phone.number) <= LONGEST_LINE), None
        ),
        alert=plain(service.alert),
        fees="; ".join(filter(None, [fees, *(_price(option) for option in service.cost_options)]))[:LONGEST_TEXT] or None,
        cost=_cost(service, values_of(tags_of([fees or "", *terms], vocabulary), "cost"), fees),
        age_from=service.minimum_age,
        age_to=service.maximum_age,
        referral=choice(said, "referral"),
        learning_disability=choice(said, "learning_disability"),
        checked_on=(service.assured_date or "")[:10] or None,
        sample=any(attribute.taxonomy_term and attribute.taxonomy_term.taxonomy == SAMPLE_TAXONOMY for attribute in service.attributes),
        needs=values_of(tags, "need"),
        kinds=values_of(tags, "kind"),
        languages=values_of(tags_of([*spoken, *terms], vocabulary), "language"),
        access=values_of(tags_of([*access, *terms], vocabulary) | ({("access", "online")} if any(place.online for place in places) else set()), "access"),
        places=places,
        sessions=tuple(session for schedule in service.schedules if (session := _session(schedule))),
    )


def name_left_out(service: Service) -> list[str]:
    """What of a record of the standard is too long to keep whole, in words."""
    texts = {"description": service.description, "fees": service.fees, "fees_description": service.fees_description, "alert": service.alert}
    lines = {"url": (service.url, LONGEST_ADDRESS), "email": (service.email, LONGEST_LINE)}
    cut = [f"{name} is longer than {LONGEST_TEXT} characters and was cut" for name, text in texts.items() if text and len(text) > LONGEST_TEXT]
    gone = [f"{name} is longer than {most} characters and was left out" for name, (text, most) in lines.items() if text and len(text) > most]
    phones = [phone.number for phone in [*service.phones, *(phone for contact in service.contacts for phone in contact.phones)] if phone.number]
    return cut + gone + [f"a phone is longer than {LONGEST_LINE} characters and was left out" for number in phones if len(number) > LONGEST_LINE]


def tags_of(texts: Iterable[str], vocabulary: Vocabulary) -> set[tuple[str, str]]:
    """Tags of every kind that the texts say."""
    kinds = frozenset({"need", "kind", "language", "access", "cost", "referral", "learning_disability"})
    return {tag for text in texts if text for tag in vocabulary.tags_in(text, kinds)}


def values_of(tags: set[tuple[str, str]], kind: str) -> tuple[str, ...]:
    """The values of one kind, sorted."""
    return tuple(sorted(value for found, value in tags if found == kind))


def choice(tags: set[tuple[str, str]], kind: str) -> bool | None:
    """Whether something is needed: True, False, or None when nothing or both are said."""
    said = values_of(tags, kind)
    return said[0] == "needed" if len(said) == 1 else None


def plain(text: str | None) -> str | None:
    """Text without markup or runs of space, or None when nothing is left."""
    if not text:
        return None
    tidy = _BREAK.sub("\n\n", _SPACE.sub(" ", html.unescape(_TAG.sub(" ", _without_code(text))).replace("\0", ""))).strip()
    return tidy[:LONGEST_TEXT] or None


def _without_code(text: str) -> str:
    """A text without what stands between the tags of a script or a style: it is none. To its end, where they are not closed."""
    kept, at = list[str](), 0
    while (begins := _CODE.search(text, at)) is not None:
        kept.append(text[at : begins.start()])
        ends = _CODE_ENDS.search(text, begins.end())
        at = ends.end() if ends else len(text)
    return " ".join([*kept, text[at:]])


def web_address(url: str | None) -> str | None:
    """An address a browser may be sent to, or None: feeds are other people's."""
    return url.strip() if url and len(url) <= LONGEST_ADDRESS and re.match(r"https?://[^\s<>\"]+\Z", url.strip(), re.IGNORECASE) else None


def clock(text: str | None) -> str | None:
    """HH:MM from a time of the standard, or None."""
    found = _TIME.fullmatch(text.strip()) if text else None
    return f"{int(found[1]):02}:{found[2]}" if found else None


def _place(location: Any) -> Place | None:
    address = next((one for one in location.addresses if one.postal_code or one.address_1), None)
    known = location.latitude is not None and location.longitude is not None and 49 < location.latitude < 61 and -9 < location.longitude < 2.5
    place = Place(
        name=plain(location.name),
        address=", ".join(filter(None, [plain(address.address_1), plain(address.city)])) or None if address else None,
        postcode=plain(address.postal_code) if address else None,
        latitude=location.latitude if known else None,
        longitude=location.longitude if known else None,
        online=location.location_type == "virtual",
    )
    return place if place != Place() else None


def _session(schedule: Schedule) -> Session | None:
    days = tuple(sorted({BYDAY[day[-2:]] for part in (schedule.byday or "").upper().split(",") if (day := part.strip()) and day[-2:] in BYDAY}))
    session = Session(days, clock(schedule.opens_at), clock(schedule.closes_at), plain(schedule.description))
    return session if session != Session() else None


def _price(option: Any) -> str | None:
    amount = f"£{option.amount:g}" if option.amount is not None else None
    return " ".join(filter(None, [plain(option.option), amount, plain(option.amount_description)])) or None


def _fees(service: Service) -> str | None:
    """What is said of fees: the fuller field, after an amount that only the other one has ("£3; Free for carers")."""
    described, short = plain(service.fees_description), plain(service.fees)
    amount = described and short and "£" in short and "£" not in described
    return f"{short}; {described}" if amount else described or short


def _cost(service: Service, said: tuple[str, ...], fees: str | None) -> str | None:
    """From amounts, else a pound sign, else words about fees. Not from the description: "free school meals" says nothing about a charge."""
    amounts = [option.amount for option in service.cost_options if option.amount is not None]
    if any(amount > 0 for amount in amounts) or (fees and re.search(r"£\s?0*[1-9.]", fees)):
        return "paid"
    if amounts:
        return "free"
    if free_for_some(fees):
        return None
    return said[0] if len(said) == 1 else None
