"""The stand-off annotations: joined with the very paragraphs they were made of, or refused."""

from __future__ import annotations

import json
import lzma
from typing import TYPE_CHECKING, Any

import pytest

from tests.expressions.wikipedia_gold import MismatchError, join, main, strip

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = [
    {"id": "vw1", "text": "Hạ Long\nCó 3 đảo năm 1928.\nHết."},
    {"id": "vw2", "text": "Không có gì."},
]
GOLD: list[dict[str, Any]] = [
    {
        "id": "vw1:8",
        "text": "Có 3 đảo năm 1928.",
        "numbers": [{"start": 3, "end": 4, "text": "3", "kind": "cardinal", "value": 3, "unit": "đảo"}],
        "dates": [{"start": 9, "end": 17, "text": "năm 1928", "kind": "year", "value": "1928"}],
    },
    {"id": "vw2:0", "text": "Không có gì.", "numbers": [], "dates": []},
]


def test_there_and_back() -> None:
    stand_off = list(strip(GOLD))
    assert [list(record) for record in stand_off] == [["id", "sha256", "numbers", "dates"]] * 2
    assert "đảo năm" not in json.dumps(stand_off, ensure_ascii=False)
    assert join(stand_off, reversed(ARTICLES)) == GOLD


@pytest.mark.parametrize(
    ("articles", "words"),
    [
        ([ARTICLES[0]], "vw2:0: there is no article vw2"),
        ([ARTICLES[1], {"id": "vw1", "text": "Hạ Long\nCó 4 đảo năm 1928."}], "vw1:8: .*SHA-256 differs"),
        ([ARTICLES[1], {"id": "vw1", "text": "Một\nCó 3 đảo năm 1928."}], "vw1:8: .*SHA-256 differs"),
    ],
)
def test_another_text_is_refused(articles: list[dict[str, Any]], words: str) -> None:
    with pytest.raises(MismatchError, match=words):
        join(strip(GOLD), articles)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, stand_off, joined = (tmp_path / name for name in ("gold.jsonl", "stand_off.jsonl", "again.jsonl"))
    articles = tmp_path / "articles.jsonl.xz"
    gold.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in GOLD), encoding="utf-8")
    articles.write_bytes(lzma.compress("\n".join(map(json.dumps, ARTICLES)).encode()))
    main(["--strip", str(gold), "-o", str(stand_off)])
    main([str(articles), str(stand_off), "-o", str(joined)])
    assert joined.read_bytes() == gold.read_bytes()
    assert capsys.readouterr().out.endswith("again.jsonl: 2 texts\n")
    articles.write_bytes(lzma.compress(b'{"id": "vw1", "text": "x"}'))
    with pytest.raises(SystemExit, match="vw1:8"):
        main([str(articles), str(stand_off), "-o", str(tmp_path / "other.jsonl")])
    assert not (tmp_path / "other.jsonl").exists()
