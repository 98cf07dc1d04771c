"""The architecture and the house rules, held as data."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest
import structure
from structure import nodes_of, parsed

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "reportgen"
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS: dict[str, int] = {
    "message": 0, "catalogue": 0, "problem": 0, "regex": 0, "value_object": 0, "memory": 0,
    "provenance": 1, "text": 1, "sandbox": 1, "ooxml": 1, "storage": 1,
    "yamltext": 2, "tables": 2,
    "engine": 3, "report": 3, "gongwen": 3,
    "draft": 4, "dry_run": 4, "session": 5, "annotate": 4, "workspace": 4,
    "roundtrip": 5, "forms": 5, "new_year": 5, "compare": 5, "review": 5, "preview": 5, "batch": 5, "compat": 5, "importing": 5,
    "page": 6, "cli": 7,
}  # fmt: skip
"""Rooms of the package and the floor each is on; imports go downward, or stay within a room."""
BESIDE: dict[str, set[str]] = {
    "catalogue": {"message", "regex", "value_object"}, "problem": {"message", "catalogue", "value_object"}, "message": {"value_object"},
    "sandbox": {"provenance", "text"}, "ooxml": {"storage"}, "dry_run": {"draft"},
}  # fmt: skip
"""Imports between rooms of one floor that are meant."""
ONLY: dict[str, set[str]] = {"compat": {"catalogue", "engine", "ooxml", "message", "problem", "provenance", "regex", "sandbox", "storage"}}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


ROOMS = sorted({room(path) for path in MODULES})


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Every module of ours that a module imports, late and typing-only imports included."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("reportgen"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reportgen"):
            assert node.level == 0
            for alias in node.names:
                deeper = PACKAGE.joinpath(*(node.module or "").split(".")[1:], alias.name)
                is_module = deeper.with_suffix(".py").exists() or deeper.is_dir()
                yield f"{node.module}.{alias.name}" if is_module else str(node.module)


def test_imports_go_only_downward() -> None:
    for path in MODULES:
        imports_go_only_downward(path)


def imports_go_only_downward(path: Path) -> None:
    here = room(path)
    if here in ("__init__", "__main__"):
        return
    assert here in FLOORS, f"{here} is on no floor"
    for name in imported(path):
        there = name.split(".")[1] if "." in name else "__init__"
        if there in (here, "__init__"):
            continue
        allowed = FLOORS[there] < FLOORS[here] or there in BESIDE.get(here, set())
        assert allowed, f"{path.relative_to(ROOT)} (floor {FLOORS[here]}) imports {name} (floor {FLOORS[there]})"
        assert here not in ONLY or there in ONLY[here], f"{here} may not import {there}"


def test_the_table_of_the_readme_has_every_room_on_its_floor() -> None:
    rows = re.findall(r"^\| (\d) \| (.+) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    told = {name.rstrip("/"): int(floor) for floor, row in rows for name in re.findall(r"`([a-z_/]+)` — ", row)}
    assert told == FLOORS


def test_names_say_what_a_thing_is_and_a_class_name_is_used_once() -> None:
    assert structure.classes_used_twice() == {}
    assert structure.that_say_nothing() == []
    assert structure.in_ing() == []
    assert structure.rewritten_code() == []


def test_help_of_a_command_reads_neither_the_engine_nor_jinja() -> None:
    """A command imports what it needs when it is run: its help, and wrong usage, are there at once."""
    code = "import sys; from reportgen.cli import main; main(['lint', '--help'], standalone_mode=False); print(*sys.modules)"
    read = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert "reportgen.cli.lint" in read
    assert [name for name in read if name.startswith(("reportgen.engine", "reportgen.report", "jinja2", "lxml"))] == []


def test_no_module_imports_itself_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        graph[name] = {other for other in imported(path) if other != name}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " → ".join((*way[way.index(name) :], name))
        if name not in done:
            for other in graph.get(name, ()):
                if other in graph and not (name.startswith(f"{other}.") or other == "reportgen"):
                    visit(other, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def functions() -> list[tuple[str, int]]:
    found = []
    for path in MODULES:
        for node in nodes_of(path):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                first = node.body[0]
                has_doc = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
                doc = (first.end_lineno or 0) - first.lineno + 1 if has_doc else 0
                found.append((f"{path.name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - doc))
    return found


def test_functions_are_small() -> None:
    sizes = sorted(size for _, size in functions())
    assert median(sizes) <= 8
    assert sizes[int(len(sizes) * 0.9)] <= 25
    assert [name for name, size in functions() if size > 50] == []


def test_a_module_is_short_and_says_what_it_is() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        assert len(lines) <= 700, f"{path}: 400 lines are a sign to look, 700 a wall"
        assert max(map(len, lines)) <= 132, f"{path}: characters, not columns"
        if path.name != "__main__.py":
            assert ast.get_docstring(parsed(path)), f"{path}: a module says what goes in and what comes out"


@pytest.mark.parametrize("part", ROOMS)
def test_what_the_house_never_does(part: str) -> None:
    for path in MODULES:
        if room(path) == part:
            never_does(path)


def never_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    calls = {ast.unparse(node.func) for node in nodes_of(path) if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute))}
    assert not calls & {"yaml.load", "yaml.safe_load", "yaml.full_load", "eval", "exec"}
    assert "recover=True" not in text
    if room(path) != "cli":
        assert not calls & {"print", "sys.exit", "click.echo"}
    for node in nodes_of(path):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            assert ast.unparse(node.type) not in ("Exception", "BaseException")
    assert path.stem not in {"utils", "helpers", "manager", "handler", "processor"}


def test_words_of_one_office_live_in_data_and_not_in_code() -> None:
    """The engine and the facts know no office; 公文 knowledge may speak of 单位 but of no 街道."""
    for path in MODULES:
        code = re.sub(r'"""(?:.|\n)*?"""', "", path.read_text(encoding="utf-8"))
        assert "街道" not in code, path


def codes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in MODULES:
        for code in re.findall(r'"([A-Z]\d{2,3})"', path.read_text(encoding="utf-8")):
            found.setdefault(code, []).append(path.name)
    return found


def test_every_code_belongs_to_its_floor() -> None:
    homes = {
        "Y": {"yamltext"}, "F": {"report", "draft"}, "C": {"report"}, "T": {"engine"}, "R": {"engine"},
        "P": {"engine", "ooxml"}, "W": {"workspace", "storage", "new_year"}, "G": {"gongwen"}, "B": {"roundtrip"},
        "X": {"forms", "tables"}, "V": {"review", "annotate"}, "J": {"batch"}, "L": {"preview"}, "D": {"importing"},
        "S": {"page"},
    }  # fmt: skip
    for path in MODULES:
        for code in re.findall(r'"([A-Z]\d{2,3})"', path.read_text(encoding="utf-8")):
            assert room(path) in {home.removesuffix(".py") for home in homes.get(code[0], set())}, (code, path.name)
