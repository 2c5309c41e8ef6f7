"""Makes the pictures of docs/pictures/ from the sample library, as the screen draws them: `python -m bench.pictures`.

The reader runs without a terminal; each picture is a size, a few keys and a name. The fonts are the viewer's own.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from index import Library
from index.importing import import_all
from index.settings import Settings
from tui.app import CarrelApp

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "sample_data"
PICTURES = ROOT / "docs" / "pictures"

_REMOTE_FONT = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen to be shown. `keys` are pressed one after the other; `theme` is one of the reader's own."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    theme: str = "dark"


def typed(text: str) -> tuple[str, ...]:
    """The keys of a text."""
    return tuple({" ": "space"}.get(character, character) for character in text)


SCREENS = (
    Picture("reader", (120, 35), ("slash", *typed("tide table"), "enter")),
    Picture("search", (120, 35), ("slash", *typed("reglementation guerres"))),
    Picture(
        "code", (80, 24), ("slash", *typed("windy wednesdays"), "enter", "right_square_bracket", "pagedown"), "sepia"
    ),
    Picture("chinese", (80, 24), ("slash", *typed("lang:zh"), "enter", "enter"), "light"),
    Picture("phone", (40, 15), ("slash", *typed("delta"), "enter")),
)


async def take(library: Library, picture: Picture, settings: Path) -> str:
    """The picture as SVG."""
    settings.write_text(f'[screen]\ntheme = "{picture.theme}"\n', encoding="utf-8")
    app = CarrelApp(library, Settings(settings))
    async with app.run_test(size=picture.size) as pilot:
        for key in picture.keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.pause(0.3)
        return _REMOTE_FONT.sub("", app.export_screenshot(title="carrel"))


def main() -> None:
    """Make all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as library:
        pages = sorted(str(page) for page in SAMPLES.glob("*.html"))
        print(f"{sum(1 for _ in import_all(library, pages))} samples")
        for picture in SCREENS:
            image = asyncio.run(take(library, picture, Path(folder) / "carrel.toml"))
            (PICTURES / f"{picture.name}.svg").write_text(image, encoding="utf-8")
            print(picture.name)


if __name__ == "__main__":
    main()
