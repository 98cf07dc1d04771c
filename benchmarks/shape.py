"""How the cost of a report grows with its length: 4,000 and 34,000 characters of one shape are read, checked and printed; checked
alone; and pulled with three edits.  docxtpl renders a document of the same paragraphs beside it.

Both have parts of four levels with paragraphs and figures; what is compared is the processor's time for a character.  Run it as
``python benchmarks/shape.py``.
"""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from docxtpl import DocxTemplate

from reportgen.draft import Kit
from reportgen.dry_run import examine
from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import read_document
from reportgen.roundtrip.pull import Basis, read_back, write_certain
from reportgen.storage.given import Given

_ROOT = Path(__file__).parents[1]
_WORDS = "压实责任链条，细化工作举措，项目建设、民生保障、基层治理各项任务扎实推进，群众反映的第{number}类问题按时办结。"
_ROUNDS, _EDITS = 3, 3
_MOST = 1.15
"""How much more a character may cost in the long report: what the measuring itself wavers by."""
DRAFT, CHECK, PULL, DOCXTPL = "read, check and print", "check", "pull of three edits", "docxtpl renders"


def text(characters: int) -> str:
    """A year with about so many characters."""
    lines = ["年度: 2024", "标题: 某镇工作总结", "开头:", "  - 段: 一年来，全镇上下迎难而上。", "部分:"]
    written = number = 0
    while written < characters:
        number += 1
        part = [f"  - 标题: 第{number}方面工作有序推进", "    总起: 我们坚持稳中求进。", "    小节:"]
        for topic in range(4):
            part += [f"      - 标题: 第{number}方面的第{topic}项", "        正文:"]
            part += [f"          - {_WORDS.format(number=number * 100 + topic * 10 + each)}" for each in range(3)]
            part += [f"          - 段: {_WORDS.format(number=number * 100 + topic * 10 + 5)}产值【产值】亿元。", "        小节:"]
            part += [f"          - {{标题: 第{topic}小项, 接排: 是, 正文: 各项举措逐一落实到{number}个村。}}"]
        written += sum(map(len, part)) - 12 * len(part)
        lines += part
    return "\n".join([*lines, "数据: {经济: {产值: 12.30}}"]) + "\n"


@dataclass(frozen=True)
class Measured:
    """The best times of some, by what was done, and how many characters are printed."""

    seconds: dict[str, float]
    characters: int

    def each(self, work: str) -> float:
        """Microseconds for a character."""
        return self.seconds[work] / self.characters * 1e6


def best(work: Callable[[], object]) -> float:
    """The processor's time of the quickest of some rounds."""
    took = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def measured(kit: Kit, source: str) -> Measured:
    given = (Given("2024.yaml", source.encode()),)
    draft = kit.make(kit.read(list(given)), draft=True)
    texts = [paragraph.text for paragraph in draft.trace.paragraphs]
    edited, trace = _edited(draft.package), draft.trace.as_json()

    def pull() -> None:
        base = Basis.of(kit, given)
        view = read_document(Package.open(edited)).accepted
        settled = write_certain(read_back(view, trace, base, base), view, base, base)
        assert len(settled.done) == _EDITS and not settled.waiting, (settled.done, settled.waiting)

    work = {
        DRAFT: lambda: kit.make(kit.read(list(given)), draft=True), CHECK: lambda: examine(kit, kit.read(list(given))),
        PULL: pull, DOCXTPL: theirs(texts),
    }  # fmt: skip
    return Measured({name: best(each) for name, each in work.items()}, sum(map(len, texts)))


def _edited(package: bytes) -> bytes:
    """The printed file with a word changed near its beginning, in its middle and near its end."""
    document = docx.Document(io.BytesIO(package))
    places = [each for each in document.paragraphs if "细化" in each.text]
    for paragraph in (places[1], places[len(places) // 2], places[-2]):
        run = next(each for each in paragraph.runs if "细化" in each.text)
        run.text = run.text.replace("细化", "做细", 1)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def theirs(texts: Sequence[str]) -> Callable[[], object]:
    """docxtpl rendering these paragraphs, one tag for each number."""
    document, values = docx.Document(), dict[str, str]()

    def tag(found: re.Match[str]) -> str:
        values[f"v{len(values)}"] = found[0]
        return f"{{{{ v{len(values) - 1} }}}}"

    for line in texts:
        document.add_paragraph(re.sub(r"\d[\d.]*", tag, line))
    source = io.BytesIO()
    document.save(source)

    def work() -> None:
        template = DocxTemplate(io.BytesIO(source.getvalue()))
        template.render(dict(values))
        template.save(io.BytesIO())

    return work


def main() -> int:
    """Prints one line for each kind of work, and says with its status whether a character costs no more in the long one."""
    fields = Given("fields.yaml", "指标: {经济: {产值: {单位: 亿元, 类别: 金额}}}\n".encode())
    kit = Kit.open((_ROOT / "templates/annual/template.docx").read_bytes(), fields)
    short, long = (measured(kit, text(characters)) for characters in (4_000, 34_000))
    print(f"{short.characters} and {long.characters} characters:")
    worst = 0.0
    for name in (DRAFT, CHECK, PULL, DOCXTPL):
        ratio = long.each(name) / short.each(name)
        worst = worst if name == DOCXTPL else max(worst, ratio)
        times = f"{1000 * short.seconds[name]:6.0f} and {1000 * long.seconds[name]:6.0f} ms"
        print(f"  {name:22} {times}, {short.each(name):5.1f} and {long.each(name):5.1f} µs a character, ratio {ratio:.2f}")
    return int(worst > _MOST)


if __name__ == "__main__":
    sys.exit(main())
