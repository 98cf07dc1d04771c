"""How the cost of a report grows with its length: reading, checking and printing 4,000 and 34,000 characters of one shape.

Both have parts of four levels with paragraphs, tables and figures; what is compared is the time for a character.  Run it as
``python benchmarks/shape.py``.
"""

from __future__ import annotations

import time
from pathlib import Path

from reportgen.draft import Kit
from reportgen.storage.given import Given

_ROOT = Path(__file__).parents[1]
_WORDS = "压实责任链条，细化工作举措，项目建设、民生保障、基层治理各项任务扎实推进，群众反映的第{number}类问题按时办结。"
_ROUNDS = 5


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


def seconds(kit: Kit, source: str) -> tuple[float, int]:
    """The best time of some for reading, checking, printing; and how many characters are printed."""
    best, printed = 1e9, 0
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        draft = kit.make(kit.read([Given("2024.yaml", source.encode())]), draft=True)
        best = min(best, time.perf_counter() - began)
        printed = sum(len(part.text) for part in draft.trace.paragraphs)
    return best, printed


def main() -> None:
    """Prints one line for each length, and the ratio."""
    fields = Given("fields.yaml", "指标: {经济: {产值: {单位: 亿元, 类别: 金额}}}\n".encode())
    kit = Kit.open((_ROOT / "templates/annual/template.docx").read_bytes(), fields)
    found = [seconds(kit, text(characters)) for characters in (4_000, 34_000)]
    for best, printed in found:
        print(f"{printed} characters: {best * 1000:.0f} ms, {best / printed * 1e6:.1f} µs a character")
    print(f"ratio a character: {(found[1][0] / found[1][1]) / (found[0][0] / found[0][1]):.2f}")


if __name__ == "__main__":
    main()
