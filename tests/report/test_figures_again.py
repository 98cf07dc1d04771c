"""A year of which somebody types a figure has the data, and the errors, that it has when it is read whole."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from reportgen.draft import Kit, YearInput
from reportgen.dry_run import read_typed
from reportgen.problem import errors
from reportgen.report.data import Datum
from reportgen.storage.given import Given, read_given

ROOT = Path(__file__).parents[2]
KIT = Kit.open((ROOT / "templates/annual/template.docx").read_bytes(), read_given(ROOT / "templates/annual/fields.yaml"))
TYPED = ("61.75", "无", "*", "1234567.8", "约50", "看不懂", "-3.5", "12亿", "[甲, 乙]", "{值: 5, 上年修订: 4}", "{值: , 来源: 甲}", "0")
OWN = """年度: 2024
标题: 甲
部分:
- 标题: 乙
  总起: [粮食【粮食】吨。]
数据:
  农业: {粮食: 10, 蔬菜: 20}
  出口: {值: 12, 上年修订: 10}
  别的: {单位: 吨, 值: 3}
  第三产业增加值: 10
  第三产业增加值增速:
单位: {街道: 甲, 社区: [乙, 丙]}
"""


def said(datum: Datum | None) -> Any:
    """All that a datum says, and on which line, but not the node that it was read from."""
    if datum is None:
        return None
    held = {each.name: getattr(datum, each.name) for each in fields(datum)}
    shown = held | {"last": said(datum.last), "rate": said(datum.rate), "scalar": datum.scalar and (datum.scalar.text, datum.scalar.place())}
    return shown | {"notes": dict(datum.notes)}


def same(now: Given, known: YearInput, last: YearInput | None) -> bool:
    """Whether only figures were read again; and in any case it is as if all were."""
    typed, whole = read_typed(KIT, (now,), last, known), KIT.read((now,), last)
    assert [(path, said(each)) for path, each in typed.report.data.items()] == [(path, said(each)) for path, each in whole.report.data.items()]
    assert set(errors(typed.problems)) == set(errors(whole.problems))
    assert typed.report.names.find("粮食") == whole.report.names.find("粮食") and typed.report.unasked == whole.report.unasked
    return typed.report.outline is known.report.outline


def edited(text: str, dice: random.Random) -> str:
    """A text with one of the lines of its data, or any other, changed."""
    lines = text.split("\n")
    begin = next(number for number, line in enumerate(lines) if line.startswith("数据:"))
    at = dice.randrange(begin + 1, len(lines)) if dice.random() < 0.9 else dice.randrange(len(lines))
    name, colon, rest = lines[at].partition(": ")
    kind = dice.random()
    if colon and kind < 0.4:
        lines[at] = f"{name}: {dice.choice(TYPED)}"
    elif colon and kind < 0.8:
        number = dice.choice([number for number, sign in enumerate(rest) if sign.isdigit()] or [0])
        lines[at] = f"{name}: {rest[:number]}{dice.choice('0123456789.')}{rest[number + 1:]}"
    elif kind < 0.9:
        lines[at] = dice.choice(("", lines[at] + lines[at], f"{name}甲: 1", lines[at].strip()))
    else:
        lines[at] += dice.choice((" # 甲", "\n  甲乙: 3", " 丙"))
    return "\n".join(lines)


@pytest.mark.parametrize("year", [2022, 2023, 2024, 0])
def test_a_figure_that_is_typed_leaves_the_rest_as_it_is(year: int) -> None:
    dice = random.Random(year)
    item = read_given(ROOT / f"inputs/{year}.yaml") if year else Given("2024.yaml", OWN.encode())
    before = ROOT / f"inputs/{year - 1}.yaml"
    last = KIT.read((read_given(before),)) if before.exists() else None
    known = KIT.read((item,), last)
    assert not errors(known.problems)
    again = 0
    for _ in range(60):
        again += same(replace(item, content=edited(item.content.decode(), dice).encode()), known, last)
    assert again > 10


def test_of_several_files_one_may_be_typed_in() -> None:
    first, second = OWN.split("数据:")
    items = Given("甲.yaml", first.encode()), Given("乙.yaml", f"数据:{second}".encode())
    known = KIT.read(items)
    now = Given("乙.yaml", items[1].content.replace("粮食: 10".encode(), "粮食: 11".encode()))
    typed = read_typed(KIT, (items[0], now), None, known)
    assert typed.report.outline is known.report.outline
    assert {str(each) for each in typed.report.data.values()} == {str(each) for each in KIT.read((items[0], now)).report.data.values()}
    other = read_typed(KIT, (now, items[0]), None, known)
    assert other.report.outline is not known.report.outline


def test_a_year_with_an_error_is_read_whole() -> None:
    wrong = OWN.replace("标题: 甲\n", "标题: 甲\n题目: 乙\n")
    known = KIT.read((Given("2024.yaml", wrong.encode()),))
    assert errors(known.problems)
    assert not same(Given("2024.yaml", wrong.replace("蔬菜: 20", "蔬菜: 21").encode()), known, None)
