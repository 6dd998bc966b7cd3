"""The timeline of a case and the page to print: the same in words and drawn, nothing before its letter, and only for who has proven who they are."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from tests.cases.test_cases import D, describe
from tests.cases.test_status import CASES
from tests.family import hear, put_on_record, verify
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.cases.cases import case_status, list_milestones, seal_status
from webhook.services.render.lookup import render_lookup
from webhook.services.render.status import status_replies
from webhook.services.render.timeline import SHAPES, draw_timeline, timeline_alt, timeline_picture, timeline_points
from webhook.services.texts.inbox import open_web_conversation
from webhook.services.turn.heard import Heard, Turn
from webhook.services.turn.record import record_turn
from webhook.store.cases import Case
from webhook.store.conversations import Conversation
from webhook.store.messages import Inbound

TODAY = D("2026-11-23")
SVG = "{http://www.w3.org/2000/svg}"
TOKEN = "the token of this conversation"


def points_of(**columns: Any) -> list[tuple[str, str]]:
    case = Case(**{"case_ref": "SEN-20417", "case_kind": "ehc", **columns})
    return [(point.key, how) for point in list_milestones(case, TODAY, 3) if (how := _how(point)) is not None]


def _how(point: Any) -> str:
    if point.done:
        return f"done {point.on or '?'}"
    return " ".join(filter(None, ["now" * point.now, "past" * point.past, "gone" * point.gone, point.exemption, str(point.due or "")]))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"request_received": D("2026-11-02")},
         [("request", "done 2026-11-02"), ("decision", "now 2026-12-14"), ("advice", ""), ("draft", ""), ("comments", ""), ("final", "2027-03-22")]),
        ({"request_received": D("2026-05-04"), "draft_issued": D("2026-10-16")},
         [("request", "done 2026-05-04"), ("decision", "done ?"), ("advice", "done ?"), ("draft", "done 2026-10-16"), ("comments", "gone 2026-10-30"),
          ("final", "now past 2026-09-21")]),
        ({"request_received": D("2026-10-01"), "exemption": "absence", "exemption_step": "decision"},
         [("request", "done 2026-10-01"), ("decision", "now absence 2026-11-12"), ("advice", ""), ("draft", ""), ("comments", ""), ("final", "2027-02-18")]),
        ({"request_received": D("2026-10-12"), "decision": "not_assess", "decision_date": D("2026-11-12")},
         [("request", "done 2026-10-12"), ("decision", "done 2026-11-12"), ("mediation_contact", "2027-01-12"), ("appeal", "now 2027-01-12")]),
        ({"request_received": D("2026-01-05"), "decision_date": D("2026-02-02"), "draft_issued": D("2026-04-20"), "final_issued": D("2026-05-20")},
         [("request", "done 2026-01-05"), ("decision", "done 2026-02-02"), ("draft", "done 2026-04-20"), ("final", "done 2026-05-20"), ("review", "now 2027-05-20")]),
        ({"final_issued": D("2025-06-01"), "last_review_meeting": D("2026-10-01")},
         [("final", "done 2025-06-01"), ("review_meeting", "done 2026-10-01"), ("review_decision", "now past 2026-10-29")]),
        ({"no_plan_notice": D("2026-11-02"), "appeal_lodged": D("2026-11-10")},
         [("no_plan", "done 2026-11-02"), ("appeal_made", "done 2026-11-10"), ("tribunal_date", "now")]),
        ({"case_kind": "eng", "request_received": D("2026-09-01")}, [("request", "done 2026-09-01"), ("eng_decision", "now")]),
        ({"case_ref": "x"}, []),
    ],
)  # fmt: skip
def test_the_stages_in_order(columns: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert points_of(**columns) == expected


@pytest.mark.parametrize("name", ["decision_date", "final_issued", "no_plan_notice", "amendment_notice_sent"])
def test_nothing_is_drawn_before_the_letter_about_a_decision(name: str) -> None:
    assert points_of(request_received=D("2026-08-03"), draft_issued=D("2026-10-01"), **{name: D("2026-11-19")}) == []
    assert points_of(request_received=D("2026-08-03"), draft_issued=D("2026-10-01"), **{name: D("2026-11-12")}) != []


@pytest.mark.parametrize("columns", CASES, ids=lambda columns: "-".join(columns))
def test_the_drawing_says_in_words_all_that_it_shows(content: Content, columns: dict[str, Any]) -> None:
    case = Case(**{"case_ref": "SEN-20417", "case_kind": "ehc", **columns})
    points = timeline_points(content, list_milestones(case, TODAY, 3))
    drawn = ElementTree.fromstring(draw_timeline(content, points))
    words = " ".join(text.text or "" for text in drawn.iter(f"{SVG}text"))
    alt = timeline_alt(content, points)
    assert points and drawn.find(f"{SVG}title") is not None and drawn.findtext(f"{SVG}desc") == alt and drawn.get("role") == "img"
    for point in points:
        assert f"{point.name} {point.mark}" in words and f"{point.name}: {point.mark}." in alt and (point.law or point.mark.startswith(("Now", "To come")))
    assert not re.search(r"<script|href|url\(|@import|foreignObject", draw_timeline(content, points))
    assert "{" not in alt and "20417" not in alt
    width = int(drawn.get("viewBox", "").split()[2])
    for text in drawn.iter(f"{SVG}text"):  # 0.69 of its size is the mean width of a letter in the widest usual bold, 0.6 plain
        size = (11 if "b" in text.get("class", "").split() else 9) * len(text.text or "")
        assert int(text.get("x", 0)) + size <= width + 12, text.text


def test_late_done_and_to_come_differ_in_shape_not_only_in_colour() -> None:
    assert len({re.sub(r'class="\w+"', "", shape) for shape in SHAPES.values()}) == len(SHAPES)


def test_a_name_with_markup_stays_text(content: Content) -> None:
    points = timeline_points(content, list_milestones(Case(case_kind="ehc", request_received=D("2026-11-02")), TODAY, 3))
    drawn = draw_timeline(content, [type(points[0])("<script>x</script>", "a & b", "", "", "done", False)])
    assert [text.text for text in ElementTree.fromstring(drawn).iter(f"{SVG}text")] == ["<script>x</script>", "a & b"]


# ---- In the chat, and as a page ----


@pytest.fixture
def told(parts: Parts, tmp_path: Path) -> str:
    """A web conversation that has proven its case and was told the status."""
    conversation = open_web_conversation(parts, TOKEN)
    put_on_record(parts, tmp_path)
    verify(parts, conversation)
    tell_status(parts, conversation)
    return conversation


def tell_status(parts: Parts, conversation_id: str) -> Turn:
    conversation_id, message_id = hear(parts, conversation_id, "where is my case")
    with parts.db.reading() as session:
        inbound, conversation = session.get_one(Inbound, message_id), session.get_one(Conversation, conversation_id)
        sealed = seal_status(parts, case_status(parts, session, conversation_id), conversation_id)
    heard = Heard(inbound, conversation, None, "x", "x", parts.clock.now(), None, None, (), False, ())
    turn = render_lookup(parts, heard, {"say": "case_status", "status": sealed})
    assert turn is not None
    record_turn(parts, heard, turn)
    return turn


def read(client: FlaskClient, conversation: str) -> list[dict[str, Any]]:
    answer = client.get(f"/chat/conversations/{conversation}/messages", headers={"Authorization": f"Bearer {TOKEN}"})
    return list(answer.json["messages"])


def test_a_status_in_the_chat_carries_its_timeline(client: FlaskClient, parts: Parts, told: str) -> None:
    message = next(message for message in read(client, told) if message["kind"] == "case_status")
    picture = base64.b64decode(message["timeline"]["src"].removeprefix("data:image/svg+xml;base64,")).decode()
    assert message["timeline"]["alt"] in picture and "Now, by Monday 14 December 2026" in message["timeline"]["alt"]


def test_only_the_newest_status_is_drawn(client: FlaskClient, parts: Parts, told: str) -> None:
    tell_status(parts, told)
    assert ["timeline" in message for message in read(client, told) if message["kind"] == "case_status"] == [False, True]


def open_page(client: FlaskClient, conversation: str, token: str = TOKEN) -> Any:
    return client.post(f"/chat/conversations/{conversation}/status", data={"token": token})


def test_the_page_holds_status_timeline_dates_law_what_to_do_and_age(client: FlaskClient, parts: Parts, told: str) -> None:
    page = open_page(client, told)
    for words in ("as of Sunday 22 November 2026", "Where it is: the council has the request", "What you can do now", "SEND Regulations 2014, regulation 5(1)",
                  "legislation.gov.uk/uksi/2014/1530/regulation/5", "Made on Monday 23 November 2026", "data:image/svg+xml"):  # fmt: skip
        assert words in page.text, words
    assert page.headers["Cache-Control"] == "no-store" and page.status_code == 200
    assert "20417" not in page.text.replace("ending 0417", "") and "Sam" not in re.sub(r"<[^>]+>", "", page.text) and TOKEN not in page.text


def test_a_printed_page_names_the_way_itself_and_asks_nobody_to_ask(client: FlaskClient, parts: Parts, told: str, content: Content) -> None:
    page = open_page(client, told).text
    assert "Ask me" not in page and "ask me" not in page and "what if they don" not in page
    if "past the time the law sets" in page:
        assert page.count("If that does not work:") >= 2 and "Children" in page
    for stage in ({"last_review_meeting": D("2026-09-01"), "review_decision_sent": D("2026-10-20"), "final_issued": D("2025-10-01")}, {"request_received": D("2026-05-01")}):
        (reply,) = status_replies(content, describe(**stage), "web", printed=True)
        assert "sk me" not in reply.text, reply.text


def test_the_page_is_closed_to_everybody_else_and_afterwards(client: FlaskClient, parts: Parts, told: str) -> None:
    assert open_page(client, told, "wrong").status_code == 401
    assert open_page(client, "0" * 32).status_code == 401
    other = open_web_conversation(parts, TOKEN)
    assert open_page(client, other).status_code == 403
    assert client.get(f"/chat/conversations/{told}/status?token={TOKEN}").status_code == 405  # never by an address
    parts.clock.at += timedelta(minutes=parts.settings.web_verified_minutes)  # type: ignore[attr-defined]
    late = open_page(client, told)
    assert late.status_code == 403 and "ask: where is my case?" in late.text and "14 December" not in late.text
    assert all("timeline" not in message for message in read(client, told))


def test_a_picture_is_small(content: Content) -> None:
    longest = max((list_milestones(Case(**{"case_kind": "ehc", **columns}), TODAY, 3) for columns in CASES), key=len)
    assert len(timeline_picture(content, timeline_points(content, longest))) < 5_000
