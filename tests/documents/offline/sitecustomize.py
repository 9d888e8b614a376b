"""Put before all of Python's own modules: no program in the documents reaches beyond this machine."""

import socket

_connect = socket.socket.connect


def _only_here(self: socket.socket, address: object) -> None:
    host = address[0] if isinstance(address, tuple) else ""
    if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1", "localhost"):
        raise OSError(f"a command of the documentation wants to connect to {address}")
    _connect(self, address)  # type: ignore[arg-type]


socket.socket.connect = _only_here  # type: ignore[assignment,method-assign]
