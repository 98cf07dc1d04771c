"""``reportgen trace FILE.docx "50.20"`` → where what is printed in a finished file came from.

Knows no page.  The file is known again as ``pull`` knows it: by its digest, its identity, or its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.arguments import unit_option
from reportgen.cli.chinese import Command
from reportgen.cli.output import refused, show_data, show_problems
from reportgen.message import Message, say
from reportgen.problem import ReportError

if TYPE_CHECKING:
    from reportgen.roundtrip.base_copy import Found

_HELP = say("""溯源：成品里的一个数、一句话，是从哪里来的

给出 Word 文件和其中的字，例如 reportgen 溯源 output/2024年汇报材料.docx 50.20
每一处都列出：哪一段，用的是哪个指标、哪一句，写在输入文件第几行，来源和状态，现在改成了多少。
别人改过的段落，改过的字查不到出处，会说明。""")


@click.command("trace", cls=Command, help=_HELP)
@click.argument("file", metavar="文件.docx", type=click.Path(path_type=Path))
@click.argument("words", metavar="文字")
@unit_option
@click.option("--json", "as_json", is_flag=True, help=say("写成 JSON，供别的程序读"))
def trace(file: Path, words: str, unit: str, as_json: bool) -> int:
    """Shows each place with its origins; status 1 where the words do not stand in the file, or nothing is known of it."""
    from reportgen.ooxml.package import Package, read_word_file  # so that --help starts fast
    from reportgen.ooxml.revisions import read_document
    from reportgen.roundtrip.base_copy import EditedFile, Wish, find
    from reportgen.workspace.locate import Workspace

    try:
        workspace = Workspace.open(Path.cwd())
        given = read_word_file(file)
        package = Package.open(given)
        view = read_document(package).accepted
        found = find(EditedFile.of(given.name, given.content, package, view), workspace, Wish(unit=unit))
    except ReportError as error:
        return refused(error, as_json=as_json)
    places = list(_places([paragraph.text for paragraph in view], words, found))
    if as_json:
        show_data({"copy": found.name or None, "places": places})
        return int(not places)
    show_problems(found.problems)
    if not places:
        click.echo(say("{file} 里没有“{words}”。", file=file.name, words=words), err=True)
        return 1
    if found.copy is not None:
        copy = found.copy
        time = copy.time[:16].replace("T", " ")
        click.echo(say("这是第 {number} 稿（{kind}，{time}）", number=copy.number, kind=copy.kind, time=time))
    for place in places:
        click.echo("\n".join(_lines(place)))
    return 0


def _places(texts: Sequence[str], words: str, found: Found) -> Iterator[dict[str, Any]]:
    """Each time that the words stand in the file."""
    from reportgen.page.figure_card import marked_words

    printed = {str(each["文字"]): each for each in found.trace.get("段落", ())}
    for number, text in enumerate(texts, 1):
        at = text.find(words)
        while at >= 0:
            end = at + len(words)
            yield {"paragraph": number, "words": marked_words(text, at, end), **_origins(printed.get(text), at, end, found)}
            at = text.find(words, end)


def _origins(paragraph: Mapping[str, Any] | None, start: int, end: int, found: Found) -> dict[str, Any]:
    """What the record says of some characters of a paragraph."""
    if paragraph is None:
        return {"edited": True, "figures": [], "sentences": []}
    numbers = [each for first, last, origins in paragraph["片段"] if first < end and start < last for each in origins]
    origins = [found.trace["来源"][number] for number in dict.fromkeys(numbers)]
    figures = [each for each in map(_figure, origins, [found] * len(origins)) if each]
    lines = dict.fromkeys((each["文件"], each["行"]) for each in origins if ("字" in each or "引" in each) and "行" in each)
    return {"edited": False, "figures": figures, "sentences": [{"file": file, "line": line} for file, line in lines]}


def _figure(origin: Mapping[str, Any], found: Found) -> dict[str, Any] | None:
    """The figure, as it was in the copy and as it is now; None for words."""
    from reportgen.report.model.grammar import FIGURES, NAMES

    steps = tuple(origin.get("址", ()))
    if "字" in origin or "引" in origin or steps[:1] not in ((FIGURES,), (NAMES,)):
        return None
    path = steps[1:] if steps[0] == FIGURES else steps
    then, now = (report.data.get(path) for report in (found.base.report, found.now.report))
    known = then or now
    return {
        "name": ".".join(map(str, path)),
        "label": known.label if known is not None else str(path[-1]),
        "value": then.text if then is not None else "",
        "now": now.text if now is not None else "",
        "notes": dict(then.notes) if then is not None else {},
        "file": origin.get("文件", ""),
        "line": origin.get("行", 0),
    }


def _lines(place: Mapping[str, Any]) -> Iterator[Message]:
    yield say("第 {number} 段：{words}", number=place["paragraph"], words=place["words"])
    if place["edited"]:
        yield say("  这一段在 Word 里改过，查不到出处；用 reportgen 回收 可以列出改了什么")
    for each in place["figures"]:
        said = (each["label"], each["value"] or say("（空）"), each["file"], each["line"])
        yield say("  指标：{figure}，{given}，写在 {file} 第{line}行", figure=said[0], given=said[1], file=said[2], line=said[3])
        yield from (say("    {name}：{note}", name=name, note=note) for name, note in each["notes"].items() if note)
        if each["now"] != each["value"]:
            yield say("    现在输入文件里是：{given}", given=each["now"] or say("（空）"))
    for each in place["sentences"]:
        yield say("  句子：写在 {file} 第{line}行", file=each["file"], line=each["line"])
    if not (place["edited"] or place["figures"] or place["sentences"]):
        yield say("  是模板里的字")
