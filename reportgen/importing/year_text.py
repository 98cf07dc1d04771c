"""The tree of an old report and the figures found in it → the text of a year's input.

Knows no file.  Sentences stand as they stood; a figure that became data is referred to by its name, a bracket of ours that the
old text has is written as text.  Whatever YAML would read otherwise is quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.importing.figures import ReportFigure
from reportgen.importing.sections import ImportedAnnex, ImportedOutline, ImportedSection, Piece, is_grid, sentences_of
from reportgen.importing.source import SourceBlock, SourceParagraph, SourceTable
from reportgen.regex import regex
from reportgen.report.dictionary import Path
from reportgen.report.model.grammar import (
    ANNEXES,
    AT_END,
    BELOW_TITLE,
    BODY,
    COLUMNS,
    DATE,
    ENDING,
    FIGURES,
    GRID,
    HEADING,
    LEAD_IN,
    NAME,
    NUMBER,
    OPENING,
    PARAGRAPH,
    PARTS,
    RECIPIENT,
    ROWS,
    RUN_IN,
    SALUTATION,
    SETTINGS,
    SIGNATURE,
    SPEAKER,
    SPOKEN_YEAR,
    SUBTITLE,
    TITLE,
    TOPICS,
    YEAR,
    YES,
)
from reportgen.report.prose import CLOSE, OPEN
from reportgen.yamltext.edit import flow_text, quoted

_STEP = "  "
_NOTHING = "无"
_PLAIN = regex(r"[\u4e00-\u9fff][\u4e00-\u9fff，。、；！？“”《》（）【】0-9.%‰—·]*")
"""Nearly all sentences, which need no quotes."""
"""A paragraph of this word alone would be read as none."""
_NAMED_YEAR = regex(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年)")
_HEAD = "# {year} 年的输入，由“{name}”录入：句子照原稿，数字提到下面的“数据”里，正文用【名称】引用；没有提出来的数字照原样留在句子里。"


@dataclass(frozen=True, slots=True)
class YearDraft:
    """What is written down: the year, the file it came from, the title as it is to stand, the tree, the blocks, and the figures
    that are
    data, by block."""

    year: int
    name: str
    title: str
    outline: ImportedOutline
    blocks: tuple[SourceBlock, ...]
    figures: Mapping[int, Sequence[ReportFigure]]


def year_text(draft: YearDraft) -> str:
    """The whole file."""
    outline = draft.outline
    lines = [
        _HEAD.format(year=draft.year, name=" ".join(draft.name.split())),
        "",
        f"{YEAR}: {draft.year}",
        *_line(TITLE, draft.title),
    ]
    lines += [*_line(SUBTITLE, outline.subtitle), *_line(SPEAKER, outline.speaker)]
    signed = outline.lines or outline.signature
    if signed:
        lines.append(f"{SETTINGS}: {{{SIGNATURE}: {BELOW_TITLE if outline.lines else AT_END}}}")
        lines.append(f"{SIGNATURE}:")
        lines += [f"{_STEP}- {_scalar(line)}" for line in signed]
    lines += [*_line(DATE, outline.date), *_line(RECIPIENT, outline.recipient), *_line(SALUTATION, outline.salutation)]
    lines += _running(draft, OPENING, outline.opening, "")
    if outline.sections:
        lines += ["", f"{PARTS}:"]
    for section in outline.sections:
        lines += _section(draft, section, LEAD_IN, _STEP)
    lines += _running(draft, ENDING, outline.ending, "")
    if outline.annexes:
        lines += ["", f"{ANNEXES}:"]
    for annex in outline.annexes:
        lines += _annex(draft, annex)
    return "\n".join((*lines, *_data(draft), ""))


def _annex(draft: YearDraft, annex: ImportedAnnex) -> Iterator[str]:
    yield f"{_STEP}- {NAME}: {_scalar(_escaped(annex.name))}"
    yield from _running(draft, BODY, annex.blocks, _STEP * 2)
    if annex.sections:
        yield f"{_STEP * 2}{TOPICS}:"
    for each in annex.sections:
        yield from _section(draft, each, BODY, _STEP * 3)


def _line(key: str, words: str) -> list[str]:
    return [f"{key}: {_scalar(_escaped(words))}"] if words else []


def _scalar(words: str) -> str:
    return words if _PLAIN.fullmatch(words) and words != _NOTHING else flow_text(words)


def _section(draft: YearDraft, section: ImportedSection, key: str, indent: str) -> Iterator[str]:
    inner = indent + _STEP
    yield f"{indent}- {HEADING}: {_scalar(_escaped(section.heading))}"
    if section.numbering:
        yield f"{inner}{NUMBER}: {section.numbering}"
    if section.run_in:
        yield f"{inner}{RUN_IN}: {YES}"
    if (spoken := _spoken_year(section.heading)) and spoken != draft.year:
        yield f"{inner}{SPOKEN_YEAR}: {spoken}"
    yield from _running(draft, key, section.blocks, inner)
    if section.below:
        yield f"{inner}{TOPICS}:"
    for each in section.below:
        yield from _section(draft, each, BODY, inner + _STEP)


def _spoken_year(heading: str) -> int:
    """The one year that a heading names; 0 for none, or several."""
    named = set(_NAMED_YEAR.findall(heading))
    return int(named.pop()) if len(named) == 1 else 0


def _running(draft: YearDraft, key: str, pieces: Sequence[Piece], indent: str) -> Iterator[str]:
    """Paragraphs and tables below a key: the sentences of one paragraph one by one, several paragraphs each as its own."""
    made = [list(_block(draft, piece, indent + _STEP)) for piece in pieces]
    if not any(made):
        return
    yield f"{indent}{key}:"
    only = pieces[0] if len(pieces) == 1 else None
    if only is not None and isinstance(draft.blocks[only.block], SourceParagraph):
        yield from (f"{indent}{_STEP}- {sentence}" for sentence in _sentences(draft, only))
        return
    for lines in made:
        yield from lines


def _block(draft: YearDraft, piece: Piece, indent: str) -> Iterator[str]:
    block = draft.blocks[piece.block]
    if isinstance(block, SourceTable):
        yield from _table(block, indent)
        return
    sentences = list(_sentences(draft, piece))
    if len(sentences) == 1 and sentences[0].strip("\"") != _NOTHING:
        yield f"{indent}- {PARAGRAPH}: {sentences[0]}"
    elif sentences:
        yield f"{indent}- {PARAGRAPH}:"
        yield from (f"{indent}{_STEP * 3}- {sentence}" for sentence in sentences)


def _table(table: SourceTable, indent: str) -> Iterator[str]:
    if not is_grid(table):
        cells = (cell for row in table.rows for cell in row if cell)
        yield from (f"{indent}- {PARAGRAPH}: {_scalar(_escaped(cell))}" for cell in cells)
        return
    yield f"{indent}- {GRID}:"
    yield f"{indent}{_STEP * 3}{COLUMNS}: {_row(table.rows[0])}"
    yield f"{indent}{_STEP * 3}{ROWS}:"
    yield from (f"{indent}{_STEP * 4}- {_row(row)}" for row in table.rows[1:])


def _row(cells: Sequence[str]) -> str:
    return f"[{', '.join(quoted(_escaped(cell)) for cell in cells)}]"


def _sentences(draft: YearDraft, piece: Piece) -> Iterator[str]:
    block = draft.blocks[piece.block]
    assert isinstance(block, SourceParagraph)
    for sentence in sentences_of(block.words, piece):
        yield _scalar(_referring(draft, block.words, sentence))


def _referring(draft: YearDraft, words: str, sentence: Piece) -> str:
    """The words of a sentence, its figures referred to by name."""
    made: list[str] = []
    at = sentence.start
    for figure in draft.figures.get(sentence.block, ()):
        start, end = figure.span if figure.reference else (figure.start, figure.end)
        if sentence.start <= start and end <= sentence.end:
            made += (_escaped(words[at:start]), f"{OPEN}{figure.reference or figure.name}{CLOSE}")
            at = end
    return "".join((*made, _escaped(words[at : sentence.end])))


def _escaped(words: str) -> str:
    """Brackets that the old text has itself, written so that they print."""
    if OPEN not in words and CLOSE not in words:
        return words
    return "".join(f"{OPEN}'{char}'{CLOSE}" if char in (OPEN, CLOSE) else char for char in words)


def _data(draft: YearDraft) -> Iterator[str]:
    """Each figure once, below its groups, its unit beside it."""
    named = {figure.path: figure for found in draft.figures.values() for figure in found if figure.is_stored}
    if named:
        yield from ("", f"{FIGURES}:", *_group(named, (), _STEP))


def _group(named: Mapping[Path, ReportFigure], above: Path, indent: str) -> Iterator[str]:
    """The figures and groups right below a group, in the order in which they come."""
    depth = len(above)
    for step in dict.fromkeys(path[depth] for path in named if path[:depth] == above):
        here = (*above, step)
        figure = named.get(here)
        if figure is None:
            yield f"{indent}{flow_text(step)}:"
            yield from _group(named, here, indent + _STEP)
            continue
        unit = f"    # {figure.unit}" if figure.unit else ""
        yield f"{indent}{flow_text(step)}:{_value(figure)}{unit}"


def _value(figure: ReportFigure) -> str:
    return "" if figure.is_gap else f" {flow_text(figure.digits)}"
