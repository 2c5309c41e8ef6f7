"""Sources become articles of the library: parallel, bounded, interruptible, every source accounted for.

`extracting` runs the extraction in worker processes, `adding` keeps what comes out; `worker` is what such a process
does, `wire` how the two talk.
"""

from index.importing.adding import Imported, import_all
from index.importing.extracting import Extracted, Failed, extract_all

__all__ = ["Extracted", "Failed", "Imported", "extract_all", "import_all"]
