"""Who may ask: this machine's own pages, and of these only the one that this run has given out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Protocol

    class Headers(Protocol):
        """The headers of a request, whatever the case of their names."""

        def get(self, name: str, /) -> str | None:
            """Return the value of a header, None if it is not there."""


TOKEN_HEADER = "X-Qnmine-Token"
NAMES = ("127.0.0.1", "localhost")
"""The names under which the page is reached."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer says of itself: it loads and tells nothing elsewhere, and is kept by nobody."""


@dataclass(frozen=True)
class Refusal:
    """Why a request is not answered: an HTTP status, a word for programs, a line for people."""

    status: int
    code: str
    message: str


def hosts(port: int) -> frozenset[str]:
    """Return what the header `Host` may say; browsers leave out the port 80."""
    return frozenset(f"{name}:{port}" for name in NAMES) | (frozenset(NAMES) if port == 80 else frozenset())


def check_host(host: str | None, port: int) -> Refusal | None:
    """Return why a request to this host is refused, None if it is not.

    A name elsewhere that has been made to lead to this machine (DNS rebinding) would let a foreign page ask.
    """
    if host is not None and host.lower() in hosts(port):
        return None
    return Refusal(403, "host", f"this page is at http://{NAMES[0]}:{port}/ only")


def check_sender(headers: Headers, port: int, token: str) -> Refusal | None:
    """Return why a request to analyse is refused, None if it is not.

    `headers` are those of the request. What a browser says of the page that asks must be that it is ours;
    the token proves that the page has come from this run.
    """
    origin, site = headers.get("Origin"), headers.get("Sec-Fetch-Site")
    if origin is not None and origin not in {f"http://{host}" for host in hosts(port)}:
        return Refusal(403, "origin", "requests of other pages are not answered")
    if site is not None and site != "same-origin":
        return Refusal(403, "origin", "requests of other pages are not answered")
    given = headers.get(TOKEN_HEADER) or ""
    if not secrets.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        return Refusal(403, "token", f"{TOKEN_HEADER} is missing or of another run; reload the page")
    if (headers.get("Content-Type") or "").split(";")[0].strip().lower() != "application/json":
        return Refusal(415, "type", "only application/json is read")
    return None
