"""What is said, loudly, of an article that does not hold what was meant to be kept: by `add`, and over its text."""

from __future__ import annotations

from index.article import Verdict

WARNINGS = {
    Verdict.PAYWALL: "only the beginning is there, the page says that the rest is not free",
    Verdict.SHELL: "the text is filled in by script; save the page from a browser and add that file",
    Verdict.EMPTY: "no text was found in it",
}


def warning_of(verdict: Verdict) -> str:
    """The verdict and what it means for a reader, as one line; empty where the text is there."""
    return f"{verdict.value}: {WARNINGS[verdict]}" if verdict in WARNINGS else ""
