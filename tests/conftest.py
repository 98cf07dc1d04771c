"""Tests that take long run only where somebody asked for them: in CI, or by their mark."""

from __future__ import annotations

import os

import pytest

_LONG = ("slow", "fuzz")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked = str(config.getoption("-m"))
    for name in _LONG:
        if os.environ.get("REPORTGEN_CI") or name in asked:
            continue
        for item in items:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"takes long; set REPORTGEN_CI=1 or say -m {name}"))
