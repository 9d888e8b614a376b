"""Who is answered: nobody but the page itself, and nothing but what the page asks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from qnmine.serving.app import body_limit
from qnmine.serving.guards import check_host
from tests.serving.pages import PORT, TOKEN, Page

if TYPE_CHECKING:
    from qnmine.serving.analysis import Analyser

ASKED = {"text": "Ông Thể ở Hạ Long."}
ASSETS = ("marks.css", "page.css", "page.js", "tables.js", "phrases.js", "asking.js", "icon.svg")


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}"])
def test_the_page_is_at_its_own_address(page: Page, host: str) -> None:
    response = page.get(Host=host)
    assert response.status_code == 200
    assert TOKEN in response.text


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        f"127.0.0.1.evil.example:{PORT}",
        "127.0.0.1",
        f"127.0.0.1:{PORT + 1}",
        f"127.0.0.1:{PORT}, evil.example",
        f"0.0.0.0:{PORT}",
        f"[::1]:{PORT}",
        "",
        None,
    ],
)
@pytest.mark.parametrize("path", ["/", "/page.js", "/analyse", "/csv", "/elsewhere"])
def test_another_host_is_refused_in_plain_text(page: Page, host: str | None, path: str) -> None:
    for method in ("GET", "POST"):
        response = page.ask(method, path, json.dumps(ASKED).encode(), {"Host": host})
        assert response.status_code == 403
        assert response.content_type == "text/plain; charset=utf-8"
        assert TOKEN not in response.text


def test_browsers_leave_out_the_port_80() -> None:
    assert check_host("localhost", 80) is None
    assert check_host("localhost", 8080) is not None


@pytest.mark.parametrize("path", ["/analyse", "/csv"])
@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Origin": "http://evil.example"}, 403, "origin"),
        ({"Origin": f"http://evil.example:{PORT}"}, 403, "origin"),
        ({"Origin": f"https://127.0.0.1:{PORT}"}, 403, "origin"),
        ({"Origin": f"http://127.0.0.1:{PORT + 1}"}, 403, "origin"),
        ({"Origin": "null"}, 403, "origin"),
        ({"Origin": ""}, 403, "origin"),
        ({"Sec-Fetch-Site": "cross-site"}, 403, "origin"),
        ({"Sec-Fetch-Site": "same-site"}, 403, "origin"),
        ({"Sec-Fetch-Site": "none"}, 403, "origin"),
        ({"X-Qnmine-Token": None}, 403, "token"),
        ({"X-Qnmine-Token": ""}, 403, "token"),
        ({"X-Qnmine-Token": TOKEN[:-1]}, 403, "token"),
        ({"X-Qnmine-Token": "\xe9"}, 403, "token"),
        ({"Content-Type": None}, 415, "type"),
        ({"Content-Type": "text/plain"}, 415, "type"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415, "type"),
        ({"Content-Type": "multipart/form-data; boundary=application/json"}, 415, "type"),
    ],
)
def test_others_are_not_answered(
    page: Page, path: str, headers: dict[str, str | None], status: int, code: str
) -> None:
    response = page.post(path, {**ASKED, "table": "words"} if path == "/csv" else ASKED, headers)
    assert response.status_code == status
    assert response.json is not None
    assert response.json["error"]["code"] == code


def test_a_program_of_this_machine_that_has_the_token_is_answered(page: Page) -> None:
    headers = {"Origin": None, "Sec-Fetch-Site": None, "Content-Type": "application/json; charset=utf-8"}
    assert page.post(body=ASKED, headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD"])
def test_texts_are_posted_only(page: Page, method: str) -> None:
    for path in ("/analyse", "/csv"):
        assert page.ask(method, path, b"", {}).status_code in (404, 405)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_the_page_is_read_only(page: Page, method: str) -> None:
    assert page.ask(method, "/", b"", {}).status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/app.py", "/../app.py", "/%2e%2e/app.py", "/static/page.js", "/page.html", "/seeds/", "//"],
)
def test_nothing_else_is_there(page: Page, path: str) -> None:
    response = page.get(path)
    assert response.status_code in (308, 404)
    assert "import" not in response.text


@pytest.mark.parametrize("path", ["/", *(f"/{name}" for name in ASSETS), "/nothing", "/analyse"])
def test_every_answer_says_what_browsers_may_do_with_it(page: Page, path: str) -> None:
    for response in (page.get(path), page.get(path, Host="evil.example"), page.post(path, ASKED)):
        headers = response.headers
        assert headers["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            "img-src 'self' data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
        )
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert [name for name in headers.keys() if name.startswith("Access-Control")] == []  # noqa: SIM118
        assert "Set-Cookie" not in headers


@pytest.mark.parametrize("name", ASSETS)
def test_what_the_page_loads_is_its_own(page: Page, name: str) -> None:
    assert f'"{name}"' in page.get().text or f'"./{name}"' in page.get("/page.js").text
    body = page.get(f"/{name}").text.replace("http://www.w3.org/2000/svg", "")
    assert "//" not in body.replace("// ", "")
    assert "http:" not in body
    assert "url(" not in body


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b'{"text": "\xff"}', "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"text": "x", "min_score": ' + b"1" * 5000 + b"}", "no JSON"),
        (b'"text"', "no JSON object"),
        (b"[]", "no JSON object"),
        (b"null", "no JSON object"),
        ({}, "'text' is a string"),
        ({"text": None}, "'text' is a string"),
        ({"text": 5}, "'text' is a string"),
        ({"text": ["x"]}, "'text' is a string"),
        ({"text": "x", "path": "/etc/passwd"}, "no field 'path'"),
        ({"text": "x", "table": "words"}, "no field 'table'"),
        ({"text": "x", "pos": 1}, "'pos' is true or false"),
        ({"text": "x", "words": None}, "'words' is true or false"),
        ({"text": "x", "language": "de"}, "'language' is one of vi, en"),
        ({"text": "x", "language": ["vi"]}, "'language' is one of vi, en"),
        ({"text": "x", "min_score": 1.5}, "'min_score' is a number from 0 to 1"),
        ({"text": "x", "min_score": True}, "'min_score' is a number from 0 to 1"),
        (b'{"text": "x", "min_score": NaN}', "'min_score' is a number from 0 to 1"),
        ({"text": "x", "reference_date": "25/6/2024"}, "'reference_date' is a day"),
        ({"text": "x", "reference_date": "2024-02-30"}, "'reference_date' is a day"),
        ({"text": "x", "reference_date": "2024-W01-1"}, "'reference_date' is a day"),
        ({"text": "x", "reference_date": 20240625}, "'reference_date' is a day"),
    ],
)
def test_requests_that_are_none(page: Page, body: object, words: str) -> None:
    response = page.post(body=body)
    assert response.status_code == 400
    assert response.json is not None
    assert response.json["error"]["code"] == "request"
    assert words in response.json["error"]["message"]


@pytest.mark.parametrize("table", [None, "", "all", 3, ["words"], {"words": 1}])
def test_a_table_that_there_is_not(page: Page, table: object) -> None:
    response = page.post("/csv", {**ASKED, "table": table})
    assert response.status_code == 400
    assert "'table' is one of entities, mentions" in response.text


def test_a_text_that_is_too_long(page: Page) -> None:
    small = Page(page.analyser, limit=1024)
    for path, table in (("/analyse", {}), ("/csv", {"table": "words"})):
        assert small.post(path, {"text": "ạ" * 341, **table}).status_code == 200  # 3 bytes each
        for text in ("ạ" * 342, "x" * 1025, "x" * (body_limit(1024) + 1)):
            response = small.post(path, {"text": text, **table})
            assert response.status_code == 413
            assert response.json == {
                "error": {"code": "too-large", "message": "the text is longer than 1 KB (--limit-kb)"}
            }
    assert small.post(body={"text": "\0" * 1024}).status_code == 200, "six bytes of JSON for each"


def test_a_fault_is_told_without_the_text(page: Page) -> None:
    class Broken:
        def __call__(self, asked: Any) -> None:
            raise RuntimeError(f"cannot read {asked.text}")

    broken: Analyser = Broken()  # type: ignore[assignment]
    response = Page(broken).post(body={"text": "a secret"})
    assert response.status_code == 500
    assert response.json == {"error": {"code": "fault", "message": "internal error: RuntimeError"}}
