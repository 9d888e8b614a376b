"""The application of the page, and requests as the page makes them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qnmine.serving.app import Serving, make_app

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from qnmine.serving.analysis import Analyser

PORT = 8765
TOKEN = "a-token-of-this-run"
ORIGIN = f"http://127.0.0.1:{PORT}"
HEADERS = {
    "Host": f"127.0.0.1:{PORT}",
    "Origin": ORIGIN,
    "Sec-Fetch-Site": "same-origin",
    "X-Qnmine-Token": TOKEN,
    "Content-Type": "application/json",
}


@dataclass(frozen=True)
class Page:
    """A page that is not shown: what it asks and is answered."""

    analyser: Analyser
    limit: int = 200 * 1024

    def get(self, path: str = "/", **headers: str | None) -> TestResponse:
        return self.ask("GET", path, b"", {"Origin": None, "Content-Type": None, **_named(headers)})

    def post(
        self, path: str = "/analyse", body: object = b"", headers: dict[str, str | None] | None = None
    ) -> TestResponse:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.ask("POST", path, data, headers or {})

    def ask(self, method: str, path: str, data: bytes, headers: dict[str, str | None]) -> TestResponse:
        """The response; headers that are None are left out."""
        app = make_app(Serving(self.analyser, PORT, self.limit, "en"), TOKEN)
        sent = {name: value for name, value in {**HEADERS, **headers}.items() if value is not None}
        without_host = {} if "Host" in sent else {"HTTP_HOST": ""}
        return app.test_client().open(
            path, method=method, data=data, headers=sent, environ_overrides=without_host
        )

    def answer(self, text: str, **options: object) -> dict[str, Any]:
        response = self.post(body={"text": text, **options})
        assert response.status_code == 200, response.text
        answer = response.json
        assert isinstance(answer, dict)
        return answer

    def csv(self, text: str, table: str, **options: object) -> bytes:
        response = self.post("/csv", {"text": text, "table": table, **options})
        assert response.status_code == 200, response.text
        return bytes(response.data)


def _named(headers: dict[str, str | None]) -> dict[str, str | None]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
