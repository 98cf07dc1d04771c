"""A file in output/ that an official has worked on: what is not text is listed and keeps it there; it is replaced only where it reads as
printed or is settled, and then kept aside first."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from clerk import typed
from form_edits import FORM_EDITS, OpenFile, with_form

from reportgen.workspace import given_copies
from reportgen.workspace.locate import ASIDE, Workspace

INPUT = """\
年度: 2024
标题: 临溪镇2024年工作总结
署名: 临溪镇人民政府
部分:
  - 标题: 稳住经济大盘
    小节:
      - 话题: 产业加快升级
        正文:
          - 全年产值达到【产值】亿元，比上年增加较多。
          - 新增企业【新增企业】家，多为小微企业。
          - 老旧厂房改造扎实开展，一批项目落地见效。
数据:
  经济: {产值: 18.62, 新增企业: 12}
"""
NAME = "临溪镇2024年工作总结.docx"
QUICK = ("表格", "删除线", "页边距", "批注")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a copy in its output/, made once."""
    made = tmp_path_factory.mktemp("generated")
    (made / "inputs").mkdir()
    (made / "inputs/2024.yaml").write_text(INPUT, encoding="utf-8")
    with contextlib.chdir(made):
        assert typed("生成", "2024").exit_code == 0
    return made


@pytest.fixture
def copy(generated: Path, folder: Path) -> Path:
    """The copy in the output/ of a workspace that we are in."""
    shutil.copytree(generated, folder, dirs_exist_ok=True)
    return folder / "output" / NAME


def text_of(copy: Path) -> str:
    return (copy.parents[1] / "inputs/2024.yaml").read_text(encoding="utf-8")


def retyped(data: bytes, old: str, new: str) -> bytes:
    """Words that stand in one run, typed over."""
    file = OpenFile(data)
    hits = [each for each in file.root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t") if old in (each.text or "")]
    hits[0].text = (hits[0].text or "").replace(old, new)
    return file.saved()


@pytest.mark.parametrize("name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in FORM_EDITS])
def test_each_thing_that_is_no_text_is_listed_and_the_file_stays(copy: Path, name: str) -> None:
    official = with_form(retyped(copy.read_bytes(), "一批项目", "一批好项目"), name)
    copy.write_bytes(official)
    done = typed("回收", f"output/{NAME}", "--是")
    assert "不是文字的改动，输入文件里放不下，没有收回：" in done.stdout, done.output
    assert all(words in done.stdout for words in FORM_EDITS[name].told), done.stdout
    assert "要留住的，在新稿的 Word 里照着再做一遍；每年都要的，改模板。" in done.stdout
    assert "一批好项目" in text_of(copy) or "写进输入文件就没有了" in done.stdout, "the words are written, or it is said why not"
    made = typed("生成", "2024")
    assert "（2）.docx" in made.stdout, made.output
    assert copy.read_bytes() == official
    assert f"reportgen 历次 2024 --解除 output/{NAME}" in done.stdout


def test_it_is_let_go_by_a_command_that_names_it_and_kept_aside_first(copy: Path) -> None:
    official = with_form(copy.read_bytes(), "表格", "脚注")
    copy.write_bytes(official)
    typed("回收", f"output/{NAME}", "--是")
    done = typed("历次", "2024", "--解除", f"output/{NAME}")
    assert done.exit_code == 0, done.output
    assert f"已记下 output/{NAME} 里的改动处理好了" in done.stdout
    made = typed("生成", "2024")
    assert f"已生成 output/{NAME}" in made.stdout
    assert "[W19]" in made.stderr
    assert (copy.parent / ASIDE / NAME).read_bytes() == official
    again = typed("历次", "2024", "--解除", f"output/{NAME}")
    assert (again.exit_code, "[W45]" in again.stderr) == (1, True)


def test_edited_once_more_after_it_was_let_go_it_stays_again(copy: Path) -> None:
    copy.write_bytes(with_form(copy.read_bytes(), "加粗"))
    typed("历次", "2024", "--解除", f"output/{NAME}")
    further = with_form(copy.read_bytes(), "居中")
    copy.write_bytes(further)
    assert "（2）.docx" in typed("生成", "2024").stdout
    assert copy.read_bytes() == further


def test_a_file_that_was_only_saved_again_makes_room_and_is_kept_aside(copy: Path) -> None:
    saved = io.BytesIO()
    docx.Document(io.BytesIO(copy.read_bytes())).save(saved)
    assert saved.getvalue() != copy.read_bytes()
    copy.write_bytes(saved.getvalue())
    path = copy.parents[1] / "inputs/2024.yaml"
    path.write_text(text_of(copy).replace("18.62", "18.92"), encoding="utf-8")
    made = typed("生成", "2024")
    assert f"已生成 output/{NAME}" in made.stdout
    assert "在 Word 或 WPS 里另存过，内容没有变，换成了新稿" in made.stderr
    assert (copy.parent / ASIDE / NAME).read_bytes() == saved.getvalue()


def test_without_the_copy_that_was_kept_it_cannot_be_told_and_stays(copy: Path) -> None:
    saved = io.BytesIO()
    docx.Document(io.BytesIO(copy.read_bytes())).save(saved)
    for kept in (copy.parent / ".reportgen/copies").iterdir():
        kept.unlink()
    copy.write_bytes(saved.getvalue())
    assert "（2）.docx" in typed("生成", "2024").stdout
    assert copy.read_bytes() == saved.getvalue()


@pytest.mark.parametrize("dress", ["<w:strike/>", "<w:dstrike/>", "<w:vanish/>", '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'])
@pytest.mark.parametrize(("figure", "more", "behind"), [("18.62", "18.92", "亿元"), ("12", "13", "家，多为")])
def test_a_figure_struck_and_another_typed_beside_it_is_never_certain(copy: Path, dress: str, figure: str, more: str, behind: str) -> None:
    """An official strikes 12 by the button and types 13 behind it: as text the file says 1213."""
    file = OpenFile(retyped(copy.read_bytes(), behind, f"{more}{behind}"))
    file.dress(figure, dress)
    copy.write_bytes(file.saved())
    before = text_of(copy)
    done = typed("回收", f"output/{NAME}", "--是")
    assert done.exit_code == 1
    assert text_of(copy) == before, done.output
    assert "请在 Word 里改成普通的文字再回收" in done.stdout


@pytest.mark.parametrize("name", ["公式", "符号"])
def test_a_sentence_with_what_its_text_does_not_say_is_never_certain(copy: Path, name: str) -> None:
    copy.write_bytes(with_form(retyped(copy.read_bytes(), "一批项目落地", "一批项目超过目标"), name))
    before = text_of(copy)
    done = typed("回收", f"output/{NAME}", "--是")
    assert (done.exit_code, text_of(copy)) == (1, before), done.output
    assert "写进输入文件就没有了" in done.stdout


def test_a_new_paragraph_with_an_automatic_number_is_never_certain(copy: Path) -> None:
    file = OpenFile(copy.read_bytes())
    FORM_EDITS["自动编号"].edit(file)
    numbered = file.paragraph()
    fresh = deepcopy(numbered)
    for run in fresh.findall("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}r")[1:]:
        fresh.remove(run)
    next(fresh.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")).text = "数字化改造提速。全镇企业上云率达到七成。"
    numbered.addnext(fresh)
    copy.write_bytes(file.saved())
    before = text_of(copy)
    done = typed("回收", f"output/{NAME}", "--是")
    assert (done.exit_code, text_of(copy)) == (1, before), done.output
    assert "自动编号“2.”" in done.stdout


def test_what_is_listed_is_there_as_data(copy: Path) -> None:
    copy.write_bytes(with_form(copy.read_bytes(), "表格", "居中"))
    found = json.loads(typed("回收", f"output/{NAME}", "--json").stdout)["form"]
    assert [each["what"] for each in found] == ["改了对齐方式", "多了表格（1 行 2 列）"]
    assert found[1]["words"] == "重点项目｜12个"
    assert "产业加快升级" in found[0]["where"]


def test_each_copy_is_kept_once_and_a_final_one_is_never_let_go_by_that(copy: Path) -> None:
    workspace = Workspace(copy.parents[1])
    (kept,) = [copy_.digest for copy_ in given_copies.given_copies(workspace)]
    assert workspace.kept.copy(kept) == copy.read_bytes()
    typed("生成", "2024")
    assert len(list((copy.parent / ".reportgen/copies").iterdir())) == 1
