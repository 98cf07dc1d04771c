"""What is read again of pages of which most is known is what reading all of them gives, whatever is typed."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import docx
import pytest
from local_page import NO_OFFICE, tab

from reportgen.gongwen.document.open import open_document, read_beside
from reportgen.ooxml.package import OWN, Package
from reportgen.page.live_year import LiveYear
from reportgen.page.outline_steps import InsertStep, RemoveStep, SentenceStep
from reportgen.page.pieces import Pages, other_on, read_pages_of
from reportgen.page.steps import FigureStep, PageStep, stood
from reportgen.page.tab_requests import Desk
from reportgen.page.view import step_data
from reportgen.report.model.grammar import GRAMMAR, STATE, VALUE

ROOT = Path(__file__).parents[2]
TYPED = ("61.75", "", "无", "0", "1234567.8", "约50", "50", "看不懂", "-3.5")
SAID = ("，另有一句。", "【自营出口】亿美元", "很长的一句" * 40, "", "\t", "（含【规上工业总产值】亿元）")


def all_of(live: LiveYear, steps: list[PageStep]) -> tuple[Pages | None, bool]:
    """The pages of a whole draft with these steps, and whether it is that of the files as they are then."""
    session = live.tried(steps).moment.session
    draft = session.draft
    return (read_pages_of(draft.opened, draft.trace.paragraphs) if draft else None), session.is_current


def put_together(base: Pages, other: Mapping[str, Any]) -> dict[str, Any]:
    """What a tab makes of what it holds and of what the server says is other."""

    def block(each: Any) -> Any:
        if isinstance(each, int):
            return base.blocks[each]
        rows = [base.blocks[each["of"]]["rows"][row] if isinstance(row, int) else row for row in each.get("rows", ())]
        return {**{name: held for name, held in each.items() if name != "of"}, "rows": rows} if "of" in each else each

    blocks = [block(each) for each in other["blocks"]]
    return {"sections": other.get("sections", base.sections), "blocks": blocks, "origins": {**base.origins, **other["origins"]}}


def named(found: Any) -> set[str]:
    if isinstance(found, dict):
        return ({found["from"]} if "from" in found else set()).union(*map(named, found.values()))
    return set().union(*map(named, found)) if isinstance(found, list | tuple) else set()


def same_as_all(live: LiveYear, base: Pages, steps: list[PageStep]) -> None:
    _, look = live.glimpsed(steps)
    whole, is_current = all_of(live, steps)
    assert whole is not None and (look is not None) == is_current, steps
    if look is None:
        return
    pages = read_pages_of(look.filled, look.paragraphs, before=base, root=look.tree)
    made = put_together(base, other_on(pages, base))
    assert json.dumps(made["blocks"]) == json.dumps(whole.blocks) and json.dumps(made["sections"]) == json.dumps(whole.sections), steps
    assert {name: made["origins"][name] for name in named(made["blocks"])} == whole.origins


def some_step(live: LiveYear, dice: random.Random) -> PageStep:
    year = live.now().session.year
    assert year is not None
    if dice.random() < 0.6:
        datum = dice.choice(list(year.report.data.values()))
        slot = dice.choice((VALUE, VALUE, VALUE, STATE))
        states = next(note.choices for note in GRAMMAR.value_notes if note.name == STATE)
        return FigureStep(datum.path, slot, stood(datum, slot), dice.choice(TYPED if slot == VALUE else states))
    sentence = dice.choice(list(year.report.sentences()))
    text = sentence.scalar.text
    match dice.randrange(4):
        case 0:
            return InsertStep(sentence.address, text, dice.choice(SAID) or "新的一句。")
        case 1:
            return RemoveStep(sentence.address, text, "")
        case _:
            at = dice.randrange(len(text) + 1)
            return SentenceStep(sentence.address, text, text[:at] + dice.choice(SAID) + text[at + dice.randrange(9) :])


def rounds(folder: Path, year: int, count: int, seed: int) -> None:
    live, dice = LiveYear(folder, year), random.Random(seed)
    draft = live.now().session.draft
    assert draft is not None
    base = read_pages_of(draft.opened, draft.trace.paragraphs)
    for _ in range(count):
        same_as_all(live, base, [some_step(live, dice) for _ in range(dice.randrange(1, 4))])


def test_what_is_typed_shows_as_in_a_whole_draft(office: Path) -> None:
    rounds(office, 2024, 4, 1)


@pytest.mark.slow
@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_the_same_of_many_steps(tmp_path: Path, year: int) -> None:
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    rounds(tmp_path, year, 40, year)


def through_one_desk(folder: Path, year: int, count: int, seed: int) -> None:
    """Steps written, and steps only tried between them, through one desk; after each one that knows nothing is asked."""
    desk, dice = Desk(LiveYear(folder, year), NO_OFFICE), random.Random(seed)
    for _ in range(count):
        steps = [some_step(desk.first, dice) for _ in range(dice.randrange(1, 4))]
        data = {"steps": [step_data(step) for step in steps]}
        held = desk.state(desk.first)["sheets"]
        looked, whole = desk.tried(desk.first, {**data, "glimpse": True})["sheets"], desk.tried(desk.first, data)["sheets"]
        assert looked is None or json.dumps(looked) == json.dumps(whole)
        written = desk.stepped(desk.first, data)
        assert looked is None or (written["current"] and json.dumps(put_together_of(held, looked)) == json.dumps(written["sheets"]["blocks"]))
        alone = Desk(LiveYear(folder, year), NO_OFFICE).state(LiveYear(folder, year))
        assert not written["current"] or json.dumps(written["sheets"]) == json.dumps(alone["sheets"])


def put_together_of(held: dict[str, Any], other: Mapping[str, Any]) -> list[Any]:
    base = Pages(held["id"], held["sections"], held["blocks"], held["origins"], {}, {}, cast(Any, None))
    return cast(list[Any], put_together(base, json.loads(json.dumps(other)))["blocks"])


def test_of_one_desk_after_many_changes_the_pages_are_those_of_a_fresh_one(office: Path) -> None:
    through_one_desk(office, 2024, 3, 5)


@pytest.mark.slow
@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_the_same_of_many_changes(tmp_path: Path, year: int) -> None:
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    through_one_desk(tmp_path, year, 30, year)


_BORDER = "<w:pPr><w:pBdr><w:top w:val='single' w:sz='4'/></w:pBdr></w:pPr>"
_INNER = "甲</w:t></w:r></w:p><w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>末"
TABLES = {
    "as it was": ["甲|乙", "丙|丁", "戊|己"], "its first row": ["甲一|乙", "丙|丁", "戊|己"], "a row in its middle": ["甲|乙", "丙|丁二", "戊|己"],
    "two rows": ["甲|乙", "丙三|丁", "戊|己三"], "a row more": ["甲|乙", "丙|丁", "庚|辛", "戊|己"], "a row less": ["甲|乙", "戊|己"],
    "none of its own": ["子|丑", "寅|卯", "辰|巳"], "a row twice": ["甲|乙", "丙|丁", "丙|丁"], "its rows turned": ["戊|己", "丙|丁", "甲|乙"],
    "a line above a cell": ["甲|乙", f"丙|{_BORDER}丁", "戊|己"], "a table within the first row": [f"{_INNER.format('内')}|乙", "丙|丁", "戊|己"], "another one there": [f"{_INNER.format('外')}|乙", "丙|丁二", "戊|己"],
    "a table within a row": ["甲|乙", f"{_INNER.format('内')}|丁", "戊|己"], "another within that": ["甲|乙", f"{_INNER.format('外')}|丁", "戊|己"],
    "another cell": ["甲|乙", "丙|丁|又", "戊|己"], "an empty cell": ["甲|乙", "丙|", "戊|己"],
}  # fmt: skip


def table_of(rows: list[str]) -> Package:
    """A file with a paragraph, a table, and what ends it; each row as the texts of its cells."""

    def cell(text: str) -> str:
        border, text = (_BORDER, text.removeprefix(_BORDER)) if text.startswith(_BORDER) else ("", text)
        return f"<w:tc><w:tcPr><w:tcW w:w='{900 if text == '又' else 1000}' w:type='dxa'/></w:tcPr><w:p>{border}<w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    made = BytesIO()
    docx.Document().save(made)
    package = Package.open(made.getvalue(), OWN)
    xml = package.read(package.main).decode()
    table = "".join(f"<w:tr>{''.join(map(cell, row.split('|')))}</w:tr>" for row in rows)
    body = f"<w:p><w:r><w:t>前</w:t></w:r></w:p><w:tbl><w:tblPr/>{table}</w:tbl><w:p><w:r><w:t>后</w:t></w:r></w:p>"
    return package.revised({package.main: xml.replace("<w:body>", f"<w:body>{body}").encode()})


@pytest.mark.parametrize("now", TABLES)
@pytest.mark.parametrize("before", ["as it was", "a line above a cell", "a row twice", "a table within the first row", "a table within a row"])
def test_a_table_of_which_rows_are_known_is_that_which_is_read_whole(before: str, now: str) -> None:
    first, package = read_pages_of(table_of(TABLES[before]), ()), table_of(TABLES[now])
    known, fresh = read_pages_of(package, (), before=first), read_pages_of(package, ())
    assert json.dumps(known.blocks) == json.dumps(fresh.blocks) and known.sections == fresh.sections
    assert json.dumps(put_together(first, other_on(known, first))["blocks"]) == json.dumps(fresh.blocks)
    again = read_pages_of(table_of(TABLES[before]), (), before=known)
    assert json.dumps(again.blocks) == json.dumps(first.blocks)


def test_of_a_figure_that_is_typed_little_goes_to_the_tab(office: Path) -> None:
    """The paragraph, its chart and its row; nothing that has not changed."""
    with tab(office) as here:
        whole = here.state()["sheets"]
        step = {"kind": "figure", "path": ["经济发展", "外资外贸", "自营出口"], "slot": "值", "old": "50.20", "new": "61.75"}
        other = here.post("/api/try", steps=[step], glimpse=True)
        assert other["sheets"]["base"] == whole["id"] and set(other) == {"number", "sheets"}
        fresh = [each for each in other["sheets"]["blocks"] if not isinstance(each, int)]
        assert 1 <= len(fresh) <= 6 and len(json.dumps(other)) < len(json.dumps(whole)) / 10
        assert all(sum(isinstance(row, dict) for row in each["rows"]) <= 2 for each in fresh if each["kind"] == "table")
        told = here.post("/api/try", steps=[step])
        assert told["sheets"] == other["sheets"] and told["departments"] and told["problems"] is not None


def test_where_nothing_could_be_printed_the_pages_stay(office: Path) -> None:
    with tab(office) as here:
        text = here.client.get("/api/outline").json()["files"][0]["text"]
        broken = {"kind": "file", "file": "2024.yaml", "old": text, "new": text.replace("标题:", "标题: [", 1)}
        assert here.post("/api/try", steps=[broken], glimpse=True)["sheets"] is None
        told = here.post("/api/try", steps=[broken])
        assert not told["current"] and all(isinstance(each, int) for each in told["sheets"]["blocks"])


def test_what_layers_of_values_come_to_is_the_same_known_or_not_and_is_bounded() -> None:
    package = table_of(TABLES["as it was"])
    around = read_beside(package)
    first, again = (open_document(package, around).tables[0].rows for _ in range(2))
    fresh = open_document(package).tables[0].rows
    shown = [[[(each.layout, each.mark, each.runs[0].look if each.runs else None) for cell in row.cells for each in cell.paragraphs]
              for row in rows] for rows in (first, again, fresh)]  # fmt: skip
    assert shown[0] == shown[1] == shown[2] and around.known.looks
    around.known.looks.update({(number,): next(iter(around.known.looks.values())) for number in range(5000)})
    open_document(package, around)
    assert 0 < len(around.known.looks) < 100
