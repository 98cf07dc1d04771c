"""An edited file whose edits were taken over, as ``pull`` notes it."""

from __future__ import annotations

from pathlib import Path

from reportgen.workspace.locate import Workspace


def pulled(workspace: Workspace, path: Path) -> None:
    """Notes it in the record of the file, if it has one."""
    change = workspace.settled(path, path.read_bytes())
    if change is not None and change.after is not None:
        (workspace.root / change.place).write_bytes(change.after)
