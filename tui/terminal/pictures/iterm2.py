"""A picture for terminals that draw files: iTerm2's inline images (OSC 1337), WezTerm, mintty.

The file is a PNG of our own making, never the foreign one.
"""

from __future__ import annotations

import base64
import struct
import zlib

from tui.terminal.pictures.model import Picture


def draw(image: Picture, columns: int, rows: int) -> str:
    """The sequence that draws it at the cursor, in so many cells; the cursor stays."""
    data = png(image)
    where = f"width={columns};height={rows};preserveAspectRatio=0;doNotMoveCursor=1"
    return f"\x1b]1337;File=inline=1;size={len(data)};{where}:{base64.b64encode(data).decode()}\x07"


def png(image: Picture) -> bytes:
    """The picture as a PNG file (ISO 15948): 8 bits a channel, no filters."""
    row = image.width * 3
    lines = b"".join(b"\0" + image.pixels[at : at + row] for at in range(0, len(image.pixels), row))
    header = struct.pack(">IIBBBBB", image.width, image.height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(lines)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
