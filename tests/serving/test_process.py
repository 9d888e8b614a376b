"""`qnmine serve` as a process: its one line, its end, ports, faults."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.main import run
from qnmine.serving.analysis import Analyser, Found
from qnmine.serving.app import Serving, make_app
from qnmine.serving.server import bind
from qnmine.serving.server import run as run_server
from tests import ROOT
from tests.contract.harness import qnmine
from tests.serving.pages import TOKEN
from tests.serving.processes import serving

if TYPE_CHECKING:
    from pathlib import Path

    from qnmine.serving.asked import Asked

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")


def ask(port: int, method: str, path: str, body: object = None, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    data = None if body is None else json.dumps(body).encode()
    connection.request(method, path, data, {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


def too_long(port: int, size: int, headers: dict[str, str], *, chunked: bool) -> dict[str, str] | None:
    """What is told of a body of this size, None if the connection is closed before."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    body = json.dumps({"text": "x" * size}).encode()
    parts = iter([body[:500], body[500:]]) if chunked else body
    try:
        connection.request("POST", "/analyse", parts, headers, encode_chunked=chunked)
        with connection.getresponse() as response:
            assert response.status == 413
            is_json = response.getheader("Content-Type", "").startswith("application/json")
            return {"code": json.loads(response.read())["error"]["code"]} if is_json else {}
    except ConnectionError:
        return None
    finally:
        connection.close()


def token_of(page: str) -> str:
    found = re.search(r'<meta name="qnmine-token" content="([\w-]{43})">', page)
    assert found
    return found[1]


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_lesson_from_beginning_to_end(number: signal.Signals) -> None:
    with serving("--lang", "vi") as (process, port):
        status, page = ask(port, "GET", "/")
        assert (status, 'lang="vi"' in page) == (200, True)
        asked = {"text": "Ông Phạm Văn Thể đến Hạ Long.", "language": "vi"}
        headers = {"X_Qnmine_Token": token_of(page), "Content_Type": "application/json"}
        status, answer = ask(port, "POST", "/analyse", asked, **headers)
        assert status == 200
        assert json.loads(answer)["summary"] == "1 tên người, 1 địa danh, 4 từ"
        assert ask(port, "POST", "/analyse", asked, Content_Type="application/json")[0] == 403
        assert ask(port, "GET", "/", Host="evil.example")[0] == 403
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out, err) == (0, "", "")


@POSIX
def test_long_bodies_and_a_request_without_a_host() -> None:
    with serving("--limit-kb", "1") as (process, port):
        token = token_of(ask(port, "GET", "/")[1])
        headers = {"X-Qnmine-Token": token, "Content-Type": "application/json"}
        for chunked in (False, True):
            assert too_long(port, 11_000, headers, chunked=chunked) == {"code": "too-large"}
            # The server itself does not even read this one, so that the answer may not reach us.
            assert too_long(port, 100_000, headers, chunked=chunked) in ({}, None)
        with socket.create_connection(("127.0.0.1", port), timeout=60) as bare:
            bare.sendall(b"GET / HTTP/1.0\r\n\r\n")
            assert bare.recv(100).startswith(b"HTTP/1.0 403")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        assert (process.returncode, err) == (0, "")


def test_the_page_does_not_wait_for_texts() -> None:
    begun, go_on = threading.Semaphore(0), threading.Event()

    class Slow(Analyser):
        def __call__(self, asked: Asked) -> Found:
            begun.release()
            assert go_on.wait(60)
            return super().__call__(asked)

    listener = bind(0)
    port = listener.getsockname()[1]
    app = make_app(Serving(Slow(), port, 1024, "en"), TOKEN)
    threading.Thread(target=run_server, args=(app, listener, 1024, lambda: None), daemon=True).start()
    headers = {"X_Qnmine_Token": TOKEN, "Content_Type": "application/json"}
    with ThreadPoolExecutor(6) as browser:  # has so many requests under way
        answers = [
            browser.submit(ask, port, "POST", "/analyse", {"text": "Hạ Long"}, **headers) for _ in range(6)
        ]
        try:
            assert all(begun.acquire(timeout=60) for _ in answers)
            assert ask(port, "GET", "/")[0] == 200
        finally:
            go_on.set()
        assert {answer.result()[0] for answer in answers} == {200}


@POSIX
def test_the_browser_is_opened(tmp_path: Path) -> None:
    opened, browser = tmp_path / "opened", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.new && mv {opened}.new {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    with serving("--open", env={"BROWSER": f"{browser} %s"}) as (_, port):
        for _ in range(200):
            if opened.exists():
                break
            time.sleep(0.05)
        assert opened.read_text(encoding="utf-8") == f"http://127.0.0.1:{port}/\n"


def test_only_this_machine_can_ask() -> None:
    with serving() as (_, port):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(("192.0.2.1", 9))  # sends nothing; tells the address that would
            except OSError:
                pytest.skip("this machine has no other address")
            own = probe.getsockname()[0]
        if own.startswith("127."):
            pytest.skip("this machine has no other address")
        with pytest.raises(OSError):  # noqa: PT011 - refused, or no way
            socket.create_connection((own, port), timeout=5)


def test_a_port_in_use() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = qnmine("serve", "--port", str(port))
    assert result.code == 2
    (line,) = result.err.splitlines()
    assert f"--port {port}: another program uses it; choose another, or 0 for any that is free" in line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--engine", "dask"), "one text at a time"),
        (("--host", "0.0.0.0"), "--host"),
        (("--port", "70000"), "--port"),
        (("--limit-kb", "0"), "--limit-kb"),
        (("--lang", "de"), "--lang"),
        (("--port", "0", "--model", "no.model"), "no.model"),
        (("--port", "0", "--corrections", "no.csv"), "no.csv"),
        (("--port", "0", "--words", "no.txt"), "no.txt"),
    ],
)
def test_wrong_requests(arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", *arguments]) == ExitCode.USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line


@pytest.mark.parametrize("missing", ["flask", "waitress"])
def test_without_the_extra(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def find_spec(name: str) -> object:
        return None if name == missing else object()

    monkeypatch.setattr("importlib.util.find_spec", find_spec)
    assert run(["serve"]) == ExitCode.USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert "pip install 'qnmine[serve]'" in line


def test_the_help_imports_no_server() -> None:
    script = (
        "import sys; from qnmine.cli.main import run\n"
        "try: run(['serve', '-h'])\n"
        "finally: sys.exit(','.join({'flask', 'waitress', 'numpy'} & sys.modules.keys()) or None)"
    )
    process = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=False)
    assert process.stderr.decode() == ""
    assert process.returncode == 0
