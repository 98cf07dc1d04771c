"""Cold start: ``reportgen generate 2022`` against the smallest docxtpl script that reads the same YAML and fills the same text.

    python benchmarks/startup.py [--runs 15]

The two take turns as processes of their own, with compiled modules as an installed package has them; processor time and wall
time are medians, and the ratio is that of each pair.  Then where our cold time goes: the modules that cost most to import, and
the stages of one run.  generate also checks the figures and the prose, keeps the trace, the record and the history; the script
does none of that.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from engine import template

ROOT = Path(__file__).parents[1]
_THEIRS = """
import sys, yaml
from docxtpl import DocxTemplate
data = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
def leaves(node):
    for value in node.values():
        yield from leaves(value) if isinstance(value, dict) else [value]
figures = [value for value in leaves(data["数据"]) if not isinstance(value, list)]
values = {f"v{number}": figures[number % len(figures)] for number in range(1, 105)}
made = DocxTemplate(sys.argv[2])
made.render({**values, "items": [], "rows": []})
made.save(sys.argv[3])
"""
_STAGES = """
import sys, time
start = time.process_time()
def told(name):
    global start
    print(f"  {name:<34}{(time.process_time() - start) * 1000:7.1f} ms"); start = time.process_time()
from pathlib import Path
import reportgen.cli; told("import the command line")
import reportgen.cli.generate; told("import what generate needs")
from reportgen import draft
from reportgen.workspace import Workspace
job = Workspace.open(Path.cwd()).job(2022); told("find the inputs")
kit = draft.Kit.open(job.template, job.fields); told("open template and dictionary")
made = kit.make(job.inputs, job.last); told("read, check, fill, trace")
"""


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """Wall and processor seconds of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, cwd=folder, env={**environment, "PYTHONPATH": str(ROOT)})
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def imports(folder: Path) -> list[tuple[float, str]]:
    """The modules that cost most by themselves, in milliseconds."""
    command = [sys.executable, "-X", "importtime", "-c", "import reportgen.cli.generate"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}).stderr
    rows = [line.removeprefix("import time:").split("|") for line in told.splitlines() if "|" in line and "self" not in line]
    return sorted(((int(own) / 1000, name.strip()) for own, _, name in rows), reverse=True)[:12]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("inputs", "templates"):
            shutil.copytree(ROOT / name, folder / name)
        (folder / "t.docx").write_bytes(template())
        ours = [sys.executable, "-m", "reportgen", "generate", "2022"]
        theirs = [sys.executable, "-c", _THEIRS, "inputs/2022.yaml", "t.docx", "o.docx"]
        pairs = [(run(ours, folder), run(theirs, folder)) for _ in range(runs + 1)][1:]
        for number, what in ((0, "wall"), (1, "processor")):
            first, second = ([each[side][number] for each in pairs] for side in (0, 1))
            ratio = statistics.median(a / b for a, b in zip(first, second, strict=True))
            print(f"{what:<10} generate {statistics.median(first) * 1000:6.0f} ms   docxtpl {statistics.median(second) * 1000:6.0f} ms   ratio {ratio:.2f} (goal ≤ 1)")
        print("stages of a cold generate, processor time:")
        print(subprocess.run([sys.executable, "-c", _STAGES], check=True, capture_output=True, text=True, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}).stdout, end="")
        print("dearest imports, by themselves:")
        for cost, name in imports(folder):
            print(f"  {name:<42}{cost:6.1f} ms")


if __name__ == "__main__":
    main()
