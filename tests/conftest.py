"""Folders to work in; tests that take long run only where somebody asked for them: in CI, or by their mark; and every Word
file that any test finishes is looked at (see ``every_finished``)."""

from __future__ import annotations

import atexit
import gc
import json
import os
import pickle
import re
import shutil
import stat
import sys
from collections.abc import Generator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from every_finished import Watched
from how_many import examples
from hypothesis import settings
from kept_processes import fork_workers, keep_readers

from reportgen.__main__ import OFTEN
from reportgen.engine.template import Template
from reportgen.problem import Problem
from reportgen.report.filters import FILTERS

os.environ["REPORTGEN_LANG"] = "zh"  # whatever the language of the machine is
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # many tests start the program anew: it is compiled once and not each time
sys.dont_write_bytecode = False
gc.set_threshold(OFTEN, 3, 2)  # nearly as the program has it; a process here lives for thousands of tests, and trees of files are large
settings.register_profile("suite", deadline=None, max_examples=examples(100))  # a machine that is busy makes no result wrong
settings.load_profile("suite")
_ROOT = Path(__file__).parents[1]
_LONG = ("slow", "fuzz", "libreoffice", "validator", "cluster", "browser")
_WATCHED = Watched(os.environ.get("REPORTGEN_KEEP"))


_TOLD: dict[tuple[str, str], None] = {}
"""Test and sentence of each problem that was made, where the environment names a folder for them; see ``behaviour``.  Each is then
also pickled and compared."""


def pytest_sessionstart() -> None:
    _WATCHED.begin()
    _open_once()
    _flush_nothing()
    keep_readers()
    fork_workers()
    if folder := os.environ.get("REPORTGEN_PROBLEMS"):
        _note_problems(Path(folder))


def _open_once() -> None:
    """Hundreds of tests type commands about the same template; what is opened never changes, and opening takes half of a command's time,
    so each template of a report is opened once in each process, by its bytes."""
    plain = Template.open

    @lru_cache(maxsize=16)
    def opened(source: bytes) -> Template:
        return plain(source, FILTERS, language="zh")

    def open_template(_: type[Template], source: Any, filters: Any = None, *given: Any, **named: Any) -> Template:
        if isinstance(source, bytes) and filters is FILTERS and not given and named == {"language": "zh"}:
            return opened(source)
        return plain(source, filters, *given, **named)

    Template.open = classmethod(open_template)  # type: ignore[assignment, method-assign]


def _flush_nothing() -> None:
    """No test cuts the power: what a process has written is there for all others without asking the disk, which takes a good part of the
    time of a command that hardly writes anything.  That it is asked, and what follows where it refuses, tests of their own see by a
    ``fsync`` of theirs; processes that are started ask the disk."""
    plain = os.fsync

    def flushed(file: Any) -> None:
        handle = file if isinstance(file, int) else file.fileno()
        if stat.S_ISREG(os.fstat(handle).st_mode) or stat.S_ISDIR(os.fstat(handle).st_mode):
            return
        plain(handle)

    os.fsync = flushed


def _note_problems(folder: Path) -> None:
    plain = Problem.__init__

    def noted(self: Problem, *given: object, **named: object) -> None:
        plain(self, *given, **named)  # type: ignore[arg-type]
        key = _WATCHED.test, re.sub(r"/\S*pytest-of-[^/]+/[^/]+/(popen-gw\d+/)?", "", str(self))
        if key not in _TOLD:
            _TOLD[key] = None
            if not is_data(self):
                _WATCHED.faults.append(f"a problem is not the same after it was pickled: {self}")

    def keep() -> None:
        folder.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in _TOLD)
        (folder / f"{os.getpid()}.jsonl").write_text(lines, encoding="utf-8", errors="replace")

    Problem.__init__ = noted  # type: ignore[method-assign]
    atexit.register(keep)


def is_data(problem: Problem) -> bool:
    """Whether a problem, its sentences and their parameters come through pickling as they were."""
    again = pickle.loads(pickle.dumps(problem))
    return bool(
        again == problem and hash(again) == hash(problem) and str(again) == str(problem) and again.as_data() == problem.as_data()
        and all(getattr(again.message, name, "") == getattr(problem.message, name, "") for name in ("pattern", "parameters"))
    )  # fmt: skip


_LONGEST = (
    "tests/roundtrip/test_three_ways.py", "tests/roundtrip/test_random", "tests/report/test_planted.py", "tests/test_hostile.py", "tests/test_interrupted.py", "tests/page/", "tests/test_cli", "tests/batch/", "tests/roundtrip/", "tests/test_killed",
    "tests/review/", "tests/workspace/", "tests/test_disks.py", "tests/test_faults.py", "tests/test_undo.py", "tests/test_day.py",
)  # fmt: skip
"""What takes longest begins first, so that no process is left alone with it at the end."""
_SOURCE = frozenset(
    f"tests/{name}.py" for name in (
        "test_house_rules", "test_message_door", "test_catalogue", "test_english", "test_problem_codes", "test_threats", "test_contributing",
        "engine/test_docxtpl_table", "report/model/test_grammar",
    )
)  # fmt: skip
"""Tests that read the source of the whole package: its trees are made in one process."""


def _long_asked(config: pytest.Config) -> list[str]:
    """The marks of what takes long that are to run."""
    asked = str(config.getoption("-m"))
    return [name for name in _LONG if os.environ.get("REPORTGEN_CI") or name in asked]


def _place(item: pytest.Item) -> int:
    file = item.nodeid.partition("::")[0]
    if file in _SOURCE:
        return 0
    return next((number for number, begins in enumerate(_LONGEST, 1) if file.startswith(begins)), len(_LONGEST) + 1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """In the quick part the tests of a file are done by one process, one after the other, so that what they share is made once.  Of those
    that take long a process without work takes over what another has not begun: some take minutes."""
    from xdist.scheduler import LoadScopeScheduling, WorkStealingScheduling

    if config.getoption("dist") != "load":
        return None  # somebody asked for another
    if _long_asked(config):
        return WorkStealingScheduling(config, log)

    class ByFile(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "the source" if file in _SOURCE else file

    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=_place)
    asked = _long_asked(config)
    for name in _LONG:
        if name in asked:
            continue
        for item in items:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"takes long; set REPORTGEN_CI=1 or say -m {name}"))


def pytest_collection_finish() -> None:
    gc.freeze()  # the tests themselves stay: nobody need look through thousands of them for what is no longer wanted


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """pytest goes ten times through all that is left, for warnings of objects that go last; once finds those of the last tests."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    _WATCHED.test = item.nodeid
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    yield
    found, _WATCHED.faults = _WATCHED.faults, []
    if found:
        pytest.fail("what a test made is not sound, a Word file or a problem:\n" + "\n".join(found[:20]), pytrace=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and we are in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def office(folder: Path) -> Path:
    """A workspace with the three years and the templates, and we are in it."""
    shutil.copytree(_ROOT / "inputs", folder / "inputs")
    shutil.copytree(_ROOT / "templates", folder / "templates")
    return folder
