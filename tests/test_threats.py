"""The threat model names only tests that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from structure import parsed

ROOT = Path(__file__).parents[1]


def test_every_test_that_the_threat_model_names_exists() -> None:
    text = (ROOT / "docs/threats.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert len(named) >= 25
    for file, name in named:
        assert name in {node.name for node in parsed(ROOT / file).body if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"


def test_the_table_of_attempts_is_that_of_the_outcomes() -> None:
    from attempt_table import table

    assert (ROOT / "docs/attempts.md").read_text(encoding="utf-8") == table()


def test_every_row_of_a_threat_names_a_test() -> None:
    for line in (ROOT / "docs/threats.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| ") and not line.startswith(("| it ", "|--")):
            assert "::test_" in line, line
