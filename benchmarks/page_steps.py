"""Random steps of two tabs and a text editor on one year: none lost, none made twice, the file always readable.

    PYTHONPATH=.:tests python benchmarks/page_steps.py [steps] [seed]

2,000 steps unless told otherwise; the suite runs a few of the same.  Prints how long a step takes on the whole.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "page")]

from test_steps import rounds  # noqa: E402


def told(number: int, begun: float) -> None:
    """How far it is, since it takes some minutes; a step that took longer with each one before it would show here."""
    if number and number % 100 == 0:
        print(f"{number} steps, {1000 * (time.perf_counter() - begun) / number:.0f} ms each so far", flush=True)


def main() -> None:
    count, seed = (int(each) for each in (*sys.argv[1:], "2000", "1")[:2]) if len(sys.argv) != 2 else (int(sys.argv[1]), 1)
    with tempfile.TemporaryDirectory() as name:
        for each in ("inputs", "templates"):
            shutil.copytree(ROOT / each, Path(name) / each)
        os.chdir(name)
        begun = time.perf_counter()
        rounds(Path(name), count, seed, lambda number: told(number, begun))
        print(f"{count} steps, {1000 * (time.perf_counter() - begun) / count:.0f} ms each: nothing lost, nothing twice")
        os.chdir(ROOT)


if __name__ == "__main__":
    main()
