"""A warm draft of 2024 beside one docxtpl rendering of the same text, in one run.

    python benchmarks/draft.py [--pairs 25] [--against TREE]

The draft is what a front end asks for at each keystroke and a batch for each unit: template, dictionary and last year are open, the year's file was changed in
one figure, so it is read again, every sentence is said, every check runs, the template is filled, the finished file is checked and closed, and the trace is kept.
docxtpl is given the finished text as data of our own template, blocks marked its way, and opens, fills and saves it: it has no state that may be kept between two
renderings.  Both files are read back and have to say the same.  With ``--against``, another checkout of this project does the same draft in a process of its own,
by turns, and the ratio of the two is printed.  The goal is four fifths of docxtpl's time.
"""

from __future__ import annotations

import argparse
import io
import itertools
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
OLD, NEW = "自营出口: {值: 50.20", "自营出口: {{值: 5{number}.20"


def ours() -> tuple[Callable[[], Any], Any]:
    """A draft of a year in which one figure is another each time; and what a report has to say."""
    from reportgen.draft import Kit
    from reportgen.session import Session
    from reportgen.storage.given import Given, read_given

    annual = ROOT / "templates/annual"
    kit = Kit.open((annual / "template.docx").read_bytes(), read_given(annual / "fields.yaml"))
    year, last = (read_given(ROOT / f"inputs/{number}.yaml") for number in (2024, 2023))
    text = year.content.decode()
    assert text.count(OLD) == 1
    session, numbers = [Session(kit).update([Given(year.name, text.encode())], [last])], itertools.count(1)
    first = session[0]
    assert first.draft is not None

    def work() -> Any:
        given = Given(year.name, text.replace(OLD, NEW.format(number=next(numbers))).encode())
        session[0] = session[0].update([given], [last])
        assert session[0].is_current
        return session[0].draft

    return work, first.draft


def told(package: bytes) -> list[str]:
    import docx

    return [paragraph.text.strip() for paragraph in docx.Document(io.BytesIO(package)).paragraphs if paragraph.text.strip()]


def theirs(made: Any) -> Callable[[], bytes]:
    """docxtpl with our template and the values that our own rendering gets, as plain data."""
    import docx
    import jinja2
    from docxtpl import DocxTemplate

    from reportgen.provenance import bare

    def plain(value: Any) -> Any:
        value = bare(value)
        if isinstance(value, dict):
            return {name: plain(each) for name, each in value.items()}
        return [plain(each) for each in value] if isinstance(value, (list, tuple)) else value

    document = docx.Document(str(ROOT / "templates/annual/template.docx"))
    for paragraph in document.paragraphs:
        text = paragraph.text.strip()
        if text.startswith("{%") and text.endswith("%}") and text.count("{%") == 1:
            for run in paragraph.runs[1:]:
                run._element.getparent().remove(run._element)
            paragraph.runs[0].text = "{%p" + text[2:]
    for text in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        text.text = re.sub(r"\{%\s*cellwidth[^%]*%\}", "", text.text or "")  # a tag that docxtpl does not know
    stream = io.BytesIO()
    document.save(stream)
    env = jinja2.Environment()
    env.filters |= {"连接": "".join, "图表": lambda *given, **named: "", "中文数字": lambda number: "零一二三四五六七八九"[number]}
    values = {**plain(dict(made.report.printed().context)), "生成时间": ""}

    def work() -> bytes:
        template = DocxTemplate(io.BytesIO(stream.getvalue()))
        template.render(dict(values), env)
        target = io.BytesIO()
        template.save(target)
        return target.getvalue()

    return work


def timed(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


_OTHER = """
import importlib.util, sys, time
sys.path.insert(0, sys.argv[1])
spec = importlib.util.spec_from_file_location("draft_benchmark", sys.argv[2]); module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module)
from pathlib import Path
module.ROOT = Path(sys.argv[1])
work, _ = module.ours(); work(); work()
for _ in sys.stdin:
    print(module.timed(work), flush=True)
"""


class Checkout:
    """A process in which a checkout of this project makes the draft each time it is asked."""

    def __init__(self, tree: Path) -> None:
        told = {**os.environ, "PYTHONPATH": str(tree)}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _OTHER, str(tree), __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tree, env=told
        )

    def ask(self) -> float:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=25)
    parser.add_argument("--against", type=Path)
    chosen = parser.parse_args()
    work, made = ours()
    other = theirs(made)
    assert told(other()) == told(made.package), "the two do not say the same"
    work(), work()
    pairs = [(timed(work), timed(other)) for _ in range(chosen.pairs)]
    mine, docxtpl = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"warm draft of 2024, one figure changed: {mine * 1000:.1f} ms   one docxtpl rendering of it: {docxtpl * 1000:.1f} ms   ratio {ratio:.2f} (processor time; goal ≤ 0.8)")
    if chosen.against:
        here, there = Checkout(ROOT), Checkout(chosen.against.resolve())
        turns = [(here.ask(), there.ask()) for _ in range(chosen.pairs)]
        mine, before = (statistics.median(each) for each in zip(*turns, strict=True))
        print(f"here {mine * 1000:.1f} ms, {chosen.against} {before * 1000:.1f} ms, ratio {statistics.median(a / b for a, b in turns):.2f} (goal ≤ 1)")


if __name__ == "__main__":
    main()
