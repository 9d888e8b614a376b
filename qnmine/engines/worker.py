"""A process that analyses chunks for another one, which starts it (`qnmine.engines.processes`).

It gets ("work", Work) once and ("chunk", Chunk, careful) again and again; it sends ("batch", first, count)
before each batch of documents, and ("part", Part) or ("error", exception, traceback) after each chunk.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING, Any

from qnmine.engines.channel import Channel, Closed
from qnmine.engines.work import do_chunk

if TYPE_CHECKING:
    from qnmine.engines.work import Work


def main() -> None:
    """Serve the process at the other end of the standard streams until it goes."""
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process decides what becomes of an interrupt
    # What a library prints may not come between the messages.
    incoming, outgoing = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    channel = Channel(open(incoming, "rb"), open(outgoing, "wb"))  # noqa: PTH123, SIM115 - open until the end
    try:
        _serve(channel)
    except Closed:
        return


def _serve(channel: Channel) -> None:
    work: Work[Any] | None = None
    while True:
        try:
            kind, *message = channel.receive()
            if kind == "work":
                work = message[0]
                gc.freeze()  # models stay: no collection need look at them again
                continue
            assert work is not None
            part = do_chunk(
                work,
                message[0],
                careful=message[1],
                on_batch=lambda first, count: channel.send("batch", first, count),
            )
        except Closed:
            raise
        except Exception as error:
            channel.send("error", error, traceback.format_exc())
        else:
            channel.send("part", part)


if __name__ == "__main__":
    main()
    sys.exit()
