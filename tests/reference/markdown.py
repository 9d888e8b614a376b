"""Text of helps and docstrings as Markdown: what is code becomes code, what is none stays as it is."""

from __future__ import annotations

import re
import textwrap

WIDTH = 118

# In a help: what stands in quotes, an option, with its value where that is one of a few words or in capitals.
_VALUES = "auto|csv|dask|entities|exact|jsonl|near|numbers|dates|pos|spans|transformers|tsv|words|[A-Z]+|\\d+"
_CODE_IN_HELP = re.compile(
    rf"'(?P<quoted>[^'\n]+)'(?!\w)|(?<![\w'-])(?P<option>--?[a-z](?:[\w-]*\w)?(?: (?:{_VALUES})\b)?)(?!\w)"
)
_CODE_IN_DOCSTRING = re.compile(r"``(?P<double>[^`]+)``|`(?P<single>[^`]+)`")
_SPECIAL = re.compile(r"[\\`*$~]|<(?=[\w/!])|(?<!\w)_|_(?!\w)|\](?=\()")


def escaped(text: str) -> str:
    """Return plain text with a backslash before every sign that Markdown would take for its own."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def from_help(text: str) -> str:
    """Return the prose of a help, in which calls and options are code."""
    return _with_code(text, _CODE_IN_HELP)


def from_docstring(text: str) -> str:
    """Return a docstring: prose as paragraphs, examples and what is indented as blocks of code."""
    parts = [part for part in re.split(r"\n[ \t]*\n", text) if part.strip()]
    return "\n\n".join(_part(part) for part in parts)


def _part(part: str) -> str:
    if part.startswith(">>>"):
        example = part.replace("  # doctest: +SKIP", "").rstrip()
        return f"```pycon\n{example}\n```"
    if part.startswith("    "):
        return f"```text\n{textwrap.dedent(part).rstrip()}\n```"
    lines = part.split("\n")
    if lines[0].startswith("- "):
        return "\n".join(_with_code(line, _CODE_IN_DOCSTRING) for line in lines)
    return filled(_with_code(" ".join(line.strip() for line in lines), _CODE_IN_DOCSTRING))


def filled(prose: str, after: str = "") -> str:
    """Return prose in lines of at most WIDTH characters; those after the first begin with `after`."""
    return textwrap.fill(
        prose, WIDTH, subsequent_indent=after, break_long_words=False, break_on_hyphens=False
    )


def _with_code(text: str, code: re.Pattern[str]) -> str:
    made, end = "", 0
    for match in code.finditer(text):
        made += escaped(text[end : match.start()]) + f"`{next(filter(None, match.groups()))}`"
        end = match.end()
    return made + escaped(text[end:])
