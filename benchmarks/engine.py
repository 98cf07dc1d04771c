"""reportgen and docxtpl on the same work, in one run: warm in one process, cold as processes, peak memory.

    python benchmarks/engine.py            # all of it, about two minutes
    python benchmarks/engine.py --rows 20  # one size only

The work is the 2022 report with its 104 redacted places as tags, a loop over 20 paragraphs, and a table of 20, 1,000 or 10,000 rows of three cells.  Both
engines get the same template and the same data; what they give is read back and compared before anything is timed.  The two take turns, so that a machine
whose speed drifts slows both; medians and the median of the ratios, pair by pair, are printed.  Only ratios mean anything.  Beside the engines stands the
bare cost of deflating and zipping the finished parts, which no engine that writes them anew can be below (parts without tags are carried over as they were).
Cold processes are measured by the processor's time as well as by the clock: the one is the work, the other what somebody waits for on this machine today.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import docx
from docxtpl import DocxTemplate

from reportgen import Template

ROOT = Path(__file__).parents[1]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIZES = (20, 1_000, 10_000)
GOALS = {20: 20.0, 10_000: 8.0}
"""How many times docxtpl's speed is wanted, by rows."""
BARE_GOALS = {20: 3.0}
"""How many times the bare cost of deflating and zipping is allowed, by rows."""
PEAK_GOALS = {10_000: 0.5}
"""How much of docxtpl's peak memory is allowed, by rows."""


def template() -> bytes:
    """The source report with a tag for each star, a paragraph loop, a table; docxtpl's syntax, which both read."""
    document = docx.Document()
    number = 0
    for line in (ROOT / "tests/data/source_report.txt").read_text(encoding="utf-8").split("\n"):
        pieces = line.split("*")
        text = pieces[0]
        for piece in pieces[1:]:
            number += 1
            text += f"{{{{ v{number} }}}}{piece}"
        document.add_paragraph(text)
    for text in ("{%p for item in items %}", "{{ item }}", "{%p endfor %}"):
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=3)
    for cells in (("序号", "指标", "数"), ("{%tr for r in rows %}",) * 1 + ("", ""), ("{{ r.n }}", "{{ r.name }}", "{{ r.value }}"), ("{%tr endfor %}", "", "")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def data(rows: int) -> dict[str, Any]:
    values = {f"v{number}": f"{number}.50" for number in range(1, 105)}
    table = [{"n": str(number), "name": f"指标{number}", "value": f"{number}.10"} for number in range(rows)]
    return {**values, "items": [f"第{number}项工作稳步推进。" for number in range(20)], "rows": table}


def ours(opened: Template, values: dict[str, Any]) -> bytes:
    return opened.render(values).package


def theirs(source: bytes, values: dict[str, Any]) -> bytes:
    made = DocxTemplate(io.BytesIO(source))
    made.render(values)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def text_of(package: bytes) -> str:
    body = docx.Document(io.BytesIO(package)).element.body
    return "\n".join("".join(text.text or "" for text in node.iter(f"{W}t")) for node in body.iter(f"{W}p"))


def same_text(source: bytes, rows: int) -> bytes:
    """Our file, once it is certain that both engines gave the same text, and the right one."""
    values = data(rows)
    mine, other = ours(Template.open(source), values), theirs(source, values)
    text = text_of(mine)
    assert text == text_of(other), "the two engines give different text"
    wanted = [*(f"{number}.50" for number in range(1, 105)), *values["items"], *(row["name"] for row in values["rows"])]
    assert [word for word in wanted if word not in text] == [], "something is missing"
    assert "{{" not in text
    return mine


def bare(package: bytes) -> float:
    """Seconds to do nothing but deflate and zip the finished parts."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def deflate() -> None:
        with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED, compresslevel=zlib.Z_DEFAULT_COMPRESSION) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    return statistics.median(timed(deflate) for _ in range(9))


def timed(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def warm(source: bytes, rows: int, pairs: int) -> None:
    opened, values = Template.open(source), data(rows)
    mine = same_text(source, rows)
    first, second = [], []
    for _ in range(pairs):
        first.append(timed(lambda: ours(opened, values)))
        second.append(timed(lambda: theirs(source, values)))
    ratio = statistics.median(b / a for a, b in zip(first, second, strict=True))
    floor = bare(mine)
    print(
        f"warm  {rows:>6} rows   reportgen {statistics.median(first) * 1000:9.2f} ms   docxtpl {statistics.median(second) * 1000:9.2f} ms"
        f"   {ratio:6.1f} times as fast{wanted('≥', GOALS.get(rows))}"
        f"   bare deflate and zip {floor * 1000:.2f} ms, {statistics.median(first) / floor:.1f} × that{wanted('≤', BARE_GOALS.get(rows))}"
    )


def wanted(sign: str, goal: float | None) -> str:
    return f" (goal {sign} {goal:g})" if goal else ""


_OURS = """
import json, sys
from reportgen import Template
Template.open(sys.argv[1]).render(json.load(open(sys.argv[2]))).save(sys.argv[3])
print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])
"""
_THEIRS = """
import json, sys
from docxtpl import DocxTemplate
made = DocxTemplate(sys.argv[1]); made.render(json.load(open(sys.argv[2]))); made.save(sys.argv[3])
print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])
"""


def children() -> float:
    """Seconds of processor that finished child processes have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cold(source: bytes, rows: int, pairs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "t.docx").write_bytes(source)
        (place / "d.json").write_text(json.dumps(data(rows)), encoding="utf-8")
        arguments = [str(place / name) for name in ("t.docx", "d.json", "o.docx")]
        kept = {**os.environ, "PYTHONPYCACHEPREFIX": str(place / "bytecode")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        runs: dict[str, list[tuple[float, float, int]]] = {_OURS: [], _THEIRS: []}
        for turn in range(pairs + 1):
            for script, found in runs.items():
                start, used = time.perf_counter(), children()
                done = subprocess.run([sys.executable, "-c", script, *arguments], check=True, capture_output=True, cwd=ROOT, env=kept)
                if turn:  # the first turn compiles the modules, of both alike; an installed package has that behind it
                    found.append((time.perf_counter() - start, children() - used, int(done.stdout)))
    mine, other = runs[_OURS], runs[_THEIRS]
    clock, work, peak = ((statistics.median(run[at] for run in mine), statistics.median(run[at] for run in other)) for at in range(3))
    print(
        f"cold  {rows:>6} rows   reportgen {clock[0] * 1000:9.0f} ms   docxtpl {clock[1] * 1000:9.0f} ms   {clock[1] / clock[0]:6.1f} times as fast (goal ≥ 1)"
        f"   processor {work[0] * 1000:.0f} ms against {work[1] * 1000:.0f} ms"
        f"   peak {peak[0] / 1024:.0f} MiB against {peak[1] / 1024:.0f} MiB, {peak[0] / peak[1]:.2f} of it{wanted('≤', PEAK_GOALS.get(rows))}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, choices=SIZES)
    chosen = parser.parse_args().rows
    source = template()
    print(f"Python {platform.python_version()}, docxtpl {version('docxtpl')}, {os.cpu_count()} processors")
    for rows in (chosen,) if chosen else SIZES:
        warm(source, rows, pairs=3 if rows > 5_000 else 15)
        cold(source, rows, pairs=3 if rows > 5_000 else 7)


if __name__ == "__main__":
    main()
