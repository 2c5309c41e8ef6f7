"""What the library knows of the address that a link leads to, and letting it be fetched later. No screen."""

from __future__ import annotations

from functools import partial

from index import Library
from index.errors import UsageError
from index.library import JobState
from tui.screens.undo import Change, Undo

_STATES = {
    JobState.PENDING: "↓ queued for carrel fetch",
    JobState.FETCHING: "↓ being fetched",
    JobState.FAILED: "! could not be fetched: {cause}",
}


def state_of(library: Library, target: str, article_id: int = 0) -> str:
    """`✓ in the library: TITLE`, `↓ queued …`, `○ not in the library`; of a picture of an article, that it is kept."""
    if article_id and target in library.pictures(article_id):
        return "✓ a picture, kept · Enter opens it"
    found = library.id_of(target)
    if found is not None:
        rows = library.rows([found])
        return f"✓ in the library{': ' + rows[0].metadata.title if rows and rows[0].metadata.title else ''}"
    job = library.links.job_of(target)
    if job is not None:
        return _STATES.get(job.state, UNKNOWN).format(cause=job.cause)
    return UNKNOWN if target.lower().startswith(_PAGES) else NO_PAGE


UNKNOWN = "○ not in the library"
NO_PAGE = "○ no page: o opens it"
_PAGES = ("http:", "https:", "file:")


def open_kept(library: Library, target: str, article_id: int) -> int | str | None:
    """The article that an address leads to; of a picture that is kept, what became of showing it; else None."""
    return view_kept(library, target, article_id) or library.id_of(target)


def view_kept(library: Library, target: str, article_id: int) -> str:
    """Show a picture of an article in the system's viewer: what became of that; empty where none is kept."""
    picture = library.picture(article_id, target)
    if picture is None:
        return ""
    from tui.screens.viewer import view

    return view(picture)


def queue_link(library: Library, target: str, found_in: int, undo: Undo) -> str:
    """Queue an address that was met in an article; what to tell the reader."""
    if library.id_of(target) is not None:
        return f"In the library already: {target} · Enter opens it"
    try:
        queued = library.queue([target], found_in=found_in, again=True)
    except UsageError as error:
        return str(error)
    if not queued:
        return f"Queued already: {target}"
    undo.remember(Change(f"Queued {target}", partial(library.links.forget, [target])))
    return f"Queued: {target} · carrel fetch downloads it · u undoes it"
