"""What a clerk does in every test of the commands: types one, and changes a year's input."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from click.testing import CliRunner, Result
from processes import tree

from reportgen.cli import main


def typed(*words: str, answer: str = "") -> Result:
    """What came of a command line, with what is typed when it asks."""
    return CliRunner().invoke(main, list(words), input=answer)


_DONE: dict[tuple[str, ...], dict[str, bytes]] = {}
"""Command line and what a folder held → what the command wrote."""


def done_before(office: Path, *words: str) -> None:
    """Types a command that must succeed, for a test of what comes after it.  In a folder that holds the same it is done once in each
    process; what it wrote is then written again."""
    held = tree(office)
    key = (*words, *(f"{name} {sha256(data).hexdigest()}" for name, data in held.items()))
    if key not in _DONE:
        done = typed(*words)
        assert done.exit_code == 0, done.output
        _DONE[key] = {name: data for name, data in tree(office).items() if held.get(name) != data}
        return
    for name, data in _DONE[key].items():
        path = office / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def change(office: Path, year: int, old: str, new: str) -> None:
    """Changes what stands in a year's input; it must stand there."""
    path = office / "inputs" / f"{year}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
