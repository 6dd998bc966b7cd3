"""Makes as many records as a test of size needs, in the standard's form, from the words of content/directory. The same seed makes the same records."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from directory.record import BYDAY, SAMPLE_TAXONOMY
from webhook.services.directory.vocabulary import Vocabulary, load_vocabulary


def write_generated(content_dir: Path, count: int, file: Path, seed: int) -> None:
    """Write records as ndjson."""
    with file.open("w", encoding="utf-8") as lines:
        for record in generate(content_dir, count, seed):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def generate(content_dir: Path, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Records one after another: about one in five lacks ages, one in four has no days, as real directories do."""
    words = yaml.safe_load((content_dir / "directory" / "generator.yml").read_text("utf-8"))
    vocabulary, chance = load_vocabulary(content_dir), random.Random(seed)
    for _ in range(count):
        yield _record(words, vocabulary, chance)


def _record(words: dict[str, Any], vocabulary: Vocabulary, chance: random.Random) -> dict[str, Any]:
    def new_id() -> str:
        return str(uuid.UUID(int=chance.getrandbits(128), version=4))

    def term(kind: str, value: str) -> dict[str, Any]:
        label = vocabulary.label(kind, value)
        return {"id": new_id(), "taxonomy_term": {"id": new_id(), "name": label, "description": label, "taxonomy": kind}}

    kind = chance.choice(sorted(vocabulary.raw["kinds"]))
    filled = {
        "first": chance.choice(words["first"]),
        "second": chance.choice(words["second"]),
        "kind": vocabulary.label("kind", kind),
        "detail": " ".join(chance.sample(words["details"], 2)),
    }
    point, youngest = chance.choice(list(vocabulary.points.values())), chance.randrange(0, 18)
    attributes = [term("kind", kind), *(term("need", need) for need in chance.sample(sorted(vocabulary.raw["needs"]), chance.randrange(0, 4)))]
    attributes += [term(group, chance.choice(sorted(vocabulary.raw[group]))) for group in ("referral", "learning_disability") if chance.random() < 0.6]
    attributes += [term("access", chance.choice(sorted(vocabulary.raw["access"])))] if chance.random() < 0.4 else []
    sample = {"id": new_id(), "name": "sample", "description": "sample", "taxonomy": SAMPLE_TAXONOMY}
    attributes.append({"id": new_id(), "taxonomy_term": sample})
    opens = chance.randrange(9, 19)
    schedule = {
        "id": new_id(),
        "freq": "WEEKLY",
        "byday": ",".join(chance.sample(sorted(BYDAY), chance.randrange(1, 4))),
        "opens_at": f"{opens:02}:00:00",
        "closes_at": f"{opens + 2:02}:00:00",
    }
    address = {"id": new_id(), "address_1": words["venue"], "city": "", "state_province": "", "postal_code": point.code, "country": "GB", "address_type": "physical"}
    place = {"id": new_id(), "location_type": "physical", "name": words["venue"], "addresses": [address]}
    place |= {"latitude": round(point.latitude + chance.gauss(0, 0.003), 5), "longitude": round(point.longitude + chance.gauss(0, 0.004), 5)}
    return {
        "id": new_id(),
        "name": words["name"].format(**filled),
        "status": chance.choices(["active", "temporarily closed", "inactive"], [96, 2, 2])[0],
        "description": words["description"].format(**filled),
        "fees": chance.choice([vocabulary.label("cost", "free"), f"£{chance.randrange(2, 12)} a session", None]),
        "organization": {"id": new_id(), "name": words["organisation"], "description": words["organisation"]},
        **({"minimum_age": youngest, "maximum_age": min(youngest + chance.randrange(2, 10), 25)} if chance.random() < 0.8 else {}),
        "schedules": [schedule] if chance.random() < 0.75 else [],
        "service_at_locations": [{"id": new_id(), "location": place}],
        "attributes": attributes,
    }
