"""Examples at the end of a command's help."""

from __future__ import annotations


def examples(*lines: str) -> str:
    r"""An epilog that click leaves as it is written: `\b` tells it not to wrap."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])
