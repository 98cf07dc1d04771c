"""What lies outside of the file is left as it is, not fetched, and told."""

from __future__ import annotations

import pytest
from docx_samples import MAIN, NAMESPACES, RELS, R, body_xml, document, package_of, paragraph, parts_of

from reportgen.engine.template import Template
from reportgen.ooxml.external import outside_references
from reportgen.ooxml.package import Package
from reportgen.problem import Grade


def with_relationship(source: str, kind: str, target: str) -> bytes:
    parts = parts_of(document("{{ a }}"))
    name = "word/_rels/settings.xml.rels" if source == "settings" else "word/_rels/document.xml.rels"
    line = f'<Relationship Id="rIdOut" Type="{R}/{kind}" Target="{target}" TargetMode="External"/>'
    if source == "settings":
        parts["word/settings.xml"] = f'<w:settings xmlns:w="{MAIN}"/>'.encode()
        parts[name] = f'<Relationships xmlns="{RELS}">{line}</Relationships>'.encode()
    else:
        parts[name] = parts[name].replace(b"</Relationships>", f"{line}</Relationships>".encode())
    return package_of(parts)


def test_a_template_from_the_net_is_told_kept_and_not_fetched() -> None:
    source = with_relationship("settings", "attachedTemplate", "http://127.0.0.1:9/t.dotm")
    template = Template.open(source)
    (note,) = template.problems
    assert (note.code, note.grade) == ("P25", Grade.WARNING)
    assert note.message == "文件引用了外面的模板“http://127.0.0.1:9/t.dotm”，已原样保留，没有去取"
    rendered = template.render({"a": 1})
    name = "word/_rels/settings.xml.rels"
    assert parts_of(rendered.package)[name] == parts_of(source)[name]
    assert note in rendered.problems


def test_a_linked_picture_names_the_part_that_shows_it() -> None:
    (note,) = outside_references(Package.open(with_relationship("document", "image", "file:///etc/hostname")))
    assert str(note).startswith("[P25] 正文：文件引用了外面的图片“file:///etc/hostname”")


def test_a_link_to_click_is_ordinary() -> None:
    package = body_xml(paragraph("甲"), links={"rIdLink": "https://example.org/"})
    assert outside_references(Package.open(package)) == ()


def field(*pieces: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return body_xml(f"<w:p>{begin}{runs}{end}</w:p>")


def test_a_field_that_speaks_to_another_program_is_refused_however_its_runs_are_cut() -> None:
    for source in (
        field(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc&quot; "),
        field(" dde", "auto", " excel x"),
        body_xml('<w:p><w:fldSimple w:instr="DDEAUTO excel x"/></w:p>'),
    ):
        (refusal,) = Template.open(source).problems
        assert (refusal.code, refusal.grade) == ("P25", Grade.ERROR)
        assert "DDEAUTO" in refusal.message
        assert Template.open(source).render({}).package == b""


@pytest.mark.parametrize("code", ["DDEAUTO cmd.exe", "DDE excel x"])
def test_such_a_field_is_refused_wherever_it_stands_and_whoever_makes_it(code: str) -> None:
    from reportgen.engine.values.kinds import SubDocument

    for where, source in {
        "the header": body_xml(paragraph("甲"), header=begun(code)), "the footer": body_xml(paragraph("甲"), footer=begun(code)),
        "a note": body_xml(paragraph("甲"), footnotes={2: begun(code)}), "a comment": body_xml(paragraph("甲"), comments={1: begun(code)}),
        "a building block": blocks(begun(code)), "a simple field": body_xml(f'<w:p><w:fldSimple w:instr="{code}"/></w:p>'),
    }.items():  # fmt: skip
        assert [(problem.code, problem.grade) for problem in outside_references(Package.open(source))] == [("P25", Grade.ERROR)], where
    for template, data in (
        (Template.open(field("{{ a }}")), {"a": code}), (Template.open(field("{{ a }}", "{{ b }}")), {"a": code[:2], "b": code[2:]}),
        (Template.open(body_xml(paragraph("{{ a|子文档 }}"))), {"a": SubDocument(body_xml(begun(code)))}),
    ):  # fmt: skip
        made = template.render(data)
        assert {problem.grade for problem in made.problems if problem.code == "P25"} == {Grade.ERROR}
        assert made.package == b""


def test_fields_that_fetch_are_told_and_those_of_every_day_are_not() -> None:
    told = outside_references(Package.open(field(' INCLUDETEXT "c:\\secret.txt" ')))
    assert [(problem.code, problem.grade) for problem in told] == [("P25", Grade.NOTE)]
    assert "外面的文件“\"c:\\secret.txt\"”" in told[0].message
    for ordinary in (" PAGE ", ' TOC \\o "1-3" ', ' HYPERLINK "https://example.org/" ', " REF b ", ""):
        assert outside_references(Package.open(field(ordinary))) == ()


def test_an_embedded_file_is_told() -> None:
    parts = parts_of(document("{{ a }}"))
    line = f'<Relationship Id="rIdIn" Type="{R}/aFChunk" Target="chunk.html"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", line.encode())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", b'<Default Extension="html" ContentType="text/html"/></Types>')
    parts["word/chunk.html"] = b"<html/>"
    (note,) = outside_references(Package.open(package_of(parts)))
    assert (note.code, note.grade) == ("P25", Grade.NOTE)
    assert "嵌着网页或文件“word/chunk.html”" in note.message


@pytest.mark.parametrize(
    "pieces",
    [
        ("DDEAUTO\tcmd.exe",), ("DDEAUTO\u00a0cmd.exe",), ("DDEAUTO\ncmd.exe",), ("&quot;DDEAUTO&quot; cmd",), ("D\u200bDE", "AUTO cmd"), ("\u3000dde cmd",),
    ],
)  # fmt: skip
def test_no_blank_and_no_quote_hides_a_field(pieces: tuple[str, ...]) -> None:
    (refusal,) = outside_references(Package.open(field(*pieces)))
    assert (refusal.code, refusal.grade) == ("P25", Grade.ERROR)


def test_a_field_whose_name_other_fields_make_is_refused() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    inner = f"{begin}<w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r>{end}"
    (refusal,) = outside_references(Package.open(body_xml(f"<w:p>{begin}{inner}<w:r><w:instrText> cmd.exe</w:instrText></w:r>{end}</w:p>")))
    assert refusal.grade is Grade.ERROR
    assert "域名是由别的域拼成的“cmd.exe”" in refusal.message
    ordinary = f"<w:p>{begin}<w:r><w:instrText>IF </w:instrText></w:r>{inner}<w:r><w:instrText> = 1</w:instrText></w:r>{end}</w:p>"
    assert outside_references(Package.open(body_xml(ordinary))) == ()


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("https://example.org/a:b", False), ("mailto:a@example.org", False), ("附件/甲.docx", False), ("#书签", False), ("a?b=c:d", False),
        ("file:///c:/secret.txt", True), ("FILE://host/share", True), ("\\\\host\\share\\a.docx", True), ("//host/share", True),
        ("onenote:甲", True), ("about:blank", True), ("c:\\windows\\cmd.exe", True), ("附件/甲.lnk", True), ("甲.EXE", True), ("甲.exe.docx", False), ("smb://host/a", True),
    ],
)  # fmt: skip
def test_a_link_to_a_file_of_some_machine_or_a_program_is_a_warning(target: str, told: bool) -> None:
    from xml.sax.saxutils import quoteattr

    related = outside_references(Package.open(body_xml(paragraph("甲"), links={"rIdLink": quoteattr(target)[1:-1]})))
    written = outside_references(Package.open(field(f'HYPERLINK "{target}"'.replace("\\", "\\\\"))))
    assert [problem.grade for problem in related] == [Grade.WARNING] * told
    assert [problem.grade for problem in written] == [Grade.WARNING] * told


@pytest.mark.parametrize(
    ("drawn", "grade"),
    [
        ('<v:imagedata src="http://127.0.0.1:9/a.png"/>', Grade.NOTE), ('<v:imagedata o:href="file://host/a.png"/>', Grade.WARNING), ('<v:fill src="file:///c:/a.png"/>', Grade.NOTE), ('<v:fill src="data:image/png;base64,"/>', Grade.NOTE),
        ('<v:fill src="http://127.0.0.1:9/a.png"/>', Grade.NOTE), ('<v:rect href="file://host/a"/>', Grade.WARNING), ('<v:rect href="https://example.org"/>', None),
    ],
)  # fmt: skip
def test_a_picture_or_link_that_vml_names_without_a_relationship_is_told(drawn: str, grade: Grade | None) -> None:
    told = outside_references(Package.open(body_xml(f"<w:p><w:r><w:pict><v:shape>{drawn}</v:shape></w:pict></w:r></w:p>")))
    assert [problem.grade for problem in told] == ([grade] if grade else [])


def test_vml_is_found_under_whatever_prefix_and_however_its_name_is_written() -> None:
    shape = '<v:rect href="file://host/a"/>'
    for name, drawn in (
        ("urn:schemas-microsoft-com:vml", shape.replace("v:", "绘:")), ("urn:schemas-microsoft-com&#58;vml", shape.replace("v:", "q:")),
        ("urn:schemas-microsoft-com:vml", '<rect href="file://host/a"/>'),
    ):  # fmt: skip
        prefix = drawn[1:].partition("rect")[0].rstrip(":")
        declared = f'<w:pict xmlns{":" if prefix else ""}{prefix}="{name}">{drawn}</w:pict>'
        told = outside_references(Package.open(body_xml(f"<w:p><w:r>{declared}</w:r></w:p>")))
        assert [problem.grade for problem in told] == [Grade.WARNING], declared


def test_what_acts_by_itself_when_the_file_is_opened_is_a_warning() -> None:
    for kind, base in (("extensibility", "http://schemas.microsoft.com/office/2006/relationships/ui"), ("webextensiontaskpanes", "http://schemas.microsoft.com/office/2011/relationships")):
        parts = parts_of(document("甲"))
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", f'<Relationship Id="rIdUi" Type="{base}/{kind}" Target="x/y.xml"/></Relationships>'.encode())
        parts["x/y.xml"] = b"<a/>"
        (warning,) = outside_references(Package.open(package_of(parts)))
        assert (warning.code, warning.grade) == ("P25", Grade.WARNING)


@pytest.mark.parametrize("printed", ["DDEAUTO c:\\cmd.exe", "DDE", "INCLUDETEXT x", "HYPERLINK file:///c:/x"])
def test_a_field_that_data_make_is_told_as_if_it_stood_in_the_template(printed: str) -> None:
    template = Template.open(field("{{ a }}"))
    assert template.problems == ()
    told = template.render({"a": printed}).problems
    assert [problem.code for problem in told] == ["P25"]
    assert told == Template.open(field(printed.replace("\\", "\\\\"))).problems, "a backslash of data is one, not the sign before a switch"
    assert template.render({"a": "PAGE"}).problems == ()


def test_a_field_that_an_expression_puts_together_and_a_link_that_data_make_are_told() -> None:
    assert [problem.code for problem in Template.open(field('{{ "DDE" ~ "AUTO" }} cmd')).render({}).problems] == ["P25"]
    linked = Template.open(body_xml(paragraph("甲"), links={"rIdLink": "{{ a }}"}))
    assert [problem.code for problem in linked.render({"a": "file:///c:/x"}).problems] == ["P25"]
    assert linked.render({"a": "https://example.org"}).problems == ()


RUNNING = (
    "javascript:a()", "JavaScript:a()", "java script:a()", "\u200bjavascript:a()", "%6Aavascript:a()", "vbscript:a()", "data:text/html,a", "mhtml:file://c:/a",
    "ms-word:ofe|u|http://127.0.0.1:9/a.docx", "ms-msdt:/id", "search-ms:query=a", "shell:startup", "view-source:file:///c:/a", "mk:@MSITStore:c:/a", "jar:file:///a",
)  # fmt: skip


def begun(code: str) -> str:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{end}</w:p>"


def blocks(inside: str) -> bytes:
    """A file whose building blocks hold something."""
    parts = parts_of(document("甲"))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml"
    line = f'<Relationship Id="rIdBlocks" Type="{R}/glossaryDocument" Target="glossary/document.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", line.encode())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", f'<Override PartName="/word/glossary/document.xml" ContentType="{kind}"/></Types>'.encode())
    parts["word/glossary/document.xml"] = f'<w:glossaryDocument {NAMESPACES}><w:docParts><w:docPart><w:docPartBody>{inside}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>'.encode()
    return package_of(parts)


def lines(inside: str) -> bytes:
    """A file with a drawing of lines."""
    parts = parts_of(body_xml(paragraph("甲"), media={"a.svg": f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inside}</svg>'.encode()}))
    if b"image/svg+xml" not in parts["[Content_Types].xml"]:
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", b'<Override PartName="/word/media/a.svg" ContentType="image/svg+xml"/></Types>')
    return package_of(parts)


def places(target: str) -> dict[str, bytes]:
    """A link to the target in every place where a file may have one."""
    from xml.sax.saxutils import escape, quoteattr

    written, quoted = escape(target.replace("\\", "\\\\")), quoteattr(target)
    code = f'HYPERLINK "{written}"'
    shape = "<w:p><w:r><w:pict>{}</w:pict></w:r></w:p>"
    return {
        "a relationship": body_xml(paragraph("甲"), links={"rIdLink": quoted[1:-1]}),
        "a relationship of another spelling": with_relationship("document", "HyperLink", quoted[1:-1]),
        "a field": body_xml(begun(code)), "a field with a tip": body_xml(begun(f'HYPERLINK \\o "https://example.org" \\t "_blank" "{written}"')),
        "a simple field": body_xml(f"<w:p><w:fldSimple w:instr={quoteattr('HYPERLINK ' + chr(34) + target.replace(chr(92), chr(92) * 2) + chr(34))}/></w:p>"),
        "a field in the header": body_xml(paragraph("甲"), header=begun(code)), "a field in the footer": body_xml(paragraph("甲"), footer=begun(code)),
        "a field in a note": body_xml(paragraph("甲"), footnotes={2: begun(code)}), "a field in a comment": body_xml(paragraph("甲"), comments={1: begun(code)}),
        "a field in a building block": blocks(begun(code)),
        "a shape": body_xml(shape.format(f"<v:rect href={quoted}/>")), "a shape's picture": body_xml(shape.format(f"<v:shape><v:imagedata o:href={quoted}/></v:shape>")),
        "a shape in the header": body_xml(paragraph("甲"), header=shape.format(f"<v:rect href={quoted}/>")),
        "a drawing of lines": lines(f"<a xlink:href={quoted}><text>甲</text></a>"),
    }  # fmt: skip


@pytest.mark.parametrize("target", RUNNING)
def test_a_link_that_runs_something_is_refused_wherever_it_stands(target: str) -> None:
    for where, source in places(target).items():
        if where == "a drawing of lines" and target.startswith("data:"):
            continue  # which is how such drawings hold their pictures
        told = outside_references(Package.open(source))
        assert [(problem.code, problem.grade) for problem in told] == [("P25", Grade.ERROR)], where
        assert "运行代码或别的程序" in told[0].message, where


@pytest.mark.parametrize("target", ["\\\\host\\share\\a.docx", "smb://host/a", "file://host/a"])
def test_a_link_to_another_machine_is_a_warning_wherever_it_stands(target: str) -> None:
    assert {where: [problem.grade for problem in outside_references(Package.open(source))] for where, source in places(target).items()} == {
        where: [Grade.WARNING] for where in places(target)
    }


def test_the_web_a_mail_and_a_tip_of_many_words_are_links_wherever_they_stand() -> None:
    for target in ("https://example.org/a:b?c=d", "mailto:a@example.org", "https://a@example.org/", "附件/甲.docx"):
        told = {where: outside_references(Package.open(source)) for where, source in places(target).items() if where != "a shape's picture"}
        assert all(problems == () for problems in told.values()), (target, told)
    assert outside_references(Package.open(body_xml(begun('HYPERLINK \\l "_Toc1" \\o "看 file: 里的"')))) == ()


def test_what_data_make_is_refused_as_it_would_be_in_the_template() -> None:
    from reportgen.engine.values.kinds import SubDocument

    linked = Template.open(body_xml(paragraph("甲"), links={"rIdLink": "{{ a }}"}))
    fielded = Template.open(body_xml(begun('HYPERLINK "{{ a }}"')))
    for target in ("javascript:a()", "ms-word:a", "vbscript:a()"):
        for template in (linked, fielded):
            made = template.render({"a": target})
            assert [(problem.code, problem.grade) for problem in made.problems] == [("P25", Grade.ERROR)], target
            assert made.package == b"", "nothing is written"
        carried = Template.open(body_xml(paragraph("{{ a|子文档 }}"))).render({"a": SubDocument(body_xml('<w:p><w:hyperlink r:id="rIdLink"><w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p>' + begun(f"HYPERLINK {target}"), links={"rIdLink": target}))})
        assert {problem.grade for problem in carried.problems if problem.code == "P25"} == {Grade.ERROR}
        assert carried.package == b""
    rich = Template.open(body_xml(paragraph("{{ a|富文本 }}"))).render({"a": "[甲](javascript:a())"})
    assert all(b"javascript" not in data for name, data in parts_of(rich.package).items() if name.endswith(".rels")), "it stays a text"
    assert linked.render({"a": "https://example.org"}).package


def test_an_object_or_a_template_that_word_takes_in_from_another_machine_is_a_warning() -> None:
    for kind, target, grade in (
        ("oleObject", "http://127.0.0.1:9/a.html", Grade.WARNING), ("oleObject", "mhtml:http://127.0.0.1:9/a!x-usc:b", Grade.ERROR), ("frame", "https://example.org", Grade.WARNING),
        ("attachedTemplate", "file:///c:/users/a/Normal.dotm", Grade.NOTE), ("attachedTemplate", "file://host/a.dotm", Grade.WARNING), ("image", "\\\\host\\a.png", Grade.WARNING),
        ("image", "https://example.org/a.png", Grade.NOTE), ("subDocument", "甲.docx", Grade.NOTE), ("subDocument", "//host/甲.docx", Grade.WARNING),
    ):  # fmt: skip
        told = outside_references(Package.open(with_relationship("document", kind, target)))
        assert [problem.grade for problem in told] == [grade], (kind, target)


def test_code_in_a_drawing_of_lines_is_a_warning() -> None:
    for inside in ("<script>a()</script>", '<rect onclick="a()"/>'):
        assert [problem.grade for problem in outside_references(Package.open(lines(inside)))] == [Grade.WARNING]
    assert outside_references(Package.open(lines('<use xlink:href="#a"/><image href="data:image/png;base64,"/>'))) == ()


@pytest.mark.parametrize("target", ["javascript:void(0)", "javascript:void(0);", "javascript:;", "JavaScript: void 0", "javascript:", "javascript:undefined", "javascript:#", "%6Aavascript:void(0)"])
def test_a_link_that_does_nothing_is_taken_off_and_its_words_stay(target: str) -> None:
    link = '<w:p><w:hyperlink r:id="rIdLink"><w:r><w:t>{{ a }}</w:t></w:r></w:hyperlink></w:p>'
    template = Template.open(body_xml(link, links={"rIdLink": target}))
    (note,) = template.problems
    assert (note.code, note.grade) == ("P25", Grade.NOTE) and "已去掉" in note.message
    made = template.render({"a": "甲"})
    parts = parts_of(made.package)
    assert "甲" in parts["word/document.xml"].decode() and b"rIdLink" not in parts["word/document.xml"]
    assert all(b"avascript" not in data for data in parts.values())
    assert Template.open(made.package).problems == ()


@pytest.mark.parametrize("target", ["javascript:void(a())", "javascript:a;", "javascript:void(0),a()", "javascript:;a()", "javascript:0", "javascript://%0Aa()", "vbscript:"])
def test_one_that_may_do_something_is_refused_all_the_same(target: str) -> None:
    (refusal,) = Template.open(body_xml(paragraph("甲"), links={"rIdLink": target})).problems
    assert (refusal.code, refusal.grade) == ("P25", Grade.ERROR)
