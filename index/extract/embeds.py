"""Videos, recordings, posts and maps of other sites: where they lead, and what to call them.

Players are recognised by their addresses; a post that is embedded as a quotation keeps its text and ends in a link.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement

from index.extract.address import absolute
from index.extract.tree import one_blank

PLAYERS = re.compile(
    r"youtu\.?be|vimeo|dailymotion|twitch\.tv|ted\.com|wistia|brightcove|jwplayer|bilibili|youku|rutube|peertube|loom\.com"
    r"|soundcloud|spotify|bandcamp|podcast|deezer|mixcloud|acast|simplecast|libsyn|megaphone"
    r"|codepen|jsfiddle|codesandbox|gist\.github|google\.[a-z.]+/maps|openstreetmap|datawrapper|flourish|tableau|slideshare"
    r"|embed|player|/video",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-post|reddit-embed\w*)\b"
)
_YOUTUBE = re.compile(r"(?:youtube(?:-nocookie)?\.com/(?:embed|v)/|youtu\.be/)([\w-]{6,20})")
_VIMEO = re.compile(r"player\.vimeo\.com/video/(\d+)")
_STATUS = re.compile(r"/(?:status(?:es)?|p|reel|posts?|video|statuses|@[\w.]+)/?[\w-]*\d")


def is_player(frame: HtmlElement) -> bool:
    """Whether a frame shows a video, recording, map or the like, rather than an advertisement."""
    return bool(PLAYERS.search(frame_address(frame)))


def frame_address(frame: HtmlElement) -> str:
    """The address that a frame, video or recording shows, as the page writes it."""
    for name in ("src", "data-src", "data-lazy-src", "data"):
        value = (frame.get(name) or "").strip()
        if value and value != "about:blank":
            return value
    return next((source.get("src") or "" for source in frame.iter("source") if source.get("src")), "")


def watch_address(base: str, address: str) -> str:
    """The address at which a person watches what a player shows."""
    address = absolute(base, address)
    if match := _YOUTUBE.search(address):
        if match[1] == "videoseries":
            playlist = parse_qs(urlsplit(address).query).get("list", [""])[0]
            return f"https://www.youtube.com/playlist?list={playlist}"
        return f"https://www.youtube.com/watch?v={match[1]}"
    if match := _VIMEO.search(address):
        return f"https://vimeo.com/{match[1]}"
    return address


def title_of(frame: HtmlElement, address: str) -> str:
    """What to call an embedded thing: its own title, else its site's host."""
    named = one_blank(frame.get("title") or frame.get("aria-label"))
    return named or (urlsplit(address).hostname or "").removeprefix("www.") or address


def is_post(quote: HtmlElement) -> bool:
    """Whether a quotation is a post of a social network."""
    return bool(_POST.search(quote.get("class") or ""))


def post_link(quote: HtmlElement) -> HtmlElement | None:
    """The link in an embedded post that leads to the post itself: the last one that looks like it."""
    links = [link for link in quote.iter("a") if _STATUS.search(urlsplit_path(link.get("href") or ""))]
    return links[-1] if links else None


def urlsplit_path(address: str) -> str:
    """The path of an address; empty where it is beyond repair."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
