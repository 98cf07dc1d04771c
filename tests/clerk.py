"""What a clerk does in every test of the commands: types one, and changes a year's input."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from reportgen.cli import main


def typed(*words: str, answer: str = "") -> Result:
    """What came of a command line, with what is typed when it asks."""
    return CliRunner().invoke(main, list(words), input=answer)


def change(office: Path, year: int, old: str, new: str) -> None:
    """Changes what stands in a year's input; it must stand there."""
    path = office / "inputs" / f"{year}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
