"""``import`` of a report of 34,000 characters against ``lint`` of the same file, in time of the processor; and the memory that it takes.

    python benchmarks/importing.py

The report is made up: parts of two levels, a figure in some sixty characters (real reports have one in ninety), as a Word file.  They take turns in one process, the best
of each counts.  The import may take three times as long as the linter, and 150 MB at most in a process of its own.
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import docx

ROOT = Path(__file__).parents[1]
CHARACTERS, ROUNDS = 34_000, 5
RATIO, MEGABYTES = 3.0, 150
_WORDS = ("坚持稳中求进，完成第{n}类项目投资{n}.50亿元，增长8.{d}%，带动就业{n}00人。", "压实责任链条，细化工作举措，各项任务扎实推进，群众反映的问题按时办结。")


def report(characters: int = CHARACTERS) -> bytes:
    """The Word file."""
    document, written, number = docx.Document(), 0, 0
    document.add_paragraph("示例县2024年工作总结")
    while written < characters:
        number += 1
        lines = [f"（{'一二三四五六七八九十'[number % 10]}）这方面的工作有序推进"] if number % 4 else ["一、这一部分的工作回顾"]
        lines += ["".join(_WORDS[each % 5 > 0].format(n=number * 3 + each, d=each) for each in range(10)) for _ in range(2)]
        for line in lines:
            document.add_paragraph(line)
            written += len(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _seconds(content: bytes) -> tuple[float, float]:
    """The best times of the import and of the linter."""
    from reportgen.gongwen.lint import lint
    from reportgen.importing.imported import import_reports
    from reportgen.ooxml.package import Package
    from reportgen.storage.given import Given

    template = (ROOT / "templates/annual/template.docx").read_bytes()
    works = (lambda: import_reports([Given("去年.docx", content)], template, None), lambda: lint(Package.open(content)))
    best = [1e9, 1e9]
    for _ in range(ROUNDS):
        for place, work in enumerate(works):
            began = time.process_time()
            work()
            best[place] = min(best[place], time.process_time() - began)
    return best[0], best[1]


def _peak() -> int:
    """Megabytes of a process that does nothing but import the report once."""
    code = (
        "import sys; from pathlib import Path; from reportgen.importing.imported import import_reports;"
        "from reportgen.storage.given import Given; import resource;"
        "import_reports([Given('a.docx', sys.stdin.buffer.read())], Path(sys.argv[1]).read_bytes(), None);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    template = str(ROOT / "templates/annual/template.docx")
    done = subprocess.run([sys.executable, "-c", code, template], input=report(), capture_output=True, check=True, cwd=ROOT)
    return int(done.stdout)


def main() -> int:
    """Prints the ratio and the peak; status 1 where one is more than it may be."""
    taken, linted = _seconds(report())
    peak = _peak()
    print(f"import {taken:.2f} s, lint {linted:.2f} s: {taken / linted:.2f} times (at most {RATIO}); peak {peak} MB (at most {MEGABYTES})")
    return int(taken / linted > RATIO or peak > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
