"""A page's bytes become an article: no database, no index, no network.

`extract` is the one door. It is pure, and its answer can be pickled: importing runs it in worker processes. What it
needs (lxml, readability) is loaded by the first call, not by the import.
"""

from __future__ import annotations

from index.article import Extraction, Page
from index.extract.recipe import PLAIN, Recipe, View
from index.extract.sniff import SourceKind, sniff


def extract(page: Page, recipe: Recipe = PLAIN) -> Extraction:
    """The article of a page: HTML, Markdown or plain text, as its media type, its name or its bytes say.

    The recipe has the rules of sites, and may ask for another view than the article; both are for HTML alone.
    Raises BadDataError, naming the source, where the bytes are no page: empty, too large, a picture, an archive. A
    page without an article raises nothing: its verdict says so.
    """
    match sniff(page):
        case SourceKind.HTML:
            if recipe.view is not View.ARTICLE:
                from index.extract.views import extract_view

                return extract_view(page, recipe.view)
            from index.extract.page import extract_html

            return extract_html(page, recipe.rules)
        case SourceKind.MARKDOWN:
            from index.extract.markdown import extract_markdown

            return extract_markdown(page)
        case SourceKind.PLAIN:
            from index.extract.plain_text import extract_text

            return extract_text(page)


__all__ = ["extract"]
