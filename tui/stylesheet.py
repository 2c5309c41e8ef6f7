"""A stylesheet that is parsed once: Textual parses every sheet anew before the first frame, with the same colours."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class ParsedOnce(Stylesheet):
    """Keeps the rules that were parsed as long as the variables in them are the same."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._known = dict(variables)
        self._is_outdated = False

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other values for the variables, as after a change of the theme."""
        if variables != self._known:
            self._known, self._is_outdated = dict(variables), True
            super().set_variables(variables)

    def reparse(self) -> None:
        """Bring the rules up to date: those of sheets that were not there before, or all where a variable differs."""
        if self._is_outdated:
            super().reparse()
            self._is_outdated = False
        else:
            self.parse()
