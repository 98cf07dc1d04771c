"""Rows of gongwen/rounds.txt → Word files with one defect each, and by which rule each is to be named.

    python tests/planted_rounds.py 文件夹        writes them all, for a look with other eyes
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from docx_samples import package_of, parts_of
from gongwen_samples import written
from planted import CLEAN

_FOLDER = Path(__file__).parent / "gongwen"


def right_texts() -> dict[str, str]:
    """Name → lines of the right texts of other kinds."""
    found = (_FOLDER / "right_texts.txt").read_text(encoding="utf-8").split("\n=== ")[1:]
    return {name: lines.strip("\n") for name, _, lines in (each.partition("\n") for each in found)}


@dataclass(frozen=True)
class Fresh:
    """A defect of a round: the code that names it, and the row as written."""

    code: str
    kind: str
    old: str
    new: str
    part: str = ""

    def data(self, texts: dict[str, str]) -> bytes:
        if self.part:
            parts = parts_of(written(texts[self.kind]))
            parts[self.part] = _changed(parts[self.part].decode(), self.old, self.new).encode()
            return package_of(parts)
        return written(_changed(texts[self.kind], self.old, self.new))


def _changed(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new[1:]) if new.startswith("∀") else text.replace(old, new, 1)


def rounds() -> dict[str, tuple[Fresh, ...]]:
    """Name of the round → its defects."""
    found = (_FOLDER / "rounds.txt").read_text(encoding="utf-8").split("\n=== ")[1:]
    return {name: tuple(map(_fresh, filter(None, rows.split("\n")))) for name, _, rows in (each.partition("\n") for each in found)}


def _fresh(row: str) -> Fresh:
    code, kind, *rest = (part.strip(" ").replace("⏎", "\n").replace("→", "\t").replace("∅", "") for part in row.split("  "))
    return Fresh(code, kind, rest[1], rest[2], rest[0][1:]) if rest[0].startswith("@") else Fresh(code, kind, rest[0], rest[1])


def write(folder: Path) -> int:
    """All files; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = CLEAN | right_texts()
    made = [(name, number, each) for name, rows in rounds().items() for number, each in enumerate(rows, 1)]
    for name, number, each in made:
        (folder / f"{name}-{number:03}-{each.code}-{each.kind}.docx").write_bytes(each.data(texts))
    return len(made)


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
