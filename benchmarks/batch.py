"""A batch of 2,000 documents on two processes: reportgen against docxtpl in a pool of ``multiprocessing``, in one run.

    python benchmarks/batch.py [--documents 2000] [--jobs 2]

The work is the 2022 report with its 104 redacted places as tags and a table of 20 rows, another set of figures in each
document; both write every file to disk.  What both wrote is read back and compared, some files of each.  Only the ratio
means anything.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import tempfile
import time
from pathlib import Path
from typing import Any

from engine import data, template, text_of

from reportgen import batch
from reportgen.workspace import Workspace

GOAL = 15.0


def rows(number: int) -> dict[str, Any]:
    made = data(20)
    return {**made, "v1": f"{number}.50"}


def ours(folder: Path, source: bytes, documents: int, jobs: int) -> float:
    (folder / "t.docx").write_bytes(source)
    with (folder / "清单.jsonl").open("w", encoding="utf-8") as file:
        for number in range(documents):
            file.write(json.dumps({"输出": f"{number:05d}", **rows(number)}, ensure_ascii=False) + "\n")
    start = time.perf_counter()
    workspace = Workspace(folder)
    tasks, problems = batch.read_list(folder / "清单.jsonl", folder, folder / "t.docx")
    assert not problems
    lines, _ = batch.do(workspace, tasks, (), batch.local(jobs), "清单", resume=False, shown=lambda results, _: results)
    taken = time.perf_counter() - start
    assert [line.result for line in lines] == [batch.MADE] * documents
    return taken


def _theirs(job: tuple[bytes, int, str]) -> None:
    from docxtpl import DocxTemplate

    source, number, path = job
    made = DocxTemplate(io.BytesIO(source))
    made.render(rows(number))
    made.save(path)


def theirs(folder: Path, source: bytes, documents: int, jobs: int) -> float:
    start = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        work = ((source, number, str(folder / f"{number:05d}.docx")) for number in range(documents))
        for _ in pool.imap_unordered(_theirs, work, chunksize=20):
            pass
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    source = template()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        mine = ours(Path(one), source, chosen.documents, chosen.jobs)
        they = theirs(Path(other), source, chosen.documents, chosen.jobs)
        for number in range(0, chosen.documents, max(chosen.documents // 20, 1)):
            pair = [(Path(one) / "output" / "清单" / f"{number:05d}.docx"), (Path(other) / f"{number:05d}.docx")]
            first, second = (text_of(path.read_bytes()) for path in pair)
            assert first == second, number
    rate = [chosen.documents / seconds for seconds in (mine, they)]
    print(f"{chosen.documents} documents, {chosen.jobs} processes: reportgen {rate[0]:.0f}/s, docxtpl {rate[1]:.0f}/s, {rate[0] / rate[1]:.1f} times (goal ≥ {GOAL:g})")


if __name__ == "__main__":
    main()
