"""The `carrel` command. Nothing is imported before the command that needs it is called.

`program` holds the table of commands, `commands` one module each, `ending` how a command ends; `streams` and the
modules beside it are what commands share.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

COMPLETING = "_CARREL_COMPLETE"
"""The variable by which a shell asks what could be typed next."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments say (by default those of the process); its exit status."""
    from tui.cli.ending import ended
    from tui.cli.program import program
    from tui.cli.streams import prepare

    prepare()
    if COMPLETING in os.environ:
        from tui.cli.shells import register

        register()
    return ended(lambda: program.main(arguments, prog_name="carrel", standalone_mode=False))
