"""A library whose search is a plain look into the texts: for tests that are not about searching."""

from __future__ import annotations

import re

from index import Library
from index.article import Sort
from index.errors import QueryError
from index.search.results import Hit, Range, Relaxation, SearchResults, Snippet


class PlainLibrary(Library):
    """Answers words by looking for them in titles and texts."""

    def search(self, query: str = "", *, limit: int | None = 20, sort: Sort = Sort.RELEVANCE, as_typed: bool = False,
               relax: bool = True) -> SearchResults:  # fmt: skip
        if not query.strip() or ":" in query:
            return super().search(query, limit=limit, sort=sort if query.strip() == "" else Sort.ADDED, relax=False)
        if query.count('"') % 2:
            raise QueryError("unclosed quote", query, query.rindex('"'))
        hits = self._hits(query)
        if not hits and relax and len(query.split()) > 1:
            first, *others = query.split()
            hits = self._hits(first)
            steps = (Relaxation(f"left out {' '.join(others)}", first),) if hits else ()
            return SearchResults(first, tuple(hits[:limit]), len(hits), steps)
        return SearchResults(query, tuple(hits[:limit]), len(hits), milliseconds=3.0,
                             suggestion="" if hits else "delta")  # fmt: skip

    def _hits(self, query: str) -> list[Hit]:
        found = []
        for hit in super().search("", limit=None).hits:
            text = self.read(hit.id).document.text
            marks = self.matches(hit.id, query)
            title = tuple(match.span() for match in _words(query).finditer(hit.title))
            if not marks and not title:
                continue
            start = max(0, marks[0][0] - 30) if marks else 0
            passage = text[start : start + 200].replace("\n", " ")
            moved = tuple((low - start, high - start) for low, high in marks if high - start <= len(passage))
            found.append(Hit(hit.row, 1.0, Snippet(passage, moved, marks[0][0] if marks else 0), title))
        return sorted(found, key=lambda hit: -len(hit.title_marks))

    def matches(self, article_id: int, query: str) -> tuple[Range, ...]:
        return tuple(match.span() for match in _words(query).finditer(self.read(article_id).document.text))


def _words(query: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, query.replace('"', "").split())), re.IGNORECASE)
