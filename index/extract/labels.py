"""What the class and id of an element say about it: furniture, caption, note. The words are data, in `labels.toml`.

Names are only evidence: the passes that ask weigh it against the text that an element holds.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_ADMONITION_NAMES = frozenset(("admonition", "admonitionblock", "callout", "notice", "alert"))
_PARTS_OF_ADMONITIONS = frozenset(("title", "heading", "header", "content", "body", "icon", "label", "text"))
_IN_EVERY_LANGUAGE = ("furniture", "strong", "caption", "standfirst")
_HUMP = re.compile(r"([a-z])([A-Z])")
_TOKEN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Label:
    """What a class and id say. `weak`: by words alone that also name innocent wrappers. `strong`: by others' words.

    `unseen`: it is furniture because it is hidden from the eye.
    """

    furniture: bool = False
    weak: bool = False
    strong: bool = False
    unseen: bool = False
    caption: bool = False
    belonging: bool = False
    standfirst: bool = False


@dataclass(frozen=True)
class _Vocabulary:
    furniture: frozenset[str]
    weak: frozenset[str]
    strong: frozenset[str]
    compounds: re.Pattern[str]
    unseen: re.Pattern[str]
    caption: frozenset[str]
    caption_compounds: re.Pattern[str]
    belonging: frozenset[str]
    standfirst: frozenset[str]
    admonitions: dict[str, str]


@cache
def _vocabulary() -> _Vocabulary:
    data = tomllib.loads(files("index.extract").joinpath("labels.toml").read_text("utf-8"))
    everywhere = (data, *data["languages"].values())
    words = {name: frozenset(" ".join(each[name] for each in everywhere).split()) for name in _IN_EVERY_LANGUAGE}
    return _Vocabulary(
        furniture=words["furniture"],
        weak=frozenset(data["weak"].split()),
        strong=words["strong"],
        compounds=_of_compounds(data["compounds"]),
        unseen=_of_compounds(data["unseen"]),
        caption=words["caption"],
        caption_compounds=re.compile(data["caption_compounds"]),
        belonging=frozenset(data["belonging"].split()),
        standfirst=words["standfirst"],
        admonitions=data["admonitions"],
    )


def _of_compounds(compounds: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(compounds)})")


def tokens_of(label: str) -> list[str]:
    """The words of a class and id: `relatedPosts big-box` gives related, posts, big, box."""
    return _TOKEN.findall(_HUMP.sub(r"\1 \2", label).lower())


@lru_cache(maxsize=32_768)
def judge(label: str) -> Label:
    """What a class-and-id string says."""
    known = _vocabulary()
    tokens = tokens_of(label)
    label = label.lower()
    hits = [token for token in tokens if token in known.furniture]
    unseen = bool(known.unseen.search(label))
    return Label(
        furniture=bool(hits) or unseen or bool(known.compounds.search(label)),
        weak=bool(hits) and all(token in known.weak for token in hits),
        strong=any(token in known.strong for token in hits),
        unseen=unseen,
        caption=any(token in known.caption for token in tokens) or bool(known.caption_compounds.search(label)),
        belonging=any(token in known.belonging for token in tokens),
        standfirst=any(token in known.standfirst for token in tokens),
    )


@lru_cache(maxsize=1024)
def admonition_of(label: str) -> str:
    """The kind of admonition (note, tip, warning …) that a class names; empty where it names none."""
    tokens = tokens_of(label)
    if not _PARTS_OF_ADMONITIONS.isdisjoint(tokens):
        return ""
    kinds = _vocabulary().admonitions
    named = next((kinds[token] for token in tokens if token in kinds), "")
    is_admonition = any(token in _ADMONITION_NAMES for token in tokens)
    return (named or "note") if is_admonition else (named if tokens == [named] else "")
