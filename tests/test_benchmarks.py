"""The benchmark and the table in the README that is made from its results; nothing here depends on time."""

from __future__ import annotations

import json
import lzma
import statistics
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import ROOT, SEEDS
from tests.benchmarks import cold_start, growth, report, side_by_side
from tests.benchmarks.commands import Commands, Run
from tests.benchmarks.corpus import Corpora, lines_of, syllables_of, texts_of, write_corpus
from tests.benchmarks.figures import fitted_exponent, ratios, repeat, spread
from tests.benchmarks.peers import PEERS, Peer, run_lines
from tests.benchmarks.plan import QUICK, Bench, attempted
from tests.benchmarks.processes import Measure, ProcessFailedError, measure
from tests.benchmarks.results import Results, ResultsError, about, read
from tests.benchmarks.run import ROWS, main
from tests.benchmarks.table import BEGIN, END, replaced, tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.plan import Row

RESULTS = ROOT / "tests" / "benchmarks" / "results.json"
README = (ROOT / "README.md").read_text(encoding="utf-8")
ON_LINUX = sys.platform.startswith("linux")


# The results in the repository and the README.


def test_the_table_of_the_readme_is_made_from_the_results() -> None:
    assert replaced(README, tables(read(RESULTS))) == README


def test_the_results_say_what_was_compared_but_not_where() -> None:
    content = read(RESULTS)
    assert {row["run"] for row in content["rows"]} == {run["date"] for run in content["runs"]}
    for run in content["runs"]:
        assert run.keys() == {"date", "machine", "versions"}
        assert run["machine"].keys() == {"cores", "processor", "platform"}
        assert run["versions"].keys() >= {"qnmine", "python", "numpy"}
    written = RESULTS.read_text(encoding="utf-8")
    assert not any(place in written for place in (str(ROOT), tempfile.gettempdir()))


def test_the_ratios_of_the_results_are_those_of_their_repetitions() -> None:
    compared = [row for row in read(RESULTS)["rows"] if row["section"] == "peers" and "ratio" in row]
    assert compared
    for row in compared:
        found = [
            (pair["ours"]["syllables"] / pair["ours"]["processor"])
            / (pair["theirs"]["syllables"] / pair["theirs"]["processor"])
            for pair in row["repetitions"]
        ]
        assert row["ratio"]["median"] == pytest.approx(statistics.median(found), rel=1e-3)
        assert row["ratio"]["low"] <= row["ratio"]["median"] <= row["ratio"]["high"]


# Inputs.


def test_a_corpus_has_the_articles_in_order_and_again_under_new_ids(tmp_path: Path) -> None:
    source = tmp_path / "wiki-2.jsonl.xz"
    with lzma.open(source, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": "x", "text": text}) + "\n" for text in ("Hà Nội đẹp", "Huế"))
    corpora = Corpora(source, tmp_path)
    corpus = corpora.of(0.00012)
    records = [json.loads(line) for line in corpus.path.read_text(encoding="utf-8").splitlines()]
    assert [record["text"] for record in records] == ["Hà Nội đẹp", "Huế", "Hà Nội đẹp", "Huế"]
    assert [record["id"] for record in records] == ["1", "2", "3", "4"]
    # Lines of 39 and 30 bytes: three are 108, fewer than 120; four are enough.
    assert corpus.size == corpus.path.stat().st_size == 138
    assert (corpus.documents, corpus.syllables) == (4, 8)
    assert corpora.name == "wiki-2"
    assert corpora.of(0.00012) is corpus


def test_texts_end_before_the_size_is_reached(tmp_path: Path) -> None:
    corpus = write_corpus(["một hai", "ba"], tmp_path / "few.jsonl", 1_000_000)
    assert (corpus.documents, corpus.syllables) == (2, 3)


def test_a_source_without_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"none\.jsonl: no text in it"):
        Corpora(tmp_path / "none.jsonl", tmp_path).of(1)


def test_the_seeds_are_read_as_texts_and_as_lines() -> None:
    assert len(list(texts_of(SEEDS))) == 5
    lines = lines_of(SEEDS)
    assert all(line.strip() for line in lines)
    assert sum(map(syllables_of, lines)) == sum(map(syllables_of, texts_of(SEEDS)))


# Figures.


def test_a_ratio_has_the_median_and_the_extremes_of_its_pairs() -> None:
    assert ratios([10, 9, 8], [2, 3, 2]) == {"median": 4.0, "low": 3.0, "high": 5.0}
    assert spread([1, 2]) == {"median": 1.5, "low": 1, "high": 2}


@given(
    st.floats(0.5, 2),
    st.floats(1e-3, 1e3),
    st.lists(st.sampled_from([1, 3, 10, 30, 100]), min_size=2, max_size=5, unique=True),
)
def test_the_exponent_of_a_power_is_found(exponent: float, factor: float, sizes: list[float]) -> None:
    fitted = fitted_exponent(sizes, [factor * size**exponent for size in sizes])
    assert fitted == pytest.approx(exponent, rel=1e-3)


def test_the_exponent_is_the_least_squares_line_through_the_logarithms() -> None:
    # In powers of ten: x = 0, 1, 2 and y = 0, 2, 1; the slope is 1/2.
    assert fitted_exponent([1, 10, 100], [1, 100, 10]) == pytest.approx(0.5)


def test_a_run_that_takes_no_longer_than_starting_has_no_exponent() -> None:
    with pytest.raises(ValueError, match=r"math domain error|positive"):
        fitted_exponent([1, 10], [0.1, 0.0])


def test_repetitions_end_with_their_number_or_their_time() -> None:
    assert repeat(lambda: 1, 3, 60) == [1, 1, 1]
    assert repeat(lambda: 1, 3, 0) == [1]


# Processes.


def test_a_process_is_measured_with_its_children(tmp_path: Path) -> None:
    child = "import time; block = b'x' * 60_000_000; time.sleep(0.4)"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    found = measure(["-c", script])
    assert found.wall >= 0.4
    assert found.processor > 0
    if ON_LINUX:
        assert found.worker_memory is not None
        assert found.main_memory is not None
        assert found.worker_memory > 60 > found.main_memory
        assert found.memory == found.worker_memory


def test_a_process_that_fails_is_named_with_its_last_words() -> None:
    with pytest.raises(ProcessFailedError, match=r"python -c .*: 3: so it goes"):
        measure(["-c", "import sys; print('so it goes', file=sys.stderr); sys.exit(3)"])


def test_libraries_are_held_to_one_thread(tmp_path: Path) -> None:
    output = tmp_path / "threads"
    with output.open("wb") as file:
        measure(["-c", "import os; print(os.environ['OMP_NUM_THREADS'])"], file)
    assert output.read_text(encoding="utf-8") == "1\n"


def test_a_failure_is_a_row_and_not_the_end() -> None:
    def fails() -> list[Row]:
        raise ProcessFailedError("ended with 1")

    (row,) = attempted("scaling", "numbers", fails)
    assert row == {"section": "scaling", "name": "numbers", "failed": "ended with 1"}
    assert "failed: ended with 1" in report.line_of(row)


# Peers.


def test_lines_are_counted_until_the_time_is_used_up() -> None:
    seen: list[str] = []
    result = run_lines(seen.append, ["một hai", "ba"])
    assert seen == ["một hai", "ba"]
    assert (result["lines"], result["syllables"]) == (2, 3)
    assert run_lines(seen.append, ["một hai", "ba"], 0)["lines"] == 1


def test_every_peer_of_a_task_is_known() -> None:
    named = {peer for _, peers in side_by_side.TASKS for peer in peers} | {
        peer for _, peer in cold_start.ON_SEEDS
    }
    assert named == set(PEERS)


@pytest.mark.parametrize("name", sorted(PEERS))
def test_a_peer_can_be_called_with_a_line(name: str) -> None:
    if not PEERS[name].installed:
        pytest.skip(f"{PEERS[name].package} is not installed")
    line = "Ngày 25/6/2024 ông An đến Hà Nội."
    script = (
        "import sys; from tests.benchmarks.peers import PEERS; print(PEERS[sys.argv[1]].load()(sys.argv[2]))"
    )
    process = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "ignore", "-c", script, name, line],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert "2024" in process.stdout


# Sections, on the seed articles.


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(QUICK, Corpora(SEEDS, tmp_path), Commands(tmp_path), 0.2, frozenset({"sentences"}))


def test_a_command_beside_a_missing_peer_says_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = Peer("no_such_package", lambda: str)
    monkeypatch.setitem(PEERS, "underthesea.sent_tokenize", missing)
    (row,) = side_by_side.rows(bench)
    assert row["skipped"] == "no_such_package is not installed"
    assert len(row["repetitions"]) == QUICK.peers_runs
    assert row["text"]["syllables"] == row["repetitions"][0]["ours"]["syllables"]
    assert "is not installed" in report.line_of(row)
    table = tables({"quick": True, "runs": [about()], "rows": [row]})
    assert "| `sentences` | `underthesea.sent_tokenize` | no_such_package is not installed |" in table


def test_runs_on_the_same_input_must_write_the_same(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    source = bench.corpora.sentence().path
    run = bench.commands.run("sentences", source)
    assert bench.commands.runs("sentences", source) == [run]
    assert bench.commands.run("sentences", source).digest == run.digest
    bench.commands._runs["sentences", source, 1][0] = Run(run.measure, "other")
    with pytest.raises(ProcessFailedError, match="wrote different bytes"):
        bench.commands.run("sentences", source)


class ToldCommands(Commands):
    """Commands that take 1 s to start and 2 s a megabyte, half of it with two workers."""

    jobs = True

    def accepts_jobs(self, command: str) -> bool:
        return self.jobs

    def run(self, command: str, source: Path, jobs: int = 1) -> Run:
        processor = 1 + 2 * source.stat().st_size / 1e6 if source.stem != "sentence" else 1.0
        run = Run(Measure(processor / jobs, processor, 100.0, 50.0 if jobs > 1 else None), "same")
        self._runs.setdefault((command, source, jobs), []).append(run)
        return run


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("sys.platform", "linux")
    return Bench(QUICK, Corpora(SEEDS, tmp_path), ToldCommands(tmp_path), 1, frozenset({"numbers"}))


def test_growth_is_fitted_without_the_start(told: Bench) -> None:
    (row,) = growth.scaling_rows(told)
    assert row["exponent"] == pytest.approx(1, abs=1e-3)
    assert [point["megabytes"] for point in row["points"]] == list(QUICK.scaling_sizes)


def test_memory_is_that_of_the_process_and_of_its_largest_worker(told: Bench) -> None:
    one, two = growth.memory_rows(told)
    assert (one["jobs"], one["main"], one["worker"]) == (1, 100, 0)
    assert (two["jobs"], two["main"], two["worker"]) == (2, 100, 50)


def test_two_workers_are_put_beside_one(told: Bench) -> None:
    (row,) = growth.cores_rows(told)
    assert (row["ratio"]["median"], row["equal"], row["processor"]) == (2, True, 1)
    table = tables({"quick": True, "runs": [about()], "rows": [*growth.memory_rows(told), row]})
    assert "| command | memory at 0.4 MB | --jobs 2 |" in table
    assert "| `numbers` | 100; 100 + 50 | 2.00 (2.00–2.00) |" in table


@pytest.mark.parametrize("rows", [growth.memory_rows, growth.cores_rows])
def test_a_command_without_jobs_is_skipped(told: Bench, rows: Callable[[Bench], Any]) -> None:
    told.commands.jobs = False  # type: ignore[attr-defined]
    *_, last = rows(told)
    assert last["skipped"] == growth.NO_JOBS


def test_what_is_larger_than_wanted_is_left_out(told: Bench) -> None:
    small = Bench(told.plan, told.corpora, told.commands, 0.2, told.only)
    assert not list(growth.memory_rows(small))
    assert not list(growth.cores_rows(small))
    (row,) = growth.scaling_rows(small)
    assert [point["megabytes"] for point in row["points"]] == [0.1, 0.2]


# The results file and the program.


def test_rows_replace_those_of_their_name_and_runs_without_rows_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    first = Results(path, quick=True)
    first.run["date"] = "2024-01-01T00:00:00Z"
    first.put({"section": "cores", "name": "a", "equal": True})
    first.put({"section": "start", "name": "a", "ratio": 1})
    second = Results(path, quick=True)
    second.run["date"] = "2024-01-02T00:00:00Z"
    second.put({"section": "start", "name": "a", "ratio": 2})
    content = read(path)
    kept = [(row["section"], row.get("ratio"), row["run"][:10]) for row in content["rows"]]
    assert kept == [("start", 2, "2024-01-02"), ("cores", None, "2024-01-01")]
    assert len(content["runs"]) == 2
    second.put({"section": "cores", "name": "a", "equal": False})
    assert [run["date"][:10] for run in read(path)["runs"]] == ["2024-01-02"]


def test_quick_figures_are_not_mixed_with_the_others(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    Results(path, quick=False).put({"section": "start", "name": "a"})
    with pytest.raises(ResultsError, match="holds a full run, which this one is not"):
        Results(path, quick=True)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"quick": true}'])
def test_another_file_is_not_taken_for_results(content: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(content, encoding="utf-8")
    with pytest.raises(ResultsError, match="no results"):
        read(tmp_path / "file")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--only", "speed"], "no such section: speed; there are: peers"),
        (["--command", "entity"], "not measured: entity; there are: dates"),
    ],
)
def test_what_is_not_measured_is_refused(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_the_program_prints_and_keeps_rows_but_not_failures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"section": "start", "name": "--help", "ours": "a", "theirs": "b"}
    good = {**row, "ratio": {"median": 2.0, "low": 1.5, "high": 12.25}, "repetitions": []}
    bad = {"section": "start", "name": "entities seeds/", "failed": "it broke"}
    monkeypatch.setitem(ROWS, "start", lambda _: iter([good, bad]))
    path = tmp_path / "results.json"
    assert main(["--quick", "--only", "start", "-o", str(path)]) == 1
    said = capsys.readouterr().out
    assert "2.00 (1.50–12.2) x" in said
    assert "failed: it broke" in said
    assert [kept["name"] for kept in read(path)["rows"]] == ["--help"]


def test_the_table_stands_between_its_comments() -> None:
    assert replaced(f"a\n{BEGIN}\nold\n{END}\nb\n", "new") == f"a\n{BEGIN}\nnew\n{END}\nb\n"
    with pytest.raises(ResultsError, match="are missing"):
        replaced(f"a {BEGIN} b", "new")
