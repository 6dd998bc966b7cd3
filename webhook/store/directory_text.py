"""Full text of the directory on both stores: FTS5 on SQLite, tsvector on PostgreSQL. Both stem English and weigh name, keywords and body.

The FTS5 index is derived from directory_texts and made with the first import, not by a migration: migrations describe what cannot be made again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from webhook.store.directory import DirectoryText

MAKE_INDEX = "CREATE VIRTUAL TABLE IF NOT EXISTS directory_index USING fts5(name, keywords, body, content='', tokenize='porter unicode61 remove_diacritics 2')"
FILL_DOCUMENTS = (
    "UPDATE directory_texts SET document = setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', keywords), 'B') "
    "|| setweight(to_tsvector('english', body), 'D') WHERE service_id = ANY(:ids)"
)
NAME, KEYWORDS, BODY = 6.0, 4.0, 1.0  # of a hit in each field
POSTGRES_WEIGHTS = "{0.1, 0.2, 0.6, 1.0}"  # D, C, B, A


def is_sqlite(session: Session) -> bool:
    """Which of the two stores this is."""
    return session.get_bind().dialect.name == "sqlite"


def unindex_texts(session: Session, ids: Collection[int]) -> None:
    """Take services out of the index. Call it while directory_texts still has what was put in: FTS5 needs the old words."""
    if not ids or not is_sqlite(session) or not _has_index(session):
        return
    old = session.execute(select(DirectoryText.service_id, DirectoryText.name, DirectoryText.keywords, DirectoryText.body).where(DirectoryText.service_id.in_(ids)))
    rows = [{"id": row[0], "name": row[1], "keywords": row[2], "body": row[3]} for row in old]
    if rows:
        session.execute(text("INSERT INTO directory_index(directory_index, rowid, name, keywords, body) VALUES ('delete', :id, :name, :keywords, :body)"), rows)


def index_texts(session: Session, rows: Sequence[dict[str, object]]) -> None:
    """Put services in; each row has service_id, name, keywords and body, as in directory_texts."""
    if not rows:
        return
    if is_sqlite(session):
        session.execute(text(MAKE_INDEX))
        session.execute(text("INSERT INTO directory_index(rowid, name, keywords, body) VALUES (:service_id, :name, :keywords, :body)"), list(rows))
        return
    session.execute(text(FILL_DOCUMENTS), {"ids": [row["service_id"] for row in rows]})


def find_texts(session: Session, phrases: Iterable[str], limit: int) -> list[int]:
    """Services that have any of the phrases, in no order that means anything: what is not ranked need not be weighed, which takes most of the time."""
    wanted = [" ".join(phrase.split()) for phrase in phrases if phrase.strip()]
    if not wanted or (is_sqlite(session) and not _has_index(session)):
        return []
    values: dict[str, object] = {"query": (" OR " if is_sqlite(session) else " or ").join(f'"{phrase}"' for phrase in wanted), "limit": limit}
    if is_sqlite(session):
        statement = text("SELECT rowid FROM directory_index WHERE directory_index MATCH :query LIMIT :limit")
    else:
        statement = text("SELECT service_id FROM directory_texts WHERE document @@ websearch_to_tsquery('english', :query) LIMIT :limit")
    return [int(row[0]) for row in session.execute(statement, values)]


def find_names(session: Session, pairs: Sequence[tuple[str, str]], limit: int) -> list[tuple[int, str]]:
    """Services that have both words of a pair in their names, with the names."""
    if not pairs or (is_sqlite(session) and not _has_index(session)):
        return []
    if is_sqlite(session):
        query = "name : (" + " OR ".join(f'("{one}" AND "{other}")' for one, other in pairs) + ")"
        found = "SELECT t.service_id, t.name FROM directory_index i JOIN directory_texts t ON t.service_id = i.rowid WHERE directory_index MATCH :query LIMIT :limit"
    else:
        query = " | ".join(f"('{one}':A & '{other}':A)" for one, other in pairs)
        found = "SELECT service_id, name FROM directory_texts WHERE document @@ to_tsquery('english', :query) LIMIT :limit"
    return [(int(row[0]), str(row[1])) for row in session.execute(text(found), {"query": query, "limit": limit})]


def match_texts(session: Session, phrases: Iterable[str], limit: int) -> dict[int, float]:
    """Services that have any of the phrases, best first, with a score above 0. Phrases are words or runs of words, letters and digits only."""
    wanted = [" ".join(phrase.split()) for phrase in phrases if phrase.strip()]
    if not wanted:
        return {}
    if is_sqlite(session):
        if not _has_index(session):
            return {}
        statement = text(
            "SELECT rowid, -bm25(directory_index, :name, :keywords, :body) AS score FROM directory_index WHERE directory_index MATCH :query ORDER BY score DESC, rowid LIMIT :limit"
        )
        values = {"query": " OR ".join(f'"{phrase}"' for phrase in wanted), "name": NAME, "keywords": KEYWORDS, "body": BODY, "limit": limit}
    else:
        statement = text(
            "SELECT service_id, ts_rank(CAST(:weights AS float4[]), document, query) AS score FROM directory_texts, "
            "(SELECT websearch_to_tsquery('english', :query) AS query) AS asked WHERE document @@ query ORDER BY score DESC, service_id LIMIT :limit"
        )
        values = {"query": " or ".join(f'"{phrase}"' for phrase in wanted), "weights": POSTGRES_WEIGHTS, "limit": limit}
    return {int(row[0]): max(float(row[1]), 1e-6) for row in session.execute(statement, values)}


def _has_index(session: Session) -> bool:
    return session.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'directory_index'")).first() is not None
