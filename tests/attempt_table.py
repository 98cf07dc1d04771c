"""``python tests/attempt_table.py > docs/attempts.md``: every hostile input with the one outcome that it must have."""

from __future__ import annotations

from hostile.attempts import ATTEMPTS
from hostile.running import outcomes

HEAD = """# Attempts and outcomes

Printed by `python tests/attempt_table.py` from `tests/hostile/outcomes.tsv`, which `tests/test_hostile.py` holds against the program: each
attempt goes through the real command line in a process of its own, within 10 seconds and 512 MB. What the codes mean: [problems.md](problems.md).
"""


COUNTED = """
## What may be tried, and how many inputs of our own try it

The points are those of the list that these inputs answer; each kind has at least three (`tests/hostile/attempts.py`).

| point | kind | inputs | for example |
|--:|---|--:|---|"""


def table() -> str:
    lines = [HEAD + COUNTED]
    for attempt in ATTEMPTS:
        first = attempt.inputs[0] if attempt.inputs else ""
        lines.append(f"| {attempt.point} | {attempt.what} | {len(attempt.inputs)} | {_shown(first.removesuffix('[0]'))} |")
    kind_before = ""
    for (kind, name), (result, codes, _) in outcomes().items():
        if kind != kind_before:
            lines.append(f"\n## {kind}\n\n| attempt | outcome | told |\n|---|---|---|")
            kind_before = kind
        lines.append(f"| {_shown(name)} | {result} | {' '.join(codes) or '—'} |")
    return "\n".join(lines) + "\n"


def _shown(name: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in name).replace("|", "\\|")


if __name__ == "__main__":
    print(table(), end="")
