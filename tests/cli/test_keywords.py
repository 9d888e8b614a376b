"""`qnmine keywords` as its users call it: measures, groups, phrases, matrix, refusals; the five articles."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from qnmine import WordCounts, keywords, read
from qnmine.cli import keyword_tables
from qnmine.cli.main import run
from qnmine.cli.options.keywords import MEASURES as OFFERED
from qnmine.cli.options.keywords import OF_KEYNESS
from qnmine.data.lexicons import stopwords
from qnmine.statistics.keyword_table import KEYNESS, MEASURES
from qnmine.words.running import running_words
from tests import SEEDS
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Rows = Callable[..., list[dict[str, str]]]

NEWS = """\
id,date,section,text
a,2024-06-25,Xã hội,"Kinh tế số ở Quảng Ninh. Doanh nghiệp và kinh tế số. Du khách thăm vịnh."
b,2024-07-01,Kinh tế,"Kinh tế số phát triển. Doanh nghiệp ở Hà Nội xây dựng kinh tế số."
c,2025-01-05,Kinh tế,"Du khách thăm Quảng Ninh. Du khách thích vịnh."
d,2025-01-06,,"."
"""
PLAIN = ["term", "count", "docs", "per_million", "score"]
KEY_COLUMNS = [
    *PLAIN,
    "reference_count",
    "reference_per_million",
    "log_likelihood",
    "log_likelihood_p",
    "chi_square",
    "chi_square_p",
    "log_ratio",
    "percent_diff",
    "odds_ratio",
]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.csv"
    path.write_text(NEWS, encoding="utf-8")
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """Run it in this process, for speed, and return its rows."""

    def call(*arguments: object) -> list[dict[str, str]]:
        out = tmp_path / "out.csv"
        assert run(["keywords", *map(str, arguments), "-q", "-o", str(out)]) == 0
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return call


def terms(found: list[dict[str, str]]) -> dict[str, int]:
    return {row["term"]: int(row["count"]) for row in found}


def test_measures_are_those_of_the_library() -> None:
    assert OFFERED == MEASURES
    assert tuple(KEYNESS) == OF_KEYNESS


def test_words_are_counted_without_stop_words(rows: Rows, news: Path) -> None:
    found = rows(news)
    assert list(found[0]) == PLAIN
    assert list(terms(found).items()) == [
        ("kinh tế", 4),
        ("số", 4),
        ("du khách", 3),
        ("Quảng Ninh", 2),
        ("doanh nghiệp", 2),
        ("thăm", 2),
        ("vịnh", 2),
        ("Hà Nội", 1),
        ("phát triển", 1),
        ("thích", 1),
        ("xây dựng", 1),
    ]
    assert {row["score"] for row in found} == {""}
    assert float(found[0]["per_million"]) == pytest.approx(4e6 / 26, rel=1e-6), "26 words, `ở` and `và` too"
    everything = terms(rows(news, "--no-stopwords"))
    assert set(everything) - set(terms(found)) == {"ở", "và"}


def test_stop_words_of_files(rows: Rows, news: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("# names\nQuảng Ninh\nkinh tế số\nsố\n", encoding="utf-8")
    assert set(terms(rows(news))) - set(terms(rows(news, "--stopwords", mine))) == {"Quảng Ninh", "số"}
    phrases = terms(rows(news, "--terms", "phrases", "--stopwords", mine))
    assert "du khách" in phrases
    assert not {"Quảng Ninh", "kinh tế số"} & phrases.keys(), "whole phrases as well"


@pytest.mark.parametrize("measure", MEASURES)
def test_groups_with_each_measure(rows: Rows, news: Path, measure: str) -> None:
    found = rows(news, "--by", "section", "--measure", measure, "--limit", 2)
    columns = KEY_COLUMNS if measure in KEYNESS else PLAIN
    assert list(found[0]) == ["section", *columns, "group_docs", "group_words"]
    groups = [row["section"] for row in found]
    assert groups == ["Kinh tế", "Kinh tế", "Xã hội", "Xã hội"]
    assert {(row["section"], row["group_docs"], row["group_words"]) for row in found} == {
        ("Kinh tế", "2", "15"),
        ("Xã hội", "1", "11"),
    }
    for group in ("Kinh tế", "Xã hội"):
        rank = "count" if measure == "count" else "score"
        shown = [float(row[rank]) for row in found if row["section"] == group]
        assert shown == sorted(shown, reverse=True)
    if measure in KEYNESS:
        assert all(row["score"] == row[KEYNESS[measure]] for row in found)
        assert found[0]["reference_count"] == "0", "general Vietnamese"


def test_each_group_beside_the_others(rows: Rows, news: Path) -> None:
    found = rows(news, "--by", "section", "--measure", "log_ratio", "--reference", "rest", "--terms", "words")
    counts = {(row["section"], row["term"]): (row["count"], row["reference_count"]) for row in found}
    assert counts["Kinh tế", "du khách"] == ("2", "1")
    assert counts["Xã hội", "du khách"] == ("1", "2")
    assert counts["Xã hội", "kinh tế"] == ("2", "2")


def test_groups_by_month_and_document(rows: Rows, news: Path) -> None:
    found = rows(news, "--by", "year,doc", "--date-column", "date", "--measure", "tfidf", "--limit", 1)
    assert [(row["year"], row["doc"], row["term"]) for row in found] == [
        ("2024", "a", "kinh tế"),
        ("2024", "b", "kinh tế"),
        ("2025", "c", "du khách"),
    ]
    # 2 x (ln((1 + 4) / (1 + 2)) + 1): in two of four documents.
    assert float(found[0]["score"]) == pytest.approx(2 * 1.5108256, rel=1e-6)


def test_sequences_and_parts_of_speech(rows: Rows, news: Path) -> None:
    found = terms(rows(news, "--ngrams", "2-3", "--min-count", 2))
    assert found == {"kinh tế số": 4, "du khách thăm": 2}
    nouns = terms(rows(news, "--pos", "N,Np"))
    assert {"du khách", "Quảng Ninh", "doanh nghiệp"} <= nouns.keys()
    assert not {"thăm", "thích", "xây dựng"} & nouns.keys()
    assert terms(rows(news, "--ngrams", "2", "--pos", "N"))["kinh tế số"] == 4


def test_least_counts_and_documents(rows: Rows, news: Path) -> None:
    assert set(terms(rows(news, "--min-count", 3))) == {"kinh tế", "số", "du khách"}
    assert set(terms(rows(news, "--min-docs", 2, "--min-count", 3))) == {"kinh tế", "số", "du khách"}
    assert terms(rows(news, "--terms", "phrases", "--min-docs", 2)).keys() == {
        "kinh tế số", "du khách", "Quảng Ninh", "doanh nghiệp",
    }  # fmt: skip


def test_entities_as_one_word(rows: Rows) -> None:
    text = "Ông Phạm Văn Thể thăm Sở Khoa học và Công nghệ. Ông Thể phát biểu."
    joined = terms(rows("--text", text, "--join-entities"))
    assert joined["Phạm Văn Thể"] == 2, "under its name"
    assert joined["Sở Khoa học và Công nghệ"] == 1
    apart = terms(rows("--text", text))
    assert "Sở Khoa học và Công nghệ" not in apart
    assert "Công nghệ" in apart


def test_phrases_with_any_measure(rows: Rows, news: Path) -> None:
    counted = rows(news, "--terms", "phrases")
    assert terms(counted)["kinh tế số"] == 4
    assert "kinh tế" not in terms(counted), "only ever a part"
    for measure in ("tfidf", "keyness", "rank"):
        assert terms(rows(news, "--terms", "phrases", "--measure", measure)) == terms(counted)
    words = terms(rows(news, "--measure", "keyness", "--terms", "words"))
    assert words == terms(rows(news)), "the same terms as by count"
    assert terms(rows(news, "--measure", "keyness", "--ngrams", "1-2"))["kinh tế số"] == 4


def _matrix(folder: Path) -> tuple[list[dict[str, str]], list[dict[str, str]], dict[tuple[int, int], int]]:
    with (folder / "terms.csv").open(encoding="utf-8", newline="") as file:
        columns = list(csv.DictReader(file))
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as file:
        documents = list(csv.DictReader(file))
    lines = (folder / "matrix.mtx").read_text(encoding="utf-8").splitlines()
    size, *entries = [tuple(map(int, line.split())) for line in lines if not line.startswith("%")]
    assert size == (len(documents), len(columns), len(entries))
    return columns, documents, {(entry[0], entry[1]): entry[2] for entry in entries}


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--measure", "rank"),
        ("--ngrams", "1-2", "--min-count", "2"),
        ("--measure", "keyness", "--min-docs", "2"),
    ],
)
def test_the_matrix_adds_up_to_the_table(
    rows: Rows, news: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    found = rows(news, *options, "--matrix", tmp_path / "m")
    columns, documents, entries = _matrix(tmp_path / "m")
    assert [row["doc"] for row in documents] == ["a", "b", "c", "d"]
    sums, docs = Counter[int](), Counter[int]()
    for (_, column), count in entries.items():
        sums[column] += count
        docs[column] += 1
    in_matrix = {row["term"]: (sums[int(row["column"])], docs[int(row["column"])]) for row in columns}
    assert in_matrix == {row["term"]: (int(row["count"]), int(row["docs"])) for row in found}
    assert list(in_matrix) == sorted(in_matrix)


def test_a_table_for_people(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def header(*arguments: str) -> list[str]:
        out = tmp_path / "out.txt"
        assert run(["keywords", str(news), *arguments, "--format", "table", "-q", "-o", str(out)]) == 0
        return out.read_text(encoding="utf-8").splitlines()[0].split()

    assert header() == ["term", "count", "docs", "per_million", "per_thousand"]
    assert header("--measure", "tfidf") == ["term", "count", "docs", "per_million", "per_thousand", "score"]
    shown = ["term", "count", "docs", "score", "reference_count", "log_ratio"]
    assert header("--measure", "odds_ratio") == shown
    assert header("--measure", "odds_ratio", "--by", "section") == ["section", *shown]
    assert header("--by", "section") == ["section", "term", "count", "docs", "per_thousand"]
    assert header("--by", "doc") == ["doc", "term", "count", "per_thousand"], "docs would be 1 in every row"
    assert header("--columns", "term,score") == ["term", "score"]
    monkeypatch.setattr(keyword_tables, "_SMALL", 26)
    assert header() == ["term", "count", "docs", "per_million"], "of a corpus that is large enough"


def test_shares_by_thousand(news: Path) -> None:
    result = qnmine("keywords", news, "--format", "table", "--limit", "1")
    assert result.text.splitlines()[-1].split() == ["kinh", "tế", "4", "2", "153846.2", "153.85"]
    assert result.err.splitlines() == ["qnmine: 4 documents, 0 failed, 1 row"]


def test_other_formats(news: Path) -> None:
    first, *_ = qnmine("keywords", news, "--jsonl").json_rows
    assert first == {
        "term": "kinh tế",
        "count": 4,
        "docs": 2,
        "per_million": 153846.15384615384,
        "score": None,
    }
    result = qnmine(
        "keywords", news, "--measure", "keyness", "--columns", "score,term", "--limit", "1", "--tsv"
    )
    header, row = result.text.splitlines()
    assert header == "score\tterm"
    assert row.endswith("\tkinh tế số")


def test_nothing_to_count(rows: Rows) -> None:
    for arguments in ((), ("--measure", "rank"), ("--measure", "keyness"), ("--ngrams", "2")):
        assert rows("--text", "", *arguments) == []
        assert rows("--text", "2024 : 25%", *arguments) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--reference", "old"), ("--reference", "--measure keyness", "odds_ratio", "count")),
        (("--reference", "old", "--measure", "rank"), ("--reference", "rank")),
        (("--reference", "rest", "--measure", "keyness"), ("rest", "--by")),
        (("--measure", "rank", "--ngrams", "2"), ("--ngrams", "--measure rank")),
        (("--measure", "rank", "--pos", "N"), ("--pos", "--measure rank")),
        (("--measure", "rank", "--terms", "words"), ("--measure rank", "--terms words")),
        (("--terms", "phrases", "--ngrams", "1-2"), ("--ngrams", "--terms phrases")),
        (("--terms", "phrases", "--pos", "N"), ("--pos", "--terms phrases")),
        (("--measure", "tf-idf"), ("tf-idf", "tfidf")),
        (("--terms", "names"), ("--terms", "phrases")),
        (("--ngrams", "0"), ("--ngrams", "1 to 5")),
        (("--ngrams", "6"), ("--ngrams", "1 to 5")),
        (("--ngrams", "3-2"), ("--ngrams", "3-2")),
        (("--ngrams", "two"), ("--ngrams", "two")),
        (("--pos", "NOUN"), ("--pos NOUN", "Np")),
        (("--by", "nothing"), ("--by", "nothing")),
        (("--min-count", "0"), ("--min-count",)),
        (("--by", "section", "--matrix", "m"), ("--matrix", "--by")),
        (("--measure", "keyness", "--reference", "missing"), ("--reference missing",)),
        (("--measure", "keyness", "--reference", "missing.csv"), ("--reference missing.csv",)),
        (("--measure", "keyness", "--reference", "bare"), ("--reference bare",)),
        (("--measure", "keyness", "--reference", "empty.txt"), ("--reference empty.txt", "no words")),
        (("--measure", "keyness", "--reference", "empty.txt", "--matrix", "m"), ("no words",)),
        (("--measure", "keyness", "--reference", "other.csv"), ("--reference other.csv", "body")),
        (("--measure", "keyness", "--reference", "broken.csv"), ("--reference broken.csv", "line 3")),
        (("--measure", "keyness", "--reference", "old", "-o", "old/a.txt"), ("old/a.txt", "input")),
        (("--measure", "keyness", "--reference", "counts.csv", "-o", "counts.csv"), ("counts.csv", "input")),
    ],
)
def test_refused_in_one_line(
    arguments: tuple[str, ...],
    words: tuple[str, ...],
    news: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = news.parent
    monkeypatch.chdir(folder)
    (folder / "old").mkdir()
    (folder / "bare").mkdir()
    for name, text in {
        "old/a.txt": "Kinh tế biển.",
        "empty.txt": ", .",
        "other.csv": "id,body\n1,Kinh tế\n",
        "broken.csv": "term,count\nkinh tế,3\nsố,vài\n",
        "counts.csv": "term,count\nkinh tế,3\n",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    output = () if "-o" in arguments else ("-o", "out.csv")
    assert run(["keywords", "news.csv", *arguments, *output]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert line.startswith("qnmine: error: ")
    for word in words:
        assert word in line
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert not (folder / "m").exists()


# The five articles.


def _plain_count(term: str) -> int:
    """Return how often a plain search finds a phrase in all articles."""
    pattern = re.compile(rf"(?<!\w){re.escape(term)}(?!\w)", re.IGNORECASE)
    return sum(len(pattern.findall(document.normalized.text)) for document in read(str(SEEDS)))


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, int]]:
    """The first fifteen phrases of each article with their counts."""
    out = tmp_path_factory.mktemp("ranked") / "out.csv"
    arguments = ("--measure", "rank", "--by", "doc", "--limit", "15", "-q", "-o", str(out))
    assert run(["keywords", str(SEEDS), *arguments]) == 0
    found: dict[str, dict[str, int]] = defaultdict(dict)
    with out.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["doc"][:3]][row["term"]] = int(row["count"])
    return found


def test_what_the_articles_are_about(ranked: dict[str, dict[str, int]]) -> None:
    # Read: journalists of the province; innovation; the media centre's year; development; digital economy.
    about = {
        "000": {"người làm báo", "báo chí Quảng Ninh", "Hội Nhà báo tỉnh Quảng Ninh", "Mẹ Việt Nam Anh hùng"},
        "001": {"đổi mới sáng tạo", "chuyển đổi số", "khoa học công nghệ", "chính quyền số"},
        "002": {"Trung tâm Truyền thông tỉnh Quảng Ninh", "tác phẩm báo chí", "chiến dịch truyền thông"},
        "003": {"Quảng Ninh", "tăng trưởng kinh tế", "nông thôn mới", "kinh tế di sản", "Bình Liêu"},
        "004": {"kinh tế số", "chuyển đổi số", "trí tuệ nhân tạo", "công nghệ số", "khu công nghiệp"},
    }
    assert ranked.keys() == about.keys()
    for article, phrases in about.items():
        assert phrases <= ranked[article].keys(), article
        assert len(ranked[article]) == 15
        assert not {"Quảng", "Ninh", "số", "tỉnh", "trung tâm", "kinh tế"} & ranked[article].keys()
        assert not any(term.lower() in stopwords() for term in ranked[article])
    assert ranked["004"]["kinh tế số"] == 11
    assert ranked["001"]["đổi mới sáng tạo"] == 11


def test_what_sets_the_articles_apart_from_general_vietnamese(rows: Rows) -> None:
    found = rows(SEEDS, "--measure", "keyness", "--limit", 20)
    first = {row["term"]: row for row in found}
    assert {"Quảng Ninh", "kinh tế số", "chuyển đổi số", "đổi mới sáng tạo", "chính quyền số"} <= first.keys()
    assert not {"Quảng", "Ninh", "số", "tỉnh", "là", "và"} & first.keys()
    assert first["Quảng Ninh"]["reference_count"] == "354"
    assert all(float(row["score"]) > 0 and float(row["log_likelihood_p"]) < 1e-6 for row in found)
    by_words = rows(SEEDS, "--measure", "keyness", "--terms", "words", "--limit", 5)
    assert {"Quảng Ninh", "số", "tỉnh"} <= set(terms(by_words))


@pytest.mark.parametrize("phrase", ["kinh tế số", "chuyển đổi số", "chính quyền số", "đổi mới sáng tạo"])
def test_phrases_are_counted_as_a_plain_search_finds_them(rows: Rows, phrase: str) -> None:
    expected = {"kinh tế số": 14, "chuyển đổi số": 11, "chính quyền số": 5, "đổi mới sáng tạo": 13}
    assert _plain_count(phrase) == expected[phrase]
    assert terms(rows(SEEDS, "--measure", "rank"))[phrase] == expected[phrase]


def test_the_order_of_documents_does_not_matter(tmp_path: Path) -> None:
    paths = [str(path) for path in sorted(SEEDS.glob("*.txt"))]
    tables = []
    for name, order in (("a", paths), ("b", paths[::-1])):
        out = tmp_path / f"{name}.jsonl"
        assert run(["keywords", *order, "--measure", "rank", "-q", "-o", str(out)]) == 0
        tables.append(out.read_bytes())
    assert tables[0] == tables[1]
    assert json.loads(tables[0].splitlines()[0])["term"] == "Quảng Ninh"


def test_the_library_counts_what_the_command_counts(rows: Rows) -> None:
    counts = WordCounts()
    counts.add_documents(running_words(list(read(str(SEEDS)))))
    library = [(row.term, row.count, row.docs) for row in keywords(counts, stopwords=stopwords())]
    assert library == [(row["term"], int(row["count"]), int(row["docs"])) for row in rows(SEEDS)]
