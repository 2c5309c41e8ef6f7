"""Opens an address in the web browser of a person who has one at this screen, and says truly what happened."""

from __future__ import annotations

import os
import sys

from textual.app import App

from index.safe_text import one_line

SCHEMES = ("http://", "https://", "mailto:", "ftp://", "gemini://", "gopher://", "file:///")


def has_display() -> bool:
    """Whether a window could appear: not over SSH, not on a console."""
    if sys.platform in ("darwin", "win32"):
        return "SSH_TTY" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_in_browser(app: App[object], address: str) -> str:
    """Open an address; what to tell the reader."""
    shown = one_line(address)
    if not address:
        return "This article has no address."
    if not address.lower().startswith(SCHEMES):
        return f"Not an address that a browser opens: {shown}"
    if not has_display():
        return f"No browser at this terminal; y copies the address: {shown}"
    app.open_url(address)
    return f"Opened in the browser: {shown}"
