"""Measures short replies to an open scene: by the patterns alone, and with the reader that comes after them: `python -m ops.bench_replies FILE`.

The patterns are asked as the steps ask them, in the order of the steps, without a booking or a case behind them: so what they read here is near what they read in a conversation.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from understanding.encoder import Encoder
from understanding.replies import ELSE, NO_ACT, SCENES, ReplyReader, Row, read_rows
from webhook.services.booking.instead import read_instead
from webhook.services.booking.own_words import drops
from webhook.services.booking.read import CHANGE, GIVE_UP, asks_options, names_day, read_agreed, read_number, read_wish, read_word, wants_to_leave
from webhook.services.booking.read_next import read_nth_time
from webhook.services.booking.read_times import read_end, read_times
from webhook.services.cases.asked import DO, WEEKS, asked_of_case
from webhook.services.directory.facts import fact_asked
from webhook.services.directory.next import CHEAPER, CLOSER, CONTACT, MORE, NONE, TEXT, WRONG, asks_of_number, next_step, refines, say_filters, says_wrong
from webhook.services.directory.question import read_question
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.services.identity.read import asks_why, read_objection, wants_other_case
from webhook.services.steps.booking import _FIRST_DATE
from webhook.services.surgeries.asked import BRING, STATUS, read_asked
from webhook.services.surgeries.fact_asked import PLACE, read_fact
from webhook.settings import ROOT

CHECK = {"no_ref": "no_reference", "no_code": "no_code", "again": "no_code", "refused": "refuse", "why": "why", "restart": "again", "other": ELSE}
LIST = {MORE: "more", NONE: "more", TEXT: "text_me", CLOSER: "refine", CHEAPER: "refine", WRONG: "wrong", CONTACT: "about_one"}


def read_place(text: str) -> str:
    """As booking reads it; "" for nothing."""
    fact, asked = read_fact(text), read_asked(text, spoken=True, booked=True)
    if fact == PLACE or asks_options(text) or asked == STATUS:
        return "say_again"
    if fact or asked == BRING:
        return "question"
    if wants_to_leave(text):
        return "leave"
    if read_word(text) == GIVE_UP or drops(text) or (read_wish(text) == GIVE_UP and read_instead(text) is None):
        return "cannot_come"
    if read_number(text, 3) == 0 or read_nth_time(text, 3) == 0 or read_end(text) == 0 or _FIRST_DATE.search(text):
        return "first"
    if (agreed := read_agreed(text)) is not None:
        return "yes" if agreed else "no"
    if (wish := read_instead(text)) is not None:
        return "other_day" if wish.other_date or wish.not_days else "no" if wish.refused and not wish.side else "other_time"
    if names_day(text):
        return "other_day"
    return "other_time" if read_times(text, ()) is not None or read_wish(text) == CHANGE else ""


def read_case(text: str) -> str:
    """As a question about the case that was shown."""
    asked = "other_case" if wants_other_case(text) else asked_of_case(text) or ""
    return "late" if asked == WEEKS else "meaning" if asked == DO and "mean" in text.lower() else asked


def read_check(text: str) -> str:
    """As an objection, at whichever question it is one."""
    found = "why" if asks_why(text) else next((said for asked in ("case_ref", "code", "child_dob") if (said := read_objection(text, asked))), "")
    return CHECK.get(found, "")


def read_list(text: str) -> str:
    """As a step, a filter or a question about what is shown."""
    vocabulary = load_vocabulary(ROOT / "content")
    if (step := next_step(text, vocabulary)) in LIST:
        return LIST[str(step)]
    if says_wrong(text, vocabulary):
        return "wrong"
    if fact_asked(text, vocabulary) is not None or asks_of_number(text, 3, vocabulary) is not None:
        return "about_one"
    new = read_question(said := say_filters(text, vocabulary), vocabulary, today=date.today())
    return "refine" if refines(said, new, vocabulary) else ""


PATTERNS: dict[str, Callable[[str], str]] = dict(zip(SCENES, (read_place, read_case, read_check, read_list), strict=True))


def measure(rows: list[Row], reader: ReplyReader | None) -> dict[str, dict[str, float]]:
    """By scene and in all: lines, the share of acts read rightly, what is read that is right, and the share of all else that is read as an act."""
    read = [(row["scene"], row["act"], found if found not in NO_ACT else "") for row in rows for found in [_read(row, reader)]]
    shares = {}
    for scene in (*SCENES, "all"):
        own = [(act, found) for of, act, found in read if scene in (of, "all")]
        acts, said, rest = [one for one in own if one[0] not in NO_ACT], [one for one in own if one[1]], [one for one in own if one[0] in NO_ACT]
        right = sum(act == found for act, found in acts)
        shares[scene] = {
            "lines": len(own),
            "acts read": round(right / len(acts), 3),
            "right of what is read": round(right / max(len(said), 1), 3),
            "else read as an act": round(sum(bool(found) for _, found in rest) / len(rest), 3),
        }
    return shares


def _read(row: Row, reader: ReplyReader | None) -> str:
    by_pattern = PATTERNS[row["scene"]](row["text"])
    return by_pattern or (reader.read(row["scene"], row["text"])[0] if reader else "")


def main() -> None:
    """Both, one under the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    rows = read_rows(parser.parse_args().file)
    for name, reader in (("patterns alone", None), ("patterns, then the reader", ReplyReader.load(encoder=Encoder.load()))):
        print(name, json.dumps(measure(rows, reader), indent=1))


if __name__ == "__main__":
    main()
