"""What can go wrong, as one small family of exceptions, each with the sentence that a person reads.

A room raises one of these at its door; what happens inside a room stays there. The command line turns the kind into
an exit status, the screen into one line. Nothing here knows how an error is shown.
"""

from typing import ClassVar


class CarrelError(Exception):
    """An expected failure. `str(error)` is one clear line: what, where, what to do."""

    status: ClassVar[int] = 1
    """The exit status of a command that ends with it (after sysexits.h)."""


class UsageError(CarrelError):
    """A command, a setting or a value was written wrongly."""

    status = 2


class QueryError(UsageError):
    """A query that cannot be read; `position` is the offset in `query` that is to blame."""

    def __init__(self, message: str, query: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.query = query
        self.position = position

    def __reduce__(self) -> tuple[type, tuple[str, str, int]]:
        return type(self), (self.message, self.query, self.position)


class BadDataError(CarrelError):
    """A source was read, and it is not what it should be: a picture, an empty file, a broken archive."""

    status = 65


class NoInputError(CarrelError):
    """A source or an article is not there, or cannot be read."""

    status = 66


class NetworkError(CarrelError):
    """An address did not answer, or not with a page."""

    status = 69


class DiskError(CarrelError):
    """The disk is full, read-only or broken; what was acknowledged before is kept."""

    status = 74


class LockedError(CarrelError):
    """Another process holds what is needed; trying again helps."""

    status = 75
