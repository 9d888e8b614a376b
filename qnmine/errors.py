"""Errors whose text is meant for the user: one line that names the thing and the remedy."""


class QnmineError(Exception):
    """Something failed in a way that the user can mend; the message is shown without a traceback."""


class UsageError(QnmineError):
    """The request itself is wrong (a missing path, a column that no file has): nothing was written."""


class DocumentError(QnmineError):
    """One document, or one file of them, could not be read or analysed; the others go on.

    `name` is the document or file, `reason` what is wrong with it, `remedy` what to try (may be empty).
    """

    def __init__(self, name: str, reason: str, remedy: str = "") -> None:
        super().__init__(f"{name}: {reason}" + (f"; {remedy}" if remedy else ""))
        self.name = name
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        # an exception is rebuilt from its `args`, which hold the finished message, not the three parts
        return type(self), (self.name, self.reason, self.remedy), self.__dict__
