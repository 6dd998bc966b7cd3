"""Open Referral UK 3.0 (HSDS-UK) as models of our own: the fields we use, as lenient as the standard's own samples.

`null` is as good as absent, unknown fields are left out, a wrong value in an optional field is a reason to reject the record. Written from the
profile's schema of October 2024, whose trimmed fields differ from the international standard: `fees` and `fees_description` are both taken.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

SHOWN = ("active", "temporarily closed")


def _list(value: Any) -> Any:
    return [] if value is None else value


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


Words = Annotated[str | None, BeforeValidator(_text)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), BeforeValidator(_text)]
Id = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), BeforeValidator(_text)]


class Part(BaseModel):
    """Parent of every part of a record."""

    model_config = ConfigDict(extra="ignore")


class TaxonomyTerm(Part):
    """A word of somebody's classification."""

    name: Words = None
    taxonomy: Words = None
    term: Words = None


class Attribute(Part):
    """Fits a term to a thing."""

    taxonomy_term: TaxonomyTerm | None = None


class Address(Part):
    """Where post would go."""

    address_1: Words = None
    city: Words = None
    postal_code: Words = None


class Accessibility(Part):
    """How a place can be used by disabled people."""

    description: Words = None
    details: Words = None
    accessibility: Words = None


class Location(Part):
    """A place, postal or virtual ones too. Degrees outside the United Kingdom are taken for unknown by the mapping, not here."""

    location_type: Words = None
    name: Words = None
    description: Words = None
    latitude: float | None = None
    longitude: float | None = None
    addresses: Annotated[list[Address], BeforeValidator(_list)] = []
    accessibility: Annotated[list[Accessibility], BeforeValidator(_list)] = []


class ServiceAtLocation(Part):
    """A service at a place."""

    location: Location | None = None


class Schedule(Part):
    """When it is open. `byday` is iCalendar's: "TU,TH"."""

    freq: Words = None
    byday: Words = None
    opens_at: Words = None
    closes_at: Words = None
    description: Words = None


class Language(Part):
    """A language a service is given in. The trimmed schema has only ids; feeds say `name` or `language`."""

    name: Words = None
    language: Words = None


class CostOption(Part):
    """What it costs."""

    option: Words = None
    amount: float | None = None
    amount_description: Words = None


class Phone(Part):
    """A number, in the wider standard on services and contacts."""

    number: Words = None


class Contact(Part):
    """A person or desk. Names of people are not kept."""

    phones: Annotated[list[Phone], BeforeValidator(_list)] = []


class Organization(Part):
    """Who gives the service."""

    name: Words = None


class Service(Part):
    """One record. Only id, name and status are required."""

    id: Id
    name: Name
    status: Literal["active", "inactive", "defunct", "temporarily closed"]
    description: Words = None
    url: Words = None
    email: Words = None
    fees: Words = None
    fees_description: Words = None
    eligibility_description: Words = None
    application_process: Words = None
    minimum_age: Annotated[float | None, Field(ge=0, le=130)] = None
    maximum_age: Annotated[float | None, Field(ge=0, le=130)] = None
    assured_date: Words = None
    alert: Words = None
    organization: Organization | None = None
    schedules: Annotated[list[Schedule], BeforeValidator(_list)] = []
    service_at_locations: Annotated[list[ServiceAtLocation], BeforeValidator(_list)] = []
    languages: Annotated[list[Language], BeforeValidator(_list)] = []
    cost_options: Annotated[list[CostOption], BeforeValidator(_list)] = []
    phones: Annotated[list[Phone], BeforeValidator(_list)] = []
    contacts: Annotated[list[Contact], BeforeValidator(_list)] = []
    attributes: Annotated[list[Attribute], BeforeValidator(_list)] = []


def read_service(raw: Any) -> Service:
    """One record of a feed. Raises ValueError with every reason in words that name the field, never the value."""
    if not isinstance(raw, dict):
        raise ValueError("is not an object")
    try:
        return Service.model_validate(raw)
    except ValidationError as error:
        reasons = [f"{'.'.join(map(str, problem['loc']))} {_say(problem)}" for problem in error.errors(include_input=False, include_url=False)]
        raise ValueError("; ".join(reasons)) from None


def _say(problem: Any) -> str:
    kind, context = problem["type"], problem.get("ctx") or {}
    said = {
        "missing": "is missing",
        "string_too_short": "is empty",
        "string_too_long": f"is longer than {context.get('max_length')} characters",
        "literal_error": f"must be one of {context.get('expected')}",
        "string_type": "is not a text",
        "float_parsing": "is not a number",
        "float_type": "is not a number",
        "greater_than_equal": f"is less than {context.get('ge')}",
        "less_than_equal": f"is more than {context.get('le')}",
        "list_type": "is not a list",
        "model_type": "is not an object",
    }
    return str(said.get(kind, "has a wrong value"))
