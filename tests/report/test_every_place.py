"""For any two years and any phrase that the filters make: sentence, 附表, chart, marked copy, comparison, form and ``--json`` say
one thing, and a reader of fractions that knows none of the program confirms it; typed instead of printed, it is left alone."""

from __future__ import annotations

import io
import json
import re
import tempfile
from contextlib import chdir
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import yamltext
from reportgen.cli import main
from reportgen.cli.compare import _data as as_data
from reportgen.compare import compare
from reportgen.forms import export
from reportgen.problem import Grade
from reportgen.report.checks import Subject, check
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import Report, read_report
from reportgen.review.remarks import movement

ROOT = Path(__file__).parents[2]
FIELDS = """科室: [经济办]
指标:
  经济:
    自营出口: {单位: 亿元, 类别: 金额, 小数: 2, 科室: 经济办, 比上年: 是, 附表: 是}
    自营出口同比: {单位: "%", 类别: 增速, 小数: 1, 科室: 经济办, 指标: 自营出口, 必填: 否}
    农户贷款: {单位: 万元, 类别: 金额, 小数: 2, 科室: 经济办, 比上年: 是, 附表: 是}
    财政收入: {单位: 亿元, 类别: 金额, 小数: 2, 科室: 经济办, 比上年: 是, 附表: 是}
    入园企业: {单位: 家, 类别: 计数, 科室: 经济办, 附表: 是}
    覆盖比例: {单位: "%", 类别: 比率, 小数: 1, 科室: 经济办, 附表: 是, 下限: 0, 上限: 100}
    交易名次: {类别: 名次, 科室: 经济办, 附表: 是, 下限: 1}
"""
YEAR = """年度: {year}
标题: 示例汇报材料
版式: {{附表: 有, 图表: 有}}
部分:
  - 标题: 稳增长
    总起: 我们努力。
    小节:
      - 话题: 推进产业
        正文:
{prose}
数据:
  经济:
    自营出口: {exports}
    农户贷款: {loans}
    财政收入: {income}
    入园企业: {firms}
    覆盖比例: {share}
    交易名次: {rank}
{more}"""
PHRASES = (
    "自营出口|同比", "自营出口|增长", "自营出口|增速", "自营出口|增加", "自营出口|比上年", "自营出口|倍", "自营出口|翻番", "自营出口|上年值", "自营出口|小数(1)", "自营出口|万元", "自营出口",
    "农户贷款|占(财政收入)", "农户贷款 + 财政收入", "农户贷款|增长", "财政收入|比上年", "入园企业|同比", "入园企业|增加", "入园企业|比上年", "入园企业|倍",
    "覆盖比例|百分点", "覆盖比例|比上年", "交易名次|名次", "交易名次|前移", "交易名次|比上年",
    "自营出口|上年报告数", "入园企业|约(100)", "入园企业|余(100)", "入园企业|近(100)", "入园企业|万家", "入园企业|中文数字", "入园企业|中文数量", "入园企业|翻番",
)  # fmt: skip
DICTIONARY, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
AMOUNTS = st.decimals(min_value="0.01", max_value=10**5, places=2)
SHARES = st.decimals(min_value=0, max_value=100, places=1)


@dataclass(frozen=True)
class Two:
    """What is typed into two years; ``revised`` and ``stated`` may be beside the exports."""

    exports: tuple[Decimal, Decimal]
    loans: tuple[Decimal, Decimal]
    income: tuple[Decimal, Decimal]
    firms: tuple[int, int]
    share: tuple[Decimal, Decimal]
    rank: tuple[int, int]
    revised: Decimal | None
    stated: Decimal | None

    def text(self, which: int, prose: str) -> str:
        typed: dict[str, Any] = {name: getattr(self, name)[which] for name in ("exports", "loans", "income", "firms", "share", "rank")}
        more = ""
        if which and self.revised is not None:
            typed["exports"] = f"{{值: {typed['exports']}, 上年修订: {self.revised}}}"
        if which and self.stated is not None:
            more = f"    自营出口同比: {{值: {self.stated}, 口径: 可比价}}\n"
        return YEAR.format(year=2023 + which, prose=prose, more=more, **typed)

    def report(self, which: int, sentences: tuple[str, ...], last: Report | None = None) -> Report:
        lines = "\n".join(f"          - {json.dumps(each, ensure_ascii=False)}" for each in sentences)
        made, problems = read_report([yamltext.parse(self.text(which, lines), f"{2023 + which}.yaml")[0]], DICTIONARY, last)
        assert [str(each) for each in problems] == []
        return made

    @property
    def base(self) -> Decimal:
        return self.exports[0] if self.revised is None else self.revised


TWO = st.builds(
    Two, st.tuples(AMOUNTS, AMOUNTS), st.tuples(AMOUNTS, AMOUNTS), st.tuples(AMOUNTS, AMOUNTS), st.tuples(st.integers(1, 5000), st.integers(1, 5000)),
    st.tuples(SHARES, SHARES), st.tuples(st.integers(1, 20), st.integers(1, 20)), st.none() | AMOUNTS,
    st.none() | st.decimals(min_value=-99, max_value=400, places=1).filter(bool),
)  # fmt: skip


def nearest(value: Fraction, places: int) -> Fraction:
    """Rounded once, halves away from nothing."""
    size = abs(value) * 10**places
    whole = int(size) + (2 * (size - int(size)) >= 1)
    return Fraction(whole if value >= 0 else -whole, 10**places)


def number(words: str) -> Fraction:
    found = re.findall(r"-?\d+(?:\.\d+)?", words)
    assert len(found) == 1, words
    return Fraction(found[0])


def grown(now: Decimal | int, base: Decimal | int, stated: Decimal | None = None) -> tuple[str, Fraction]:
    """The word of a growth and its size with one decimal."""
    size = Fraction(stated) if stated is not None else nearest((Fraction(now) - Fraction(base)) / Fraction(base) * 100, 1)
    if not size:
        return ("持平" if now == base else "基本持平"), size
    return ("增长" if size > 0 else "下降"), abs(size)


def confirm(two: Two, phrase: str, words: str) -> None:
    """That a phrase says what fractions say."""
    name, _, filter_ = phrase.partition("|")
    now, base = {
        "自营出口": (two.exports[1], two.base), "农户贷款": two.loans[::-1], "财政收入": two.income[::-1], "入园企业": two.firms[::-1],
        "覆盖比例": two.share[::-1], "交易名次": two.rank[::-1],
    }.get(name, (0, 0))  # fmt: skip
    step = Fraction(now) - Fraction(base)
    if filter_ in ("同比", "增长", "增速"):
        word, size = grown(now, base, two.stated if name == "自营出口" else None)
        if filter_ == "增速":
            assert number(words) == size
        else:
            assert words.removeprefix("同比").startswith(word) and words.startswith("同比") == (filter_ == "同比")
            assert words.endswith("持平") or (number(words) == size and words.endswith("%"))
    elif filter_ in ("增加", "百分点", "前移", "比上年"):
        up, down, unit = {"覆盖比例": ("提高", "下降", "个百分点"), "交易名次": ("后移", "前移", "位")}.get(name, ("增加", "减少", "亿元" if name != "入园企业" else "家"))
        if not step:
            assert words == ("与上年持平" if filter_ == "比上年" else "持平")
        else:
            assert words.removeprefix("比上年").startswith(up if step > 0 else down) and words.endswith(unit)
            assert number(words) == abs(step) and words.startswith("比上年") == (filter_ == "比上年")
    elif filter_ == "倍":
        assert number(words) == nearest(Fraction(now) / Fraction(base), 1)
    elif filter_[:2] in ("约(", "余(", "近("):
        assert words == said_roughly(two.firms[1], filter_[0])
    elif filter_ == "万家":
        assert number(words) == Fraction(two.firms[1], 10_000)
    elif filter_ in ("中文数字", "中文数量"):
        assert heard(words) == two.firms[1] and (two.firms[1] != 2 or words == ("两" if filter_ == "中文数量" else "二"))
    elif filter_ == "上年报告数":
        assert number(words) == Fraction(two.exports[0])
    elif filter_ == "翻番":
        times, (count, more) = Fraction(now) / Fraction(base), re.fullmatch("翻(.+)番(多?)", words).groups()  # type: ignore[union-attr]
        number_of = {"一": 1, "两": 2} | {word: each for each, word in CHARACTERS.items() if each > 2}
        assert 2 ** number_of[count] <= times < 2 ** (number_of[count] + 1) and bool(more) == (times > 2 ** number_of[count])
    elif filter_.startswith("占"):
        assert number(words) == nearest(Fraction(two.loans[1]) / (Fraction(two.income[1]) * 10_000) * 100, 1)
    elif "+" in name:
        assert number(words) == Fraction(two.loans[1]) + Fraction(two.income[1]) * 10_000
    elif filter_ == "名次":
        assert words == f"第{CHARACTERS[two.rank[1]]}"
    else:
        right = {"上年值": Fraction(base), "小数(1)": nearest(Fraction(now), 1), "万元": Fraction(now) * 10_000}
        assert number(words) == right.get(filter_, Fraction(now))


def said_roughly(count: int, word: str) -> str | None:
    """A count in whole hundreds: the nearest for 约, those below for 余, those above for 近; None where it is too far from them."""
    hundreds = {"约": (count + 50) // 100, "余": count // 100, "近": -(-count // 100)}[word] * 100
    if hundreds == count or (word == "余" and not hundreds):
        return str(count)
    if not hundreds or Fraction(abs(count - hundreds), hundreds) > {"约": Fraction(1, 10), "余": Fraction(1, 2), "近": Fraction(1, 20)}[word]:
        return None
    return f"{hundreds}余" if word == "余" else f"{word}{hundreds}"


def heard(words: str) -> int:
    """A number in characters up to 9999, place by place."""
    total = digit = 0
    for sign in words.replace("两", "二"):
        if sign in "千百十":
            total, digit = total + (digit or 1) * {"千": 1000, "百": 100, "十": 10}[sign], 0
        else:
            digit = "零一二三四五六七八九".index(sign)
    return total + digit


CHARACTERS = dict(enumerate(["零", *"一二三四五六七八九", "十", *("十" + one for one in "一二三四五六七八九"), "二十", *("二十" + one for one in "一二三四五六七八九"), "三十"]))


def agree(two: Two) -> None:
    """Every place of one pair of years."""
    last = two.report(0, ("去年的话。",))
    this = two.report(1, tuple(f"【{phrase}】" for phrase in PHRASES), last)
    printed = this.printed()
    words = _words(this, [str(problem) for problem in printed.problems if problem.code == "F11"])
    assert ("自营出口|翻番" in words) == (two.exports[1] >= 2 * two.base)
    assert ("入园企业|翻番" in words) == (two.firms[1] >= 2 * two.firms[0])
    for word in "约余近":
        assert (f"入园企业|{word}(100)" in words) == (said_roughly(two.firms[1], word) is not None)
    for phrase, said in words.items():
        confirm(two, phrase, said)
    _table_and_chart(two, words, printed.context)
    _comparison(two, words, last, this)
    _form(two, this)
    _typed(words, two, last)
    for phrase in ("自营出口|增长", "农户贷款|增长", "覆盖比例|百分点", "交易名次|前移"):
        assert movement(this.data["经济", phrase.partition("|")[0]]) == words[phrase]
    assert f"同比{movement(this.data['经济', '入园企业'])}" == words["入园企业|同比"]


def _words(this: Report, refused: list[str]) -> dict[str, str]:
    """Phrase → what it printed; what is refused is told, with its own reason."""
    found: dict[str, str] = {}
    for sentence in this.sentences():
        said = this.say(sentence)
        for reference in said.references:
            text = str(said.text)[reference.first : reference.last] if said.text is not None else ""
            if text:
                found[reference.inner] = text
            else:
                assert any(f"【{reference.inner}】" in each for each in refused), reference.inner
    assert set(PHRASES) - set(found) <= {"自营出口|翻番", "入园企业|翻番", "入园企业|约(100)", "入园企业|余(100)", "入园企业|近(100)"}
    return found


def _table_and_chart(two: Two, words: dict[str, str], context: Any) -> None:
    rows = {str(row["指标"]): {key: str(value) for key, value in row.items()} for row in context["附表"]["行"]}
    assert rows["自营出口"]["完成"] == words["自营出口"]
    for name in ("自营出口", "农户贷款"):
        growth = words[f"{name}|增长"]
        assert Fraction(rows[name]["同比"]) == (0 if growth.endswith("持平") else number(growth) * (1 if growth.startswith("增长") else -1))
    points = words["覆盖比例|百分点"]
    assert Fraction(rows["覆盖比例"]["同比"].removesuffix("个百分点")) == (0 if points == "持平" else number(points) * (1 if points.startswith("提高") else -1))
    assert rows["交易名次"]["同比"] == words["交易名次|前移"]
    chart = context["图表数据"]
    assert chart["单位"] == "亿元" and chart["类别"] == ["自营出口", "财政收入"]
    before, now = (series["值"] for series in chart["系列"])
    assert (before, now) == ([two.base, two.income[0]], [two.exports[1], two.income[1]])


def _comparison(two: Two, words: dict[str, str], last: Report, this: Report) -> None:
    figures = {each["label"]: each for each in json.loads(json.dumps(as_data(compare(last, this)), ensure_ascii=False))["figures"]}
    for name in ("自营出口", "农户贷款"):
        growth, rate = words[f"{name}|增长"], figures[name]["rate"]
        assert Fraction(rate.rstrip("%")) == (0 if growth.endswith("持平") else number(growth) * (1 if growth.startswith("增长") else -1))
    for name, phrase in (("自营出口", "增加"), ("入园企业", "增加"), ("覆盖比例", "百分点")):
        said, change = words[f"{name}|{phrase}"], figures[name]["change"]
        assert number(change) == (0 if said == "持平" else number(said) * (1 if said[:2] in ("增加", "提高") else -1))
    assert figures["自营出口"]["later"] == words["自营出口"]
    assert (figures["自营出口"]["earlier"] == str(two.exports[0])) == (two.revised is None)


def _form(two: Two, this: Report) -> None:
    """What a table program makes of the form: this year's, last year's, and the difference that its formula gives."""
    (form,) = export(this)
    sheet = openpyxl.load_workbook(io.BytesIO(form.package)).active
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=4) if row[1].value}
    for name, now, base in (("自营出口", two.exports[1], two.base), ("入园企业", two.firms[1], two.firms[0]), ("覆盖比例", two.share[1], two.share[0])):
        row = rows[name]
        assert [Fraction(str(row[3].value)), Fraction(str(row[4].value))] == [Fraction(now), Fraction(base)]
        line = row[0].row
        assert row[5].value == f'=IF(AND(ISNUMBER(D{line}),ISNUMBER(E{line})),ROUND(D{line}-E{line},6),"")'


TYPED = ("自营出口|同比", "自营出口|增加", "自营出口|比上年", "农户贷款|增长", "入园企业|同比", "入园企业|比上年", "入园企业|增加", "覆盖比例|百分点", "覆盖比例|比上年")


def _typed(words: dict[str, str], two: Two, last: Report) -> None:
    """What was printed, typed by hand behind the figure: true, so nothing is asked."""
    units = {"自营出口": "亿元", "农户贷款": "万元", "入园企业": "家", "覆盖比例": "%"}
    typed = tuple(f"{name}【{name}】{units[name]}，{words[phrase]}。" for phrase in TYPED for name in (phrase.partition("|")[0],))
    told = [each for each in check(Subject.of(two.report(1, typed, last))) if each.code in ("C12", "C13", "C31", "C32", "C33", "C35", "C38") and each.grade is not Grade.NOTE]
    assert [str(each) for each in told] == []


@settings(max_examples=12, deadline=None)
@given(TWO)
def test_every_place_says_one_thing_that_fractions_confirm(two: Two) -> None:
    agree(two)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(TWO)
def test_every_place_says_one_thing_of_many_years(two: Two) -> None:
    agree(two)


@settings(max_examples=2, deadline=None)
@given(TWO)
def test_the_commands_with_json_say_what_the_sentences_say(two: Two) -> None:
    runner = CliRunner()
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name, text in (("templates/annual/fields.yaml", FIELDS), ("inputs/2023.yaml", two.text(0, "          - 去年。")), ("inputs/2024.yaml", two.text(1, "          - 出口【自营出口|增长】。"))):
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        Path(folder, "templates/annual/template.docx").write_bytes((ROOT / "templates/annual/template.docx").read_bytes())
        done = runner.invoke(main, ["compare", "2023", "2024", "--json"])
        rate = next(each["rate"] for each in json.loads(done.stdout)["figures"] if each["label"] == "自营出口")
        word, size = grown(two.exports[1], two.base, two.stated)
        assert Fraction(rate.rstrip("%")) == (-size if word == "下降" else size)
        checked = json.loads(runner.invoke(main, ["check", "2024", "--json"]).stdout)
        assert checked["missing"] == [] and checked["year"] == 2024
        assert {each["code"] for each in checked["problems"] if each["grade"] == "错误"} <= {"C31"}


@dataclass(frozen=True)
class Rough:
    """Two years' exports as typed: a word before or behind the figure, two ends of a range, hidden, or below nothing."""

    typed: tuple[str, str]
    values: tuple[Decimal | None, Decimal | None]
    """The figures; None for a range and for what is hidden."""
    about: bool

    @property
    def kind(self) -> str:
        if "*" in self.typed:
            return "hidden"
        if None in self.values:
            return "range"
        this, base = self.values
        assert this is not None and base is not None
        return "across" if base <= 0 or this < 0 else "figures"


def rough(word: str, this: Decimal, other: Decimal, *, swapped: bool) -> Rough:
    """One of the two years is said in a way."""
    if word == "—":
        one: tuple[str, Decimal | None] = (f"{min(this, other)}—{max(this, other) + 1}", None)
    elif word == "*":
        one = ("*", None)
    elif word == "-":
        one = (f"-{this}", -this)
    else:
        one = (f"{this}{word}" if word in ("余", "以上", "以下", "左右") else f"{word}{this}", this)
    pair = (one, (str(other), other))
    first, second = pair[::-1] if swapped else pair
    return Rough((first[0], second[0]), (first[1], second[1]), word not in ("—", "*", "-"))


ROUGH = st.builds(rough, st.sampled_from(("约", "近", "超", "不足", "逾", "余", "以上", "以下", "左右", "—", "*", "-")), AMOUNTS, AMOUNTS, swapped=st.booleans())
CALCULATED = ("自营出口|增长", "自营出口|同比", "自营出口|增速", "自营出口|增加", "自营出口|比上年", "自营出口|倍")


def agree_roughly(pair: Rough) -> None:
    """What is approximate stays so at every place, and what cannot be worked out is refused at every place."""
    this, last = pair.typed
    fixed: dict[str, Any] = {"loans": "10.00", "income": "2.00", "firms": "120", "share": "50.0", "rank": "3", "more": ""}
    reports: list[Report] = []
    for year, typed in ((2023, last), (2024, this)):
        lines = "\n".join(f"          - 【{phrase}】" for phrase in ("自营出口", *CALCULATED)) if year == 2024 else "          - 去年。"
        text = YEAR.format(year=year, prose=lines, exports=json.dumps(typed, ensure_ascii=False), **fixed)
        made, problems = read_report([yamltext.parse(text, f"{year}.yaml")[0]], DICTIONARY, reports[0] if reports else None)
        assert [str(each) for each in problems if each.grade is Grade.ERROR] == []
        reports.append(made)
    before, now = reports
    words = {each.references[0].inner: str(each.text) for sentence in now.sentences() for each in [now.say(sentence)] if each.references and each.text and str(each.text)}
    row = next(each for each in now.printed().context["附表"]["行"] if str(each["指标"]) == "自营出口")
    figure = next(each for each in as_data(compare(before, now))["figures"] if each["label"] == "自营出口")
    assert (str(row["完成"]), figure["later"], figure["earlier"]) == (shown(this), shown(this), shown(last))
    if pair.kind == "range":
        assert not set(CALCULATED) & set(words) and (str(row["同比"]), figure["rate"], figure["change"]) == ("—", "", "")
        assert movement(now.data["经济", "自营出口"]) == ""
    elif pair.kind == "hidden":
        assert all("*" in words[phrase] for phrase in CALCULATED) and (str(row["同比"]), figure["rate"]) == ("*", "")
    else:
        _worked_out(pair, words, str(row["同比"]), figure)


def shown(typed: str) -> str:
    """What stands in a table for what was typed."""
    return f"约{typed.removesuffix('左右')}" if typed.endswith("左右") else typed


def _worked_out(pair: Rough, words: dict[str, str], cell: str, figure: dict[str, Any]) -> None:
    this, base = pair.values
    assert this is not None and base is not None
    step, about = Fraction(this) - Fraction(base), "约" if pair.about else ""
    if step:
        assert words["自营出口|增加"].startswith(f"{'增加' if step > 0 else '减少'}{about}") and number(words["自营出口|增加"]) == abs(step)
        assert words["自营出口|比上年"] == f"比上年{words['自营出口|增加']}" and number(figure["change"].removeprefix("约").removeprefix("+")) == step
    if pair.kind == "across":
        assert not {"自营出口|增长", "自营出口|同比", "自营出口|增速", "自营出口|倍"} & set(words) and (cell, figure["rate"]) == ("—", "")
        return
    word, size = grown(this, base)
    if size:
        assert words["自营出口|增长"] == f"{word}{about}{words['自营出口|增速'].removeprefix('约')}%" and number(words["自营出口|增速"]) == size
        signed = -size if word == "下降" else size
        assert Fraction(cell.removeprefix("约")) == signed == Fraction(figure["rate"].removeprefix("约").rstrip("%"))
        assert cell.startswith("约") == figure["rate"].startswith("约") == pair.about
    else:
        assert words["自营出口|增长"] == ("基本持平" if pair.about or step else "持平")
    assert number(words["自营出口|倍"]) == nearest(Fraction(this) / Fraction(base), 1) and words["自营出口|倍"].startswith("约") == pair.about


@settings(max_examples=30, deadline=None)
@given(ROUGH)
def test_what_is_approximate_or_unknown_is_so_at_every_place(pair: Rough) -> None:
    agree_roughly(pair)


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(ROUGH)
def test_what_is_approximate_or_unknown_is_so_at_every_place_of_many_years(pair: Rough) -> None:
    agree_roughly(pair)
