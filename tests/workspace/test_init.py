"""An empty folder becomes a workspace in which the first draft can be made at once."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.yamltext.read import read


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_a_new_workspace_gives_a_draft_with_every_figure_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = typed("开办", "汇报材料", "--年度", "2025")
    assert (done.exit_code, done.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "汇报材料").iterdir()) == ["inputs", "output", "templates"]
    monkeypatch.chdir(tmp_path / "汇报材料")
    assert read(Path("inputs/2025.yaml"))[1] == ()
    drafted = typed("generate", "2025", "--draft")
    assert drafted.exit_code == 0, drafted.output
    (made,) = Path("output").glob("*.docx")
    assert docx.Document(str(made)).paragraphs[0].text == "2025年重点任务完成情况汇报材料"
    assert "还缺" in drafted.stdout


def test_what_is_there_is_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "甲/inputs").mkdir(parents=True)
    done = typed("init", "甲")
    assert done.exit_code == 1
    assert "[W43] “甲”里已经有 inputs，没有动它" in done.stderr
    assert [path.name for path in (tmp_path / "甲").iterdir()] == ["inputs"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "乙").write_text("", encoding="utf-8")
    done = typed("init", "乙")
    assert (done.exit_code, "[W10]" in done.stderr) == (1, True)
