"""The way back from Word, measured: how many random edits come back by themselves, and how long a long report takes.

    python benchmarks/pull.py            # both, some minutes
    python benchmarks/pull.py --edits 400 --seed 1 --no-long

First, random edits of the 2024 report (figures, words, sentences and paragraphs put in, deleted, moved, split, joined; in
runs that break anywhere; tracked or not), some in each of many copies: pulled with --yes, the report made again, compared.
Second, a report of about 50 pages with 300 edits: pulled, against the time in which LibreOffice opens the file.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "roundtrip")]

from manuscript import EDITS, Manuscript, edited  # noqa: E402
from pulled_office import basis, report, viewed  # noqa: E402
from test_random_edits import listed, lost, one  # noqa: E402

from reportgen.__main__ import OFTEN  # noqa: E402
from reportgen.draft import Given, Kit  # noqa: E402
from reportgen.roundtrip import edits as kinds  # noqa: E402
from reportgen.roundtrip.pull import Basis, Settled, find_edits, write_certain  # noqa: E402

PER_COPY = 5
TURNS = 5
FORMAT = "txt:Text"
"""What LibreOffice is asked for: its text, the least that shows that it has opened the file; no page is laid out."""
MARKS = tuple(f"片区{sign}" for sign in "甲乙丙丁戊己庚辛壬癸子")


def quality(edits: int, seed: int) -> bool:
    """Prints what became of random edits; whether none was lost and enough came back without a question."""
    tally: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for number in range(edits // PER_COPY):
        rng = random.Random(seed * 1_000_003 + number)
        wishes = [rng.choice(list(EDITS)) for _ in range(PER_COPY)]
        outcome, done = one(rng.randrange(10**9), wishes, tracked=bool(number % 2))
        made.update(done)
        waiting = outcome.settled.waiting
        tally["copies"] += 1
        tally["listed"] += len(waiting)
        tally["inside a worked-out figure or the year"] += sum(1 for edit in waiting if edit.kind == kinds.DERIVED)
        tally["consequences"] += len(outcome.settled.consequences)
        tally["equal text"] += outcome.again == outcome.wanted
        tally["equal but for what is listed"] += outcome.again != outcome.wanted and bool(listed(outcome))
        tally["lost"] += len(lost(outcome)) + (outcome.again != outcome.wanted and not listed(outcome))
    total = made.total()
    print(f"{total} edits in {tally['copies']} copies, half of them tracked: {dict(made)}")
    print(f"written without a question: {total - tally['listed']} of {total} ({100 * (1 - tally['listed'] / total):.1f} %)")
    for name in ("listed", "inside a worked-out figure or the year", "consequences", "equal text", "equal but for what is listed", "lost"):
        print(f"  {name}: {tally[name]}")
    return tally["lost"] == 0 and tally["listed"] <= 0.05 * total


def long_year(year: int) -> Given:
    """The year's input several times over, every sentence and figure of its own."""
    text = (ROOT / f"inputs/{year}.yaml").read_text(encoding="utf-8")
    head, rest = text.split("\n部分:\n")
    parts, data = rest.split("\n数据:\n")
    names = sorted(set(re.findall(r"^ +([\u4e00-\u9fff]+):", data, re.M)), key=len, reverse=True)
    pattern = re.compile("|".join(names))
    copies = []
    for mark in MARKS:
        own = re.sub(r"【[^】]+】", lambda match, mark=mark: pattern.sub(lambda name: f"{name[0]}{mark}", match[0]), parts)
        copies.append(re.sub(r"(?m)^( +- )(?!标题|话题|正文)(.)", rf"\1{mark}\2", own))
    made = f"{head}\n部分:\n{''.join(copies)}\n数据:\n{_several(data)}"
    return Given(f"{year}.yaml", made.encode())


def long_fields() -> Given:
    """The dictionary with a field for each of them."""
    text = (ROOT / "templates/annual/fields.yaml").read_text(encoding="utf-8")
    head, rest = text.split("\n指标:\n")
    return Given("fields.yaml", f"{head}\n指标:\n{_several(rest.split(chr(10) + '关系:')[0])}".encode())


def _several(block: str) -> str:
    """A block of YAML once under each mark, its names marked."""
    made = []
    for mark in MARKS:
        own = re.sub(r"(?m)^( +)([\u4e00-\u9fff]+):", rf"  \1\2{mark}:", block)
        own = re.sub(r"(指标|名单): ([\u4e00-\u9fff]+)(?=[,}])", rf"\1: \2{mark}", own)
        made.append(f"  {mark}:\n{own}\n")
    return "".join(made)


def long_report(edits: int, seed: int) -> None:
    """Prints how long a long report takes to pull, and LibreOffice to open it."""
    base = Basis.of(Kit.open((ROOT / "templates/annual/template.docx").read_bytes(), long_fields()), (long_year(2024),), (long_year(2023),))
    made = base.kit.make(base.year, draft=True)
    trace = made.trace.as_json()
    rng = random.Random(seed)
    manuscript = Manuscript(made.package)
    done = edited(rng, manuscript, [rng.choice(list(EDITS)) for _ in range(edits)], tracked=False)
    package = manuscript.package(rng)
    size = len("".join(manuscript.paragraphs))
    print(f"{len(done)} edits in a report of {size} characters, at 22 lines of 28 about {size // 616 + 1} pages:")
    with tempfile.TemporaryDirectory() as name:
        open_ = _opener(package, Path(name))
        rows = []
        for _ in range(TURNS):
            began = time.process_time(), _children()
            pulled = _timed(package, trace, Basis.of(base.kit, base.inputs, base.last.inputs if base.last else ()))
            used = time.process_time() - began[0]
            rows.append((pulled, open_(), used, _children() - began[1]))
    read, found, written = (median(row[0][step] for row in rows) for step in range(3))
    settled = rows[0][0][3]
    print(f"  read {read:.2f} s, compared {found:.2f} s, written, made again and compared again {written:.2f} s")
    print(f"  {len(settled.done)} edits written, {len(settled.waiting)} listed")
    pulling, opening = median(sum(row[0][:3]) for row in rows), median(row[1] for row in rows)
    print(f"  pulled in {pulling:.2f} s; LibreOffice starts and opens it in {opening:.2f} s (medians of {TURNS}, taken in turns)")
    print(f"  median of the ratios, turn by turn: {median(sum(row[0][:3]) / row[1] for row in rows):.2f}")
    ours, theirs = median(row[2] for row in rows), median(row[3] for row in rows)
    print(f"  processor time, which a busy machine changes less: {ours:.2f} s against {theirs:.2f} s, ratio {ours / theirs:.2f}")


def _children() -> float:
    """The processor time in seconds of the programs that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _timed(package: bytes, trace: Mapping[str, Any], base: Basis) -> tuple[float, float, float, Settled]:
    started = time.perf_counter()
    view = viewed(package)
    read = time.perf_counter()
    pulled = find_edits(view, trace, base)
    found = time.perf_counter()
    settled = write_certain(pulled, view, base)
    return read - started, found - read, time.perf_counter() - found, settled


def _opener(package: bytes, folder: Path) -> Callable[[], float]:
    """How long LibreOffice takes to start, open the file and give its text; its profile is made first."""
    (folder / "long.docx").write_bytes(package)
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", FORMAT, "--outdir", str(folder)]

    def opened() -> float:
        started = time.perf_counter()
        subprocess.run([*command, str(folder / "long.docx")], check=True, capture_output=True, timeout=300)
        return time.perf_counter() - started

    opened()
    return opened


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-long", action="store_true")
    asked = parser.parse_args()
    gc.set_threshold(OFTEN)  # as the command itself does
    report()
    basis()
    good = quality(asked.edits, asked.seed) if asked.edits else True
    if not asked.no_long:
        long_report(300, asked.seed)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
