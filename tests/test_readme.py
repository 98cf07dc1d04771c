"""What the README tells a reader to do, done."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx_samples import document

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(code) == 1
    monkeypatch.chdir(tmp_path)
    Path("模板.docx").write_bytes(document("{{ 标题 }}", "{% for 项 in 各项 %}", "{{ 项.名称 }}{{ 项.值 }}亿元", "{% endfor %}"))
    exec(compile(code[0], "README.md", "exec"), {})
    assert [paragraph.text for paragraph in docx.Document("成品.docx").paragraphs] == ["汇报材料", "研发费用投入45.20亿元"]


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_two_commands_are_marked_so_that_ci_runs_exactly_them() -> None:
    assert re.findall(r"<!-- command: (\w+) -->", README) == ["generate", "test"]
    assert "reportgen generate 2022" in README
    assert 'pip install -q ".[test]"' in README
