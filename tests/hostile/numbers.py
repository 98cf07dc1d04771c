"""Signs where numbers belong: those that ``str.isdigit`` takes and ``int`` does not, and numbers that would be made if they
were believed; in every attribute that the program counts with, of templates and of files from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docx_samples import body_xml

from hostile.case import Case, of_template
from hostile.edited import COMMANDS

KIND = "numbers"
SIGNS = {
    "a power": "²", "two signs": "--1", "5,000 digits": "1" * 5000, "a letter": "x", "nothing": "", "another script": "٩",
    "a milliard milliards": "9" * 18, "less than all": "-" + "9" * 18, "a fraction": "1.5",
}  # fmt: skip
LOOP, END = "{%p for i in x %}", "{%p endfor %}"
LEVELS = '<w:abstractNum w:abstractNumId="{0}"><w:lvl w:ilvl="{0}"><w:start w:val="{0}"/></w:lvl></w:abstractNum><w:num w:numId="{0}"><w:abstractNumId w:val="{0}"/></w:num>'
NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="{0}"/></w:numPr></w:pPr>'
SECTION = '<w:pgSz w:w="{0}" w:h="{0}"/><w:pgMar w:top="{0}" w:right="{0}" w:bottom="{0}" w:left="{0}" w:gutter="{0}"/><w:cols w:num="{0}" w:space="{0}"/>'
CELL = '<w:tcPr><w:tcW w:w="{0}" w:type="dxa"/><w:gridSpan w:val="{0}"/></w:tcPr>'
FRAME = '<w:drawing><wp:inline><wp:extent cx="{0}" cy="{0}"/><wp:docPr id="{0}" name="a"/></wp:inline></w:drawing>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def looped(inside: str) -> str:
    return f"<w:p>{run(LOOP)}</w:p>{inside}<w:p>{run(END)}</w:p>"


def spanned(sign: str) -> bytes:
    grid = f'<w:tblGrid><w:gridCol w:w="{sign}"/><w:gridCol w:w="{sign}"/></w:tblGrid>'
    cells = "".join(f"<w:tc>{CELL.format(sign)}<w:p>{run(text)}</w:p></w:tc>" for text in ("{%tc for i in x %}", "{{ i }}", "{%tc endfor %}"))
    return body_xml(f'<w:tbl><w:tblPr/>{grid}<w:tr><w:trPr><w:gridBefore w:val="{sign}"/></w:trPr>{cells}</w:tr></w:tbl><w:p/>')


TEMPLATES: dict[str, Callable[[str], bytes]] = {
    "a bookmark": lambda sign: body_xml(looped(f'<w:p><w:bookmarkStart w:id="{sign}" w:name="b"/>{run("{{ i }}")}<w:bookmarkEnd w:id="{sign}"/></w:p>')),
    "an insertion": lambda sign: body_xml(looped(f'<w:p><w:ins w:id="{sign}" w:author="某">{run("{{ i }}")}</w:ins></w:p>')),
    "a drawing": lambda sign: body_xml(looped(f"<w:p><w:r>{FRAME.format(sign)}</w:r>{run('{{ i }}')}</w:p>")),
    "a content control": lambda sign: body_xml(looped(f'<w:sdt><w:sdtPr><w:id w:val="{sign}"/></w:sdtPr><w:sdtContent><w:p>{run("{{ i }}")}</w:p></w:sdtContent></w:sdt>')),
    "columns": spanned,
    "a list that begins anew": lambda sign: body_xml(looped(f"<w:p>{NUMBERED.format(sign)}{run('{{ i }}{{ 重新编号 }}')}</w:p>"), numbering=LEVELS.format(sign)),
    "a list of our own": lambda sign: body_xml(f"<w:p>{NUMBERED.format(sign)}{run('{{ m|富文本 }}')}</w:p>", numbering=LEVELS.format(sign)),
    "a page": lambda sign: body_xml(f"<w:p>{run('{{ t|表格 }}')}</w:p>", section=SECTION.format(sign)),
}  # fmt: skip
OUTSIDE: dict[str, Callable[[str], bytes]] = {
    "columns": spanned,
    "a list": lambda sign: body_xml(f"<w:p>{NUMBERED.format(sign)}{run('一')}</w:p>", numbering=LEVELS.format(sign)),
    "a page": lambda sign: body_xml(f"<w:p>{run('一')}</w:p>", section=SECTION.format(sign)),
    "revisions": lambda sign: body_xml(f'<w:p><w:ins w:id="{sign}" w:author="某">{run("一")}</w:ins><w:bookmarkStart w:id="{sign}" w:name="b"/></w:p>'),
}  # fmt: skip
ANNOTATED = ("render", "模板.docx", "数据.yaml", "--annotate", "成品.docx")
DATA = "a: 甲\nx: [甲, 乙]\nm: |\n  1. 甲\n  2. 乙\nt: [[甲, 乙]]\n".encode()


def commented(sign: str) -> bytes:
    return body_xml(f'<w:p><w:commentRangeStart w:id="{sign}"/>{run("{{ 错 }}")}</w:p>', comments={sign: "<w:p/>"})  # type: ignore[dict-item]


def cases() -> Iterator[Case]:
    for what, sign in SIGNS.items():
        for place, build in TEMPLATES.items():
            yield of_template(KIND, f"{place}: {what}", lambda build=build, sign=sign: build(sign), data=DATA)
        files = lambda _, sign=sign: {"模板.docx": commented(sign), "数据.yaml": DATA}  # noqa: E731
        yield Case(KIND, f"a comment of an annotated template: {what}", files, "R01", ANNOTATED, partly=True)
        for place, build in OUTSIDE.items():
            for command, codes in (("lint", "G02"), ("redline", "")):
                files = lambda _, build=build, sign=sign: {"来件.docx": build(sign)}  # noqa: E731
                yield Case(KIND, f"{command}: {place}: {what}", files, codes, COMMANDS[command], office=command != "lint", slow=command == "redline")
