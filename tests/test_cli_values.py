"""Pictures and fields on the command line: what is read, and from where."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from docx_samples import body_xml, paragraph, parts_of
from picture_samples import png

from reportgen.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "模板.docx").write_bytes(body_xml(paragraph("{{ 图|图片 }}")))
    (tmp_path / "数据").mkdir()
    (tmp_path / "数据" / "数据.yaml").write_text("图: 章.png\n", encoding="utf-8")
    (tmp_path / "数据" / "章.png").write_bytes(png(4, 4))
    return tmp_path


def test_pictures_lie_beside_the_data(folder: Path) -> None:
    done = CliRunner().invoke(main, ["套用", "模板.docx", "数据/数据.yaml", "-o", "成品.docx"])
    assert done.exit_code == 0, done.output
    parts = parts_of((folder / "成品.docx").read_bytes())
    assert any(name.startswith("word/media/") for name in parts)
    assert "word/settings.xml" not in parts


def test_the_check_reads_them_too(folder: Path) -> None:
    assert CliRunner().invoke(main, ["套用", "模板.docx", "数据/数据.yaml", "--check"]).exit_code == 0
    (folder / "数据" / "章.png").unlink()
    done = CliRunner().invoke(main, ["套用", "模板.docx", "数据/数据.yaml", "--check"])
    assert done.exit_code == 1
    assert "“数据”文件夹里没有“章.png”" in done.stderr


def test_a_folder_that_one_is_in_is_said_by_its_name(folder: Path) -> None:
    (folder / "数据.yaml").write_text("图: 章.png\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["套用", "模板.docx", "数据.yaml", "--check"])
    assert f"“{folder.name}”文件夹里没有“章.png”" in done.stderr


def test_data_from_standard_input_read_no_picture(folder: Path) -> None:
    done = CliRunner().invoke(main, ["套用", "模板.docx", "-", "-o", "成品.docx"], input="图: 数据/章.png\n")
    assert done.exit_code == 1
    assert "R06" in done.stderr


@pytest.mark.parametrize("flag", ["--update-fields", "--更新域"])
def test_fields_are_brought_up_to_date_on_request(folder: Path, flag: str) -> None:
    done = CliRunner().invoke(main, ["套用", "模板.docx", "数据/数据.yaml", "-o", "成品.docx", flag])
    assert done.exit_code == 0, done.output
    assert b"updateFields" in parts_of((folder / "成品.docx").read_bytes())["word/settings.xml"]
