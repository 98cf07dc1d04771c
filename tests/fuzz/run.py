"""``python tests/fuzz/run.py TARGET [libFuzzer options] [CORPUS]``: fuzzes a door, led by the branches that are reached.

Needs ``atheris``.  Options that matter: ``-max_total_time=600``, ``-runs=N``, ``-seed=N``, ``-timeout=10``, ``-rss_limit_mb=512``,
``-len_control=0 -max_len=300`` (long inputs from the start).
An input that fails is written as ``crash-…``; move it to ``tests/fuzz/findings/TARGET/``, where the suite runs it from then on.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import atheris

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
with atheris.instrument_imports(include=["reportgen"]):
    from fuzz.targets import TARGETS, seeds


def fuzz(name: str, options: Sequence[str]) -> NoReturn:
    """Fuzzes one door; ends the process."""
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(seeds(name)):
            (Path(folder) / f"seed-{number}").write_bytes(data)
        atheris.Setup([sys.argv[0], *options, folder], TARGETS[name])
        atheris.Fuzz()
    raise SystemExit


def serve() -> None:
    """Each line of standard input, a list of a folder to work in, a door and options → its exit status.  What is fuzzed is instrumented
    once, and each door is fuzzed by a copy of this process, which writes what it says into the folder's ``said``."""
    for line in sys.stdin:
        folder, name, *options = json.loads(line)
        child = os.fork()
        if not child:
            os.chdir(folder)
            said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            for number in (1, 2):
                os.dup2(said, number)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            fuzz(name, options)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["--serve"] else fuzz(sys.argv[1], sys.argv[2:])
