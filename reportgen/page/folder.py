"""The folder of what was written → shown in the machine's file manager.

Knows one folder: which, no browser says.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def show_folder(folder: Path) -> bool:
    """Whether the file manager could be started."""
    try:
        if sys.platform == "win32":
            os.startfile(folder)
        else:
            subprocess.Popen(
                ["open" if sys.platform == "darwin" else "xdg-open", str(folder)],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
    except OSError:
        return False
    return True
