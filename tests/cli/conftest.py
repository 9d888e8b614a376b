"""What several tests of commands read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of about 1.2 million characters in sections: chunks of 2^17, 2^18, 2^19 and the rest."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(250):
            text = f"Tin số {number}. {texts[number % len(texts)]}"
            json.dump({"id": str(number), "text": text, "section": "abc"[number % 3]}, stream)
            stream.write("\n")
    return path
