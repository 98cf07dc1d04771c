"""The single lines of a 公文 (recipient, number, annex note, signature, date, remark) → departures in their look and in their words.

Knows no place on the page.  Text that is wrong all over is told once, by the rules for the body: a line is told only where it
differs from the text around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.gongwen.document.kinds import MINUTES, ORDER, below_title
from reportgen.gongwen.document.model import TEXT, DocParagraph, DocRun, Role, RunLook, WordDocument
from reportgen.gongwen.document.phrases import NUMBER
from reportgen.gongwen.rules.measures import font_and_size, size_name
from reportgen.gongwen.rules.rule import Finding, at, at_run, rule
from reportgen.gongwen.standard import SIZE_3, Strength, font_class
from reportgen.message import say
from reportgen.regex import regex

_LINES = frozenset((
    Role.RECIPIENT, Role.ANNEX_NOTE, Role.ANNEX_NOTE_MORE, Role.SIGNATURE, Role.DATE, Role.REMARK, Role.NUMBER, Role.COPY_NUMBER,
))  # fmt: skip
_FIGURES = frozenset((Role.COPY_NUMBER,))
"""Digits alone, whose font is not fixed."""
_SEAL = regex(r"[（(](?:盖章|公章|印章|章|签章|盖公章|加盖公章)[）)]$")
_LABEL = regex(r"(?:发文机关|发文单位|署名|落款|单位|印发机关|日期|时间|成文日期)\s*[:：]\s*")
_END = "。，、；：,;."


@rule("G150", "GB/T 9704—2012 5.2.2", Strength.NORMAL)
def line_look(document: WordDocument) -> Iterator[Finding]:
    """主送机关、发文字号、附件说明、署名、成文日期、附注都用三号仿宋，不加粗；份号用三号。
    为什么：标准说“如无特殊说明，公文格式各要素一般用3号仿宋体字”；一行与正文不同，多半是从别处粘贴来的。
    例：主送机关用黑体，署名用宋体，成文日期用四号，发文字号加粗。
    """
    usual = _usual(document)
    for paragraph in document.paragraphs:
        minuted = paragraph.role is Role.NUMBER and (document.kind in (MINUTES, ORDER) or below_title(document))
        if paragraph.role not in _LINES or paragraph.boxed or minuted:
            continue
        end = _end(paragraph)
        shown = [run for run in paragraph.runs if run.text.strip() and run.start < end]
        departing = next((run for run in shown if _departs(run, paragraph.role, usual)), None)
        if departing is None:
            continue
        if departing.look.bold and _kept(departing, paragraph.role):
            message = say("{role}加粗了", role=paragraph.role.value)
        elif paragraph.role in _FIGURES:
            message = say("{role}是{size}，应为三号", role=paragraph.role.value, size=size_name(departing.look.size))
        else:
            message = say("{role}是{look}，应为三号仿宋", role=paragraph.role.value, look=font_and_size(departing.look))
        yield Finding(message, at_run(paragraph, departing), say("改成三号仿宋，不加粗"))


def _end(paragraph: DocParagraph) -> int:
    """Where the line's own words end: behind a document number a signer may stand."""
    found = NUMBER.search(paragraph.text) if paragraph.role is Role.NUMBER else None
    return found.end() if found else len(paragraph.text)


def _usual(document: WordDocument) -> tuple[str, int, bool]:
    """The look that most of the running text has."""
    looks = Counter[tuple[str, int, bool]]()
    for paragraph in document.paragraphs:
        if paragraph.role in TEXT:
            for run in paragraph.runs:
                looks[_look(run.look)] += len(run.text)
    return looks.most_common(1)[0][0] if looks else ("仿宋", SIZE_3, False)


def _look(look: RunLook) -> tuple[str, int, bool]:
    return font_class(look.chinese) or look.chinese, look.size, look.bold


def _kept(run: DocRun, role: Role) -> bool:
    """Whether font and size are as wanted, the weight left out."""
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in run.text)
    return run.look.size == SIZE_3 and (role in _FIGURES or not chinese or font_class(run.look.chinese) == "仿宋")


def _departs(run: DocRun, role: Role, usual: tuple[str, int, bool]) -> bool:
    """Whether a run is no plain 三号仿宋, and not set as the whole text is."""
    return not (_kept(run, role) and not run.look.bold) and _look(run.look) != usual


@rule("G152", "GB/T 9704—2012 7.3.5", Strength.NORMAL)
def bare_signature(document: WordDocument) -> Iterator[Finding]:
    """署名只写机关名称，成文日期只写年月日：不加“（盖章）”“单位：”“日期：”，末尾不用标点。
    为什么：标准说署名“署发文机关全称或者规范化简称”；“（盖章）”是报表、证明上的写法。
    例：“澄屿街道办事处（盖章）”“发文机关：澄屿街道办事处”“2025年7月1日。”。
    """
    for paragraph in document.having(Role.SIGNATURE, Role.DATE):
        words = paragraph.words
        if _SEAL.search(words):
            yield Finding(say("署名后面写了“（盖章）”"), at(paragraph), say("删去，用印处不写字"))
        elif found := _LABEL.match(words):
            yield Finding(say("署名、成文日期前面写了“{label}”", label=found[0].strip()), at(paragraph), say("只写机关名称和年月日"))
        elif words[-1:] in _END:
            yield Finding(say("署名、成文日期末尾有“{mark}”", mark=words[-1]), at(paragraph), say("删去标点"))


def shown_above(document: WordDocument, paragraph: DocParagraph) -> DocParagraph | None:
    """The nearest paragraph with words before another."""
    before = None
    for each in document.paragraphs:
        if each is paragraph:
            return before
        if each.role is not Role.EMPTY and not each.boxed:
            before = each
    return None
