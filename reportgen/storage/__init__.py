"""A name and bytes → a whole file under a safe name, or the sentence that says why not.

Knows nothing of what is in the file.  ``links`` are not followed below a folder of ours; ``names`` makes names that every system
takes; ``lock`` lets one run at a time write;
``atomic_write`` puts bytes on the disk whole or not at all, beside what somebody else wrote; ``durability`` sees that they stay
there.
"""

from __future__ import annotations

from reportgen.storage.atomic_write import (
    digest,
    place_beside,
    place_faults,
    remove_file,
    replace_file,
    sweep,
    write_file,
    write_files,
)
from reportgen.storage.durability import sync_folder
from reportgen.storage.links import led_away
from reportgen.storage.lock import locked, undisturbed
from reportgen.storage.names import safe_stem
from reportgen.storage.regular import read_regular, unusable

__all__ = [
    "digest", "led_away", "locked", "place_beside", "place_faults", "read_regular", "remove_file", "replace_file",
    "safe_stem", "sweep", "sync_folder", "undisturbed", "unusable",
    "write_file", "write_files",
]  # fmt: skip
