"""A filled letter as files to take away: plain text, and a Word document made with python-docx. Made in memory, never written."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from webhook.services.letters.fill import FilledLetter


def as_text(letter: FilledLetter) -> str:
    """The letter as plain text, paragraphs apart by an empty line."""
    return "\n\n".join(["\n".join(letter.to), letter.day, letter.subject, *letter.paragraphs]) + "\n"


def as_docx(letter: FilledLetter, made_at: datetime) -> bytes:
    """The letter as a Word document in British English, 12 point, with nobody named as its author. `made_at` is aware."""
    from docx import Document  # loaded with the first letter that is taken away as a file, not with the web pages
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(12)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    about = document.core_properties
    about.author, about.comments, about.title, about.language = "", "", letter.title, "en-GB"
    about.created = about.modified = made_at
    for text in ("\n".join(letter.to), letter.day):
        document.add_paragraph(text)
    document.add_paragraph().add_run(letter.subject).bold = True
    for text in letter.paragraphs:
        document.add_paragraph(text)
    file = BytesIO()
    document.save(file)
    return file.getvalue()
