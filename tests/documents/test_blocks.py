"""Reading of blocks, and what counts as a fault, on small documents made here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.documents.blocks import agrees, blocks_of, rewritten, steps_of
from tests.documents.running import run_document

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = """# A document

```console
$ printf 'a\\nb\\n'
a
b
$ echo one \\
>   two
one two
```

<!-- not run: needs a cluster -->
```sh
dask scheduler
```

1. In a list:

   ```python
   answer = 6 * 7
   ```

```pycon
>>> answer
42
```
"""


def test_blocks_have_language_text_line_and_mark() -> None:
    blocks = blocks_of(DOCUMENT)
    assert [(block.language, block.line, block.mark) for block in blocks] == [
        ("console", 3, ("", "")),
        ("sh", 13, ("not run", "needs a cluster")),
        ("python", 19, ("", "")),
        ("pycon", 23, ("", "")),
    ]
    assert blocks[2].text == "answer = 6 * 7\n"
    assert [(step.command, step.shown, step.line) for step in steps_of(blocks[0])] == [
        ("printf 'a\\nb\\n'\n", "a\nb\n", 4),
        ("echo one \\\n  two\n", "one two\n", 7),
    ]


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a.c\n", "abc\n", False),
        ("a\n…\n", "a\nb\nc\n", True),
        ("a\n…\n", "a\n", True),
        ("…\nc\n", "a\nb\n", False),
        ("a…\n", "abc\n", False),
        ("", "a\n", False),
    ],
)
def test_a_line_of_an_ellipsis_is_any_lines(shown: str, output: str, same: bool) -> None:
    assert agrees(shown, output) is same


def test_a_sound_document_has_no_fault(tmp_path: Path) -> None:
    findings = run_document(DOCUMENT, tmp_path / "run")
    assert findings.faults == []
    assert findings.outputs == {4: "a\nb\n", 7: "one two\n"}


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ("```console\n$ echo a\nb\n```\n", "line 1: $ echo a"),
        ("```sh\ntrue\nfalse | cat\n```\n", "line 1: exit code 1"),
        ("```python\n1 / 0\n```\n", "ZeroDivisionError"),
        ("```pycon\n>>> 1 + 1\n3\n```\n", "Expected:"),
        ("```toml\na = 1\n```\n", "can't be run"),
        ("```\nanything\n```\n", "can't be run"),
        ("<!-- not run: -->\n```sh\nfalse\n```\n", "no reason"),
        ("<!-- nut run: needs R -->\n```sh\nfalse\n```\n", "unknown mark"),
        ("<!-- file: pyproject.toml -->\n```toml\na = 1\n```\n", "pyproject.toml is different"),
        ("```python\nimport socket\nsocket.create_connection(('192.0.2.1', 80))\n```\n", "wants to connect"),
    ],
)
def test_a_fault_is_told_with_its_line(block: str, fault: str, tmp_path: Path) -> None:
    (told,) = run_document(block, tmp_path / "run").faults
    assert fault in told
    assert re.match(r"line [12]: ", told)


def test_what_commands_show_can_be_written_anew() -> None:
    document = "```console\n$ one\nold\n$ two\n$ three\na\n…\n```\n\ntext\n"
    outputs = {2: "new\nmore\n", 4: "b\n", 5: "a\nb\n"}
    assert rewritten(document, outputs) == (
        "```console\n$ one\nnew\nmore\n$ two\nb\n$ three\na\n…\n```\n\ntext\n"
    )
