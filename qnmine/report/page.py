"""The page: its parts put into the template, so that nothing in a text can act, and nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from qnmine.errors import DocumentError
    from qnmine.languages import Phrases
    from qnmine.report.charts import Chart
    from qnmine.report.gathering import Gatherer

_IN_SCRIPT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
_EARLY = 'document.documentElement.classList.add("js")'
"""What runs before the page is drawn: parts that a script will handle begin as it wants them."""


@dataclass(frozen=True, slots=True)
class About:
    """What the page tells of how it was made: its title, options by name, documents that failed."""

    title: str
    options: Sequence[tuple[str, str]]
    failures: Sequence[DocumentError]


@dataclass(frozen=True, slots=True)
class Scripts:
    """What draws the charts: JavaScript, and the style sheet that it needs."""

    script: str
    stylesheet: str


def require_report() -> None:
    """Raise UsageError if what makes the page is not installed."""
    from importlib.util import find_spec

    for module, package in (
        ("jinja2", "jinja2"),
        ("vl_convert", "vl-convert-python"),
        ("networkx", "networkx"),
    ):
        if find_spec(module) is None:
            raise UsageError(f"report needs {package}; install it with: pip install 'qnmine[report]'")


def json_in_script(value: Any) -> str:
    """Return JSON that cannot end the element that holds it, whatever strings are in it."""
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return written.translate(_IN_SCRIPT)


def report_html(
    gatherer: Gatherer,
    charts: Sequence[Chart],
    drawing: Scripts,
    phrases: Phrases,
    layers: Phrases,
    about: About,
) -> str:
    """Return the page.

    `phrases` are those of `report`, `layers` those of that room, in the same language.
    """
    import jinja2

    from qnmine.report.contents import shown_text
    from qnmine.report.view import view_of

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_asset),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "json_in_script": json_in_script,
        "shown": shown_text,
        "cell": lambda value: _cell(value, phrases),
    }
    scripts = [_asset("report.js"), drawing.script] if charts else [_asset("report.js")]
    style = "\n".join((_home("page", "marks.css"), _asset("report.css"), drawing.stylesheet))
    return environment.get_template("report.html.j2").render(
        view=view_of(gatherer, phrases, layers, about),
        charts=charts,
        t=phrases,
        layers=layers,
        about=about,
        style=style,
        early=_EARLY,
        scripts=scripts,
        policy=_policy(style, [_EARLY, *scripts]),
    )


def _cell(value: object, phrases: Phrases) -> Markup:
    """Return the cell of a table for a number or anything else."""
    from markupsafe import Markup

    from qnmine.report.contents import shown_text

    if value is None:
        return Markup("<td></td>")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Markup('<td class="number" data-value="{}">{}</td>').format(value, phrases.figure(value))
    return Markup('<td class="long">{}</td>').format(shown_text(str(value)))


def _policy(style: str, scripts: Sequence[str]) -> str:
    """Return a policy that lets this style and these scripts act and no others, and nothing be fetched."""
    own = f"script-src {' '.join(map(_hash, scripts))}; style-src {_hash(style)}"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _hash(element: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(element.encode()).digest()).decode()}'"


def _asset(name: str) -> str:
    return _home("report", "templates", name)


def _home(*parts: str) -> str:
    return files("qnmine").joinpath(*parts).read_text(encoding="utf-8")
