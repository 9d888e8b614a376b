"""The columns of the tables that commands write, by the call that writes them."""

from __future__ import annotations

from tests import ROOT
from tests.contract.harness import COLUMNS, CORPUS_COMMANDS

_KEYNESS = "log_likelihood, log_likelihood_p, chi_square, chi_square_p, log_ratio, percent_diff, odds_ratio"
_CALLS = {  # where the call of the contract is not the one to show
    "tagged": "tokenize --pos --upos",
    "concordance": "concordance QUERY",
    "collocations": "collocations NODE",
    "convert": "convert",
}
MORE: dict[str, tuple[tuple[str, ...], str]] = {
    "entities --places": (
        ("entities", "--places", "--text", "Hà Nội"),
        "name, type, mentions, docs, variants, code, level, province, relation, current_name, current_code",
    ),
    "trend QUERY": (
        ("trend", "tỉnh", str(ROOT / "examples" / "day.jsonl.gz"), "--date-column", "date"),
        "period, term, count, docs, per_million, period_docs, period_words",
    ),
    "compare A B": (
        ("compare", *sorted(map(str, (ROOT / "seeds").glob("00[01]*")))),
        f"more_in, term, count_a, count_b, per_million_a, per_million_b, docs_a, docs_b, {_KEYNESS}",
    ),
    "evaluate GOLD": (
        ("evaluate", str(ROOT / "examples" / "annotated.jsonl")),
        "match, type, system, gold, predicted, correct, precision, recall, f1",
    ),
    "evaluate --judged FILE": (
        ("evaluate", "--judged", str(ROOT / "examples" / "judged.csv")),
        "type, judged, correct, precision, low, high, unjudged",
    ),
}
"""Calls that the contract has no table for: one that can be run, and the columns that it writes."""

WITHOUT_ROWS = frozenset({"cite", "explain", "report", "samples", "serve", "show", "train"})
"""The commands that write no table: a page, a text, a model."""


def columns_of(command: str) -> dict[str, str]:
    """Return the calls of a command with the columns of their tables, the plain call first."""
    known = {
        _CALLS.get(name, " ".join(call)): ", ".join(COLUMNS[name]) for name, call in CORPUS_COMMANDS.items()
    }
    known |= {call: columns for call, (_, columns) in MORE.items()}
    return {call: columns for call, columns in known.items() if call.split()[0] == command}
