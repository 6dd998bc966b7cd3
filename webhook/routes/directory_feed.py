"""Our directory as an Open Referral UK 3.0 feed: open to everyone, read only, JSON. Samples are in it on a demo only, and marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from flask import Blueprint, Response, abort, g, jsonify, request
from flask.typing import ResponseReturnValue

from directory.publish import VERSION, list_taxonomies, list_terms, page_of, publish_one, publish_page, taxonomy_of, term_of
from webhook.routes.callers import caller, the_parts
from webhook.services.directory.vocabulary import Vocabulary, load_vocabulary
from webhook.store.directory_published import Asked

blueprint = Blueprint("directory_feed", __name__)
PER_PAGE, MOST_PER_PAGE = 50, 500
FILTERS = ("search", "taxonomy_term_id", "taxonomy_id", "minimum_age", "maximum_age", "start_time", "end_time", "day")  # of the standard's /services, beside its pages
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class BadQuery(Exception):
    """A parameter that we do not know, or cannot read."""


@blueprint.errorhandler(BadQuery)
def _answer_bad_query(error: BadQuery) -> ResponseReturnValue:
    return jsonify(error=str(error), request_id=g.get("request_id")), 400


@blueprint.before_app_request
def show_version() -> ResponseReturnValue | None:
    """The standard's root is `/`, which is a page for people here: who asks for JSON gets the version."""
    accepts = request.accept_mimetypes
    if request.path == "/" and request.method == "GET" and accepts.best_match(["text/html", "application/json"]) == "application/json":
        return _open(jsonify(version=VERSION, profile="https://docs.openreferraluk.org", openapi_url=f"{the_parts().settings.public_base}/openapi.json"))
    return None


@blueprint.get("/services")
@caller("anyone")
def list_services() -> ResponseReturnValue:
    """A page of services."""
    _refuse_others(FILTERS)
    page, per_page = _number("page", 1, 1, 10**6), _number("per_page", PER_PAGE, 1, MOST_PER_PAGE)
    terms = [term_of(given, _vocabulary()) for given in request.args.getlist("taxonomy_term_id")]
    terms += [taxonomy_of(given) for given in request.args.getlist("taxonomy_id")]
    asked = Asked(None, _age("minimum_age"), _age("maximum_age"), terms, _weekday(), _time("start_time"), _time("end_time"))
    return _open(jsonify(publish_page(the_parts(), page, per_page, asked, request.args.get("search", ""))))


@blueprint.get("/services/<service_id>")
@caller("anyone")
def show_service(service_id: str) -> ResponseReturnValue:
    """One service in full."""
    return _open(jsonify(publish_one(the_parts(), service_id) or abort(404)))


@blueprint.get("/taxonomies")
@caller("anyone")
def show_taxonomies() -> ResponseReturnValue:
    """Our classifications."""
    return _page(list_taxonomies())


@blueprint.get("/taxonomies/<taxonomy_id>")
@caller("anyone")
def show_taxonomy(taxonomy_id: str) -> ResponseReturnValue:
    """One classification."""
    return _one(list_taxonomies(), taxonomy_id)


@blueprint.get("/taxonomy_terms")
@caller("anyone")
def show_terms() -> ResponseReturnValue:
    """Their terms."""
    return _page(list_terms(_vocabulary()))


@blueprint.get("/taxonomy_terms/<term_id>")
@caller("anyone")
def show_term(term_id: str) -> ResponseReturnValue:
    """One term."""
    return _one(list_terms(_vocabulary()), term_id)


def _vocabulary() -> Vocabulary:
    return load_vocabulary(the_parts().settings.content_dir)


def _page(items: list[dict[str, Any]]) -> Response:
    _refuse_others(())
    page, per_page = _number("page", 1, 1, 10**6), _number("per_page", PER_PAGE, 1, MOST_PER_PAGE)
    return _open(jsonify(page_of(items[(page - 1) * per_page : page * per_page], len(items), page, per_page)))


def _one(items: list[dict[str, Any]], wanted: str) -> Response:
    return _open(jsonify(next((item for item in items if item["id"] == wanted.lower()), None) or abort(404)))


def _open(response: Response) -> Response:
    """Any page may read it, and a reader that comes again is told when nothing changed."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, max-age=300"
    response.add_etag()
    response.make_conditional(request)
    return response


def _number(name: str, default: int, least: int, most: int) -> int:
    given = request.args.get(name, str(default))
    if not (given.isascii() and given.isdigit() and len(given) < 10 and int(given) >= least):
        raise BadQuery(f"{name} must be a whole number from {least} on.")
    return min(int(given), most)


def _age(name: str) -> float | None:
    try:
        age = float(request.args[name]) if name in request.args else None
    except ValueError:
        age = -1
    if age is not None and not 0 <= age <= 130:
        raise BadQuery(f"{name} must be a number of years.")
    return age


def _time(name: str) -> time | None:
    given = request.args.get(name)
    try:
        return None if given is None else time.fromisoformat(given).replace(tzinfo=None)
    except ValueError as error:
        raise BadQuery(f"{name} must be a time, such as 09:30.") from error


def _weekday() -> int | None:
    """The standard has a text: two letters as in its schedules (MO), or the day's name."""
    given = request.args.get("day", "").strip().lower()
    day = next((number for number, name in enumerate(_DAYS) if given in (name, name[:3], name[:2])), None)
    if "day" in request.args and day is None:
        raise BadQuery("day must be one of: MO, TU, WE, TH, FR, SA, SU, or the day's name.")
    return day


def _refuse_others(filters: Sequence[str]) -> None:
    """A filter that is not applied would give records that nobody asked for: it is refused by its name."""
    known = (*filters, "page", "per_page")
    others = sorted(set(request.args) - set(known))
    if others:
        raise BadQuery(f"Not supported here: {', '.join(others)}. This address takes: {', '.join(known)}.")
