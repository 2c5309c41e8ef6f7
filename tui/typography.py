"""How a person wants text to be set: the `[screen]` settings of measure, justification and hyphenation.

Known before the first frame, so nothing that sets text is loaded here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import UsageError
from tui.render.measure import MEASURE, within_bounds

if TYPE_CHECKING:
    from tui.render.typesetting import Options

NO_PATTERNS = "Hyphenation needs Pyphen: pip install 'carrel[hyphenation]'"


@dataclass(frozen=True, slots=True)
class Typography:
    """`measure` is the cells of a line at most; `hyphenated` holds for languages whose patterns are known."""

    measure: int = MEASURE
    justified: bool = False
    hyphenated: bool = False

    def options(self, language: str) -> Options:
        """What it means for a text in a language."""
        from tui.render.typesetting import Options

        return Options(justified=self.justified, hyphenation=language if self.hyphenated else "")


def typography(look: Mapping[str, Any], where: str) -> Typography:
    """What the `[screen]` table says. Raises UsageError for what it cannot say."""
    measure = look.get("measure", MEASURE)
    if not isinstance(measure, int) or isinstance(measure, bool):
        raise UsageError(f"{where}: [screen] measure: expected a number of columns, found {measure!r}")
    return Typography(within_bounds(measure), _flag(look, "justify", where), _flag(look, "hyphenate", where))


def can_hyphenate() -> bool:
    """Whether the patterns are installed; loads none."""
    import importlib.util

    return importlib.util.find_spec("pyphen") is not None


def _flag(look: Mapping[str, Any], name: str, where: str) -> bool:
    value = look.get(name, False)
    if not isinstance(value, bool):
        raise UsageError(f"{where}: [screen] {name}: expected true or false, found {value!r}")
    return value
