"""What holds the widgets of a screen: what never scrolls, and panes with a title in their upper edge."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget


class Unscrolled(Widget):
    """A widget around which Textual never puts scrollbars.

    For the sake of those it lays out the whole screen a second time, and paints it, whenever a widget got another
    size: when the terminal did, all of them. To be named last among the bases: textual takes the styles of the first.
    """

    virtual_size = Reactive(Size(0, 0), repaint=False)


class Holder(Unscrolled):
    """A widget that others cover: its rows are alike below its upper edge, and one is drawn for all of them.

    Textual draws every row of what lies under others before it cuts that away: of a screen of panes most rows are such.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region, for textual."""
        edge = min(max(0, self.gutter.top - crop.y), crop.height)
        rows = super().render_lines(Region(crop.x, crop.y, crop.width, edge)) if edge else []
        if edge < crop.height:
            rows += super().render_lines(Region(crop.x, crop.y + edge, crop.width, 1)) * (crop.height - edge)
        return rows


class Panes(Horizontal, Holder):
    """Widgets beside each other."""


class Pane(Vertical, Holder):
    """A part of the screen under a title. Another title costs one row: Textual paints all that stands under it too."""

    _title = ""
    _only_title = False

    def entitle(self, title: str) -> None:
        """Write a title, which is text and never markup, into the edge."""
        if title == self._title:
            return
        self._title, self._only_title = title, True
        try:
            self.border_title = Content(title)
        finally:
            self._only_title = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Pane:
        """Paint anew: all, some regions, or the title alone while it changes."""
        if self._only_title and not layout:
            regions = (Region(0, -self.gutter.top, self.outer_size.width, self.gutter.top or 1),)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
