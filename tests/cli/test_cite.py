"""`qnmine cite`: references that agree with each other, sentences that say what is known."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

import qnmine as package
from qnmine.citation import figures
from qnmine.citation.software import YEAR, this_version
from qnmine.manifests.digests import shipped_model
from tests import ROOT
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

MEASURED = json.loads((ROOT / "qnmine" / "data" / "measured.json").read_text(encoding="utf-8"))

# What the phrases of both languages (cite.toml) tell of the data: mend them when these are others.
DATA = {
    "entities": "the development set of an annotated corpus made for qnmine: newspaper, Wikipedia and "
    "invented news",
    "words": "the development set of UD_Vietnamese-VTB, newspaper sentences",
    "pos": "the development set of UD_Vietnamese-VTB, newspaper sentences",
    "numbers": "100 paragraphs of Vietnamese Wikipedia of 2017, drawn at random and annotated by reading",
    "dates": "100 paragraphs of Vietnamese Wikipedia of 2017, drawn at random and annotated by reading",
}


@pytest.fixture
def run(tmp_path: Path) -> dict[str, Any]:
    """The manifest of a run over two texts."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("Ông Phạm Văn Thể thăm Hạ Long.", encoding="utf-8")
    done = qnmine(
        *("entities", "a.txt", "b.txt", "--type", "PER,LOC", "--manifest", "run.json", "-o", "names.csv"),
        cwd=tmp_path,
    )
    assert done.code == 0
    told: dict[str, Any] = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    return told


def cited(told: dict[str, Any], tmp_path: Path, *options: str) -> str:
    (tmp_path / "told.json").write_text(json.dumps(told), encoding="utf-8")
    result = qnmine("cite", tmp_path / "told.json", "--format", "sentence", "--lang", "en", *options)
    assert result.code == 0, result.err
    return result.text


def test_the_citation_file_is_the_one_that_cite_writes() -> None:
    written = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert written == qnmine("cite", "--format", "cff").text
    assert f'\nversion: "{package.__version__}"\n' in written


def test_the_citation_agrees_with_the_package_and_its_year_with_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [one["name"] for one in project["authors"]] == [this_version().author]
    assert project["license"] == this_version().licence
    heading = f"## {re.escape(package.__version__)} \\((.+)\\)"
    dated = re.search(heading, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert dated is not None
    assert dated[1] == "unreleased" or dated[1].startswith(f"{YEAR}-")


def test_every_format_names_author_title_version_and_year() -> None:
    software = this_version()
    for name in ("bibtex", "apa", "ris", "csl-json"):
        text = qnmine("cite", "--format", name).text.replace("{", "").replace("}", "")
        for fact in (software.author, software.title, software.version, str(software.year)):
            assert fact in text, (name, fact)
    assert json.loads(qnmine("cite", "--format", "csl-json").text)[0]["type"] == "software"
    ris = qnmine("cite", "--format", "ris").out
    assert ris.startswith(b"TY  - COMP\r\n")
    assert ris.endswith(b"ER  - \r\n")


def test_by_itself_it_gives_bibtex_and_a_sentence_on_entities_and_words() -> None:
    text = qnmine("cite", "--lang", "en").text
    assert text.startswith("@software{qnmine,\n")
    assert text.endswith("\n")
    for task in ("entities", "words"):
        assert shipped_model(task).short in text
        row = MEASURED[task]["rows"][0]
        for score in ("precision", "recall", "f1", "low", "high"):
            assert f"{row[score]:.3f}" in text
        assert f"{row['gold']:,}" in text
        assert f"{MEASURED[task]['texts']:,}" in text


def test_vietnamese_has_its_decimal_commas() -> None:
    text = qnmine("cite", "--lang", "vi", "--task", "numbers", "--format", "sentence").text
    row = MEASURED["numbers"]["rows"][0]
    assert f"độ chính xác là {row['precision']:.3f}".replace(".", ",") in text


@pytest.mark.parametrize("task", DATA)
def test_the_phrases_tell_of_the_data_that_was_measured(task: str) -> None:
    assert MEASURED[task]["data"] == DATA[task]


@pytest.mark.parametrize("task", ["entities", "words"])
def test_the_measured_model_is_the_shipped_one(task: str) -> None:
    assert MEASURED[task]["model"] == shipped_model(task).sha256


def test_another_model_has_no_figures() -> None:
    assert figures.figures_of("entities", package.__version__, shipped_model("entities").sha256) is not None
    assert figures.figures_of("entities", package.__version__, "0" * 64) is None
    assert figures.figures_of("numbers", package.__version__, None) is not None
    assert figures.figures_of("numbers", "0.0.1", None) is None


def test_figures_of_underthesea_are_those_of_the_version_that_was_measured() -> None:
    measured = MEASURED["peers"]["underthesea"]["version"]
    assert figures.figures_of("pos", package.__version__, None, measured) is not None
    assert figures.figures_of("pos", package.__version__, None, "1.0") is None
    assert figures.figures_of("pos", package.__version__, None) is None


def test_a_run_is_told_with_its_corpus_options_and_model(run: dict[str, Any], tmp_path: Path) -> None:
    text = cited(run, tmp_path)
    assert f"2 documents (2 files, SHA-256 {run['corpus']['sha256'][:12]}…)" in text
    assert "(qnmine entities --type PER,LOC)" in text
    assert shipped_model("entities").short in text
    assert "names.csv" not in text
    assert "words" not in text


def test_a_run_with_other_models_and_lists_has_no_figures(run: dict[str, Any], tmp_path: Path) -> None:
    own = {"path": "my.model", "role": "--model", "bytes": 1, "sha256": "ab" * 32}
    text = cited({**run, "inputs": [*run["inputs"], own]}, tmp_path)
    assert "a model of our own (SHA-256 abababababab…)" in text
    assert "No figures are known" in text
    corrections = {**own, "role": "--corrections"}
    text = cited({**run, "inputs": [*run["inputs"], corrections]}, tmp_path)
    assert "corrected by a list of our own (SHA-256 abababababab…). No figures are known" in text


def test_a_model_and_lists_that_came_through_a_pipe_are_not_those_of_qnmine(
    run: dict[str, Any], tmp_path: Path
) -> None:
    piped = {"path": "/dev/fd/63", "bytes": None, "sha256": None}
    given = [{**piped, "role": "--model"}, {**piped, "role": "--corrections"}]
    for language, said in (
        ("en", "a model of our own and corrected by a list of our own. No figures are known"),
        ("vi", "chúng tôi huấn luyện rồi hiệu chỉnh theo danh sách của chúng tôi. Chưa có số liệu"),
    ):
        text = cited({**run, "inputs": [*run["inputs"], *given]}, tmp_path, "--lang", language)
        assert said in text
        assert shipped_model("entities").short not in text


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        (None, {"command": "\x1b[2Jentities\nrm"}),
        (None, {"command": 1}),
        ("versions", {"qnmine": "0.0.9}, note = {\\input{x}"}),
        ("versions", {"qnmine": "1\nER  - "}),
        ("versions", {"qnmine": None}),
        ("counts", {"documents": "many"}),
        ("counts", {"documents": -1}),
        ("counts", {"failed": float("inf")}),
        ("corpus", {"files": True}),
        ("corpus", {"sha256": 12}),
        ("models", {"entities": {"sha256": None}}),
        ("models", {"entities": {"sha256": "x"}}),
    ],
)
def test_what_no_manifest_has_is_refused(
    part: str | None, changed: dict[str, Any], run: dict[str, Any], tmp_path: Path
) -> None:
    told = {**run, **(changed if part is None else {part: {**run[part], **changed}})}
    (tmp_path / "told.json").write_text(json.dumps(told), encoding="utf-8")
    result = qnmine("cite", tmp_path / "told.json")
    assert (result.code, result.out) == (2, b"")
    assert "is no manifest" in result.err


def test_values_of_options_are_told_in_one_line(run: dict[str, Any], tmp_path: Path) -> None:
    options = {**run["options"], "command_line": {"--type": ["A\nB", "\x1b[31m"]}}
    assert r"(qnmine entities --type 'A\nB,\x1b[31m')" in cited({**run, "options": options}, tmp_path)


def test_a_run_of_another_engine_names_it(run: dict[str, Any], tmp_path: Path) -> None:
    given = {**run["options"]["command_line"], "--engine": "underthesea"}
    told = {**run, "options": {**run["options"], "command_line": given}}
    assert f"underthesea {run['versions']['underthesea']}, called by qnmine" in cited(told, tmp_path)


def test_words_of_conllu_files_are_nobody_s(run: dict[str, Any], tmp_path: Path) -> None:
    given = {"path": "gold.conllu", "role": "corpus", "bytes": 1, "sha256": "ab" * 32}
    told = {**run, "command": "keywords", "inputs": [given]}
    assert "Words are those of the CoNLL-U files." in cited(told, tmp_path)
    options = {**run["options"], "command_line": {"--segmenter": "qnmine"}}
    assert "Texts were split into words with qnmine" in cited({**told, "options": options}, tmp_path)


def test_the_files_of_one_of_two_corpora_are_not_told_as_those_of_both(
    run: dict[str, Any], tmp_path: Path
) -> None:
    other = {"path": "c.txt", "role": "--with", "bytes": 1, "sha256": "ab" * 32}
    text = cited({**run, "command": "compare", "inputs": [*run["inputs"], other]}, tmp_path)
    assert text.startswith("A corpus of 2 documents was analysed")


def test_failures_and_an_early_end_are_told(run: dict[str, Any], tmp_path: Path) -> None:
    counts = {**run["counts"], "failed": 3, "complete": False}
    text = cited({**run, "counts": counts}, tmp_path)
    assert "left out: 3." in text
    assert "ended before the last document" in text


def test_an_earlier_version_is_cited_as_what_it_was(run: dict[str, Any], tmp_path: Path) -> None:
    told = {**run, "versions": {**run["versions"], "qnmine": "0.0.9"}}
    (tmp_path / "old.json").write_text(json.dumps(told), encoding="utf-8")
    text = qnmine("cite", tmp_path / "old.json", "--format", "bibtex").text
    assert "version = {0.0.9}" in text
    assert "year" not in text
    result = qnmine("cite", tmp_path / "old.json", tmp_path / "run.json")
    assert result.code == 2
    assert "cite each version by itself" in result.err


def test_markdown_has_one_citation_key() -> None:
    assert qnmine("cite", "--format", "markdown", "--lang", "en").text.count("[@qnmine]") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[1]", "is no manifest"),
        ("{}", "is no manifest"),
        ('{"manifest": 99}', "a later qnmine"),
        ("id,text\n", "it is no JSON"),
        ('{"manifest": 1, "command": "entities"}', "is no manifest"),
    ],
)
def test_what_is_no_manifest_is_refused(content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    result = qnmine("cite", tmp_path / "x.json")
    assert (result.code, result.out) == (2, b"")
    assert said in result.err
    (line,) = result.err.splitlines()
    assert "x.json" in line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--task", "sums"), "choose from entities, words"),
        (("--task", "words", "--format", "ris"), "leave out one of them"),
        (("nowhere.json",), "name a file of --manifest"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], said: str) -> None:
    result = qnmine("cite", *arguments)
    assert (result.code, result.out) == (2, b"")
    assert said in result.err
