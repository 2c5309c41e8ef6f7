"""Says where words come from: a passage, or a whole article, in the forms in which people cite.

Pure: an article's facts and a range of its text go in, a text goes out. How it gets to a clipboard is not known here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from index.article import Metadata
from index.document import Document
from index.document.excerpt import excerpt
from index.document.fragments import link_to
from index.document.markdown import write_markdown
from index.document.plain import write_plain
from index.safe_text import clean, one_line


class Form(StrEnum):
    """How a passage is written. The values are what `[copy] form` in carrel.toml takes."""

    CITATION = "citation"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    ORG = "org"
    BIBTEX = "bibtex"


@dataclass(frozen=True, slots=True)
class Source:
    """What is cited: an article's facts, and the passage of its text, if it is not the article as such."""

    metadata: Metadata
    document: Document
    passage: tuple[int, int] | None = None

    @property
    def address(self) -> str:
        """Where it stands: in a browser that can, at the passage."""
        if self.passage is None:
            return self.metadata.url
        return link_to(self.metadata.url, self.document, *self.passage)

    def part(self) -> Document:
        """The passage as a document."""
        return excerpt(self.document, *(self.passage or (0, 0)))


def cite(source: Source, form: Form) -> str:
    """A passage with its source, or the reference to an article; without a line end."""
    return clean(_FORMS[form](source)).rstrip("\n")


def one_line_quote(source: Source) -> str:
    """The words of a passage on one line."""
    return " ".join(source.part().text.split())


def _citation(source: Source) -> str:
    reference = ", ".join(_reference(source, lambda title: f"*{title}*"))
    if source.passage is None:
        return reference
    return f"{_in_quotes(one_line_quote(source))} — {reference}"


def _plain(source: Source) -> str:
    if source.passage is None:
        return ", ".join(_reference(source, str))
    return write_plain(source.part())


def _markdown(source: Source) -> str:
    metadata = source.metadata
    title = _escaped(metadata.name)
    linked = f"[*{title}*](<{source.address}>)" if source.address else f"*{title}*"
    reference = ", ".join(_filled(_escaped(metadata.byline), linked, _escaped(metadata.site), metadata.published[:10]))
    if source.passage is None:
        return reference
    quoted = "\n".join(f"> {line}".rstrip() for line in write_markdown(source.part()).rstrip("\n").split("\n"))
    return f"{quoted}\n>\n> — {reference}"


def _org(source: Source) -> str:
    metadata = source.metadata
    title = one_line(metadata.name)
    linked = f"[[{_org_address(source.address)}][{title.replace(']', '')}]]" if source.address else f"/{title}/"
    reference = ", ".join(_filled(metadata.byline, linked, metadata.site, metadata.published[:10]))
    if source.passage is None:
        return reference
    quoted = re.sub(r"^(?=\*|#\+)", ",", write_plain(source.part()).rstrip("\n"), flags=re.MULTILINE)
    return f"#+begin_quote\n{quoted}\n#+end_quote\n— {reference}"


def _bibtex(source: Source) -> str:
    metadata = source.metadata
    fields = {
        "author": metadata.byline,
        "title": metadata.title,
        "organization": metadata.site,
        "date": metadata.published[:10],
        "url": source.address,
        "langid": metadata.language,
        "note": _in_quotes(one_line_quote(source)) if source.passage else "",
    }
    lines = [
        f"  {name} = {{{value if name == 'url' else _tex(one_line(value))}}},"
        for name, value in fields.items() if value
    ]  # fmt: skip
    return "\n".join([f"@online{{{_key(metadata)},", *lines, "}"])


_FORMS: Mapping[Form, Callable[[Source], str]] = {
    Form.CITATION: _citation,
    Form.PLAIN: _plain,
    Form.MARKDOWN: _markdown,
    Form.ORG: _org,
    Form.BIBTEX: _bibtex,
}


def _reference(source: Source, titled: Callable[[str], str]) -> list[str]:
    metadata = source.metadata
    title = titled(one_line(metadata.title)) if metadata.title else ""
    return _filled(one_line(metadata.byline), title, one_line(metadata.site), metadata.published[:10], source.address)


def _filled(*parts: str) -> list[str]:
    return [part for part in map(one_line, parts) if part]


_OPENING, _CLOSING = '“„«「『‘"', '”“»」』’"'


def _in_quotes(words: str) -> str:
    """In quotation marks, where the words do not stand in a pair of their own."""
    has_own = len(words) > 1 and words[0] in _OPENING and words[-1] in _CLOSING
    is_one_pair = has_own and not any(sign in _OPENING + _CLOSING for sign in words[1:-1])
    return words if is_one_pair else f"“{words}”"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>~])", r"\\\1", text)


def _org_address(address: str) -> str:
    return address.replace("[", "%5B").replace("]", "%5D")


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "&%$#_{}"
}


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)


def _key(metadata: Metadata) -> str:
    """`falk2024rivers`: the last name of the first author or the site, the year, the first long word of the title."""
    first = re.split(r"[,;&]| and ", metadata.byline)[0].split()
    name = first[-1] if first else metadata.site
    word = next((word for word in re.findall(r"\w+", metadata.title) if len(word) > 3), "")
    plain = unicodedata.normalize("NFKD", f"{name}{metadata.published[:4]}{word}".lower())
    return re.sub(r"[^a-z0-9]", "", plain) or "article"
