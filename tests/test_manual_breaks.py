"""The eleven answers in the manual are those that a clerk gets for eleven slips in 2023.yaml."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import main

ROOT = Path(__file__).parents[1]
CHAPTER = ROOT / "docs" / "manual" / "problems.md"
BREAKS = re.findall(r"### (.+?)\n\n```diff\n-(.*?)\n\+(.*?)\n```\n\n<!-- answer -->\n```\n(.*?)```\n", CHAPTER.read_text(encoding="utf-8"), re.S)


def test_there_are_eleven() -> None:
    assert len(BREAKS) == 11


@pytest.mark.parametrize(("name", "old", "new", "answer"), BREAKS, ids=[each[0] for each in BREAKS])
def test_the_answer_to_a_slip_is_the_one_in_the_manual(
    name: str, old: str, new: str, answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    path = tmp_path / "inputs" / "2023.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["生成", "2023"])
    assert done.output.strip() == answer.strip()
    assert done.exit_code == 1
