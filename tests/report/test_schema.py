"""What editors are told of the input is what the reader takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from year_samples import FIELDS

from reportgen import yamltext
from reportgen.cli import main
from reportgen.report.dictionary import Dictionary
from reportgen.report.model.grammar import GRAMMAR
from reportgen.report.schema import described, schema

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "templates/annual/input.schema.json"
YEARS = sorted((ROOT / "inputs").glob("*.yaml"))


def complaints(text: str, said: dict[str, Any]) -> list[str]:
    jsonschema = pytest.importorskip("jsonschema")
    # what an editor makes of the file; the program itself never types anything
    found = jsonschema.Draft7Validator(said).iter_errors(yaml.safe_load(text))
    return ["/".join(map(str, error.absolute_path)) for error in found]


def small() -> dict[str, Any]:
    return schema(Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])[0])


def test_the_committed_description_is_that_of_the_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(main, ["提示", "-o", "-"]).stdout == SCHEMA.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", YEARS, ids=lambda path: path.stem)
def test_a_shipped_year_fits_and_names_its_description(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert complaints(text, json.loads(SCHEMA.read_text(encoding="utf-8"))) == []
    (line,) = (line for line in text.split("\n")[:3] if line.startswith("# yaml-language-server: $schema="))
    assert (path.parent / line.partition("=")[2]).resolve() == SCHEMA


def test_the_description_itself_is_in_order() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft7Validator.check_schema(small())


def test_it_knows_the_names_of_the_grammar() -> None:
    said = small()
    assert tuple(said["properties"]) == tuple(key.name for key in GRAMMAR.top.keys)
    for name, kind in GRAMMAR.sections.items():
        assert tuple(said["definitions"][name]["properties"]) == tuple(key.name for key in kind.keys)
    assert tuple(said["definitions"]["句"]["anyOf"][1]["properties"]) == ("句", *(note.name for note in GRAMMAR.sentence_notes))
    assert tuple(said["definitions"]["数"]["anyOf"][1]["properties"]) == ("值", *(note.name for note in GRAMMAR.value_notes))


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("标题： 题", True),
        ("题目: 题", True),
        ("版式: {话题: 竖排}", True),
        ("数据: {经济: {出口: {值: 1, 出处: 甲}}}", True),
        ("数据: {经济: {出口: [1, 2]}}", True),
        ("部分: [{总起: 甲}]", True),
        ("部分: [{标题: 甲, 小节: [{话题: 乙, 正文: [丙, {句: 丁, 待改写: 是}]}]}]", False),
        ("数据: {经济: {出口: , 企业: 无, 名单: [甲, 乙]}, 农业: {率: {值: 81.0, 状态: 已核对}}}", False),
        ("数据: {经济: {新指标: 1}}", False),
        ("年度: 二四", True),
    ],
)
def test_what_the_reader_does_not_take_is_underlined(line: str, wrong: bool) -> None:
    assert bool(complaints(line, small())) is wrong


def test_a_field_says_its_unit_department_and_more() -> None:
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    assert [described(dictionary.fields[path]) for path in (("经济", "出口"), ("农业", "事故同比"), ("农业", "率"), ("经济", "名单数"))] == [
        "出口（单位：亿元；科室：经济办；类别：金额；至多 2 位小数）",
        "事故同比（单位：%；科室：农业办；类别：增速；正数指下降）",
        "率（单位：%；科室：农业办；类别：比率；范围：0～100）",
        "名单数（单位：家；科室：经济办；类别：计数；“名单”的个数）",
    ]
    assert small()["properties"]["数据"]["properties"]["经济"]["properties"]["出口"]["description"].startswith("出口（单位：亿元")


def test_the_command_writes_it_beside_the_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates/annual").mkdir(parents=True)
    (tmp_path / "templates/annual/fields.yaml").write_text(FIELDS, encoding="utf-8")
    done = CliRunner().invoke(main, ["schema"])
    assert done.stdout == (
        "已写好 templates/annual/input.schema.json\n"
        "输入文件开头写上：# yaml-language-server: $schema=../templates/annual/input.schema.json\n"
    )
    assert json.loads((tmp_path / "templates/annual/input.schema.json").read_text(encoding="utf-8")) == small()
    assert CliRunner().invoke(main, ["schema", "-o", "另.json"]).stdout == "已写好 另.json\n"
    (tmp_path / "reportgen.yaml").write_text("模板: 没有\n", encoding="utf-8")
    failed = CliRunner().invoke(main, ["schema"])
    assert (failed.exit_code, "[W04]" in failed.stderr) == (1, True)


def test_nothing_is_written_in_a_folder_that_is_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["提示"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "[W01] 当前文件夹里没有 inputs 文件夹" in done.stderr
    assert list(tmp_path.iterdir()) == []
