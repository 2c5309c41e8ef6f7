"""Run by the pty tests: the reader on a library, as the command line opens it."""

import sys
from pathlib import Path

from index import Library
from tui.app import run

with Library.open(Path(sys.argv[1])) as library:
    sys.exit(run(library, plain_driver="--plain-driver" in sys.argv))
