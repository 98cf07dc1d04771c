"""What coverage measured → how many branches the tests reach, file by file, and status 1 where it is too few.

    .venv/bin/python -m pytest -q --cov --cov-report= && .venv/bin/python tests/branch_table.py

Knows no test.  Branches are counted alone: lines and branches taken together say more than there is, for most lines are
reached by anything.  ``docs/coverage.md`` says why the rest is not reached.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

LEAST = 95
"""Of a hundred branches of ``reportgen/``, how many must be reached."""


def measured(data: Path) -> dict[str, tuple[int, int]]:
    """The branches of each file, those that were reached and all, from coverage's data."""
    from coverage import Coverage  # one of the development tools, which the tests themselves do without

    with tempfile.TemporaryDirectory() as folder:
        coverage = Coverage(data_file=str(data))
        coverage.load()
        report = Path(folder) / "report.json"
        coverage.json_report(outfile=str(report))
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return {name: (one["summary"]["covered_branches"], one["summary"]["num_branches"]) for name, one in files.items()}


def share(counts: dict[str, tuple[int, int]]) -> float:
    """Reached branches in per cent of all."""
    return 100 * sum(reached for reached, _ in counts.values()) / max(sum(every for _, every in counts.values()), 1)


def table(counts: dict[str, tuple[int, int]]) -> list[str]:
    """The files that lack most, and the sum."""
    lacking = sorted(((every - reached, name, every) for name, (reached, every) in counts.items() if reached < every), reverse=True)
    lines = [f"{missing:4} of {every:3}  {name}" for missing, name, every in lacking[:15]]
    reached, every = (sum(numbers) for numbers in zip(*counts.values(), strict=True))
    return [*lines, f"branches: {reached:,} of {every:,} reached, {share(counts):.1f} % (at least {LEAST} %)"]


def main() -> int:
    counts = measured(Path(sys.argv[1] if len(sys.argv) > 1 else ".coverage"))
    print("\n".join(table(counts)))
    return int(share(counts) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
