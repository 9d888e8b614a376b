"""Parquet in and out: streamed both ways, the same bytes whoever did the work."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from qnmine.cli.main import run
from qnmine.corpus import open_corpus
from qnmine.engines import chunks
from qnmine.output import parquet as writer
from tests import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pyarrow = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    lines = [
        line for file in sorted((ROOT / "seeds").iterdir()) for line in file.read_text("utf-8").split("\n")
    ]
    columns = {"key": [f"k{number}" for number in range(len(lines))], "body": lines, "n": range(len(lines))}
    path = tmp_path / "corpus.parquet"
    pq.write_table(
        pyarrow.table({name: list(cells) for name, cells in columns.items()}), path, row_group_size=50
    )
    return path


@pytest.mark.parametrize("options", [(), ("--sort", "-n"), ("--columns", "doc,text,n")])
def test_the_same_bytes_by_several_processes(
    options: tuple[str, ...], corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_CHARACTERS", 4000)
    monkeypatch.setattr(chunks, "FIRST_CHARACTERS", 1000)
    monkeypatch.setattr(writer, "ROWS_IN_GROUP", 40)
    written = []
    for jobs in ("1", "2"):
        result = tmp_path / f"result-{jobs}.parquet"
        command = ["sentences", str(corpus), "--text-column", "body", "--id-column", "key", "--keep", "n"]
        assert run([*command, *options, "--jobs", jobs, "--quiet", "-o", str(result)]) == 0
        written.append(result.read_bytes())
    assert written[0] == written[1]
    file = pq.ParquetFile(tmp_path / "result-1.parquet")
    assert file.metadata.num_row_groups == -(-file.metadata.num_rows // 40) > 1


def test_long_texts_are_not_read_all_at_once(tmp_path: Path) -> None:
    draw = random.Random(0)
    texts = [draw.randbytes(50_000).hex() for _ in range(300)]
    path = tmp_path / "long.parquet"
    pq.write_table(
        pyarrow.table({"text": texts}), path, use_dictionary=False, write_batch_size=5, data_page_size=100_000
    )
    corpus = open_corpus([path])
    documents = iter(corpus)
    assert next(documents).text == texts[0]
    assert 0 < corpus.bytes_read < path.stat().st_size / 2
    assert [one.text for one in documents] == texts[1:]
