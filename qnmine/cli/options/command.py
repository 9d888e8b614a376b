"""What options are made of: sections of the help, lists of names, groups that are handed over as one."""

from __future__ import annotations

import functools
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click

from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

SHOWN, GROUPS, RECOGNISER, WORDS, READING = "Rows", "Groups", "Recogniser", "Words", "Reading"
INPUT, OUTPUT, RUN = "Input", "Output", "Run"
SECTIONS = ("Options", SHOWN, READING, GROUPS, RECOGNISER, WORDS, INPUT, OUTPUT, RUN)
"""The sections of a command's help, in their order."""

MANIFEST = "qnmine.manifest"
"""Where the context of a command keeps the file of `--manifest`."""

FILE = click.Path(allow_dash=True)
"""A file; the shell completes its name, what it is is checked later."""


class NameList(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """Names separated by commas (`url,date`); a list in `qnmine.toml` is taken as well."""

    name = "NAME[,NAME]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the names."""
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple):
            self.fail("expected names separated by commas", param, ctx)
        names = tuple(str(part).strip() for part in parts)
        if not all(names):
            self.fail("an empty name", param, ctx)
        return names


NAMES = NameList()


class Option(click.Option):
    """An option that stands in a section of the command's help."""

    def __init__(self, *arguments: Any, section: str, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.section = section


class Command(click.Command):
    """A command with its options in sections in the help, defaults from `qnmine.toml`, and `--manifest`.

    `no_manifest` says why a command refuses the last, which its help then leaves out.
    """

    def __init__(self, *arguments: Any, no_manifest: str | None = None, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._no_manifest = no_manifest
        names = [parameter.name for parameter in self.params]
        place = names.index("quiet") if "quiet" in names else len(names)
        self.params.insert(place, _manifest_option(hidden=no_manifest is not None))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and write its manifest if one is asked for."""
        manifest = ctx.meta.get(MANIFEST)
        if manifest is None:
            return super().invoke(ctx)
        if self._no_manifest is not None:
            raise UsageError(self._no_manifest)
        from qnmine.cli.manifesting import with_manifest

        return with_manifest(manifest, ctx, super().invoke)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the settings file first, unless the arguments ask for none, or only for help."""
        given, _, _ = self.make_parser(ctx).parse_args(list(args))
        unused = given.get("no_config") or (ctx.parent is not None and ctx.parent.params.get("no_config"))
        help_option = self.get_help_option(ctx)
        asks_for_help = help_option is not None and given.get(str(help_option.name))
        if not (unused or asks_for_help or ctx.resilient_parsing):
            from qnmine.cli.main import COMMANDS, program
            from qnmine.cli.settings import load_settings

            def find(name: str) -> click.Command:
                command = program.get_command(ctx, name)
                assert command is not None
                return command

            ctx.default_map = load_settings(str(self.name), COMMANDS, find)
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options by sections."""
        sections: dict[str, list[tuple[str, str]]] = {"Options": []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                sections.setdefault(getattr(parameter, "section", "Options"), []).append(record)
        for title in SECTIONS:
            if sections.get(title):
                with formatter.section(title):
                    formatter.write_dl(sections[title])


def _manifest_option(*, hidden: bool) -> Option:
    """Return the option `--manifest`, which every command has."""

    def keep(ctx: click.Context, _: click.Parameter, file: str | None) -> None:
        ctx.meta[MANIFEST] = file

    return Option(
        ("--manifest",),
        section=RUN,
        type=FILE,
        metavar="FILE",
        hidden=hidden,
        expose_value=False,  # found in the context by Command.invoke
        callback=keep,
        help="Write what the run was to FILE, as JSON: options, versions, checksums of what was read and "
        "written.",
    )


def names_of_options(command: click.Command) -> dict[str, str]:
    """Return the parameters of a command with their names on the command line: `--type`, `PATHS`."""
    names: dict[str, str] = {}
    for parameter in command.params:
        if parameter.name is not None:
            own = parameter.opts[-1] if isinstance(parameter, click.Option) else parameter.name.upper()
            names.setdefault(parameter.name, own)
    return names


def option(section: str, *names: str, **settings: Any) -> Decorator:
    """Return a decorator that adds an option in a section of the help."""
    return click.option(*names, cls=Option, section=section, **settings)


def gather(name: str, kind: type[Any], decorators: Sequence[Decorator]) -> Decorator:
    """Return a decorator that adds options to a command and hands them over as one `kind`."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def command(**values: Any) -> Any:
            own = {field.name: values.pop(field.name) for field in fields(kind)}
            return function(**values, **{name: kind(**own)})

        result: Callable[..., Any] = command
        for add in reversed(decorators):
            result = add(result)
        return result

    return decorate


def examples(*lines: tuple[str, str] | str) -> str:
    """Return an epilog for `qnmine COMMAND -h`: each line a call, or a call and what it gives."""
    rows = [(line, "") if isinstance(line, str) else line for line in lines]
    width = max((len(call) for call, note in rows if note), default=0)
    shown = [f"  {call:<{width}}  {note}".rstrip() for call, note in rows]
    return "\b\nExamples:\n" + "\n".join(shown)
