"""Each fault that Word refuses or repairs is found in a file that has it, and in no honest file."""

from __future__ import annotations

import io
from itertools import pairwise

import docx
import pytest
from docx_mutants import BASE, BOOKMARK, CANNOT, MUTANTS, WORD_SAYS, Mutant, build
from docx_samples import (
    MAIN,
    NAMESPACES,
    PNG,
    SECTION,
    STYLES,
    add_part,
    body_xml,
    document,
    field,
    package_of,
    paragraph,
    parts_of,
    run,
)
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.engine.check import faults, leftovers, references, schema, shapes, verify
from reportgen.ooxml.package import Package
from reportgen.problem import Code, Grade, WordPlace


def mutated(mutant: Mutant) -> Package:
    text = BASE.read(mutant.part).decode()
    assert mutant.old in text, f"{mutant.old!r} is not in the base"
    return BASE.revised({mutant.part: text.replace(mutant.old, mutant.new, 1).encode()})


def messages(package: Package, template: Package = BASE, **more: tuple[str, ...]) -> list[str]:
    return [f"{problem.code} {problem.message}" for problem in verify.verify(package, template, package.names, **more)]


def test_the_base_has_no_findings_even_against_an_empty_template() -> None:
    empty = Package.open(document())
    assert verify.verify(BASE, empty, BASE.names) == ()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.code} {mutant.message[:12]}")
def test_each_fault_is_found(mutant: Mutant) -> None:
    problems = verify.verify(mutated(mutant), BASE, BASE.names)
    assert f"{mutant.code} {mutant.message}" in [f"{problem.code} {problem.message}" for problem in problems]
    assert all(problem.hint for problem in problems)
    found = next(problem for problem in problems if problem.message == mutant.message)
    assert isinstance(found.place, WordPlace)
    assert mutant.place in ("", str(found.place))


@pytest.mark.parametrize(
    "mutant", [mutant for mutant in MUTANTS if mutant.code != "P49"], ids=lambda mutant: mutant.code
)
def test_what_the_template_had_is_not_held_against_the_result(mutant: Mutant) -> None:
    package = mutated(mutant)
    assert messages(package, template=package) == []


def test_every_code_has_a_mutant() -> None:
    modules = (shapes, references, leftovers, verify)
    codes = {each for module in modules for each in vars(module).values() if isinstance(each, Code)}
    assert {mutant.code for mutant in MUTANTS} == codes


def test_a_tag_that_stands_in_the_template_must_not_stand_in_the_result() -> None:
    package = Package.open(document("{{ 年度 }}"))
    assert messages(package, template=package) == ["P49 成品里还有没有处理的标签：“{{ 年度 }}”。"]


def test_delimiters_that_were_printed_on_purpose_are_no_fault() -> None:
    package = Package.open(document("写作 {{ 年度 }} 即可"))
    assert messages(package, template=BASE, literals=("{{ 年度 }}",)) == []


def test_a_part_that_is_no_xml_is_one_problem() -> None:
    broken = BASE.revised({MAIN: b"<w:document"})
    assert [problem.code for problem in verify.verify(broken, BASE, {MAIN})] == ["P21"]


def test_only_the_changed_parts_are_read() -> None:
    broken = BASE.revised({"word/header1.xml": b"no xml"})
    assert verify.verify(broken, BASE, {MAIN}) == ()


def test_one_more_fault_than_the_template_had_is_found() -> None:
    once = Package.open(document([["甲", "乙"]], "末"))
    hollow = parts_of(document([["甲", "乙"]], "末"))[MAIN].decode().replace(paragraph("甲"), "")
    template = once.revised({MAIN: hollow.encode()})
    twice = once.revised({MAIN: hollow.replace(paragraph("乙"), "").encode()})
    assert messages(twice, template=template) == [f"P32 单元格里没有段落，{WORD_SAYS}"]


def test_a_new_part_is_held_to_everything() -> None:
    parts = parts_of(build())
    add_part(parts, "footer2", f"<w:ftr {NAMESPACES}/>", "footer")
    package = Package.open(package_of(parts))
    assert messages(package) == [f"P36 页脚（ftr）里没有段落，{WORD_SAYS}"]


def test_faults_that_word_forgives_are_reminders() -> None:
    grades = {
        mutant.code: verify.verify(mutated(mutant), BASE, BASE.names)[0].grade
        for mutant in MUTANTS
        if mutant.code in ("P32", "P44", "P50", "P52")
    }
    assert grades == {"P32": Grade.ERROR, "P44": Grade.NOTE, "P50": Grade.WARNING, "P52": Grade.WARNING}


def test_content_controls_may_hold_what_stands_around_them() -> None:
    cell = "<w:sdt><w:sdtContent><w:tc><w:p/></w:tc></w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt>"
    ending = "<w:tc><w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt></w:tc>"
    inline = f"<w:p><w:sdt><w:sdtContent>{run('控')}</w:sdtContent></w:sdt></w:p>"
    xml = f"<w:tbl><w:tblPr/><w:tblGrid/>{row}<w:tr>{ending}</w:tr></w:tbl>{inline}"
    assert messages(Package.open(body_xml(xml))) == []


def test_files_written_by_python_docx_have_no_findings() -> None:
    made = docx.Document()
    made.add_heading("标题", 1)
    made.add_paragraph("条目", style="List Bullet")
    made.add_table(2, 3).cell(0, 0).merge(made.tables[0].cell(0, 1)).text = "并"
    made.add_picture(io.BytesIO(PNG))
    made.add_paragraph("末段")
    buffer = io.BytesIO()
    made.save(buffer)
    package = Package.open(buffer.getvalue())
    assert messages(package, template=Package.open(document())) == []


def test_a_document_without_a_body_is_found() -> None:
    package = BASE.revised({MAIN: f"<w:document {NAMESPACES}/>".encode()})
    assert f"P36 文件没有正文，{CANNOT}" in messages(package)


def test_a_prefix_that_two_attributes_name_is_told_once_and_a_choice_besides() -> None:
    """In the order of the file: an attribute's element, then what stands in it."""
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    inside = '<mc:AlternateContent><mc:Choice Requires="w88"/></mc:AlternateContent>'
    root = etree.fromstring(f'<w:hdr {spaces} mc:Ignorable="w99" mc:ProcessContents="w99:a" mc:PreserveElements="w77:b"><w:p><w:r>{inside}</w:r></w:p></w:hdr>')
    assert [each.detail for each in shapes.check_shapes(root, "word/header1.xml") if each.code == shapes.P53] == ["w99", "w88"]


def test_every_model_is_read_with_all_its_names() -> None:
    models = {name: schema.model_of(name) for name in schema.MODELLED}
    paragraph, table = models["pPr"], models["tbl"]
    assert paragraph is not None and paragraph["rPr"] < paragraph["sectPr"]
    assert table is not None and table["tr"][0][1] and not table["tblPr"][0][1]
    assert len(table["bookmarkStart"]) == 2
    assert all(models.values()) and schema.model_of("oMath") is None
    assert (schema.label("p"), schema.label("jc")) == ("段落（p）", "jc")


def test_findings_are_the_same_where_code_part_and_detail_are() -> None:
    one = faults.fault("P30", MAIN, "p", "甲")
    assert one.key == faults.fault("P30", MAIN, "p", "乙").key
    assert one.problem(None).place == WordPlace(MAIN)


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="{}%#\ufffe\uffff"), max_size=12)


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(
        TEXTS | st.tuples(TEXTS, TEXTS) | st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=3)
    )
)
def test_whatever_text_honest_structures_hold_there_is_no_finding(
    specs: list[str | tuple[str, ...] | list[list[str]]],
) -> None:
    package = Package.open(document(*specs, "末段"))
    touching = sum(isinstance(one, list) and isinstance(other, list) for one, other in pairwise(specs))
    assert [problem.code for problem in verify.verify(package, BASE, {MAIN})] == ["P57"] * touching


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_dropping_any_end_of_a_pair_is_found(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 4))
    pairs = [BOOKMARK.replace('"5"', f'"{n}"').replace("此处", f"处{n}") for n in range(count)]
    xml = "".join(f"<w:p>{pair}{field('PAGE')}</w:p>" for pair in pairs)
    whole = Package.open(body_xml(xml, section=SECTION, styles=STYLES))
    lost = data.draw(st.sampled_from([f'<w:bookmarkEnd w:id="{n}"/>' for n in range(count)]))
    text = whole.read(MAIN).decode().replace(lost, "")
    assert [problem.code for problem in verify.verify(whole.revised({MAIN: text.encode()}), whole, {MAIN})] == ["P41"]
