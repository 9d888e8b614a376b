"""The exit codes of every command, in one place."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell learns from a run."""

    DONE = 0
    FAILED = 1
    """The output is unusable: nothing was written, or an existing file was left as it was."""
    USAGE = 2
    """The request is wrong; found before anything was written."""
    SOME_DOCUMENTS_FAILED = 3
    """Finished, but documents failed; each was named on standard error."""
    INTERRUPTED = 130
