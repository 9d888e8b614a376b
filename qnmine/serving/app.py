"""The page and its two answers, as a Flask application; it keeps nothing and writes no log of texts."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from qnmine import __version__
from qnmine.errors import QnmineError
from qnmine.languages import LANGUAGES, load_phrases
from qnmine.layers import LAYERS
from qnmine.output.values import encoded, json_text
from qnmine.serving.answer import answer
from qnmine.serving.asked import TABLES, RequestError, read_asked, read_asked_table
from qnmine.serving.examples import EXAMPLES
from qnmine.serving.guards import HEADERS, Refusal, check_host, check_sender
from qnmine.serving.tables import Models, csv_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from qnmine.serving.analysis import Analyser

_ASSETS = {
    "marks.css": ("qnmine.page", "marks.css", "text/css"),
    "page.css": ("qnmine.serving", "static/page.css", "text/css"),
    "page.js": ("qnmine.serving", "static/page.js", "text/javascript"),
    "tables.js": ("qnmine.serving", "static/tables.js", "text/javascript"),
    "phrases.js": ("qnmine.serving", "static/phrases.js", "text/javascript"),
    "asking.js": ("qnmine.serving", "static/asking.js", "text/javascript"),
    "icon.svg": ("qnmine.serving", "static/icon.svg", "image/svg+xml"),
}
_AROUND_TEXT = 4096
_ESCAPED = 6  # `\u0000` for one byte: the most that JSON makes of it


@dataclass(frozen=True)
class Serving:
    """What a run of the page is made of; `limit` is the most bytes of a text in UTF-8."""

    analyser: Analyser
    port: int
    limit: int
    language: str
    models: Models = field(default_factory=Models)
    on_fault: Callable[[Exception], None] | None = None


def body_limit(limit: int) -> int:
    """Return the most bytes of a request with a text of so many."""
    return _ESCAPED * limit + _AROUND_TEXT


def make_app(serving: Serving, token: str | None = None) -> Flask:
    """Return the application; `token` is a new secret unless one is given."""
    secret = token or secrets.token_urlsafe(32)
    app = Flask("qnmine.serving", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = body_limit(serving.limit)
    _add_guards(app, serving, secret)
    _add_page(app, serving, secret)
    _add_answers(app, serving)
    return app


def _add_guards(app: Flask, serving: Serving, token: str) -> None:
    """Refuse what is not asked by our own page, and tell what goes wrong in one form."""

    @app.before_request
    def guard() -> Response | None:
        refusal = check_host(request.environ.get("HTTP_HOST"), serving.port)
        if refusal is not None:
            return Response(f"{refusal.message}\n", refusal.status, content_type="text/plain; charset=utf-8")
        if request.method == "POST":
            refusal = check_sender(request.headers, serving.port, token)
        return None if refusal is None else _refused(refusal)

    @app.after_request
    def describe(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        if not isinstance(error, HTTPException | QnmineError | RequestError) and serving.on_fault:
            serving.on_fault(error)
        return _refused(_refusal(error, serving.limit))


def _add_page(app: Flask, serving: Serving, token: str) -> None:
    """Add the page and what it loads."""

    @app.get("/", provide_automatic_options=False)
    def page() -> str:
        return render_template("page.html", **_of_page(serving, token))

    @app.get("/<name>", provide_automatic_options=False)
    def asset(name: str) -> Response:
        if name not in _ASSETS:
            return _refused(Refusal(404, "path", "there is nothing here"))
        package, path, kind = _ASSETS[name]
        return Response(files(package).joinpath(path).read_bytes(), content_type=f"{kind}; charset=utf-8")


def _add_answers(app: Flask, serving: Serving) -> None:
    """Add what the page asks for."""

    @app.post("/analyse", provide_automatic_options=False)
    def analyse() -> Response:
        asked = read_asked(request.get_data(cache=False))
        _check_length(asked.text, serving.limit)
        begun = time.perf_counter()
        found = serving.analyser(asked)
        milliseconds = max(1, round(1000 * (time.perf_counter() - begun)))
        return _json(answer(found, asked, serving.models, milliseconds))

    @app.post("/csv", provide_automatic_options=False)
    def table() -> Response:
        wanted = read_asked_table(request.get_data(cache=False))
        _check_length(wanted.asked.text, serving.limit)
        rows = rows_of(serving.analyser(wanted.asked), wanted.asked, wanted.table)
        return Response(csv_of(rows), content_type="text/csv; charset=utf-8")


def _of_page(serving: Serving, token: str) -> dict[str, Any]:
    """Return what the template of the page is filled with."""
    everything = {language: _phrases(language) for language in LANGUAGES}
    return {
        "language": serving.language,
        "phrases": everything[serving.language],
        "everything": everything,
        "token": token,
        "limit": serving.limit,
        "layers": LAYERS,
        "tables": TABLES,
        "examples": {key: example._asdict() for key, example in EXAMPLES.items()},
        "version": __version__,
    }


def _phrases(language: str) -> dict[str, str]:
    serve, layers = load_phrases("serve", language), load_phrases("layers", language)
    own = {key: serve(key) for key in serve if not key.endswith(".one")}
    return own | {f"layer.{layer}": layers(f"plural.{layer}") for layer in LAYERS}


def _check_length(text: str, limit: int) -> None:
    if len(encoded(text)) > limit:
        raise RequestEntityTooLarge


def _refusal(error: Exception, limit: int) -> Refusal:
    """Return what is told of an error; nothing of the text is in it."""
    if isinstance(error, RequestEntityTooLarge):
        return Refusal(413, "too-large", f"the text is longer than {limit // 1024} KB (--limit-kb)")
    if isinstance(error, RequestError):
        return Refusal(400, "request", str(error))
    if isinstance(error, QnmineError):
        return Refusal(422, "model", str(error))
    if isinstance(error, HTTPException):
        return Refusal(error.code or 500, "path", error.name.lower())
    return Refusal(500, "fault", f"internal error: {type(error).__name__}")


def _refused(refusal: Refusal) -> Response:
    return _json({"error": {"code": refusal.code, "message": refusal.message}}, refusal.status)


def _json(value: object, status: int = 200) -> Response:
    return Response(json_text(value).encode(), status, content_type="application/json; charset=utf-8")
