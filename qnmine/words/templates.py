"""The features of the segmenter: which columns around a token are read together."""

from __future__ import annotations

from qnmine.tagging.columns import Template

_LEXICAL = """
low[-2]
low[-1]
low[0]
low[1]
low[2]
low[-2] low[-1]
low[-1] low[0]
low[0] low[1]
low[-2] low[0]
low[-1] low[1]
low[-1] low[0] low[1]
low[-1] shape[0]
low[0] shape[-1]
"""
_SHAPES = """
shape[-1] shape[0]
shape[-2] shape[-1] shape[0]
shape[-1] shape[0] shape[1]
shape[-2] shape[-1] shape[0] shape[1]
shape[-1] shape[0] shape[1] shape[2]
low[-1] shape[-1] shape[0]
low[0] shape[-1] shape[0]
spelling[-1] spelling[0] shape[-1] shape[0]
spelling[-1] spelling[0] spelling[1] shape[-1] shape[0]
names[-1] names[0] shape[-1] shape[0]
names[-2] names[-1] names[0] shape[-2] shape[-1] shape[0]
names[-1] names[0] names[1] shape[-1] shape[0] shape[1]
"""
_DICTIONARY = """
cover[0]
pair[0]
pair[-1] pair[0] pair[1]
cover[-1] cover[0] cover[1]
begin[-1] end[0]
begin[-1] cover[0] end[0]
begin[-1] begin[0] pair[0]
end[-1] end[0] pair[0]
begin[-1] begin[0] end[-1] end[0] cover[0]
pair[0] shape[-1] shape[0]
cover[0] begin[-1] shape[-1] shape[0]
cover_level[0] cover[0]
cover_level[0] cover[0] cover_level[1] cover[1]
cover_level[0] cover[0] cover_level[-1] cover[-1]
cover_level[-1] cover_level[0] cover_level[1] cover[-1] cover[0] cover[1]
cover_level[0] cover[0] shape[-1] shape[0]
"""
_JOINS = """
share[0] count[0]
share[0] count[0] cover_level[0]
share[0] count[0] cover[0] cover_level[0]
share[-1] share[0] share[1]
share[-1] count[-1] share[0] count[0] share[1] count[1]
share[0] shape[-1] shape[0]
"""


def _parse(text: str) -> tuple[Template, ...]:
    return tuple(map(Template.parse, text.strip().splitlines()))


TEMPLATES: tuple[Template, ...] = _parse(_LEXICAL + _SHAPES.lstrip() + _DICTIONARY.lstrip() + _JOINS.lstrip())
"""All features, in the order that numbers them in a model file."""
