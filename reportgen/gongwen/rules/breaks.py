"""The lines of a title → where a line ends within a word, a number or a name.

Knows no page: lines are those that somebody made by a break or by a paragraph of its own.  There is no dictionary here; the words
that titles are made of are few, and others are known by the text: two characters that stand together wherever one of them stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportgen.gongwen.document.model import BLANKS, DocParagraph, Role, WordDocument
from reportgen.gongwen.rules.measures import is_chinese
from reportgen.gongwen.rules.rule import Finding, at, rule
from reportgen.gongwen.standard import Strength
from reportgen.message import say
from reportgen.problem import WordPlace

_WORDS = frozenset(
    "工作 情况 通知 报告 请示 关于 实施 方案 意见 管理 办法 建设 发展 会议 印发 开展 加强 推进 完成 任务 重点 汇报 总结 社区 单位 部门 安全 生产 环境 整治 "
    "专项 行动 计划 年度 进一 一步 全面 深入 贯彻 落实 学习 宣传 教育 组织 领导 小组 成立 调整 转发 召开 举办 活动 服务 群众 经济 社会 财政 资金 经费 项目 "
    "申请 追加 拨付 审批 批准 同意 人民 政府 委员 员会 办公 公室 乡村 振兴 城市 治理 改革 创新 企业 产业 投资 招商 营商 民生 保障 就业 医疗 卫生 防控 "
    "应急 消防 防汛 抗旱 森林 防火 信访 稳定 综合 执法 监督 检查 考核 评比 表彰 先进 个人 集体 干部 人事 任免 职务 机构 编制 档案 保密 公文 处理 规范 制度 "
    "目标 责任 问题 整改 督查 事项 有关 做好 期间 春节 国庆 值班 放假 安排 修订 制定 废止 规定 细则 试行 暂行 "
    "物资 设施 设备 道路 交通 资源 土地 规划 预算 决算 统计 调查 登记 采购 招标 工程 质量 标准 体系 机制 平台 信息 数据 网络 技术 科技 学校 学生 养老 老年 "
    "残疾 妇女 儿童 青年 党员 支部 基层 纪律 廉政 审计 巡察 巡视 反馈 意识 形态 文明 创建 食品 药品 市场 监管 价格 税务 金融 银行 保险 合同 协议 商请 支援 "
    "协助 配合 提供 报送 上报 材料 名单 台账 清单 汛期 地质 灾害 气象 防灾 减灾 救灾 救助 补助 补贴 奖励 农村 农业 农民 村民 居民 业主 物业 小区 改造 维修 "
    "拆迁 征收 补偿 安置 房屋 住宅 建筑 垃圾 污水 河道 水利 电力 通信 能源 节能 生态 绿化 森林 林业 旅游 文化 体育 广播 图书 历史 文物 宗教 民族 统战 双拥 "
    "高校 毕业 招生 退役 军人 征兵 国防 动员 公安 司法 法治 法律 仲裁 调解 矛盾 纠纷 化解 排查 整顿 评估 验收 评审 评选 推荐 申报 批复 变更 撤销 增加 延期 补充 解决 困难".split()
)
_NEVER_FIRST = "的了和与及、，。；：！？）》”’%"
_PAIRS = {"《": "》", "“": "”", "（": "）", "〔": "〕"}
_OFTEN, _BOUND, _SHARE = 3, 0.8, 0.2


@rule("G48", "GB/T 9704—2012 7.3.1", Strength.MUST)
def title_breaks(document: WordDocument) -> Iterator[Finding]:
    """标题回行时，词意完整，不把一个词、一个数或书名拆在两行。
    为什么：标准说标题“回行时，要做到词意完整，排列对称，长短适宜，间距恰当”。
    例：“关于开展环境整治工”换行“作的通知”，把“工作”拆开了；“的”也不排在行首。
    """
    lines = [
        (paragraph, line.strip(BLANKS))
        for paragraph in document.having(Role.TITLE)
        for line in paragraph.text.split("\n")
        if line.strip(BLANKS)
    ]
    text = "".join(paragraph.text for paragraph in document.everything if paragraph.role is not Role.TITLE)
    opened = ""
    for (_, above), (paragraph, below) in pairwise(lines):
        opened += above
        between_words = above[-2:] in _WORDS and below[:2] in _WORDS
        if (not between_words and _splits(above[-1], below[0], text)) or _inside(opened):
            yield Finding(
                say("标题在“{above_end}”和“{below_start}”之间换行，词拆开了", above_end=above[-2:], below_start=below[:2]),
                _place(paragraph, below), say("调整回行的位置，让词完整"),
            )  # fmt: skip


def _place(paragraph: DocParagraph, line: str) -> WordPlace:
    start = max(0, paragraph.text.find(line))
    return at(paragraph, start, start + len(line))


def _splits(last: str, first: str, text: str) -> bool:
    """Whether the break between two characters is within a word or a number."""
    if first in _NEVER_FIRST or (last.isdigit() and (first.isdigit() or first in "年月日号万亿个")):
        return True
    if not (is_chinese(last) and is_chinese(first)):
        return False
    word = last + first
    return word in _WORDS or _bound(word, text)


def _bound(word: str, text: str) -> bool:
    """Whether one of the characters nearly always stands with the other, and the two come in different company on either side,
    as a word does and the middle of a longer one does not (造林: 今秋造林、造林任务、补造林地)."""
    together = text.count(word)
    rarer, commoner = sorted((text.count(word[0]), text.count(word[1])))
    if together < _OFTEN or together < _BOUND * rarer:
        return False
    found = [match.span() for match in re.finditer(re.escape(word), text)]
    before, after = {text[max(0, start - 1) : start] for start, _ in found}, {text[end : end + 1] for _, end in found}
    return len(before) > 1 and len(after) > 1 and together >= _SHARE * commoner


def _inside(above: str) -> bool:
    """Whether a name in quotes or book title marks is open at the end of a line, and short enough for one line."""
    return any(above.count(start) > above.count(end) and len(above) - above.rfind(start) < 4 for start, end in _PAIRS.items())
