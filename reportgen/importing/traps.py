"""The words of a paragraph → where digits stand in it that are no figure of the report: dates, names, numbers of documents,
shares as
1/3, sizes of works, and why.

Knows neither units nor data.  What is no figure is to stay in its sentence as it stands; where in doubt a stretch is a trap,
since a
figure that stays typed costs a line in a list, and a date that became a figure costs the clerk's trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_D = "[0-9０-９]"
_N = rf"{_D}+(?:[.．]{_D}+)?"
_DAY = rf"(?:\s*{_D}{{1,2}}\s*日)"
_LINES = "12345|12315|12348|12333|12306|12320|12329|110|119|120|122"
_CALLED = "热线|平台|便民|投诉|服务|政务|急救|指挥|报警|接处警|联动|”"
_WORKS = "矿|厂|电站|机组|生产线|码头|泊位|装置|水库|项目|工程|基地|[一二三四]期"
_TRAPS: tuple[tuple[str, str], ...] = (
    ("日期", rf"(?<!{_D}){_D}{{2,4}}\s*[.．/-]\s*{_D}{{1,2}}\s*[.．/-]\s*{_D}{{1,2}}(?!{_D})"),
    ("年份", rf"(?<!{_D})(?:19|20|１９|２０){_D}{{2}}\s*(?:[—–~～至到-]+\s*(?:(?:19|20|１９|２０)?{_D}{{2}}))?(?=\s*年|年度|学年)"),
    ("年份", rf"(?<![{_D[1:-1]}.．,])(?:19|20|１９|２０){_D}{{2}}(?=[—–~～-]+(?:19|20){_D}{{2}}(?!{_D})|[版届款赛季”》）)]|(?:春|秋|夏|冬)季)"),
    ("日期", rf"{_D}{{1,2}}\s*月(?:份|底|初|末|中旬|上旬|下旬)?{_DAY}?(?:\s*[—–~～至到-]+\s*(?:{_D}{{1,2}}\s*月)?{_DAY}?)?"),
    ("日期", rf"(?<!{_D}){_D}{{1,2}}\s*日(?![元])|{_D}{{1,2}}\s*[—–~～至-]\s*{_D}{{1,2}}\s*[月日]"),
    ("年限", rf"{_N}\s*[余多]?\s*(?:周年|年)(?!均)"),
    ("年龄", rf"{_N}\s*(?:周?岁|后(?=[群青干党一人创]))"),
    ("次序", rf"第\s*{_D}+\s*(?:届|次|批|期|季|产业|轮|个|号|条|章|款|版|场|例|代|站|集|师|高|家|座|所|大(?!关))"),
    ("次序", rf"{_D}+\s*[届]"),
    ("名称里的数字", rf"[A-Za-zＡ-Ｚａ-ｚ]+[-—]?{_N}|{_N}\s*(?!(?:km|kg|cm|mm|kw|kW|MW|GW|KW|hm)\b)[A-Za-zＡ-Ｚａ-ｚ]+"),
    ("名称里的数字", rf"{_N}\s*(?:号(?:线|楼|文|机|院|台风|公路|高速|令|通知|文件|工程|航站|码头|泊位)?|国道|省道|县道|强(?![度化势])|路(?=公交|车))"),
    ("几合一", rf"{_N}\s*(?:证|码|照|网|表|窗|门|章|站|园|票|规|馆|审|评|图|库|片|员|厅|件事)\s*(?:合|联)?\s*(?:{_D}|一)(?![个批家])"),
    ("口号里的数字", rf"{_D}+\s*[+＋]\s*(?:{_D}+|[A-Za-zＮ]|[一二三四五六七八九十]+)(?:\s*[+＋]\s*(?:{_D}+|[A-Za-zＮ]))*"),
    ("比", rf"{_N}\s*[/／]\s*{_N}(?!\s*[A-Za-z])|{_N}\s*[:：∶]\s*{_N}(?:\s*[:：∶]\s*{_N})*"),
    ("纪念日、事件", rf"{_D}{{1,2}}\s*[·•・]\s*{_D}{{1,2}}"),
    ("版本", rf"{_D}+[.．]0(?=\s*(?:版|时代|”|阶段|模式))"),
    ("热线、号码", rf"(?<!{_D})(?:{_LINES})(?=[^0-9０-９，。；]{{0,8}}?(?:{_CALLED}))"),
    ("热线、号码", rf"{_D}{{3,5}}\s*(?:政务|便民)?(?:服务)?(?:便民)?热线|{_D}{{7,}}(?!\s*[万亿元人户吨亩个])"),
    ("整天", r"24\s*小时(?=服务|值班|值守|在线|不|开放|自助|营业|监|巡|制|”|运行|全天)|7\s*[×xX*]\s*24"),
    ("规格", rf"{_N}\s*[±]?\s*(?:千伏|伏|兆伏安|千伏安|毫米|英寸|兆(?!瓦)|纳米|微米)"),
    ("规格", rf"{_N}\s*(?:万|亿)?\s*(?:吨|千瓦|立方米|平方米|公里|元|人|兆瓦|公斤)\s*(?:以上|以下)?级"),
    ("规格", rf"{_N}\s*(?:万|亿)?\s*(?:吨|千瓦|兆瓦|立方米|方)(?:/年|每年)?(?=[\u4e00-\u9fff]{{0,8}}?(?:{_WORKS}))"),
    ("规格", rf"[×xX]\s*{_N}|{_N}\s*(?=[×xX]\s*{_D})"),
    ("序号", rf"(?:^|(?<=[。；：:;]))\s*[（(]?{_D}{{1,2}}(?:[）)]|[.．、](?!{_D}))"),
    ("序号", rf"[（(]\s*{_D}{{1,3}}\s*[）)]"),
    ("法规、会议里的数字", r"《[^》]*》"),
    ("平均的基数", rf"每\s*{_N}\s*(?:万|千|百)?(?:人|户|平方公里|元|吨|公里|名|个)?|万元(?=[^，。；]{{0,8}}(?:能耗|电耗|水耗|用水|增加值能))"),
    ("专名", rf"(?:前|后|近|过去|未来|今后|最近|连续|历时|为期|又一个|第)\s*{_N}\s*(?:年|个?多?年|个?五年)"),
    ("专名", rf"{_N}\s*(?:分钟|小时|公里)\s*(?:[\u4e00-\u9fff]{{0,6}}圈|生活|经济|交通|通勤|都市)"),
    ("专名", rf"{_N}\s*(?:大|项)(?=(?:行动|战役|战略|体系|平台|工程|领域|提升|专项|举措|任务)(?:[，。、；”）]|$))"),
)  # fmt: skip
_QUOTED = re.compile(r"[“\"‘『「]([^”\"’』」]{1,14})[”\"’』」]")
_EACH = tuple((reason, re.compile(pattern)) for reason, pattern in _TRAPS)


@dataclass(frozen=True, slots=True)
class Trap:
    """A stretch whose digits are no figure, and why."""

    start: int
    end: int
    reason: str


def traps(words: str) -> tuple[Trap, ...]:
    """Every such stretch, in the order of the text; stretches may overlap."""
    found = [Trap(match.start(), match.end(), reason) for reason, pattern in _EACH for match in pattern.finditer(words)]
    return tuple(sorted((*found, *_quoted(words)), key=lambda trap: (trap.start, trap.end)))


def _quoted(words: str) -> Iterator[Trap]:
    """A name or a slogan in quotes: “1+3”, “5个一”."""
    for found in _QUOTED.finditer(words):
        if any(char.isdigit() for char in found[1]):
            yield Trap(found.start(), found.end(), "引号里的说法")
