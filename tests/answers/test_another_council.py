"""A second, invented council boots over this one's content, and nothing of this one reaches its parents (conduct 26, docs/another-council.md)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from tests.conftest import NOON, make_parts, make_settings
from tests.sms_tools import text_in
from understanding.training import expand_data, read_council
from webhook.app import create_app
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content, load_content
from webhook.services.answers.content_layers import council_words, local_words, read_layered, word_pattern
from webhook.services.answers.content_rules import ContentError
from webhook.services.answers.escalation_content import contact_slot
from webhook.services.answers.interface import load_interface
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.services.letters.fill import fill_letter, read_form
from webhook.services.render.render import answer_reply
from webhook.services.safety.crisis import card_text
from webhook.services.staff.content import console_words, suggest_route
from webhook.services.texts.text import count_segments
from webhook.settings import ROOT
from webhook.store.db import Database

BASE, EXAMPLE = ROOT / "content", ROOT / "content-example"
# Written by hand, apart from the list in council.yml that the loader works with
FOREIGN = re.compile(
    r"camden|020 7974|\bENG\b|\bEYIT\b|\bCYPDS\b|\bCPCF\b|\bSART\b|MOSAIC|\bCNWL\b|\bHAF\b|Exceptional Needs|Predictable Needs|Global Mediation|Kids Talk|Tiny Talker|Robson House"
    r"|Heath School|Royal Free|Rebuilding Bridges|Inclusion Panel|Cluster Inclusion|Family Hub|Minding the Gap|Kooth|Connexions|Congestion Charge|Green Badge|Agar|moving forward"
    r"|SEN Case Officer|SEN case officer|SENDIASS Camden|North London|North Central|cscp\.org|nclhealth|Head of SEND|Years 8 and 9|SEND surger",
    re.IGNORECASE,
)


def strings(raw: Any) -> Iterator[str]:
    """Every string in a nested value."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        yield from (text for value in raw.values() for text in strings(value))
    elif isinstance(raw, (list, tuple, set, frozenset)):
        yield from (text for value in raw for text in strings(value))


def foreign(said: Any) -> list[str]:
    """What names the base's council in anything said."""
    listed = local_words(EXAMPLE)
    return [match.group() for text in strings(said) for pattern in (FOREIGN, listed) if (match := pattern.search(text))]


@pytest.fixture(scope="session")
def example() -> Content:
    return load_content(EXAMPLE)


@pytest.fixture
def example_parts(tmp_path: Path, example: Content, empty_sqlite: Path) -> Iterator[Parts]:
    settings = make_settings(tmp_path, content_dir=EXAMPLE)
    shutil.copy(empty_sqlite, tmp_path / "test.db")
    yield from make_parts(settings, Database(settings.database_url), example)


# ---- What the invented council says ----


def test_every_answer_is_its_own_or_nobodys(example: Content, example_parts: Parts) -> None:
    assert set(load_content(BASE).answers) <= set(example.answers)
    for topic, answer in example.answers.items():
        for channel in ("web", "sms"):
            for part in ("short", *answer.parts):
                for urgent in (False, True):
                    reply = answer_reply(example_parts, answer, channel, part=part, urgent=urgent)
                    assert foreign([reply.text, reply.sources, answer.title, answer.plain, answer.law]) == [], (topic, channel, part)
                    assert "{" not in reply.text and "\0" not in reply.text, (topic, channel, part)
                    assert channel == "web" or count_segments(reply.text) <= 2, (topic, part)
        assert answer.off or answer.sources, topic


def test_law_and_national_numbers_are_shared(example: Content) -> None:
    base = load_content(BASE)
    for topic in ("ehcna_timeline", "tribunal", "benefits_money"):
        assert {source["url"] for source in example.answers[topic].sources} == {source["url"] for source in base.answers[topic].sources}
    assert "20 weeks" in example.answers["ehcna_timeline"].short.sms and "01632 960100" in example.answers["ehcna_timeline"].next_step
    assert "contact.org.uk" in example.answers["benefits_money"].short.web


def test_no_text_for_danger_loses_anything(example: Content, example_parts: Parts) -> None:
    base = load_content(BASE)
    assert set(example.crisis) == set(base.crisis)
    for key, card in example.crisis.items():
        for channel in ("web", "sms"):
            said = card_text(example_parts, card, channel)
            assert foreign([said, card.out_of_hours]) == [], key
            assert len(re.findall(r"[.?!]", card.on(channel))) == len(re.findall(r"[.?!]", base.crisis[key].on(channel))), (key, channel)
    assert "01632 960103" in example.crisis["child_to_parent_violence_concern"].web


def test_messages_status_labels_and_languages(example: Content) -> None:
    for text in (*example.messages.values(), *example.status.values()):
        spoken = [text.web, text.sms, text.variants, text.out_of_hours]
        if not text.key.startswith(("surgery", "plain_surgery", "booking")):  # never said: the topic is switched off
            assert foreign(spoken) == [], text.key
    assert "Fernmoor" in example.messages["out_of_scope"].sms
    interface = load_interface(EXAMPLE, example.council)
    assert foreign([dict(interface.labels), interface.box, interface.chips, interface.links]) == []
    assert set(example.languages) == {"pl", "so"}
    assert foreign([text.text for language in example.languages.values() for text in language.texts.values()]) == []


def test_every_letter_filled_in(example: Content) -> None:
    assert len(example.letters) >= 8
    for key, letter in example.letters.items():
        filled = fill_letter(letter, read_form(letter, {}, NOON.date()), NOON.date())
        said = [filled.title, filled.to, filled.subject, filled.paragraphs, filled.notes, letter.next, letter.use_when, letter.addresses, dict(letter.ask), letter.law, list(letter.sources)]
        assert foreign(said) == [], key
    assert "Plans Team" in example.letters["late"].to and example.letters["late"].ask["number"] == "01632 960100"


def test_every_rung_of_every_ladder(example: Content) -> None:
    for problem in example.ladder.problems.values():
        for step in problem.route:
            texts = [text.replace("{contact}", contact_slot(example.contacts.get(step.contact or ""))) for text in step.text.values()]
            said = [*texts, step.role, step.does, step.done, step.wait or "", list(step.sources), [clock.text for clock in step.clocks], [list(clock.sources) for clock in step.clocks]]
            assert foreign(said) == [], (problem.key, step.key)
        assert {"head_of_service", "surgery"}.isdisjoint(step.key for step in problem.route)
        assert foreign([example.contacts[key]["name"] for key in problem.advice]) == []
    assert foreign([example.ladder.words, [[promise.name, promise.who, promise.value or "", promise.source] for promise in example.ladder.promises.values()]]) == []
    assert {key: promise.value for key, promise in example.ladder.promises.items() if promise.value} == {"officer_reply": "5 working days"}


def test_staff_are_shown_its_own_routes(example_parts: Parts) -> None:
    for topic in [*console_words(example_parts)["routes"], "unknown"]:
        route = suggest_route(example_parts, "crisis", topic)
        assert foreign([route.say, list(route.contacts)]) == [], topic
    numbers = [contact["number"] for contact in suggest_route(example_parts, "crisis", "harm_to_child").contacts]
    assert numbers == ["999", "01632 960101", "01632 960102"]


def test_its_web_pages(example_parts: Parts) -> None:
    app: Flask = create_app(example_parts)
    seen = 0
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and not rule.rule.startswith(("/duty", "/api", "/sms", "/metrics", "/ready", "/live")):
            page = app.test_client().get(rule.rule)
            if page.mimetype == "text/html" and page.status_code == 200:
                seen += 1
                assert foreign([page.get_data(as_text=True)]) == [], rule.rule
    assert seen >= 3
    assert "Fernmoor" in app.test_client().get("/letters").get_data(as_text=True) or "Fernmoor" in app.test_client().get("/").get_data(as_text=True)


def test_what_it_learns_from_names_it(tmp_path: Path) -> None:
    council = read_council(EXAMPLE / "council.yml")
    expand_data(tmp_path / "data", council)
    learned = [path.read_text("utf-8") for path in (tmp_path / "data").rglob("*.yml")]
    names = word_pattern({"Camden", "Exceptional Needs Grant", "Meeting Predictable Needs Toolkit", "Camden Parent Carer Forum"})
    assert council["council"] == "Fernmoor" and len(learned) > 5
    assert [match.group() for text in learned for match in [names.search(text)] if match] == []


# ---- A topic that is switched off ----


@pytest.mark.parametrize("topic", ["exceptional_needs_grant", "news_events", "service_standards"])
def test_a_switched_off_topic_says_so_and_leads_on(example_parts: Parts, topic: str) -> None:
    answer = example_parts.content.answers[topic]
    for channel in ("web", "sms"):
        for part in ("short", "how", "cost"):
            said = answer_reply(example_parts, answer, channel, part=part).text
            assert "We don't have this here" in said
        assert "PERSON" in answer_reply(example_parts, answer, channel).text and "localoffer.fernmoor.example" in answer_reply(example_parts, answer, channel).text


@pytest.mark.parametrize(("item", "topic"), [({"wants": "info", "surgeries": []}, "surgery_info"), ({"wants": "book"}, "surgery_book")])
def test_a_switched_off_look_up_asks_for_nothing(example_parts: Parts, item: dict[str, Any], topic: str) -> None:
    example_parts.rasa.default = [{"say": "surgeries", **item}]  # type: ignore[attr-defined]
    said = text_in(example_parts, "when is the next surgery")
    assert "We don't have this here" in said[0] and example_parts.content.answers[topic].plain in said[0]
    assert foreign(said) == []


def test_a_whole_turn_about_the_grant(example_parts: Parts) -> None:
    example_parts.rasa.default = [{"say": "answer", "topics": [{"topic": "exceptional_needs_grant", "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]
    said = text_in(example_parts, "can we get the exceptional needs grant")
    assert "We don't have this here" in said[0] and "Fernmoor" in said[1] and foreign(said) == []


# ---- How lending works, on a folder that a test may spoil ----


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """A copy of both folders; the invented council's is returned."""
    shutil.copytree(BASE, tmp_path / "content")
    shutil.copytree(EXAMPLE, tmp_path / "content-example")
    return tmp_path / "content-example"


def write(path: Path, **changes: Any) -> None:
    """Change keys of a YAML file; make it when it is not there."""
    raw = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump({**raw, **changes}, allow_unicode=True), "utf-8")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Ring school. Camden has a team.", "Ring school."),
        ("Ring school. Camden has a team. It works in two schools. Ask your GP.", "Ring school. Ask your GP."),
        ("Ring school. Not at school? Ask at a Family Hub. Ask your GP.", "Ring school. Ask your GP."),
        ("Ring {council_duty_line} in {council_name}.", "Ring 01632 960100 in Fernmoor."),
        ("Look at {council_local_offer_site} or {council_website_host}. Ask about {council_grant}.", "Look at localoffer.fernmoor.example or fernmoor.example."),
        ("One.\n\nCamden alone.\n\nTwo.", "One.\n\nTwo."),
        ("ENG is money. English is spoken. Engage with school.", "English is spoken. Engage with school."),
    ],
)
def test_what_is_lent_of_a_text(folders: Path, words: str, left: str) -> None:
    write(folders.parent / "content" / "answers" / "tribunal.yml", web=words)
    assert read_layered(folders, "answers/tribunal.yml")["web"] == left


def test_a_part_of_which_nothing_is_left_goes_and_an_answer_is_refused(folders: Path) -> None:
    base = folders.parent / "content" / "answers" / "tribunal.yml"
    write(base, parts={"how": {"web": "Camden only.", "sms": "Ring the judge."}, "who": {"web": "A judge.", "sms": "A judge."}})
    assert set(read_layered(folders, "answers/tribunal.yml")["parts"]) == {"who"}
    write(base, sms="Ask Camden.")
    with pytest.raises(ContentError, match=r"answers/tribunal\.yml: sms: nothing is left"):
        load_content(folders)
    write(folders / "answers" / "tribunal.yml", sms="A judge decides.")
    assert load_content(folders).answers["tribunal"].short.sms == "A judge decides."


def test_an_answer_that_rests_on_the_bases_pages_alone_is_refused(folders: Path) -> None:
    write(folders.parent / "content" / "answers" / "tribunal.yml", sources=[{"title": "Camden Local Offer", "url": "https://families.camden.gov.uk"}])
    with pytest.raises(ContentError, match=r"answers/tribunal\.yml: has no sources"):
        load_content(folders)


@pytest.mark.parametrize(("name", "key"), [("messages.yml", "dont_know"), ("crisis.yml", "generic_crisis")])
def test_where_nothing_may_go_missing_a_name_is_refused(folders: Path, name: str, key: str) -> None:
    raw = yaml.safe_load((folders.parent / "content" / name).read_text("utf-8"))
    key = key if key in raw else next(iter(raw))
    write(folders.parent / "content" / name, **{key: {**raw[key], "web": "Ring Camden. Ring 999."}})
    with pytest.raises(ContentError, match=f"{name}: {key} names Camden"):
        load_content(folders)


def test_contacts_hours_and_promises_are_never_lent(folders: Path) -> None:
    content = load_content(folders)
    local = {contact["key"] for contact in load_content(BASE).contacts.values() if foreign([contact["name"], str(contact["number"]), str(contact.get("address"))])}
    assert local - set(content.contacts) and {content.contacts[key]["source"] for key in local & set(content.contacts)} <= {"Invented", "Not given"}
    assert "kooth" not in content.contacts and content.contacts["emergency"]["number"] == "999"
    (folders / "hours.yml").unlink()
    with pytest.raises(ContentError, match=r"hours\.yml: missing"):
        load_content(folders)


def test_a_step_names_a_promise_of_its_own(folders: Path) -> None:
    raw = yaml.safe_load((folders / "service_standards.yml").read_text("utf-8"))
    write(folders / "service_standards.yml", promises={key: value for key, value in raw["promises"].items() if key != "officer_reply"})
    with pytest.raises(ContentError, match=r"steps\.case_officer: unknown promise officer_reply"):
        load_content(folders)


def test_a_text_about_what_the_council_does_not_have_is_refused(folders: Path) -> None:
    (folders / "status.yml").unlink()
    with pytest.raises(ContentError, match=r"status\.yml: a text speaks of grant, which council.yml says there is not"):
        load_content(folders)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"plain": ""}, "has no plain"),
        ({"checked_on": None}, "has no checked_on"),
        ({"checked_on": "soon"}, "checked_on is not a date"),
        ({"topic": "tribunal"}, "says topic tribunal"),
        ({"sms": "Reply YES"}, "opt-out word"),
    ],
)
def test_a_switched_off_topic_must_say_what_it_is(folders: Path, changes: dict[str, Any], says: str) -> None:
    text = (folders / "answers" / "exceptional_needs_grant.yml").read_text("utf-8").replace("off: true", '"off": true')
    raw = {**yaml.safe_load(text), **changes}
    (folders / "answers" / "exceptional_needs_grant.yml").write_text(yaml.safe_dump(raw), "utf-8")
    with pytest.raises(ContentError, match=says):
        load_content(folders)


@pytest.mark.parametrize(("base", "says"), [("../nowhere", "is no whole content folder"), (".", "is no whole content folder")])
def test_a_base_that_cannot_be_one_is_refused(folders: Path, base: str, says: str) -> None:
    write(folders / "council.yml", base=base)
    with pytest.raises(ContentError, match=says):
        load_content(folders)


def test_an_unknown_slot_is_refused(folders: Path) -> None:
    write(folders.parent / "content" / "answers" / "tribunal.yml", web="Ring {council_dutyline}.")
    for folder in (folders, folders.parent / "content"):
        with pytest.raises(ContentError, match=r"unknown slot \{council_dutyline\}"):
            load_content(folder)


def test_no_local_word_of_council_yml_has_gone_stale() -> None:
    """A phrase that stands nowhere any more protects nothing: the sentence it marked was written anew, and may be lent."""
    council = yaml.safe_load((BASE / "council.yml").read_text("utf-8"))
    said = "\n".join(path.read_text("utf-8") for path in BASE.rglob("*.yml") if path.name != "council.yml").lower()
    assert [word for word in council["local_words"] if word.lower() not in said] == []
    assert set(council["local_words"]) <= set(council_words(council))


def test_an_answer_can_be_switched_off_for_the_letters_too(folders: Path) -> None:
    write(folders / "answers" / "complaint_council.yml", topic="complaint_council", plain="complaints", checked_on=NOON.date(), **{"off": True})
    content = load_content(folders)
    assert content.answers["complaint_council"].off
    assert all("complaint_council" not in letter.topics for letter in content.letters.values())
    assert replace(content.answers["complaint_council"], off=False).short.sms.startswith("We don't have this here: complaints.")


def test_its_directory_has_its_own_places(folders: Path) -> None:
    vocabulary = load_vocabulary(EXAMPLE)
    assert vocabulary.raw["places"] == {} and not vocabulary.points
    assert foreign([entry["label"] for entry in vocabulary.raw["kinds"].values()]) == []
    (folders / "directory" / "vocabulary.yml").unlink()
    assert load_vocabulary(folders).raw["places"] == {}
