"""What a command loads before it has done its work: the rooms that it does not need stay shut.

A class costs a third of a millisecond and a module half of one, so what is loaded without need is most of a cold start; no time is
measured here.
"""

from __future__ import annotations

import importlib
import json
import pickle
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, is_dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from docx_samples import document

import reportgen
from reportgen.regex import LatePattern, regex
from reportgen.report.figure_filters import FIGURE_FILTERS
from reportgen.report.filter_names import LATE_FILTERS
from reportgen.report.filters import FILTERS
from reportgen.value_object import ValueObject

ROOT = Path(__file__).parents[1]
_TOLD = "import sys\nfrom reportgen.cli import main\ntry:\n    main({args}, standalone_mode=False)\nfinally:\n    print('read:', *sys.modules)"


def read_by(folder: Path, *args: str) -> set[str]:
    """The modules of ours and others that a command has loaded when it is done."""
    code = _TOLD.format(args=list(args))
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stdout.rpartition("read: ")[2].split())


def rooms(read: set[str]) -> set[str]:
    return {name.split(".")[1] for name in read if name.startswith("reportgen.")}


ENGINE = {"catalogue", "engine", "message", "ooxml", "problem", "provenance", "regex", "sandbox", "storage", "value_object"}
SHUT = (
    "message.phrases", "problem.places", "problem.words", "sandbox.expression", "sandbox.dates", "storage.given",
    "ooxml.additions", "ooxml.field_targets", "ooxml.properties", "text.suggest",
    "engine.compile.anchored_notes", "engine.finish.rendered_part", "engine.finish.anchored_notes", "engine.finish.containers",
    "engine.finish.controls", "engine.finish.notes", "engine.finish.trace_marks", "engine.finish.unique_ids",
    "engine.render.habits", "engine.render.loop_position", "engine.values.kinds", "engine.values.placement",
    "engine.values.printed_value", "engine.check", "engine.inspect", "memory",
)  # fmt: skip
"""What only a fault, a trace, or a value beyond text needs."""


def filled_by_command(folder: Path) -> set[str]:
    (folder / "d.json").write_text(json.dumps({"名": "甲", "各": [1, 2]}), encoding="utf-8")
    return read_by(folder, "render", "t.docx", "d.json", "-o", "o.docx")


def filled_by_python(folder: Path) -> set[str]:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom reportgen import Template\n"
        "Template.open('t.docx').render({'名': '甲', '各': [1, 2]}).save('o.docx')\nprint(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("filled", "more"),
    [
        (filled_by_python, set()),
        (
            filled_by_command,
            {
                "reportgen.report.filter_names", "reportgen.yamltext.file", "reportgen.yamltext.json_data",
                "reportgen.workspace.unfinished", "reportgen.workspace.bare",
            },
        ),
    ],
)  # fmt: skip
def test_a_template_filled_with_plain_data_loads_the_engine_and_neither_figures_nor_yaml_nor_a_workspace(
    tmp_path: Path, filled: Callable[[Path], set[str]], more: set[str]
) -> None:
    (tmp_path / "t.docx").write_bytes(document("{{ 名 }}有{{ 各|length }}个"))
    read = filled(tmp_path)
    assert (tmp_path / "o.docx").exists()
    assert {name for name in read if name.startswith(("reportgen.report.", "reportgen.yamltext.", "reportgen.workspace."))} == more
    assert rooms(read) >= ENGINE
    if more:
        assert rooms(read).isdisjoint({"draft", "tables", "preview", "roundtrip", "batch", "compat"})
    else:
        assert rooms(read) == ENGINE
        assert [name for name in SHUT if f"reportgen.{name}" in read] == []
        assert {"fractions", "click", "datetime", "gettext", "pyexpat", "jinja2.meta", "encodings.utf_16_le"} & read == set()
        assert {"reportgen.storage.lock", "reportgen.storage.links", "reportgen.storage.names"} & read == set()
    assert {"yaml", "openpyxl", "docx", "PIL", "reportgen.engine.values.dates"} & read == set()
    assert not more or "reportgen.engine.check.faults" not in read


def test_a_year_that_is_good_loads_nothing_that_writes_inputs_reads_tables_or_explains_faults(tmp_path: Path) -> None:
    for name in ("inputs", "templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    read = read_by(tmp_path, "generate", "2022")
    assert list((tmp_path / "output").glob("*.docx"))
    assert rooms(read).isdisjoint({"tables", "roundtrip", "forms", "importing", "new_year", "compare", "review", "batch", "compat", "page"})
    for name in (
        "yamltext.recovery", "engine.inspect.requirements", "engine.values.render_context", "engine.render.habits", "gongwen.rules",
        "gongwen.templates", "yamltext.edit", "engine.check.package_fault", "engine.compile.anchored_notes",
        "engine.render.loop_position", "engine.finish.anchored_notes", "engine.finish.comment_companions", "engine.finish.controls",
        "engine.render.jinja_messages", "problem.cell_place", "sandbox.figures",
        "sandbox.expression", "text.compound_units", "yamltext.one_line", "report.figure_filters", "report.figure_reader",
        "report.figure_rows", "report.model.origin", "report.quantity", "report.targets", "report.checks.averages",
        "report.checks.change_claims", "report.checks.figured_sentence", "report.checks.judgements", "report.checks.moves",
        "report.checks.plans", "report.checks.printed_figures", "report.checks.reuse", "report.checks.said_of", "report.checks.shares",
        "report.checks.sizes", "report.checks.spoken", "report.checks.totals",
        "engine.values.files", "workspace.journal", "workspace.given_copies", "engine.values.dates",
    ):  # fmt: skip
        assert f"reportgen.{name}" not in read, name
    assert {"openpyxl", "docx", "PIL", "difflib", "html"} & read == set()


def test_every_name_of_a_filter_is_one_and_works() -> None:
    assert LATE_FILTERS.keys() == FILTERS.keys()
    assert LATE_FILTERS["顿号"](["甲", "乙"]) == FILTERS["顿号"](["甲", "乙"]) == "甲、乙"
    late = {name for name, each in FILTERS.items() if isinstance(each, partial)}
    assert late == FIGURE_FILTERS.keys()
    assert LATE_FILTERS["小数"](Decimal("1.25"), 1) == FILTERS["小数"](Decimal("1.25"), 1)


def test_every_name_of_a_room_that_opens_late_is_there() -> None:
    for room, late in (("storage", ()), ("yamltext", ()), ("problem", ()), ("sandbox", ("Expression", "UnknownFilter"))):
        opened = importlib.import_module(f"reportgen.{room}")
        for name in late or opened.__all__:
            assert getattr(opened, name).__module__.startswith(f"reportgen.{room}") if callable(getattr(opened, name)) else True, name
        with pytest.raises(AttributeError):
            _ = opened.unknown


def test_every_pattern_of_the_package_is_made_late_and_is_a_sound_expression() -> None:
    for path in (ROOT / "reportgen").rglob("*.py"):
        if path.name != "regex.py":
            assert not re.search(r"\bre\.compile\b", path.read_text(encoding="utf-8")), path
    found = []
    for module in pkgutil.walk_packages(reportgen.__path__, "reportgen."):
        if module.name.endswith(("__main__", "office_worker")):  # run as programs, the second by LibreOffice's own Python
            continue
        held = vars(importlib.import_module(module.name)).values()
        found += [each for each in held if isinstance(each, LatePattern)]
    assert len(found) > 300
    for each in found:
        assert each.groups >= 0, "it is compiled by being asked"


def test_a_late_pattern_is_what_a_compiled_one_is() -> None:
    late, compiled = regex("(?P<a>b)c", re.I), re.compile("(?P<a>b)c", re.I)
    assert (late.sub("x", "aBCd"), late.groupindex, late.flags, late.pattern) == ("axd", {"a": 1}, compiled.flags, "(?P<a>b)c")
    assert pickle.loads(pickle.dumps(late)).search("BC")[0] == "BC"
    with pytest.raises(AttributeError):
        _ = late.unknown  # type: ignore[attr-defined]
    with pytest.raises(re.error):
        regex("(").search("a")


@dataclass(frozen=True, slots=True)
class _Written:
    name: str
    count: int = 0
    shown: tuple[str, ...] = field(default=(), repr=False)
    opened: object = field(default=None, compare=False)
    rank: int = field(default=0, hash=False)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Shared(ValueObject):
    name: str
    count: int = 0
    shown: tuple[str, ...] = field(default=(), repr=False)
    opened: object = field(default=None, compare=False)
    rank: int = field(default=0, hash=False)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _One(ValueObject):
    name: object = ""


def test_a_value_object_compares_hashes_and_shows_itself_as_a_dataclass_does() -> None:
    examples: list[dict[str, Any]] = [
        {"name": "甲"}, {"name": "乙"}, {"name": "甲", "count": 1}, {"name": "甲", "shown": ("一",)}, {"name": "甲", "opened": [1]}, {"name": "甲", "rank": 2},
    ]  # fmt: skip
    for one in examples:
        assert repr(_Shared(**one)) == repr(_Written(**one)).replace("_Written", "_Shared")
        assert hash(_Shared(**one)) == hash(_Written(**one))
        for other in examples:
            assert (_Shared(**one) == _Shared(**other)) is (_Written(**one) == _Written(**other))
    assert _Shared("甲") != _One("甲") and _One("甲") != "甲" and _One("甲") == _One("甲")
    assert replace(_Shared("甲"), count=2) == _Shared("甲", 2)
    assert pickle.loads(pickle.dumps(_Shared("甲", 3))) == _Shared("甲", 3)
    held: list[object] = []
    held.append(_One(held))
    assert repr(held[0]) == "_One(name=[...])", "what holds itself is shown all the same"
    with pytest.raises(FrozenInstanceError):
        _One().name = "乙"  # type: ignore[misc]
    with pytest.raises(TypeError, match="unhashable"):
        hash(_One([]))


def test_few_classes_of_the_way_to_a_file_have_functions_of_their_own_written() -> None:
    loaded = [module for name, module in sys.modules.items() if name.startswith("reportgen.")]
    classes = {kind for module in loaded for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, ValueObject)}
    assert len(classes - {ValueObject}) > 30
    for kind in classes - {ValueObject}:
        own = [vars(kind)[name] for name in ("__eq__", "__hash__", "__repr__") if name in vars(kind)]
        assert all(each.__code__.co_filename != "<string>" for each in own), f"{kind}: eq=False, repr=False is missing"
        assert is_dataclass(kind) and kind.__dataclass_params__.frozen, kind  # type: ignore[attr-defined]
