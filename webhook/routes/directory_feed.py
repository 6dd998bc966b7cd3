"""Our directory as an Open Referral UK 3.0 feed: open to everyone, read only, JSON. Samples are in it on a demo only, and marked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from directory.publish import VERSION, list_taxonomies, list_terms, page_of, publish_one, publish_page
from webhook.routes.callers import caller, the_parts
from webhook.services.directory_vocabulary import Vocabulary, load_vocabulary

blueprint = Blueprint("directory_feed", __name__)
PER_PAGE, MOST_PER_PAGE = 50, 500


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
    page, per_page = _number("page", 1, 1, 10**6), _number("per_page", PER_PAGE, 1, MOST_PER_PAGE)
    ages = (_age("minimum_age"), _age("maximum_age"))
    return _open(jsonify(publish_page(the_parts(), page, per_page, ages=ages, search=request.args.get("search", ""))))


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
        abort(400)
    return min(int(given), most)


def _age(name: str) -> float | None:
    try:
        age = float(request.args[name]) if name in request.args else None
    except ValueError:
        abort(400)
    if age is not None and not 0 <= age <= 130:
        abort(400)
    return age
