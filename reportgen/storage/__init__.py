"""A name and bytes → a whole file under a safe name, or the sentence that says why not.

Knows nothing of what is in the file.  ``links`` are not followed below a folder of ours; ``names`` makes names that every system
takes; ``lock`` lets one run at a time write;
``atomic_write`` puts bytes on the disk whole or not at all, beside what somebody else wrote; ``durability`` sees that they stay
there.  The names below are imported with their module when they are first asked for: who reads a file, or writes one by itself,
locks nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
_HOMES = {
    "durability": ("sync_folder",),
    "links": ("led_away",),
    "lock": ("locked", "undisturbed"),
    "names": ("safe_stem",),
    "regular": ("read_regular", "unusable"),
}
"""Where the names are; all others are in ``atomic_write``."""
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME.get(name, 'atomic_write')}"), name)
    return found
