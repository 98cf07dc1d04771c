"""Forms that come back from departments, and lists for a batch."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from docx_samples import document, package_of, parts_of

from hostile import old_book
from hostile.case import Case

DATA = Path(__file__).parents[1] / "data"
SHEET = "xl/worksheets/sheet1.xml"


def _form() -> bytes:
    return (DATA / "form_saved_by_another_program.xlsx").read_bytes()


def changed(change: Callable[[bytes], bytes], part: str = SHEET, **added: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_form())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        for name, data in added.items():
            new.writestr(name, data)
    return out.getvalue()


def ended(more: str) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b"</sheetData>", more.encode())


FORMS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "X"),
    "a text": (lambda: "指标,数\n甲,1".encode(), "X"),
    "a Word file": (lambda: document("甲"), "X"),
    "cut off": (lambda: _form()[:-40], "X"),
    "four bytes": (lambda: b"PK\x03\x04", "X"),
    "an old format of nothing": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "X"),
    "an old format of zeros": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5_000_000), "X"),
    "an old form cut off": (lambda: (DATA / "form_saved_as_xls.xls").read_bytes()[:3000], "X"),
    "a DOCTYPE": (lambda: changed(lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml.partition(b"?>")[2]), "X"),
    "no sheet data's end": (lambda: changed(lambda xml: xml.replace(b"</sheetData>", b"")), "X"),
    "a joined cell over everything": (lambda: changed(ended('</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')), "X"),
    "far too many rows": (lambda: changed(ended('<row r="9"/>' * 100_001 + "</sheetData>")), "X"),
    "blanks without end": (lambda: changed(lambda xml: xml.replace(b">", b">" + b" " * 20_000_000, 1)), "X"),
    "a bomb beside the sheets": (lambda: changed(bytes, **{"xl/media/x.bin": bytes(150_000_000)}), "X"),
    "an entry that leads out": (lambda: changed(bytes, **{"../../evil": b"x"}), "X04"),
    "a cell at the far corner": (lambda: changed(ended('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>')), "X14 X12 X20 X17"),
    "an address that is none": (lambda: changed(ended('<row r="x"><c r="??"><v>1</v></c></row></sheetData>')), "X04"),
    "a shared text that is not there": (lambda: changed(ended('<row r="900"><c r="A900" t="s"><v>999999</v></c></row></sheetData>')), "X04"),
    "a number of 5,000 digits": (lambda: changed(ended(f'<row r="900"><c r="D900"><v>{"9" * 5000}</v></c></row></sheetData>')), "X04"),
    "a workbook without its sheet": (lambda: changed(lambda xml: b"", SHEET), "X"),
}  # fmt: skip

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def ods(rows: str, **more: bytes) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0"><office:body>'
        f"<office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return package_of({"mimetype": ODS, "content.xml": content.encode(), **more})


def repeated(rows: int, columns: int) -> str:
    cell = f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}"><text:p>甲</text:p></table:table-cell>'
    return f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'


def sheets(count: int) -> bytes:
    """Many sheets that are one part."""
    return changed(lambda xml: xml.replace(b"</sheets>", b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n + 9) for n in range(count)) + b"</sheets>"), "xl/workbook.xml")


def renamed(xml: Callable[[bytes], bytes]) -> bytes:
    """The sheet under a name that is none of a sheet's."""
    data = changed(xml)
    parts = parts_of(data)
    parts["xl/worksheets/sheet1.dat"] = parts.pop(SHEET)
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        parts[name] = parts[name].replace(b"sheet1.xml", b"sheet1.dat")
    return package_of(parts)


def formatted(code: str) -> bytes:
    """A number format in place of every one that the form has, and one more."""
    return changed(lambda xml: xml.replace(b"<cellXfs", f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts><cellXfs'.encode(), 1), "xl/styles.xml")


FORMS |= {
    "a joined cell over everything in a part of another name": (lambda: renamed(ended('</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')), "X05"),
    "thirty joined areas of a million rows": (lambda: renamed(ended("</sheetData><mergeCells>" + "".join(f'<mergeCell ref="D{n}:D1048576"/>' for n in range(1, 31)) + "</mergeCells>")), "X05"),
    "5,000 sheets on one part": (lambda: sheets(5000), "X05"),
    "40 sheets on one part": (lambda: sheets(40), "X"),
    "100,000 shared formulas": (lambda: changed(ended("".join(f'<row r="{n}"><c r="A{n}"><f t="shared" ref="A1:XFD1048576" si="0">A1</f><v>1</v></c></row>' for n in range(900, 100_900)) + "</sheetData>")), "X05"),
    "a number format of 700,000 brackets": (lambda: formatted("[" * 700_000), "X"),
    "a number format of 250 quotes": (lambda: formatted("&quot;0" * 120), "X"),
    "a number format of 250 scales": (lambda: formatted("0" + "," * 250), "X"),
    "a million empty elements": (lambda: changed(ended("".join(f"<x{n}/>" for n in range(1_000_000)) + "</sheetData>")), "X05"),
    "a million attributes": (lambda: changed(ended("".join(f'<x a{n}="" b{n}="" c{n}="" d{n}="" e{n}=""/>' for n in range(200_000)) + "</sheetData>")), "X05"),
    "a long text in every cell": (lambda: changed(ended("".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(900, 20_900)) + "</sheetData>")), "X12 X20 X14"),
    "an .ods that repeats a cell a milliard times": (lambda: ods(repeated(1_000_000, 1000)), "X05"),
    "an .ods that repeats nothing a milliard times": (lambda: ods('<table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="999999999"/></table:table-row>'), "X10"),
    "an .ods whose cells are blanks without end": (lambda: ods('<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="999999999"/></text:p></table:table-cell></table:table-row>'), "X10"),
    "an .ods with a DOCTYPE": (lambda: package_of({"mimetype": ODS, "content.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "X04"),
    "an .ods of styles in a circle": (lambda: ods(repeated(1, 1), **{"styles.xml": f'<s:styles xmlns:s="{OFFICE}:style:1.0"><s:style s:name="a" s:family="table-cell" s:parent-style-name="a"/></s:styles>'.encode()}), "X10"),
}  # fmt: skip

ONE = old_book.number(0, 0, 1.0)
ROWS = b"".join(old_book.number(row, column, 1.0) for row in range(1000) for column in range(4))
FORMS |= {
    "an old book with a joined cell over everything": (lambda: old_book.book(ONE + old_book.joined([(0, 65535, 0, 255)])), "X05"),
    "an old book with a thousand joined areas over everything": (lambda: old_book.book(ONE + old_book.joined([(0, 65535, 0, 255)] * 1000)), "X05"),
    "an old book of 5,000 sheets that are one": (lambda: old_book.book(ONE, sheets=5000), "X05"),
    "an old book of 40 sheets that are one": (lambda: old_book.book(ROWS, sheets=40), "X05"),
    "an old book with a number format of 4,000 brackets": (lambda: old_book.book(ONE, format_code="[" * 4000), "X10"),
    "an old book with a number format of 2,000 quotes": (lambda: old_book.book(ONE, format_code='"0' * 2000), "X10"),
    "an old book of 10,000 shared formulas": (lambda: old_book.book(b"".join(old_book.shared_formula(row, 0) for row in range(10_000))), "X10"),
    "an old book with a cell at each corner": (lambda: old_book.book(ONE + old_book.number(0, 255, 1.0) + old_book.number(65535, 0, 1.0) + old_book.number(65535, 255, 1.0)), "X10"),
    "an old book that is cut off in a record": (lambda: old_book.container(old_book.record(0x0809, b"\0\6\5\0") + b"\x03\x02\xff\xff"), "X"),
}  # fmt: skip

HEAD = "户主,面积,输出\n"
LISTS: dict[str, tuple[str, str | bytes, str]] = {
    "names that lead out": ("清单.csv", HEAD + "甲,1,../../evil\n乙,2,/etc/evil\n丙,3,C:\\evil\n丁,4,..\n", ""),
    "names that meet": ("清单.csv", HEAD + "甲,1,同\n乙,2,同\n", "J"),
    "a row too wide": ("清单.csv", HEAD + "甲,1,a,b,c\n", "J"),
    "a column twice": ("清单.csv", "户主,户主\n甲,乙\n", "J01"),
    "nothing": ("清单.csv", "", "J"),
    "a NUL": ("清单.csv", HEAD + "甲\0,1,a\n", "R03"),
    "a quote that never ends": ("清单.csv", HEAD + '"甲,1,a\n' * 3, "J01"),
    "a field of a million characters": ("清单.csv", HEAD + "长" * 1_000_000 + ",1,a\n", "J01"),
    "bytes": ("清单.csv", b"\xff\xff\x81\n", "Y04"),
    "a line that is no JSON": ("清单.jsonl", '{"户主": 乙}\n', "J"),
    "a line that is deep": ("清单.jsonl", '{"a":' + "[" * 50_000 + "\n", "J"),
    "a line that is a list": ("清单.jsonl", "[1]\n", "J"),
    "a number of 5,000 digits": ("清单.jsonl", '{"户主": ' + "9" * 5000 + "}\n", "Y17"),
    "a template that leads out": ("清单.jsonl", '{"模板": "../../secret.txt", "户主": 1, "面积": 2}\n', "J08"),
    "a lone surrogate": ("清单.jsonl", '{"户主": "\\ud800", "面积": 1}\n', "R03"),
    "names with a NUL and half of a sign": ("清单.jsonl", '{"模板": "a\\u0000b", "户主": 1, "面积": 2}\n{"模板": "\\ud800", "户主": 1, "面积": 2}\n{"户主": 1, "面积": 2}\n', "J01"),
    "a template that is a folder": ("清单.jsonl", '{"模板": ".", "户主": 1, "面积": 2}\n{"户主": 1, "面积": 2}\n', "J01"),
    "a name of 9,000 characters": ("清单.jsonl", f'{{"模板": "{"x" * 9000}", "户主": 1, "面积": 2}}\n{{"户主": 1, "面积": 2}}\n', "J01"),
    "another kind of file": ("清单.exe", "MZ", "J"),
}  # fmt: skip


def cases() -> Iterator[Case]:
    for name, (build, codes) in FORMS.items():
        yield Case("forms", name, lambda _, build=build: {"表.xlsx": build()}, codes, ("forms", "import", "表.xlsx", "--yes", "--year", "2024"), office=True)
    for name, (file, text, codes) in LISTS.items():
        data = text if isinstance(text, bytes) else text.encode()
        command = ("batch", "--list", file, "--template", "模板.docx", "--jobs", "1")
        yield Case("lists", name, lambda _, file=file, data=data: {file: data, "模板.docx": document("{{ 户主 }}：{{ 面积 }}亩")}, codes, command, partly=True)
