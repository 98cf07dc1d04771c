"""What the commands wrote into the inputs can be taken back, and made again, byte by byte."""

from __future__ import annotations

import json
import random
import shlex
from base64 import b64encode
from pathlib import Path

import pytest
from clerk import change, done_before, typed
from manual_people import DEEDS
from manuscript import Manuscript
from processes import ROOT, tree
from pulled_office import upright
from test_manual import _BLOCK, _globbed


def inputs(office: Path) -> dict[str, bytes]:
    return tree(office / "inputs")


def test_a_new_year_is_shown_and_goes_only_when_somebody_says_so(office: Path) -> None:
    before = inputs(office)
    assert typed("新建", "2025").exit_code == 0
    made = inputs(office)
    shown = typed("撤回", "--只看")
    assert shown.exit_code == 0 and "删去 inputs/2025.yaml" in shown.stdout and "新建 2025" in shown.stdout
    assert typed("撤回", answer="否\n").stdout.endswith("没有撤回。\n")
    assert typed("撤回").stdout.endswith("没有撤回。\n"), "no answer is no"
    assert inputs(office) == made
    assert typed("撤回", answer="是\n").exit_code == 0
    assert inputs(office) == before
    assert typed("撤回", "--重做", "--是").exit_code == 0
    assert inputs(office) == made


def test_where_there_is_nothing_to_take_back_that_is_told(office: Path) -> None:
    done = typed("撤回", "--是")
    assert done.exit_code == 1 and "[W37] 没有可以撤回的" in done.stderr
    assert "[W37] 没有可以重做的" in typed("撤回", "--重做", "--是").stderr
    assert [each["code"] for each in json.loads(typed("撤回", "--json").stdout)["problems"]] == ["W37"]


def test_a_new_year_in_which_somebody_has_written_stays(office: Path) -> None:
    assert typed("新建", "2025").exit_code == 0
    change(office, 2025, "年度: 2025", "年度: 2025  # 我改的")
    kept = inputs(office)
    done = typed("撤回", "--是")
    assert done.exit_code == 1 and "[W36] inputs/2025.yaml 后来又改过，没有撤回" in done.stderr
    assert inputs(office) == kept


def pulled(office: Path) -> Path:
    """A figure that an official changed in the report, taken over."""
    for year in (2023, 2024):
        path = office / f"inputs/{year}.yaml"
        path.write_text(upright(path.read_text(encoding="utf-8")), encoding="utf-8")
    done_before(office, "生成", "2024")
    (copy,) = (office / "output").glob("*.docx")
    manuscript = Manuscript(copy.read_bytes())
    text = "\n".join(manuscript.paragraphs)
    assert "固定资产投资44.10" in text
    manuscript.rewrite(text.replace("固定资产投资44.10", "固定资产投资46.10").split("\n"), tracked=False)
    copy.write_bytes(manuscript.package(random.Random(3)))
    return copy


def test_what_was_pulled_goes_back_and_the_edited_copy_is_kept_again(office: Path) -> None:
    copy = pulled(office)
    before, edited = tree(office), copy.read_bytes()
    assert typed("回收", str(copy), "--是").exit_code == 0
    data = json.loads(typed("撤回", "--json").stdout)
    assert (data["command"], data["done"]) == (f"回收 {copy.name}", False)
    (file,) = data["files"]
    assert file["file"] == "inputs/2024.yaml"
    assert [line for line in file["changes"] if line.startswith(("-  ", "+  "))] != []
    assert inputs(office) != tree(office / "nothing") and inputs(office)["2024.yaml"] != before["inputs/2024.yaml"]
    assert json.loads(typed("撤回", "--是", "--json").stdout)["done"] is True
    now = tree(office)
    assert {name: data for name, data in now.items() if "/undo/" not in name and not name.endswith(".lock")} == {
        name: data for name, data in before.items() if not name.endswith(".lock")
    }
    assert typed("生成", "2024").exit_code == 0
    assert copy.read_bytes() == edited, "its edits are in no input: it is not written over"


def test_after_another_copy_was_made_the_inputs_still_go_back(office: Path) -> None:
    copy = pulled(office)
    before = inputs(office)
    assert typed("回收", str(copy), "--是").exit_code == 0
    assert typed("生成", "2024").exit_code == 0
    assert typed("撤回", "--是").exit_code == 0
    assert inputs(office) == before


def test_two_commands_are_taken_back_one_after_the_other_and_made_again(office: Path) -> None:
    copy = pulled(office)
    states = [inputs(office)]
    for words in (("回收", str(copy), "--是"), ("新建", "2025")):
        assert typed(*words).exit_code == 0
        states.append(inputs(office))
    assert states[0] != states[1] != states[2]
    change(office, 2023, "年度: 2023", "年度: 2023  # 另记")
    own = inputs(office)["2023.yaml"]
    states = [{**state, "2023.yaml": own} for state in states]
    for words, wanted in (("撤回", 1), ("撤回", 0), ("重做", 1), ("撤回", 0), ("重做", 1), ("重做", 2), ("撤回", 1), ("撤回", 0)):
        done = typed("撤回", *(["--重做"] if words == "重做" else []), "--是")
        assert done.exit_code == 0, done.output
        assert inputs(office) == states[wanted], "a file that neither had written stays as somebody left it"
    assert typed("撤回", "--是").exit_code == 1, "there are no more"
    assert typed("撤回", "--重做", "--是").exit_code == 0
    change(office, 2024, "年度: 2024", "年度: 2024  # 另记")
    assert typed("撤回", "--重做", "--是").exit_code == 0, "2025 is another file"
    assert typed("撤回", "--是").exit_code == 0
    last = inputs(office)
    done = typed("撤回", "--是")
    assert done.exit_code == 1 and "[W36] inputs/2024.yaml 后来又改过" in done.stderr
    assert inputs(office) == last
    change(office, 2024, "年度: 2024  # 另记", "年度: 2024")
    assert typed("撤回", "--是").exit_code == 0, "as it was written, it goes back"
    assert inputs(office) == states[0]


def test_each_command_of_the_whole_year_that_writes_inputs_can_be_taken_back(office: Path) -> None:
    """Run as the manual shows it; after each command that changed the inputs they are taken back and made again."""
    chapter = (ROOT / "docs/manual/whole-year.md").read_text(encoding="utf-8")
    undone = []
    for deed, _, block in _BLOCK.findall(chapter):
        if deed:
            DEEDS[deed]()
        for command in block.split("$ ")[1:]:
            words = list(_globbed(shlex.split(command.partition("\n")[0])[1:]))
            before = inputs(office)
            typed(*words)
            after = inputs(office)
            if after == before:
                continue
            undone.append(words[0])
            assert typed("撤回", "--是").exit_code == 0
            assert inputs(office) == before, words
            assert typed("撤回", "--重做", "--是").exit_code == 0
            assert inputs(office) == after, words
    assert undone == ["新建", "填报", "回收"]
    for _ in undone:
        assert typed("撤回", "--只看").exit_code == 0


def half_written(office: Path) -> None:
    """A run that would have taken 2024 into another state was killed when that file was gone and another not yet there."""
    log = office / "output/.reportgen/undo"
    log.mkdir(parents=True)
    old = (office / "inputs/2024.yaml").read_bytes()
    files = [
        {"位置": "inputs/2024.yaml", "前": b64encode(old).decode(), "后": None, "记录": False},
        {"位置": "inputs/2031.yaml", "前": None, "后": b64encode(old).decode(), "记录": False},
    ]
    content = {"序号": 1, "做法": "写入", "命令": "回收 甲.docx", "时间": "2026-01-06T09:00", "文件": files}
    (log / "pending.json").write_text(json.dumps(content), encoding="utf-8")
    (office / "inputs/2024.yaml").unlink()


@pytest.mark.parametrize(
    "words",
    [
        ("检查", "2024"), ("生成", "2024"), ("新建", "2025"), ("填报", "导出", "2024"), ("核稿", "2024"), ("历次", "2024"),
        ("比对", "2023", "2024"), ("提示",), ("撤回",), ("检查", "2024", "--json"),
    ],
    ids="-".join,
)  # fmt: skip
def test_every_command_puts_back_what_a_killed_run_has_half_written_and_says_so(office: Path, words: tuple[str, ...]) -> None:
    old = (office / "inputs/2024.yaml").read_bytes()
    half_written(office)
    done = typed(*words)
    assert "[W34] 上一次写入（回收 甲.docx）写到一半断了，inputs/2024.yaml 已经恢复原样" in done.stderr
    assert (office / "inputs/2024.yaml").read_bytes() == old
    assert "[W34]" not in typed(*words).stderr, "once"


@pytest.mark.parametrize("words", [("检查", "2024"), ("生成", "2024"), ("新建", "2025"), ("填报", "导出", "2024")])
def test_nothing_is_made_of_half_a_write_that_cannot_be_put_back(office: Path, words: tuple[str, ...]) -> None:
    old = (office / "inputs/2024.yaml").read_bytes()
    half_written(office)
    (office / "inputs/2024.yaml").mkdir()
    done = typed(*words)
    assert done.exit_code == 1 and "[W10]" in done.output
    (office / "inputs/2024.yaml").rmdir()
    assert typed(*words).exit_code == 0
    assert (office / "inputs/2024.yaml").read_bytes() == old
