"""行政区划和人员: places under the wrong province, names of regions, titles of posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drafting.documents.model import Basis, Level, Strength
from drafting.proofing.check import PLAIN, PLAIN_FACT, Check, Example, Hit, practice
from drafting.proofing.draft import Draft
from drafting.proofing.shapes import lines, pattern

_MUNICIPALITIES = ("北京", "天津", "上海", "重庆")
_FULL = {"内蒙古": "内蒙古自治区", "广西": "广西壮族自治区", "西藏": "西藏自治区", "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区"}
_FULL |= {city: f"{city}市" for city in _MUNICIPALITIES}


@cache
def _cities() -> dict[str, str]:
    """Return each prefecture-level city or prefecture, without 市, with the short name of its province."""
    return {city: row[0] for row in lines("prefectures") for city in row[1].split()}


@cache
def _province_then_city() -> re.Pattern[str]:
    provinces = sorted({row[0] for row in lines("prefectures")} | set(_MUNICIPALITIES), key=len, reverse=True)
    cities = sorted((c for c in {*_cities(), *_MUNICIPALITIES} if len(c) >= 2), key=len, reverse=True)
    names = "|".join(provinces)
    return re.compile(
        rf"(?P<x>(?P<p>{names})(?:省|壮族自治区|回族自治区|维吾尔自治区|自治区))(?P<c>{'|'.join(cities)})(?P<s>市|州|地区|盟)?"
    )


def _full_name(short: str) -> str:
    return _FULL.get(short, f"{short}省")


def _wrong_province(draft: Draft) -> Iterator[Hit]:
    if not re.search("[省区]", draft.text):
        return
    for match in _province_then_city().finditer(draft.text):
        province, city = match["p"], match["c"]
        home = _cities().get(city, city)
        if home == province:
            continue
        after = draft.text[match.end() : match.end() + 2]
        # 江苏省南通路: the name of a road, a school or a company; without 市 a two-character name is too little to go by.
        if not match["s"] and (len(city) < 3 or re.match(r"路|街|县|区|镇|乡|村|大道|中学|小学|公司|河|湖|山", after)):
            continue
        full = _full_name(home)
        told = f"“{city}”不属于{_full_name(province)}，" + (
            "重庆、北京、天津、上海是直辖市。" if home in _MUNICIPALITIES else f"属于{full}。"
        )
        yield Hit(match.start("x"), match.end("x"), told, "" if home in _MUNICIPALITIES and match["s"] else full)


_STATES = r"(?:香港|澳门|台湾)"


CHECKS = (
    Check(
        code="city-under-wrong-province",
        title="市、州放错了省份",
        family="regions",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="省市隶属写错是见报的差错：张家界属于湖南，重庆是直辖市。",
        find=_wrong_province,
        examples=(Example("赴⟦湖北省⟧张家界市调研。", "赴湖南省张家界市调研。"), Example("⟦四川省⟧重庆市的企业", "重庆市的企业")),
        passes=("赴湖南省张家界市调研。", "江苏省南通市", "四川省、重庆市毗邻地区", "位于浙江省上海路", "吉林省吉林市"),
    ),
    Check(
        code="region-name-short",
        title="自治区名称不完整",
        family="regions",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="自治区的全称带民族名称，没有“新疆自治区”“宁夏自治区”；直辖市不是省。",
        find=pattern(
            r"(?P<x>新疆自治区|广西自治区|宁夏自治区|内蒙自治区|(?:新疆|宁夏|广西|西藏|内蒙古|重庆|北京|上海|天津)省(?![级际界市部直立外内会道钱时心力略亲去]))",
            "行政区划名称不对，应写全称",
            lambda m: next(full for short, full in _FULL.items() if m["x"].startswith(short[:2])),
            keys=("自治区", "省"),
            reach=12,
            group="x",
        ),
        examples=(Example("赴⟦新疆自治区⟧开展对口支援。", "赴新疆维吾尔自治区开展对口支援。"),),
        passes=("赴新疆维吾尔自治区开展对口支援。", "新疆、西藏自治区成立纪念"),
    ),
    Check(
        code="region-listed-as-country",
        title="把港澳台与国家并列",
        family="regions",
        level=Level.ERROR,
        basis=PLAIN,
        why="香港、澳门、台湾是中国的一部分，并列时写“国家和地区”。",
        find=pattern(
            rf"{_STATES}[、和及与][^。；，\n]{{0,20}}?(?P<x>等国(?:家)?)(?!内|有|防|和地区|家和地区|或者?地区|际)",
            "港澳台是地区，与国家并列时写“国家和地区”",
            "等国家和地区",
            group="x",
        ),
        examples=(Example("客商来自香港、日本、韩国⟦等国家⟧。", "客商来自香港、日本、韩国等国家和地区。"),),
        passes=("客商来自香港、日本、韩国等国家和地区。", "来自日本、韩国等国家。"),
    ),
    Check(
        code="mainland-terms",
        title="涉港澳台用语不规范",
        family="regions",
        level=Level.ERROR,
        basis=Basis("涉港澳台用语规范", "", Strength.PLAIN),
        why="与台湾对应的是“大陆”，与港澳对应的是“内地”；没有“中港”“中台”“港澳台三国”的说法。",
        find=pattern(
            r"(?P<x>中港(?=合作|贸易|关系|两地)|中台(?=关系|两地|贸易)|台湾政府|台湾总统|台湾国(?=[，。、的])|港澳台三国)",
            "“{x}”不是规范提法，请按涉港澳台用语规范修改",
            lambda m: {"中港": "内地与香港", "中台": "两岸"}.get(m["x"]),
            group="x",
        ),
        examples=(Example("推动⟦中港⟧贸易发展。", "推动内地与香港贸易发展。"),),
        passes=("推动内地与香港贸易发展。", "建设数据中台。", "在建中港口码头"),
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
        examples=(Example("深入学习⟦习总书记⟧重要讲话精神。", "深入学习习近平总书记重要讲话精神。"),),
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
