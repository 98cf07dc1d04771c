"""Cold start: ``reportgen generate 2022`` against the smallest docxtpl script that makes the same text of the same YAML, and
``reportgen render`` against ``python -m docxtpl``.

    python benchmarks/startup.py [--runs 15] [--only render]

The two take turns as processes of their own, with compiled modules as an installed package has them; processor time and wall
time are medians, and the ratio is that of each pair.  Then where our cold time goes: the modules that cost most to import, and
the stages of one run.  The script fills the 【…】 of all sentences in one go and then our own template, its blocks marked for
docxtpl; that both files say the same is checked.  generate also checks the figures and the prose, keeps the trace, the record
and the history; the script does none of that.  For ``render`` both command lines get the template and the data of
``benchmarks/engine.py`` with a table of 20 rows, and what they write is read back and compared.

2022 is the source report, whose figures are redacted, so that most checks of figures find nothing to hold against one another.  The
same report with a number in the place of each ``*`` is therefore shown too, and ``generate 2024`` beside the script of 2022: a year
full of figures says what no short script can say (growth from last year's file).  Both without a goal.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx

ROOT = Path(__file__).parents[1]
_THEIRS = r"""
import sys, jinja2, yaml
from docxtpl import DocxTemplate

said = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
names = {**said["单位"], "年度": said["年度"]}
def gather(node):
    for key, value in node.items():
        gather(value) if isinstance(value, dict) else names.update({key: value})
gather(said["数据"])
env = jinja2.Environment(variable_start_string="【", variable_end_string="】")
plain = jinja2.Environment()
plain.filters |= {"顿号": "、".join, "等": lambda items: "、".join(items) + "等", "连接": "".join, "中文数字": lambda number: "零一二三四五六七八九"[number], "同比": str}
env.filters = plain.filters
texts = []
def note(node):
    if isinstance(node, str):
        texts.append(node)
        return len(texts) - 1
    return {key: note(value) for key, value in node.items()} if isinstance(node, dict) else [note(each) for each in node]
def filled(node):
    return {key: filled(value) for key, value in node.items()} if isinstance(node, dict) else [filled(each) for each in node] if isinstance(node, list) else texts[node]
noted = note([said["标题"], said["开头"], said["部分"]])
texts = env.from_string("\0".join(texts)).render(names).split("\0")
title, opening, parts = filled(noted)
made = DocxTemplate(sys.argv[2])
made.render({"标题": title, "开头": opening, "部分": parts, "版式": said["版式"], "附件": []}, plain)
made.save(sys.argv[3])
"""
_OURS = "from reportgen.__main__ import main; main()"  # what the installed command does
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
from reportgen.workspace.locate import Workspace
job = Workspace.open(Path.cwd()).job(2022); told("find the inputs")
kit = draft.Kit.open(job.template.content, job.fields); told("open template and dictionary")
year = kit.read(job.inputs, kit.read(job.last) if job.last else None); made = kit.make(year); told("read, check, fill, trace")
"""


def their_template(source: Path, target: Path) -> None:
    """Our template, as it was before the flat list of blocks, which a short script does not make; the blocks that have a paragraph
    to themselves are marked the way docxtpl wants it."""
    document = docx.Document(str(source))
    for paragraph in document.paragraphs:
        text = paragraph.text.strip()
        if text.startswith("{%") and text.endswith("%}") and text.count("{%") == 1:
            for run in paragraph.runs[1:]:
                run.text = ""
            paragraph.runs[0].text = text.replace("{%", "{%p", 1)
    document.save(str(target))


def told(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


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


def median_ratio(pairs: list[tuple[tuple[float, float], tuple[float, float]]], what: str, goal: str) -> None:
    """Prints medians and the median ratio of each pair, by the clock and by the processor."""
    for number, measure in ((0, "wall"), (1, "processor")):
        first, second = ([each[side][number] for each in pairs] for side in (0, 1))
        ratio = statistics.median(a / b for a, b in zip(first, second, strict=True))
        print(f"{measure:<10} {what} {statistics.median(first) * 1000:6.0f} ms   docxtpl {statistics.median(second) * 1000:6.0f} ms   ratio {ratio:.2f} ({goal})")


def render(folder: Path, runs: int) -> None:
    """Two command lines that fill any template with any data."""
    spec = importlib.util.spec_from_file_location("engine", ROOT / "benchmarks/engine.py")
    assert spec is not None and spec.loader is not None
    engine = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(engine)
    (folder / "r.docx").write_bytes(engine.template())
    (folder / "r.json").write_text(json.dumps(engine.data(20)), encoding="utf-8")
    ours = [sys.executable, "-c", _OURS, "render", "r.docx", "r.json", "-o", "ours.docx"]
    theirs = [sys.executable, "-m", "docxtpl", "-q", "-o", "r.docx", "r.json", "theirs.docx"]
    pairs = [(run(ours, folder), run(theirs, folder)) for _ in range(runs + 1)][1:]
    assert told(folder / "ours.docx") == told(folder / "theirs.docx"), "the two do not say the same"
    median_ratio(pairs, "render  ", "goal ≤ 1.05")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--only", choices=["render", "generate"])
    chosen = parser.parse_args()
    runs = chosen.runs
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if chosen.only != "generate":
            render(folder, runs)
        if chosen.only == "render":
            return
        for name in ("inputs", "templates"):
            shutil.copytree(ROOT / name, folder / name)
        their_template(ROOT / "tests/data/annual-before-blocks.docx", folder / "t.docx")
        ours = [sys.executable, "-c", _OURS, "generate", "2022"]
        theirs = [sys.executable, "-c", _THEIRS, "inputs/2022.yaml", "t.docx", "o.docx"]
        pairs = [(run(ours, folder), run(theirs, folder)) for _ in range(runs + 1)][1:]
        finished = next((folder / "output").glob("*.docx"))
        assert told(finished) == told(folder / "o.docx"), "the two do not say the same"
        median_ratio(pairs, "generate", "goal ≤ 1.25 by the processor")
        full = [sys.executable, "-c", _OURS, "generate", "2024"]
        pairs = [(run(full, folder), run(theirs, folder)) for _ in range(runs + 1)][1:]
        median_ratio(pairs, "gen 2024", "figures worked out and checked, last year's read: no goal")
        year, numbers = folder / "inputs/2022.yaml", itertools.count(21)
        year.write_text(re.sub(r': "\*"', lambda _: f": {next(numbers)}", year.read_text(encoding="utf-8")), encoding="utf-8")
        pairs = [(run(ours, folder), run(theirs, folder)) for _ in range(runs + 1)][1:]
        assert told(finished) == told(folder / "o.docx"), "the two do not say the same"
        median_ratio(pairs, "numbers ", "2022 with numbers in the place of the redacted ones: no goal")
        shutil.copy(ROOT / "inputs/2022.yaml", year)
        print("stages of a cold generate, processor time:")
        print(subprocess.run([sys.executable, "-c", _STAGES], check=True, capture_output=True, text=True, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}).stdout, end="")
        print("dearest imports, by themselves:")
        for cost, name in imports(folder):
            print(f"  {name:<42}{cost:6.1f} ms")


if __name__ == "__main__":
    main()
