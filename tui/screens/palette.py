"""The palette: textual's own, fed by the table of keys."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.keys import Action, commands, shown
from tui.screens.commanding import Commanding


class Actions(Provider):
    """Every action that has a name."""

    async def discover(self) -> Hits:
        """Before anything is typed: all of them."""
        for action in commands().values():
            yield DiscoveryHit(_title(action), partial(self._do, action), help=_keys(action))

    async def search(self, query: str) -> Hits:
        """Those that answer what was typed."""
        matcher = self.matcher(query)
        for action in commands().values():
            score = matcher.match(_title(action))
            if score > 0:
                title = matcher.highlight(_title(action))
                yield Hit(score, title, partial(self._do, action), text=_title(action), help=_keys(action))

    async def _do(self, action: Action) -> None:
        if isinstance(self.screen, Commanding):
            await self.screen.do(action)


def _title(action: Action) -> str:
    return action.help


def _keys(action: Action) -> str:
    return "  ".join(shown(key) for key in action.keys)
