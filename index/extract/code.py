"""Code as it was written: line numbers of the page taken off, lines put under each other, the language named."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from index.extract.tree import BLOCKS, drop, label_of

_GUTTER = re.compile(
    r"(?:^|[\s_-])(?:gutter|lineno|linenos|linenumbers?|line-?numbers?|lnt?|rouge-gutter|blob-num|hljs-ln-numbers)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NUMBERS_ONLY = re.compile(r"[\d\s.]*")
_LANGUAGE = re.compile(
    r"(?:^|[\s-])(?:language|lang|highlight-source|highlight-text|brush|sourceCode|src)[-:\s]+([\w+#-]+)"
)
_NAMED = frozenset((
    "python", "py", "javascript", "js", "typescript", "ts", "java", "c", "cpp", "csharp", "go", "rust", "ruby",
    "rb", "php", "perl", "swift", "kotlin", "scala", "haskell", "hs", "lua", "r", "bash", "sh", "shell", "zsh",
    "console", "powershell", "sql", "html", "xml", "css", "scss", "json", "yaml", "yml", "toml", "ini",
    "makefile", "cmake", "dockerfile", "diff", "julia", "clojure", "elixir", "erlang", "ocaml", "fsharp",
    "dart", "groovy", "matlab", "fortran", "lisp", "scheme", "elm", "nix", "zig", "solidity", "graphql",
    "markdown", "latex", "tex", "vim", "text", "plaintext",
))  # fmt: skip
_NO_LANGUAGE = frozenset(["text", "plaintext", "plain", "none", "nohighlight", "auto", "txt", "default"])


@lru_cache(maxsize=4096)
def _is_gutter(name: str) -> bool:
    return bool(_GUTTER.search(name))


def drop_gutters(body: HtmlElement) -> None:
    """Take out the line numbers that pages print beside their code."""
    for node in list(body.iter("td", "th", "pre", "div", "span", "code", "a")):
        name = node.get("class")
        if name and _is_gutter(name) and _NUMBERS_ONLY.fullmatch(node.text_content()):
            drop(node)


def code_pieces(pre: HtmlElement) -> list[tuple[str, str]]:
    """The characters of a block of code as (text, target of the link around it), without the line ends around all."""
    pieces: list[tuple[str, str]] = []
    _collect(pre, pieces, "")
    text = "".join(piece for piece, _ in pieces)
    start = text[: len(text) - len(text.lstrip())].rfind("\n") + 1
    return _cut(pieces, start, len(text.rstrip()))


def _cut(pieces: list[tuple[str, str]], start: int, end: int) -> list[tuple[str, str]]:
    kept, at = [], 0
    for text, target in pieces:
        part = text[max(0, start - at) : max(0, end - at)]
        at += len(text)
        if part:
            kept.append((part, target))
    return kept


def _collect(node: HtmlElement, pieces: list[tuple[str, str]], target: str) -> None:
    target = node.get("href") or target if node.tag == "a" else target
    _add(pieces, node.text, target)
    for child in node:
        if child.tag == "br":
            _add(pieces, "\n", target)
        else:
            if child.tag in BLOCKS:
                _begin_line(pieces)
            _collect(child, pieces, target)
            if child.tag in BLOCKS:
                _begin_line(pieces)
        _add(pieces, child.tail, target)


def _add(pieces: list[tuple[str, str]], text: str | None, target: str) -> None:
    if text:
        pieces.append((text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "), target))


def _begin_line(pieces: list[tuple[str, str]]) -> None:
    if pieces and not pieces[-1][0].endswith("\n"):
        pieces.append(("\n", ""))


def code_language(pre: HtmlElement) -> str:
    """The language that the page names for a block of code, in lower case; empty where it names none."""
    inner = next(iter(pre.iter("code")), None)
    candidates = [pre, *([inner] if inner is not None else []), *islice(pre.iterancestors(), 3)]
    for node in candidates:
        named = node.get("data-lang") or node.get("data-language") or ""
        if not named and (match := _LANGUAGE.search(label_of(node))):
            named = match[1]
        if not named and node in candidates[: 2 if inner is not None else 1]:
            named = next((name for name in (node.get("class") or "").lower().split() if name in _NAMED), "")
        if named:
            named = named.lower()
            return "" if named in _NO_LANGUAGE else named
    return ""
