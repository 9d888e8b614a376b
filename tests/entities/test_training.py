"""Training end to end on a handful of sentences: it learns, repeats, and refuses what is no input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qnmine.entities.clusters import read_clusters
from qnmine.entities.recognizer import Recognizer
from qnmine.entities.training import Options, article_groups, article_of, train
from qnmine.errors import UsageError
from qnmine.evaluation.records import Span, SpanRecord
from qnmine.tagging.training import Settings
from qnmine.text.document import Document

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("scipy")

QUICK = Settings(epochs=6, minibatch=4, dropout=0.0)


def _records() -> list[SpanRecord]:
    """Sentences of one pattern with other names (invented)."""
    records = []
    for number, name in enumerate(["Lê Văn Mây", "Trần Thị Gió", "Phạm Đức Sương", "Vũ Hoà Nắng"] * 3):
        text = f"Ông {name} đi thăm huyện Sao Mai hôm qua."
        place = text.index("huyện")
        spans = (Span(4, 4 + len(name), "PER"), Span(place, place + len("huyện Sao Mai"), "LOC"))
        records.append(SpanRecord(f"a-{number:03}-00", text, spans))
    return records


@pytest.fixture(scope="module")
def trained() -> Recognizer:
    return train(_records(), Options(settings=QUICK, upper_case_every=0))


def test_it_learns_the_pattern(trained: Recognizer) -> None:
    text = "Ông Đỗ Thị Trăng đi thăm huyện Sao Mai hôm qua."
    spans = trained.spans([Document("t", text)])[0]
    assert [(text[s.start : s.end], s.type) for s in spans] == [
        ("Đỗ Thị Trăng", "PER"),
        ("huyện Sao Mai", "LOC"),
    ]


def test_the_same_input_gives_the_same_file(trained: Recognizer, tmp_path: Path) -> None:
    again = train(_records(), Options(settings=QUICK, upper_case_every=0))
    assert again.serialized() == trained.serialized()
    path = tmp_path / "a.model"
    path.write_bytes(trained.serialized())
    loaded = Recognizer.load(path)
    documents = [Document(record.id, record.text) for record in _records()]
    assert loaded.spans(documents) == trained.spans(documents)
    assert loaded.info["records"] == 12


def test_clusters_join_the_model(tmp_path: Path) -> None:
    path = tmp_path / "clusters_my-own.tsv"
    path.write_text("word\tk2\tk3\nđi_thăm\t1\t2\nông\t0\t0\n", encoding="utf-8")
    recognizer = train(_records(), Options(settings=QUICK, clusters=(path,)))
    assert recognizer.lexical.clusterings == ("my_own_2", "my_own_3")
    assert any("my_own_2" in str(template) for template in recognizer.model.templates)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("", ":1", "it has no header"),
        ("\n", ":1", "it has no header"),
        ("đi\t1\nông\t2\n", ":1", "its header begins with 'đi', not with 'word'"),
        ("word,k2\nông,2\n", ":1", "its header begins with 'word,k2', not with 'word'"),
        ("word\nđi\n", ":1", "its header has no clustering after 'word'"),
        ("word\tk2\t\nđi\t1\t2\n", ":1", "its header has a clustering without a name"),
        ("word\tk2\tk3\nđi\t1\t2\nông\t1\n", ":3", "the row has 2 cells, the header 3"),
        ("word\tk2\nđi\t1\t2\n", ":2", "the row has 3 cells, the header 2"),
        ("word\tk2\nđi\t1\n\nông\t1\n", ":3", "the row has 1 cell, the header 2"),
        ("word\tk2\n\t1\n", ":2", "the row has no word"),
        ("word\tk2\na\tb\n", ":2", "'b' is no whole number from 0 to 65534"),
        ("word\tk2\na\t-1\n", ":2", "'-1' is no whole number from 0 to 65534"),
        ("word\tk2\na\t1.0\n", ":2", "'1.0' is no whole number"),
        ("word\tk2\na\t1_0\n", ":2", "'1_0' is no whole number"),
        ("word\tk2\na\t²\n", ":2", "'²' is no whole number"),
        ("word\tk2\na\t\n", ":2", "'' is no whole number"),
        ("word\tk2\na\t70000\n", ":2", "'70000' is no whole number"),
        ("word\tk2\na\t" + "9" * 9999, ":2", "'99999999999999999999' is no whole number"),
    ],
)
def test_a_bad_cluster_file_is_named_with_line_and_remedy(
    tmp_path: Path, content: str, line: str, reason: str
) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(content, encoding="utf-8", newline="")
    with pytest.raises(UsageError) as caught:
        train(_records(), Options(settings=QUICK, clusters=(path,)))
    message = str(caught.value)
    assert message.startswith(f"{path}{line}: cannot read word clusters ({reason}")
    assert "write a TSV with the header 'word', then a name for each clustering" in message
    assert "\n" not in message


def test_a_cluster_file_may_be_missing_binary_or_have_a_mark_and_other_line_ends(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.tsv", tmp_path / "good.tsv"
    with pytest.raises(UsageError, match=r"bad\.tsv: cannot read word clusters \(.*No such file"):
        train(_records(), Options(settings=QUICK, clusters=(bad,)))
    bad.write_bytes(b"word\tk2\n\xff\t1\n")
    with pytest.raises(UsageError, match=r"bad\.tsv: cannot read word clusters \(.*utf-8"):
        train(_records(), Options(settings=QUICK, clusters=(bad,)))
    long = "a" * 200_000
    good.write_bytes(f'\ufeffword\tk2\r\nông\t3\r\n{long}\t0\r\n"\t1'.encode())
    names: list[str] = []
    assert list(read_clusters(good, names)) == [(["ông"], {0: 3}), ([long], {0: 0}), (['"'], {0: 1})]
    assert names == ["good_2"]


def test_what_cannot_be_learnt_is_refused() -> None:
    with pytest.raises(UsageError, match="nothing to train on"):
        train([SpanRecord("a", "Không có gì.", ())])
    with pytest.raises(UsageError, match="entity type 'MISC'"):
        train([SpanRecord("a", "Hà Nội", (Span(0, 6, "MISC"),))])


def test_spans_cut_by_the_sentence_splitter_do_not_break_training() -> None:
    text = "Ông Lê Văn. Mây đi."
    records = [*_records(), SpanRecord("odd", text, (Span(4, 15, "PER"),))]
    assert train(records, Options(settings=QUICK)).spans([Document("t", text)]) is not None


def test_articles() -> None:
    assert article_of("news1-017-03") == "news1-017"
    ids = ["news1-017-03", "news1-017-11", "news1-018-03", "wiki-00001", "wiki-00002", "x"]
    assert article_groups(ids) == [0, 0, 1, 2, 3, 4]
