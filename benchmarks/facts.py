"""Reading and checking a year of 150 figures, against the time docxtpl needs to render the same report.

    python benchmarks/facts.py

The year is the 2024 sample with further figures and sentences up to 150; last year's file is read with it, as a clerk's run does.  The dictionary, which
is every year's, is opened once, as in a batch; what opening it each time would add is printed too.  docxtpl gets the same printed text as a template
with one tag a figure.  They take turns; medians and the median ratio are printed.  Only the ratio means anything; it has to stay below 1.
"""

from __future__ import annotations

import io
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docxtpl import DocxTemplate

from reportgen import yamltext
from reportgen.report.checks import Subject, check
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import Report, read_report

ROOT = Path(__file__).parents[1]
FIGURES = 150
ROUNDS = 9
GOAL = 1.0


def year(number: int) -> tuple[str, str]:
    """The input and the dictionary of a year, filled up with figures of its own to ``FIGURES``."""
    text = (ROOT / f"inputs/{number}.yaml").read_text(encoding="utf-8")
    fields = (ROOT / "templates/annual/fields.yaml").read_text(encoding="utf-8")
    lacking = FIGURES - len(read(text, opened(fields), None).figures)
    data = "".join(f"    补充指标{each}: {each + number % 100}.50\n" for each in range(lacking))
    said = "".join(f"          - 补充工作第{each}项完成投资【补充指标{each}】亿元，{number}年安排的任务如期落实。\n" for each in range(lacking))
    text = text.replace("        正文:\n", f"        正文:\n{said}", 1) + f"  补充:\n{data}"
    extra = "".join(f"    补充指标{each}: {{单位: 亿元, 类别: 金额, 小数: 2, 比上年: 是}}\n" for each in range(lacking))
    return text, fields.replace("指标:\n", f"指标:\n  补充:\n{extra}", 1)


def opened(fields: str) -> Dictionary:
    return Dictionary.read(yamltext.parse(fields, "fields.yaml")[0])[0]


def read(text: str, dictionary: Dictionary, last: Report | None) -> Report:
    return read_report([yamltext.parse(text, "year.yaml")[0]], dictionary, last)[0]


def ours() -> Callable[[], int]:
    this, fields = year(2024)
    last, _ = year(2023)
    dictionary = opened(fields)

    def work() -> int:
        report = read(this, dictionary, read(last, dictionary, None))
        assert len(report.figures) == FIGURES
        return len(check(Subject.of(report)))

    return work


def theirs() -> Callable[[], int]:
    this, fields = year(2024)
    dictionary = opened(fields)
    report = read(this, dictionary, read(year(2023)[0], dictionary, None))
    document, values = docx.Document(), {}
    for sentence in report.sentences():
        text = str(report.say(sentence).text or "")

        def tag(found: re.Match[str]) -> str:
            values[f"v{len(values)}"] = found[0]
            return f"{{{{ v{len(values) - 1} }}}}"

        document.add_paragraph(re.sub(r"\d[\d.]*", tag, text))
    buffer = io.BytesIO()
    document.save(buffer)

    def work() -> int:
        template = DocxTemplate(io.BytesIO(buffer.getvalue()))
        template.render(dict(values))
        target = io.BytesIO()
        template.save(target)
        return len(values)

    return work


def timed(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> int:
    mine, other, fields = ours(), theirs(), year(2024)[1]
    mine(), other()
    rounds = [(timed(mine), timed(other), timed(lambda: opened(fields))) for _ in range(ROUNDS)]
    ratio = statistics.median(ours / theirs for ours, theirs, _ in rounds)
    whole = statistics.median((ours + opening) / theirs for ours, theirs, opening in rounds)
    print(f"read and check a year of {FIGURES} figures and the year before: {1000 * statistics.median(each[0] for each in rounds):.0f} ms")
    print(f"docxtpl renders the same report ({other()} tags): {1000 * statistics.median(each[1] for each in rounds):.0f} ms")
    print(f"ratio {ratio:.2f} (goal: below {GOAL}); with the dictionary opened anew each time {whole:.2f}")
    return int(ratio >= GOAL)


if __name__ == "__main__":
    sys.exit(main())
