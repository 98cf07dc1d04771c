"""The docstring of every module → docs/modules.md, what each makes of what, by room; run this file to print it anew."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

from structure import parsed

PACKAGE = Path(__file__).parents[1] / "reportgen"
_HEAD = """# Modules

Every module of `reportgen/` and what it makes of what: the first sentence of its docstring. Printed by `tests/module_table.py`. What the rooms are for,
and where a change belongs, is in [architecture.md](architecture.md).
"""


def first_sentence(docstring: str) -> str:
    """Up to the first full stop that ends a sentence of the first paragraph."""
    paragraph = " ".join(docstring.split("\n\n")[0].split())
    return re.split(r"(?<=[^.])\. |\.$|(?<=[^A-Z]): (?=one |each )", paragraph, maxsplit=1)[0].replace("``", "`").replace("|", "\\|").strip(".")


def table() -> str:
    """One list for each room, a module without a room of its own first."""
    rooms: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).with_suffix("").as_posix()
        docstring = ast.get_docstring(parsed(path))
        if name == "__main__" or docstring is None:
            continue
        room = name.split("/")[0] if "/" in name else ""
        rooms[room].append(f"- `{name.removesuffix('/__init__')}`: {first_sentence(docstring)}" if name != "__init__" else "")
    lines = [_HEAD]
    for room, rows in sorted(rooms.items()):
        lines += [f"## {room or 'Rooms of one module'}\n", *(row for row in rows if row), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(), end="")
