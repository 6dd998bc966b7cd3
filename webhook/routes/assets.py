"""Static files: addresses that change with their content, kept for a year, sent compressed.

The widget promises at most 15 KB on the wire, and not every council puts a compressing proxy in front. Pages are left as they
are: they hold a form token beside text that somebody else may have chosen (the BREACH attack).
"""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Response, current_app, request, url_for

YEAR_S, TEN_MINUTES_S = 31_536_000, 600


def asset_url(path: str) -> str:
    """The address of a static file with a mark of its content."""
    file = Path(str(current_app.static_folder)) / path
    return url_for("static", filename=path, v=_mark(file, file.stat().st_mtime_ns))


def serve_static_well(response: Response) -> Response:
    """Keep for a year what carries its mark, ten minutes what does not (loader.js has one address for ever); compress text."""
    if request.endpoint != "static" or response.status_code != 200:
        return response
    lifetime = f"{YEAR_S}, immutable" if request.args.get("v") else str(TEN_MINUTES_S)
    response.headers["Cache-Control"] = f"public, max-age={lifetime}"
    response.headers["Vary"] = "Accept-Encoding"
    file = Path(str(current_app.static_folder)) / str((request.view_args or {})["filename"])
    if file.suffix in (".js", ".css", ".svg") and request.accept_encodings["gzip"] > 0 and "Range" not in request.headers:
        response.direct_passthrough = False
        response.set_data(_squeezed(file, file.stat().st_mtime_ns))
        response.headers["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=64)
def _mark(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]


@lru_cache(maxsize=64)
def _squeezed(file: Path, _changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), 9, mtime=0)
