"""How many empty lines follow a block: none within a tight list, two before a main heading, one else."""

from __future__ import annotations

from index.document import BlockKind, ContainerKind, Document

_MAIN = 2
"""Headings down to this rank begin a chapter."""
_MINOR = 4
"""Headings from this rank on stand right above their text."""
_CLOSE = frozenset({BlockKind.IMAGE, BlockKind.CAPTION, BlockKind.TABLE, BlockKind.EMBED, BlockKind.CODE})
"""What keeps close to the caption in the same figure."""


def lines_between(document: Document, number: int, path: tuple[int, ...], path_after: tuple[int, ...]) -> int:
    """The empty lines between a block and the next one, whose paths of containers are given."""
    before, after = document.blocks[number], document.blocks[number + 1]
    if before.kind is BlockKind.HEADING:
        return 0 if before.level >= _MINOR else 1
    if after.kind is BlockKind.HEADING:
        return 2 if 0 < after.level <= _MAIN and not path_after else 1
    return 0 if _are_close(document, number, path, path_after) else 1


def _are_close(document: Document, number: int, path: tuple[int, ...], path_after: tuple[int, ...]) -> bool:
    before, after = document.blocks[number], document.blocks[number + 1]
    if before.kind is BlockKind.SUMMARY:
        return bool(path_after) and before.container in path_after
    shared = shared_depth(path, path_after)
    inside = document.containers[path[shared - 1]].kind if shared else None
    deeper = [document.containers[each].kind for each in (*path[shared : shared + 1], *path_after[shared : shared + 1])]
    match inside:
        case ContainerKind.FIGURE:
            return BlockKind.CAPTION in (before.kind, after.kind) and {before.kind, after.kind} <= _CLOSE
        case ContainerKind.LIST:
            return not _is_loose(document, number, path, shared)
        case ContainerKind.ITEM:
            return ContainerKind.LIST in deeper
        case ContainerKind.DEFINITIONS:
            return after.kind is not BlockKind.TERM or before.kind is BlockKind.TERM
    return deeper == [ContainerKind.NOTE, ContainerKind.NOTE]


def _is_loose(document: Document, number: int, path: tuple[int, ...], depth: int) -> bool:
    """Whether the block that ends an item of a list stands apart from one before it in the same item."""
    if not number:
        return False
    path_before = document.path(document.blocks[number - 1].container)
    is_same_item = path_before[: depth + 1] == path[: depth + 1]
    return is_same_item and not _are_close(document, number - 1, path_before, path)


def shared_depth(path: tuple[int, ...], other: tuple[int, ...]) -> int:
    """How many of their outermost containers two paths share."""
    depth = 0
    for mine, theirs in zip(path, other, strict=False):
        if mine != theirs:
            break
        depth += 1
    return depth
