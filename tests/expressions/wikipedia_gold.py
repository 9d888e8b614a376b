"""Annotations of Wikipedia's text kept apart from it: joined with the paragraphs for `qnmine evaluate`.

Run from the repository:
  python -m tests.expressions.wikipedia_gold PATH/viwiki-2017.jsonl.xz stand_off.jsonl … -o gold.jsonl
  python -m tests.expressions.wikipedia_gold --strip gold.jsonl -o stand_off.jsonl

A line of the stand-off file is {"id": "vw1:120", "sha256": …, "numbers": […], "dates": […]}: the paragraph
is the line that begins at code point 120 in the text of the article vw1, and its SHA-256 (of UTF-8) says
whether it is the text that was annotated. Articles are JSON lines of id and text, plain or in .xz or .gz.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import lzma
import sys
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

Record = dict[str, Any]
LAYERS = ("numbers", "dates")


class MismatchError(ValueError):
    """A paragraph is missing, or is not the one that was annotated."""


def strip(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records of a gold without their text, with its hash in its place."""
    for record in records:
        layers = {name: [_without_text(item) for item in record[name]] for name in LAYERS}
        yield {"id": record["id"], "sha256": _sha256(record["text"]), **layers}


def join(stand_off: Iterable[Record], articles: Iterable[Record]) -> list[Record]:
    """Return the records of a gold in the order of the stand-off file; raise MismatchError."""
    wanted = list(stand_off)
    needed = {_place(record)[0] for record in wanted}
    texts: dict[str, str] = {}
    for article in articles:
        if article["id"] in needed:
            texts[article["id"]] = article["text"]
            if len(texts) == len(needed):
                break
    return [_joined(record, texts) for record in wanted]


def _joined(record: Record, texts: dict[str, str]) -> Record:
    article, offset = _place(record)
    if article not in texts:
        raise MismatchError(f"{record['id']}: there is no article {article}")
    paragraph = texts[article][offset:].split("\n", 1)[0]
    if _sha256(paragraph) != record["sha256"]:
        raise MismatchError(
            f"{record['id']}: the paragraph is not the one that was annotated (SHA-256 differs)"
        )
    layers = {name: [_with_text(item, paragraph) for item in record[name]] for name in LAYERS}
    return {"id": record["id"], "text": paragraph, **layers}


def _place(record: Record) -> tuple[str, int]:
    article, _, offset = record["id"].rpartition(":")
    return article, int(offset)


def _without_text(item: Record) -> Record:
    return {key: value for key, value in item.items() if key != "text"}


def _with_text(item: Record, paragraph: str) -> Record:
    start, end = item["start"], item["end"]
    return {"start": start, "end": end, "text": paragraph[start:end], **item}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(path: Path) -> Generator[Record, None, None]:
    with _open(path) as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _open(path: Path) -> IO[str]:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    """Write the joined gold, or with --strip the stand-off file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="articles and stand-off, or gold")
    parser.add_argument("--strip", action="store_true", help="make the stand-off file of a gold")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    if (len(options.files) == 1) != options.strip:
        parser.error("name the articles and the stand-off files; with --strip the gold alone")
    with closing(_read(options.files[0])) as first:
        try:
            records = (
                list(strip(first))
                if options.strip
                else join(chain.from_iterable(map(_read, options.files[1:])), first)
            )
        except MismatchError as error:
            sys.exit(str(error))
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    options.output.write_text("".join(lines), encoding="utf-8")
    print(f"{options.output}: {len(records)} texts")


if __name__ == "__main__":
    main()
