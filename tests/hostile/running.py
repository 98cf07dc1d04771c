"""Cases → outcomes, each run through the real command line in a child process that is killed after ten seconds of its own work.

Which one outcome each case must have stands in ``outcomes.tsv``: finished or refused, exactly which codes are told, and, of
what is finished, what it says: the text of the Word file, the changed lines of an input, or what was said of it.
``tests/hostile_table.py --all --write`` writes it anew, for a person to read the difference.  What must hold for every case:
an ordinary exit status, no traceback, no secret told, nothing written outside the folder, no temporary file left, and within time and memory.  A refusal names a code and a place and changes no
file; a success leaves a Word file that our own check passes and python-docx opens.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import unified_diff
from pathlib import Path

from hostile.case import Case
from hostile.corpus import corpus
from reportgen.__main__ import OFTEN

ROOT = Path(__file__).parents[2]
SECONDS, WAIT, MEGABYTES = 10, 60, 512
SECRET = f"secret {40 + 2}"
TABLE = Path(__file__).parent / "outcomes.tsv"
_CODE = re.compile(r"\[([A-Z]\d\d)\]")
_PLACED = re.compile(r"第 ?\d+|正文|inputs|页眉|模板\.docx|数据\.|来件\.docx|表\.xlsx|清单\.|\d{4}\.yaml|word/|docProps/|customXml/|_rels/|\[Content_Types\]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: ``finished`` or ``refused``, the codes told, what a finished one says, seconds, the child's peak in
    megabytes, what is wrong."""

    kind: str
    name: str
    result: str
    codes: tuple[str, ...]
    says: str
    seconds: float
    peak: int
    wrong: tuple[str, ...]


def outcomes() -> dict[tuple[str, str], tuple[str, tuple[str, ...], str]]:
    """Kind and name of a case → its result, the codes told, and what it says."""
    lines = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()) if TABLE.exists() else ()
    return {
        (kind, json.loads(name)): (result, tuple(codes.split()), json.loads(says)) for kind, name, result, codes, says in lines
    }


OUTCOMES = outcomes()


def run_all(cases: Sequence[Case]) -> list[Outcome]:
    """One child after the other; a case that kills its child is told, and the next child goes on behind it."""
    made: list[Outcome] = []
    while len(made) < len(cases):
        rest = cases[len(made) :]
        made += _child(rest)
    return made


def _child(cases: Sequence[Case]) -> list[Outcome]:
    """At least one outcome."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'tests'}{os.pathsep}{ROOT}", "PYTHONIOENCODING": "utf-8"}
    asked = json.dumps([(case.kind, case.name) for case in cases])
    done = subprocess.run([sys.executable, "-m", "hostile.running"], input=asked.encode(), capture_output=True, env=environment, cwd=ROOT, check=False)
    made = [Outcome(**{**line, "codes": tuple(line["codes"]), "wrong": tuple(line["wrong"])}) for line in map(json.loads, done.stdout.splitlines())]
    if len(made) < len(cases):
        case = cases[len(made)]
        why = f"the child ended with {done.returncode}: {done.stderr.decode()[-300:]}"
        made.append(Outcome(case.kind, case.name, "killed", (), "", SECONDS, 0, (why,)))
    return made


def serve() -> None:
    """The child: runs the cases that are asked for on standard input, and tells each on a line of its own."""
    gc.set_threshold(OFTEN)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    known = corpus()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        cases = [known[kind, name] for kind, name in json.load(sys.stdin)]
        office = _office(base / "office") if any(case.office for case in cases) else base
        gc.freeze()
        for number, case in enumerate(cases):
            outcome = _run(case, base / str(number), office)
            print(json.dumps(asdict(outcome), ensure_ascii=False).encode("utf-8", "replace").decode(), file=out, flush=True)
            shutil.rmtree(base / str(number))
            gc.collect()  # each command of a user has a process of its own, and begins with nothing
            gc.freeze()  # what stays now stays for all: it is not looked through again after the next case


def _office(folder: Path) -> Path:
    """A workspace of the shipped years with the report of 2024."""
    shutil.copytree(ROOT / "inputs", folder / "inputs")
    shutil.copytree(ROOT / "templates", folder / "templates")
    os.chdir(folder)
    assert _typed(("generate", "2024"))[0] == 0
    return folder


def _peak() -> int:
    """The most memory of this process so far, in MB.  Linux hands the peak that ``getrusage`` tells on from the process
    that started this one, so there it is read where it begins anew with the program."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").split("\n") if line.startswith("VmHWM:"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _typed(words: Sequence[str]) -> tuple[int, str, str]:
    """Exit status, what was said, and what should never be: the name of an exception."""
    from click.testing import CliRunner

    from reportgen.cli import main

    done = CliRunner().invoke(main, list(words))
    fault = "" if done.exception is None or isinstance(done.exception, SystemExit) else repr(done.exception)[:300]
    return done.exit_code, done.output, fault


def _run(case: Case, around: Path, office: Path) -> Outcome:
    folder = around / "work"
    shutil.copytree(office, folder) if case.office else folder.mkdir(parents=True)
    secret = around / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    for name, data in case.files(secret).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    if case.prepare is not None:
        case.prepare(folder)
    before = _files(folder)
    os.chdir(folder)
    _let_go_on(SECONDS, WAIT)
    begun = time.process_time()
    status, said, fault = _typed(case.command)
    seconds = time.process_time() - begun
    _let_go_on(0, 0)
    codes = tuple(dict.fromkeys(_CODE.findall(said)))
    peak = _peak()
    new = {name: data for name, data in _files(folder).items() if before.get(name) != data}
    says = "" if status else _says(said, before, new)
    wrong = [*_always(case, around, said, fault, new), *_as_specified(case, status, said, codes, new, says)]
    if status not in (0, 1):
        wrong.append(f"exit status {status}: {said[-200:]}")
    if peak > MEGABYTES:
        wrong.append(f"{peak} MB")
    os.chdir(around.parent)
    return Outcome(case.kind, case.name, _result(status), codes, says, round(seconds, 2), peak, tuple(wrong))


def _let_go_on(seconds: int, wait: int) -> None:
    """Kills this process after so many seconds of work, so that a busy machine changes nothing; of waiting, after more.  0: never."""
    signal.alarm(wait)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _result(status: int) -> str:
    return "refused" if status else "finished"


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _always(case: Case, around: Path, said: str, fault: str, new: dict[str, bytes]) -> Iterator[str]:
    if fault:
        yield f"exception: {fault}"
    if "Traceback" in said or "Error" in said.replace("ReportError", ""):
        yield f"a programmer's word is told: {said[-200:]}"
    if SECRET in said or any(SECRET.encode() in data for data in new.values()):
        yield "the secret is told"
    if "PWN42" in said:
        yield "code was run"
    if sorted(path.name for path in around.iterdir()) != ["secret.txt", "work"]:
        yield "something was written outside the folder"
    if any("evil" in name and not name.startswith("output/") for name in new):
        yield "evil was written"
    if any(name.endswith(".tmp") for name in new):
        yield "a temporary file is left"
    if case.only and sorted(each.name for each in (around / "work").iterdir()) != sorted({*case.files(around / "secret.txt"), case.only}):
        yield f"not only {case.only} is left: {sorted(new)}"
    for name, data in new.items():
        if name.endswith(".docx"):
            yield from (f"{name}: {fault}" for fault in _unsound(data, around / "work", case.shows))


def _says(said: str, before: dict[str, bytes], new: dict[str, bytes]) -> str:
    """What came out, for a person to read: the text of each Word file, the lines of an input that changed, else the last of
    what was said."""
    found = [_shortened(_text(data)) for name, data in sorted(new.items()) if name.endswith(".docx") and "/copies/" not in name]
    for name, data in sorted(new.items()):
        if name.endswith((".yaml", ".yml")) and not name.startswith("output/"):
            old, now = (content.decode("utf-8", "replace").splitlines() for content in (before.get(name, b""), data))
            found += [_shortened(line) for line in unified_diff(old, now, n=0, lineterm="") if line[:3] not in ("---", "+++") and line[:2] != "@@"]
    last = [line.strip() for line in said.splitlines() if line.strip()][-1:]
    return "\n".join(found or last)


def _text(data: bytes) -> str:
    from lxml import etree

    from reportgen.ooxml.names import W
    from reportgen.ooxml.package import OWN, Package

    package = Package.open(data, OWN)
    root = etree.fromstring(package.read(package.main))
    return "/".join("".join(node.text or "" for node in paragraph.iter(W + "t")) for paragraph in root.iter(W + "p"))


def _shortened(text: str) -> str:
    """All of a short text; of a long one both ends, its length, and a digest of the rest."""
    if len(text) <= 160:
        return text
    return f"{text[:80]}…{text[-40:]}（{len(text)} 字，{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}）"


def _as_specified(
    case: Case, status: int, said: str, codes: Sequence[str], new: dict[str, bytes], says: str
) -> Iterator[str]:
    result, told, meant = OUTCOMES.get((case.kind, case.name), ("nothing known of it", (), ""))
    if says != meant:
        yield f"was to say {meant!r}, says {says!r}"
    if (result, told) != (_result(status), tuple(codes)):
        yield f"was to be {result} with {' '.join(told) or 'no code'}, is {_result(status)} with {' '.join(codes) or 'no code'}: {said[-300:]}"
    if not case.means(_result(status), codes):
        yield f"{case.codes or 'ok'} was meant"
    if status and not codes and case.command[0] != "pull":
        yield f"no code: {said[-200:]}"
    if status and codes and case.prepare is None and not _PLACED.search(said):
        yield f"no place: {said[-200:]}"
    if status and not case.partly and case.command[0] not in ("lint", "forms") and any(not name.startswith("output/.reportgen/") for name in new):
        yield f"refused, and files were changed: {sorted(new)}"


def _unsound(data: bytes, folder: Path, shows: str) -> Iterator[str]:
    """What is wrong with a finished file and was not with its template."""
    import docx
    from lxml import etree

    from reportgen.engine.check.verify import verify
    from reportgen.ooxml.package import OWN, Package
    from reportgen.problem import errors

    package = Package.open(data, OWN)
    own = next((folder / name for name in ("模板.docx", "来件.docx") if (folder / name).exists()), folder / "模板.docx")
    template = Package.open(own if own.exists() else folder / "templates/annual/template.docx")
    yield from map(str, errors(verify(package, template, package.names, [shows])))
    if not own.exists() or _opens(own.read_bytes()):
        docx.Document(io.BytesIO(data))
    text = "".join(etree.fromstring(package.read(package.main)).itertext())
    if shows and shows not in text:
        yield f"it does not show {shows[:40]}"


def _opens(template: bytes) -> bool:
    """Whether python-docx opens the template itself."""
    import docx

    try:
        docx.Document(io.BytesIO(template))
    except (KeyError, ValueError):
        return False
    return True


if __name__ == "__main__":
    serve()
