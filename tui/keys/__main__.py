"""`python -m tui.keys` writes docs/keys.md."""

from pathlib import Path

from tui.keys.documentation import documentation

(Path(__file__).parents[2] / "docs" / "keys.md").write_text(documentation(), encoding="utf-8")
