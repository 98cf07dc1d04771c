"""Folders to work in; tests that take long run only where somebody asked for them: in CI, or by their mark."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_LONG = ("slow", "fuzz")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked = str(config.getoption("-m"))
    for name in _LONG:
        if os.environ.get("REPORTGEN_CI") or name in asked:
            continue
        for item in items:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"takes long; set REPORTGEN_CI=1 or say -m {name}"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and we are in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def office(folder: Path) -> Path:
    """A workspace with the three years and the templates, and we are in it."""
    shutil.copytree(_ROOT / "inputs", folder / "inputs")
    shutil.copytree(_ROOT / "templates", folder / "templates")
    return folder
