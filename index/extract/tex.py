r"""TeX as a line that a person can read: `\frac{a}{b}` becomes a/b, `x^2` becomes x², `\alpha` becomes α.

Not a typesetter: what it does not know it leaves out (spacing, fonts) or shows by its name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}^_&~]|\s+|[^\\{}^_&~\s]")

_SYMBOLS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ",
    "aleph": "ℵ", "partial": "∂", "nabla": "∇", "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫", "oint": "∮",
    "iint": "∬", "cup": "∪", "cap": "∩", "bigcup": "⋃", "bigcap": "⋂", "in": " ∈ ", "notin": " ∉ ", "ni": " ∋ ",
    "subset": " ⊂ ", "subseteq": " ⊆ ", "supset": " ⊃ ", "supseteq": " ⊇ ", "emptyset": "∅", "varnothing": "∅",
    "forall": "∀", "exists": "∃", "neg": "¬", "lnot": "¬", "land": " ∧ ", "wedge": " ∧ ", "lor": " ∨ ", "vee": " ∨ ",
    "leq": " ≤ ", "le": " ≤ ", "geq": " ≥ ", "ge": " ≥ ", "neq": " ≠ ", "ne": " ≠ ", "approx": " ≈ ", "sim": " ∼ ",
    "simeq": " ≃ ", "cong": " ≅ ", "equiv": " ≡ ", "propto": " ∝ ", "ll": " ≪ ", "gg": " ≫ ", "pm": " ± ", "mp": " ∓ ",
    "times": " × ", "cdot": " · ", "div": " ÷ ", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "•", "oplus": " ⊕ ",
    "otimes": " ⊗ ", "to": " → ", "rightarrow": " → ", "leftarrow": " ← ", "Rightarrow": " ⇒ ", "Leftarrow": " ⇐ ",
    "leftrightarrow": " ↔ ", "Leftrightarrow": " ⇔ ", "iff": " ⇔ ", "implies": " ⇒ ", "mapsto": " ↦ ", "uparrow": "↑",
    "downarrow": "↓", "longrightarrow": " ⟶ ", "ldots": "…", "cdots": "⋯", "dots": "…", "vdots": "⋮", "ddots": "⋱",
    "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "mid": " | ", "vert": "|",
    "Vert": "‖", "parallel": " ∥ ", "perp": " ⊥ ", "angle": "∠", "degree": "°", "prime": "′", "dagger": "†",
    "colon": ":",
    "setminus": " ∖ ", "backslash": "\\", "lbrace": "{", "rbrace": "}", "quad": " ", "qquad": " ", "therefore": "∴",
    "because": "∵", "square": "□", "blacksquare": "■", "triangle": "△", "models": " ⊨ ", "vdash": " ⊢ ", "top": "⊤",
    "bot": "⊥", "cdotp": "·", "lbrack": "[", "rbrack": "]",
}  # fmt: skip
_ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0305", "tilde": "\u0303", "dot": "\u0307",
    "widetilde": "\u0303", "vec": "\u20d7", "ddot": "\u0308", "acute": "\u0301", "check": "\u030c",
    "underline": "\u0332",
}  # fmt: skip
_BLACKBOARD = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "P": "ℙ", "H": "ℍ", "E": "𝔼", "F": "𝔽", "1": "𝟙"}
_GROUPING = frozenset((
    "text", "textrm", "textbf", "textit", "textsf", "texttt", "mathrm", "mathbf", "mathit", "mathsf", "mathtt",
    "mathcal", "mathscr", "mathfrak", "boldsymbol", "bm", "operatorname", "operatorname*", "mbox", "hbox",
    "pmb", "boxed", "emph",
))  # fmt: skip
_SILENT = frozenset((
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "textstyle",
    "scriptstyle", "limits", "nolimits", "nonumber", "rm", "bf", "it", "cal", "mathstrut", "notag", "middle",
    "hline", "displaylimits",
))  # fmt: skip
_WITH_ARGUMENT = frozenset(("begin", "end", "label", "tag", "color", "phantom", "hspace", "vspace", "tag*"))

_FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))
_NAMES = (*_SYMBOLS, *_ACCENTS, *_FRACTIONS, "sqrt", "mathbb", "mathrm", "mathcal", "left")
_TELLING = frozenset(name for name in _NAMES if len(name) > 2)
"""Commands by which TeX is known: shorter names are escapes of other languages too."""
_NAMED = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])")
_UPPER = str.maketrans("0123456789+-=()nikjabcdeghlmoprstuvwxyz−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵏʲᵃᵇᶜᵈᵉᵍʰˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁻")
_LOWER = str.maketrans("0123456789+-=()aeijoruvxnkmhlpst−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₒᵣᵤᵥₓₙₖₘₕₗₚₛₜ₋")
_RAISABLE = frozenset(map(chr, _UPPER))
_LOWERABLE = frozenset(map(chr, _LOWER))
_SCRIPTS = frozenset(map(chr, (*_UPPER.values(), *_LOWER.values())))
_MOST_SCRIPT = 6
_RAISED_BY_NATURE = {"∘": "°", **{sign: sign for sign in "′″∗*°†"}}
_DEEPEST = 30


def raised(text: str) -> str:
    """A superscript in one line: ², or ^(…) where the characters have no raised form."""
    text = text.strip()
    if text and len(text) <= _MOST_SCRIPT and _RAISABLE.issuperset(text):
        return text.translate(_UPPER)
    if text in _RAISED_BY_NATURE:
        return _RAISED_BY_NATURE[text]
    return f"^{_grouped(text)}" if text else ""


def lowered(text: str) -> str:
    """A subscript in one line: ₂, or _(…) where the characters have no lowered form."""
    text = text.strip()
    if text and len(text) <= _MOST_SCRIPT and _LOWERABLE.issuperset(text):
        return text.translate(_LOWER)
    return f"_{_grouped(text)}" if text else ""


def fraction(above: str, below: str) -> str:
    """A fraction in one line."""
    return f"{_grouped(above)}/{_grouped(below)}"


def in_a_row(parts: Sequence[str], fractions: Collection[int]) -> str:
    """Parts of a formula side by side; `fractions` are the places of those that are fractions.

    One that something follows without a sign is bracketed, since a/b(c) could be read as a/(bc).
    """
    written = list(parts)
    for place in fractions:
        after = next((parts[at] for at in range(place + 1, len(parts)) if parts[at]), "")
        if after and (after[0].isalnum() or after[0] in "([{√∑∏∫"):
            written[place] = f"({parts[place].strip()})"
    return "".join(written)


def root(text: str, degree: str = "") -> str:
    """A root in one line."""
    text = text.strip()
    is_one = text.isdecimal() or _SCRIPTS.issuperset(text[1:])
    under = text if is_one or re.fullmatch(r"\([^()]*\)", text) else f"({text})"
    return f"{raised(degree) if degree else ''}√{under}"


def _grouped(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 1 or re.fullmatch(r"\w+|\(.*\)", text) else f"({text})"


def is_telling(text: str) -> bool:
    """Whether a text names commands that only TeX has."""
    return any(match[1] in _TELLING for match in _NAMED.finditer(text))


def readable_tex(tex: str) -> str:
    """The formula in one line of Unicode."""
    return " ".join(_Reader(_TOKEN.findall(tex)).read(0).split())


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def read(self, depth: int) -> str:
        """Up to the brace that closes this group, or the end."""
        parts: list[str] = []
        fractions: list[int] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token == "}":  # noqa: S105
                self._at += 1
                break
            if token[1:] in _FRACTIONS:
                fractions.append(len(parts))
            parts.append(self._one(depth))
        return in_a_row(parts, fractions)

    def _one(self, depth: int) -> str:
        token = self._tokens[self._at]
        self._at += 1
        if depth > _DEEPEST:
            return token
        if token == "{":  # noqa: S105 - a brace, no password
            return self.read(depth + 1)
        if token == "^":  # noqa: S105
            return raised(self._argument(depth))
        if token == "_":  # noqa: S105
            return lowered(self._argument(depth))
        if token in ("&", "~") or token.isspace():
            return " "
        if token == "-":  # noqa: S105
            return "−"
        return self._command(token[1:], depth) if token.startswith("\\") else token

    def _argument(self, depth: int) -> str:
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        return self._one(depth + 1) if self._at < len(self._tokens) else ""

    def _optional(self) -> str:
        if self._at >= len(self._tokens) or self._tokens[self._at] != "[":
            return ""
        end = self._at
        while end < len(self._tokens) and self._tokens[end] != "]":
            end += 1
        inside = "".join(self._tokens[self._at + 1 : end])
        self._at = end + 1
        return inside

    def _command(self, name: str, depth: int) -> str:
        if name in _SYMBOLS:
            return _SYMBOLS[name]
        if name in _FRACTIONS:
            return fraction(self._argument(depth), self._argument(depth))
        if name in ("binom", "dbinom", "tbinom"):
            return f"C({self._argument(depth)}, {self._argument(depth)})"
        if name == "sqrt":
            degree = self._optional()
            return root(self._argument(depth), degree)
        if name in _ACCENTS:
            return self._argument(depth) + _ACCENTS[name]
        if name == "mathbb":
            return "".join(_BLACKBOARD.get(letter, letter) for letter in self._argument(depth))
        if name in _GROUPING:
            return self._argument(depth)
        if name in _WITH_ARGUMENT:
            self._argument(depth)
            return " "
        return self._other(name)

    @staticmethod
    def _other(name: str) -> str:
        if name == "\\":
            return "; "
        if name in _SILENT or name in (",", ";", ":", "!", " ", ">", "/"):
            return " " if name in (",", ";", ":", " ", ">") else ""
        return f" {name} " if len(name) > 1 else name
