"""A day as a clerk and two officials have it: each message is read aloud, and each figure stands where the last word on it put it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from clerk import typed
from form_edits import with_form
from towns import NAME, TOWN, edited, given_out, in_another_program, text_of, write

FINE = re.compile(
    r"reportgen|summary\.csv|inputs/|output/|yaml|docx|xlsx|Word|WPS|PDF|LibreOffice|Shift|Enter|\[[A-Z]\d+\]|templates/annual/|template|fields|YAML|OK|P\d"
)
"""What a clerk knows though it is not Chinese: names of programs and files, codes."""
CODE_LINE = re.compile(r"^\s*(\^|[-+@ ] |---|\+\+\+|@@|.*: )")


def aloud(*words: str, answer: str = "") -> str:
    """Runs a command; what it says is Chinese, names no fault of ours, and each problem says what to do."""
    done = typed(*words, answer=answer)
    said = done.output
    assert not re.search(r"Traceback|None|Error|null|True|False", said), said
    for line in said.splitlines():
        if CODE_LINE.match(line):
            continue
        assert not re.search(r"[A-Za-z]{3,}", FINE.sub("", line)), f"not for a clerk: {line}"
    problems = re.split(r"\n(?=  \[[A-Z]\d+\])", said)[1:]
    for each in problems:
        if each.startswith(("  [B03]", "  [W05]", "  [W19]", "  [W06] “临溪镇2024年重点任务完成情况汇报材料.docx”已经定稿，这一稿")):
            continue  # there is nothing to do about it
        assert "→ " in each or "[是/否]" in each, f"neither says how nor asks: {each}"
    return said


def test_a_day_of_a_clerk_and_two_officials(folder: Path) -> None:
    (folder / "inputs").mkdir()
    write(folder, 2024)

    # 早上：出送审稿，同一份发给两位领导
    first = given_out(folder)
    (folder / "领导甲.docx").write_bytes(edited(first, ("扎实开展", "深入开展"), ("产值达到18.62", "产值达到18.92")))
    second_official = edited(first, ("技改投入3.45", "技改投入3.54"), ("上下同心", "上下齐心"))
    (folder / "领导乙.docx").write_bytes(in_another_program(with_form(second_official, "脚注", "加粗")))

    # 甲先回来：收回，再出一稿
    said = aloud("回收", "领导甲.docx", "--是")
    assert "[数据] 产值（亿元） 18.62 → 18.92" in said or "[数据] 产值 18.62 → 18.92" in said
    assert "已写入 inputs/2024.yaml：2 处。" in said
    assert "已生成 output/" in aloud("生成", "2024")

    # 文秘自己又添了一句
    path = folder / "inputs/2024.yaml"
    path.write_text(text_of(folder).replace("          - 消防演练", "          - 新建微型消防站五座。\n          - 消防演练"), encoding="utf-8")

    # 乙下午才回来，改的是第一稿，还加了脚注、加粗
    said = aloud("回收", "领导乙.docx", "--是")
    assert "[B03]" in said
    assert "技改投入" in said
    assert "多了脚注：“快报数，待核。”" in said
    assert "加粗：" in said
    assert "要留住的，在新稿的 Word 里照着再做一遍；每年都要的，改模板。" in said
    for words in ("产值: 18.92", "深入开展", "技改投入: 3.54", "上下齐心", "新建微型消防站五座。"):
        assert words in text_of(folder), f"{words}: undone by the old copy"

    # 没动过的第一稿又发回来一遍
    before = text_of(folder)
    (folder / "第一稿.docx").write_bytes(first)
    said = aloud("回收", "第一稿.docx", "--是")
    assert "这份 Word 就是第1稿（送审稿，" in said
    assert "一字未改；那以后又出过 1 稿，没有要收回的。" in said
    assert text_of(folder) == before

    # 别的镇的稿子混了进来
    elsewhere = folder / "别处"
    (elsewhere / "inputs").mkdir(parents=True)
    write(elsewhere, 2024, "城西镇")
    stranger = first_of(elsewhere)
    (folder / "城西.docx").write_bytes(stranger)
    said = aloud("回收", "城西.docx", "--是")
    assert "[B08] 这份 Word 不像是 2024 年的稿子：那一稿里有 " in said
    assert "确实是的，不加 --是 再运行一次，问到时回答“是”" in said
    assert "没有回收。" in said
    assert "没有回收。" in aloud("回收", "城西.docx", answer="否\n")
    assert text_of(folder) == before

    # 领导直接在 output 里的那份上画了表格，又改了一个数
    aloud("生成", "2024")
    there = folder / "output" / NAME
    official = with_form(edited(there.read_bytes(), ("新增企业12", "新增企业15")), "表格")
    there.write_bytes(official)
    said = aloud("生成", "2024")
    assert "有人改过，没有覆盖；新稿存为" in said
    assert f"reportgen 回收 output/{NAME}" in said
    said = aloud("回收", f"output/{NAME}", "--是")
    assert "新增企业: 15" in text_of(folder)
    assert "多了表格（1 行 2 列）：“重点项目｜12个”" in said
    assert f"再生成时它会留着，新稿另存新名；都处理好了，运行 reportgen 历次 2024 --解除 output/{NAME}。" in said
    aloud("生成", "2024")
    assert there.read_bytes() == official, "the table is nowhere else"
    assert "已记下" in aloud("历次", "2024", "--解除", f"output/{NAME}")
    assert "改过的那份留存为“output/留存/" in aloud("生成", "2024")
    assert (folder / "output/留存" / NAME).read_bytes() == official

    # 晚上：想把产值改回早上的数，是真的要改，还是旧稿，问一句
    evening = edited(there.read_bytes(), ("产值达到18.92", "产值达到18.62"))
    (folder / "晚.docx").write_bytes(evening)
    said = aloud("回收", "晚.docx", "--是")
    assert "这样改，就回到了第1稿（送审稿，" in said
    assert "产值: 18.92" in text_of(folder)
    said = aloud("回收", "晚.docx", answer="1\n")
    assert "1) 照 Word 里的写入" in said
    assert "2) 不写，照输入文件现在的" in said
    assert "产值: 18.62" in text_of(folder)

    # 领导把一句里的镇名写成“我镇”：不是改名，怎么选说清楚
    (folder / "我镇.docx").write_bytes(edited(given_out(folder), ("2024年，临溪镇", "2024年，我镇")))
    said = aloud("回收", "我镇.docx", "--是")
    assert "没有当作改名；只改这一句，就在输入文件里把这一句的【镇】换掉" in said
    assert "其中 1 处可以选怎么写：不加 --是 再运行一次，会一处一处问。" in said
    said = aloud("回收", "我镇.docx", answer="2\n")
    assert "2) 只把这一句写成 我镇，不再引用数据（开头）" in said
    assert "年，我镇上下" in text_of(folder)

    # 定稿，以后谁也不盖
    aloud("生成", "2024", "--定稿")
    final = next(path for path in (folder / "output").glob("*.docx") if "18.62" in paragraphs(path))
    content = final.read_bytes()
    aloud("生成", "2024")
    aloud("批量", "--年度", "2024", "--并行", "1")
    assert final.read_bytes() == content
    said = aloud("历次", "2024")
    assert "定稿" in said


@pytest.mark.parametrize(("how", "since"), [(("--是",), False), ((), False), (("--是",), True), ((), True)])
def test_what_follows_from_a_figure_is_told_however_it_is_taken_over(folder: Path, how: tuple[str, ...], since: bool) -> None:
    (folder / "inputs").mkdir()
    grown = {"比上年增加较多": "【产值|同比】", f"标题: {TOWN}": "标题: 【镇】"}
    write(folder, 2023, **{"18.62": "17.20"})
    write(folder, 2024, **grown)
    (folder / "领导.docx").write_bytes(edited(given_out(folder), ("产值达到18.62", "产值达到18.92")))
    if since:
        write(folder, 2024, **grown, **{"345": "346"})
    said = aloud("回收", "领导.docx", *how, answer="全部\n")
    assert ("[B03]" in said) is since
    assert "产值: 18.92" in text_of(folder)
    assert "随之变动（由数据算出，不用另改）：\n  同比增长8.3% → 同比增长10.0%（第1部分" in said
    assert "18.62 → 18.92（" not in said, "what was written does not follow from itself"


def test_who_asks_to_take_back_what_cannot_be_taken_back_is_not_asked_first(folder: Path) -> None:
    (folder / "inputs").mkdir()
    write(folder, 2024)
    (folder / "领导.docx").write_bytes(edited(given_out(folder), ("产值达到18.62", "产值达到18.92")))
    aloud("回收", "领导.docx", "--是")
    path = folder / "inputs/2024.yaml"
    path.write_text(text_of(folder).replace("345", "346"), encoding="utf-8")
    said = aloud("撤回")
    assert "[W36]" in said and "撤回吗？" not in said


def test_a_part_that_goes_and_whose_successor_is_numbered_anew_by_hand_is_one_edit(folder: Path) -> None:
    (folder / "inputs").mkdir()
    write(folder, 2024)
    lines = [each.text for each in docx.Document(io.BytesIO(given_out(folder))).paragraphs]
    first, second = (next(line for line in lines if line.startswith(sign)) for sign in ("一、", "二、"))
    gone = "\n".join(lines[lines.index(first) : lines.index(second)]) + "\n"
    (folder / "领导.docx").write_bytes(edited(given_out(folder), (gone, ""), (second, "一、" + second[2:])))
    said = typed("回收", "领导.docx", "--是").output
    assert "有 1 处改动：删部分 1 处。" in said
    assert "稳住经济大盘" not in text_of(folder) and "守牢安全底线" in text_of(folder)


def test_the_comment_of_an_official_is_to_be_dealt_with_and_not_done_again(folder: Path) -> None:
    (folder / "inputs").mkdir()
    write(folder, 2024)
    (folder / "领导.docx").write_bytes(with_form(given_out(folder), "批注"))
    said = aloud("回收", "领导.docx", "--是")
    assert "多了批注：“请再核一下产值”" in said
    assert "批注是提的意见，请逐条看过再办" in said


def first_of(folder: Path) -> bytes:
    with pytest.MonkeyPatch.context() as there:
        there.chdir(folder)
        assert typed("生成", "2024").exit_code == 0
    return next((folder / "output").glob("*.docx")).read_bytes()


def paragraphs(path: Path) -> str:
    return "".join(each.text for each in docx.Document(str(path)).paragraphs)
