"""The stages of a case in words, and drawn from those words: an SVG that says nothing a reader of the text would miss, and nothing by colour alone.

It is shown as a picture (`<img>`), so it can run nothing and load nothing; the page's `alt` carries the same words. It brings its own ground
and its own dark colours, because a page's styles do not reach into a picture.
"""

from __future__ import annotations

import base64
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from webhook.services.answers.content import Content
from webhook.services.clock.limits import LIMITS
from webhook.services.clock.milestones import Milestone
from webhook.services.render.say import say_day

WIDTH, LEFT, LINE, GAP, TOP = 340, 46, 22, 16, 14  # units of the drawing; 1 is a pixel in a chat on a phone
BOLD_CHARS, PLAIN_CHARS = 26, 32  # that fit beside the line in the widest of the usual fonts
SENT = ("draft", "final", "no_plan")  # named otherwise once they have come
SHAPES = {
    "done": '<circle class="full" cx="20" cy="{y}" r="10"/><path class="tick" d="M15 {y}l4 4 7-8"/>',
    "now": '<circle class="ring" cx="20" cy="{y}" r="10"/><circle class="full" cx="20" cy="{y}" r="4"/>',
    "past": '<path class="warn" d="M20 {top}l12 21h-24z"/><path class="mark" d="M20 {high}v7M20 {low}v2"/>',
    "next": '<circle class="ring" cx="20" cy="{y}" r="8"/>',
}
STYLE = (
    "text{font:16px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;fill:#1c2a2d}.b{font-weight:700}.s{font-size:15px}"
    ".ground{fill:#fff}.line{stroke:#4c5a5c;stroke-width:2}.full{fill:#0c565c}.ring{fill:#fff;stroke:#0c565c;stroke-width:3}"
    ".tick,.mark{fill:none;stroke:#fff;stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}.warn{fill:#a8321a}"
    "@media(prefers-color-scheme:dark){text{fill:#f3efe6}.ground{fill:#1e2a2c}.line{stroke:#bcc8c6}.full{fill:#7fd0cb}.ring{fill:#1e2a2c;stroke:#7fd0cb}"
    ".tick,.mark{stroke:#10191a}.warn{fill:#ff9a80}}"
)


@dataclass(frozen=True)
class Point:
    """One stage in words: its name, how it stands ("Done on Monday 2 November 2026"), where that stands in law, and which shape it has."""

    name: str
    mark: str
    law: str
    url: str
    shape: str
    bold: bool


def timeline_points(content: Content, points: Sequence[Milestone]) -> list[Point]:
    """The stages in words."""
    return [_in_words(content, point) for point in points]


def timeline_alt(content: Content, points: Sequence[Point]) -> str:
    """All of it in one text, for who does not see the picture."""
    return content.status["timeline_alt"].web.format(points=" ".join(f"{point.name}: {point.mark}." for point in points))


def timeline_picture(content: Content, points: Sequence[Point]) -> str:
    """The drawing as the address of a picture (data:), which needs no route and leaves no trace in a history."""
    return "data:image/svg+xml;base64," + base64.b64encode(draw_timeline(content, points).encode()).decode("ascii")


def draw_timeline(content: Content, points: Sequence[Point]) -> str:
    """The drawing: one stage below another, a line between them, a shape and words for each."""
    y, drawn, places = TOP + 10, [], []
    for point in points:
        words, height = _words(point, y)
        drawn.append(SHAPES[point.shape].format(y=y, top=y - 13, high=y - 5, low=y + 5) + words)
        places.append(y)
        y += height + GAP
    title, alt = content.status["timeline"].web, timeline_alt(content, points)
    line = f'<path class="line" d="M20 {places[0]}V{places[-1]}"/>' if places else ""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" role="img" aria-labelledby="t d" lang="en-GB">'
    names = f'<title id="t">{escape(title, quote=False)}</title><desc id="d">{escape(alt, quote=False)}</desc>'
    return f'{head}{names}<style>{STYLE}</style><rect class="ground" width="{WIDTH}" height="{y}" rx="8"/>{line}{"".join(drawn)}</svg>'


def _words(point: Point, y: int) -> tuple[str, int]:
    """The words beside a shape, wrapped (a drawing does not wrap by itself), and their height."""
    lines = [("b", line) for line in textwrap.wrap(point.name, BOLD_CHARS)]
    lines += [("s b", line) if point.bold else ("s", line) for line in textwrap.wrap(point.mark, BOLD_CHARS if point.bold else PLAIN_CHARS)]
    drawn = [f'<text class="{kind}" x="{LEFT}" y="{y + 5 + place * LINE}">{escape(line, quote=False)}</text>' for place, (kind, line) in enumerate(lines)]
    return "".join(drawn), len(lines) * LINE


def _in_words(content: Content, point: Milestone) -> Point:
    said = content.status
    limit = LIMITS.get(point.key)
    name = said[f"point_{point.key}_sent" if point.done and point.key in SENT else f"point_{point.key}"].web
    on, by = (say_day(day, "web") if day else "" for day in (point.on, point.due))
    law = limit.law if limit else said["from_record"].web if point.done else ""
    shape = "done" if point.done else "past" if point.past else "now" if point.now else "next"
    return Point(name, said[_mark(point)].web.format(on=on, by=by), law, limit.url if limit else "", shape, point.now or point.past)


def _mark(point: Milestone) -> str:
    """The key of the words for how a stage stands."""
    if point.done:
        return "mark_done" if point.on else "mark_done_no_day"
    if point.exemption and point.due:
        return "mark_now_noted" if point.now else "mark_noted"
    if point.past:
        return "mark_now_past" if point.now else "mark_past"
    if point.gone:
        return "mark_gone"
    return ("mark_now" if point.now else "mark_next") + ("" if point.due else "_no_day")
