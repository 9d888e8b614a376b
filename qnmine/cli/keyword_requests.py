"""Which options of `qnmine keywords` go together; what does not is refused before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.cli.options.keywords import OF_KEYNESS
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from qnmine.cli.options import CountOptions, GroupOptions
    from qnmine.cli.options.keywords import KeywordOptions


def wants_phrases(
    options: KeywordOptions, counting: CountOptions, groups: GroupOptions, *, is_table: bool
) -> bool:
    """Tell whether phrases are to be counted; `is_table`: the reference is a table, mostly of words.

    Raises UsageError for options that exclude each other.
    """
    _check(options, groups)
    of_words = {"--ngrams": options.lengths is not None, "--pos": bool(counting.pos)}
    given = next((name for name, there in of_words.items() if there), None)
    if options.terms is None:
        if options.measure == "rank" and given is not None:
            raise UsageError(f"{given} counts words, and --measure rank ranks phrases; leave out one")
        by_default = options.measure == "rank" or (options.measure in OF_KEYNESS and not is_table)
        return by_default and given is None
    if options.terms == "phrases" and given is not None:
        raise UsageError(f"{given} counts words, and --terms phrases chooses phrases; leave out one")
    if options.terms == "words" and options.measure == "rank":
        raise UsageError("--measure rank ranks phrases; leave out --terms words")
    return options.terms == "phrases"


def _check(options: KeywordOptions, groups: GroupOptions) -> None:
    if options.reference is not None and options.measure not in OF_KEYNESS:
        raise UsageError(
            f"--reference goes with --measure {', '.join(OF_KEYNESS[:-1])} or {OF_KEYNESS[-1]}, "
            f"not with {options.measure}"
        )
    if options.reference == "rest" and not groups.by:
        raise UsageError("--reference rest compares each group with the others; name the groups with --by")
