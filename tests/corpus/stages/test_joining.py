"""Columns from a table of metadata and from folders."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from qnmine.corpus import open_corpus
from qnmine.corpus.stages.joining import Levels, key_of
from qnmine.errors import UsageError
from tests.corpus.loading import Loaded, load, write

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, str | bytes] = {
    "tuoitre/2024/a.txt": "Một",
    "tuoitre/2025/b.txt": "Hai",
    "vnexpress/2024/c.txt.gz": b"",
    "d.txt": "Ba",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    import gzip

    write(tmp_path / "texts", {**FILES, "vnexpress/2024/c.txt.gz": gzip.compress("Bốn".encode())})
    return tmp_path / "texts"


def metas(loaded: Loaded, *columns: str) -> dict[str, Any]:
    """What each document has in the columns, bare if there is one."""
    found = {doc.id: tuple(doc.meta[name] for name in columns) for doc in loaded.documents}
    return {name: cells[0] if len(columns) == 1 else cells for name, cells in found.items()}


def table(folder: Path, *rows: str, name: str = "m.csv", encoding: str = "utf-8") -> Path:
    (folder / name).write_bytes("\n".join(rows).encode(encoding))
    return folder / name


@pytest.mark.parametrize(
    ("key", "given_to"),
    [
        ("tuoitre/2024/a.txt", "tuoitre/2024/a.txt"),
        ("./tuoitre/2024/a.txt", "tuoitre/2024/a.txt"),
        (" tuoitre\\2024\\a.txt ", "tuoitre/2024/a.txt"),
        ("tuoitre/2024/a", "tuoitre/2024/a.txt"),
        ("tuoitre/2024/a.html", "tuoitre/2024/a.txt"),
        ("a.txt", "tuoitre/2024/a.txt"),
        ("a", "tuoitre/2024/a.txt"),
        ("elsewhere/a.docx", "tuoitre/2024/a.txt"),
        ("c", "vnexpress/2024/c.txt.gz"),
        ("vnexpress/2024/c.txt", "vnexpress/2024/c.txt.gz"),
        ("A.txt", None),
        ("a.v2", None),
        ("", None),
    ],
)
def test_how_rows_name_documents(key: str, given_to: str | None, corpus: Path, tmp_path: Path) -> None:
    loaded = load(corpus, keep=["x"], metadata=table(tmp_path, "doc,x", f"{key},yes"))
    assert [name for name, x in metas(loaded, "x").items() if x == "yes"] == ([given_to] if given_to else [])
    assert all(("to no document" in line) == (given_to is None) for line in loaded.warnings[1:])


def test_letters_composed_or_not_name_the_same_document(tmp_path: Path) -> None:
    write(tmp_path / "t", {unicodedata.normalize("NFC", "hà nội.txt"): "x"})
    key = unicodedata.normalize("NFD", "hà nội")
    path = table(tmp_path, "doc,báo", f"{key},Tuổi Trẻ")
    name = unicodedata.normalize("NFD", "báo")
    assert metas(load(tmp_path / "t", keep=[name], metadata=path), name) == {"hà nội.txt": "Tuổi Trẻ"}


def test_a_name_that_several_files_or_rows_have_is_nobodys(tmp_path: Path) -> None:
    write(tmp_path / "t", {"x/a.txt": "1", "y/a.txt": "2", "b.txt": "3"})
    path = table(tmp_path, "doc,n", "a.txt,1", "p/b.csv,2", "q/b.csv,3")
    loaded = load(tmp_path / "t", keep=["n"], metadata=path)
    assert metas(loaded, "n") == {"x/a.txt": None, "y/a.txt": None, "b.txt": None}
    assert len(loaded.warnings) == 2


def test_the_full_name_comes_before_the_bare_one(tmp_path: Path) -> None:
    write(tmp_path / "t", {"a.txt": "1", "x/a.txt": "2"})
    loaded = load(tmp_path / "t", keep=["n"], metadata=table(tmp_path, "doc,n", "a.txt,1"))
    assert metas(loaded, "n") == {"a.txt": "1", "x/a.txt": None}


def test_ids_from_a_column_are_no_paths(tmp_path: Path) -> None:
    write(tmp_path, {"t.csv": "id,text\nx/7,Một\n8,Hai\n,Ba\n"})
    path = table(tmp_path, "doc,n", "7,1", "8,2", "t.csv:3,3")
    assert metas(load(tmp_path / "t.csv", keep=["n"], metadata=path), "n") == {
        "x/7": None,
        "8": "2",
        "t.csv:3": "3",
    }


@pytest.mark.parametrize("end", ["csv", "tsv", "jsonl", "json", "xlsx", "parquet", "csv.gz"])
def test_every_kind_of_table(end: str, corpus: Path, tmp_path: Path) -> None:
    import gzip

    import pandas

    frame = pandas.DataFrame({"tên": ["a", "b", "z"], "year": [2024, 2025, 0], "báo": ["Tuổi Trẻ", "", "x"]})
    path = tmp_path / f"m.{end}"
    match end:
        case "csv":
            frame.to_csv(path, index=False)
        case "tsv":
            frame.to_csv(path, index=False, sep="\t")
        case "csv.gz":
            path.write_bytes(gzip.compress(frame.to_csv(index=False).encode()))
        case "jsonl":
            frame.to_json(path, orient="records", lines=True)
        case "json":
            frame.to_json(path, orient="records")
        case "xlsx":
            frame.to_excel(path, index=False)
        case _:
            frame.to_parquet(path)
    loaded = load(corpus, keep=["year", "báo"], metadata=path, metadata_key="tên")
    year, paper = loaded.documents[1].meta["year"], loaded.documents[1].meta["báo"]
    assert (str(year), paper) == ("2024", "Tuổi Trẻ")
    assert loaded.documents[0].meta == {"year": None, "báo": None}
    assert loaded.warnings == [
        f"--metadata {path}: 2 documents have no row, for example d.txt",
        f"--metadata {path}: 1 row belongs to no document, for example row 3 (z)",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_table_saved_by_excel(encoding: str, corpus: Path, tmp_path: Path) -> None:
    path = table(tmp_path, "doc;báo", "a;Tuổi Trẻ", encoding=encoding)
    assert metas(load(corpus, keep=["báo"], metadata=path), "báo")["tuoitre/2024/a.txt"] == "Tuổi Trẻ"


def test_the_table_wins_over_folders_and_these_over_the_file(tmp_path: Path) -> None:
    rows = "id,text,section,year,n\n1,Một,own,1999,5\n2,Hai,own,1999,6\n"
    write(tmp_path / "t", {"Kinh tế/2024/t.csv": rows})
    path = table(tmp_path, "doc,section", "1,joined")
    loaded = load(tmp_path / "t", keep=["section", "year", "n"], metadata=path, path_columns="section/year")
    assert metas(loaded, "section", "year", "n") == {
        "1": ("joined", "2024", "5"),
        "2": ("Kinh tế", "2024", "6"),
    }


def test_an_empty_cell_of_a_row_counts(tmp_path: Path) -> None:
    write(tmp_path, {"t.csv": "id,text,section\n1,Một,own\n"})
    path = table(tmp_path, "doc,section", "1,")
    assert metas(load(tmp_path / "t.csv", keep=["section"], metadata=path), "section") == {"1": ""}


def test_the_table_may_lie_in_the_folder_that_it_tells_about(corpus: Path) -> None:
    path = table(corpus, "doc,n", "a,1")
    loaded = load(corpus, keep=["n"], metadata=path)
    assert len(loaded.ids) == 4
    assert loaded.errors == []
    alone = table(corpus, "doc,text", "t.csv:1,Một", name="t.csv")
    assert load(alone, metadata=alone).texts == ["Một"]


def test_nothing_matches(corpus: Path, tmp_path: Path) -> None:
    loaded = load(corpus, keep=["n"], metadata=table(tmp_path, "doc,n", "X-1,1"))
    first, second = loaded.warnings
    assert first.endswith("4 documents have no row, for example d.txt, while its column 'doc' has X-1; "
                          "see --metadata-key")  # fmt: skip
    assert second.endswith("1 row belongs to no document, for example row 1 (X-1)")


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        (["doc,n", "a,1", "b,2", "./a,3"], {}, "rows 1 and 3 have the same 'doc' (a)"),
        (["file,n", "a,1"], {}, "has no column 'doc'; name the one that tells the documents"),
        (["file,n", "a,1"], {}, "with --metadata-key: it has file, n"),
        (["doc,n", "a,1"], {"metadata_key": "Doc"}, "did you mean 'doc'?"),
        (["doc,n,n", "a,1,2"], {}, "has 2 columns 'n'"),
        (["doc,n", 'a,"1'], {}, "m.csv:1"),
        ([], {}, "m.csv: is empty; it needs a header with the column 'doc'"),
    ],
)  # fmt: skip
def test_tables_that_cannot_be_used(
    rows: list[str], options: dict[str, str], message: str, corpus: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as raised:
        open_corpus([corpus], keep=["n"], metadata=table(tmp_path, *rows), **options)  # type: ignore[arg-type]
    assert str(raised.value).startswith("--metadata ")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["no.csv", ".", "a.txt", "x.zip", ""])
def test_what_is_no_table(name: str, corpus: Path, tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "x", "x.zip": "x"})
    with pytest.raises(UsageError, match=r"^--metadata "):
        open_corpus([corpus], metadata=str(tmp_path / name) if name else "")


def test_a_column_that_is_nowhere_gets_the_list(corpus: Path, tmp_path: Path) -> None:
    path = table(tmp_path, "doc,section", "a,x")
    with pytest.raises(UsageError, match=r"--keep year: no input has such a column; it has section, báo$"):
        open_corpus([corpus], keep=["year"], metadata=path, path_columns="báo")
    with pytest.raises(UsageError, match="did you mean 'section'"):
        open_corpus([corpus], keep=["sectoin"], metadata=path)
    write(tmp_path / "t", {"t.csv": "text,own\nx,1\n"})
    with pytest.raises(UsageError, match=r"--by year: t\.csv has no such column; it has text, own, section"):
        open_corpus([tmp_path / "t"], keep=["year"], metadata=path, asked_by={"year": "--by"})


def test_the_table_is_an_input_and_is_read_for_its_columns_only(corpus: Path, tmp_path: Path) -> None:
    path = table(tmp_path, "doc,n", "a,1", "a,2")
    opened = open_corpus([corpus], metadata=path)  # nobody asks for n, so that nothing is wrong
    assert next(iter(opened)).meta == {}
    assert path in open_corpus([corpus], keep=["doc"], metadata=table(tmp_path, "doc,n", "a,1")).inputs


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("newspaper/year", {"newspaper": "tuoitre", "year": "2024"}),
        ("newspaper", {"newspaper": "tuoitre"}),
        ("/year", {"year": "2024"}),
        ("_/year", {"year": "2024"}),
        ("_/_/month", {}),
        (("newspaper", "year"), {"newspaper": "tuoitre", "year": "2024"}),
    ],
)
def test_levels_of_folders(levels: str | tuple[str, ...], expected: dict[str, str], corpus: Path) -> None:
    names = Levels.of(levels).columns
    loaded = load(corpus, path_columns=levels, keep=names)
    found = next(doc for doc in loaded.documents if doc.id == "tuoitre/2024/a.txt")
    assert found.meta == dict.fromkeys(names) | expected
    (warning,) = loaded.warnings
    assert ("4 documents lie" if not expected else "1 document lies") in warning


@pytest.mark.parametrize("levels", ["/", "_", "a/a", "_/"])
def test_levels_that_name_nothing_or_twice(levels: str) -> None:
    with pytest.raises(UsageError, match=r"^--path-columns"):
        Levels.of(levels)


def test_rows_of_tables_lie_in_the_folder_of_their_table(tmp_path: Path) -> None:
    write(tmp_path, {"báo/t.csv": "id,text\n1,x\n", "báo/l.jsonl": '{"text": "y"}\n'})
    loaded = load(tmp_path, path_columns="báo", keep=["báo"])
    assert metas(loaded, "báo") == {"báo/l.jsonl:1": "báo", "1": "báo"}


def test_two_folders_are_levels_themselves(tmp_path: Path) -> None:
    write(tmp_path, {"tuoitre/2024/a.txt": "x", "vnexpress/2024/b.txt": "y"})
    loaded = load(tmp_path / "tuoitre", tmp_path / "vnexpress", path_columns="báo", keep=["báo"])
    assert set(metas(loaded, "báo").values()) == {"tuoitre", "vnexpress"}
    assert load(tmp_path / "tuoitre", path_columns="năm", keep=["năm"]).documents[0].meta == {"năm": "2024"}


def test_members_of_archives_lie_in_the_folders_of_the_archive(tmp_path: Path) -> None:
    import zipfile

    (tmp_path / "x").mkdir()
    for path in (tmp_path / "báo.zip", tmp_path / "x" / "báo.zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("tuoitre/2024/a.txt", "Một")
    alone = load(tmp_path / "báo.zip", path_columns="b/y", keep=["b", "y"])
    assert [document.meta for document in alone.documents] == [{"b": "tuoitre", "y": "2024"}]
    within = load(tmp_path / "x", tmp_path / "báo.zip", path_columns="b/y", keep=["b", "y"])
    assert [document.meta for document in within.documents] == [
        {"b": "x", "y": "tuoitre"},
        {"b": "tuoitre", "y": "2024"},
    ]


def test_the_corpus_can_be_read_again(corpus: Path, tmp_path: Path) -> None:
    told: list[str] = []
    path = table(tmp_path, "doc,n", "a,1", "b.txt,2")
    opened = open_corpus([corpus], keep=["n"], metadata=path, on_warning=told.append)
    first = [(document.id, document.meta) for document in opened]
    assert [(document.id, document.meta) for document in opened] == first
    assert len(told) == 2
    assert len(set(told)) == 1


def test_all_columns_there_are(tmp_path: Path) -> None:
    lines = ['{"text": "x", "a": 1}'] * 3 + [
        '{"text": "' + "y" * (1 << 20) + '"}',
        '{"text": "z", "late": [1]}',
    ]
    write(
        tmp_path / "t",
        {"b/1.csv": "id,text, c ,d\n1,x,2,3\n", "b/2.jsonl": "\n".join(lines), "b/3.txt": "k"},
    )
    path = table(tmp_path, "doc,m", "3,yes")
    opened = open_corpus([tmp_path / "t"], keep_all=True, metadata=path, path_columns="p", on_warning=print)
    assert opened.columns == ("c", "d", "a", "late", "m", "p")
    last = list(opened)[-1]
    assert last.meta == {"c": None, "d": None, "a": None, "late": None, "m": "yes", "p": "b"}
    assert open_corpus([tmp_path / "t"], keep_all=True, keep=["a"]).columns == ("a",)


def test_keys_as_they_are_compared() -> None:
    assert key_of(" .\\báo\\a.txt ") == "báo/a.txt"
    assert key_of("") == ""


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("m.xlsx", b"PK\x03\x04", "m.xlsx: is no readable XLSX file"),
        ("m.csv.gz", b"doc,n\n", "m.csv.gz: does not hold gzip data"),
        ("m.json", b"{", "m.json"),
    ],
)
def test_a_table_without_a_readable_header_is_told_as_such(
    name: str, data: bytes, message: str, corpus: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as raised:
        open_corpus([corpus], keep=["n"], metadata=tmp_path / name)
    assert message in str(raised.value)
    assert "header is empty" not in str(raised.value)


def test_a_row_that_could_belong_to_several_files_says_so(tmp_path: Path) -> None:
    write(tmp_path / "d", {"x/a.txt": "1", "y/a.txt": "2", "b.txt": "3"})
    path = table(tmp_path, "doc,n", "b,1", "a.txt,2", "c,3")
    told = load(tmp_path / "d", keep=["n"], metadata=path).warnings[-1]
    assert told.endswith(
        "2 rows belong to no document, for example row 2 (a.txt: 2 files are called so; give its whole path)"
    )
