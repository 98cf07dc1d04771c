"""Scripts written for docxtpl, run twice: with docxtpl's import and with ours."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

import docx
import docxtpl
import jinja2
import pytest
from docx_samples import PNG, add_type, body_xml, document, package_of, paragraph, parts_of, picture, run, table
from lxml import etree
from oracle import form

from reportgen import ReportError
from reportgen.compat.docxtpl import DocxTemplate, Listing, R, RichText
from reportgen.ooxml.names import WP, A, W
from reportgen.ooxml.names import R as RELATED

OTHER_PNG = PNG + b"\0"
MAIN = "word/document.xml"
R_ID = RELATED + "id"


@contextmanager
def within(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def made_by(script: str, module: str, package: bytes, folder: Path) -> bytes:
    """What a script writes to ``out.docx``, given ``tpl.docx`` and ``pic.png``."""
    folder.mkdir()
    (folder / "tpl.docx").write_bytes(package)
    (folder / "pic.png").write_bytes(PNG)
    (folder / "new.png").write_bytes(OTHER_PNG)
    with within(folder), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(dedent(script).replace("MODULE", module), "script", "exec"), {"__name__": "__main__"})  # the tests' own text
    return (folder / "out.docx").read_bytes()


def by_both(script: str, package: bytes, folder: Path) -> tuple[bytes, bytes]:
    theirs = made_by(script, "docxtpl", package, folder / "theirs")
    return made_by(script, "reportgen.compat.docxtpl", package, folder / "ours"), theirs


def lines(package: bytes) -> list[str]:
    return [line for line in form(package) if line]


def looks(package: bytes) -> list[tuple[str, list[tuple[str, tuple[str, ...]]]]]:
    """Each run that shows something, with its properties, in the order of their names."""
    found = []
    for one in etree.fromstring(parts_of(package)[MAIN]).iter(W + "r"):
        text = "".join(node.text or "" for node in one.iter(W + "t"))
        properties = one.find(W + "rPr")
        said = [] if properties is None else [(etree.QName(node).localname, tuple(sorted(node.attrib.values()))) for node in properties]
        if text:
            found.append((text, sorted(said)))
    return found


SCRIPTS = {
    "the first steps": (
        document("你好，{{ 名 }}", "{%p for 项 in 各项 %}", "{{ 项.名 }}：{{ 项.值 }}", "{%p endfor %}"),
        """
        from MODULE import DocxTemplate
        doc = DocxTemplate("tpl.docx")
        doc.render({"名": "合力", "各项": [{"名": "甲", "值": 1}, {"名": "乙", "值": 2.5}]})
        doc.save("out.docx")
        """,
    ),
    "repeated rendering": (
        document("{{ a }}"),
        """
        from MODULE import DocxTemplate
        doc = DocxTemplate("tpl.docx")
        for n in (1, 2, 3):
            doc.render({"a": n})
            doc.save("out.docx")
        """,
    ),
    "streams and paths": (
        document("{{ a }}"),
        """
        import io
        from pathlib import Path
        from MODULE import DocxTemplate
        doc = DocxTemplate(io.BytesIO(Path("tpl.docx").read_bytes()))
        doc.render(dict(a=1))
        target = io.BytesIO()
        doc.save(target)
        Path("out.docx").write_bytes(target.getvalue())
        """,
    ),
    "filters of the script": (
        document("{{ 额|万元 }}，{{ 人|全名 }}，{{ 名单|join('、')|括 }}"),
        """
        import jinja2
        from MODULE import DocxTemplate
        class 人:
            def __init__(self, 姓, 名):
                self.姓, self.名 = 姓, 名
            def 全名(self):
                return self.姓 + self.名
        env = jinja2.Environment()
        env.filters["万元"] = lambda value: f"{value / 10000:.1f}万元"
        env.filters["全名"] = lambda one: one.全名()
        env.filters["括"] = lambda text: "（" + text + "）"
        doc = DocxTemplate("tpl.docx")
        doc.render({"额": 25000, "人": 人("张", "三"), "名单": ["甲", "乙"]}, env)
        doc.save("out.docx")
        """,
    ),
    "objects of the script": (
        document("{{ 人.姓 }}{{ 人.名 }}{{ 点.x }}{{ 行.甲 }}{{ 色 }}", "{%p for 友 in 人.友 %}", "{{ 友.姓 }}", "{%p endfor %}"),
        """
        from collections import namedtuple
        from dataclasses import dataclass, field
        from MODULE import DocxTemplate
        @dataclass
        class 人:
            姓: str
            名: str
            友: list = field(default_factory=list)
        class 点:
            __slots__ = ("x", "_y")
            def __init__(self):
                self.x, self._y = 3, 4
        张 = 人("张", "三", [人("李", "四")])
        张.友.append(张)
        doc = DocxTemplate("tpl.docx")
        doc.render({"人": 张, "点": 点(), "行": namedtuple("行", "甲 乙")(5, 6), "色": "红"})
        doc.save("out.docx")
        """,
    ),
    "rich text": (
        document("前{{r a }}后", "{{r b }}"),
        """
        from MODULE import DocxTemplate, RichText, R
        doc = DocxTemplate("tpl.docx")
        rt = RichText()
        rt.add("红", color="#ff0000", bold=True)
        rt.add("大", size=40, italic=True, underline="double", strike=True)
        rt.add("上", superscript=True, font="eastAsia:仿宋")
        rt.add(R("底", highlight="#00ff00", style="b"))
        doc.render({"a": rt, "b": R("一 & 二\\n三")})
        doc.save("out.docx")
        """,
    ),
    "paragraphs of rich text": (
        document("头", "{{p a }}", "尾"),
        """
        from MODULE import DocxTemplate, RichTextParagraph, RP, R
        doc = DocxTemplate("tpl.docx")
        rp = RichTextParagraph()
        rp.add("标题", parastyle="1")
        rp.add(R("正文", bold=True))
        doc.render({"a": rp})
        doc.save("out.docx")
        """,
    ),
    "signs in paragraphs of rich text": (
        document("头", "{{p a }}", "尾"),
        """
        from MODULE import DocxTemplate, RichTextParagraph, R
        doc = DocxTemplate("tpl.docx")
        rp = RichTextParagraph("一\\a二\\f三", parastyle="1")
        rp.add(R("四\\n五\\a六", italic=True))
        doc.render({"a": rp})
        doc.save("out.docx")
        """,
    ),
    "methods that only read a text": (
        document("{{ a.upper() }}{{ a.lower() }}{{ a.capitalize() }}{{ b.strip() }}{% for k, v in iteritems(c) %}{{ k.upper() }}{{ v }}{% endfor %}"),
        """
        from MODULE import DocxTemplate
        doc = DocxTemplate("tpl.docx")
        doc.render({"a": "ab C", "b": "  甲 ", "c": {"x": 1}, "iteritems": lambda group: group.items()})
        doc.save("out.docx")
        """,
    ),
    "signs in rich text": (
        document("前{{r a }}后", "{{r b }}"),
        """
        from MODULE import DocxTemplate, RichText
        doc = DocxTemplate("tpl.docx")
        doc.render({"a": RichText("一\\a二\\f三", bold=True), "b": RichText("四\\n五\\t六\\a七")})
        doc.save("out.docx")
        """,
    ),
    "values are escaped when that is asked for": (
        document("{{ a }}", "{%p for x in xs %}", "{{ x }}", "{%p endfor %}"),
        """
        from MODULE import DocxTemplate
        doc = DocxTemplate("tpl.docx")
        doc.render({"a": "甲 & 乙 <丙>", "xs": ["<", "&amp;"]}, autoescape=True)
        doc.save("out.docx")
        """,
    ),
    "rows of objects and variables of their classes": (
        document([["头", "数"], ["{%tr for r in rows %}", ""], ["{{ r.名 }}", "{{ r.城市 }}"], ["{%tr endfor %}", ""]], "尾"),
        """
        from MODULE import DocxTemplate
        class Row:
            城市 = "合州"
            def __init__(self, name):
                self.名 = name
        doc = DocxTemplate("tpl.docx")
        doc.render({"rows": [Row("甲"), Row("乙")]})
        doc.save("out.docx")
        """,
    ),
    "a sub-document built in the script": (
        document("头", "{%p for x in xs %}", "{{p a }}", "{{ x }}", "{%p endfor %}", "尾"),
        """
        from docx.shared import Mm
        from MODULE import DocxTemplate
        doc = DocxTemplate("tpl.docx")
        sub = doc.new_subdoc()
        sub.add_paragraph("标题", style="heading 1")
        sub.add_paragraph("正文").add_run("粗").bold = True
        grid = sub.add_table(rows=2, cols=2)
        grid.cell(1, 1).text = "角"
        sub.add_picture("pic.png", width=Mm(10))
        doc.render({"a": sub, "xs": [1, 2]})
        doc.save("out.docx")
        """,
    ),
    "a sub-document from a file": (
        document("头", "{{p a }}", "尾"),
        """
        import docx
        from MODULE import DocxTemplate
        other = docx.Document()
        other.add_paragraph("引文", style="Intense Quote")
        other.add_paragraph("一项", style="List Bullet")
        other.add_table(rows=1, cols=2).cell(0, 0).text = "格"
        other.save("other.docx")
        doc = DocxTemplate("tpl.docx")
        doc.render({"a": doc.new_subdoc("other.docx")})
        doc.save("out.docx")
        """,
    ),
    "a listing": (
        document("甲{{ a }}乙"),
        """
        from MODULE import DocxTemplate, Listing
        doc = DocxTemplate("tpl.docx")
        doc.render({"a": Listing("一<1>\\n二\\a三\\f四\\t五")})
        doc.save("out.docx")
        """,
    ),
    "literal delimiters in values": (
        document("{{ a }}"),
        """
        from MODULE import DocxTemplate
        doc = DocxTemplate("tpl.docx")
        doc.render({"a": "{_{ x }_} {_% y %_}"})
        doc.save("out.docx")
        """,
    ),
    "changes with python-docx after rendering": (
        document("{{ a }}"),
        """
        from MODULE import DocxTemplate
        doc = DocxTemplate("tpl.docx")
        doc.render({"a": 1})
        doc.docx.add_paragraph("后加")
        doc.add_paragraph("再加")
        doc.save("out.docx")
        """,
    ),
    "nothing printed for unknown names": (
        document("甲{{ 没有 }}乙{{ b.c.d if False else '' }}{% for x in 没有 %}{{ x }}{% endfor %}丙"),
        """
        from MODULE import DocxTemplate
        doc = DocxTemplate("tpl.docx", **({"undefined": "blank"} if "compat" in DocxTemplate.__module__ else {}))
        doc.render({})
        doc.save("out.docx")
        """,
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_makes_the_same_after_one_changed_import(name: str, tmp_path: Path) -> None:
    package, script = SCRIPTS[name]
    ours, theirs = by_both(script, package, tmp_path)
    assert lines(ours) == lines(theirs)


def test_the_looks_of_rich_text_are_those_of_docxtpl(tmp_path: Path) -> None:
    """docxtpl leaves a shading without its kind; there and here the children are compared, not their order, which the
    schema fixes."""
    package, script = SCRIPTS["rich text"]
    ours, theirs = by_both(script, package, tmp_path)
    shaded = ("shd", ("00FF00", "auto", "clear"))

    def alike(said: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
        return [shaded if each[0] == "shd" else (each[0].removesuffix("Cs"), tuple(v.upper() for v in each[1])) for each in said]

    mine = [(text, sorted(set(alike(said)))) for text, said in looks(ours)]
    assert mine == [(text, sorted(set(alike(said)))) for text, said in looks(theirs)]


def test_pictures_are_put_in_with_the_size_that_the_script_gives(tmp_path: Path) -> None:
    script = """
    from docx.shared import Mm
    from MODULE import DocxTemplate, InlineImage
    doc = DocxTemplate("tpl.docx")
    doc.render({"a": InlineImage(doc, "pic.png", width=Mm(20)), "b": InlineImage(doc, open("pic.png", "rb"), height=Mm(10), width=Mm(30), anchor="https://www.example.org/")})
    doc.save("out.docx")
    """
    ours, theirs = by_both(script, document("甲{{ a }}乙", "{{ b }}"), tmp_path)
    sizes = [
        [(node.get("cx"), node.get("cy")) for node in etree.fromstring(parts_of(made)[MAIN]).iter(WP + "extent")] for made in (ours, theirs)
    ]
    assert sizes[0] == sizes[1]
    assert len(sizes[0]) == 2
    for made in (ours, theirs):
        links = etree.fromstring(parts_of(made)["word/_rels/document.xml.rels"])
        numbers = [link.get("Id") for link in links if link.get("Target") == "https://www.example.org/"]
        clicked = etree.fromstring(parts_of(made)[MAIN]).iterfind(f".//{WP}docPr/{A}hlinkClick")
        assert [node.get(R_ID) for node in clicked] == numbers
    assert lines(ours) == lines(theirs)


def test_an_address_made_by_the_template_is_a_link(tmp_path: Path) -> None:
    script = """
    from MODULE import DocxTemplate, RichText
    doc = DocxTemplate("tpl.docx")
    doc.render({"a": RichText("网站", url_id=doc.build_url_id("https://www.example.org/?a=1&b=2"))})
    doc.save("out.docx")
    """
    for made in by_both(script, document("见{{r a }}。"), tmp_path):
        opened = docx.Document(io.BytesIO(made))
        assert [link.address for one in opened.paragraphs for link in one.hyperlinks] == ["https://www.example.org/?a=1&b=2"]
        assert lines(made) == ["见网站。"]


REPLACED = """
from MODULE import DocxTemplate
doc = DocxTemplate("tpl.docx")
{}
doc.render({{"a": 1}})
doc.save("out.docx")
"""


@pytest.mark.parametrize(
    "how", ['doc.replace_pic("p1", "new.png")', 'doc.replace_media("pic.png", "new.png")', 'doc.replace_zipname("word/media/一.png", "new.png")']
)
def test_pictures_are_replaced_by_name_by_content_and_by_part(how: str, tmp_path: Path) -> None:
    package = body_xml(f"<w:p>{run('{{ a }}')}{picture('rId_一')}</w:p>", media={"一.png": PNG})
    for made in by_both(REPLACED.format(how), package, tmp_path):
        held = [data for name, data in parts_of(made).items() if name.startswith("word/media/")]
        assert OTHER_PNG in held if "zipname" not in how else True
    ours = parts_of((tmp_path / "ours/out.docx").read_bytes())
    assert ours["word/media/一.png"] == OTHER_PNG


def template_of(*specs: object, **options: object) -> DocxTemplate:
    return DocxTemplate(io.BytesIO(document(*specs)), **options)  # type: ignore[arg-type]


def text_of(template: DocxTemplate) -> list[str]:
    buffer = io.BytesIO()
    template.save(buffer)
    return lines(buffer.getvalue())


def test_names_that_a_context_lacks_are_told_unless_blanks_are_asked_for() -> None:
    with pytest.raises(ReportError) as told:
        template_of("{{ 甲 }}", "{{ 乙.丙 }}").render({})
    assert [problem.code for problem in told.value.problems] == ["R01", "R01"]
    blank = template_of("值{{ 甲 }}{{ 乙.丙 }}{{ 空 }}", undefined="blank")
    blank.render({"空": None})
    assert text_of(blank) == ["值"]
    with pytest.raises(ValueError, match="blank"):
        template_of("", undefined="silent")


def test_the_names_of_a_template_are_given_for_all_its_parts() -> None:
    package = body_xml(paragraph("{{ 甲.子 }}{% for x in 乙 %}{{ x }}{% endfor %}"), header=paragraph("{{ 丙 }}"), footnotes={2: paragraph("{{ 丁 }}")})
    template = DocxTemplate(io.BytesIO(package))
    assert template.get_undeclared_template_variables() == {"甲", "乙", "丙", "丁"}
    assert template.get_undeclared_template_variables(context={"甲": 1, "丁": 2}) == {"乙", "丙"}


def test_a_template_reaches_no_method_property_or_private_variable_of_an_object() -> None:
    ran: list[str] = []

    class Guarded:
        def __init__(self) -> None:
            self.open = "可见"
            self._hidden = "内部"

        def method(self) -> str:
            ran.append("method")
            return "跑了"

        @property
        def computed(self) -> str:
            ran.append("computed")
            return "跑了"

    for reached in ("_hidden", "method", "method()", "computed", "__class__", "__dict__", "open.__class__"):
        with pytest.raises(ReportError):
            template_of("{{ 物." + reached + " }}").render({"物": Guarded()})
    assert ran == []
    seen = template_of("{{ 物.open }}")
    seen.render({"物": Guarded()})
    assert text_of(seen) == ["可见"]


def test_functions_in_a_context_are_not_called() -> None:
    with pytest.raises(ReportError, match="不能当作函数调用"):
        template_of("{{ f(1) }}").render({"f": lambda value: value})


def test_a_sub_document_stands_in_the_place_of_its_tag(tmp_path: Path) -> None:
    """What is in the file beside what both engines print."""
    script = """
    from docx.shared import Mm, Pt
    from MODULE import DocxTemplate
    doc = DocxTemplate("tpl.docx")
    sub = doc.new_subdoc()
    sub.add_paragraph("标题", style="heading 1")
    p = sub.add_paragraph("正文 {{ 不是标签 }}")
    p.add_run("粗").bold = True
    p.alignment = 1
    grid = sub.add_table(rows=2, cols=2)
    grid.cell(1, 1).text = "角"
    sub.add_picture("pic.png", width=Mm(10))
    doc.render({"a": sub, "xs": [1, 2]})
    doc.save("out.docx")
    """
    body = ["头", "{%p for x in xs %}", "{{p a }}", "{{ x }}", "{%p endfor %}", "尾"]
    ours = made_by(script, "reportgen.compat.docxtpl", document(*body), tmp_path / "ours")
    empty = ["cell [None, None, None]"] * 3
    once = ["标题", "正文 {{ 不是标签 }}粗", "columns 2", *empty, empty[0], "角"]
    assert lines(ours) == ["头", *once, "1", *once, "2", "尾"]
    root = etree.fromstring(parts_of(ours)[MAIN])
    numbers = [node.get("id") for node in root.iter(WP + "docPr")]
    assert len(numbers) == len(set(numbers)) == 2
    assert [node.get(W + "val") for node in root.iter(W + "jc")] == ["center", "center"]
    assert [name for name in parts_of(ours) if "media" in name]


def test_a_file_of_its_own_comes_with_its_styles(tmp_path: Path) -> None:
    import docx

    other = docx.Document()
    other.add_paragraph("引文", style="Intense Quote")
    other.save(str(tmp_path / "另一份.docx"))
    template = template_of("{{p a }}")
    sub = template.new_subdoc(str(tmp_path / "另一份.docx"))
    sub.add_paragraph("加一段")
    template.render({"a": sub})
    assert text_of(template) == ["引文", "加一段"]
    [style] = [one for one in template.get_docx().styles if one.name == "Intense Quote"]
    assert style.base_style is not None


def test_embedded_files_are_replaced_by_content(tmp_path: Path) -> None:
    parts = parts_of(document("{{ a }}"))
    parts["word/embeddings/sheet.xlsx"] = PNG
    add_type(parts, "word/embeddings/sheet.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    relation = '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/package" Target="embeddings/sheet.xlsx"/>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    script = REPLACED.format('doc.replace_embedded("pic.png", "new.png")')
    for made in by_both(script, package_of(parts), tmp_path):
        assert OTHER_PNG in parts_of(made).values()


def test_markup_of_the_script_is_text() -> None:
    from markupsafe import Markup

    template = template_of("{{ a }}")
    template.render({"a": Markup("<w:br/>")}, autoescape=True)
    assert text_of(template) == ["<w:br/>"]


def test_an_iterator_without_end_is_refused() -> None:
    from itertools import count

    with pytest.raises(ValueError, match="没有尽头"):
        template_of("{{ a }}").render({"a": (n for n in count())})


def test_what_cannot_be_replaced_is_told_unless_it_may_be_missing(tmp_path: Path) -> None:
    template = template_of("甲")
    template.replace_pic("没有", io.BytesIO(PNG))
    template.replace_media(io.BytesIO(b"x"), io.BytesIO(PNG))
    template.replace_zipname("word/没有.bin", io.BytesIO(PNG))
    with pytest.raises(ValueError, match="不能替换"):
        template.save(tmp_path / "x.docx")
    assert list(tmp_path.iterdir()) == []
    for replace, said in (
        (lambda one: one.replace_pic("没有", io.BytesIO(PNG)), "没有名称、标题或说明为“没有”的图片，不能替换"),
        (lambda one: one.replace_media(io.BytesIO(b"x"), io.BytesIO(PNG)), "文件的 word/media/ 里没有内容相同的文件，不能替换"),
    ):
        other = template_of("甲")
        replace(other)
        with pytest.raises(ValueError, match=said):
            other.save(tmp_path / "x.docx")
    template.allow_missing_pics = True
    template.save(tmp_path / "x.docx")
    template.reset_replacements()
    template.allow_missing_pics = False
    template.save(tmp_path / "x.docx")


def test_a_picture_is_not_replaced_by_one_of_another_format() -> None:
    template = DocxTemplate(io.BytesIO(body_xml(f"<w:p>{picture('rId_一')}</w:p>", media={"一.png": PNG})))
    template.replace_pic("p1", io.BytesIO(b"\xff\xd8\xff\xe0"))
    with pytest.raises(ValueError, match="同一种格式"):
        template.save(io.BytesIO())


@pytest.mark.parametrize(
    "make",
    [
        lambda: RichText("x", color="red"),
        lambda: R("x", size="大"),
        lambda: R("x", url_id="rId9"),
    ],
)
def test_what_docxtpl_would_write_into_the_file_unchecked_is_refused(make: object) -> None:
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
        make()  # type: ignore[operator]


def test_what_a_template_does_not_have_is_missed_under_its_name() -> None:
    for made in (template_of("甲"), template_of("甲").new_subdoc()):
        with pytest.raises(AttributeError):
            made._nothing  # noqa: B018
        assert not hasattr(made, "_nothing")


def test_the_other_objects_are_text_too() -> None:
    assert str(Listing(3)) == "3"
    assert str(R("甲", bold=True)) == "甲"


def test_an_object_without_variables_prints_as_python_prints_it() -> None:
    import uuid
    from datetime import date
    from enum import Enum

    class Colour(Enum):
        RED = "红"

    template = template_of("{{ d }} {{ u }} {{ c }} {{ s|join('、') }}")
    template.render({"d": date(2024, 3, 1), "u": uuid.UUID(int=1), "c": Colour.RED, "s": (x for x in "甲乙")})
    assert text_of(template) == ["2024-03-01 00000000-0000-0000-0000-000000000001 红 甲、乙"]


def test_what_is_worth_knowing_is_kept_and_faults_leave_no_file(tmp_path: Path) -> None:
    template = template_of("｛｛ a ｝｝")
    template.render({"a": 1})
    assert [problem.code for problem in template.problems] == ["T02"]
    broken = template_of("{% if a %}")
    with pytest.raises(ReportError):
        broken.render({"a": 1})
    assert not broken.is_rendered


def test_tables_of_a_script_s_objects_are_filled() -> None:
    template = DocxTemplate(io.BytesIO(body_xml(table([["{%tr for r in rows %}"], ["{{ r.名 }}"], ["{%tr endfor %}"]]) + paragraph("尾"))))

    class Row:
        def __init__(self, name: str) -> None:
            self.名 = name

    template.render({"rows": [Row("甲"), Row("乙")]})
    assert [line for line in text_of(template) if not line.startswith(("cell", "columns"))] == ["甲", "乙", "尾"]


def test_variables_of_a_class_are_read_and_its_properties_are_not() -> None:
    ran: list[str] = []

    class Office:
        城市 = "合州"
        名称 = "总称"

        @property
        def 秘密(self) -> str:
            ran.append("property")
            return "x"

    class Street(Office):
        名称 = "街道"

    street = Street()
    template = DocxTemplate(io.BytesIO(body_xml(paragraph("{{ o.城市 }}{{ o.名称 }}{{ o.秘密 is defined }}"))))
    template.render({"o": street})
    assert text_of(template) == ["合州街道False"]
    assert ran == []
    street.名称 = "东街"
    template.render({"o": street})
    assert text_of(template) == ["合州东街False"]


@pytest.mark.parametrize("broken", ["甲{{ 没有 }}乙", "甲{% fro x in y %}乙", "甲{% if a %}乙"])
def test_an_error_is_caught_as_jinja_s_and_has_the_text_around_it(broken: str) -> None:
    for template in (template_of(broken), docxtpl.DocxTemplate(io.BytesIO(body_xml(paragraph(broken))))):
        if isinstance(template, docxtpl.DocxTemplate) and "没有" in broken:
            continue  # docxtpl prints nothing there
        with pytest.raises(jinja2.exceptions.TemplateError) as told:
            template.render({"a": 1})
        assert any("甲" in line for line in told.value.docx_context)


def test_the_attributes_that_scripts_ask_a_template_for() -> None:
    template = template_of("{{ a }}")
    assert (template.is_rendered, template.is_saved) == (False, False)
    template.render({"a": 1})
    template.save(io.BytesIO())
    assert (template.is_rendered, template.is_saved) == (True, True)
    assert (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI) == (docxtpl.DocxTemplate.HEADER_URI, docxtpl.DocxTemplate.FOOTER_URI)
