"""The letters a parent fills in: a list, a form, and the filled letter to copy, download or print.

What is typed comes in by POST, goes into the page or the file that answers it, and is gone: no row, no cookie, no log line, no
address holds it (conduct 15). As nothing is kept or changed here, a form sent by another site can do no harm and needs no token.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from webhook.clients.clock import LONDON
from webhook.routes.assets import asset_url
from webhook.routes.callers import caller, the_parts
from webhook.routes.pages import the_interface
from webhook.services.answers.linking import known_sites, link_text, safe_url
from webhook.services.chat import long_date
from webhook.services.letters.files import as_docx, as_text
from webhook.services.letters.fill import PARTS_OF_A_DATE, FilledLetter, Given, fill_letter, read_form
from webhook.services.letters.letters import Letter

blueprint = Blueprint("letters", __name__, url_prefix="/letters")
MAX_FORM_BYTES = 256 * 1024  # several long answers in Bengali, percent-encoded
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("")
@caller("anyone")
def list_letters() -> ResponseReturnValue:
    """Every letter there is, and when to use it."""
    return _page("letters/list.html", letters=list(the_parts().content.letters.values()))


@blueprint.get("/<key>")
@caller("anyone")
def show_form(key: str) -> ResponseReturnValue:
    """The empty form of a letter."""
    return _form_page(_find(key), Given())


@blueprint.post("/<key>")
@caller("anyone")
def make_letter(key: str) -> ResponseReturnValue:
    """The filled letter as a page, or as the file that `as` asks for (docx, txt); `as=edit` is the form again with what was typed."""
    letter, now = _find(key), the_parts().clock.now()
    request.max_content_length = MAX_FORM_BYTES
    today, wanted = now.astimezone(LONDON).date(), request.form.get("as")
    given = read_form(letter, request.form, today)
    if given.problems or wanted == "edit":
        return _form_page(letter, given)
    filled = fill_letter(letter, given, today)
    if wanted == "docx":
        return _file(as_docx(filled, now), DOCX, f"letter-{letter.key}.docx")
    if wanted == "txt":
        return _file(as_text(filled).replace("\n", "\r\n").encode("utf-8-sig"), "text/plain; charset=utf-8", f"letter-{letter.key}.txt")
    return _ready_page(letter, given, filled)


def _find(key: str) -> Letter:
    return the_parts().content.letters.get(key) or abort(404)


def _form_page(letter: Letter, given: Given) -> Response:
    texts, labels = the_interface().labels["letters"], {field.key: field.label for field in letter.fields}
    problems = {key: texts[problem].format(label=labels[key]) for key, problem in given.problems.items()}
    return _page("letters/form.html", letter=letter, typed=given.typed, problems=problems, parts_of_a_date=PARTS_OF_A_DATE)


def _ready_page(letter: Letter, given: Given, filled: FilledLetter) -> Response:
    sites, texts = known_sites(the_parts().content), the_interface().labels["letters"]
    return _page(
        "letters/ready.html",
        letter=letter,
        typed=given.typed,
        filled=filled,
        plain=as_text(filled),
        ask=link_text(texts["ask_address"].format(**letter.ask) if letter.ask else texts["address"])[0],
        notes=[link_text(note, sites)[0] for note in filled.notes],
        next=[link_text(line, sites)[0] for line in letter.next],
        checked=long_date(letter.checked_on),
        safe_url=safe_url,
    )


def _page(template: str, **values: Any) -> Response:
    parts = the_parts()
    interface = the_interface()
    page = render_template(template, labels=interface.labels["letters"], names=interface.labels["chat"], leave=interface.links["leave"], settings=parts.settings, asset=asset_url, **values)
    return _kept_nowhere(make_response(page))


def _file(content: bytes, kind: str, name: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _kept_nowhere(response)


def _kept_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
