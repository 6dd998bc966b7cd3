"""Names in a message: masked where a name belongs, whether or not anybody of that name is on record, so that no answer tells who is (conduct 10, 16)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import MUM, hear, put_on_record
from tests.sms_tools import rows
from understanding.examples import read_examples
from webhook.bootstrap import Parts
from webhook.services.personal.names import Words, find_names, load_words
from webhook.services.personal.personal import find_personal, mask_personal
from webhook.settings import ROOT
from webhook.store.conversations import SealedValue
from webhook.store.messages import Inbound, Message

NAMED = [
    ("birch sample ehcp where is it up to", "[name] ehcp where is it up to"),
    ("Birch Sample's EHCP, any news?", "[name] EHCP, any news?"),
    ("where is the ehcp for birch sample", "where is the ehcp for [name]"),
    ("my son Birch Sample is 7 when is it done", "my son [name] is 7 when is it done"),
    ("my daughter amina hassan needs an ehcp", "my daughter [name] needs an ehcp"),
    ("his name is Elm Sample", "his name is [name]"),
    ("my son called yusuf is 7", "my son called [name] is 7"),
    ("my child's name: Zara O\u2019Brien", "my child's name: [name]"),
    ("this is fern sample about my sons plan", "this is [name] about my sons plan"),
    ("SAMPLE-1002 juniper sample 3/4/17", "[case ref] [name] [date]"),
    ("what stage is leo smiths plan at", "what stage is [name] plan at"),
    ("my son jayden ehcp is late", "my son [name] ehcp is late"),
    ("when is jayden's plan due", "when is [name] plan due"),
    ("anything for zainabs ehcp", "anything for [name] ehcp"),
    ("my daughter Aaliyah has been refused", "my daughter [name] has been refused"),
    ("Lily (born 3.5.2019, NW5 2AB) cant read and we want an ehc plan", "[name] (born [date], [postcode]) cant read and we want an ehc plan"),
    ("we want a plan for Max (dob 1/2/2019)", "we want a plan for [name] (dob [date])"),
    ("Grace - born on 3 may 2019 - has no school place", "[name] - born on [date] - has no school place"),
    ("ella born 4.6.2017 needs a plan", "[name] born [date] needs a plan"),
    ("Lily Brown born 3/5/2019 needs help", "[name] born [date] needs help"),
    ("Ahmed aged 6 cant read yet", "[name] aged 6 cant read yet"),
    ("mohammed ali ehcp whats happening", "[name] ehcp whats happening"),
]
NOT_NAMED = [
    "my daughter was born in march", "Twins aged 6 need help at school", "a child aged 6 who cant read", "she was born early", "Children aged 5 to 11",
    "my baby, born 3 weeks early", "year 2 born in 2019",
    "my boy's UPN is on the form",
    "anual reveiw ehcp when is it", "my son stammers and needs help", "my son is called names at school", "his name is wrong on the plan", "draft final ehcp where is it up to",
    "speech therapy assessment", "my daughter has selective mutism", "kiedy dostane plan dla syna", "sidee u codsan karaa EHCP plan?", "is it late", "i'm so tired",
    "my son stammers is that send", "my son fidgets and has no help", "my daughter headbangs, is there help", "for the council's plan", "it is about next year's plan",
]  # fmt: skip


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words(ROOT / "content")


def mask(text: str, words: Words) -> str:
    return mask_personal(text, find_personal(text, words=words))


@pytest.mark.parametrize(("text", "masked"), NAMED)
def test_a_name_where_a_name_belongs_is_masked(words: Words, text: str, masked: str) -> None:
    assert mask(text, words) == masked


@pytest.mark.parametrize("text", NOT_NAMED)
def test_other_words_stay(words: Words, text: str) -> None:
    assert mask(text, words) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("my case ey 2001 please", "my case [case ref] please"),
        ("can you check my case sample 1007", "can you check my case [case ref]"),
        ("my sons case sen 2044", "my sons case [case ref]"),
        ("ey 2001", "[case ref]"),
        ("where is ey 2004 up to", "where is [case ref] up to"),
        ("whats happening with SAMPLE\u20131006", "whats happening with [case ref]"),
        ("born 7th march \u201918", "born [date]"),
        ("hiya wheres my sons case upto, ref kq 26 4101", "hiya wheres my sons case upto, ref [case ref]"),
        ("case number KQ 26 4101 please", "case number [case ref] please"),
        ("our reference: KQ / 26 / 4101", "our reference: [case ref]"),
        ("any news on sample 1001", "any news on [case ref]"),
        ("hiya its about tom bell cd 7001 whats happening", "hiya its about [name] [case ref] whats happening"),
        ("any news on amirs plan? ey 3001", "any news on [name] plan? [case ref]"),
        ("my sons plan cd 7001 any updates", "my sons plan [case ref] any updates"),
        ("cd 7001 whats happening", "[case ref] whats happening"),
        ("EY 3001 where is it up to", "[case ref] where is it up to"),
        ("ey 3001 31.1.20", "[case ref] [date]"),
        ("cd 7003 30 march 2011", "[case ref] [date]"),
        ("Sample 1001", "[case ref]"),
        ("whats the latest with cd 7001 been waiting ages", "whats the latest with [case ref] been waiting ages"),
        ("any news on kq 26 4101 please", "any news on [case ref] please"),
        ("can you tell me what's happening with KQ 26 4101? thanks", "can you tell me what's happening with [case ref]? thanks"),
        ("KQ 26 4101 - wheres it up to", "[case ref] - wheres it up to"),
        ("has kq 26 4101 moved on at all", "has [case ref] moved on at all"),
        ("where are you with ehc 4452", "where are you with [case ref]"),
        ("any updates for xy 4452 x", "any updates for [case ref] x"),
        ("my ref is kq 26 4101 and dob 4/3/17", "my ref is [case ref] and dob [date]"),
    ],
)
def test_a_reference_in_letters_and_figures_apart_is_one(words: Words, text: str, masked: str) -> None:
    assert mask(text, words) == masked


@pytest.mark.parametrize(
    "text",
    ["he is in year 9 whats happening with his plan", "p 7 any update", "ks 2 whats happening", "tue 1230", "hi wed 1230 please", "got dla 2023 any update on his ehcp",
     "paid gbp 3000 for a report, any news on plan", "we paid someone ep 1200 any news on plan", "sinse 2021 any update", "is he ok at ks 2024 whats happening", "room 1234 please",
     "we waited 26 4101 days, room kq 26", "is the surgery in room kq 26", "where is room kq 26", "any news on september 2026", "any update on camden 2030", "check he was in year 10 2024",
     "he got sats 98 101 and 103", "wisc 98 101", "where can i see his ks 2 2024 results", "does bus 24 1200 go there",
     "case opened 2021", "my case from 2019", "my case was closed in 2020", "case may 2024", "year 2024", "room 101", "we moved in 2021", "ehcp from wandsworth 2021"],
)  # fmt: skip
def test_a_year_or_a_number_after_a_word_is_no_reference(words: Words, text: str) -> None:
    assert mask(text, words) == text


def test_no_example_of_what_parents_write_loses_a_word(words: Words) -> None:
    texts, _ = read_examples()
    assert len(texts) > 5000 and [text for text in texts if find_names(text, words)] == []
    refs = {text: [one.value for one in find_personal(text, words=words) if one.kind == "case_ref"] for text in texts}
    assert [value for text, found in refs.items() for value in found if value not in [one.value for one in find_personal(text)]] in ([], ["CSN 00412"])


def test_in_the_check_a_name_by_itself_is_masked(words: Words) -> None:
    assert mask_personal("birch sample", find_personal("birch sample", "case_ref", words=words)) == "[name]" and mask("birch sample", words) == "birch sample"


def test_the_name_stands_nowhere_but_sealed_whether_it_is_on_record_or_not(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, child_first_name="Birch", child_last_name="Sample")
    _, on_record = hear(parts, MUM, "birch sample ehcp where is it up to")
    _, unknown = hear(parts, "+447700900777", "larch elmwood ehcp where is it up to")
    masked = {row.id: row.masked_text for row in rows(parts, Inbound)}
    assert masked[on_record] == masked[unknown] == "[name] ehcp where is it up to"
    assert {row.text for row in rows(parts, Message)} == {"[name] ehcp where is it up to"}
    kept = [row for row in rows(parts, SealedValue) if row.kind == "name"]
    assert [parts.vault.open(row.value_sealed) for row in kept] == ["birch sample", "larch elmwood"]
