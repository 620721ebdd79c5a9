"""人员和职务: posts that do not exist or belong to another organ, forms of address, a legal person taken for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Basis, Level, Strength
from drafting.proofing.check import PLAIN, Check, Example, Hit, practice
from drafting.proofing.draft import Draft
from drafting.proofing.families.gazetteer import mentions
from drafting.proofing.shapes import pattern

_CONSTITUTION = Basis("《中华人民共和国宪法》和国家机构组织法", "", Strength.PLAIN)
_PARTY_GROUPS = Basis("《中国共产党党组工作条例》", "", Strength.PLAIN)
_HEADS = {"省": "省长", "市": "市长", "县": "县长", "区": "区长", "州": "州长"}
_HEAD = expression(r"(?:人民政府)?(?P<x>(?:副)?(?P<head>省长|市长|县长|区长|州长))(?![期远城安江春治效足者会])")


def _wrong_head(draft: Draft) -> Iterator[Hit]:
    """A head of government named after another level than the place in front of it: 昆山市县长, 海淀区市长."""
    for mention in mentions(draft):
        levels = {d.level for d in mention.divisions if not d.now}
        name = draft.text[mention.start : mention.end]
        # 市县长、市区长: the heads of what a city of the higher level has below it.
        if mention.short or not levels or (levels != {3} and name[-1] == "市"):
            continue
        match = _HEAD.match(draft.text, mention.end)
        right = "主席" if name.endswith("自治区") else _HEADS.get(name[-1], "")
        if match and right and match["head"] != right and (name[-1] in "市县区州" and len(levels) == 1):
            better = match["x"].replace(match["head"], right)
            yield Hit(*match.span("x"), f"{name}的政府首长是“{right}”，不是“{match['head']}”。", better)


_SECRETARIES = {
    "村委会书记": "村党组织书记",
    "村民委员会书记": "村党组织书记",
    "居委会书记": "社区党组织书记",
    "居民委员会书记": "社区党组织书记",
    "街道办事处书记": "街道党工委书记",
    "街道办书记": "街道党工委书记",
    "村支部主任": "村委会主任",
    "村党支部主任": "村委会主任",
}
_DEPARTMENTS = (
    "财政|公安|教育|民政|司法|水利|交通|交通运输|农业|农业农村|商务|自然资源|生态环境|住房和城乡建设|人力资源和社会保障"
    "|文化和旅游|科技|科学技术"
)


def _other_post(match: re.Match[str]) -> str | None:
    text = match["x"]
    if text in _SECRETARIES:
        return _SECRETARIES[text]
    if match["place"]:
        return f"{match['place']}委书记"
    if match["hall"]:
        return text[:-2] + "厅长"
    if match["bureau"]:
        return text[:-2] + "局长"
    if match["commission"]:
        return text[: -len(match["post"])] + match["post"].replace("局长", "主任")
    return None


CHECKS = (
    Check(
        code="head-of-wrong-level",
        title="政府首长的称谓与地方不符",
        family="people",
        level=Level.ERROR,
        basis=_CONSTITUTION,
        why="县级市的政府首长是市长，市辖区是区长，自治区是主席，照抄旧文容易写错。",
        find=_wrong_head,
        examples=(
            Example("昆山市⟦县长⟧出席会议。", "昆山市市长出席会议。"),
            Example("海淀区人民政府⟦副县长⟧分工负责。", "海淀区人民政府副区长分工负责。"),
            Example("广西壮族自治区⟦省长⟧主持会议。", "广西壮族自治区主席主持会议。"),
        ),
        passes=("昆山市市长出席会议。", "南京市区长座谈会。", "南阳市县长会议", "海淀区区长", "长沙县县长"),
    ),
    Check(
        code="post-of-another-organ",
        title="职务与机关对不上",
        family="people",
        level=Level.ERROR,
        basis=_CONSTITUTION,
        why="书记是党内职务，村委会、街道办事处、政府没有“书记”；厅的首长叫厅长，局的叫局长，委员会的叫主任。",
        find=pattern(
            r"(?P<x>村(?:民委员|委)会书记|(?<![党工])居(?:民委员|委)会书记|街道办(?:事处)?书记|村(?:党)?支部主任"
            r"|(?P<place>[省市县区乡镇])(?:人民)?政府书记"
            rf"|(?P<hall>(?:{_DEPARTMENTS})厅(?:副)?局长)(?!进)|(?P<bureau>(?:{_DEPARTMENTS})局(?:副)?厅长)"
            r"|(?P<commission>(?:发展(?:和)?改革|卫生健康|卫健|发改|国资|民族事务|民宗)委(?:员会)?(?P<post>(?:副)?局长)))"
            r"(?![级们处])",
            "职务“{x}”与机关不符，请核对",
            _other_post,
            keys=("书记", "支部主任", "局长", "厅长"),
            reach=24,
            group="x",
        ),
        examples=(
            Example("⟦村委会书记⟧带头签订承诺书。", "村党组织书记带头签订承诺书。"),
            Example("由⟦镇政府书记⟧负总责。", "由镇委书记负总责。"),
            Example("省⟦财政厅局长⟧作了说明。", "省财政厅厅长作了说明。"),
            Example("市⟦卫生健康委局长⟧汇报工作。", "市卫生健康委主任汇报工作。"),
        ),
        passes=(
            "村党组织书记带头签订承诺书。",
            "镇党委书记负总责。",
            "省财政厅厅长作了说明。",
            "各委办局局长参加。",
            "人社厅局长进校园活动",
            "市政府党组书记",
            "居委会党组织书记",
        ),
    ),
    Check(
        code="congress-post-wrong",
        title="人大、政协、法院、检察院的职务名称不对",
        family="people",
        level=Level.ERROR,
        basis=_CONSTITUTION,
        why="主任是人大常委会的，政协设主席；法院设院长，检察院设检察长。",
        find=pattern(
            r"(?P<x>(?<![乡镇])(?P<congress>人大|人民代表大会)(?P<deputy>副?)主任(?!委员|会议|科员|督导)|政协副?主任(?!委员|会议|科员)"
            r"|(?P<court>(?:人民|中级|高级|基层)法院)(?P<vice>副?)长(?![期远久效治安])|检察院副?院长)",
            "职务“{x}”的名称不对，请改用规范的名称",
            lambda m: (
                f"{'人大常委会' if m['congress'] == '人大' else '人民代表大会常务委员会'}{m['deputy']}主任"
                if m["congress"]
                else f"{m['court']}{m['vice']}院长"
                if m["court"]
                else m["x"].replace("主任", "主席").replace("院长", "检察长")
            ),
            keys=("主任", "法院", "检察院"),
            reach=20,
            group="x",
        ),
        examples=(
            Example("市⟦人大主任⟧出席会议。", "市人大常委会主任出席会议。"),
            Example("县⟦政协主任⟧出席会议。", "县政协主席出席会议。"),
            Example("市中级⟦人民法院长⟧作报告。", "市中级人民法院院长作报告。"),
            Example("县人民⟦检察院院长⟧作报告。", "县人民检察院检察长作报告。"),
        ),
        passes=(
            "市人大常委会主任出席会议。",
            "镇人大主席",
            "县政协主席出席会议。",
            "市人大主任会议讨论。",
            "人民法院院长作报告。",
            "人民法院长期以来",
            "人大主任委员",
        ),
    ),
    Check(
        code="party-committee-of-organ",
        title="党组写成了党委",
        family="people",
        level=Level.WARNING,
        basis=_PARTY_GROUPS,
        why="人大常委会、政府、政协、法院、检察院设党组，不设党委。",
        find=pattern(
            r"(?:人民政府|[省市县区]政府|人大常委会|人民代表大会常务委员会|[省市县区]政协|人民法院|人民检察院)(?P<x>党委)(?=[书副成班会决研，。、]|$)",
            "这一级机关设党组，不设党委",
            "党组",
            keys=("党委",),
            reach=20,
            group="x",
        ),
        examples=(Example("市人民政府⟦党委⟧书记主持会议。", "市人民政府党组书记主持会议。"),),
        passes=("市人民政府党组书记主持会议。", "市公安局党委书记", "市政府、党委研究", "各级人民政府、党委"),
    ),
    Check(
        code="congress-name-mixed",
        title="人民代表大会的名称写错",
        family="people",
        level=Level.ERROR,
        basis=_CONSTITUTION,
        why="“人大”就是人民代表大会，没有“人大代表大会”；常设机关是人大常委会。",
        find=pattern(
            r"(?P<x>人大代表大会|人民代表大大会|人民代表会大|人大常委员会|人大常委主任|人民政协商会议)",
            "名称“{x}”写错了",
            lambda m: {
                "人大代表大会": "人民代表大会",
                "人民代表大大会": "人民代表大会",
                "人民代表会大": "人民代表大会",
                "人大常委员会": "人大常委会",
                "人大常委主任": "人大常委会主任",
                "人民政协商会议": "人民政治协商会议",
            }.get(m["x"]),
            keys=("人大", "人民代表", "协商会议"),
            reach=20,
            group="x",
        ),
        examples=(
            Example("提请市⟦人民代表大大会⟧审议。", "提请市人民代表大会审议。"),
            Example("市⟦人大常委主任⟧出席。", "市人大常委会主任出席。"),
        ),
        passes=("提请市人民代表大会审议。", "市人大常委会主任出席。", "中国人民政治协商会议", "人民代表大会常务委员会，"),
    ),
    Check(
        code="comrade-with-post",
        title="“同志”与职务连用",
        family="people",
        level=Level.WARNING,
        basis=Basis("公文称谓惯例", "", Strength.SHOULD),
        why="称同志就不再接职务：写“李明同志”或者“李明局长”；“先生”“女士”也不与“同志”连用。",
        find=pattern(
            r"(?<![，。；、\s女男各位的])(?:(?P<x>同志)(?=(?:书记|局长|主任|市长|县长|部长|处长|科长|院长|校长|厅长|区长|镇长|乡长|先生|女士)(?:[，。；、\s]|(?:出席|主持|指出|强调|要求|讲话|作|陪同|率)))"
            r"|(?:先生|女士)(?P<y>同志))",
            "“同志”不与职务或者“先生”“女士”连用",
            "",
            keys=("同志",),
            reach=12,
            group=("x", "y"),
        ),
        examples=(
            Example("李明⟦同志⟧局长，张华处长参加。", "李明局长，张华处长参加。"),
            Example("王芳女士⟦同志⟧捐款。", "王芳女士捐款。"),
        ),
        passes=("李明同志任局长。", "李明局长参加。", "书记同志", "女士们、先生们、同志们"),
    ),
    Check(
        code="party-post-after-post",
        title="党内职务排在行政职务后面",
        family="people",
        level=Level.HINT,
        basis=practice("职务排列的惯例"),
        why="一人兼任党政职务的，习惯上先写党内职务：“党组书记、局长”。",
        find=pattern(
            r"(?P<x>(?P<post>局长|主任|厅长|院长|校长|县长|市长|区长|镇长|乡长|州长)(?:、|兼任?)(?P<party>(?:党组|党委|党工委|党总支|党支部|县委|市委|区委)书记))(?!处)",
            "先写党内职务，后写行政职务",
            "{party}、{post}",
            keys=("书记",),
            reach=16,
            group="x",
        ),
        examples=(Example("市财政局⟦局长、党组书记⟧出席。", "市财政局党组书记、局长出席。"),),
        passes=("市财政局党组书记、局长出席。", "局长、副局长"),
    ),
    Check(
        code="legal-representative-name",
        title="“法人代表”不是法律用语",
        family="people",
        level=Level.WARNING,
        basis=Basis("《中华人民共和国民法典》", "第六十一条", Strength.PLAIN),
        why="代表法人从事民事活动的负责人，法律上叫“法定代表人”。",
        find=pattern(
            r"(?<!企业)(?<!事业)(?<![机关社团])(?P<x>法人代表)(?![人机大处团])",
            "法律用语是“法定代表人”",
            "法定代表人",
            keys=("法人代表",),
            reach=12,
            group="x",
        ),
        examples=(Example("由⟦法人代表⟧签字并加盖公章。", "由法定代表人签字并加盖公章。"),),
        passes=("由法定代表人签字并加盖公章。", "召开事业单位法人代表大会"),
    ),
    Check(
        code="colloquial-leader",
        title="领导职务的口语说法",
        family="people",
        level=Level.HINT,
        basis=practice("公文用语惯例"),
        why="公文写“主要负责人”“主要负责同志”，不写“一把手”“二把手”。",
        find=pattern(
            r"(?P<x>一把手|二把手|三把手)(?!工程|负责制|负总责|责任制|抓)",
            "公文里写“主要负责同志”",
            lambda m: "主要负责同志" if m["x"] == "一把手" else None,
            keys=("把手",),
            reach=12,
            group="x",
        ),
        examples=(Example("由各单位⟦一把手⟧签字。", "由各单位主要负责同志签字。"),),
        passes=("由各单位主要负责同志签字。", "严格落实“一把手”责任。", "一把手工程"),
    ),
    Check(
        code="leader-abbreviated",
        title="领导人称谓简化",
        family="people",
        level=Level.HINT,
        basis=practice("新闻报道和公文的规范提法"),
        why="公文中写“习近平总书记”，不写“习总书记”“习主席”。",
        find=pattern(
            r"(?P<x>习总书记|习主席|习总(?!书记|结))",
            "公文中应写全名",
            lambda m: "习近平主席" if m["x"] == "习主席" else "习近平总书记",
            group="x",
            where=lambda d, m: d.text[m.start() - 1 : m.start()] not in ("学", "练", "复", "预"),
        ),
        examples=(Example("深入学习⟦习主席⟧重要讲话精神。", "深入学习习近平主席重要讲话精神。"),),
        passes=("深入学习习近平总书记重要讲话精神。", "做好学习总结。"),
    ),
    Check(
        code="doubled-level-in-post",
        title="“省省委书记”多一个字",
        family="people",
        level=Level.ERROR,
        basis=PLAIN,
        why="“××省委书记”的“省”已经在地名里，不写“××省省委书记”。",
        find=pattern(
            r"(?<![各两本我该全省辖级列属直有个])(?<!城(?=市))(?P<x>(?P<level>[省市县])(?P=level))(?=委(?:书记|副书记|常委|办公|组织|宣传|政法|统战|巡|[，。、和及]))",
            "多了一个“{level}”字",
            lambda m: m["level"],
            keys=("省省", "市市", "县县"),
            reach=16,
            group="x",
        ),
        examples=(Example("青山⟦省省⟧委书记出席会议。", "青山省委书记出席会议。"),),
        passes=(
            "青山省委书记出席会议。",
            "省、市委书记",
            "全市市民",
            "省辖市市委书记参加。",
            "省市市委书记参加。",
            "各县县委书记",
            "地级市市委、市政府",
        ),
    ),
    Check(
        code="village-post",
        title="村干部职务名称不规范",
        family="people",
        level=Level.HINT,
        basis=practice("新闻报道和公文的规范提法（按年更新的名单）"),
        why="“村官”“村长”不是职务，写“村党组织书记”“村委会主任”。",
        find=pattern(
            r"(?P<x>(?<!副)(?<!长、)(?<!大学生)(?<!选调生)(?:村长|村支书|村官))(?=[，。、和及（\s]|[\u4e00-\u9fff])(?!效|期|远|久|大|江|安|城|春|治)",
            "“{x}”不是规范的职务名称",
            lambda m: {"村长": "村委会主任", "村支书": "村党支部书记", "村官": "村干部"}[m["x"]],
            keys=("村长", "村支书", "村官"),
            reach=12,
            group="x",
            where=lambda d, m: d.is_word(*m.span("x")),
        ),
        examples=(
            Example("⟦村支书⟧带头签订承诺书。", "村党支部书记带头签订承诺书。"),
            Example("各村⟦村官⟧带头示范。", "各村村干部带头示范。"),
        ),
        passes=("村党支部书记带头签订承诺书。", "做好大学生村官选聘工作。", "建立乡村长效管护机制。", "推进乡村长期规划。"),
    ),
    Check(
        code="legal-person-as-person",
        title="“法人”当作人",
        family="people",
        level=Level.WARNING,
        basis=Basis("《中华人民共和国民法典》", "第五十七条、第六十一条", Strength.PLAIN),
        why="法人是组织，签字、到场、负责的是“法定代表人”。",
        find=pattern(
            r"(?P<x>(?<!法定代表)(?:企业|公司|单位|社团|机构)?(?<!事业)法人)(?=(?:本人|签字|签名|身份证|手机|的身份证|姓名|亲自|电话))",
            "法人是组织，这里指人，应为“法定代表人”",
            lambda m: m["x"].replace("法人", "法定代表人"),
            keys=("法人",),
            reach=20,
            group="x",
        ),
        examples=(Example("由⟦企业法人⟧签字确认。", "由企业法定代表人签字确认。"),),
        passes=("由企业法定代表人签字确认。", "事业单位法人登记", "法人身份认证"),
    ),
)
