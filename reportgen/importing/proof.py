"""What was read and what the year prints → every paragraph that differs, and every role that became another.

Knows neither YAML nor figures.  The year is generated at once as a Word file, which is read as the old report was; without
equality nothing is called done.  A gap (digits that the old report left out) prints as such, and is held against nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.gongwen.document.model import Role
from reportgen.importing.sections import ImportedOutline
from reportgen.importing.source import SourceBlock, SourceParagraph, SourceReport
from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Place, Problem
from reportgen.regex import regex

D10 = Code("D10", "录入的年度印出来与原稿不一样", "原稿有发文字号，汇报材料印不出", "照列出的差别在输入文件里改")
D23 = Code("D23", "照核对表改了以后，印出来的字会变，没有写", "（程序的疏漏）", "在输入文件里自己改")
D11 = Code("D11", "印出来的一段与原稿的层次不同（说明）", "原稿的落款印成了正文", "不用改；要改，在输入文件里调整")

_ENCLOSURE = regex(r"^((?:附\s*件\s*[:：]\s*)?[0-9]{1,2}[.．])\s*")
_GAP = regex(r"【待补：[^】]*】")
_MOST_TOLD = 20
_SAME = {
    Role.MEETING: "题下", Role.BYLINE: "题下", Role.BRACKET_DATE: "题下", Role.SOURCE: "题下", Role.SUBTITLE: "题下",
    Role.RECIPIENT: "称谓", Role.SALUTATION: "称谓",
}  # fmt: skip

PRINTS_OTHER = D23
"""The code of corrections after which the year would print something else."""


def prints_other(words: str) -> Problem:
    """D23, with the paragraph that would change."""
    hint = say("核对表没有照用；请在输入文件里自己改")
    return Problem(D23, say("照核对表改了以后，印出来的字会变：{words}", words=words), hint=hint)


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of paragraphs that differs: what the old report has, and what is printed, each joined by line breaks."""

    expected: tuple[str, ...]
    printed: tuple[str, ...]
    place: Place | None = None

    def problem(self) -> Problem:
        """As it is told."""
        expected, printed = _short(self.expected, self.printed), _short(self.printed, self.expected)
        message = say("原稿是“{expected}”，印出来是“{printed}”", expected=expected, printed=printed)
        if not self.printed:
            message = say("原稿有“{expected}”，没有印出来", expected=expected)
        elif not self.expected:
            message = say("多印了“{printed}”，原稿没有", printed=printed)
        return Problem(D10, message, Grade.ERROR, self.place, say("在输入文件里照原稿改，或核对原稿"))


def _short(words: Sequence[str], other: Sequence[str]) -> str:
    """The words from a little before the first character that differs."""
    one, two = " / ".join(words), " / ".join(other)
    at = next(
        (place for place, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]), min(len(one), len(two))
    )
    start = max(0, at - 8) if other else 0
    return f"{'…' if start else ''}{one[start : start + 40]}{'…' if len(one) > start + 40 else ''}"


@dataclass(frozen=True, slots=True)
class PrintProof:
    """What the comparison found: paragraphs compared, what differs in words, and how many roles became others."""

    compared: int
    differences: tuple[Difference, ...]
    roles: tuple[Problem, ...] = ()

    @property
    def is_equal(self) -> bool:
        return not self.differences

    def problems(self) -> Iterator[Problem]:
        """What there is to say, the first differences one by one."""
        yield from (each.problem() for each in self.differences[:_MOST_TOLD])
        if len(self.differences) > _MOST_TOLD:
            yield Problem(
                D10,
                say("另有 {count} 处不一样", count=len(self.differences) - _MOST_TOLD),
                hint=say("先改上面的，再录入一次"),
            )
        yield from self.roles[:_MOST_TOLD]


def compared(source: SourceReport, outline: ImportedOutline, printed: SourceReport) -> PrintProof:
    """Both texts paragraph by paragraph.  A title that the old report lacks is left out of the printed one."""
    wanted = list(_expected(source, outline))
    got = [*_lines(printed.blocks)][0 if outline.title else 1 :]
    one, two = [_noted(*each) for each in wanted], [_GAP.sub("", _noted(*each)) for each in got]
    differences: list[Difference] = []
    pairs: list[tuple[SourceParagraph, SourceParagraph]] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if kind == "equal":
            blocks = zip(wanted[a:b], got[c:d], strict=True)
            pairs += [(old[1], new[1]) for old, new in blocks if old[1] is not None and new[1] is not None]
            continue
        first = wanted[min(a, len(wanted) - 1)][1] if wanted else None
        differences.append(Difference(tuple(one[a:b]), tuple(two[c:d]), first.place if first is not None else None))
    return PrintProof(len(one), tuple(differences), tuple(_roles(pairs)))


def _noted(words: str, block: SourceParagraph | None) -> str:
    """The words of a paragraph; between the number and the name of an enclosure a tab of the template is no word."""
    named = block is not None and block.role in (Role.ANNEX_NOTE, Role.ANNEX_NOTE_MORE)
    return _ENCLOSURE.sub(r"\1", words) if named else words


def _expected(source: SourceReport, outline: ImportedOutline) -> Iterator[tuple[str, SourceParagraph | None]]:
    """What is to be printed: all blocks, the lines of a title as one; so a letterhead, which no report has, is a difference."""
    lines = list(_lines(source.blocks))
    if outline.joined:
        above = len(outline.skipped)
        lines = [
            *lines[:above],
            (outline.title, lines[above][1]),
            *(line for line in lines[above:] if line[1] is None or line[1].role is not Role.TITLE),
        ]
    yield from lines


def _lines(blocks: Sequence[SourceBlock]) -> Iterator[tuple[str, SourceParagraph | None]]:
    for block in blocks:
        if isinstance(block, SourceParagraph):
            yield block.words, block
        else:
            yield from ((cell, None) for row in block.rows for cell in row if cell)


def _roles(pairs: Sequence[tuple[SourceParagraph, SourceParagraph]]) -> Iterator[Problem]:
    """D11: what a reader of the form takes for something else now."""
    for old, new in pairs:
        if (_role(old), old.level if old.is_heading else 0) != (_role(new), new.level if new.is_heading else 0):
            message = say(
                "原稿里是{old_role}，印出来像{new_role}：{words}",
                old_role=_spoken_role(old),
                new_role=_spoken_role(new),
                words=old.words[:20],
            )
            yield Problem(D11, message, Grade.NOTE, old.place, say("不用改；要改，在输入文件里调整"))


def _spoken_role(paragraph: SourceParagraph) -> Message:
    """正文, 第2级标题."""
    if paragraph.is_heading:
        return say("第{level}级标题", level=paragraph.level)
    return say("{role}", role=paragraph.kind)


def _role(paragraph: SourceParagraph) -> str:
    if paragraph.is_heading:
        return "标题" if paragraph.lead == len(paragraph.words) else "接排"
    named = _SAME.get(paragraph.role, "")
    return named or ("正文" if paragraph.role not in (Role.TITLE, Role.SIGNATURE, Role.DATE) else paragraph.role.value)
