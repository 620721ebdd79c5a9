"""机关名称: organs that have been renamed or abolished, names that no organ bears, informal short forms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from drafting.documents.expressions import expression
from drafting.documents.model import Basis, Level, Strength
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit, practice
from drafting.proofing.draft import CJK, HAN, Draft
from drafting.proofing.families.gazetteer import Mention, mentions

_STRUCTURE = Basis("国务院机构设置的通知", "", Strength.PLAIN)
_PAST = expression(r"(?:原|前身|时任|曾任|历任)[^，。；\n]{0,12}$|(?:更名|改名|改称|改组|整合|合并|撤销|组建)[^。\n]{0,40}$")
# A document number, a title or a decree keeps the name that the organ had then.
_KEEPS = expression(
    rf"[{CJK}、]{{0,10}}(?:令|第?\d+号|公告|〔|\[|关于|《|（\d{{4}}|\d{{4}}年)|[^，。；\n]{{0,6}}(?:更名|改名|改为|改组|并入|撤销|划入|职责)"
)
_CENTRAL = expression(r"部$|总局$|总署$|^国[务家防]|[银保]监会$")
# 建设部, 交通部: so short a name is an organ's only where no word goes before it, nor a line that may be broken inside a longer one.
_MAY_GO_BEFORE = frozenset("、，。；：和与及由经报送向对（(\u3000 \t“国从请")
_OF_A_COMPANY = expression(r"(?:财务|综合|市场|行政|工程|后勤|技术|销售|运营|人力资源|宣传|组织|学习|体育|项目)部")


def _abolished_organ(draft: Draft) -> Iterator[Hit]:
    signed = draft.date or (date(draft.year, 1, 1) if draft.year else None)
    if signed is None:
        return
    text = draft.text
    for mention in mentions(draft):
        if not mention.note or mention.note[0] != "旧名" or signed < date.fromisoformat(mention.note[2]):
            continue
        _, now, since = mention.note
        start, end = mention.start, mention.end
        term = text[start:end]
        if len(term) <= 3 and _OF_A_COMPANY.search(text, max(0, start - 20), end + 20):
            continue
        if len(term) <= 3 and _CENTRAL.search(term) and text[start - 1 : start] not in _MAY_GO_BEFORE and start:
            continue
        if text[end : end + 1] in tuple("门分委队件") or now in text[max(0, start - 12) : end + 12]:
            continue
        if draft.is_quoted(start, end) or _PAST.search(text, max(0, start - 50), start) or _KEEPS.match(text, end):
            continue
        better = now if not expression("[、（]").search(now) else None
        yield Hit(start, end, f"“{term}”已改为“{now}”（{since[:4]}年），请核对。", better)


_FOLLOWED = expression(r"[门分队令]")  # 国家教育部门


def _of_kind(draft: Draft, kind: str) -> Iterator[tuple[Mention, str]]:
    """Yield (mention, right form) for the names of one kind of ``organ_forms.tsv``."""
    for mention in mentions(draft):
        if not mention.note or mention.note[0] != kind or _FOLLOWED.match(draft.text, mention.end):
            continue
        if not draft.is_quoted(mention.start, mention.end) and not draft.is_address(mention.start, mention.end):
            yield mention, mention.note[1]


def _wrong(draft: Draft) -> Iterator[Hit]:
    for mention, right in _of_kind(draft, "写错"):
        yield Hit(mention.start, mention.end, f"机关名称写错了，应为“{right}”。", right)


def _with_country(draft: Draft) -> Iterator[Hit]:
    for mention, right in _of_kind(draft, "多国家"):
        yield Hit(mention.start, mention.end, f"“{right}”的名称里没有“国家”二字。", right)


_IN_NUMBER = expression(rf"{HAN}{{0,6}}[〔\[]|[发函办规令字建联]")


def _informal(draft: Draft) -> Iterator[Hit]:
    """The first place of each informal short form in a formal document: further ones are the same matter."""
    if not draft.is_formal:
        return
    told = set()
    for mention, right in _of_kind(draft, "口语"):
        name = draft.text[mention.start : mention.end]
        if name in told or _IN_NUMBER.match(draft.text, mention.end):
            continue
        told.add(name)
        yield Hit(mention.start, mention.end, f"“{name}”是口语简称，公文用全称或者规范化简称“{right}”。", right)


CHECKS = (
    Check(
        code="renamed-organ",
        title="机关名称已经变更",
        family="references",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="机构改革后名称变了，照抄旧文会把文件发给不存在的机关。",
        find=_abolished_organ,
        examples=(
            Example("报⟦国土资源部⟧备案。\n日期| 2024年5月8日", "报自然资源部备案。\n日期| 2024年5月8日"),
            Example("市⟦安全生产监督管理局⟧负责。\n日期| 2024年5月8日", "市应急管理局负责。\n日期| 2024年5月8日"),
            Example("报⟦建设部⟧批准。\n日期| 2024年5月8日", "报住房和城乡建设部批准。\n日期| 2024年5月8日"),
            Example("由⟦银保监会⟧监管。\n日期| 2024年5月8日", "由国家金融监督管理总局监管。\n日期| 2024年5月8日"),
        ),
        passes=(
            "报国土资源部备案。\n日期| 2010年5月8日",
            "原国土资源部印发的规划。\n日期| 2024年5月8日",
            "根据《国土资源部关于加强管理的通知》。\n日期| 2024年5月8日",
            "依据国土资源部令第49号。\n日期| 2024年5月8日",
            "住房和城乡建设部、交通运输部备案。\n日期| 2024年5月8日",
            "公司工程建设部负责。\n日期| 2024年5月8日",
            "建设部门负责。\n日期| 2024年5月8日",
            "综合部、人事部、财务部参加。\n日期| 2024年5月8日",
        ),
    ),
    Check(
        code="organ-name-wrong",
        title="机关名称写错",
        family="references",
        level=Level.ERROR,
        basis=_STRUCTURE,
        why="机关名称一字不能差：是“国家发展和改革委员会”，不是“发展与改革”；“纪律检查”不是“纪律检察”。",
        find=_wrong,
        examples=(
            Example("报⟦国家改革与发展委员会⟧审批。", "报国家发展和改革委员会审批。"),
            Example("市⟦农业与农村局⟧负责。", "市农业农村局负责。"),
            Example("⟦国家税务局总局⟧公告", "国家税务总局公告"),
        ),
        passes=(
            "报国家发展和改革委员会审批。",
            "市人力资源和社会保障局负责。",
            "文化与旅游融合发展",
            "人民检察院检察委员会",
            "工业与信息化融合",
        ),
    ),
    Check(
        code="organ-with-country",
        title="部委名称前多了“国家”",
        family="references",
        level=Level.HINT,
        basis=_STRUCTURE,
        why="教育部、财政部、审计署的名称里没有“国家”二字。",
        find=_with_country,
        examples=(Example("报⟦国家教育部⟧备案。", "报教育部备案。"),),
        passes=("报教育部备案。", "国家安全部", "国家教育部门"),
    ),
    Check(
        code="organ-short-form",
        title="机关名称用了口语简称",
        family="references",
        level=Level.HINT,
        basis=practice("机关名称规范化简称的惯例"),
        why="公文用机关全称或者规范化简称：“国家发展改革委”，不用“发改委”。",
        find=_informal,
        examples=(
            Example(
                "文号| 某政发〔2024〕5号\n标题| 关于做好甲事的通知\n主送| 各区：\n报⟦国家发改委⟧审批。",
                "文号| 某政发〔2024〕5号\n标题| 关于做好甲事的通知\n主送| 各区：\n报国家发展改革委审批。",
            ),
        ),
        passes=(
            "报国家发改委审批。",
            "文号| 某政发〔2024〕5号\n标题| 关于做好甲事的通知\n主送| 各区：\n《通知》（人社部发〔2024〕5号）",
            "文号| 某政发〔2024〕5号\n标题| 关于做好甲事的通知\n主送| 各区：\n报国家发展改革委审批。",
        ),
    ),
)
