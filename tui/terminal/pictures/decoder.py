"""Run as a process of its own by `decoding`: a foreign picture on standard input, pixels on standard output.

Writes the width and the height as two numbers of four bytes, then the pixels; on failure one line on standard error.
Only formats of the list are opened, and a file that claims more pixels than allowed is refused before it is decoded.
"""

from __future__ import annotations

import io
import resource
import struct
import sys

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
MOST_PIXELS = 40_000_000
MEMORY = 1 << 30
SECONDS = 5


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main(width: int, height: int, ground: str) -> None:
    """Decode to at most this size, over a ground of this colour where the picture is transparent."""
    _limit()
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses at twice this number.
    image = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=FORMATS)
    image.draft("RGB", (width, height))
    image.thumbnail((width, height))
    below = Image.new("RGBA", image.size, ground)
    flat = Image.alpha_composite(below, image.convert("RGBA")).convert("RGB")
    sys.stdout.buffer.write(struct.pack(">II", *flat.size) + flat.tobytes())


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
    except ImportError:
        sys.exit("pictures need Pillow: pip install 'carrel[pictures]'")
    except Exception as error:  # noqa: BLE001 (a hostile file may make the library fail in any way: it is told in a line)
        sys.exit(" ".join(str(error).split())[:200] or type(error).__name__)
