"""What CONTRIBUTING.md and docs/architecture.md say of files and names is so."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import module_table
import pytest
from structure import parsed

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAP = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
FILE = re.compile(r"`((?:\.ci|benchmarks|docs|inputs|reportgen|templates|tests)/[\w./-]+|[\w-]+\.(?:md|toml))`")
NAMED = re.compile(r"`(\w+)` in `([\w./-]+\.py)`")
MAPPED = re.compile(r"`((?:annotate|cli|engine|forms|gongwen|ooxml|report|review|roundtrip|storage|tables|text|workspace|yamltext)/[\w./]+)`")
CHANGES = (
    "a check", "a rule for 公文", "a filter", "a kind of output", "a command", "a key of a section", "a picture format", "a language", "a format of forms",
    "a front end", "an importer's rule", "a kind of text",
)  # fmt: skip
WORDS_OF_JINJA = {"format", "format_map"}
MADE_BY_THE_READER = {"reportgen/cli/NAME.py", "reportgen/html/", "templates/工作总结/"}


def test_each_of_the_twelve_changes_has_its_section() -> None:
    headings = re.findall(r"^## (\d+)\. (.+)$", GUIDE, re.M)
    assert [(int(number), heading.lower()) for number, heading in headings] == list(enumerate(CHANGES, 1))


def test_every_link_within_leads_to_a_heading() -> None:
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in re.findall(r"^## (.+)$", GUIDE, re.M)}
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= anchors


@pytest.mark.parametrize("text", [GUIDE, MAP], ids=["CONTRIBUTING.md", "architecture.md"])
def test_every_file_that_is_named_is_there(text: str) -> None:
    named = set(FILE.findall(text)) - MADE_BY_THE_READER
    assert len(named) > 5
    assert sorted(name for name in named if not (ROOT / name).exists() and not (ROOT / "docs" / name).exists()) == []


def test_every_name_stands_in_the_file_that_is_said_to_have_it() -> None:
    named = set(NAMED.findall(GUIDE))
    assert len(named) > 40
    defined = r"(?:^\s*(?:def|class) {0}\b|^[\w, ]*\b{0}\b[^=(]*=|^\s+{0}: |^\s+\"?{0}\"?,$|\bimport\b.*\b{0}\b)"
    assert [(name, file) for name, file in sorted(named) if not re.search(defined.format(name), (ROOT / file).read_text(encoding="utf-8"), re.M)] == []


def test_the_rooms_files_that_the_map_names_are_there() -> None:
    wanted = {name.rstrip("/") for name in MAPPED.findall(MAP)}
    assert len(wanted) > 40
    package = ROOT / "reportgen"
    assert sorted(name for name in wanted if not (package / name).exists() and not (package / f"{name}.py").exists()) == []


def leads_somewhere(name: str) -> bool:
    """Whether a dotted name that begins with a room is a module, or a name that stands in one."""
    *way, last = name.split(".")
    there = ROOT.joinpath("reportgen", *way)
    if any(each.exists() for each in (there / last, there / f"{last}.py")):
        return True
    said = there / "__init__.py" if there.is_dir() else there.with_suffix(".py")
    return said.exists() and re.search(rf"\b{last}\b", said.read_text(encoding="utf-8")) is not None


def test_a_docstring_names_no_module_that_is_not_there() -> None:
    """The text of a package says what its modules are for; a dotted name that begins with a room is looked up everywhere."""
    paths = sorted((ROOT / "reportgen").rglob("*.py"))
    modules = {name for path in paths for name in (path.stem, path.parent.name)} | WORDS_OF_JINJA
    astray = []
    for path in paths:
        doc, text = ast.get_docstring(parsed(path)) or "", path.read_text(encoding="utf-8")
        plain = re.findall(r"``([a-z_]+)``", doc) if path.name == "__init__.py" else []
        dotted = re.findall(r"``(?:reportgen\.)?([a-z_]+(?:\.\w+)+)``", text)
        wrong = [name for name in plain if name not in modules and not re.search(rf"\b{name}\b", text.replace(doc, ""))]
        wrong += [name for name in dotted if (ROOT / "reportgen" / name.split(".")[0]).is_dir() and not leads_somewhere(name)]
        astray += [f"{path.relative_to(ROOT)}: {name}" for name in wrong]
    assert astray == []


def test_the_list_of_modules_is_the_one_that_their_docstrings_make() -> None:
    listed = (ROOT / "docs/modules.md").read_text(encoding="utf-8")
    assert listed == module_table.table()
    assert listed.count("\n- `") > 300
