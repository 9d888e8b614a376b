"""`examples/reference/commands.md`: every command with its help, columns, options and examples."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import click

from qnmine.cli.main import COMMANDS, program
from qnmine.cli.options.command import SECTIONS
from tests.reference import NOTE
from tests.reference.columns import columns_of
from tests.reference.markdown import escaped, filled, from_help

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHARED = {
    "Groups": "A table of counts for each part of the corpus.",
    "Recogniser": "Of the commands that find entities.",
    "Words": "Of the commands that find or count words.",
    "Input": "Of the commands that read a corpus. `PATHS` are files, folders, archives or patterns, `-` is "
    "standard input.",
    "Output": "Of the commands that write a table.",
    "Run": "How a run goes. Commands that read no corpus have only some of them.",
}
"""The sections of the helps whose options are told once, and what stands before them."""

_LEAD = """\
What `qnmine COMMAND -h` says of every command, with the columns that it writes. What many commands share is
told once: [the options for input, output and the run](#options-that-many-commands-have)."""
_OFTEN = 4  # commands that have an option in the same words
_FEW = 14  # commands that are worth naming


class Told(NamedTuple):
    """An option as a help tells it."""

    section: str
    names: str
    text: str

    @property
    def name(self) -> str:
        """The long name alone."""
        return str(re.findall(r"--[a-z-]+", self.names)[-1])


def context_of(name: str) -> click.Context:
    """Return the context of a command as `qnmine NAME` has it."""
    group = click.Context(program, info_name="qnmine", obj={}, **program.context_settings)
    command = program.get_command(group, name)
    assert command is not None
    return click.Context(command, info_name=name, parent=group)


def options_of(ctx: click.Context) -> list[Told]:
    """Return the options of a command in the order of its help, without `--help`."""
    found = []
    for parameter in ctx.command.get_params(ctx):
        record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
        if record is not None and "--help" not in parameter.opts:
            found.append(Told(getattr(parameter, "section", "Options"), *record))
    return sorted(found, key=lambda option: SECTIONS.index(option.section))


def examples_of(ctx: click.Context) -> list[tuple[str, str]]:
    """Return the calls that the help of a command shows, each with what is said of it."""
    _, _, shown = (ctx.command.epilog or "").partition("Examples:\n")
    pairs = [re.split(r" {2,}", line.strip(), maxsplit=1) for line in shown.splitlines() if line.strip()]
    return [(call, *note) if note else (call, "") for call, *note in pairs]  # type: ignore[misc]


def page() -> str:
    """Return the page."""
    contexts = {name: context_of(name) for name in COMMANDS}
    options = {name: options_of(ctx) for name, ctx in contexts.items()}
    often = _shared(options.values())
    parts = [_beginning(), _shared_options(often, options)]
    parts += [_command(name, ctx, options[name], often) for name, ctx in contexts.items()]
    return "\n\n".join(parts) + "\n"


def _shared(options: Iterable[list[Told]]) -> list[Told]:
    """Return the options that many commands have in the same words, in the order of a help."""
    counts = Counter(option for each in options for option in each)
    often = [option for option, count in counts.items() if count >= _OFTEN and option.section in SHARED]
    return sorted(often, key=lambda option: list(SHARED).index(option.section))


def _beginning() -> str:
    rows = [f"| [`qnmine {name}`](#qnmine-{name}) | {escaped(line)} |" for name, line in COMMANDS.items()]
    ctx = click.Context(program, info_name="qnmine", **program.context_settings)
    general = [Told("Options", *record) for record in _records(ctx)]
    return "\n".join(
        [
            "# Commands",
            "",
            NOTE,
            "",
            _LEAD,
            "",
            "| command | what it does |",
            "|---|---|",
            *rows,
            "",
            "Of the program itself, before the name of a command:",
            "",
            *map(_bullet, general),
        ]
    )


def _records(ctx: click.Context) -> list[tuple[str, str]]:
    records = (parameter.get_help_record(ctx) for parameter in ctx.command.get_params(ctx))
    return [record for record in records if record is not None]


def _shared_options(often: list[Told], options: Mapping[str, list[Told]]) -> str:
    parts = ["## Options that many commands have"]
    for section, lead in SHARED.items():
        here = [option for option in often if option.section == section]
        if not here:
            continue
        parts += [f"### {section}", *([lead] if lead else [])]
        parts.append("\n".join(map(_bullet, here)))
        commands = [f"[{name}](#qnmine-{name})" for name in COMMANDS if {*here} & {*options[name]}]
        if len(commands) <= _FEW:
            parts.append(filled(f"In: {', '.join(commands)}."))
    return "\n\n".join(parts)


def _command(name: str, ctx: click.Context, options: list[Told], often: list[Told]) -> str:
    usage = " ".join(["qnmine", name, *ctx.command.collect_usage_pieces(ctx)])
    parts = [f"## qnmine {name}", f"```text\n{usage}\n```", *_help(ctx.command)]
    if columns := columns_of(name):
        rows = [f"| `qnmine {call}` | `{names}` |" for call, names in columns.items()]
        parts.append("\n".join(["| call | columns |", "|---|---|", *rows]))
    parts += _own_options(options, often)
    parts += ["Examples:", _examples(examples_of(ctx))]
    return "\n\n".join(parts)


def _help(command: click.Command) -> list[str]:
    """Return the paragraphs of a help."""
    paragraphs = [filled(from_help(" ".join(part.split()))) for part in (command.help or "").split("\n\n")]
    return [re.sub(r"(?:^|(?<=\. ))Columns:", "**Columns:**", text) for text in paragraphs]


def _own_options(options: list[Told], often: list[Told]) -> list[str]:
    """Return the options of a command by section: its own in full, the shared ones by name."""
    parts = []
    for section in SECTIONS:
        own = [option for option in options if option.section == section and option not in often]
        if own:
            title = "Options" if section in ("Options", "Rows") else section
            parts += [f"{title}:", "\n".join(map(_bullet, own))]
    shared = [line for section in SHARED if (line := _shared_line(section, options, often))]
    return [*parts, "Shared options:", "\n".join(shared)] if shared else parts


def _shared_line(section: str, options: list[Told], often: list[Told]) -> str:
    """Tell which shared options of a section a command has: all, all but some, or these."""
    link = f"[{section}](#{section.lower()})"
    whole = [option for option in often if option.section == section]
    here = [option for option in whole if option in options]
    if not here:
        return ""
    own = {option.name for option in options}
    lacking = [option for option in whole if option not in here and option.name not in own]
    names = f"all but {_names(lacking)}" if len(lacking) < len(here) else _names(here)
    return filled(f"- {link}: {names if lacking else 'all'}", "  ")


def _names(options: list[Told]) -> str:
    return ", ".join(f"`{option.name}`" for option in options)


def _bullet(option: Told) -> str:
    text, _, more = option.text.partition("  [")  # default: json; 0<=x<=1
    told = f"- `{option.names}`: {from_help(text)}" + (f" ({escaped(more[:-1])})" if more else "")
    return filled(told, "  ")


def _examples(examples: list[tuple[str, str]]) -> str:
    width = max((len(call) for call, note in examples if note), default=0)
    lines = [f"{call:<{width}}  # {note}" if note else call for call, note in examples]
    return "\n".join(["```sh", *lines, "```"])
