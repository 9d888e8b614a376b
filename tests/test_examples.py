"""What the README and `examples/` say beside their commands, which `tests/documents` runs."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any

import pytest

import qnmine as qnmine_api
from qnmine.entities import entities
from qnmine.evaluation import read_records
from qnmine.output.values import cell_text
from tests import ROOT, SEEDS
from tests.contract.harness import COLUMNS, qnmine
from tests.documents.blocks import blocks_of

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = ROOT / "examples"
GUIDE = EXAMPLES / "guide"
README = (ROOT / "README.md").read_text(encoding="utf-8")
NUMBERS_AND_DATES = (GUIDE / "numbers-and-dates.md").read_text(encoding="utf-8")
RESULTS = (GUIDE / "results.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *EXAMPLES.rglob("*.md"), *(ROOT / "qnmine" / "data").rglob("*.md")])
OLD = ["Tỉnh Quảng Ninh có thành phố Hạ Long.", "Nhân dân phấn khởi thi đua sản xuất."]


def test_the_seeds_are_the_five_articles_and_nothing_else() -> None:
    assert [path.name[:4] for path in sorted(SEEDS.iterdir())] == ["000_", "001_", "002_", "003_", "004_"]


def kinds_shown(command: str) -> list[tuple[tuple[str, ...], str, str]]:
    """The kinds, a phrase and its value (empty if the table shows none) of each example of a section."""
    section = NUMBERS_AND_DATES.split(f"## {command}\n")[1].split("\n## ")[0]
    found = []
    for kind, phrases, values, *_ in re.findall(
        r"^\| (`.+?) \| (`.+?) \| (.+?) \|(.*)$", section, re.MULTILINE
    ):
        kinds, phrases, values = (tuple(re.findall(r"`([^`]+)`", cell)) for cell in (kind, phrases, values))
        if len(phrases) != len(values):
            values = ("",) * len(phrases)
        found += [(kinds, phrase, value) for phrase, value in zip(phrases, values, strict=True)]
    return found


@pytest.mark.parametrize(("kinds", "phrase", "value"), kinds_shown("Numbers"))
def test_a_number_of_the_guide_has_its_kind_and_value(
    kinds: tuple[str, ...], phrase: str, value: str
) -> None:
    (number,) = qnmine_api.numbers(phrase, identifiers=True)
    assert number.kind in kinds
    assert value in ("", cell_text(number.value))


@pytest.mark.parametrize(("kinds", "phrase", "value"), kinds_shown("Dates"))
def test_a_date_of_the_guide_has_its_kind_and_value(kinds: tuple[str, ...], phrase: str, value: str) -> None:
    (date,) = qnmine_api.dates(phrase, vague=True)
    assert date.kind in kinds
    assert value in ("", date.value)


def test_the_tables_of_kinds_are_there() -> None:
    assert len(kinds_shown("Numbers")) > 20
    assert len(kinds_shown("Dates")) > 15


def test_the_columns_of_the_guide_are_those_of_the_commands() -> None:
    table = dict(
        re.findall(r"^\| `qnmine ([A-Za-z -]+)` \| [^|]+ \| `([a-z0-9_, ]+)` \|$", RESULTS, re.MULTILINE)
    )
    names = {
        "mentions": "entities --mentions",
        "tagged": "tokenize --pos --upos",
        "timeline": "dates --timeline",
        "keyness": "keywords --measure keyness",
        "concordance": "concordance QUERY",
        "collocations": "collocations NODE",
    }
    for command, columns in COLUMNS.items():
        if command not in {"normalize", "convert"}:  # whose columns are not in one word
            shown = table[names.get(command, command)].split(", ")
            assert columns == (
                ["doc", *shown, "group_docs", "group_words"] if command == "profile" else shown
            )


def test_the_readme_has_its_two_commands_marked_for_the_checks() -> None:
    for mark in ("main command", "test command"):
        block = re.search(rf"<!-- {mark} -->\n```sh\n(python3 -m venv .*)\n```", README)
        assert block is not None
        assert "\n" not in block[1]


def test_every_picture_is_shown_and_told_in_words() -> None:
    shown: set[Path] = set()
    for document in DOCUMENTS:
        for told, path in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", document.read_text(encoding="utf-8")):
            assert len(told) > 20, (document, path)
            shown.add((document.parent / path).resolve())
    assert shown == set(EXAMPLES.glob("*.png"))
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in shown)


def test_a_day_of_news_through_a_pipe() -> None:
    day = gzip.decompress((EXAMPLES / "day.jsonl.gz").read_bytes())
    result = qnmine("entities", "-", "--from", "jsonl", "--mentions", "--jsonl", "--keep", "url", stdin=day)
    assert result.code == 0, result.err
    rows = result.json_rows
    assert list(rows[0]) == [*COLUMNS["mentions"], "url"]
    assert {row["doc"] for row in rows} == {str(row["url"]).rsplit("/", 1)[1] for row in rows}
    assert len({row["doc"] for row in rows}) == 8


def test_the_annotated_example_is_sound() -> None:
    warnings: list[str] = []
    records = list(read_records(EXAMPLES / "annotated.jsonl", on_warning=warnings.append))
    assert len(records) == 452
    assert warnings == []
    assert {span.type for record in records for span in record.entities} == {"PER", "ORG", "LOC"}


@pytest.mark.parametrize(
    ("file", "code", "message", "texts"),
    [
        ("nfd.txt", 0, "", ["Hoà bình, thuỷ lợi."]),
        ("bom-crlf.txt", 0, "", ["TIN QUẢNG NINH", "Hoà bình, thuỷ lợi."]),
        ("empty.txt", 0, "", []),
        ("semicolons.csv", 0, "", ["Ông Thể ở Hạ Long.", "Dòng một", 'Dòng hai ở "Quảng Ninh"']),
        ("ragged.csv", 3, "ragged.csv:2", ["Hạ Long", "Bình Liêu"]),
        ("broken.jsonl", 3, "broken.jsonl:2", ["Hạ Long", "Việt Nam"]),
        ("utf-16.txt", 0, "", ["Hoà bình, thuỷ lợi."]),
        ("cp1258.txt", 3, "--encoding", []),
        ("truncated.txt.gz", 3, "truncated.txt.gz", []),
        ("tcvn3.txt", 3, "it looks like TCVN3", []),
        ("vni.txt", 3, "it looks like VNI", []),
        ("mojibake.txt", 0, "try --encoding auto", ["NhÃ¢n dÃ¢n pháº¥n khá»Ÿi thi Ä‘ua sáº£n xuáº¥t."]),
        ("vntime.html", 0, "", ["TIN QUẢNG NINH", OLD[0], OLD[1], "Hà Nội có mưa rào và dông vài nơi."]),
        ("subtitles.srt", 0, "", ["Năm 2024, tỉnh Quảng Ninh đón 19 triệu lượt khách."]),
        ("words.conllu", 3, "words.conllu:10", ["Thành phố Hạ Long phát triển.", "Trời đẹp."]),
        ("folder.zip", 3, "tin/2023/a.txt", ["Ngoài thư mục.", "Hà Nội có mưa.", "Đà Nẵng nắng."]),
    ],
)
def test_an_odd_file_is_read_or_named(file: str, code: int, message: str, texts: list[str]) -> None:
    more = ("--encoding", "utf-16") if file == "utf-16.txt" else ()
    result = qnmine("sentences", EXAMPLES / "odd" / file, *more)
    assert result.code == code, result.err
    assert message in result.err
    if code == 0 and not message:
        assert result.errors == []
    found = [qnmine_nfc(row["text"]) for row in result.rows]
    assert [text for text in texts if text not in found] == []
    assert bool(found) == bool(texts)


def qnmine_nfc(text: str) -> str:
    from unicodedata import normalize

    return normalize("NFC", text)


@pytest.mark.parametrize("file", ["tcvn3.txt", "vni.txt", "mojibake.txt"])
def test_an_old_encoding_is_found_out(file: str) -> None:
    result = qnmine("sentences", EXAMPLES / "odd" / file, "--encoding", "auto")
    assert result.code == 0, result.err
    assert [row["text"] for row in result.rows] == OLD


def test_the_table_of_odd_files_names_them_all() -> None:
    table = (EXAMPLES / "README.md").read_text(encoding="utf-8").split("| file in `odd/`")[1]
    named = re.findall(r"`([\w.-]+)`", "".join(re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)))
    assert sorted(named) == sorted(path.name for path in (EXAMPLES / "odd").iterdir())


def test_the_windows_1258_file_says_what_the_others_say() -> None:
    odd = EXAMPLES / "odd"
    first = qnmine("sentences", odd / "cp1258.txt", "--encoding", "cp1258").rows
    assert [qnmine_nfc(row["text"]) for row in first] == [
        qnmine_nfc(row["text"]) for row in qnmine("sentences", odd / "nfd.txt").rows
    ]


def test_the_corrections_of_the_examples_are_shown_and_every_line_is_of_use() -> None:
    file = EXAMPLES / "corrections.csv"
    result = qnmine("entities", SEEDS, "--corrections", file)
    assert result.errors == []
    rows = {(row["name"], row["type"]): row["variants"].split(" | ") for row in result.rows}
    assert rows["Hồ Chí Minh", "PER"] == ["Bác"]
    assert "Vùng mỏ" in rows["Quảng Ninh", "LOC"]
    assert "Trung ương Đảng" in rows["Ban Chấp hành Trung ương Đảng", "ORG"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith("https:"):
            continue
        file, _, anchor = link.partition("#")
        target = document.parent / file if file else document
        assert target.exists(), link
        if anchor:
            titles = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {anchor_of(title) for title in titles}, link


def anchor_of(title: str) -> str:
    """The name that a title has in links, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_a_document_has_a_title_and_no_two_sections_of_one_name(document: Path) -> None:
    lines = document.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    prose = re.sub(r"^```.*?^```$", "", "\n".join(lines), flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#+ .+$", prose, re.MULTILINE)
    assert (
        len(titles) == len(set(titles))
        or document.parent.name == "reference"
        or document.name == "CHANGELOG.md"
    )


def test_a_recogniser_of_ones_own_as_shown_is_one() -> None:
    document = (GUIDE / "entities.md").read_text(encoding="utf-8")
    (code,) = (block.text for block in blocks_of(document) if block.language == "python")
    shown: dict[str, Any] = {}
    exec(code, shown)
    recognizer = shown["load"](None, download=False)
    (mention,) = entities("Nhật đẹp", recognizer=recognizer, scores=True)
    assert (mention.text, mention.type, mention.score) == ("Nhật", "PER", 0.9)
