"""The identity check under attack: one code raced for by eight, and whether the time taken tells which references exist."""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path

from tests.family import BORN, MUM, REF, ask_for_code, codes_to, put_on_record, web
from webhook.bootstrap import Parts
from webhook.services.identity.code import Claim, send_code, try_code
from webhook.store.cases import IdentityCode
from webhook.store.conversations import Conversation

TRIES, RACERS = 200, 8
FAIR = 0.12  # from one half; with 200 of each, chance alone strays by 0.03


def claim_of(parts: Parts, conversation_id: str, ref: str = REF, born: str = BORN) -> Claim:
    with parts.db.reading() as session:
        conversation = session.get_one(Conversation, conversation_id)
    return Claim(conversation, 1, ref, date.fromisoformat(born), parts.clock.now())


def test_of_eight_with_the_same_code_at_once_one_wins(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path)
    who = web(any_parts)
    ask_for_code(any_parts, who)
    (code,) = codes_to(any_parts, MUM)
    claim, gate, won = claim_of(any_parts, who), threading.Barrier(RACERS), list[bool]()

    def race() -> None:
        gate.wait()
        with any_parts.db.writing() as session:
            used = try_code(any_parts, session, claim, code)
        won.append(used is not None)

    threads = [threading.Thread(target=race) for _ in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * (RACERS - 1) + [True]
    with any_parts.db.reading() as session:
        assert session.query(IdentityCode).filter(IdentityCode.used_at.is_not(None)).count() == 1


def test_the_time_taken_does_not_tell_a_known_reference_from_an_unknown_one(any_parts: Parts, tmp_path: Path) -> None:
    """Nobody who lacks the birthday learns which references exist: the chance that a known one takes longer than an unknown one is even."""
    put_on_record(any_parts, tmp_path)
    who = web(any_parts)
    claims = {"known": claim_of(any_parts, who, REF, "2016-01-01"), "unknown": claim_of(any_parts, who, "SEN-99999", "2016-01-01")}
    taken: dict[str, list[float]] = {name: [] for name in claims}
    for turn in range(TRIES + 20):
        for name in ("known", "unknown") if turn % 2 else ("unknown", "known"):  # whatever else the machine does falls on both alike
            begun = time.perf_counter()
            with any_parts.db.writing() as session:
                send_code(any_parts, session, claims[name])
            taken[name].append(time.perf_counter() - begun)
    assert codes_to(any_parts, MUM) == []
    known, unknown = (sorted(times[20:]) for times in taken.values())
    slower = sum(one > other for one in known for other in unknown) / (len(known) * len(unknown))
    assert abs(slower - 0.5) < FAIR, f"a known reference takes longer in {slower:.0%} of the pairs"


def test_an_unknown_reference_with_the_birthday_of_another_case_gets_no_code(any_parts: Parts, tmp_path: Path) -> None:
    """The case that is read in place of one that is not there lends it nothing."""
    put_on_record(any_parts, tmp_path)
    for who in (web(any_parts), MUM):
        ask_for_code(any_parts, who, ref="SEN-99999")
    assert codes_to(any_parts, MUM) == []
