"""A 公文 and whom it goes to, what it asks, and what it has to bear → departures from 条例 (2012) ch. 3 and 4.

Knows no form of a paragraph.  What a text asks for is read from its closing phrases only; who is above and who below is known
from the words for those below (各村, 所属), never guessed from names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.gongwen.document.kinds import LETTER, MINUTES, ORDER
from reportgen.gongwen.document.model import TEXT, DocParagraph, Role, WordDocument
from reportgen.gongwen.document.phrases import LOOSE_NUMBER, NUMBER
from reportgen.gongwen.rules.imprint import imprint_lines
from reportgen.gongwen.rules.official import KINDS, title_of
from reportgen.gongwen.rules.rule import Finding, at, rule
from reportgen.gongwen.standard import Strength
from reportgen.message import say
from reportgen.problem import Grade
from reportgen.regex import regex

_PERSON = regex(
    r"[^，,、：:]{1,12}(?:(?<!委)书记|(?:省|市|区|县|镇|乡|局|院|校|厅|部|处|科)长|主席|秘书长|同志|领导|先生|女士)\s*[：:]?$"
    r"|[^，,、：:会厅局室]{1,4}主任\s*[：:]?$"
)
"""Somebody by name and post; 党支部书记 of every village, as 各村书记 names them, are many and no single one above."""
_ASKS = regex(r"请[予即]?(?:批示|批准|审批|批复|审定|核准)|(?:妥|当|可)否[，,]?请|特此请示|以上请示")
_BELOW = regex(r"各(?:村|社区|科室|股室|站所|乡镇?|镇|县|区|学校|下属|所属|直属)|所属(?:各|单位)|下属(?:各|单位)|(?:本|我)[^，。、]{1,3}各|(?:科室|股室|站所|社区)(?=[，。、（])")
_COPIED = regex(r"(?:抄\s*送|抄\s*报)\s*[:：]")
_CLOSES = regex(r"(?:特此|专此|现予)(通知|公告|通告|通报|报告|请示|批复|函[复告达商]?)(?=[，。！]|$)")
_FITTING: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (regex(r"以上请示|(?:妥|当|可)否[，,]?请[予即]?(?:批示|批准|审批|批复|审定)|请[予即]?(?:批示|批复)(?:为盼)?[。！]?$"), ("请示", "报告")),
    (regex(r"请(?:各[^，。]{1,12})?(?:认真|严格|切实)?(?:遵照|贯彻|抓好贯彻)[^，。]{0,6}(?:执行|落实)"),
     ("通知", "意见", "决定", "通报", "批复", "令", "决议", "纪要")),
    (regex(r"请[予即]?(?:函复|函告)|盼(?:予)?函复"), ("函", "通知")),
    (regex(r"^此复[。！]?$"), ("批复", "函")),
    (regex(r"以上报告[，,]?请[予]?(?:审阅|审议|审查|阅示)"), ("报告",)),
)  # fmt: skip
"""How a text closes, and which kinds may close so."""
_OPENS = regex(r"现将?[^，。；：]{0,30}?(请示|报告|通知|通报|通告|公告|批复|汇报)如下[：:。]?$")
_DECIDES = regex(r"(?:作出|做出)(?:如下|以下)决定|决定(?:[^。；：]{0,24}(?:予以|给予|授予)[^。；：，]{0,16}(?:表彰|表扬|嘉奖|奖励|称号|处分|批评))")
_DECIDED = ("决定", "决议", "令", "命令", "通报", "公告", "纪要", "批复", "意见")
_ABOUT = regex(r"关于(?:给予|授予|对)?[^，。]*?(?:表彰|表扬|嘉奖|奖励|称号|处分|批评)")
_RUN_UP = regex("推荐|评选|申报|评比|工作|大会|活动|办法|方案|印发|转发|公示|会议")
"""What a notice about honours may be about: how to come by them, not that they are given."""
_NO_FAVOUR = ("请示", "报告", "通知", "通报", "决定", "公告", "通告", "批复", "意见")
_FAVOUR_HINT = say("“为盼”“为荷”用在函里；请示写“妥否，请批示。”")
_FAVOUR = regex(r"为(?:盼|荷|感|谢)[。！]?$")
_ANNOUNCING = ("请示", "报告", "通知", "通报", "通告", "公告", "批复")
_CLOSING = 40
"""Characters at most of a paragraph that closes a text."""
_CITED = regex(r"《[^《》]+(?:请示|函|报告|意见|申请|方案|通知)[^《》]{0,10}》")
_ENCLOSED = regex(r"(?:见|详见|按照?|填写|填报|报送|附)[“（(]?附件\s*([0-9]{1,2})?|[（(](?:详?见)?附件\s*([0-9]{1,2})?[）)]")
_PARTS = regex(r"[，,、；;。：:\s]+")
_REPLIED = ("请示", "批复", "函", "报告")


@rule("G139", "《党政机关公文处理工作条例》第十五条", Strength.NORMAL, profile="公文")
def no_single_person(document: WordDocument) -> Iterator[Finding]:
    """公文主送机关，不主送领导个人。
    为什么：条例说除上级机关负责人直接交办事项外，“不得以本机关名义向上级机关负责人报送公文”。
    例：“王书记：”应为“中共青禾县委：”；讲话稿的称谓不在此列。
    """
    title = title_of(document)
    for paragraph in document.having(Role.RECIPIENT) if title.endswith(("请示", "报告")) else ():
        if _PERSON.fullmatch(paragraph.words) and not paragraph.words.startswith("各"):
            yield Finding(say("主送的是个人"), at(paragraph), say("写机关的全称或规范化简称"))


@rule("G140", "《党政机关公文处理工作条例》第十五条", Strength.NORMAL, profile="公文")
def no_request_in_report(document: WordDocument) -> Iterator[Finding]:
    """报告里不夹带请示事项。
    为什么：条例说“不得在报告等非请示性公文中夹带请示事项”；报告不批复，夹在里面的事会没有下文。
    例：“……的报告”末尾写“妥否，请批示。”：另写一份请示，或者把文种改成请示。
    """
    for paragraph in document.text if title_of(document).endswith("报告") else ():
        if len(paragraph.words) > 40:
            continue
        if found := _ASKS.search(paragraph.text):
            yield Finding(say("报告里夹带了请示"), at(paragraph, found.start(), found.end()), say("要批复的事另写请示，或把文种改成请示"))


@rule("G141", "《党政机关公文处理工作条例》第十五条", Strength.NORMAL, profile="公文")
def not_copied_below(document: WordDocument) -> Iterator[Finding]:
    """上行文（请示、报告）不抄送下级机关。
    为什么：条例说上行文“不抄送下级机关”；上级还没有答复，下级先照办了，就难收场。
    例：请示的“抄送：各村（社区）。”应删去，等批复以后再发通知。
    """
    for paragraph in imprint_lines(document) if title_of(document).endswith(("请示", "报告")) else ():
        found = _BELOW.search(paragraph.text) if _COPIED.match(paragraph.words) else None
        if found:
            yield Finding(say("上行文抄送了下级机关"), at(paragraph, found.start(), found.end()), say("删去下级机关"))


@rule("G142", "《党政机关公文处理工作条例》第九条", Strength.MUST, profile="公文")
def secret_is_counted(document: WordDocument) -> Iterator[Finding]:
    """涉密公文标注份号，不公开发布。
    为什么：条例说“涉密公文应当标注份号”；没有份号，收回时不知道少了哪一份。
    例：有“秘密★1年”而左上角没有“000012”；有密级，附注却写“此件公开发布”。
    """
    secret = document.having(Role.SECRECY)
    if secret and not document.having(Role.COPY_NUMBER):
        yield Finding(say("有密级，没有份号"), at(secret[0]), say("在密级之上写六位份号，如“000012”"))
    for remark in document.having(Role.REMARK) if secret else ():
        if "公开" in remark.words and "不" not in remark.words:
            yield Finding(say("有密级，附注却写公开"), at(remark), say("删去密级，或改正附注"))


@rule("G143", "GB/T 9704—2012 7.3.5；《党政机关公文处理工作条例》第九条", Strength.MUST, profile="公文")
def signed_and_dated(document: WordDocument) -> Iterator[Finding]:
    """公文有发文机关署名和成文日期。
    为什么：标准说署名“署发文机关全称或者规范化简称”，成文日期“署会议通过或者发文机关负责人签发的日期”；纪要两样都不写。
    例：正文之下只有日期，或者只有“澄屿街道办事处”。
    """
    numbers = document.having(Role.NUMBER) if document.having(Role.MARK) else ()
    dates, signatures = document.having(Role.DATE), document.having(Role.SIGNATURE)
    if not numbers or document.kind == MINUTES or not any(True for _ in document.text):
        return
    last = [each for each in document.paragraphs if each.role in TEXT or each.role is Role.SIGNATURE][-1]
    if not dates and not document.having(Role.BRACKET_DATE):
        yield Finding(say("没有成文日期"), at(last), say("在署名之下写年、月、日，如“2025年7月1日”"))
    elif dates and not signatures and document.kind != ORDER:
        yield Finding(say("成文日期之上没有署名"), at(dates[0]), say("在成文日期之上写发文机关的名称"))


@rule("G144", "GB/T 9704—2012 7.3.2", Strength.NORMAL, profile="公文")
def has_recipient(document: WordDocument) -> Iterator[Finding]:
    """请示、报告、批复和函有主送机关。
    为什么：这几种公文有来有往，总有一个收文的机关；公告、通告、决定、纪要可以没有。
    例：“……的请示”标题下面直接写正文。
    """
    titles, numbers = document.having(Role.TITLE), document.having(Role.NUMBER)
    wanted = bool(titles) and title_of(document).endswith(_REPLIED) and document.kind in ("", LETTER)
    if wanted and numbers and not document.having(Role.RECIPIENT, Role.SALUTATION):
        yield Finding(say("没有主送机关"), at(titles[-1]), say("在标题下空一行，顶格写主送机关和全角冒号"))


@rule("G145", "GB/T 9704—2012 7.4.2", Strength.NORMAL, profile="公文")
def copied_once(document: WordDocument) -> Iterator[Finding]:
    """主送的机关不再抄送。
    为什么：抄送机关是“除主送机关外需要执行或者知晓公文内容的其他机关”。
    例：主送“县人民政府：”，版记又写“抄送：县人民政府，县财政局。”。
    """
    recipients = {name for each in document.having(Role.RECIPIENT) for name in _names(each) if len(name) > 2}
    for paragraph in imprint_lines(document) if recipients else ():
        twice = next((name for name in _names(paragraph) if name in recipients), "") if _COPIED.match(paragraph.words) else ""
        if twice:
            start = paragraph.text.find(twice)
            yield Finding(say("主送的机关又写进了抄送"), at(paragraph, start, start + len(twice)), say("从抄送里删去"))
    for paragraph in imprint_lines(document):
        names = _names(paragraph) if _COPIED.match(paragraph.words) else []
        again = next((name for number, name in enumerate(names) if name in names[:number]), "")
        if again:
            start = paragraph.text.rfind(again)
            yield Finding(say("一个机关抄送了两次"), at(paragraph, start, start + len(again)), say("删去一个"))


def _names(paragraph: DocParagraph) -> list[str]:
    return [part for part in _PARTS.split(_COPIED.sub("", paragraph.words)) if part]


@rule("G148", "《党政机关公文处理工作条例》第八条", Strength.NORMAL)
def closes_as_titled(document: WordDocument) -> Iterator[Finding]:
    """结尾的“特此通知”“特此报告”与标题的文种一致。
    为什么：拿旧文改的，常常标题换了、结尾忘了换；收文机关不知道按哪一种办。
    例：“……的请示”末尾写“特此通知。”；表扬先进的决定，标题写成“……的通知”；请示末尾写“请审批为盼。”（“为盼”“为荷”用在函里）。
    """
    marks = document.having(Role.MARK)
    title = title_of(document) or ("".join(marks[-1].words.split()) if marks else "")
    for paragraph in document.having(Role.BODY) if title.endswith(KINDS) else ():
        found = _CLOSES.search(paragraph.words)
        if found and found[1][:2] not in title[-4:] and found[1][0] != title[-1] and document.kind != MINUTES:
            yield Finding(say("结尾的“{closing}”与标题的文种不一致", closing=found[0]), at(paragraph), say("改成与标题一致的文种"))
        for closing, kinds in _FITTING if len(paragraph.words) <= _CLOSING else ():
            said = closing.search(paragraph.words)
            if said and not found and not title.endswith(kinds):
                yield Finding(say("结尾的“{closing}”与标题的文种不一致", closing=said[0]), at(paragraph), say("改成与标题一致的文种"))
        yield from _decided(paragraph, title)
        if (favour := _FAVOUR.search(paragraph.words)) and len(paragraph.words) <= _CLOSING and title.endswith(_NO_FAVOUR):
            yield Finding(say("结尾用了“{closing}”", closing=favour[0].rstrip("。！")), at(paragraph), _FAVOUR_HINT)
        opening = _OPENS.search(paragraph.words)
        told = opening is not None and (opening[1] == title[-2:] or (title.endswith("报告") and opening[1] == "汇报"))
        if opening and title.endswith(_ANNOUNCING) and not told:
            yield Finding(say("“{opening}”与标题的文种不一致", opening=opening[0]), at(paragraph), say("改成与标题一致的文种"), Grade.NOTE)


def _decided(paragraph: DocParagraph, title: str) -> Iterator[Finding]:
    """A decision, or honours that are given, under the title of another kind."""
    said = _DECIDES.search(paragraph.words) if title.endswith(KINDS) and not title.endswith(_DECIDED) else None
    if said is None:
        return
    if "以下决定" in said[0] or "如下决定" in said[0] or (_ABOUT.search(title) and not _RUN_UP.search(title)):
        message = say("正文“{said}”，标题的文种是“{kind}”", said=said[0], kind=title[-2:])
        yield Finding(message, at(paragraph), say("奖惩单位和人员用“决定”或“通报”，改标题的文种"))


@rule("G149", "GB/T 9704—2012 7.3.4", Strength.NORMAL)
def enclosures_are_there(document: WordDocument) -> Iterator[Finding]:
    """正文提到的附件都列在附件说明里。
    为什么：正文让人看附件，后面却没有，收文的人只好打电话来要。
    例：正文写“见附件2”，附件说明只有一个附件；写“见附件”，却没有附件。
    """
    noted, labels = document.having(Role.ANNEX_NOTE, Role.ANNEX_NOTE_MORE), document.having(Role.ANNEX)
    count = max(len(noted), len(labels))
    for paragraph in document.text:
        for match in _ENCLOSED.finditer(paragraph.text):
            wanted = int(match[1] or match[2] or 1)
            if wanted > count:
                message = say("提到附件{wanted}，只有 {count} 个附件", wanted=wanted, count=count) if count else say("提到附件，却没有附件")
                yield Finding(message, at(paragraph, match.start(), match.end()), say("补上附件和附件说明，或改正文"))


@rule("G159", "实务（来文的引用）", Strength.PRACTICE, profile="公文")
def reply_cites(document: WordDocument) -> Iterator[Finding]:
    """批复、复函开头引来文的标题和发文字号。
    为什么：来文的机关凭它知道答复的是哪一件；先引标题，后引文号。
    例：“你镇《关于设立临港社区的请示》（李政〔2025〕14号）收悉。”；只写“来函收悉”不行。
    """
    title = title_of(document)
    bodies = document.having(Role.BODY)
    if not bodies or not title.endswith(("批复", "复函")) or not document.having(Role.NUMBER):
        return
    first = bodies[0]
    if not any(_CITED.search(each.text) for each in bodies[:2]):
        yield Finding(say("没有引来文的标题"), at(first), say("写成“你局《关于……的请示》（××〔2025〕3号）收悉。”"))
    elif not any(NUMBER.search(each.text) or LOOSE_NUMBER.search(each.text) for each in bodies[:2]):
        yield Finding(say("引了来文，没有引发文字号"), at(first), say("标题后面加括号写来文的发文字号"))


@rule("G160", "实务（请示的联系人）", Strength.PRACTICE, profile="公文")
def request_has_contact(document: WordDocument) -> Iterator[Finding]:
    """请示在附注处写联系人和电话。
    为什么：上级办理时要问情况；机关多要求请示注明联系人姓名和电话。
    例：成文日期下一行“（联系人：顾某，联系电话：……）”。
    """
    asked = title_of(document).endswith("请示") and document.having(Role.NUMBER) and document.having(Role.DATE)
    if asked and not any("联系" in each.words for each in document.everything):
        yield Finding(say("请示没有写联系人和电话"), at(document.having(Role.DATE)[-1]), say("在成文日期下一行加“（联系人：……，联系电话：……）”"))


@rule("G161", "GB/T 9704—2012 10.3", Strength.PRACTICE, profile="公文")
def minutes_unsigned(document: WordDocument) -> Iterator[Finding]:
    """纪要不署名、不盖章。
    为什么：纪要的标志已经写明是谁的会议，条例说纪要可以不加盖印章；机关的纪要都不署名。
    例：纪要的正文之下又写“澄屿街道办事处”和日期。
    """
    for paragraph in document.having(Role.SIGNATURE) if document.kind == MINUTES else ():
        yield Finding(say("纪要的正文之下署了名"), at(paragraph), say("删去署名"))
