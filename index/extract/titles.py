"""The title of an article in the title of its page: without the site's name before or behind it.

Rules after Mozilla's Readability, which readers of the web are used to; written anew.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from index.extract.tree import key, one_blank, text_of

_SEPARATOR = re.compile(r"\s[|\-–—\\/>»·•]\s")
_ANY_SEPARATOR = re.compile(r"\s[|\-–—\\/>»·•:]\s|\s?[|｜_»]\s?|:\s")
_HIERARCHY = re.compile(r"\s[\\/>»]\s")
_SEPARATORS_ALONE = re.compile(r"[|\-–—\\/>»·•]+")
_FEWEST_WORDS = 3
_MOST_WORDS_OF_A_SITE = 5


def page_title(root: HtmlElement) -> str:
    """The text of the `title` element, as it stands."""
    head = root.find("head")
    title = (head if head is not None else root).find(".//title")
    return one_blank(title.text_content()) if title is not None else ""


def article_title(root: HtmlElement, whole: str) -> str:
    """The page's title (`whole`) without the name of the site."""
    title = whole
    if named := _named_by_heading(root, whole):
        return named
    if _SEPARATOR.search(whole):
        title = _without_site(whole)
    elif ": " in whole:
        title = _behind_colon(root, whole)
    elif not 15 <= len(whole) <= 150:
        headings = [text_of(heading) for heading in root.iter("h1")]
        title = headings[0] if len(headings) == 1 and headings[0] else whole
    return whole if _says_too_little(title, whole) else title


def without_site(root: HtmlElement, title: str, site: str) -> str:
    """A title that the page declares, without the name of its site behind it where a heading shows the title alone."""
    for heading in root.iter("h1"):
        text = text_of(heading)
        if text and site and title.startswith(text) and key(title[len(text) :]) == key(site):
            return text
    return title


def _named_by_heading(root: HtmlElement, whole: str) -> str:
    """The part of the page's title that its only first-rank heading repeats; empty where none does.

    Where the first-rank heading is the name of the site, a second-rank one may repeat the title.
    """
    headings = {text_of(heading).rstrip("¶#§🔗 ") for heading in root.iter("h1")} - {""}
    parts = [part.strip() for part in _ANY_SEPARATOR.split(whole)]
    if len(parts) < 2:
        return ""
    if headings and headings <= set(parts[1:]) and any(text_of(heading) == parts[0] for heading in root.iter("h2")):
        return parts[0]
    if len(headings) != 1:
        return ""
    heading = headings.pop()
    is_telling = parts[0] == heading or len(heading.split()) > _FEWEST_WORDS
    return heading if key(heading) and is_telling and (heading in parts or _is_end(heading, whole)) else ""


def _is_end(heading: str, whole: str) -> bool:
    """Whether a heading opens or closes the title, and a separator parts it from the rest."""
    if whole.startswith(heading):
        return bool(_ANY_SEPARATOR.match(whole[len(heading) :]))
    return whole.endswith(heading) and bool(_ANY_SEPARATOR.search(whole[: -len(heading)][-3:]))


def _without_site(whole: str) -> str:
    separators = list(_SEPARATOR.finditer(whole))
    title = whole[: separators[-1].start()]
    return title if len(title.split()) >= _FEWEST_WORDS else whole[separators[0].end() :]


def _behind_colon(root: HtmlElement, whole: str) -> str:
    if any(text_of(heading) == whole for heading in root.iter("h1", "h2")):
        return whole
    title = whole.rsplit(":", 1)[1].strip()
    before, behind = whole.split(":", 1)
    if len(title.split()) < _FEWEST_WORDS:
        return behind.strip()
    return whole if len(before.split()) > _MOST_WORDS_OF_A_SITE else title


def _says_too_little(title: str, whole: str) -> bool:
    """A short title is believed only where cutting took one word, the site's, or a path of sections away."""
    count = len(title.split())
    if count > _FEWEST_WORDS + 1:
        return False
    one_word_less = count == len(_SEPARATORS_ALONE.sub("", whole).split()) - 1
    return not (_HIERARCHY.search(whole) and one_word_less)


def forms_of(titles: list[str]) -> frozenset[str]:
    """Every form of a title that may stand at the head of the text, as keys: whole, and without the site."""
    forms = set(titles)
    for title in titles:
        parts = _SEPARATOR.split(title)
        forms.add(parts[0])
        forms.add(_SEPARATOR.sub(" ", title))
    return frozenset(key(form) for form in forms) - {""}
