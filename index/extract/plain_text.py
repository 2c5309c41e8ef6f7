"""Plain text becomes an article: paragraphs, headings, lists, quotes and verse, as people set them with blanks alone.

Text that uses the marks of Markdown is read as Markdown. Lines that were wrapped at a width are joined again; lines
that were broken on purpose (verse, addresses) stay lines.
"""

from __future__ import annotations

import re
import statistics
from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from index.article import Extraction, Page
from index.extract.decode import decode
from index.extract.front_matter import split_front_matter, split_headers
from index.extract.markdown import extract_markdown_text, finish_source
from index.extract.parse import parse_fragment

_MARKDOWN = re.compile(r"^#{1,6} \S|^```|^~~~|\[[^\]\n]+\]\((?:https?:|/|#)|^\|.*\|\s*\n\|[ :|-]+\|", re.MULTILINE)
_BULLET = re.compile(r"\s{0,6}[-*•‣▪–·]\s+(?=\S)")
_NUMBERED = re.compile(r"\s{0,6}(\d{1,3})[.)]\s+(?=\S)")
_UNDERLINE = re.compile(r"\s*([=\-~^*_])\1{2,}\s*")
_RULE = re.compile(r"\s*(?:[*\-_=#~+]\s?){3,}\s*|\s*⁂\s*")
_ADDRESS = re.compile(r"https?://[^\s<>\"'»”’]+[^\s<>\"'»”’.,;:!?)\]]")
_SENTENCE_END = re.compile(r"[.!?…:;,\"”»。！？、，]\s*$")

_NARROWEST_WRAP = 45
"""Characters of the narrowest column that text is wrapped to."""

_RAGGED = 1.1
_LONGEST_TITLE = 120
_LONGEST_HEADING = 80


def extract_text(page: Page) -> Extraction:
    """The article of a plain text."""
    source = decode(page.data, page.charset).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    front = split_front_matter(source.replace("\x0c", "\n\n"))
    if not front.fields:
        front = split_headers(front.text)
    if _MARKDOWN.search(front.text):
        return extract_markdown_text(page, front)
    markup = "".join(_blocks(front.text))
    if "title" not in front.fields and not markup.startswith("<h1>"):
        front.fields["title"] = _name_of(page)
    return finish_source(page, front, parse_fragment(markup))


def _name_of(page: Page) -> str:
    """A title from the file's name, for a text that opens without one."""
    path = urlsplit(page.url).path if "://" in page.url else page.source
    stem = PurePosixPath(unquote(path).replace("\0", "")).stem
    return re.sub(r"[_-]+", " ", stem).strip() if stem not in ("", "-") else ""


def _blocks(text: str) -> list[str]:
    """The paragraphs of a text as HTML."""
    groups = [group.split("\n") for group in re.split(r"\n[ \t]*\n+", text.strip("\n")) if group.strip()]
    width = _wrapped_width(groups)
    parts: list[str] = []
    for number, lines in enumerate(groups):
        is_title = number == 0 and len(groups) > 1 and _is_title(lines)
        parts.extend(
            ["<h1>" + escape(" ".join(" ".join(lines).split())) + "</h1>"] if is_title else _group(lines, width)
        )
    return parts


def _wrapped_width(groups: list[list[str]]) -> int:
    """The width that lines were wrapped at, or 0 where each line is a paragraph or verse."""
    inner = [len(line.rstrip()) for lines in groups for line in lines[:-1] if len(lines) > 1]
    if len(inner) < 2:
        return 0
    width = max(inner)
    typical = statistics.median(inner)
    return width if typical >= _NARROWEST_WRAP and width <= 120 and typical > 0.75 * width else 0


def _is_title(lines: list[str]) -> bool:
    text = " ".join(lines).strip()
    if len(lines) == 2 and _UNDERLINE.fullmatch(lines[1]):
        return False
    return (
        len(lines) <= 2
        and len(text) <= _LONGEST_TITLE
        and not text.endswith((".", ",", ";", "。"))
        and not _is_item(lines[0])
    )


def _group(lines: list[str], width: int) -> list[str]:
    """A group of lines between blank lines."""
    if len(lines) == 1 and _RULE.fullmatch(lines[0]):
        return ["<hr>"]
    if len(lines) >= 2 and _UNDERLINE.fullmatch(lines[1]) and len(lines[0].strip()) <= _LONGEST_HEADING:
        level = 1 if lines[1].strip()[0] == "=" else 2
        rest = _group(lines[2:], width) if len(lines) > 2 else []
        return [f"<h{level}>{_inline(lines[0])}</h{level}>", *rest]
    if all(line.startswith(">") for line in lines):
        return ["<blockquote>", *_blocks("\n".join(line[1:].removeprefix(" ") for line in lines)), "</blockquote>"]
    if all(line.startswith(("    ", "\t")) for line in lines) and len(lines) > 1 and not _is_item(lines[0]):
        return [f"<pre>{escape(_dedented(lines))}</pre>"]
    if _is_item(lines[0]):
        return _list(lines)
    if len(lines) == 1 and _is_heading(lines[0]):
        return [f"<h2>{_inline(lines[0])}</h2>"]
    return _paragraphs(lines, width)


def _paragraphs(lines: list[str], width: int) -> list[str]:
    item = next((at for at, line in enumerate(lines) if at and _is_item(line)), None)
    if item is not None:
        return [*_paragraphs(lines[:item], width), *_list(lines[item:])]
    if width and max(map(len, lines)) <= _RAGGED * width:
        return [f"<p>{_inline(' '.join(lines))}</p>"]
    if all(len(line) > _NARROWEST_WRAP or _SENTENCE_END.search(line) for line in lines) and max(map(len, lines)) > 120:
        return [f"<p>{_inline(line)}</p>" for line in lines]
    return ["<p>" + "<br>".join(_inline(line) for line in lines) + "</p>"]


def _is_item(line: str) -> bool:
    return bool(_BULLET.match(line) or _NUMBERED.match(line))


def _list(lines: list[str]) -> list[str]:
    ordered = _NUMBERED.match(lines[0])
    items: list[str] = []
    for line in lines:
        match = _BULLET.match(line) or _NUMBERED.match(line)
        if match:
            items.append(line[match.end() :])
        else:
            items[-1] += " " + line.strip()
    body = "".join(f"<li>{_inline(item)}</li>" for item in items)
    return [f'<ol start="{ordered[1]}">{body}</ol>' if ordered else f"<ul>{body}</ul>"]


def _is_heading(line: str) -> bool:
    text = line.strip()
    return (
        2 < len(text) <= _LONGEST_HEADING and text.isupper() and any(map(str.isalpha, text)) and len(text.split()) <= 10
    )


def _dedented(lines: list[str]) -> str:
    return "\n".join(
        line.removeprefix("    ") if line.startswith("    ") else line.removeprefix("\t") for line in lines
    )


def _inline(text: str) -> str:
    """A line with its addresses as links."""
    text = " ".join(text.split())
    parts, at = [], 0
    for match in _ADDRESS.finditer(text):
        address = escape(match[0])
        parts.append(f'{escape(text[at : match.start()])}<a href="{address}">{address}</a>')
        at = match.end()
    return "".join([*parts, escape(text[at:])])
