"""The features of the recogniser: templates over the columns of tokens, places and document evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.entities import evidence
from qnmine.entities.columns import column_sizes
from qnmine.entities.phrases import GAZETTEERS
from qnmine.entities.runs import run_clusterings
from qnmine.tagging.columns import Template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.entities.lexical import Lexical

_WORDS = """
low[-2] / low[-1] / low[0] / low[1] / low[2]
low[-1] low[0] / low[0] low[1] / low[-2] low[-1] / low[1] low[2] / low[-1] low[1]
low[-1] low[0] low[1] / low[-2] low[-1] low[0] / low[0] low[1] low[2]
low[0] shape[0] / low[-1] shape[0] / low[1] shape[0] / low[-1] shape[-1] shape[0]
shape[-2] / shape[-1] / shape[0] / shape[1] / shape[2]
shape[-1] shape[0] / shape[0] shape[1] / shape[-1] shape[0] shape[1]
shape[-2] shape[-1] shape[0] / shape[0] shape[1] shape[2] / shape[-2] shape[-1] shape[0] shape[1] shape[2]
spelling[0] shape[0] / spelling[-1] spelling[0] shape[0] / spelling[0] spelling[1] shape[0]
spelling[-1] spelling[0] spelling[1] shape[-1] shape[0] shape[1]
prefix[0] shape[0] / suffix[0] shape[0] / suffix[0] spelling[0] / suffix[1] shape[1] / suffix[-1] shape[-1]
names[0] / names[-1] / names[1] / names[0] shape[0] / names[0] shape[0] shape[-1] shape[1]
names[-1] names[0] shape[0] / names[0] names[1] shape[0] / names[0] low[-1]
"""

_SEGMENTATION = """
word[0] / word[-1] / word[1] / word[0] shape[0] / word[0] word[1] shape[0] shape[1]
word[-1] word[0] shape[-1] shape[0] / word[0] low[0] / word[-1] low[-1] / word[1] low[1]
word[0] shape[-1] shape[0] shape[1]
"""

_GAPS = """
gap[0] / gap[1] / gap[0] shape[-1] shape[0] / gap[1] shape[0] shape[1] / gap[0] low[-1] shape[0]
"""

_PLACES = """
capitals_around[0] / capitals_around[0] after_org[0] / capitals_around[0] after_place[0]
capitals_around[0] shape[0] / capitals_around[0] after_org_word[0] / capitals_around[0] low[0]
capitals_around[-1] capitals_around[0] / capitals_around[0] capitals_around[1]
pair[0] / pair[-1] / pair[1] / pair[0] low[0] / pair[-1] low[-1] / pair[1] low[1] / pair[-1] low[-1] shape[0]
pair[0] low[0] shape[1] / pair[0] shape[0] shape[1] / pair[-1] pair[0] shape[0]
not_organisations[0] bracket[0] run_length[0] / organisations[0] bracket[0] run_length[0]
run_place[0] / run_left[0] / run_place[0] run_left[0] / run_place[0] run_length[0] opening[0]
run_before[0] / run_before[0] run_place[0] / run_before[0] run_length[0] / run_after[0]
run_after[0] run_left[0]
run_before[0] run_after[0] / run_first[0] / run_first[0] run_length[0] / run_last[0]
run_names[0] run_length[0]
run_names[0] run_place[0] run_left[0] / run_names[0] names[0] run_length[0] / run_first[0] run_before[0]
run_title[0] / run_title[0] run_place[0] / run_title[0] run_names[0] run_length[0] / run_org[0]
run_org[0] run_place[0] / run_place_head[0] / run_place_head[0] run_place[0] / run_last[0] run_title[0]
opening[0] / opening[0] shape[0] / opening[-1] / opening[0] shape[0] shape[1]
opening[0] run_names[0] run_length[0]
bracket[0] / bracket[0] shape[0] / bracket[0] run_length[0] run_left[0] / bracket[0] low[0]
capitals[0] / capitals[0] shape[0] / capitals[0] low[0] / capitals[0] run_place[0]
capitals[0] shape[-1] shape[0]
after_org[0] / after_org[0] shape[0] / after_org_word[0] / after_org_word[0] shape[0]
after_org_word[0] low[0]
after_org_word[0] shape[-1] shape[0] shape[1] / after_org[0] low[0] / after_org[1]
after_place_word[0] / after_place_word[0] shape[0] / after_place_word[0] low[0] / after_place[0] low[0]
after_place_word[0] shape[-1] shape[0] shape[1] / to_capital[0] / to_capital[0] shape[0]
to_capital[0] after_org_word[0] / to_capital[0] after_place_word[0] / to_capital[0] low[0]
to_capital[0] after_org[0] shape[0] / to_capital[0] after_place[0] shape[0]
bracket[0] run_since_capital[0] run_length[0] / bracket[0] run_since_org[0] run_length[0]
bracket[0] run_since_capital[0] shape[0] shape[-1] shape[1] / bracket[0] run_since_org[0] shape[0]
after_place[0] / after_place[0] shape[0] / after_title[0] / after_title[0] shape[0]
after_title[0] after_org[0] shape[0]
title_start[-1] / title_start[0] / title_start[1] / title_end[-2] / title_end[-1] / title_end[0]
title_end[-1] shape[0] / title_end[-1] shape[0] names[0] / title_end[-1] low[0]
title_end[0] shape[0] shape[1]
org_head_start[-1] / org_head_start[0] / org_head_start[1] / org_head_start[2]
org_head_end[-2] / org_head_end[-1] / org_head_end[0] / org_head_start[0] shape[0] shape[1]
org_head_end[-1] shape[0] / org_head_end[0] shape[1] / org_head_start[0] shape[0] shape[1] shape[2]
place_head_start[-1] / place_head_start[0] / place_head_start[1]
place_head_end[-2] / place_head_end[-1] / place_head_end[0]
place_head_start[0] shape[0] shape[1] / place_head_end[-1] shape[0] / place_head_end[0] shape[1]
place_head_end[0] low[0] shape[1]
"""

_GAZETTEER = "{0}[-1] / {0}[0] / {0}[1] / {0}[0] low[-1] / {0}[0] shape[0] / {0}[0] run_place[0] run_left[0]"

_CLUSTERS = """
u_{0}[-1] / u_{0}[0] / u_{0}[1] / s_{0}[0] / s_{0}[1] / e_{0}[-1] / e_{0}[0]
"""

_CLUSTER_PAIRS = """
u_{0}[-2] / u_{0}[2] / s_{0}[2] / e_{0}[-2] / s_{0}[0] shape[0] / e_{0}[-1] shape[0] / s_{0}[1] shape[0]
u_{0}[-1] u_{0}[0] / u_{0}[0] u_{0}[1] / e_{0}[-1] s_{0}[0] / e_{0}[0] s_{0}[1] / e_{0}[-1] s_{0}[1]
e_{0}[-1] s_{0}[1] shape[0]
run_before_{0}[0] / run_before_{0}[0] run_length[0] / run_before_{0}[0] run_place[0] / run_after_{0}[0]
run_after_{0}[0] run_left[0] / run_before_{0}[0] run_after_{0}[0] / u_{0}[0] run_before_{0}[0]
u_{0}[0] run_place[0] run_left[0] / run_before_{0}[0] run_names[0] run_length[0]
"""

_EVIDENCE = """
doc_roles[0] / doc_roles[0] run_place[0] run_left[0] / doc_roles[0] opening[0] / doc_roles[-1] shape[0]
doc_roles[1] shape[0]
doc_title[0] / doc_person[0] / doc_org[0] / doc_place[0] / doc_family[0] / doc_family[0] run_length[0]
doc_person[0] run_length[0] / doc_title[0] run_length[0] / doc_org[0] run_length[0]
doc_place[0] run_length[0]
doc_lower[0] / doc_inner[0] / doc_lower[0] doc_inner[0] opening[0] / doc_lower[0] run_place[0] run_left[0]
doc_lower[0] doc_inner[0] opening[0] shape[0] / doc_inner[0] opening[0] names[0] / doc_bracket[0] shape[0]
doc_count[0] / doc_count[0] shape[0] / doc_count[0] run_length[0] opening[0]
doc_lower[0] doc_count[0] opening[0]
run_roles[0] / run_roles[0] run_place[0] run_left[0] / run_roles[0] run_count[0]
run_count[0] run_length[0] opening[0]
"""


# What templates read together where a text has little variety, each over as many lines as it needs;
# {gazetteers[0]} stands for the columns of all of them at this offset.
_CONTEXTS = """
title_start[0] title_end[0] org_head_start[0] org_head_end[0] place_head_start[0] place_head_end[0]
    pair[0] word[0] gap[0] {gazetteers[0]}
shape[0] run_place[0] run_left[0] run_length[0] bracket[0] not_organisations[0] organisations[0]
    {gazetteers[0]}
low[-1] {gazetteers[0]}
shape[-2] shape[-1] shape[0] shape[1] shape[2]
shape[-1] shape[0] shape[1] spelling[-1] spelling[0] spelling[1] word[-1] word[0] word[1] gap[0] gap[1]
    opening[0] bracket[0] run_since_capital[0]
names[-1] names[0] names[1] shape[-1] shape[0] shape[1] title_end[-1]
pair[-1] pair[0] shape[-1] shape[0] shape[1] shape[2] title_end[-1] title_end[0] org_head_start[0]
    org_head_end[-1] org_head_end[0] place_head_start[0] place_head_end[-1] place_head_end[0]
run_place[0] run_left[0] run_length[0] run_names[0] run_title[0] run_org[0] run_place_head[0] opening[0]
    bracket[0] capitals[0] shape[0] names[0] run_since_capital[0] run_since_org[0] opening[-1] shape[-1]
doc_roles[0] doc_title[0] doc_person[0] doc_org[0] doc_place[0] doc_family[0] doc_lower[0] doc_inner[0]
    doc_bracket[0] doc_count[0] run_roles[0] run_count[0] run_place[0] run_left[0] run_length[0] opening[0]
    shape[0] names[0]
capitals_around[-1] capitals_around[0] capitals_around[1] after_org[0] after_org[1] after_place[0]
    after_title[0] to_capital[0] shape[0] doc_roles[-1] doc_roles[1]
after_org_word[0] capitals_around[0] to_capital[0] shape[-1] shape[0] shape[1]
after_place_word[0] capitals_around[0] to_capital[0] shape[-1] shape[0] shape[1]
run_before[0] run_place[0] {run_before_clusters[0]}
run_after[0] run_left[0] {run_after_clusters[0]}
low[0] word[0] pair[0] capitals[0] bracket[0] title_end[-1]
low[0] pair[0] shape[-1] shape[0] shape[1] gap[1] names[1] place_head_end[0]
low[0] capitals_around[0] to_capital[0]
low[0] after_org[0] after_place[0]
"""


def contexts(lexical: Lexical) -> tuple[Template, ...]:
    """What to remember of a text while its features are scored; of no effect but on the speed."""
    columns: dict[str, Sequence[str]] = {"gazetteers": GAZETTEERS}
    for kind in ("run_before_", "run_after_"):
        columns[kind + "clusters"] = [kind + name for name in run_clusterings(lexical)]

    def filled(match: re.Match[str]) -> str:
        return " ".join(f"{name}[{match[2]}]" for name in columns[match[1]])

    every = re.sub(r"{(\w+)\[(-?\d)\]}", filled, _CONTEXTS).replace("\n    ", " ").strip()
    return tuple(Template.parse(line) for line in every.splitlines())


def _split(block: str) -> list[str]:
    return [part.strip() for line in block.strip().splitlines() for part in line.split("/")]


def templates(lexical: Lexical, without: frozenset[str] = frozenset()) -> tuple[Template, ...]:
    """All templates for the clusterings that there are.

    `without` names groups to leave out (an ablation): words, segmentation, gaps,
    places, gazetteers, clusters, evidence.
    """
    groups = {
        "words": _split(_WORDS),
        "segmentation": _split(_SEGMENTATION),
        "gaps": _split(_GAPS),
        "places": _split(_PLACES),
        "gazetteers": [part for name in GAZETTEERS for part in _split(_GAZETTEER.format(name))],
        "clusters": [part for name in lexical.clusterings for part in _split(_CLUSTERS.format(name))]
        + [part for name in run_clusterings(lexical) for part in _split(_CLUSTER_PAIRS.format(name))],
        "evidence": _split(_EVIDENCE),
    }
    chosen = dict.fromkeys(part for group, parts in groups.items() if group not in without for part in parts)
    return tuple(Template.parse(text) for text in chosen)


def sizes(lexical: Lexical) -> dict[str, int]:
    """The number of values of every column."""
    return column_sizes(lexical) | evidence.SIZES
