"""The paragraphs of an old report → names that come again and again: of the office itself, of places and bodies, of enterprises and
villages in a row; proposed as 单位 and 名单.

Knows no YAML and changes nothing: which of them are to become 单位 or a list is for the clerk to say.  A body is known by the
word that it ends with, a row by its 、; what stands once is no recurring name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.importing.sections import ImportedOutline
from reportgen.importing.source import SourceReport
from reportgen.regex import regex

BODY_NAME, NAME_LIST = "单位", "名单"
_BODY = regex(
    r"[\u4e00-\u9fff]{2,12}?(?:人民政府|政府|办事处|管委会|委员会|党委|党工委|局|办公室|中心|公司|集团|合作社|学校|小学|中学|医院)"
    r"(?![\u4e00-\u9fff]{0,2}(?:人民政府|政府|办事处|管委会|委员会|党委|党工委|局|办公室|中心|公司|集团|合作社|学校|小学|中学|医院))"
)
_ROW = regex(
    r"(?:(?![和与及])[\u4e00-\u9fffA-Za-z0-9（）]){1,14}?(?:有限公司|公司|集团|合作社|家庭农场|村|社区|镇|乡)"
    r"(?:(?:、|和|以及)(?:(?![和与及])[\u4e00-\u9fffA-Za-z0-9（）]){1,14}?(?:有限公司|公司|集团|合作社|家庭农场|村|社区|镇|乡))+"
)
_LED = regex(
    r"^(?:其中|包括|以及|和|与|由|报|送|请|商|在|对|向|为|经|到|把|将|让|使|及|等|各|我|本|该|县内|市内|全省|全市|全县|全区|支持|引进|组织|协调|联合|配合"
    r"|推动|指导|会同|成立|建成|新建|获|是|有|如|使得|完成|实现|培育|新增|整治|改造|走访|扶持|奖励|查处|关停|搬迁|建设|打造|联系)+"
)
_TITLED = regex(r"^(?:关于)?([\u4e00-\u9fff]{2,20}?)(?:关于|(?:19|20|二〇|二○)[0-9〇○一二三四五六七八九]{2})")
_LEAST_TIMES, _LEAST_ITEMS, _SHORT, _MOST = 3, 2, 2, 30
_COMMON = frozenset(("两个中心", "人民政府", "省政府", "市政府", "县政府", "区政府", "镇政府", "办公室", "有限公司", "委员会", "服务中心", "中心"))


@dataclass(frozen=True, slots=True)
class RecurringName:
    """A name that may become 单位, or the items of a row that may become 名单; how often it stands in the report."""

    kind: str
    words: tuple[str, ...]
    count: int


def recurring_names(source: SourceReport, outline: ImportedOutline) -> tuple[RecurringName, ...]:
    """The office first, then bodies by how often they stand, then rows in their order."""
    text = "\n".join(each.words for each in source.paragraphs)
    own = [*_own(outline)]
    counts = Counter({name: max(text.count(name), 1) for name in own})
    found = {name for each in _BODY.findall(text) if len(name := _LED.sub("", each)) > _SHORT and name not in _COMMON}
    counts |= Counter({name: times for name in found if (times := text.count(name)) >= _LEAST_TIMES})
    bodies = [RecurringName(BODY_NAME, (name,), times) for name, times in counts.most_common(_MOST)]
    bodies.sort(key=lambda each: (each.words[0] not in own, -each.count))
    return (*bodies, *_rows(text))


def _own(outline: ImportedOutline) -> Iterator[str]:
    """Whose report it is: who signs, and what the title begins with."""
    yield from outline.signature
    if (found := _TITLED.match(outline.title)) and found[1] not in outline.signature:
        yield found[1]


def _rows(text: str) -> Iterator[RecurringName]:
    seen: set[tuple[str, ...]] = set()
    for match in _ROW.finditer(text):
        items = tuple(name for each in re.split("、|和|以及", match[0]) if (name := _LED.sub("", each)))
        proper = len(set(items)) == len(items) and all(len(each) > _SHORT for each in items)
        if len(items) >= _LEAST_ITEMS and items not in seen and proper:
            seen.add(items)
            yield RecurringName(NAME_LIST, items, text.count(match[0]))
        if len(seen) >= _MOST:
            return
