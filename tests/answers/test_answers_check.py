"""The check of everything parents read: each rule has a text that breaks it and one that keeps it, and the real content keeps them all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from webhook.services.answers.check import Problem, Report, check_content, read_book
from webhook.services.answers.reading import count_syllables, read_text
from webhook.services.answers.rules import Book, text_faults, unexplained
from webhook.services.answers.texts import Piece, read_pieces
from webhook.settings import ROOT

CONTENT, TRAINING, TODAY = ROOT / "content", ROOT / "data" / "nlu", date(2026, 11, 22)


# ---- Reading age ----


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        *[(word, 1) for word in ("the", "plan", "school", "called", "asked", "heard", "safe", "tribes", "weeks", "don't", "used", "watched", "please", "eyes")],
        *[(word, 2) for word in ("needed", "something", "safely", "handled", "council", "being", "parent", "people", "waited", "table", "Camden", "quiet", "doing", "changes")],
        *[(word, 3) for word in ("disabled", "area", "therapist", "mediate", "autism", "agreement", "officer", "example", "applying", "worrying", "carrying", "banana")],
        *[(word, 4) for word in ("mediation", "diagnosis", "anxiety", "professional", "disagreeing", "society", "exceptional", "certificate", "psychologist")],
        *[(word, 5) for word in ("educational", "individual", "disability", "personality")],
        ("HMCTS", 5),
    ],
)
def test_syllables_of_words(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_the_grade_is_the_published_formula() -> None:
    # 0.39 × 6 words / 1 sentence + 11.8 × 6 syllables / 6 words - 15.59 = -1.45; grade 6.3 for the longer one, by hand
    assert read_text("The cat sat on the mat.").age == 3.6  # -1.45 + 5
    said = read_text("The council must decide. It writes a letter to the family.")  # 11 words, 2 sentences, 16 syllables
    assert (said.words, said.sentences, said.age) == (11, 2, round(0.39 * 5.5 + 11.8 * 16 / 11 - 15.59 + 5, 1))


def test_names_numbers_addresses_and_slots_count_as_one_word_and_no_syllables() -> None:
    plain = read_text("Ring it now and ask it.")
    assert read_text("Ring {council} now and ask it.").words == plain.words == 6
    for said in ("Ring 020 7974 6500 now and ask it.", "Ring ipsea.org.uk now and ask it.", "Ring the Local Government and Social Care Ombudsman now and ask it."):
        assert read_text(said, ["the Local Government and Social Care Ombudsman"]).words == 6
    assert read_text("Ring a member of the educational psychology administration now.").age > read_text("Ring {who} now.").age


def test_a_name_inside_a_longer_word_is_no_name_and_capitals_matter() -> None:
    assert read_text("The camdenish tribunal.", ["Camden", "Tribunal"]) == read_text("The camdenish tribunal.")


@pytest.mark.parametrize("text", ["", "  ", "020 7974 6500", "...", "{who}"])
def test_a_text_without_words_has_age_0(text: str) -> None:
    assert read_text(text).age == 0


# ---- One text's rules ----


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(CONTENT)


def rules_broken(text: str, channel: str, book: Book, **more: Any) -> set[str]:
    return {rule for rule, _ in text_faults(Piece("answers/x.yml", "short", channel, text, more.pop("age", 11 if channel == "web" else 9), **more), book)}


HARD = "Notwithstanding administrative considerations, professionals undertaking multidisciplinary evaluations communicate recommendations subsequently."


@pytest.mark.parametrize(
    ("rule", "channel", "bad", "good"),
    [
        ("reading age", "web", HARD, "You can ask the council for a plan. It must tell you what it will do in 6 weeks."),
        (
            "reading age",
            "sms",
            "The professional assessment carefully considers several educational requirements and independent recommendations.",
            "Ask the school what it has tried. Then write it all down and keep a copy.",
        ),
        ("segments", "sms", "Ask the school. " * 20, "Ask the school. " * 19),
        ("segments", "sms", "Ask school 😀", "Ask school é"),
        ("opt-out word", "sms", "Text STOP now.", "You can stop at any time."),
        ("opt-out word", "web", "Reply yes to go on.", "If you say yes to the plan, the council writes to you."),
        ("banned phrase", "web", "I understand how you are.", "That sounds hard."),
        ("banned phrase", "sms", "Unfortunately this is late.", "This is past the time the law sets."),
        ("wording", "web", "I know how hard this is.", "This is hard."),
        ("wording", "web", "You need a diagnosis.", "You do not need a diagnosis."),
        ("wording", "web", "School must have spent £6,000.", "School does not need to have spent £6,000."),
        ("wording", "web", "The council broke the law.", "This is past the time the law sets."),
        ("wording", "web", "The number is to be confirmed.", "I don't have the number."),
        ("wording", "web", "Help for people suffering from autism.", "Help for autistic people."),
        ("loose time", "sms", "We will reply soon.", "We reply on Friday 12 June."),
        ("loose time", "web", "Send it as soon as possible.", "Tell an adult as soon as you can."),
        ("date format", "sms", "Come on 12/06/2026.", "Come on 12 Jun."),
        ("date format", "web", "Come on 12th June.", "Come on Friday 12 June."),
        ("date format", "web", "Come on June 12.", "It costs £12 in June 2026."),
        ("date format", "web", "Come on 12 Jun.", "Come on 12 June at 9.30am or see 999 BSL 24/7."),
        ("date format", "sms", "Due 2026-06-12.", "Due 12 Jun 2026."),
        ("one question", "sms", "What is the case reference? When were you born?", "No reply? Missed the date? What is the case reference?"),
        ("phone", "sms", "Ring 020 7974 4444.", "Ring 020 7974 6500."),
        ("phone", "sms", "Ring 020 7974 4444, or write.", "Ring 020 7974 6500, or write."),
        ("phone", "web", "Ring 0800 064 4488.", "Ring 0300 061 0614, or 116 123, or 0800 1111. It is £30,000."),
        ("link", "web", "See https://dps-family-hubs.pages.dev/send.", "See https://families.camden.gov.uk/send-local-offer."),
        ("link", "sms", "See notcamden.gov.uk.example.com", "See camden.gov.uk"),
    ],
)
def test_each_rule_finds_the_text_that_breaks_it_and_no_other(rule: str, channel: str, bad: str, good: str, book: Book) -> None:
    assert rule in rules_broken(bad.strip(), channel, book)
    assert rule not in rules_broken(good.strip(), channel, book)


def test_a_lookalike_site_is_not_the_site(book: Book) -> None:
    assert rules_broken("See evil-camden.gov.uk.com now.", "web", book) == {"link"}
    assert rules_broken("See camden.gov.uk now.", "web", book) == set()


def test_room_for_what_the_renderer_adds_counts(book: Book) -> None:
    text = "a" * 300
    assert "segments" not in rules_broken(text, "sms", book)
    assert "segments" in rules_broken(text, "sms", book, room=22)


def test_a_text_about_turning_texts_off_may_name_the_word(book: Book) -> None:
    assert "opt-out word" not in rules_broken("To turn texts off, text STOP.", "sms", book, keywords=True)


def test_questions_for_others_in_quotes_are_not_asked_of_the_parent(book: Book) -> None:
    assert "one question" not in rules_broken("Write to school: 'What is this? Why? When does it stop?' What is your question?", "sms", book)


def test_the_line_under_a_card_is_read_with_its_card(book: Book) -> None:
    line = "Nobody from the council is reading this now, or later, at the weekend."
    alone = Piece("crisis.yml", "x.out_of_hours", "web", line, 9)
    assert [rule for rule, _ in text_faults(alone, book)] == ["reading age"]
    assert list(text_faults(replace(alone, read=f"Ring 999 now. Stay with them. Go to a safe place. Tell them who you are. Keep the phone on. {line}"), book)) == []


def test_terms_are_explained_where_they_are_first_used(book: Book) -> None:
    known: set[str] = set()
    assert unexplained("Ask the SENDCo.", book, known) == ["SENDCo"]
    assert unexplained("Ask the SENDCo, the teacher in charge of special needs support.", book, known) == []
    assert unexplained("Ask the SENDCo again.", book, known) == []
    assert set(unexplained("Appeal to the tribunal with DLA.", book, known)) == {"tribunal", "DLA"}


# ---- Whole answers, in a copy of the real folder ----


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path_factory.mktemp("answers") / "content"))


@pytest.fixture
def folder(copied: Path) -> Iterator[Path]:
    """A copy that a test may spoil; what it spoils is put back, with its time, so that the other files are parsed once."""
    yield copied
    shutil.copytree(CONTENT, copied, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def usual() -> frozenset[Problem]:
    """What the real content has already, so that a fault of its own shows in one test and not in all."""
    return frozenset(check_content(CONTENT, TRAINING, TODAY).problems)


def check(folder: Path, usual: frozenset[Problem], training: Path = TRAINING) -> list[Problem]:
    """What is newly wrong."""
    return sorted(set(check_content(folder, training, TODAY).problems) - usual)


def change(folder: Path, topic: str, **changes: Any) -> None:
    """Set keys of an answer's file; None takes one out."""
    path = folder / "answers" / f"{topic}.yml"
    raw = {**yaml.safe_load(path.read_text("utf-8")), **changes}
    path.write_text(yaml.safe_dump({key: value for key, value in raw.items() if value is not None}, allow_unicode=True), "utf-8")


def test_the_real_content_keeps_every_rule() -> None:
    report = check_content(CONTENT, TRAINING, TODAY)
    assert [problem for problem in report.problems if not problem.warning] == []
    assert report.answers >= 48 and report.texts > 1000


def test_the_invented_council_keeps_every_rule_too() -> None:
    """What is lent without its base's local sentences has to read as well as what was written whole (docs/another-council.md)."""
    report = check_content(ROOT / "content-example", TRAINING, TODAY)
    assert [problem for problem in report.problems if not problem.warning] == []
    assert report.answers >= 40 and report.texts > 1000


def test_every_kind_of_text_is_looked_at() -> None:
    pieces = read_pieces(CONTENT)
    files = {piece.file.split("/")[0] for piece in pieces}
    assert files == {"answers", "messages.yml", "crisis.yml", "status.yml", "directory_words.yml", "escalation.yml", "service_standards.yml", "letters", "languages"}
    ages = {piece.age for piece in pieces if piece.file == "crisis.yml" or piece.channel == "sms"}
    assert ages == {9}
    assert {piece.age for piece in pieces if piece.file == "messages.yml" and piece.key.startswith("identity")} == {9}
    assert {piece.age for piece in pieces if piece.file.startswith("answers") and piece.channel == "web"} == {11}


@pytest.mark.parametrize(
    ("changes", "rule", "key"),
    [
        ({"sources": []}, "source", "sources"),
        ({"sources": [{"title": "", "url": "", "checked_on": date(2026, 11, 21)}]}, "source", "sources"),
        ({"sources": [{"title": "Later", "url": "", "checked_on": date(2027, 1, 1)}]}, "source", "sources"),
        ({"sources": [{"title": "Preview", "url": "https://dps-family-hubs.pages.dev", "checked_on": date(2026, 11, 21)}]}, "link", "sources"),
        ({"sources": [{"title": "Not https", "url": "http://www.legislation.gov.uk", "checked_on": date(2026, 11, 21)}]}, "link", "sources"),
        ({"checked_on": date(2027, 1, 1)}, "dates", "checked_on"),
        ({"review_by": None}, "dates", "review_by"),
        ({"review_by": "next year"}, "dates", "review_by"),
        ({"review_by": date(2026, 11, 21)}, "dates", "review_by"),
        ({"law": None}, "law", "if_late"),
        ({"next_step": None}, "parts", "next_step"),
        ({"parts": {"who": {"web": "The council.", "sms": "The council."}}}, "parts", "parts"),
        ({"related": []}, "related", "related"),
        ({"related": ["ehcna_request"]}, "related", "related"),
        ({"related": ["no_such_topic"]}, "related", "related"),
        ({"web": "Ask the SENDCo."}, "term", "short"),
        ({"web": HARD}, "reading age", "short"),
    ],
)
def test_each_fault_of_an_answer_is_found_at_its_place(changes: dict[str, Any], rule: str, key: str, folder: Path, usual: frozenset[Problem]) -> None:
    change(folder, "ehcna_request", **changes)
    found = check(folder, usual)
    assert ("answers/ehcna_request.yml", key, rule, False) in {(problem.file, problem.key, problem.rule, problem.warning) for problem in found}
    assert {problem.file for problem in found} == {"answers/ehcna_request.yml"}


def test_an_overdue_review_warns_with_its_date_and_does_not_fail(folder: Path, usual: frozenset[Problem]) -> None:
    change(folder, "tribunal", checked_on=date(2026, 1, 1), review_by=date(2026, 2, 1))
    found = check(folder, usual)
    assert found == [Problem("answers/tribunal.yml", "review_by", "", "dates", "was due on 2026-02-01: check the answer against its sources", True)]
    assert not Report(tuple(found), 1, 1, {}).failed


def test_where_the_council_is_a_side_each_text_says_so(folder: Path, usual: frozenset[Problem]) -> None:
    change(folder, "mediation", urgent={"web": "Ring the mediation adviser in your letter now.", "sms": "Ring the mediation adviser in your letter now."})
    assert [(problem.key, problem.channel, problem.rule) for problem in check(folder, usual)] == [
        ("urgent", "sms", "council is a side"),
        ("urgent", "web", "council is a side"),
    ]


def test_an_answer_that_names_nothing_of_the_council_is_found(folder: Path, usual: frozenset[Problem]) -> None:
    plain = {"web": "Ask the school. It can say what it has tried.", "sms": "Ask the school."}
    change(folder, "behaviour_sleep", **plain, next_step="Ask the school.", parts={"how": plain})
    assert [problem.rule for problem in check(folder, usual)] == ["local way"]


def test_a_topic_without_an_answer_and_one_nobody_can_reach_are_found(folder: Path, tmp_path: Path, usual: frozenset[Problem]) -> None:
    (folder / "answers" / "blue_badge.yml").unlink()
    training = tmp_path / "nlu"
    training.mkdir()
    for path in TRAINING.glob("*.yml"):
        (training / path.name).write_text(path.read_text("utf-8").replace("faq/mediation", "faq/other"), "utf-8")
    found = {(problem.key, problem.rule) for problem in check(folder, usual, training)}
    assert {("blue_badge", "no answer"), ("mediation", "unreachable")} <= found


def test_a_switched_off_topic_is_not_asked_for_parts(folder: Path, usual: frozenset[Problem]) -> None:
    change(folder, "blue_badge", off=True, sources=None, parts=None, web=None, sms=None, next_step=None, review_by=None)
    assert check(folder, usual) == []


def test_a_number_that_is_no_longer_confirmed_is_found_wherever_it_is_said(folder: Path, usual: frozenset[Problem]) -> None:
    path = folder / "contacts.yml"
    text = path.read_text("utf-8")
    line = next(line for line in text.split("\n") if "key: ombudsman," in line)
    path.write_text(text.replace(line, line.replace("confirmed: true", "confirmed: false")), "utf-8")
    found = [problem for problem in check(folder, usual) if problem.rule == "phone"]
    assert {problem.file for problem in found} >= {"answers/ombudsman.yml", "answers/ehcp_late.yml"}


# ---- The command ----


def test_the_command_leaves_with_0_1_and_2(app: Flask, folder: Path, tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    good = run(args=["answers", "check"])
    assert good.exit_code == 0, good.output
    assert "0 problems" in good.output
    change(folder, "tribunal", web=HARD)
    bad = run(args=["answers", "check", "--content", str(folder)])
    assert bad.exit_code == 1
    assert "answers/tribunal.yml: short web: reading age: reading age" in bad.output
    assert run(args=["answers", "check", "--content", str(tmp_path / "nowhere")]).exit_code == 2
    (tmp_path / "empty").mkdir()
    assert run(args=["answers", "check", "--content", str(tmp_path / "empty")]).exit_code == 2
    (folder / "answers" / "tribunal.yml").write_text("web: [", "utf-8")
    broken = run(args=["answers", "check", "--content", str(folder)])
    assert broken.exit_code == 2
    assert "answers/tribunal.yml" in broken.output


def test_the_command_says_the_reading_age_of_every_text_as_json(app: Flask) -> None:
    out = json.loads(app.test_cli_runner().invoke(args=["answers", "check", "--json"]).output)
    assert out["problems"] == []
    ages = {(row["file"], row["key"], row["channel"]): row["reading_age"] for row in out["reading_ages"]}
    assert len(ages) > 1000
    assert 3 < ages["answers/tribunal.yml", "short", "web"] <= 11
