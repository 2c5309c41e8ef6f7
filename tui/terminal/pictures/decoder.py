"""Run as a process of its own by `decoding`: a foreign picture on standard input, pixels on standard output.

Writes the width and the height as two numbers of four bytes, then the pixels; on failure one line on standard error.
Only formats of the list are opened, and a file that claims more pixels than allowed is refused before it is decoded.
"""

from __future__ import annotations

import io
import resource
import struct
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF")
MOST_PIXELS = 80_000_000
MEMORY = 1 << 30
SECONDS = 5

_DEEP_GREY = ("I", "F")
"""Modes of more than 8 bits a pixel, in which conversion would cut values off instead of scaling them."""


class TooLargeError(Exception):
    """More pixels than are decoded."""


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main(width: int, height: int, ground: str, colours: int) -> None:
    """Decode to at most this size, over a ground of this colour where the picture is transparent.

    `colours`: how many different ones there may be; 0 for any number.
    """
    _limit()
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # Our own limit says more, and nothing is decoded before it.
    known = [each for each in FORMATS if each in _formats()]
    image: Image.Image = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=known)
    if image.width * image.height > MOST_PIXELS:
        raise TooLargeError(f"{image.width:,} × {image.height:,} pixels are too many")
    image.draft("RGB", (width, height))
    image = _upright(_eight_bits(image))
    image.thumbnail((width, height))
    below = Image.new("RGBA", image.size, ground)
    flat = Image.alpha_composite(below, image.convert("RGBA")).convert("RGB")
    if colours:
        flat = flat.quantize(colours).convert("RGB")
    sys.stdout.buffer.write(struct.pack(">II", *flat.size) + flat.tobytes())


def _formats() -> dict[str, object]:
    from PIL import Image

    Image.init()
    return dict(Image.OPEN)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits scaled to 8. Real numbers, which say no range of their own, from the darkest to the lightest."""
    if not image.mode.startswith(_DEEP_GREY):
        return image
    deep = image.convert("F")
    darkest, lightest = 0.0, 65_535.0
    if image.mode == "F":
        darkest, lightest = (float(value) for value in deep.getextrema())  # type: ignore[arg-type]
    scale = 255.0 / (lightest - darkest or 1.0)
    return deep.point(lambda value: value * scale - darkest * scale).convert("L")


def _upright(image: Image.Image) -> Image.Image:
    """As the camera was held."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    except ImportError:
        sys.exit("pictures need Pillow: pip install 'carrel[pictures]'")
    except Exception as error:  # noqa: BLE001 (a hostile file may make the library fail in any way: it is told in a line)
        sys.exit(" ".join(str(error).split())[:200] or type(error).__name__)
