"""Word files from outside for ``pull``, ``lint`` and ``review --redline``: hostile packages, and honest reports deformed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from docx_samples import MAIN, SECTION, body_xml, document, package_of, paragraph, parts_of, table

from hostile import packages
from hostile.case import Case

KIND = "edited"
COMMANDS = {
    "pull": ("pull", "来件.docx", "--list", "--year", "2024"),
    "lint": ("lint", "来件.docx"),
    "redline": ("review", "2024", "--redline", "来件.docx", "-o", "成品.docx"),
    "import": ("import", "来件.docx", "--year", "2024", "--list"),
    "compare with no year": ("pull", "来件.docx", "--yes"),
}
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: packages.more("word/media/x.bin", bytes(20 * packages.MIB)), "P13"),
    "a milliard laughs": (packages.laughs, "P22"),
    "a .doc": (lambda: packages.OLE2 + "WordDocument".encode("utf-16-le"), "P05"),
    "cut off": (lambda: document("甲")[:-50], "P07"),
    "macros": (lambda: packages.more("word/vbaProject.bin"), "P17"),
    "two main parts of one name": (lambda: packages.twice(MAIN), "P10"),
    "an entry that leads out": (lambda: packages.more("../../evil"), "P11"),
    "behind other bytes": (lambda: b"MZ" * 500 + document("甲"), "P04"),
    "an include by XInclude": (lambda: packages.swapped(MAIN, "<w:body>", '<w:body><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../secret.txt" parse="text"/>'), "P22"),
    "bytes that are no XML": (lambda: packages.swapped(MAIN, "</w:body>", ""), "P21"),
}
TRACK = 'w:id="{}" w:author="某" w:date="2024-01-01T00:00:00Z"'


def inserted(depth: int) -> str:
    opened = "".join(f"<w:ins {TRACK.format(n)}>" for n in range(depth))
    return f"<w:p>{opened}<w:r><w:t>深</w:t></w:r>{'</w:ins>' * depth}</w:p>"


def tables(depth: int) -> str:
    inside = paragraph("深")
    for _ in range(depth):
        inside = f"<w:tbl><w:tr><w:tc>{inside}<w:p/></w:tc></w:tr></w:tbl>"
    return inside + "<w:p/>"


def reversed_words() -> bytes:
    return document(*("".join(chr(0x4E00 + (n * m) % 9000) for m in range(200)) for n in range(300)))


DEFORMED: dict[str, Callable[[], bytes]] = {
    "nothing in it": lambda: body_xml(""),
    "no section": lambda: body_xml(paragraph("甲"), section=None),
    "insertions 60 deep": lambda: body_xml(inserted(60)),
    "tables 30 deep": lambda: body_xml(tables(30)),
    "a paragraph of 300,000 characters": lambda: document("长" * 300_000),
    "3,000 paragraphs alike": lambda: document(*["同一句话，写了许多遍。"] * 3000),
    "a text that has nothing to do with the report": reversed_words,
    "a table of 2,000 rows": lambda: body_xml(table([["1", "2"]] * 2000)),
    "sizes that are no numbers": lambda: body_xml('<w:p><w:pPr><w:ind w:firstLine="x" w:left="9999999999999"/></w:pPr><w:r><w:rPr><w:sz w:val="NaN"/></w:rPr><w:t>甲</w:t></w:r></w:p>'),
    "margins that are no numbers": lambda: body_xml(paragraph("甲"), section='<w:pgSz w:w="x" w:h=""/><w:pgMar w:top="-1e9" w:left="甲"/>'),
    "a page of no size": lambda: body_xml(paragraph("甲"), section='<w:pgSz w:w="0" w:h="0"/><w:pgMar w:top="0" w:bottom="0"/><w:docGrid w:linePitch="0"/>'),
    "styles in a circle": lambda: body_xml('<w:p><w:pPr><w:pStyle w:val="s"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>', styles='<w:style w:type="paragraph" w:styleId="s"><w:basedOn w:val="t"/></w:style><w:style w:type="paragraph" w:styleId="t"><w:basedOn w:val="s"/></w:style>'),
    "a style that is not there": lambda: body_xml('<w:p><w:pPr><w:pStyle w:val="没有"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'),
    "styles based on one another, 600 deep": lambda: body_xml('<w:p><w:pPr><w:pStyle w:val="s599"/></w:pPr><w:r><w:rPr><w:rStyle w:val="s598"/></w:rPr><w:t>甲</w:t></w:r></w:p>' * 300, styles="".join(f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n - 1}"/><w:rPr><w:sz w:val="{n % 60 + 10}"/></w:rPr></w:style>' for n in range(600))),
    "lists in a circle": lambda: body_xml('<w:p><w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="7"/></w:numPr></w:pPr></w:p>', numbering='<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="x"/></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'),
    "numbering that is no number": lambda: body_xml('<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="y"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'),
    "fields that never end": lambda: body_xml('<w:p>' + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 500 + "<w:r><w:t>甲</w:t></w:r></w:p>"),
    "comments of nobody": lambda: body_xml('<w:p><w:commentRangeStart w:id="9"/><w:r><w:t>甲</w:t></w:r><w:r><w:commentReference w:id="x"/></w:r></w:p>'),
    "moves that never end": lambda: body_xml(f'<w:p><w:moveFromRangeStart w:name="m" {TRACK.format(1)}/><w:moveFrom {TRACK.format(2)}><w:r><w:t>甲</w:t></w:r></w:moveFrom></w:p>'),
    "revisions without a date": lambda: body_xml('<w:p><w:del w:id="x"><w:r><w:delText>甲</w:delText></w:r></w:del><w:ins><w:r><w:t>乙</w:t></w:r></w:ins></w:p>'),
    "signs of every plane": lambda: document("".join(chr(n) for n in (0x202E, 0x200B, 0xFEFF, 0x1F389, 0x10FFFD, 0xE000, 0x0301, 0xFFFD))),
    "code where references stood": lambda: document("【''.__class__.__mro__】{{ 7*7 }}{% for %}", "!!python/object/apply:os.system"),
    "3,000 styles, each on the one before": lambda: body_xml("".join(f'<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>' for n in range(0, 3000, 10)), styles="".join(f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{n - 1}"/></w:style>' for n in range(3000))),
    "character styles based on one another, 2,000 deep": lambda: body_xml('<w:p><w:r><w:rPr><w:rStyle w:val="c1999"/></w:rPr><w:t>甲</w:t></w:r></w:p>' * 300, styles="".join(f'<w:style w:type="character" w:styleId="c{n}"><w:name w:val="c{n}"/><w:basedOn w:val="c{n - 1}"/></w:style>' for n in range(2000))),
    "no styles at all": lambda: _without_styles(),
    "3,000 bookmarks that never end": lambda: body_xml("".join(f'<w:p><w:bookmarkStart w:id="{n}" w:name="b{n}"/><w:r><w:t>甲{n}</w:t></w:r></w:p>' for n in range(3000))),
    "1,000 sections": lambda: body_xml("".join(f'<w:p><w:pPr><w:sectPr>{SECTION}</w:sectPr></w:pPr><w:r><w:t>第{n}段。</w:t></w:r></w:p>' for n in range(1000))),
    "5,000 insertions between deletions": lambda: body_xml("<w:p>" + "".join(f"<w:ins {TRACK.format(2 * n)}><w:r><w:t>甲</w:t></w:r></w:ins><w:del {TRACK.format(2 * n + 1)}><w:r><w:delText>乙</w:delText></w:r></w:del>" for n in range(5000)) + "</w:p>"),
    "text boxes in text boxes": lambda: body_xml(_boxes(10)),
    "a list's label of 300 numbers": lambda: body_xml('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>' * 300, numbering=f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="{"%1" * 300}"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'),
}  # fmt: skip
IMPORT_CODES = {
    "3,000 styles, each on the one before": "ok", "character styles based on one another, 2,000 deep": "ok",
    "a .doc": "D01", "a paragraph of 300,000 characters": "ok", "3,000 paragraphs alike": "ok",
    "a text that has nothing to do with the report": "ok", "code where references stood": "ok", "behind other bytes": "D01",
    "styles based on one another, 600 deep": "ok", "3,000 bookmarks that never end": "ok", "1,000 sections": "ok", "5,000 insertions between deletions": "ok", "a list's label of 300 numbers": "ok",
}
"""What the door for old reports says where it says something else than that there is no text to take in."""
NO_DOCUMENT = "signs of every plane"
"""A line of signs and no text reads as neither a document nor a report, so no rule of theirs is asked."""
DEAR = ("3,000 paragraphs alike", "a table of 2,000 rows", "a paragraph of 300,000 characters", "a text that has nothing to do with the report", "3,000 bookmarks that never end", "1,000 sections", "5,000 insertions between deletions")
"""Half a second each."""


def _boxes(depth: int) -> str:
    inside = paragraph("深")
    for number in range(depth):
        box = f"<wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp>"
        inside = f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="{number}" name="a"/><a:graphic><a:graphicData uri="x">{box}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    return inside


def _without_styles() -> bytes:
    parts = parts_of(document("甲"))
    parts["word/_rels/document.xml.rels"] = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    return package_of({name: data for name, data in parts.items() if name != "word/styles.xml"})


def cases() -> Iterator[Case]:
    for what, (build, codes) in REFUSED.items():
        for command in ("pull", "lint", "redline"):
            yield _of(command, what, build, codes)
    for what, build in DEFORMED.items():
        for command in ("pull", "lint", "redline"):
            yield _of(command, what, build, "G02" if command == "lint" and what != NO_DOCUMENT else "ok", slow=command == "redline" or what in DEAR)
    for what, (build, codes) in REFUSED.items():
        yield _of("import", what, build, IMPORT_CODES.get(what, codes))
    for what, build in DEFORMED.items():
        yield _of("import", what, build, IMPORT_CODES.get(what, "D02"), slow=what in DEAR)
    yield _of("compare with no year", "a file that is none of ours", lambda: document("甲"), "B01")


def _of(command: str, what: str, build: Callable[[], bytes], codes: str, *, slow: bool = False) -> Case:
    def files(_: Path) -> dict[str, bytes]:
        return {"来件.docx": build()}

    return Case(KIND, f"{command}: {what}", files, codes, COMMANDS[command], office=command not in ("lint", "import"), slow=slow)
