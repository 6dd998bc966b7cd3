"""Finds personal data in a message so that it can be sealed, and masks it so that nothing else ever sees it (design 5, conduct 16).

Phones are found by `phonenumbers`; the rest by patterns of their published formats. Order matters: a date is not a reference, an NHS number is
not a phone. Ordinary figures stay as they are ("20 weeks", "111 option 2", "2024/25"): an answer may hang on them. What the identity check has just
asked for is looked for more widely. Names are found by where they stand (personal/names). tests/personal/test_personal.py is the table of both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from webhook.services.personal.names import Words, find_names
from webhook.services.texts.text import TYPED_ALIKE

# A word may begin like a month ("5 marks", "2 decisions"), and "he is 7 may I ask" holds no date.
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?!\s+(?:i|we|he|she|they|it|you|not|be|have|need|want|also|still)\b)|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[\s-]?)?(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twentie|thirtie)th)"
)
_DD, _MM, _YYYY = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])", r"(?:19|20)\d\d"
_AMOUNT_OF_TIME = r"(?!\s*(?:weeks?|days?|months?|years?|hours?|minutes?)\b)"
_NO_SCHOOL_YEAR = rf"(?!{_YYYY}(?:\s?[/-]\s?(?:20)?\d\d)?(?![\d/-]|\s\d{{3}}))"  # "ehcp 2024/25"
_REF_WORD = r"\b(?:case|ref(?:erence)?)(?:\s?(?:no\.?|num(?:ber)?|id|is|:|#))*\s?"
_REF_WORD_APART = rf"{_REF_WORD[:-1]}+"
_SCHEME = r"\b(?:ehc(?:p|na)?|eng|send?)"
_SPELT_REF = rf"{_NO_SCHOOL_YEAR}(?:\d{{2,4}}[\s/-]\d{{3,7}}|\d{{5,10}})"
_REF_IN_PARTS = (("case_ref", re.compile(r"\b[a-z]{1,10}[/-]\d{1,6}(?:[/-]\d{1,6})+\b", re.IGNORECASE)),)  # "KQ/26/4107" holds six figures and is no code
_MAIL_HOST = r"(?:g(?:oogle)?mail|hotmail|outlook|yahoo|ymail|icloud|live|msn|aol|btinternet|sky|proton(?:mail)?)"  # where an address is told in words: "me dot k at gmail dot com"
_NO_REF = r"(?<![a-z][/-])"  # "EHC-4452" given while a code was asked for is the reference put right
_NOT_HELPLINES = r"(?!(?:999|111|101|112)[\s-](?:999|111|101|112)\b|116[\s-]?(?:123|000|111)\b|118[\s-]?118\b)"


def _compile(*pairs: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in pairs)


_BEFORE_PHONES = _compile(
    ("email", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("email", rf"\b[\w+-]+(?:(?:\.|\s+dot\s+)[\w+-]+)*\s*(?:@|[(\[]at[)\]]|\bat\b)\s*{_MAIL_HOST}(?:\s?\.\s?|\s+dot\s+)[a-z]{{2,3}}(?:(?:\.|\s+dot\s+)uk)?\b"),
    ("date", r"\b\d{4}-\d{1,2}-\d{1,2}\b"),
    ("date", r"(?<![\d/.-])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}(?:\d{2})?(?![\d/.-]*\d)"),
    ("date", rf"(?<![\d/.-])\d{{1,2}}[\s/.-]{{1,2}}\d{{1,2}}\s{_YYYY}(?!\d)"),
    ("date", rf"(?<!\d)(?:{_DD}{_MM}{_YYYY}|{_YYYY}{_MM}{_DD})(?!\d)"),
    ("date", rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{_MONTH}\.?(?:,?[\s-]*(?:{_YYYY}|'?\d\d)\b{_AMOUNT_OF_TIME})?"),
    ("date", rf"\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b{_AMOUNT_OF_TIME}(?:,?\s+{_YYYY}\b)?"),
    ("date", rf"\b{_ORDINAL}\s+(?:of\s+)?{_MONTH}(?:,?\s+(?:(?:19|20)?\d\d\b|two thousand(?: and)? [a-z]+|twenty (?!weeks?|days?)[a-z]+))?"),
    ("ni_number", r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)(?:QQ|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b"),
    ("upn", r"\b[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]\b"),
)
_NAMED_DATES = tuple((kind, pattern) for kind, pattern in _BEFORE_PHONES if _MONTH in pattern.pattern)
_AFTER_PHONES = _compile(
    ("case_ref", r"\b(?=[A-Z/-]*\d)[A-Z]{2,6}[/-]?\d{2,4}[\s/-]\d{2,7}\b"),
    ("case_ref", r"\b[A-Z]{1,6}[-/]?\d{4,10}[A-Z]?\b"),
    ("case_ref", rf"{_SCHEME}(?:\s?(?:no\.?|num(?:ber)?|ref(?:erence)?|is|:|#))+\s?(?P<it>{_SPELT_REF})(?!\d)"),
    ("case_ref", rf"{_SCHEME}[\s/-]{{1,2}}{_SPELT_REF}(?!\d)"),
    ("case_ref", rf"{_REF_WORD}(?P<it>{_SPELT_REF})(?!\d)"),
    ("case_ref", rf"\b(?:case|ref(?:erence)?)(?:\s?(?:no\.?|number|is|:|#))+\s?(?P<it>{_NO_SCHOOL_YEAR}\d{{3,4}})\b"),
    ("case_ref", r"(?<![\w£.,/-])\d{7,9}(?![\w.,/-]*\d)\b"),
    ("postcode", r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b"),
    ("code", rf"(?<![\w£.,/-]){_NOT_HELPLINES}\d{{3}}[\s-]?\d{{3}}(?![\w.,/-]*\d)\b"),
)
_ASKED_FOR = dict(
    _compile(
        ("case_ref", rf"(?:\b[A-Z]{{1,6}}[/-]?|{_SCHEME}\s|\b)(?:\d{{1,4}}(?:[\s/-]\d{{1,7}})+|\d{{3,}})[A-Z]?\b"),
        ("child_dob", rf"{_NO_REF}\b(?:\d{{1,4}}(?:[\s/.,-]+\d{{1,4}}){{2}}|\d{{6}})\b"),
        ("code", rf"{_NO_REF}\b\d(?:[\s.,-]*\d){{3,7}}\b"),
    )
)
_IN_TWO = r"(?:\d{2,4}[\s/-]{1,3}\d{4,7}|\d{4}[\s/-]{1,3}\d{3})"
_HELLO = r"\b(?:hi|hiya|hello|hey|morning|afternoon|evening)"
_THANKS = r"(?:please|pls|plz|thanks|thank you|thx|ta|cheers|x+)\b"
_ASKS_ON = (
    r"(?:what|wat|wot|whats|wheres?|where|when|hows?|any|has|have|is|can|could|status|updates?|news|and|dob|born|for (?:my|our))\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ ./-]+(?:of )?{_MONTH}|\d{{1,2}}[ ./-]\d{{1,2}}[ ./-]\d"
)
_SPACED_REF = (  # "ref kq 26 4101", "my case ey 2001", "any news on sample 1001", "ey 2001 please": letters that are no common word, and figures
    re.compile(rf"{_REF_WORD_APART}(?P<it>(?P<word>[a-z]{{1,8}})[\s/-]{{1,3}}(?:\d{{2,4}}[\s/-]{{1,3}}\d{{2,7}}|\d{{3,8}}))\b(?![\d/-]*\d)", re.IGNORECASE),
    re.compile(
        rf"(?:\b(?:about|for|of|on|with|is|check|it'?s|at|up|re|to|has|happening|news|updates?|status|{_HELLO})\W+|[,:;.?!]\s*|^\W*)"
        rf"(?P<it>(?P<word>[a-z]{{2,8}})[\s/-]{{1,3}}(?:{_IN_TWO}|\d{{3,8}}))\b"
        rf"(?=\W*(?:up to|at|now|{_THANKS}|{_ASKS_ON}|$)|\s*[,;.?!-])(?![\d/-]*\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<it>(?P<word>[a-z]{{2,4}})[\s/-]{{1,3}}{_IN_TWO})\b(?![\d/-]*\d)", re.IGNORECASE),
    re.compile(r"\b(?P<it>(?P<word>[a-z]{2,4})[\s/-]{1,3}\d{4,8})\b(?![\d/-]*\d)", re.IGNORECASE),
    re.compile(rf"^\W*(?:{_HELLO}\W+)*(?P<it>(?P<word>[a-z]{{2,8}})[\s/-]{{1,3}}\d{{4,8}})\b(?:\W+{_THANKS})*\W*$", re.IGNORECASE),
)
_ASKS_OF_CASE = re.compile(
    r"\b(?:case|ref(?:erence)?|plan|ehcp?|assessment|application|updates?|news|status|progress|stage|happening|late(?:st)?|waiting|where(?:'?s| is| are)?|up ?to|look(?:ing)? (?:up|at|into)"
    r"|chas(?:e|ing)|check|(?:know|tell me|asking|it'?s) about|mov(?:ed|ing) (?:on|forward|along))\b",
    re.IGNORECASE,
)
ANYWHERE, ALONE = 3, 4  # of _SPACED_REF: within a sentence, and all of a message
SHORT_PREFIX = 4  # letters of one that stands without a word on a case
_KIND_ASKED = {"case_ref": "case_ref", "child_dob": "date", "code": "code"}
_NHS = re.compile(r"\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b")
_NO_PREFIX_WORDS = """
    since sinc snce sinse from frm in of year yr till until by before after around about abt circa room page band level term phase ks
    jan feb mar apr may jun jul aug sept oct nov dec march june july mon tue tues wed weds thu thur thurs fri sat sun monday tuesday friday sunday
    gbp eur usd tel ext nr iso eta
"""
_MONEY = re.compile(r"\b(?:paid|costs?|pounds?|quid|fees?)\b|\u00a3", re.IGNORECASE)
_NO_PREFIX = frozenset(_NO_PREFIX_WORDS.split())
MASKS = {kind: f"[{kind.replace('_', ' ')}]" for kind in ("email", "date", "ni_number", "upn", "case_ref", "postcode", "nhs_number", "phone", "code", "name")}


@dataclass(frozen=True)
class Found:
    """One piece of personal data: its kind, where it stood, and the words themselves."""

    kind: str
    start: int
    end: int
    value: str


def find_personal(text: str, asked: str | None = None, ref_pattern: str | None = None, words: Words | None = None) -> list[Found]:
    """All personal data in the text, left to right, never overlapping.

    `asked` is what the identity check waits for, `ref_pattern` the council's own shape of a reference, `words` those that are no names (none given: no name is looked for).
    """
    taken: list[Found] = []
    text = text.translate(TYPED_ALIKE)  # as long as it was

    def take(kind: str, start: int, end: int) -> None:
        if all(end <= other.start or start >= other.end for other in taken):
            taken.append(Found(kind, start, end, text[start:end]))

    def take_all(patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> None:
        for kind, pattern in patterns:
            for match in pattern.finditer(text):
                take(kind, *match.span("it" if "it" in pattern.groupindex else 0))

    if ref_pattern:
        take_all(_compile(("case_ref", ref_pattern)))
    if asked == "code":
        take_all(_REF_IN_PARTS)
        take_all(_NAMED_DATES)  # "14 march 2017" is the date put right, and its year no code
    if asked in ("child_dob", "code"):
        take_all(((_KIND_ASKED[asked], _ASKED_FOR[asked]),))
    take_all(_BEFORE_PHONES)
    for match in _NHS.finditer(text):
        if _is_nhs_number(match.group()):
            take("nhs_number", *match.span())
    for phone in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE):
        if len(re.sub(r"\D", "", phone.raw_string)) >= 10:
            take("phone", phone.start, phone.end)
    if asked == "case_ref":
        take_all((("case_ref", _ASKED_FOR["case_ref"]),))
    for pattern in _SPACED_REF if words else ():
        for match in pattern.finditer(text):
            if words is not None and _is_prefix(match, words):
                take("case_ref", *match.span("it"))
    take_all(_AFTER_PHONES)
    details = asked is not None or any(found.kind in ("case_ref", "date", "upn") for found in taken)
    for span in find_names(text, words, details=details) if words else []:
        take("name", *span)
    return sorted(taken, key=lambda found: found.start)


def mask_personal(text: str, found: list[Found]) -> str:
    """The text with each finding replaced by its mask."""
    parts, position = [], 0
    for item in found:
        parts += [text[position : item.start], MASKS[item.kind]]
        position = item.end
    return "".join([*parts, text[position:]])


def _is_prefix(match: re.Match[str], words: Words) -> bool:
    """Whether letters before figures are a reference's: only what is no word at all, or where a case is asked about no common word ("case opened 2021" is none)."""
    word, shape = match["word"].lower(), _SPACED_REF.index(match.re)
    if word in _NO_PREFIX:
        return False
    asked = shape == 0 or _ASKS_OF_CASE.search(match.string) is not None
    year = re.search(_NO_SCHOOL_YEAR + r"\d+(?:\D+\d+)?$", match["it"]) is None
    if shape == ANYWHERE and ((year and not match["word"].isupper()) or _MONEY.search(match.string)):
        return False
    if word not in words.known:
        return asked or shape == ALONE or (shape == 1 and len(word) <= SHORT_PREFIX)
    return (asked or shape == ALONE) and not year and shape in (0, 1, ALONE) and (word not in words.common or bool(re.fullmatch(_SCHEME, word)))


def _is_nhs_number(text: str) -> bool:
    digits = [int(c) for c in text if c.isdigit()]
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)
