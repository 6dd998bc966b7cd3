"""The questions of a message, each by itself: a numbered list, several in a row, or the one at the end of a long story. Pure."""

from __future__ import annotations

import re

from understanding.splitter import OPENERS, SUBJECTS, split_message
from webhook.services.answers.brief import meaning_of

LONG, MOST = 45, 4  # words of a story; questions that are read
LEAST_MEANING = 1  # words of meaning of a question that stands by itself
_NUMBERED = re.compile(r"(?:^|(?<=[\s.!?,;:]))\(?([1-4])\s?[).:](?!\d)\s*")
_NEXT = re.compile(rf"[,\s]+(?:and|plus|also|oh and)\s+(?={OPENERS}\s+{SUBJECTS}\b|any\b)|,\s*(?={OPENERS}\s+{SUBJECTS}\b)", re.IGNORECASE)
_ASKS = re.compile(rf"^\W*(?:(?:and|but|so|or|also|plus|ok|please|pls|hi|hello|then)\W+)*(?:{OPENERS}\s+\w+|any \w+)", re.IGNORECASE)
_LEANS = re.compile(
    r"^(?:(?:is|are|was|isn'?t|aren'?t) (?:that|this|it|they)\b|(?:can|could|may|should) (?:they|it|school)\b"
    r"|what (?:can|should|do|could) (?:i|we) do\b).{0,30}$",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:^|[.!?;:,\n]\s*(?:(?:and|so|but|anyway|please|pls|ok)[\s,]+)*|\s+(?:and|so|but"
    rf"|anyway)\s+)(?P<asked>(?:{OPENERS})\s+{SUBJECTS}\b[^.!?;\n]{{6,90}})\W*(?:(?:thanks|thank you|please|pls|x+|ta|many thanks)\W*)*$",
    re.IGNORECASE,
)


def list_numbered(text: str) -> list[str]:
    """What stands under 1), 2), 3); none where it is no such list."""
    marks = list(_NUMBERED.finditer(text))
    if [mark[1] for mark in marks] != [str(number) for number in range(1, len(marks) + 1)] or len(marks) < 2:
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end].strip(" ,.") for mark, end in zip(marks, ends, strict=True)]


def list_questions(text: str) -> list[str]:
    """The questions in the order they stand, each by itself."""
    numbered = list_numbered(text)
    if numbered:
        return numbered[:MOST]
    pieces = [piece.strip(" ,") for part in split_message(text) if part.asks for piece in _NEXT.split(part.text)]
    return [piece for piece in pieces if _ASKS.match(piece)][:MOST]


def before_questions(text: str, questions: list[str]) -> str:
    """What is told before the first question."""
    return text[: text.find(questions[0])].strip() if questions and questions[0] in text else ""


def end_question(text: str) -> str | None:
    """The one question at the end of a long story, where it says enough by itself; None where others are asked too, or it leans on the story ("is that allowed")."""
    plain = " ".join(text.replace("\u2019", "'").split())
    found = _END.search(plain)
    if len(plain.split()) <= LONG or found is None:
        return None
    asked, story = found["asked"].strip(), plain[: found.start("asked")]
    if (
        "?" in story
        or any(_ASKS.match(piece) for part in split_message(story) for piece in [part.text, *_NEXT.split(part.text)[1:]])
        or re.search(r"\b(?:wondering|want to know|any advice|advise)\b", story)
    ):
        return None
    if _LEANS.match(asked):
        return None
    return asked if len(meaning_of(asked)) >= LEAST_MEANING and not re.search(r"\b(?:that|this|them|they|it|he|she)\W*$", asked, re.IGNORECASE) else None
