"""What the page is answered: marks, tables, files that are those of the command line."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from qnmine.languages import LANGUAGES, load_phrases
from qnmine.serving.analysis import Analyser
from qnmine.serving.app import Serving, make_app
from qnmine.serving.asked import TABLES, Asked
from qnmine.serving.examples import EXAMPLES
from qnmine.serving.tables import SHOWN_ROWS, Models, command_line
from tests import SEEDS
from tests.contract.harness import COLUMNS, qnmine
from tests.serving.pages import TOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.entities.recognizer import Span
    from qnmine.text.document import Document
    from tests.serving.pages import Page

COMMANDS = {
    "entities": ("entities",),
    "mentions": ("entities", "--mentions"),
    "numbers": ("numbers",),
    "dates": ("dates",),
    "words": ("tokenize",),
}
HOSTILE = (
    "<script>alert(1)</script> </style> ]]> <img src=x onerror=alert(1)> \u202eHạ Long\u202c \x1b[31m "
    f"\"' &amp; {'ă' * 10_000} ông Phạm Văn Thể =1+1"
)


class Elements(HTMLParser):
    """The elements of a piece of HTML, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def marked(html: str, layer: str) -> list[str]:
    """The texts of the marks on a layer, where no other mark is inside."""
    return [unescape(text) for text in re.findall(rf'<mark class="{layer}"[^>]*>([^<]*)</mark>', html)]


def test_the_article_on_the_conference(page: Page) -> None:
    answer = page.answer(EXAMPLES["news"].text)
    assert marked(answer["html"], "PER") == ["Nguyễn Xuân Ký"]
    assert marked(answer["html"], "ORG") == [
        "Trung tâm Truyền thông tỉnh",
        "Trung ương Đảng",
        "Tỉnh ủy",
        "HĐND tỉnh",
    ]
    assert marked(answer["html"], "date") == ["Ngày 23/12", "năm 2023", "năm 2024"]
    assert answer["counts"] == {"PER": 1, "ORG": 4, "LOC": 0, "number": 0, "date": 3, "word": 32}
    assert answer["summary"] == "1 name of a person, 4 names of organizations, 3 dates and times, 32 words"
    assert answer["time"].endswith(" ms")
    assert Elements(answer["html"]).text == EXAMPLES["news"].text


def test_the_examples_are_from_the_articles() -> None:
    articles = "".join(path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt"))
    for key in ("news", "storm", "border"):
        assert EXAMPLES[key].text in articles
    assert EXAMPLES["words"].text.split(" Ông")[0] in articles


def test_relative_dates_need_the_day_of_the_text(page: Page) -> None:
    def values(**options: object) -> list[str]:
        rows = csv.DictReader(io.StringIO(page.csv(EXAMPLES["relative"].text, "dates", **options).decode()))
        return [row["value"] for row in rows]

    assert values(reference_date="2025-06-21") == ["2025-06-20", "2025-06-23/2025-06-29", "2024"]
    assert values()[0] != "2025-06-20"


def test_in_vietnamese(page: Page) -> None:
    answer = page.answer("Ông Phạm Văn Thể đến Hạ Long ngày 25/6/2024.", language="vi")
    assert answer["summary"].startswith("1 tên người, 1 địa danh, 1 cụm từ chỉ thời gian, ")
    assert 'title="thời gian: 2024-06-25"' in answer["html"]
    assert answer["tables"]["mentions"]["caption"] == "2 hàng"
    assert page.answer("", language="vi")["summary"] == "không tìm thấy gì"


def test_words_are_marked_when_asked_for(page: Page) -> None:
    text = "Xã hội số trên địa bàn."
    assert marked(page.answer(text)["html"], "word") == []
    answer = page.answer(text, words=True, pos=True)
    assert marked(answer["html"], "word") == ["Xã hội", "số", "trên", "địa bàn"]
    assert answer["counts"]["word"] == page.answer(text)["counts"]["word"] == 4
    tags = [attributes.get("data-value") for _, attributes in Elements(answer["html"]).found]
    assert tags[0] == "N"
    assert tags[2] == "E"


def test_rows_lead_to_their_marks(page: Page) -> None:
    text = "Ông Phạm Văn Thể đến Hạ Long. Theo ông Thể, Hạ Long đẹp."
    answer = page.answer(text)
    ids = [attributes["id"] for _, attributes in Elements(answer["html"]).found]
    assert ids == [f"mark-{number}" for number in range(4)]
    entities = answer["tables"]["entities"]
    leads = {row[0]: marks for row, marks in zip(entities["rows"], entities["marks"], strict=True)}
    assert leads == {"Phạm Văn Thể": [0, 2], "Hạ Long": [1, 3]}
    assert answer["tables"]["mentions"]["marks"] == [[0], [1], [2], [3]]
    assert answer["tables"]["words"]["marks"][0] == []


def test_names_inside_names(page: Page) -> None:
    text = "Ông Thể là Chủ tịch Hiệp hội Doanh nghiệp tỉnh Quảng Ninh."
    outer, nested = page.answer(text), page.answer(text, nested=True)
    assert nested["counts"]["LOC"] == outer["counts"]["LOC"] + 1
    assert nested["tables"]["entities"]["rows"] == outer["tables"]["entities"]["rows"]
    assert nested["tables"]["mentions"]["columns"][-1] == "depth"


@pytest.mark.parametrize("table", TABLES)
def test_columns(page: Page, table: str) -> None:
    shown = page.answer(EXAMPLES["storm"].text)["tables"][table]
    assert shown["columns"] == COLUMNS["tokenize" if table == "words" else table]
    assert shown["count"] == len(shown["rows"]) == len(shown["marks"])


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (EXAMPLES["news"].text, {}),
        (EXAMPLES["storm"].text, {"score": True, "nested": True, "identifiers": True, "vague": True}),
        (EXAMPLES["border"].text, {"min_score": 0.9, "pos": True, "words": True}),
        (EXAMPLES["relative"].text, {"reference_date": "2025-06-21", "identifiers": True, "vague": True}),
        (unicodedata.normalize("NFD", EXAMPLES["news"].text), {"score": True, "min_score": 0.5}),
        ("Ông Thể\r\nở Hạ Long\r\n\r\n2 tỷ đồng,\t\"hơn\" 5 km\n", {}),
        ("-v", {}),
        ("Không có gì.", {"min_score": 1}),
        (HOSTILE, {"nested": True}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("table", TABLES)
def test_a_file_is_what_the_command_line_writes(
    page: Page, table: str, text: str, options: dict[str, object]
) -> None:
    asked = {"entities": ("min_score",), "mentions": ("score", "nested", "min_score"), "words": ("pos",),
             "numbers": ("identifiers",), "dates": ("vague", "reference_date")}[table]  # fmt: skip
    arguments = []
    for name in asked:
        if options.get(name):
            option = f"--{name.replace('_', '-')}"
            arguments += [option] if options[name] is True else [option, str(options[name])]
    result = qnmine(*COMMANDS[table], *arguments, "--text", text, "--csv")
    assert result.code == 0, result.err
    assert page.csv(text, table, **options) == result.out


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "text",
    ["Ông Thể 'ở' \"Hạ Long\" $HOME `x` !! ngày 25/6/2024, 57-NQ/TW", "-v --help", "Hôm qua; rm -rf *"],
)
def test_the_command_that_is_shown_writes_the_same(page: Page, table: str, text: str) -> None:
    options = {"nested": True, "score": True, "min_score": 0.25, "identifiers": True, "vague": True,
               "pos": True, "reference_date": "2025-06-21"}  # fmt: skip
    answer = page.answer(text, **options)
    assert not answer["from_file"]
    program, *arguments = shlex.split(answer["tables"][table]["command"])
    result = qnmine(*arguments)
    assert program == "qnmine"
    assert result.code == 0, result.err
    assert result.out == page.csv(text, table, **options)


def test_the_command_of_a_long_text_reads_a_file(page: Page) -> None:
    for text in (EXAMPLES["news"].text, "Hai\ndòng", "\u202eHạ Long", ""):
        answer = page.answer(text)
        assert answer["from_file"]
        assert answer["tables"]["numbers"]["command"] == "qnmine numbers text.txt --csv"


def test_the_command_names_the_models() -> None:
    models = Models(("--model", "my model"), ("--words", "mine.txt"))
    asked = Asked("Hạ Long")
    assert (
        command_line(asked, "entities", models) == "qnmine entities --model 'my model' --text 'Hạ Long' --csv"
    )
    assert command_line(asked, "words", models) == "qnmine tokenize --words mine.txt --text 'Hạ Long' --csv"
    assert command_line(asked, "dates", models) == "qnmine dates --text 'Hạ Long' --csv"


def test_hostile_text_is_inert(page: Page) -> None:
    answer = page.answer(HOSTILE, words=True, pos=True, nested=True)
    elements = Elements(answer["html"])
    assert {tag for tag, _ in elements.found} == {"mark"}
    allowed = {"class", "data-layer", "title", "data-value", "data-rest", "id"}
    assert all(attributes.keys() <= allowed for _, attributes in elements.found)
    assert "<U+202E>" in elements.text
    shown = json.dumps([table["rows"] for table in answer["tables"].values()], ensure_ascii=False)
    for character in "\u202e\x1b":
        assert character not in elements.text
        assert character not in shown


@pytest.mark.parametrize("text", ["\ud800", "Hạ Long \udfff\ud800 ông Thể", "\0", "", " \r\n\t ", "\ufeff"])
def test_odd_texts_are_answered(page: Page, text: str) -> None:
    assert "html" in page.answer(text, words=True, pos=True)
    for table in TABLES:
        page.csv(text, table).decode("utf-8")


def test_only_the_first_rows_are_shown(page: Page) -> None:
    text = "Một hai ba bốn năm. " * 200
    shown = page.answer(text)["tables"]["words"]
    assert len(shown["rows"]) == len(shown["marks"]) == SHOWN_ROWS < shown["count"]
    assert str(SHOWN_ROWS) in shown["caption"]
    assert page.csv(text, "words").count(b"\n") == shown["count"] + 1


def test_texts_are_analysed_one_at_a_time() -> None:
    class Single:
        busy = False

        def spans(
            self, documents: Sequence[Document], *, groups: object = None, scores: bool = False
        ) -> list[list[Span]]:
            assert not self.busy
            self.busy = True
            time.sleep(0.01)
            self.busy = False
            return [[] for _ in documents]

    analyser = Analyser(Single())
    with ThreadPoolExecutor(8) as pool:
        assert all(found.words for found in pool.map(analyser, [Asked("Hạ Long")] * 30))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_a_language(page: Page, language: str) -> None:
    app = make_app(Serving(page.analyser, 8765, 1024, language), TOKEN)
    text = app.test_client().get("/", headers={"Host": "localhost:8765"}).text
    assert f'<html lang="{language}">' in text
    phrases = load_phrases("serve", language)
    for key in ("page.title", "input.analyse", "options.nested", "tables.csv", "page.private"):
        assert phrases(key) in unescape(text)


def test_each_run_has_a_secret_of_its_own(page: Page) -> None:
    serving = Serving(page.analyser, 8765, 1024, "en")
    pages = {make_app(serving).test_client().get("/", headers={"Host": "localhost:8765"}).text for _ in "ab"}
    assert len(pages) == 2
