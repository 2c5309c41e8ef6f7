"""Links: what is told of them before they are opened, and where they lead: into the library, the queue, a browser."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from index.article import Article
from index.deferred import Deferred
from tui.screens.browser import open_in_browser
from tui.screens.reading import Opening, Reading
from tui.widgets.reader import LinkChosen, LinkFollowed, LinkPeeked, LinkQueued

if TYPE_CHECKING:
    from tui.screens import linking
    from tui.widgets.reader import Link
else:
    linking = Deferred("tui.screens.linking")


class Following(Reading):
    """The part of the screen that follows links."""

    link_state = ""
    """What the library knows of the link under the cursor."""

    @on(LinkChosen)
    def _chosen(self, event: LinkChosen) -> None:
        self.peek.show("")
        self.offered_link, self.link_state = "", ""
        self.describe_place()
        self._tell_state(event.link)

    def _tell_state(self, link: Link | None) -> None:
        """Say of a link whether what it leads to is here, or on its way."""
        if link is None or link.target.startswith("#"):
            return

        def told(state: str) -> None:
            if self.reader.link == link:
                self.link_state = state
                self.describe_place()

        self.in_background(partial(linking.state_of, self.library, link.target, self._article_id), told)

    @property
    def _article_id(self) -> int:
        """The number of the article that is open, 0 where none is."""
        return self.article.id if self.article is not None else 0

    @on(LinkPeeked)
    def _link_peeked(self, event: LinkPeeked) -> None:
        """Show where a link leads, and whether that is here."""
        self.peek.show(event.target)

        def told(state: str) -> None:
            if self.peek.display:
                self.peek.show(f"{event.target}\n{state}")

        self.in_background(partial(linking.state_of, self.library, event.target, self._article_id), told)

    @on(LinkFollowed)
    def _followed(self, event: LinkFollowed) -> None:
        def told(found: int | str | None) -> None:
            if isinstance(found, str):
                self.say(found)
            elif found is not None:
                self.open_article(Opening(found))
            else:
                self.offered_link = event.target
                self.say(f"Not in the library: {event.target} · d fetches it later · o opens it in the browser")

        self.in_background(partial(linking.open_kept, self.library, event.target, self._article_id), told)

    @on(LinkQueued)
    def _queue(self, event: LinkQueued) -> None:
        """Let a link be fetched later."""
        target, article = event.target or self.offered_link, self.article
        if article is None or not target or target.startswith("#"):
            self.say("Tab or f chooses a link to fetch later; Del removes the article.")
            return

        def told(queued: str) -> None:
            self.say(queued)
            self._tell_state(self.reader.link)

        self.in_background(partial(linking.queue_link, self.library, target, article.id, self.undo), told)

    def action_browser(self) -> None:
        """Open the link that was chosen, or the article itself, in the web browser; a kept picture in its viewer."""
        in_reader = self.article is not None and self.focused is self.reader
        link = self.offered_link or (self.reader.link.target if in_reader and self.reader.link else "")
        current = self.article if in_reader else self.results.current
        address = link or (current.metadata.url if isinstance(current, Article) else current.url if current else "")
        if not in_reader or not link:
            self.say(open_in_browser(self.app, address))
            return

        def told(shown: str) -> None:
            self.say(shown or open_in_browser(self.app, address))

        self.in_background(partial(linking.view_kept, self.library, address, self._article_id), told)
