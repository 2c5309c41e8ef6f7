"""Formulas of every make become one element each, with readable text and their TeX: shown once, and never lost.

KaTeX, MathJax 2 and 3, MathML, Wikipedia's and WordPress' pictures of formulas, and TeX between delimiters: where the
page loads a program that would set it, or has lost that (feeds, saved pages) and the text itself can be nothing else.
Runs on the whole tree before scripts are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from index.extract.mathml import readable_mathml
from index.extract.tex import is_telling, readable_tex
from index.extract.tree import drop, one_blank

_CLASSES = etree.XPath("//@class", smart_strings=False)
_MARKS = ("katex", "MathJax", "mwe-math")
_SETTER = re.compile(r"mathjax|katex", re.IGNORECASE)
_SET_UP = ("MathJax", "katex", "KaTeX", "renderMathInElement")
_LONGEST_SET_UP = 5000
"""Characters of a script that sets up a program for formulas."""

_SINGLE_DOLLARS = re.compile(r"""inlineMath[^;]{0,200}["']\$["']|["']\$["']\s*,\s*["']\$["']|left:\s*["']\$["']""")
_DELIMITED = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)
_DELIMITED_OR_DOLLARS = re.compile(
    _DELIMITED.pattern + r"|(?<![\\$\w])\$([^$\s](?:[^$]{0,300}[^$\s\\])?)\$(?![\w$])", re.DOTALL
)
_BACKSLASHED = re.compile(r"\\\((.{1,500}?)\\\)|\\\[(.{1,2000}?)\\\]()", re.DOTALL)
_SIMPLE = re.compile(r"\s*(?:[A-Za-z]'?|[^\\]*[=^_<>][^\\]*)\s*", re.DOTALL)
_TEX_ENCODING = re.compile(r"tex", re.IGNORECASE)
_RENDERED = frozenset((
    "MathJax", "MathJax_Display", "MathJax_Preview", "MathJax_SVG", "MathJax_CHTML", "MathJax_SVG_Display",
    "mjx-chtml",
))  # fmt: skip
_PICTURE = re.compile(r"\b(?:mwe-math-fallback-image-\w+|latex|tex|wp-katex-eq)\b")
_STYLE = re.compile(r"^\{\\(?:displaystyle|textstyle)\s*(.*)\}$", re.DOTALL)
_MAY_HOLD_TEX = etree.XPath(
    r"boolean(.//*[not(self::script or self::style)]/text()[contains(., '\(') or contains(., '\[')])"
)
"""Few pages have such a delimiter anywhere, and this is asked of every page."""

_NO_TEXT = frozenset(("script", "style", "code", "pre", "textarea", "title", "head", "kbd", "samp"))


def settle_formulas(root: HtmlElement) -> None:
    """Put one `role=math` element in the place of every formula."""
    set_up = "\n".join(_set_up(root))
    is_marked_up = next(root.iter("math", "mjx-container"), None) is not None
    is_scripted = any((node.get("type") or "").startswith("math/tex") for node in root.iter("script"))
    if is_marked_up or is_scripted or _has_marks(root):
        for node in [*root.iter("script")]:
            if (node.get("type") or "").startswith("math/tex"):
                _settle(node, node.text or "", "", display="display" in (node.get("type") or ""))
        for node in [*root.iterdescendants(etree.Element)]:
            if node.getparent() is not None:
                _settle_element(node)
    if set_up:
        pattern = _DELIMITED_OR_DOLLARS if _SINGLE_DOLLARS.search(set_up) else _DELIMITED
        for node in [*_with_text(root)]:
            _settle_delimited(node, pattern)
    elif _MAY_HOLD_TEX(root) and any(
        is_telling(found[0]) for text in _texts(root) for found in _BACKSLASHED.finditer(text)
    ):
        for node in [*_with_text(root)]:
            _settle_delimited(node, _BACKSLASHED, only_formulas=True)


def _has_marks(root: HtmlElement) -> bool:
    """Whether a class on the page names a program that sets formulas, or a picture of one."""
    classes = " ".join(cast("list[str]", _CLASSES(root)))
    return any(mark in classes for mark in _MARKS) or any(
        "tex" in (each.get("class") or "") for each in root.iter("img")
    )


def _set_up(root: HtmlElement) -> Iterator[str]:
    """The scripts that load or set up a program which sets TeX between delimiters."""
    for script in root.iter("script"):
        text = script.text or ""
        is_short = len(text) < _LONGEST_SET_UP
        if _SETTER.search(script.get("src") or "") or (is_short and any(name in text for name in _SET_UP)):
            yield text or "loaded"


def _settle_element(node: HtmlElement) -> None:
    names = (node.get("class") or "").split()
    if node.tag == "math":
        _settle_mathml(node, node)
    elif "katex" in names or "mwe-math-element" in names or node.tag == "mjx-container":
        math = next(node.iter("math"), None)
        if math is not None:
            _settle_mathml(node, math, display=_is_display(node, names))
        elif node.tag == "mjx-container" and node.get("aria-label"):
            _settle(node, "", node.get("aria-label") or "", display=_is_display(node, names))
    elif _RENDERED.intersection(names):
        if math := next(node.iter("math"), None):
            _settle_mathml(node, math, display="MathJax_Display" in names)
        elif _is_stand_in(node):
            drop(node)
    elif node.tag == "img" and _PICTURE.search(node.get("class") or "") and node.get("alt"):
        _settle(node, node.get("alt") or "", "", display="display" in (node.get("class") or ""))


def _is_display(node: HtmlElement, names: list[str]) -> bool:
    parent = node.getparent()
    around = (parent.get("class") or "") if parent is not None else ""
    return node.get("display") == "true" or "katex-display" in around or "mwe-math-element-block" in names


def _is_stand_in(node: HtmlElement) -> bool:
    """Whether what MathJax drew has its source beside it, already settled."""
    parent = node.getparent()
    if parent is None:
        return False
    return any(each.get("role") == "math" for each in parent) or "MathJax_Preview" in (node.get("class") or "")


def _settle_mathml(node: HtmlElement, math: HtmlElement, *, display: bool = False) -> None:
    tex = next(
        (each.text_content() for each in math.iter("annotation") if _TEX_ENCODING.search(each.get("encoding") or "")),
        "",
    )
    tex = tex or math.get("alttext") or ""
    is_display = display or math.get("display") == "block"
    _settle(node, tex, readable_mathml(math), display=is_display)


def _settle(node: HtmlElement, tex: str, readable: str, *, display: bool) -> None:
    tex = one_blank(tex)
    if match := _STYLE.match(tex):
        tex = match[1].strip()
    readable = one_blank(readable) or readable_tex(tex)
    if not readable:
        drop(node)
        return
    parent = node.getparent()
    if parent is None:
        return
    formula = node.makeelement("div" if display else "span", {"role": "math", "class": "math", "data-tex": tex})
    formula.text, formula.tail = readable, node.tail
    parent.replace(node, formula)


def _with_text(root: HtmlElement) -> Iterator[HtmlElement]:
    for node in root.iterdescendants(etree.Element):
        if node.tag in _NO_TEXT or node.get("role") == "math":
            continue
        if node.getparent() is not None and (node.text or node.tail):
            yield node


def _texts(root: HtmlElement) -> Iterator[str]:
    """The texts of a page in which formulas might stand between delimiters."""
    for node in _with_text(root):
        yield from (text for text in (node.text, *(child.tail for child in node)) if text and "\\" in text)


def _is_formula(text: str) -> bool:
    """Whether what stands between delimiters is one, on a page that has formulas: a letter, a relation, a command."""
    return is_telling(text) or _SIMPLE.fullmatch(text[2:-2]) is not None


def _settle_delimited(node: HtmlElement, pattern: re.Pattern[str], *, only_formulas: bool = False) -> None:
    """Formulas in the text right inside an element, and behind each of its children."""
    if node.text and ("\\" in node.text or "$" in node.text):
        pieces = _pieces(node, node.text, pattern, only_formulas=only_formulas)
        if pieces:
            node.text = pieces[0]
            for at, formula in enumerate(pieces[1]):
                node.insert(at, formula)
    for child in list(node):
        if child.tail and ("\\" in child.tail or "$" in child.tail):
            pieces = _pieces(node, child.tail, pattern, only_formulas=only_formulas)
            if pieces:
                child.tail = pieces[0]
                at = node.index(child) + 1
                for place, formula in enumerate(pieces[1]):
                    node.insert(at + place, formula)


def _pieces(
    node: HtmlElement, text: str, pattern: re.Pattern[str], *, only_formulas: bool
) -> tuple[str, list[HtmlElement]] | None:
    """The text before the first formula, and each formula with the text behind it; None where there is none."""
    matches = [match for match in pattern.finditer(text) if not only_formulas or _is_formula(match[0])]
    if not matches:
        return None
    formulas = []
    for number, match in enumerate(matches):
        groups = match.groups()
        tex = one_blank(next(filter(None, groups)))
        display = bool(groups[1] or groups[2])
        formula = node.makeelement("div" if display else "span", {"role": "math", "class": "math", "data-tex": tex})
        end = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        formula.text, formula.tail = readable_tex(tex) or tex, text[match.end() : end]
        formulas.append(formula)
    return text[: matches[0].start()], formulas
