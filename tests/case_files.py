"""The case files of the engine → parameters for tests, and their templates as Word files; see ``engine/cases/README.md``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx_samples import document

CASES = Path(__file__).parent / "engine" / "cases"


def cases(only: str = "") -> list[object]:
    """Every case, or those of one file, as a parameter of its sections."""
    found: list[object] = []
    for path in sorted(CASES.glob(f"{only or '*'}.txt")):
        for chunk in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
            name, _, rest = chunk.partition("\n")
            sections = dict(_sections(rest))
            assert set(sections) <= {"template", "data", "result", "problems"}, (path.name, name, set(sections))
            found.append(pytest.param(sections, id=f"{path.stem}: {name.strip()}"))
    return found


def split(path: Path) -> list[tuple[str, dict[str, str]]]:
    """The cases of any such file: name → sections."""
    chunks = path.read_text(encoding="utf-8").split("\n=== ")[1:]
    return [(chunk.partition("\n")[0].strip(), dict(_sections(chunk.partition("\n")[2]))) for chunk in chunks]


def _sections(text: str) -> list[tuple[str, str]]:
    parts = ("\n" + text).split("\n--- ")[1:]
    return [(part.partition("\n")[0].strip(), part.partition("\n")[2].strip("\n")) for part in parts]


def template_of(text: str) -> bytes:
    """The Word file that a case describes."""
    specs: list[object] = []
    for line in text.split("\n"):
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line.removeprefix("|").removesuffix("|"))
            row = [[_runs(part) for part in cell.replace("\\|", "|").split("¶")] for cell in cells]
            if specs and isinstance(specs[-1], list):
                specs[-1].append(row)
            else:
                specs.append([row])
        else:
            specs.append(line if line.startswith("# ") else tuple(("" if line == "∅" else line).split("‖")))
    return document(*specs)  # type: ignore[arg-type]


def _runs(text: str) -> str | tuple[str, ...]:
    return tuple(text.split("‖")) if "‖" in text else text
