"""Word files whose zip, parts or XML are hostile, damaged or foreign."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from docx_samples import MAIN, WML, add_part, document, package_of, paragraph, parts_of, replaced

from hostile.case import DATA, RENDER, Case, of_template
from reportgen.ooxml.archive import ZipEntry, deflate, write_entries

MIB = 1024 * 1024
KIND = "packages"
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def base() -> dict[str, bytes]:
    return parts_of(document("{{ a }}"))


def more(name: str, data: bytes = b"x") -> bytes:
    return package_of({**base(), name: data})


def less(name: str) -> bytes:
    return package_of({other: data for other, data in base().items() if other != name})


def swapped(name: str, old: str, new: str) -> bytes:
    return replaced(document("{{ a }}"), name, old, new)


def twice(name: str) -> bytes:
    buffer = io.BytesIO(document("{{ a }}"))
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as out:
        warnings.simplefilter("ignore")
        out.writestr(name, b"<a/>")
    return buffer.getvalue()


def flagged(offset: int, value: int) -> bytes:
    """The directory's first entry with a byte changed."""
    data = bytearray(document("{{ a }}"))
    data[data.index(b"PK\x01\x02") + offset] |= value
    return bytes(data)


def overlapping() -> bytes:
    inner = write_entries([deflate("b", b"2")])
    data = bytearray(write_entries([ZipEntry("a", zipfile.ZIP_STORED, zlib.crc32(inner), len(inner), inner), deflate("b", b"2")]))
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 42, 31)
    return bytes(data)


def small_bomb() -> bytes:
    """A thousand entries of the directory that share the bytes of one."""
    one = deflate("a", bytes(MIB))
    head = write_entries([one])
    start = head.index(b"PK\x01\x02")
    end = head.index(b"PK\x05\x06")
    line = head[start:end]
    listing = b"".join(line[:-1] + bytes([48 + n % 10]) + b"" for n in range(1000))
    return head[:start] + listing + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(listing), start, 0)


def thrice(data: bytes) -> bytes:
    """A part three times; packed once, and fast."""
    packed = deflate("", data, 1)
    parts = [ZipEntry(f"word/media/{n}.bin", packed.method, packed.crc, packed.size, packed.packed) for n in range(3)]
    return write_entries([*(deflate(name, content) for name, content in base().items()), *parts])


def lying(size: int) -> bytes:
    """A part whose directory says it is small."""
    entries = [deflate(name, data) for name, data in base().items()]
    packed = deflate("word/media/x.bin", bytes(64 * MIB))
    return write_entries([*entries, ZipEntry(packed.name, packed.method, packed.crc, size, packed.packed)])


def lying_main() -> bytes:
    parts = base()
    packed = deflate(MAIN, parts.pop(MAIN) + b" " * 64 * MIB)
    return write_entries([*(deflate(name, data) for name, data in parts.items()), ZipEntry(MAIN, packed.method, packed.crc, 4096, packed.packed)])


def doctype(text: str, inside: str = "{{ a }}") -> bytes:
    xml = parts_of(document("{{ a }}"))[MAIN].decode()
    head, _, rest = xml.partition("?>")
    return package_of({**base(), MAIN: f"{head}?>{text}{rest.replace('{{ a }}', inside)}".encode()})


def laughs() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return doctype(f'<!DOCTYPE w [<!ENTITY l0 "ha">{lines}]>', "&l9;")


def entity_in(name: str) -> bytes:
    parts = base()
    head, _, rest = parts[name].decode().partition("?>")
    return package_of({**parts, name: f'{head}?><!DOCTYPE x [<!ENTITY a "b">]>{rest}'.encode()})


def related(line: str) -> bytes:
    return swapped("word/_rels/document.xml.rels", "</Relationships>", f"{line}</Relationships>")


def field(instruction: str) -> bytes:
    run = f'<w:fldSimple w:instr="{escape(instruction, {chr(34): "&quot;"})}"/>'
    return swapped(MAIN, "<w:body>", f"<w:body><w:p>{run}</w:p>")


def embedded(kind: str, name: str, data: bytes, content_type: str) -> bytes:
    parts = base()
    for part, end, line in (
        ("word/_rels/document.xml.rels", "</Relationships>", f'<Relationship Id="z" Type="{OFFICE}{kind}" Target="{name}"/>'),
        ("[Content_Types].xml", "</Types>", f'<Default Extension="{name.rpartition(".")[2]}" ContentType="{content_type}"/>'),
    ):
        parts[part] = parts[part].replace(end.encode(), (line + end).encode())
    return package_of({**parts, f"word/{name}": data})


def many_relationships() -> bytes:
    lines = "".join(f'<Relationship Id="z{n}" Type="{OFFICE}hyperlink" Target="a{n}" TargetMode="External"/>' for n in range(20_000))
    return related(lines)


def nested(depth: int) -> bytes:
    return swapped(MAIN, "<w:body>", "<w:body>" + "<w:sdt><w:sdtContent>" * depth + paragraph("深") + "</w:sdtContent></w:sdt>" * depth)


def wide() -> bytes:
    attributes = " ".join(f'w:z{n}="1"' for n in range(50_000))
    return swapped(MAIN, "<w:p>", f"<w:p {attributes}>")


def incremental() -> bytes:
    parts = base()
    add_part(parts, "header1", "<w:hdr xmlns:w='urn:wrong'/>", "header")
    return package_of(parts)


ENTRIES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("a bomb by ratio", lambda: more("word/media/x.bin", bytes(20 * MIB)), "P13"),
    ("a bomb by the size of a part", lambda: more("word/media/x.bin", bytes(130 * MIB)), "P12"),
    ("a bomb by the sum of parts", lambda: thrice(bytes(100 * MIB)), "P12"),
    ("entries that share their bytes", small_bomb, "P10 P12"),
    ("entries that overlap", overlapping, "P08"),
    ("a size that lies, of a part nobody reads", lambda: lying(100), ""),
    ("a size that lies, of the main part", lying_main, "P08"),
    ("two entries of one name", lambda: twice(MAIN), "P10"),
    ("two entries that differ by case", lambda: twice("word/Document.xml"), "P10"),
    ("too many entries", lambda: package_of({**base(), **{f"x/{n}": b"" for n in range(2001)}}), "P09"),
    ("a directory of a million entries", lambda: document("{{ a }}") + b"PK\x01\x02" * 1_000_000, "P09"),
    ("an entry with a password", lambda: flagged(8, 1), "P24"),
    ("an unknown way of compressing", lambda: flagged(10, 0x5F), "P14"),
    ("compressed by LZMA", lambda: package_of(base(), zipfile.ZIP_LZMA), "P14"),
    ("compressed by bzip2", lambda: package_of(base(), zipfile.ZIP_BZIP2), "P14"),
    ("an entry without a name", lambda: write_entries([deflate("", b"x"), *(deflate(n, d) for n, d in base().items())]), "P11"),
    ("a checksum that is wrong", lambda: _broken_sum(), "P08"),
    ("cut off in the directory", lambda: document("{{ a }}")[:-30], "P07"),
    ("cut off in the middle", lambda: document("{{ a }}")[:900], "P07"),
    ("only the first four bytes", lambda: b"PK\x03\x04", "P07"),
    ("an empty zip", lambda: write_entries([]), "P04"),
    ("a local name that differs", lambda: document("{{ a }}").replace(b"word/styles.xml", b"word/stylez.xml", 1), "P08"),
    ("a name of 60,000 characters", lambda: more("x" * 60_000), ""),
)


def _broken_sum() -> bytes:
    parts = base()
    packed = deflate(MAIN, parts.pop(MAIN))
    return write_entries([*(deflate(n, d) for n, d in parts.items()), ZipEntry(MAIN, packed.method, packed.crc ^ 1, packed.size, packed.packed)])


NAMES = ("../../evil", "../evil.docx", "/etc/evil", "C:/evil", "C:evil", "\\\\host\\share\\evil", "word\\evil.xml", "word//x.xml", "word/./x.xml", "a\nb", "word/../../evil", "..")

FOREIGN: tuple[tuple[str, bytes, str], ...] = (
    ("an empty file", b"", "P03"),
    ("nothing but zeros", bytes(4096), "P03"),
    ("a text", "一段文字".encode(), "P04"),
    ("a PDF", b"%PDF-1.7", "P04"),
    ("an RTF", b"{\\rtf1", "P04"),
    ("a web page", b"\n<HTML>", "P04"),
    ("a .doc named .docx", OLE2 + "WordDocument".encode("utf-16-le"), "P05"),
    ("a file with an opening password", OLE2 + "EncryptedPackage".encode("utf-16-le"), "P06"),
    ("an .xls named .docx", OLE2 + "Workbook".encode("utf-16-le"), "P19"),
    ("random bytes behind the sign of a zip", b"PK\x03\x04" + bytes(range(256)) * 40, "P07"),
)

PARTS: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("no list of content types", lambda: less("[Content_Types].xml"), "P15"),
    ("no root relationships", lambda: less("_rels/.rels"), "P16"),
    ("no main part", lambda: less(MAIN), "P16"),
    ("a main part of plain XML", lambda: swapped("[Content_Types].xml", f"{WML}document.main+xml", "application/xml"), "P16"),
    ("a workbook's type", lambda: swapped("[Content_Types].xml", f"{WML}document.main+xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "P19"),
    ("an OpenDocument text", lambda: package_of({"mimetype": b"application/vnd.oasis.opendocument.text"}), "P19"),
    ("macros as a part", lambda: more("word/vbaProject.bin"), "P17"),
    ("a type for macros, and none", lambda: swapped("[Content_Types].xml", f"{WML}document.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml"), "ok"),
    ("the strict dialect", lambda: swapped("_rels/.rels", f"{OFFICE}officeDocument", "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"), "P18"),
    ("a type twice", lambda: swapped("[Content_Types].xml", "</Types>", '<Default Extension="xml" ContentType="a/b"/></Types>'), "P21"),
    ("the root of another vocabulary", lambda: package_of({**base(), MAIN: b"<a/>"}), "P16"),
    ("a header of another vocabulary", incremental, "ok"),
    ("no body", lambda: package_of({**base(), MAIN: b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'}), "P16"),
)

XML: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("an honest-looking DOCTYPE", lambda: doctype("<!DOCTYPE w>"), "P22"),
    ("a milliard laughs", laughs, "P22"),
    ("quadratic blow-up", lambda: doctype(f'<!DOCTYPE w [<!ENTITY a "{"x" * 50_000}">]>', "&a;" * 20_000), "P22"),
    ("a parameter entity from the net", lambda: doctype('<!DOCTYPE w [<!ENTITY % e SYSTEM "http://127.0.0.1:9/e.dtd"> %e;]>'), "P22"),
    ("an outside DTD", lambda: doctype('<!DOCTYPE w SYSTEM "http://127.0.0.1:9/e.dtd">'), "P22"),
    ("an entity in the content types", lambda: entity_in("[Content_Types].xml"), "P22"),
    ("an entity in the root relationships", lambda: entity_in("_rels/.rels"), "P22"),
    ("an entity in the styles", lambda: entity_in("word/styles.xml"), "P22"),
    ("an entity nobody declared", lambda: doctype("", "&amp;&nbsp;"), "P21"),
    ("a tag that is not closed", lambda: swapped(MAIN, "</w:body>", ""), "P21"),
    ("a control character", lambda: swapped(MAIN, "{{ a }}", "\x01"), "P21"),
    ("bytes that are no UTF-8", lambda: package_of({**base(), MAIN: base()[MAIN].replace(b"{{ a }}", b"\xff\xfe\xfd")}), "P21"),
    ("an unknown encoding", lambda: swapped(MAIN, 'encoding="UTF-8"', 'encoding="klingon"'), "P21"),
    ("UTF-7", lambda: swapped(MAIN, 'encoding="UTF-8"', 'encoding="UTF-7"'), "ok"),
    ("UTF-16", lambda: package_of({**base(), MAIN: base()[MAIN].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")}), "ok"),
    ("content controls 100 deep", lambda: nested(100), ""),
    ("content controls 400 deep", lambda: nested(400), "P21"),
    ("content controls 5,000 deep", lambda: nested(5000), "P21"),
    ("50,000 attributes", wide, "P21"),
    ("a text of ten million characters", lambda: swapped(MAIN, "{{ a }}", "{{ a }}" + "".join(map(chr, range(0x4E00, 0x4E00 + 5000))) * 700), "P21"),
    ("an include by XInclude", lambda: swapped(MAIN, "<w:body>", '<w:body><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.txt" parse="text"/>'), "P22"),
    ("an include of another name space's prefix, deep in a text", lambda: swapped(MAIN, "{{ a }}", '{{ a }}<q xmlns="http://www.w3.org/2001/XInclude"><include href="secret.txt"/></q>'), "P22"),
    ("an include in UTF-16 in a part that is carried over", lambda: carried("customXml/item1.xml", '<?xml version="1.0" encoding="UTF-16"?><a><b xmlns="http://www.w3.org/2001/XInclude"/></a>'.encode("utf-16")), "P22"),
    ("an include in the styles", lambda: swapped("word/styles.xml", "</w:styles>", '<i:fallback xmlns:i="http://www.w3.org/2001/XInclude"/></w:styles>'), "P22"),
    ("words about an include", lambda: swapped(MAIN, "{{ a }}", "{{ a }} http://www.w3.org/2001/XInclude"), "ok"),
    ("a style sheet's instruction", lambda: swapped(MAIN, "<w:document", '<?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?><w:document'), "ok"),
)  # fmt: skip

LINKS: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("a relationship out of the package", lambda: related(f'<Relationship Id="z" Type="{OFFICE}image" Target="../../../../etc/passwd"/>'), "ok"),
    ("a relationship to a file address", lambda: related(f'<Relationship Id="z" Type="{OFFICE}image" Target="file:///etc/passwd" TargetMode="External"/>'), "ok"),
    ("a template from the net", lambda: related(f'<Relationship Id="z" Type="{OFFICE}attachedTemplate" Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/>'), "ok"),
    ("a field that starts a program", lambda: field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'), "P25"),
    ("a field that reads a file", lambda: field('INCLUDETEXT "c:\\\\secret.txt"'), "ok"),
    ("a picture from the net by a field", lambda: field('INCLUDEPICTURE "http://127.0.0.1:9/a.png" \\\\d'), "ok"),
    ("a web page embedded", lambda: embedded("aFChunk", "chunk.html", b"<script>evil</script>", "text/html"), "ok"),
    ("an object embedded", lambda: embedded("oleObject", "ole.bin", OLE2, "application/vnd.openxmlformats-officedocument.oleObject"), "ok"),
    ("a relationship to nothing", lambda: related(f'<Relationship Id="z" Type="{OFFICE}header" Target="none.xml"/>'), "ok"),
    ("a relationship to itself", lambda: related(f'<Relationship Id="z" Type="{OFFICE}header" Target="document.xml"/>'), "P21"),
    ("one Id twice", lambda: related(f'<Relationship Id="rIdStyles" Type="{OFFICE}header" Target="styles.xml"/>'), "P21"),
    ("no Id", lambda: related(f'<Relationship Type="{OFFICE}header" Target="styles.xml"/>'), "P21"),
    ("20,000 relationships", many_relationships, "ok"),
    ("two main parts", lambda: swapped("_rels/.rels", "</Relationships>", f'<Relationship Id="z" Type="{OFFICE}officeDocument" Target="word/styles.xml"/></Relationships>'), "P21"),
    ("the main part at an outside address", lambda: swapped("_rels/.rels", 'Target="word/document.xml"', 'Target="http://127.0.0.1:9/d.xml" TargetMode="External"'), "P16"),
)  # fmt: skip


MS = "http://schemas.microsoft.com/office/2006/relationships/"


def carried(name: str, data: bytes, kind: str = "customXml", content_type: str = "", base_type: str = OFFICE) -> bytes:
    """A part that is only carried over, with the relationship that leads to it."""
    parts = base()
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f'<Relationship Id="z" Type="{base_type}{kind}" Target="/{name}"/></Relationships>'.encode()
    )
    if content_type:
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'.encode())
    return package_of({**parts, name: data})


_DECLARED = f'<?xml version="1.0"?><!--{"x" * 5000}--><!DOCTYPE a [<!ENTITY b "c">]><a/>'
CARRIED: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("a DOCTYPE behind a long comment", lambda: carried("customXml/item1.xml", _DECLARED.encode()), "P22"),
    ("a DOCTYPE in UTF-16", lambda: carried("customXml/item1.xml", _DECLARED.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")), "P22"),
    ("a DOCTYPE in .XML", lambda: carried("customXml/item1.XML", _DECLARED.encode()), "P22"),
    ("a DOCTYPE in .vml", lambda: carried("word/drawings/vmlDrawing1.vml", _DECLARED.encode(), "vmlDrawing"), "P22"),
    ("a DOCTYPE under another name", lambda: carried("word/a.dat", _DECLARED.encode(), "theme", "application/vnd.openxmlformats-officedocument.theme+xml"), "P22"),
    ("macros under another name by the type", lambda: carried("word/a.dat", OLE2, "x", "application/vnd.ms-office.vbaProject"), "P17"),
    ("macros under another name by the relationship", lambda: carried("word/a.dat", OLE2, "vbaProject", "", MS), "P17"),
    ("an embedded .docm", lambda: carried("word/embeddings/a.bin", package_of({"[Content_Types].xml": b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'}), "package"), "P17"),
    ("an old file with macros embedded", lambda: carried("word/embeddings/a.bin", OLE2 + "_VBA_PROJECT".encode("utf-16-le"), "oleObject"), "P17"),
    ("files within files without end", lambda: carried("word/embeddings/a.bin", _boxed(30), "package"), ""),
    ("broken styles", lambda: package_of({**base(), "word/styles.xml": b"<w:styles"}), "P21"),
    ("a broken theme", lambda: carried("word/theme/theme1.xml", b"<a:theme", "theme"), "P21"),
    ("a theme that is none", lambda: carried("word/theme/theme1.xml", b"<a/>", "theme"), "P21"),
    ("a relationship to a header that is not there", lambda: related(f'<Relationship Id="z" Type="{OFFICE}header" Target="header9.xml"/>'), ""),
    ("a header that is used and not there", lambda: _headless(), "P26"),
    ("an outside picture in small letters", lambda: related(f'<Relationship Id="z" Type="{OFFICE}image" Target="http://127.0.0.1:9/a.png" TargetMode="external"/>'), ""),
    ("a ribbon of its own", lambda: carried("customUI/customUI.xml", b"<a/>", "ui/extensibility", "", MS), ""),
    ("a web extension", lambda: carried("word/webextensions/taskpanes.xml", b"<a/>", "webextensiontaskpanes", "", "http://schemas.microsoft.com/office/2011/relationships/"), ""),
    ("a picture of VML at an address", lambda: swapped(MAIN, "<w:body>", '<w:body><w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="http://127.0.0.1:9/a.png"/></v:shape></w:pict></w:r></w:p>'), ""),
    ("a link to a file", lambda: related(f'<Relationship Id="z" Type="{OFFICE}hyperlink" Target="file:///c:/a.exe" TargetMode="External"/>'), ""),
    ("a field that starts a program behind a tab", lambda: field("DDEAUTO\tcmd.exe"), "P25"),
    ("a field that starts a program behind a blank that does not break", lambda: field("DDEAUTO\u00a0cmd.exe"), "P25"),
    ("a DOCTYPE in UTF-16 without its mark", lambda: carried("customXml/item1.xml", _DECLARED.replace('"1.0"', '"1.0" encoding="UTF-16LE"').encode("utf-16-le")), "P2"),
    ("a DOCTYPE in a part without an ending", lambda: carried("word/a", _DECLARED.encode(), "footer", f"{WML}footer+xml"), "P22"),
    ("macros in an embedded workbook within an embedded file", lambda: carried("word/embeddings/a.bin", package_of({"word/embeddings/b.bin": package_of({"xl/vbaProject.bin": OLE2, "[Content_Types].xml": b'<Types><Override ContentType="application/vnd.ms-office.vbaProject"/></Types>'})}), "package"), "P17"),
    ("a data part of macros", lambda: carried("word/vbaData.xml", b"<a/>", "wordVbaData", "application/vnd.ms-word.vbaData+xml", MS), "P17"),
    ("a broken font table", lambda: carried("word/fontTable.xml", b"<w:fonts>", "fontTable"), "P21"),
    ("a broken list of lists", lambda: carried("word/numbering.xml", b"\x00\x01", "numbering"), "P21"),
    ("settings of another vocabulary's bytes", lambda: carried("word/settings.xml", b"PK\x03\x04", "settings"), "P21"),
    ("a picture that is used and not there", lambda: swapped(MAIN, "<w:body>", f'<w:body><w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata xmlns:r="{OFFICE[:-1]}" r:id="none"/></v:shape></w:pict></w:r></w:p>'), "ok"),
    ("a header by a line that there is not", lambda: swapped(MAIN, "<w:sectPr>", f'<w:sectPr><w:headerReference xmlns:r="{OFFICE[:-1]}" w:type="default" r:id="none"/>'), "P26"),
    ("a link by a line that there is not", lambda: swapped(MAIN, "<w:body>", f'<w:body><w:p><w:hyperlink xmlns:r="{OFFICE[:-1]}" r:id="none"><w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p>'), "P26"),
    ("a link of VML to a program and a script", lambda: swapped(MAIN, "<w:body>", '<w:body><w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" href="file:///c:/a.exe" o:href="javascript:a()"/></w:pict></w:r></w:p>'), "P25"),
    ("an outside template in capitals", lambda: related(f'<Relationship Id="z" Type="{OFFICE}attachedTemplate" Target="http://127.0.0.1:9/a.dotm" TargetMode="EXTERNAL"/>'), ""),
    ("a field that an expression puts together", lambda: field('{{ "DDE" ~ "AUTO" }} cmd.exe'), "P25"),
)  # fmt: skip

_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_LINKED = '<w:body><w:p><w:r><w:pict><v:shape {}>{}</v:shape></w:pict></w:r></w:p>'


def shape(inside: str, attributes: str = "") -> bytes:
    return swapped(MAIN, "<w:body>", _LINKED.format(f"{_VML} {attributes}", inside))


def link(target: str, mode: str = "External") -> bytes:
    return related(f'<Relationship Id="z" Type="{OFFICE}hyperlink" Target="{target}" TargetMode="{mode}"/>')


MORE: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("a DOCTYPE behind a comment of a megabyte", lambda: carried("customXml/item1.xml", _DECLARED.replace("x" * 5000, "x" * 1_000_000).encode()), "P22"),
    ("a DOCTYPE behind a long instruction", lambda: carried("customXml/item1.xml", f'<?a {"x" * 70_000}?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode()), "P22"),
    ("a DOCTYPE behind 100,000 blanks", lambda: carried("customXml/item1.xml", (" " * 100_000 + '<!DOCTYPE a [<!ENTITY b "c">]><a/>').encode()), "P22"),
    ("a DOCTYPE behind a thousand comments", lambda: carried("customXml/item1.xml", ("<!--x-->" * 1000 + '<!DOCTYPE a [<!ENTITY b "c">]><a/>').encode()), "P22"),
    ("a DOCTYPE in UTF-16, the high byte first", lambda: carried("customXml/item1.xml", b"\xfe\xff" + _DECLARED.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16-be")), "P22"),
    ("a DOCTYPE in .RELS", lambda: carried("customXml/_rels/item1.xml.RELS", _DECLARED.encode()), "P22"),
    ("a DOCTYPE in a drawing of a header", lambda: carried("word/drawings/vmlDrawing2.VML", _DECLARED.encode(), "vmlDrawing", "application/vnd.openxmlformats-officedocument.vmlDrawing"), "P22"),
    ("an embedded .docm called .png", lambda: carried("word/media/a.png", package_of({"[Content_Types].xml": b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'}), "package"), "P17"),
    ("an embedded .xlsm behind other bytes", lambda: carried("word/embeddings/a.bin", b"x" * 9 + package_of({"xl/vbaProject.bin": OLE2, "[Content_Types].xml": b"<Types/>"}), "package"), "P17"),
    ("a ribbon of the newer kind", lambda: carried("customUI/customUI14.xml", b"<a/>", "ui/extensibility", "", "http://schemas.microsoft.com/office/2007/relationships/"), ""),
    ("a web extension without a pane", lambda: carried("word/webextensions/webextension1.xml", b"<a/>", "webextension", "", "http://schemas.microsoft.com/office/2011/relationships/"), ""),
    ("a ribbon whose relationship is written in capitals", lambda: carried("customUI/a.xml", b"<a/>", "ui/EXTENSIBILITY", "", MS), ""),
    ("an outside object in letters of both sizes", lambda: related(f'<Relationship Id="z" Type="{OFFICE}oleObject" Target="http://127.0.0.1:9/a.html" TargetMode="ExTeRnAl"/>'), ""),
    ("an outside page of a file by an object", lambda: related(f'<Relationship Id="z" Type="{OFFICE}oleObject" Target="mhtml:http://127.0.0.1:9/a.html!x-usc:b" TargetMode="External"/>'), "P25"),
    ("an outside template of another machine", lambda: related(f'<Relationship Id="z" Type="{OFFICE}attachedTemplate" Target="\\\\127.0.0.1\\a.dotm" TargetMode="External"/>'), ""),
    ("a fill of VML at an address", lambda: shape('<v:fill src="http://127.0.0.1:9/a.png"/>'), ""),
    ("a picture of VML of another machine", lambda: shape('<v:imagedata o:href="\\\\127.0.0.1\\a.png"/>'), ""),
    ("a picture of VML that runs something", lambda: shape('<v:imagedata o:href="javascript:a()"/>'), "P25"),
    ("a shape of VML that runs something", lambda: shape("", 'href="vbscript:a()"'), "P25"),
    ("a link that runs something", lambda: link("javascript:a()"), "P25"), ("a link that runs something, in capitals and blanks", lambda: link("JAVA SCRIPT:a()"), "P25"),
    ("a link that runs something, behind a sign without width", lambda: link("\u200bvbscript:a()"), "P25"), ("a link that calls a program", lambda: link("ms-word:ofe|u|http://127.0.0.1:9/a.docx"), "P25"),
    ("a link with a letter by its number", lambda: link("%6Aavascript:a()"), "P25"), ("a link to a page of bytes", lambda: link("data:text/html;base64,PHNjcmlwdD4="), "P25"),
    ("a link to a page within a file", lambda: link("mhtml:file://127.0.0.1/a!b"), "P25"), ("a link to another machine", lambda: link("\\\\127.0.0.1\\a"), ""), ("a link to a share", lambda: link("smb://127.0.0.1/a"), ""),
    ("a link to a program beside the file", lambda: link("a.docx.lnk"), ""), ("a link of no mode that runs something", lambda: link("javascript:a()", "Internal"), ""),
    ("a link by a field that runs something", lambda: field("HYPERLINK javascript:a()"), "P25"), ("a link by a field behind a tip", lambda: field('HYPERLINK \\o "https://example.org" "vbscript:a()"'), "P25"),
    ("a field that an expression puts together of signs", lambda: field('{{ ["D", "D", "E"]|join }} cmd.exe'), "P25"), ("a field that a loop puts together", lambda: field('{% for i in ["INC", "LUDE", "TEXT"] %}{{ i }}{% endfor %} c:/secret.txt'), "T"),
    ("a field that a macro puts together", lambda: field('{% macro m() %}DDE{% endmacro %}{{ m() }} cmd.exe'), "T"), ("a link that an expression puts together", lambda: field('HYPERLINK {{ "java" ~ "script:a()" }}'), "P25"),
    ("a list of notes that is broken", lambda: carried("word/footnotes.xml", b"<w:footnotes><a>", "footnotes", f"{WML}footnotes+xml"), "P21"),
)  # fmt: skip
LINKED = ("javascript:a()", "ms-excel:ofe|u|http://127.0.0.1:9/a.xlsx", "file:///c:/a.exe", "//127.0.0.1/a")


def _boxed(depth: int) -> bytes:
    data = b"x"
    for _ in range(depth):
        data = package_of({"word/a.bin": data})
    return data


def _headless() -> bytes:
    parts = parts_of(related(f'<Relationship Id="z" Type="{OFFICE}header" Target="header9.xml"/>'))
    parts[MAIN] = parts[MAIN].replace(b"<w:sectPr>", f'<w:sectPr><w:headerReference xmlns:r="{OFFICE[:-1]}" w:type="default" r:id="z"/>'.encode(), 1)
    return package_of(parts)


def _from_data(instruction: str) -> Callable[[Path], dict[str, bytes]]:
    return lambda _: {"模板.docx": field("{{ a }}"), "数据.yaml": f"a: '{instruction}'\n".encode()}


def _xxe(attack: str) -> Callable[[Path], dict[str, bytes]]:
    return lambda secret: {"模板.docx": doctype(attack.replace("SECRET", secret.as_uri()), "&x;"), "数据.yaml": DATA}


def cases() -> Iterator[Case]:
    for instruction in ("DDEAUTO cmd.exe", "INCLUDETEXT c:/secret.txt", "HYPERLINK file:///c:/a.exe", " dde　cmd", "  IncludePicture //host/a.png", "LINK Excel.Sheet //host/a.xlsx"):
        yield Case(KIND, f"a field that data make: {instruction}", _from_data(instruction), "P25" if "dde" in instruction.lower() else "ok", RENDER)
    for target in LINKED:
        linked = {"模板.docx": related(f'<Relationship Id="z" Type="{OFFICE}hyperlink" Target="{{{{ a }}}}" TargetMode="External"/>'), "数据.yaml": f"a: '{target}'\n".encode()}
        yield Case(KIND, f"a link that data make: {target}", lambda _, linked=linked: linked, "ok" if "a()" not in target and "ms-" not in target else "P25", RENDER)
    for name, build, codes in (*ENTRIES, *PARTS, *XML, *LINKS, *CARRIED, *MORE):
        yield of_template(KIND, name, build, codes)
    for name in NAMES:
        yield of_template(KIND, f"an entry named {name!r}", lambda name=name: more(name), "P11")
    for name, data, codes in FOREIGN:
        yield of_template(KIND, name, lambda data=data: data, codes)
    for attack in ('<!DOCTYPE w [<!ENTITY x SYSTEM "SECRET">]>', '<!DOCTYPE w [<!ENTITY % p SYSTEM "SECRET"> %p;]>'):
        yield Case(KIND, f"a local file by {attack[:30]}", _xxe(attack), "P22")
