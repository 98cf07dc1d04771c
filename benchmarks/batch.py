"""A batch of 2,000 documents on two processes: reportgen against docxtpl in a pool of ``multiprocessing``, in one run.

    python benchmarks/batch.py [--documents 2000] [--jobs 2]
    python benchmarks/batch.py --memory

The work is the 2022 report with its 104 redacted places as tags and a table of 20 rows, another set of figures in each
document; both write every file to disk.  What both wrote is read back and compared, some files of each.  Only the ratio
means anything.  ``--memory`` measures instead whether memory grows with the number of documents: the peak of the worker
that has most, and what this process has more than it began with (it holds the list of what is to be done).  A worker's
peak is the mark of highest water of its own memory, which begins anew with the program; what ``getrusage`` tells does not.

ext4 without a journal does not give away the inode of a file for a minute after it was deleted, and looks at all such for each
new file (RECENTCY_MIN in fs/ext4/ialloc.c): whatever ran just before and deleted thousands would be measured too, so this waits.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from engine import data, template, text_of

from reportgen import batch
from reportgen.workspace.locate import Workspace

GOAL = 15.0
FORGOTTEN = 70
"""Seconds after which a disk has forgotten what was deleted."""
MANY = (100, 500, 2000, 5000)
MOST_GROWTH = 1.1
"""How many times the memory of 100 documents a worker may have for 2,000."""


def rows(number: int) -> dict[str, Any]:
    made = data(20)
    return {**made, "v1": f"{number}.50"}


Shown = Callable[[Iterable[Any], int], Iterable[Any]]


def ours(folder: Path, source: bytes, documents: int, jobs: int, shown: Shown = lambda results, _: results) -> float:
    (folder / "t.docx").write_bytes(source)
    with (folder / "清单.jsonl").open("w", encoding="utf-8") as file:
        for number in range(documents):
            file.write(json.dumps({"输出": f"{number:05d}", **rows(number)}, ensure_ascii=False) + "\n")
    start = time.perf_counter()
    workspace = Workspace(folder)
    tasks, _, problems = batch.read_list(folder / "清单.jsonl", folder, folder / "t.docx")
    assert not problems
    lines, _ = batch.do(workspace, tasks, (), batch.local(jobs), "清单", resume=False, shown=shown)
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


def highest(process: int | str) -> int:
    """The most memory that a process has had, in kB; 0 of one that has gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")), 0))


def peak_of_workers(source: bytes, documents: int, jobs: int) -> int:
    """The peak of the worker that had most, in kB, over a batch of so many documents."""
    peak = 0

    def watched(results: Iterable[Any], _: int) -> Iterator[Any]:
        nonlocal peak
        for result in results:
            peak = max(peak, *(highest(child.pid or 0) for child in multiprocessing.active_children()))
            yield result

    with tempfile.TemporaryDirectory() as folder:
        ours(Path(folder), source, documents, jobs, watched)
    return peak


def memory(jobs: int) -> None:
    """How the memory of workers, and of this process, goes with the number of documents."""
    first = 0
    for documents in MANY:
        begun = highest("self")
        peak = peak_of_workers(template(), documents, jobs)
        first = first or peak
        print(
            f"{documents:>6} documents, {jobs} processes: the largest worker at most {peak / 1024:.1f} MB "
            f"({peak / first:.3f} times that of {MANY[0]}, goal ≤ {MOST_GROWTH:g}), "
            f"this process {(highest('self') - begun) / 1024:.1f} MB more"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--memory", action="store_true", help="measure memory, not time")
    chosen = parser.parse_args()
    if chosen.memory:
        memory(chosen.jobs)
        return
    source = template()
    time.sleep(FORGOTTEN)
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
