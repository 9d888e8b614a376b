"""The server of the page: on this machine's own address only, until it is interrupted."""

from __future__ import annotations

import errno
import logging
import os
import socket
from typing import TYPE_CHECKING

from qnmine.errors import UsageError
from qnmine.serving.app import body_limit
from qnmine.serving.guards import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

_THREADS = 12
"""Texts are analysed one after another, and one browser has up to six requests under way: the page itself
must not wait for them."""

_IDLE = 20  # seconds after which a connection that asks nothing is closed, so that others get one
_IN_MEMORY = 1 << 30
"""No request or answer is ever put into a temporary file by the server."""


def bind(port: int) -> socket.socket:
    """Return a socket on this port of the loopback address, any free one for 0.

    Raises UsageError with the remedy if it is not to be had.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "nt":  # there SO_REUSEADDR would let two programs have one port
        listener.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE"), 1)  # noqa: B009
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((NAMES[0], port))
        listener.listen()  # two programs may be bound to a port, but not both listen
    except OSError as error:
        listener.close()
        taken = error.errno == errno.EADDRINUSE
        reason = "another program uses it" if taken else (error.strerror or str(error)).lower()
        raise UsageError(f"--port {port}: {reason}; choose another, or 0 for any that is free") from None
    return listener


def run(app: Flask, listener: socket.socket, limit: int, started: Callable[[], None]) -> None:
    """Serve the application, after calling `started`, until the process is interrupted."""
    from waitress import create_server

    logging.getLogger("waitress").addHandler(logging.NullHandler())  # it would tell how many wait
    most = body_limit(limit)
    server = create_server(
        app,
        sockets=[listener],
        threads=_THREADS,
        channel_timeout=_IDLE,
        cleanup_interval=5,
        ident=None,
        asyncore_loop_timeout=1,  # Windows sees an interrupt only in between
        max_request_body_size=2 * most,  # up to here the application itself says that it is too long
        inbuf_overflow=_IN_MEMORY,
        outbuf_overflow=_IN_MEMORY,
    )
    try:
        started()
        server.run()
    except KeyboardInterrupt:  # before the server waits for it, or a second one while it ends
        pass
    finally:
        server.close()
