"""MathML as a line that a person can read: the same line that `tex` makes of the same formula, as near as it goes."""

from __future__ import annotations

from lxml.html import HtmlElement

from index.extract.tex import fraction, in_a_row, lowered, raised, root
from index.extract.tree import one_blank

_SPACED = frozenset("=<>≤≥≠≈∼≃≅≡∝≪≫±∓×·÷∈∉⊂⊆⊃⊇→←⇒⇐↔⇔↦∧∨∪∩⊕⊗+−")
_INVISIBLE = str.maketrans("", "", "\u2061\u2062\u2063\u2064")
_DEEPEST = 60


def readable_mathml(math: HtmlElement) -> str:
    """The formula in one line of Unicode."""
    return one_blank(_read(math, 0))


def _read(node: HtmlElement, depth: int) -> str:
    if depth > _DEEPEST:
        return str(node.text_content())
    tag = node.tag if isinstance(node.tag, str) else ""
    children = [child for child in node if isinstance(child.tag, str)]
    if tag in ("annotation", "annotation-xml", "mphantom"):
        return ""
    if not children:
        return _leaf(tag, (node.text or "").translate(_INVISIBLE))
    parts = [_read(child, depth + 1) for child in children]
    if (written := _script(tag, parts)) is not None:
        return written
    if tag == "msqrt":
        return root(_row(children, parts))
    if tag == "mfenced":
        inside = ", ".join(parts)
        return f"{node.get('open') or '('}{inside}{node.get('close') or ')'}"
    if tag == "mtable":
        return "; ".join(part.strip() for part in parts)
    if tag in ("mtr", "mlabeledtr"):
        return ", ".join(part.strip() for part in parts if part.strip())
    return _row(children, parts)


def _row(children: list[HtmlElement], parts: list[str]) -> str:
    return in_a_row(parts, [place for place, child in enumerate(children) if child.tag == "mfrac"])


def _leaf(tag: str, text: str) -> str:
    if tag == "mtext":
        return text
    text = text.strip()
    if tag == "mo":
        text = "−" if text == "-" else text
        return f" {text} " if text in _SPACED else text
    return " " if tag == "mspace" else text


def _script(tag: str, parts: list[str]) -> str | None:
    """Elements whose children have their places; None for others, or where children are missing."""
    match tag, parts:
        case "msup" | "mover", [base, above]:
            return base + raised(above)
        case "msub" | "munder", [base, below]:
            return base + lowered(below)
        case "msubsup" | "munderover", [base, below, above]:
            return base + lowered(below) + raised(above)
        case "mfrac", [above, below]:
            return fraction(above, below)
        case "mroot", [inside, degree]:
            return root(inside, degree)
    return None
