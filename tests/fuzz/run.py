"""``python tests/fuzz/run.py TARGET [libFuzzer options] [CORPUS]``: fuzzes a door, led by the branches that are reached.

Needs ``atheris``.  Options that matter: ``-max_total_time=600``, ``-runs=N``, ``-seed=N``, ``-timeout=10``, ``-rss_limit_mb=512``,
``-len_control=0 -max_len=300`` (long inputs from the start).
An input that fails is written as ``crash-…``; move it to ``tests/fuzz/findings/TARGET/``, where the suite runs it from then on.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
with atheris.instrument_imports(include=["reportgen"]):
    from fuzz.targets import TARGETS, seeds

if __name__ == "__main__":
    name = sys.argv.pop(1)
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(seeds(name)):
            (Path(folder) / f"seed-{number}").write_bytes(data)
        atheris.Setup([*sys.argv, folder], TARGETS[name])
        atheris.Fuzz()
