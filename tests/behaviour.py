"""What the program makes and says today → a file that can be held against what it makes and says after a change.

Run before a change that must alter nothing, and again after each step of it:

    python tests/behaviour.py keep before.json [FOLDER …]       each FOLDER holds case files: .docx, templates with their data, years
    REPORTGEN_PROBLEMS=before python -m pytest -q               the problems of each test, in files of their own
    python tests/behaviour.py compare before.json after.json
    python tests/behaviour.py problems before again after       tests whose problems differ, but for those that differ by chance

Kept are standard output and error, exit statuses, and the digest of each file that is made; of records, which bear the time
of day, the trace alone.  The program is run as a process, so that nothing here depends on how its modules are called.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECONDS = 120
"""A command that takes longer is kept as such."""
_YEARS = ("2022", "2023", "2024")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d[:：]\d\d(?:[:：]\d\d)?(?:\.\d+)?(?:[+-]\d\d:\d\d)?|\d{1,2}月\d{1,2}日 ?\d\d:\d\d")

Kept = dict[str, object]


def run(folder: Path, *words: str) -> Kept:
    """One command in a folder → its status and words, without the folder's own name, the time of day, and random names."""
    told = {**os.environ, "COLUMNS": "120", "PYTHONPATH": str(ROOT)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reportgen", *words], cwd=folder, env=told, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return {"status": "too long"}
    return {"status": done.returncode, "out": _plain(done.stdout, folder), "err": _plain(done.stderr, folder)}


def _plain(data: bytes, folder: Path) -> str:
    text = data.decode("utf-8", "replace").replace(str(folder.resolve()), "HERE").replace(str(folder), "HERE").replace(str(ROOT), "ROOT")
    return _STAMP.sub("THEN", text)


def made(folder: Path) -> Kept:
    """Each file in the folder → its digest; of a record its trace."""
    found: Kept = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = str(path.relative_to(folder))
        data = path.read_bytes()
        if ".reportgen" in name:
            trace = _trace(data) if path.suffix == ".json" else None
            if trace is not None:
                found[f"trace in {path.parent.name}"] = trace
            continue
        found[name] = hashlib.sha256(data).hexdigest()
    return found


def _trace(data: bytes) -> object:
    try:
        held = json.loads(data)
    except ValueError:
        return None
    return held.get("轨迹") if isinstance(held, dict) else None


def years(folder: Path) -> Iterator[tuple[str, Kept]]:
    """The shipped years through the commands of a year."""
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    for year in _YEARS:
        for words in (["generate", year], ["generate", year, "--draft"], ["check", year], ["check", year, "--json"], ["review", year]):
            yield " ".join(words), run(folder, *words)
    for words in (
        ["new", "2025"],
        ["generate", "2025"],
        ["generate", "2025", "--draft"],
        ["check", "2025"],
        ["check", "2025", "--缺项"],
        ["compare", "2023", "2024"],
        ["compare", "2023", "2024", "-o", "对照.html"],
        ["forms", "export", "2025"],
        ["schema"],
        ["generate", "2024", "--final"],
        ["template", "new", "通知"],
        ["batch", "--json"],
        ["--help"],
        *([name, "--help"] for name in ("generate", "check", "new", "pull", "lint", "render", "batch", "forms", "review", "preview")),
    ):
        yield " ".join(words), run(folder, *words)
    for path in sorted((folder / "output").glob("*.docx")):
        yield f"lint {path.name}", run(folder, "lint", str(path.relative_to(folder)), "--json")
        yield f"pull {path.name}", run(folder, "pull", str(path.relative_to(folder)))
    yield "files", made(folder)


def cases(given: Path, folder: Path) -> Iterator[tuple[str, Kept]]:
    """Files of somebody else: Word files are linted, templates with data beside them filled, years with a template checked."""
    for path in sorted(given.rglob("*.docx")):
        name = str(path.relative_to(given))
        here = Path(tempfile.mkdtemp(dir=folder))
        shutil.copy(path, here / path.name)
        if "templates" in path.parts:
            continue
        yield f"lint {name}", run(here, "lint", path.name, "--json")
        for data in _data_for(path):
            shutil.copy(data, here / data.name)
            yield f"render {name} {data.name}", {**run(here, "render", path.name, data.name, "-o", "out.docx"), **made(here)}
    for path in sorted(given.rglob("inputs")):
        here = Path(tempfile.mkdtemp(dir=folder))
        shutil.copytree(path.parent, here / "office")
        for year in sorted({each.stem for each in path.rglob("*.yaml")}):
            for words in (["check", year], ["generate", year], ["generate", year, "--定稿"]):
                yield f"{path.parent.relative_to(given)} {' '.join(words)}", run(here / "office", *words)
        yield f"{path.parent.relative_to(given)} files", made(here)


def _data_for(path: Path) -> list[Path]:
    stem = path.name.split(".")[0]
    near = [path.with_name(f"{stem}.json"), path.with_name("gb.json"), path.with_name("vml_line.json"), path.with_name("d.json")]
    return [each for each in near[:1] if each.exists()] or [each for each in near if each.exists() and each.stem[:2] in (stem[:2], "d")]


def keep(target: Path, given: list[Path]) -> None:
    """All of it, into one file."""
    with tempfile.TemporaryDirectory() as scratch:
        jobs: list[tuple[str, list[tuple[str, Kept]]]] = []

        def work(place: int, folder: Path | None) -> tuple[str, list[tuple[str, Kept]]]:
            here = Path(scratch) / str(place)
            here.mkdir()
            return (folder.name, list(cases(folder, here))) if folder else ("years", list(years(here)))

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            jobs = list(pool.map(work, range(len(given) + 1), [None, *given]))
    held = {f"{group}: {name}": kept for group, found in jobs for name, kept in found}
    target.write_text(json.dumps(held, ensure_ascii=False, indent=1), encoding="utf-8")


def compare(before: Path, after: Path) -> int:
    """How many of what was kept differ; each is printed."""
    old, new = (json.loads(path.read_text(encoding="utf-8")) for path in (before, after))
    count = 0
    for name in sorted(old.keys() | new.keys()):
        left, right = old.get(name, {}), new.get(name, {})
        for key in sorted(left.keys() | right.keys()):
            if left.get(key) != right.get(key):
                count += 1
                print(f"{name} / {key}\n  - {str(left.get(key))[:1500]}\n  + {str(right.get(key))[:1500]}")
    print(f"{len(old)} cases, {count} differences")
    return count


def problems(before: Path, again: Path, after: Path) -> int:
    """How many tests make other problems than before; those that differ between two runs of before are left out."""
    first, second, now = (_told(path) for path in (before, again, after))
    stable = {name for name in first if first[name] == second.get(name)}
    count = 0
    for name in sorted(stable & now.keys()):
        if first[name] != now[name]:
            count += 1
            print(name, *(f"  - {each}" for each in sorted(first[name] - now[name])), sep="\n")
            print(*(f"  + {each}" for each in sorted(now[name] - first[name])), sep="\n")
    lost = sorted(stable - now.keys())
    print(f"{len(stable)} tests with problems that do not vary, {count} of them with others now, {len(lost)} gone: {lost[:20]}")
    return count


def _told(folder: Path) -> dict[str, set[str]]:
    """The problems by the test's name alone, since modules move."""
    found: dict[str, set[str]] = {}
    for path in folder.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            test, told = json.loads(line)
            found.setdefault(test.partition("::")[2], set()).add(told)
    return found


if __name__ == "__main__":
    if sys.argv[1] == "keep":
        keep(Path(sys.argv[2]), [Path(each).resolve() for each in sys.argv[3:]])
    else:
        sys.exit(min(1, {"compare": compare, "problems": problems}[sys.argv[1]](*map(Path, sys.argv[2:]))))
