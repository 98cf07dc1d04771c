"""The count of branches is that of the branches alone, and too few of them fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from branch_table import LEAST, measured, share, table

COUNTS = {"reportgen/a.py": (98, 100), "reportgen/b.py": (90, 100), "reportgen/c.py": (0, 0)}


def test_the_share_is_of_all_branches_together() -> None:
    assert share(COUNTS) == 94.0
    assert share({}) == 0.0
    assert table(COUNTS) == ["  10 of 100  reportgen/b.py", "   2 of 100  reportgen/a.py", f"branches: 188 of 200 reached, 94.0 % (at least {LEAST} %)"]


def test_what_coverage_wrote_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coverage = pytest.importorskip("coverage")
    monkeypatch.chdir(tmp_path)
    Path("module.py").write_text("def f(x):\n    if x:\n        return 1\n    return 2\n", encoding="utf-8")
    data = coverage.CoverageData(basename="data")
    data.add_arcs({str(Path("module.py").resolve()): [(-1, 1), (1, -1), (-1, 2), (2, 3), (3, -1)]})
    data.write()
    assert measured(Path("data")) == {"module.py": (1, 2)}
