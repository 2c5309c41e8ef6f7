"""The library: everything about saved articles that is true without a screen.

``from index import Library`` is the public door; nothing is imported before it is used, so that the command
line stays quick.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.library import Library

__all__ = ["Library"]


def __getattr__(name: str) -> Any:
    if name == "Library":
        from index.library import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
