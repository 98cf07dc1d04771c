"""The folder of a workspace → where the journal of its changes is kept, and whether a change was cut off there.

Knows nothing of a change.  Every command asks this before it does anything, so it stands apart from the journal itself and costs
no import.
"""

from __future__ import annotations

from pathlib import Path

NAME = "pending.json"
"""The change that is being carried out."""


def journal_folder(root: Path) -> Path:
    """Where the changes of a workspace are kept."""
    return root / "output" / ".reportgen" / "undo"


def is_cut_off(root: Path) -> bool:
    """Whether a run is between two files of a change, or was killed there."""
    return (journal_folder(root) / NAME).exists()
