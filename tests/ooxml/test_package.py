"""Hostile and foreign files are refused with a sentence; honest ones come back byte for byte."""

from __future__ import annotations

import io
import pickle
import random
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx_samples import MAIN, PNG, SAMPLE, WML, document, package_of, parts_of, replaced
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from refusals import SAVE_AS, refusal, refusals

from reportgen.ooxml.package import Package
from reportgen.problem import Grade, ReportError


def without(name: str) -> bytes:
    return package_of({other: data for other, data in parts_of(SAMPLE).items() if other != name})


def with_more(name: str, data: bytes = b"x") -> bytes:
    return package_of({**parts_of(SAMPLE), name: data})


def retyped(kind: str) -> bytes:
    return replaced(SAMPLE, "[Content_Types].xml", f"{WML}document.main+xml", kind)


# --- reading ------------------------------------------------------------------------------------------------------


def test_a_package_knows_its_parts_types_and_relationships() -> None:
    opened = Package.open(SAMPLE)
    assert opened.names == tuple(parts_of(SAMPLE))
    assert opened.main == MAIN
    assert opened.problems == ()
    assert opened.read(MAIN) == parts_of(SAMPLE)[MAIN]
    assert opened.content_type("word/styles.xml") == f"{WML}styles+xml"
    assert opened.content_type("word/media/一.png") == "image/png"
    assert opened.content_type("word/unknown.bin") == ""
    found = {line.id: (line.kind, line.target, line.external) for line in opened.relationships(MAIN)}
    assert found["rIdHeader"] == ("header", "word/header1.xml", False)
    assert found["rId_一"] == ("image", "word/media/一.png", False)
    assert found["rIdLink"] == ("hyperlink", "https://example.org/{{ 网址 }}", True)
    assert opened.relationships("word/styles.xml") == ()


def test_text_parts_come_in_a_fixed_order_whatever_the_order_of_the_zip() -> None:
    expected = (
        MAIN,
        "word/header1.xml",
        "word/footer1.xml",
        "word/footnotes.xml",
        "word/comments.xml",
        "docProps/core.xml",
        "docProps/custom.xml",
        "word/_rels/document.xml.rels",
    )
    assert Package.open(SAMPLE).text_parts == expected
    backwards = package_of(dict(reversed(parts_of(SAMPLE).items())))
    assert Package.open(backwards).text_parts == expected


def test_relationship_targets_are_resolved_like_paths_in_the_package() -> None:
    data = replaced(
        SAMPLE, "word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="/word/a/../styles%2exml#top"'
    )
    (styles,) = [line for line in Package.open(data).relationships(MAIN) if line.kind == "styles"]
    assert styles.target == "word/styles.xml"


def test_a_file_is_read_like_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(SAMPLE)
    assert Package.open(path) == Package.open(SAMPLE)


def test_a_package_travels_between_processes() -> None:
    opened = Package.open(SAMPLE)
    assert pickle.loads(pickle.dumps(opened)) == opened


def test_a_part_that_is_not_there_is_a_problem_and_no_key_error() -> None:
    with pytest.raises(ReportError) as caught:
        Package.open(SAMPLE).read("word/none.xml")
    assert str(caught.value).startswith("[P23] word/none.xml：文件里没有“word/none.xml”这一部分，读不出来。")


# --- writing ------------------------------------------------------------------------------------------------------


def test_writing_twice_gives_the_same_bytes() -> None:
    opened = Package.open(SAMPLE)
    new = {MAIN: parts_of(document("新"))[MAIN]}
    assert opened.write(new) == opened.write(new) == Package.open(SAMPLE).write(new)


def test_parts_nobody_touched_keep_their_compressed_bytes() -> None:
    odd = io.BytesIO()
    with zipfile.ZipFile(odd, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for name, data in parts_of(SAMPLE).items():
            out.writestr(name, data, zipfile.ZIP_STORED if name.endswith(".png") else None)
    before = Package.open(odd.getvalue())
    after = Package.open(before.write({MAIN: b"<a/>"}))
    assert {name: entry for name, entry in after.contents.items() if name != MAIN} == {
        name: entry for name, entry in before.contents.items() if name != MAIN
    }
    assert after.names == before.names
    assert after.read(MAIN) == b"<a/>"


def test_a_written_file_passes_the_standard_library_and_opens_in_python_docx() -> None:
    data = Package.open(SAMPLE).write(
        {"word/header1.xml": parts_of(SAMPLE)["word/header1.xml"].replace("眉".encode(), b"H")}
    )
    with zipfile.ZipFile(io.BytesIO(data)) as written:
        assert written.testzip() is None
        assert {info.date_time for info in written.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.external_attr for info in written.infolist()} == {0x01800000}
    opened = docx.Document(io.BytesIO(data))
    assert opened.sections[0].header.paragraphs[0].text == "H"
    assert opened.core_properties.title == "{{ 标题 }}"


def test_parts_can_be_added_and_removed() -> None:
    opened = Package.open(SAMPLE)
    data = opened.write(added={"word/media/2.png": PNG}, removed={"docProps/custom.xml"})
    assert parts_of(data).keys() == {*opened.names, "word/media/2.png"} - {"docProps/custom.xml"}
    assert Package.open(data).read("word/media/2.png") == PNG


def test_a_revised_package_reads_what_it_will_write() -> None:
    opened = Package.open(SAMPLE)
    revised = opened.revised({MAIN: b"<a/>"}, {"word/new.xml": b"<b/>"})
    assert (revised.read(MAIN), revised.read("word/new.xml")) == (b"<a/>", b"<b/>")
    assert revised.write() == opened.write({MAIN: b"<a/>"}, {"word/new.xml": b"<b/>"})
    assert opened.read(MAIN) != b"<a/>"


def test_new_content_types_count_at_once() -> None:
    types = parts_of(SAMPLE)["[Content_Types].xml"].replace(
        b"</Types>", b'<Default Extension="bin" ContentType="a/b"/></Types>'
    )
    assert Package.open(SAMPLE).revised({"[Content_Types].xml": types}).content_type("word/x.BIN") == "a/b"


@pytest.mark.parametrize(
    ("replaced_part", "added", "message"),
    [("word/no.xml", "a.xml", "no such part"), (MAIN, "word/STYLES.xml", "part exists")],
)
def test_a_part_is_replaced_only_where_it_is_and_added_only_where_it_is_not(
    replaced_part: str, added: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Package.open(SAMPLE).write({replaced_part: b""}, {added: b""})


def _undeclared(data: bytes) -> bool:
    """A DOCTYPE is refused wherever it stands; hypothesis knows the word from our code."""
    return b"<!DOCTYPE" not in data


@settings(max_examples=examples(60), deadline=None)
@given(st.dictionaries(st.sampled_from((MAIN, "word/media/a.bin", "附件/甲.dat", "z")), st.binary(max_size=3000).filter(_undeclared)), st.integers(0, 9))
def test_whatever_is_written_is_read_back(new: dict[str, bytes], level: int) -> None:
    """The main part is judged when it is read; what nothing leads to is carried over as it is."""
    added = {name: data for name, data in new.items() if name != MAIN}
    back = Package.open(Package.open(SAMPLE).write({MAIN: new[MAIN]} if MAIN in new else {}, added, level=level))
    assert {name: back.read(name) for name in back.names} == {**parts_of(SAMPLE), **new}


@settings(max_examples=examples(150), deadline=None)
@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255))
def test_a_flipped_byte_gives_the_same_content_or_a_problem(position: int, byte: int) -> None:
    data = SAMPLE[:position] + bytes((byte,)) + SAMPLE[position + 1 :]
    try:
        opened = Package.open(data)
        contents = {name: opened.read(name) for name in opened.names}
    except ReportError as fault:
        assert all(problem.code.startswith("P") and problem.message for problem in fault.problems)
    else:
        assert set(contents.values()) <= set(parts_of(SAMPLE).values())


@pytest.mark.parametrize("byte", [1, 32, 128, 255])
def test_a_directory_whose_entries_lead_beyond_its_end_is_damaged(byte: int) -> None:
    """The parts behind such an entry had been missing, and their registrations taken away, as if the file had never had them."""
    entries = [found.start() for found in re.finditer(re.escape(b"PK\x01\x02"), SAMPLE)]
    for place in (entry + offset for entry in entries[:-1] for offset in (30, 31, 32, 33)):  # lengths of extra field and remark
        assert {problem.code for problem in refusals(SAMPLE[:place] + bytes((SAMPLE[place] ^ byte,)) + SAMPLE[place + 1 :])} <= {"P08"}
    assert Package.open(SAMPLE).problems == ()


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, len(SAMPLE) - 1))
def test_a_file_cut_off_anywhere_is_refused(length: int) -> None:
    assert {problem.code for problem in refusals(SAMPLE[:length])} <= {"P03", "P04", "P07", "P08"}


# --- what is no Word file -----------------------------------------------------------------------------------------

OLE2 = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "[P03] 这个文件是空的，里面什么也没有。（可能没有下载完或没有复制完，请重新取一份）"),
        (bytes(4096), "[P03] 这个文件是空的，里面什么也没有。（可能没有下载完或没有复制完，请重新取一份）"),
        ("一段文字".encode(), f"[P04] 这个文件不是 Word 文件（.docx）。（{SAVE_AS}）"),
        (b"%PDF-1.7", f"[P04] 这个文件是PDF 文件，不是 Word 文件（.docx）。（{SAVE_AS}）"),
        (b"{\\rtf1", f"[P04] 这个文件是RTF 文件，不是 Word 文件（.docx）。（{SAVE_AS}）"),
        (b"\n<HTML>", f"[P04] 这个文件是网页，不是 Word 文件（.docx）。（{SAVE_AS}）"),
        (
            OLE2 + "WordDocument".encode("utf-16-le"),
            f"[P05] 这个文件是旧版的 Word 或 WPS 文件（.doc、.wps），不能读取。（{SAVE_AS}）",
        ),
        (
            OLE2 + "EncryptedPackage".encode("utf-16-le"),
            "[P06] 这个文件设了打开密码，不能读取。（请在 Word 或 WPS 里去掉密码，另存后再试）",
        ),
        (
            OLE2 + "Workbook".encode("utf-16-le"),
            "[P19] 这个文件是旧版 Excel 表格，不是 Word 文件（.docx）。（请另选 Word 文件）",
        ),
        (SAMPLE[:-400], "[P07] 这个文件不完整：后半截丢了。（可能没有下载完或没有复制完，请重新取一份）"),
        (
            without("[Content_Types].xml"),
            f"[P15] 这个文件缺少内容清单（[Content_Types].xml），不是 Word 文件，或已损坏。（{SAVE_AS}）",
        ),
        (without("_rels/.rels"), f"[P16] 这个文件里没有正文，不是 Word 文件，或已损坏。（{SAVE_AS}）"),
        (without(MAIN), f"[P16] 这个文件里没有正文，不是 Word 文件，或已损坏。（{SAVE_AS}）"),
        (
            retyped("application/xml"),
            f"[P16] 正文：这个文件的正文类型不对（application/xml），Word 不会打开这样的文件。（{SAVE_AS}）",
        ),
        (
            retyped("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
            "[P19] 这个文件是Excel 表格，不是 Word 文件（.docx）。（请另选 Word 文件）",
        ),
        (
            retyped("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
            "[P19] 这个文件是幻灯片，不是 Word 文件（.docx）。（请另选 Word 文件）",
        ),
        (
            package_of({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            f"[P19] 这个文件是 OpenDocument 文件（.odt 等），不是 Word 文件（.docx）。（{SAVE_AS}）",
        ),
        (
            with_more("word/vbaProject.bin"),
            "[P17] 这个文件带宏（word/vbaProject.bin）。宏可能有害，也不应出现在公文里，不予读取。" + f"（{SAVE_AS}）",
        ),
        (
            replaced(
                SAMPLE,
                "_rels/.rels",
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
                "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
            ),
            f"[P18] 这个文件是“严格 Open XML”格式的 Word 文件，WPS 和本程序都不支持。（{SAVE_AS}）",
        ),
    ],
)
def test_what_is_no_word_file_is_refused_by_name(data: bytes, message: str) -> None:
    assert refusal(data) == message


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "无.docx") == "[P01] 找不到文件“无.docx”。（请检查文件名和所在的文件夹）"
    name = tmp_path.name
    assert refusal(tmp_path) == f"[P01] “{name}”是文件夹，不是 Word 文件。（请指明文件夹里的哪个文件）"


def test_a_word_template_is_accepted_and_written_as_a_document() -> None:
    opened = Package.open(retyped(f"{WML}template.main+xml"))
    (note,) = opened.problems
    assert (note.code, note.grade) == ("P20", Grade.NOTE)
    assert note.message == "这个文件是 Word 模板（.dotx），写出的文件按普通文档（.docx）处理。"
    assert opened.text_parts[0] == MAIN
    assert Package.open(opened.write()).content_type(MAIN) == f"{WML}document.main+xml"
    assert docx.Document(io.BytesIO(opened.write())).paragraphs[0].text == "{{ 标题 }}"


ENABLED = ("application/vnd.ms-word.document.macroEnabled.main+xml", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml")


@pytest.mark.parametrize("kind", ENABLED)
def test_a_file_that_may_have_macros_and_has_none_is_read_as_a_document(kind: str) -> None:
    opened = Package.open(retyped(kind))
    (note,) = opened.problems
    assert (note.code, note.grade) == ("P20", Grade.NOTE)
    assert "里面没有宏，写出的文件按普通文档（.docx）处理" in note.message
    assert opened.content_type(MAIN) == f"{WML}document.main+xml"
    assert Package.open(opened.write()).problems == ()


def with_macros(*, used: str = "") -> bytes:
    """A .docm as Word writes it: the project, its data, their types; ``used`` puts the relationship into the text."""
    parts = parts_of(retyped(ENABLED[0]))
    base = "http://schemas.microsoft.com/office/2006/relationships"
    line = f'<Relationship Id="rIdVba" Type="{base}/vbaProject" Target="vbaProject.bin"/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", line.encode())
    parts["word/vbaProject.bin"] = bytes.fromhex("d0cf11e0a1b11ae1") + "_VBA_PROJECT".encode("utf-16-le")
    parts["word/vbaData.xml"] = b"<a/>"
    parts["word/_rels/vbaProject.bin.rels"] = parts[rels].split(b"<Relationship ")[0] + (
        f'<Relationship Id="rId1" Type="{base}/wordVbaData" Target="vbaData.xml"/></Relationships>'.encode()
    )
    types = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/word/vbaData.xml" ContentType="application/vnd.ms-word.vbaData+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types)
    if used:
        parts[MAIN] = parts[MAIN].replace(b"<w:body>", b"<w:body>" + used.encode())
    return package_of(parts)


OLE2 = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504


@pytest.mark.parametrize("around", [b"", b"x" * 9, OLE2, b"\0" * 70_000], ids=["bare", "foreign bytes", "an OLE object", "far in"])
def test_a_workbook_in_a_part_of_any_type_is_looked_into_whatever_stands_around_it(around: bytes) -> None:
    def holding(*names: str) -> bytes:
        book = package_of({"[Content_Types].xml": b"<Types/>", **dict.fromkeys(names, b"y")})
        return with_more("word/embeddings/oleObject1.bin", around + book + around)

    assert refusal(holding("xl/workbook.xml", "xl/VbaProject.bin")).startswith("[P17]")
    assert [problem.code for problem in Package.open(holding("xl/workbook.xml")).problems if problem.code == "P17"] == []


@pytest.mark.parametrize("folder", ["", "xl/", "a/" * 1000, "a/" * 30_000], ids=["bare", "usual", "long", "as long as can be"])
def test_a_macro_is_found_behind_a_path_of_any_length(folder: str) -> None:
    assert is_told_of_macros(b"x" + package_of({f"{folder}vbaProject.bin": b"y"}))
    assert not is_told_of_macros(b"x" + package_of({f"{folder}vbaProject.binary": b"y"}))


@pytest.mark.parametrize(("entries", "told"), [(10_000, False), (1_100_000, True)])
def test_what_seems_to_have_more_entries_than_can_be_looked_through_is_refused_where_it_has_the_word(entries: int, told: bool) -> None:
    noise = random.Random(1).randbytes(3 * entries)  # or it would be refused for being packed too well
    data = b"".join(b"PK\x03\x04" + noise[at : at + 3] for at in range(0, len(noise), 3))
    assert is_told_of_macros(data + b"vbaProject.bin") is told
    assert not is_told_of_macros(data)


def is_told_of_macros(data: bytes) -> bool:
    try:
        Package.open(with_more("word/embeddings/oleObject1.bin", data))
    except ReportError as fault:
        assert {problem.code for problem in fault.problems} == {"P17"}
        return True
    return False


@pytest.mark.parametrize("words", [b"vbaproject.bin", b"PK\x03\x04 and vbaProject.bin in a text", b"PK\x01\x02" + b"\0" * 42 + b"vbaProject.bin"])
def test_the_word_alone_in_a_part_is_no_macro(words: bytes) -> None:
    assert Package.open(with_more("word/embeddings/oleObject1.bin", words)).problems == Package.open(with_more("word/embeddings/oleObject1.bin", b"x")).problems


def test_macros_are_dropped_on_request_with_all_that_belongs_to_them() -> None:
    assert refusal(with_macros()).startswith("[P17] 这个文件带宏（word/vba")
    opened = Package.open(with_macros(), drop_macros=True)
    assert [(problem.code, problem.grade) for problem in opened.problems] == [("P17", Grade.NOTE), ("P20", Grade.NOTE)]
    again = Package.open(opened.write())
    assert again.problems == ()
    assert [name for name in again.names if "vba" in name.lower()] == []
    assert b"vba" not in again.read("[Content_Types].xml").lower() + again.read("word/_rels/document.xml.rels").lower()


def test_macros_that_the_text_names_or_that_an_embedded_file_has_are_not_dropped() -> None:
    named = '<w:p xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:r><w:t r:id="rIdVba">x</w:t></w:r></w:p>'
    parts = parts_of(with_macros())
    parts["word/embeddings/a.docm"] = with_macros()
    for data in (with_macros(used=named), package_of(parts)):
        with pytest.raises(ReportError, match="带宏"):
            Package.open(data, drop_macros=True)
