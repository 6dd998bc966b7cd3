"""What a message is before anyone reads it: cleaned, cut to length, and counted in SMS segments."""

from __future__ import annotations

import unicodedata

_GSM7 = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")
_GSM7_EXTENDED = set("^{}\\[~]|€\f")
TYPED = str.maketrans(  # what word processors put in; each would cost a text its 160 characters
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2026": "...", "\u00a0": " ", "\u2022": "-", "\t": " "}
)
TYPED_ALIKE = str.maketrans(  # the same of what phones put into names, dates and references: one sign for one
    {"\u2018": "'", "\u2019": "'", "\u02bc": "'", **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"), "\u00a0": " "}
)
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEEP = {"\n", "\t", "\u200d", "\u200c"}  # joiners are letters' business in emoji, Bengali and Farsi


def clean_text(text: str, limit: int) -> str:
    """The text without NUL, control and zero-width characters, trimmed of Unicode space, at most `limit` characters."""
    kept = "".join(c if c in _KEEP or unicodedata.category(c) not in _INVISIBLE else " " if c in "\r\x0b\x0c" else "" for c in text)
    return kept.strip(" \t\n\u200c\u200d" + _UNICODE_SPACE)[:limit].rstrip()


def first_part(text: str, limit: int) -> str:
    """As many whole words of a text as `limit` characters hold; of one endless word, so many characters."""
    if len(text) <= limit:
        return text
    whole = text[: limit + 1].rsplit(None, 1)[0] if any(c.isspace() for c in text[: limit + 1]) else ""
    return whole.rstrip() or text[:limit]


_UNICODE_SPACE = "".join(chr(i) for i in range(0x3001) if unicodedata.category(chr(i)) in {"Zs", "Zl", "Zp"})


def to_gsm7(text: str) -> str:
    """The text in characters that cost no extra segments: typewriter's quotes and dashes, letters without accents; what has no such form is left out."""
    typed = text.translate(TYPED)
    return "".join(c if c in _GSM7 or c in _GSM7_EXTENDED else "".join(part for part in unicodedata.normalize("NFKD", c) if part in _GSM7) for c in typed)


def gsm7_length(text: str) -> int | None:
    """Length in GSM-7 septets, or None if the text needs Unicode (GSM 03.38)."""
    length = 0
    for character in text:
        if character in _GSM7:
            length += 1
        elif character in _GSM7_EXTENDED:
            length += 2
        else:
            return None
    return length


def count_segments(text: str) -> int:
    """SMS segments: 160 then 153 septets, or 70 then 67 UTF-16 units when GSM-7 cannot hold it (3GPP TS 23.038/23.040)."""
    septets = gsm7_length(text)
    if septets is not None:
        return 1 if septets <= 160 else -(-septets // 153)
    units = len(text.encode("utf-16-le")) // 2
    return 1 if units <= 70 else -(-units // 67)
