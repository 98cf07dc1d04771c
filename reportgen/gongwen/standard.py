"""GB/T 9704-2012 as data: sizes, margins, fonts, levels, page numbers, each with its clause and how binding it is.

Knows no file.  Lengths are twips (1/20 pt) unless a name says otherwise.  The standard gives millimetres and words; what a word
processor needs is derived from them, as the spacing that makes 22 lines of 28 characters fit the 版心 (cl. 5.2.3), and every
derived number says so.  GB/T 33476.2-2016 gives the second margin set.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from reportgen.gongwen.type_area import CHARACTER_SPACING

MM = 1440 / 25.4
"""Twips in a millimetre."""


class Strength(Enum):
    """How binding a rule is: 规定 must be kept, 一般 is the normal case, 实务 is what offices do beyond the standard."""

    MUST = "规定"
    NORMAL = "一般"
    PRACTICE = "实务"


@dataclass(frozen=True, slots=True)
class Margins:
    """A consistent set of page margins and the body line pitch that fills the text area with 22 lines (cl. 5.2.1,
    5.2.3)."""

    name: str
    top: int
    bottom: int
    left: int
    right: int
    pitch: int
    footer: int

    @property
    def text_height(self) -> int:
        return PAGE_HEIGHT - self.top - self.bottom

    @property
    def text_width(self) -> int:
        return PAGE_WIDTH - self.left - self.right


PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4, 210 × 297 mm (cl. 5.1, 规定)."""

MARGINS: dict[str, Margins] = {
    "A": Margins("A", top=2098, bottom=1984, left=1588, right=1474, pitch=579, footer=1446),
    "B": Margins("B", top=1960, bottom=1847, left=1588, right=1474, pitch=589, footer=1446),
}
"""A: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm read literally (cl. 5.2.1); B: the same with half a line's leading at top
and bottom (GB/T 33476.2-2016 cl. 6.2).  Pitches are the largest whole twips that keep 22 lines (derived).  The footer
distance puts the page number's dash at 269 mm from the top of the page, 7 mm below the text area (cl. 7.5), with the
footer's line of 280 twips exactly."""

SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4 = 44, 32, 28, 24
"""二号, 三号, 四号 in half-points: title (cl. 7.3.1), body (cl. 5.2.2), page number and imprint (cl. 7.5, 7.4); 一般.  小四 is
used in tables (实务)."""
SIZE_NAMES: dict[int, str] = {
    84: "初号", 72: "小初", 52: "一号", 48: "小一", 44: "二号", 36: "小二", 32: "三号", 30: "小三", 28: "四号", 24: "小四",
    21: "五号", 18: "小五", 15: "六号", 13: "小六", 11: "七号", 10: "八号",
}  # fmt: skip
"""Half-points → the printers' name of a size, as Word's list has them."""
TITLE_PITCH = 680
"""Line pitch of a 二号 title (实务: between 32 and 36 pt)."""
INDENT_CHARS = 200
"""First-line indent in hundredths of a character: 左空二字 (cl. 7.3.3, 规定)."""
INDENT = 2 * (320 + CHARACTER_SPACING)
"""The same in twips, for programs that do not read hundredths of characters (derived)."""
ONE_CHARACTER = 280
"""一字 of 四号, by which page numbers stand off the margin (cl. 3.1, 7.5)."""
DASH_HEIGHT = 269.0
"""Millimetres from the top of the page to the page number's dashes: 37 + 225 + 7 (cl. 7.5, 规定)."""
LANDSCAPE = (1588, 2098, 1474, 1984)
"""Top, right, bottom, left of a page with a 横排表格: the portrait page turned once, so that the table's head is at the
portrait page's left on odd and even pages alike (cl. 8, derived)."""
IMPRINT_RULES = (8, 6)
"""Eighths of a point of the outer (0.35 mm) and the inner (0.25 mm) rules of a 版记 (cl. 7.4.1, 推荐)."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a measured value may be off before a rule speaks, and why so far."""

    what: str
    value: float
    unit: str
    why: str


TOLERANCES: dict[str, Tolerance] = {
    "page": Tolerance("纸张大小", 57, "缇", "1 毫米，与 5.2.1 对白边的允差相同"),
    "margin": Tolerance("天头、订口、版心", 60, "缇", "5.2.1 允差 1 毫米（56.7 缇），另加取整"),
    "indent": Tolerance("首行缩进", 0.15, "字", "字距 -0.25 磅时 630 缇是 1.97 字，640 缇是 2.03 字"),
    "side": Tolerance("左右缩进、空字", 0.5, "字", "半字：半角字符按半字算，排版软件各有取整"),
    "dash": Tolerance("页码高度", 2.0, "毫米", "7.5 以 7 毫米为准；自动行距时位置随字体变动"),
    "table": Tolerance("表格宽度", 273, "缇", "Word 的表格默认两侧各伸出一个单元格边距（108 缇），另加 1 毫米"),
    "mark": Tolerance("发文机关标志的高度", 5.0, "毫米", "半行：字在固定行距的一行里居中还是偏下，各软件不同"),
    "red rule": Tolerance("红色分隔线的距离和长度", 1.0, "毫米", "与 5.2.1 对白边的允差相同"),
    "rule": Tolerance("版记分隔线粗细", 2, "八分之一磅", "Word 只有 0.5、0.75、1 磅等几种线"),
}
"""By subject; lengths are twips (缇, 1/20 pt) where the unit says so."""


@dataclass(frozen=True, slots=True)
class FontClass:
    """A class of fonts that the standard names, and the font names that count as it; the standard names no files (cl.
    5.2.2, 7)."""

    name: str
    gb2312: str
    gbk: str
    accepted: tuple[str, ...]

    def written(self, culture: str) -> str:
        """The font name to write for one of the two cultures of offices, ``GB2312`` or ``GBK``."""
        return self.gbk if culture == "GBK" else self.gb2312


FONTS: dict[str, FontClass] = {
    "仿宋": FontClass(
        "仿宋", "仿宋_GB2312", "方正仿宋_GBK",
        ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋简体", "华文仿宋", "STFangsong"),
    ),
    "楷体": FontClass(
        "楷体", "楷体_GB2312", "方正楷体_GBK",
        ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体", "华文楷体", "STKaiti"),
    ),
    "黑体": FontClass("黑体", "黑体", "方正黑体_GBK", ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti")),
    "宋体": FontClass("宋体", "宋体", "方正书宋_GBK", ("宋体", "SimSun", "NSimSun", "新宋体", "方正书宋_GBK", "华文宋体", "STSong")),
    "小标宋": FontClass(
        "小标宋", "方正小标宋简体", "方正小标宋_GBK",
        ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong"),
    ),
}  # fmt: skip
LATIN = "Times New Roman"
"""Font of digits and Latin letters (实务; the standard is silent except for page numbers)."""


@dataclass(frozen=True, slots=True)
class HeadingLevel:
    """A level of headings: how it is numbered, its font class (cl. 7.3.3, 一般), and Word's outline level from 0."""

    sample: str
    font: str
    outline: int


LEVELS: tuple[HeadingLevel, ...] = (
    HeadingLevel("一、", "黑体", 0),
    HeadingLevel("（一）", "楷体", 1),
    HeadingLevel("1.", "仿宋", 2),
    HeadingLevel("（1）", "仿宋", 3),
)

TITLE_PITCHES = (560, 760)
"""Line pitches in twips that a title may have (实务: 28 to 38 pt, from the body's to cl. 3.2 read for 二号)."""


def font_class(name: str) -> str:
    """The class that a font name belongs to, without regard to case; empty for none of the five."""
    return _CLASS_OF.get(name.strip().lower(), "")


_CLASS_OF = {name.lower(): made.name for made in FONTS.values() for name in made.accepted}


def margin_set(top: int, bottom: int) -> Margins | None:
    """The set that a page's top and bottom margins belong to within the tolerance, the nearer one; ``None`` for neither.

    The bottom counts too, because the two sets differ by 2.4 mm and a page that mixes them belongs to neither.
    """
    allowed = TOLERANCES["margin"].value
    fitting = [page for page in MARGINS.values() if abs(page.top - top) <= allowed and abs(page.bottom - bottom) <= allowed]
    return min(fitting, key=lambda page: abs(page.top - top), default=None)


@dataclass(frozen=True, slots=True)
class Provision:
    """A number of the standard: what it is for, the figure, the clause, how binding it is."""

    what: str
    figure: str
    clause: str
    strength: Strength


PROVISIONS: tuple[Provision, ...] = (
    Provision("纸张", "A4，210×297 毫米（11906×16838 缇）", "5.1", Strength.MUST),
    Provision("天头（上白边）", "37 毫米 ±1：甲套 2098 缇；乙套 1960 缇（34.58 毫米，另留半行）", "5.2.1；GB/T 33476.2 6.2", Strength.MUST),
    Provision("订口（左白边）", "28 毫米 ±1（1588 缇）", "5.2.1", Strength.MUST),
    Provision("版心", "156×225 毫米；右边距 26 毫米（1474 缇）、下边距 35 毫米（甲套 1984 缇、乙套 1847 缇）由此推出", "5.2.1", Strength.MUST),
    Provision("每页行数、每行字数", "22 行、28 字，撑满版心", "5.2.3", Strength.NORMAL),
    Provision("行距", "固定值：甲套 579 缇（28.95 磅），乙套 589 缇（29.45 磅，到 592 缇为止都是 22 行）", "3.2、5.2.3（推算）", Strength.NORMAL),
    Provision("字距", "三号字排 28 字要缩紧 0.25 磅：28×15.75=441.0 磅，版心宽 442.2 磅", "5.2.3（推算）", Strength.NORMAL),
    Provision("正文", "三号（16 磅）仿宋", "5.2.2", Strength.NORMAL),
    Provision("文字颜色", "黑色", "5.2.4", Strength.MUST),
    Provision("标题", "二号（22 磅）小标宋，居中，回行排成梯形或菱形", "7.3.1", Strength.NORMAL),
    Provision("主送机关", "标题下空一行，顶格，回行仍顶格，末尾用全角冒号", "7.3.2", Strength.MUST),
    Provision("自然段", "左空二字，回行顶格", "7.3.3", Strength.MUST),
    Provision("结构层次", "一、黑体；（一）楷体；1.仿宋；（1）仿宋", "7.3.3", Strength.NORMAL),
    Provision("附件说明", "正文下空一行，左空二字，“附件：”后写名称，名称后不加标点", "7.3.4", Strength.MUST),
    Provision("署名、成文日期（不盖章）", "署名右空二字，日期首字比署名首字右移二字；日期较长时日期右空二字", "7.3.5.2", Strength.MUST),
    Provision("署名、成文日期（盖章）", "日期右空四字，署名以日期为准居中", "7.3.5.1", Strength.NORMAL),
    Provision("附件", "另面编排，“附件1”三号黑体顶格在第一行，标题居中在第三行", "7.3.7", Strength.MUST),
    Provision("版头：份号、密级、紧急程度", "三号，顶格，依次各占一行；密级、紧急程度用黑体", "7.2.1—7.2.3", Strength.NORMAL),
    Provision("发文机关标志", "居中，上边缘至版心上边缘 35 毫米，推荐红色小标宋", "7.2.4", Strength.MUST),
    Provision("发文字号", "标志下空二行，居中；上行文居左空一字；年份用〔〕，不编虚位，不加“第”", "7.2.5", Strength.MUST),
    Provision("红色分隔线", "发文字号之下 4 毫米，与版心等宽", "7.2.7", Strength.MUST),
    Provision("版记", "四号仿宋，左右各空一字；首末线 0.35 毫米，中间线 0.25 毫米（推荐）", "7.4", Strength.NORMAL),
    Provision("页码", "四号半角宋体数字，两侧各一条一字线，一字线在版心下边缘之下 7 毫米（距页上边 269 毫米）", "7.5", Strength.MUST),
    Provision("页码位置", "单页居右空一字，双页居左空一字", "7.5", Strength.MUST),
    Provision("横排表格", "页码位置不变；单页表头在订口一边，双页在切口一边", "8", Strength.MUST),
)  # fmt: skip
"""What the linter and the builder hold, for the table in docs/gongwen.md."""
