"""Run by the pty tests: the reader on a library, as the command line opens it."""

import sys
from pathlib import Path

from index import Library
from tui import collecting

collecting.rest()
with Library.open(Path(sys.argv[1])) as library:
    from tui.app import run

    sys.exit(run(library, plain_driver="--plain-driver" in sys.argv))
