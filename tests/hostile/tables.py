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


def loose(data: bytes) -> bytes:
    """A package whose parts are not compressed, so that nothing but their contents is judged."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name, part in parts_of(data).items():
            new.writestr(name, part)
    return out.getvalue()


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



def conditions(count: int, where: str) -> str:
    return "".join(f'<conditionalFormatting sqref="{where}"><cfRule type="expression" priority="{n}"><formula>1</formula><x14:dxf xmlns:x14="a"><numFmt numFmtId="1" formatCode="0"/></x14:dxf></cfRule></conditionalFormatting>' for n in range(count))


def named_often(words: str) -> bytes:
    """A shared text that 20,000 cells name."""
    parts = parts_of(changed(ended("".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(900, 20_900)) + "</sheetData>")))
    empty = "<si><t/></si>" * 300
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>{words}</si>{empty}</sst>'.encode()
    return package_of(parts)


def many(count: int, last: int = 4) -> str:
    return "".join(f'<row r="{n}">' + "".join(f'<c r="{letter}{n}"><v>1</v></c>' for letter in "ABCDEFGHIJ"[:last]) + "</row>" for n in range(900, 900 + count))


def drawn(count: int) -> bytes:
    """A sheet with pictures over every cell."""
    anchor = "<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>0</xdr:row></xdr:from><xdr:to><xdr:col>99</xdr:col><xdr:row>9999</xdr:row></xdr:to><xdr:pic/></xdr:twoCellAnchor>"
    data = f'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">{anchor * count}</xdr:wsDr>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    line = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{kind}" Target="../drawings/drawing1.xml"/></Relationships>'
    return changed(ended(many(2000) + "</sheetData>"), **{"xl/drawings/drawing1.xml": data.encode(), "xl/worksheets/_rels/sheet1.xml.rels": line.encode()})


def styled(*, count: int = 1, said: str = "", of_one: str = "") -> bytes:
    """An .ods whose cells have the last of so many styles; its numbers have the format ``f``."""
    styles = "".join(f'<s:style s:name="a{n}" s:family="table-cell" s:parent-style-name="a{n - 1}" s:data-style-name="f">{said}</s:style>' for n in range(count))
    cell = f'<table:table-cell table:style-name="a{count - 1}" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
    root = f'<s:styles xmlns:s="{OFFICE}:style:1.0" xmlns:number="{OFFICE}:datastyle:1.0" xmlns:fo="{OFFICE}:xsl-fo-compatible:1.0">{styles}{of_one}</s:styles>'
    return ods(f"<table:table-row>{cell * 20}</table:table-row>" * 100, **{"styles.xml": root.encode()})


def repeats(*pairs: tuple[int, int]) -> bytes:
    return ods("".join(repeated(rows, columns) for rows, columns in pairs))


CELL = '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
FORMS |= {
    "10,000 conditions over 8,000 cells": (lambda: changed(ended(many(2000) + "</sheetData>" + conditions(10_000, "A1:XFD1048576"))), "X05"),
    "a condition over 5,000 places": (lambda: changed(ended(many(2000) + "</sheetData>" + conditions(1, "A1:D9999 " * 5_000))), "X05"),
    "20,000 pictures over 8,000 cells": (lambda: loose(drawn(20_000)), "X05"),
    "columns over one another": (lambda: changed(lambda xml: xml.replace(b"<sheetData>", b"<cols>" + b'<col min="1" max="16384" width="9"/>' * 9 + b"</cols><sheetData>")), "X04"),
    "a column that ends before it begins": (lambda: changed(lambda xml: xml.replace(b"<sheetData>", b'<cols><col min="9" max="1" width="9"/></cols><sheetData>')), "X04"),
    "a shared text of 30,000 runs in 20,000 cells": (lambda: loose(named_often("<r><rPr><sz val='1'/></rPr><t>1</t></r>" * 30_000)), "X05"),
    "a zip within a zip": (lambda: package_of({"表.xlsx": _form()}), "X"),
    "a workbook with a password": (lambda: old_book.container(bytes(9000), "EncryptedPackage"), "X03"),
    "styles with a DOCTYPE": (lambda: changed(lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml.partition(b"?>")[2], "xl/styles.xml"), "X04"),
    "styles with a font of a milliard points and colours that are none": (lambda: changed(lambda xml: xml.replace(b"<fonts", b'<fonts><font><sz val="1e999"/><color rgb="zzzz" theme="-1" tint="nan"/></font></fonts><fonts', 1), "xl/styles.xml"), "X12 X20 X14 X10 ok"),
    "an .ods with a password": (lambda: package_of({"mimetype": ODS, "META-INF/manifest.xml": b'<m xmlns="a"><encryption-data/></m>', "content.xml": bytes(range(256))}), "X03"),
    "an .ods of a million repeats in rows and columns": (lambda: repeats(*((n, n) for n in range(1, 200))), "X05"),
    "an .ods that repeats a long text": (lambda: ods(repeated(10_000, 9).replace("甲", "长" * 1000)), "X05"),
    "an .ods of 20,000 styles one below the other": (lambda: loose(styled(count=20_000)), "X10"),
    "an .ods whose style has 50,000 conditions": (lambda: loose(styled(said='<s:map s:condition="cell-content()&gt;0" s:apply-style-name="a0"/>' * 50_000)), "X10"),
    "an .ods whose format has 50,000 conditions": (lambda: loose(styled(of_one='<number:number-style s:name="f">' + '<s:map s:condition="value()&gt;9" s:apply-style-name="f"/>' * 50_000 + "</number:number-style>")), "X10"),
    "an .ods whose format is 100,000 words": (lambda: loose(styled(of_one='<number:number-style s:name="f">' + "<number:text>1</number:text>" * 100_000 + "</number:number-style>")), "X10"),
    "an .ods of sheets within cells": (lambda: ods("<table:table-row>" + "<table:table-cell><table:table><table:table-row>" * 60 + CELL + "</table:table-row></table:table></table:table-cell>" * 60 + "</table:table-row>"), "X10"),
    "an .ods of 30,000 spans in one cell": (lambda: loose(ods(f'<table:table-row><table:table-cell office:value-type="string"><text:p>{"<text:span>甲</text:span>" * 30_000}</text:p></table:table-cell></table:table-row>' * 3)), "X10"),
    "an .ods of 50,000 shapes over 2,000 cells": (lambda: loose(ods(f"<table:table-row>{CELL * 20}</table:table-row>" * 100 + f'<table:table-row><table:table-cell office:value-type="string"><text:p>甲</text:p>{"<d:frame/>" * 50_000}</table:table-cell></table:table-row>'.replace("<d:frame", f'<d:frame xmlns:d="{OFFICE}:drawing:1.0" table:end-cell-address="a.ZZ9999"'))), "X05"),
    "an .ods with entities in its settings": (lambda: ods(CELL, **{"settings.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}), "X04"),
}  # fmt: skip


def under_conditions(count: int) -> bytes:
    areas = old_book.record(0x01B0, b"\1\0\0\0" + bytes(8) + b"\1\0" + b"\0\0\xff\xff\0\0\xff\0")
    return old_book.book(ROWS + (areas + old_book.record(0x01B1, b"\1\5\0\0\0\0\0\0\0\2\0\0")) * count)


FORMS |= {
    "an old book with 3,000 conditions over 4,000 cells": (lambda: under_conditions(3000), "X05"),
    "an old book with a condition that is cut off": (lambda: old_book.book(ONE + old_book.record(0x01B0, b"\1\0") + old_book.record(0x01B1, b"\1") + old_book.record(0x00EC, b"\x10\xf0\x12\0\0\0") + old_book.record(0x005D, b"")), "X"),
    "an old book with a password": (lambda: old_book.container(old_book.record(0x0809, b"\0\6\5\0" + bytes(12)) + old_book.record(0x002F, bytes(54)) + bytes(range(200))), "X03 X04"),
    "an old book with a shape over everything, 5,000 times": (lambda: old_book.book(ROWS + (old_book.record(0x00EC, b"\x10\xf0\x12\0\0\0" + bytes(10) + b"\xff\0\0\0\xff\xff\0\0") + old_book.record(0x005D, b"\x15\0\x12\0\x08\0" + bytes(16))) * 5000), "X05"),
}  # fmt: skip

SHAPE = '<v:shape style="position:absolute"><x:ClientData ObjectType="Button"><x:Anchor>0, 0, 0, 0, 99, 0, 9999, 0</x:Anchor></x:ClientData></v:shape>'


def sketched(drawing: str) -> bytes:
    """A sheet with a drawing of VML."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    line = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rV" Type="{kind}/vmlDrawing" Target="../v.vml"/></Relationships>'
    sheet = ended(many(2000) + f'</sheetData><legacyDrawing xmlns:r="{kind}" r:id="rV"/>')
    return loose(changed(sheet, **{"xl/v.vml": drawing.encode(), "xl/worksheets/_rels/sheet1.xml.rels": line.encode()}))

SHARED = '<row r="{0}"><c r="A{0}"><f t="shared" {1} si="{2}">A{3}</f><v>1</v></c></row>'
FORMS |= {
    "shared formulas that name one another in a circle": (lambda: changed(ended("".join(SHARED.format(n, f'ref="A{n}:A{n}"', n, n + 1 if n < 999 else 900) for n in range(900, 1000)) + "</sheetData>")), "X"),
    "a shared formula of a milliard cells with 20,000 users": (lambda: changed(ended(SHARED.format(900, 'ref="A1:XFD1048576"', 0, 1) + "".join(SHARED.format(n, "", 0, "") for n in range(901, 20_900)) + "</sheetData>")), "X"),
    "an array formula over everything": (lambda: changed(ended('<row r="900"><c r="A900"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row></sheetData>')), "X"),
    "1,000 sheets on one part": (lambda: sheets(1000), "X05"),
    "a number format of 60,000 conditions": (lambda: formatted("[&gt;1]0;" * 60_000), "X"),
    "joined areas that lie over one another, 5,000 of them": (lambda: renamed(ended("</sheetData><mergeCells>" + '<mergeCell ref="A1:Z900"/>' * 5000 + "</mergeCells>")), "X"),
}  # fmt: skip


def vml(inside: str) -> str:
    return f'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">{inside}</xml>'


def newer(areas: bytes, condition: bytes) -> bytes:
    return old_book.record(0x0879, bytes(12) + areas) + old_book.record(0x087A, bytes(12) + condition)


EVERYWHERE = b"\1\0\0\0" + bytes(8) + b"\1\0" + b"\0\0\xff\xff\0\0\xff\0"
FORMS |= {
    "20,000 shapes of VML over 8,000 cells": (lambda: sketched(vml(SHAPE * 20_000)), "X05"),
    "a shape of VML within 9,000 shapes": (lambda: sketched(vml("<v:group>" * 9_000 + "</v:group>" * 9_000)), "X04"),
    "VML with an entity": (lambda: sketched('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + vml("&b;")), "X04"),
    "VML whose anchors are no numbers": (lambda: sketched(vml(SHAPE.replace("9999", "9" * 5000).replace("99", "x"))), "X"),
    "a million line ends in VML": (lambda: sketched(vml("<br>" * 1_000_000)), "X05"),
    "an old book with 3,000 newer conditions over 4,000 cells": (lambda: old_book.book(ROWS + newer(EVERYWHERE, b"\4\0" + bytes(30)) * 3000), "X05"),
    "an old book with a newer condition that is cut off": (lambda: old_book.book(ONE + newer(b"\1", b"\1")), "X10"),
    "an old book with a newer condition whose look is longer than the file": (lambda: old_book.book(ONE + newer(EVERYWHERE, b"\1\5\0\0\0\0\xff\xff\xff\x7f\0\0\0\4")), "X10"),
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
    "an opened quote among good lines": ("清单.csv", HEAD + '甲,1,甲\n"乙,2,乙\n丙,3,丙\n', "J01"),
    "a line with ends of other kinds": ("清单.jsonl", '{"户主": "甲\u2028乙\x85", "面积": 1}\n{"户主"\n', "J01"),
    "a table file that is none": ("清单.xlsx", b"PK\x03\x04", "X04"),
    "an old table file of zeros": ("清单.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "X"),
    "a form's key as a list": ("清单.xlsx", _form(), "J01"),
    "another kind of file": ("清单.exe", "MZ", "J"),
}  # fmt: skip


def cases() -> Iterator[Case]:
    for name, (build, codes) in FORMS.items():
        yield Case("forms", name, lambda _, build=build: {"表.xlsx": build()}, codes, ("forms", "import", "表.xlsx", "--yes", "--year", "2024"), office=True)
    for name, (file, text, codes) in LISTS.items():
        data = text if isinstance(text, bytes) else text.encode()
        command = ("batch", "--list", file, "--template", "模板.docx", "--jobs", "1")
        yield Case("lists", name, lambda _, file=file, data=data: {file: data, "模板.docx": document("{{ 户主 }}：{{ 面积 }}亩")}, codes, command, partly=True)
