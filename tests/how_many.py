"""How many random examples a test of Hypothesis tries: all in CI, some of them each time that somebody runs the suite."""

from __future__ import annotations

import os

FEWEST = 12
"""Tests that try no more than so many always try them all."""


def examples(number: int) -> int:
    """A fourth of the number, all with ``REPORTGEN_CI``: ``.ci/run`` asks for the mark ``hypothesis`` too, which Hypothesis puts on each
    test of its own."""
    return number if os.environ.get("REPORTGEN_CI") else max(min(number, FEWEST), number // 4)
