"""What the README tells a reader to do, done."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx_samples import document

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BARE = re.compile(r"""(?:pip3?|pipx|uv\ tool|uv\ pip|poetry|conda)\ (?:install|add|run)\b[^\n`，。；]*?
                      (?<![\w./-])reportgen(?![\w./]|-gongwen)""", re.X)
"""A command that installs by the name that belongs to another project, whatever options, extras, version or quotes it has."""


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(code) == 1
    monkeypatch.chdir(tmp_path)
    Path("模板.docx").write_bytes(document("{{ 标题 }}", "{% for 项 in 各项 %}", "{{ 项.名称 }}{{ 项.值 }}亿元", "{% endfor %}"))
    exec(compile(code[0], "README.md", "exec"), {})
    assert [paragraph.text for paragraph in docx.Document("成品.docx").paragraphs] == ["汇报材料", "研发费用投入45.20亿元"]


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        path, _, heading = target.partition("#")
        assert (ROOT / path).exists(), target
        assert not heading or f"# {heading.replace('-', ' ').capitalize()}\n" in README, target


def test_the_two_commands_are_marked_so_that_ci_runs_exactly_them() -> None:
    assert re.findall(r"<!-- command: (\w+) -->", README) == ["generate", "test"]
    assert "reportgen generate 2022" in README
    assert 'pip install -q ".[test]"' in README


def test_nothing_installs_by_the_bare_name() -> None:
    """The index has another project called reportgen: a hint with that name would install a stranger's code."""
    told = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "pyproject.toml"]
    told += [path for path in (ROOT / "reportgen").rglob("*") if path.suffix in (".py", ".po", ".yaml", ".md")]
    assert len(told) > 300
    found = {str(path.relative_to(ROOT)): BARE.findall(path.read_text(encoding="utf-8")) for path in told}
    assert {name: commands for name, commands in found.items() if commands} == {}


@pytest.mark.parametrize(
    "command",
    [
        "pip install reportgen",
        'python -m pip install -U "reportgen"',
        "pip install “reportgen[cluster]”",
        "pip3 install 'reportgen==0.1.8'",
        "pip install -q lxml reportgen",
        "pipx install reportgen",
    ],
)
def test_a_command_with_the_bare_name_is_found(command: str) -> None:
    assert BARE.search(f"请运行 {command}，再试一次")


@pytest.mark.parametrize(
    "command",
    [
        "pip install reportgen-gongwen",
        'pip install "reportgen-gongwen[preview]"',
        'pip install ".[cluster]"，再运行 reportgen 批量',
        "pip install -q . && .venv/bin/reportgen generate 2022",
        "pip install ./reportgen",
    ],
)
def test_a_command_with_the_right_name_passes(command: str) -> None:
    assert not BARE.search(command)


def test_the_readme_says_what_the_program_is_called_and_how_to_see_which_one_is_there() -> None:
    quick_start, _, for_developers = README.partition("### The name")
    for text in (quick_start, for_developers):
        assert "`reportgen-gongwen`" in text
        assert "2018" in text
    assert "pip show reportgen reportgen-gongwen" in for_developers
    assert '\nname = "reportgen-gongwen"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MODULE = re.compile(r"`((?:reportgen\.)?[a-z_]+(?:\.(?!py`)[A-Za-z_]+)+)`")
FILE = re.compile(r"(?<![\w/.-])([a-z_]+(?:/[A-Za-z_]+)*\.(?:py|txt))\b")
ROOMS = {path.stem for path in (ROOT / "reportgen").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}


def is_there(name: str) -> bool:
    """Whether ``engine.render.printer.Bounds.steps`` leads to a module, and to names that are in it."""
    steps = name.removeprefix("reportgen.").split(".")
    at = ROOT / "reportgen"
    while steps and ((at / steps[0]).is_dir() or (at / f"{steps[0]}.py").exists()):
        at = at / steps.pop(0)
    module = at.with_suffix(".py") if at.with_suffix(".py").exists() else at / "__init__.py"
    return all(re.search(rf"\b{step}\b", module.read_text(encoding="utf-8")) for step in steps)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_modules_and_files_are_called_as_they_are(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = [name for name in MODULE.findall(text) if name.removeprefix("reportgen.").split(".")[0] in ROOMS]
    assert [name for name in named if not is_there(name)] == []
    places = (ROOT, ROOT / "reportgen", ROOT / "tests", ROOT / "tests/report/figures")
    assert [name for name in FILE.findall(text) if not any((place / name).exists() for place in places)] == []


@pytest.mark.parametrize("name", ["engine.asked", "word.archive.Limits", "sandbox.bounded.MAX_TEXT", "engine.render.printer.Limits"])
def test_a_name_that_is_none_is_found(name: str) -> None:
    assert not is_there(name)
