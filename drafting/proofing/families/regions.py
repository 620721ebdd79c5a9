"""行政区划: the names of autonomous regions and municipalities, and of 港澳台."""

from __future__ import annotations

from drafting.documents.model import Basis, Level, Strength
from drafting.proofing.check import PLAIN, PLAIN_FACT, Check, Example
from drafting.proofing.shapes import pattern

_FULL = {"内蒙古": "内蒙古自治区", "广西": "广西壮族自治区", "西藏": "西藏自治区", "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区"}
_FULL |= {city: f"{city}市" for city in ("北京", "天津", "上海", "重庆")}


_STATES = r"(?:香港|澳门|台湾)"


CHECKS = (
    Check(
        code="region-name-short",
        title="自治区名称不完整",
        family="regions",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="自治区的全称带民族名称，没有“新疆自治区”“宁夏自治区”；直辖市不是省。",
        find=pattern(
            r"(?P<x>新疆自治区|广西自治区|宁夏自治区|内蒙自治区|新疆维族自治区|新疆维吾尔族自治区|广西壮自治区|宁夏回自治区|宁夏回民自治区|西藏藏族自治区|(?:新疆|宁夏|广西|西藏|内蒙古|重庆|北京|上海|天津)省(?![级际界市部直立外内会道钱时心力略亲去]))",
            "行政区划名称不对，应写全称",
            lambda m: next(full for short, full in _FULL.items() if m["x"].startswith(short[:2])),
            keys=("新疆", "广西", "宁夏", "内蒙", "西藏", "重庆省", "北京省", "上海省", "天津省"),
            reach=12,
            group="x",
        ),
        examples=(Example("赴⟦内蒙古省⟧开展对口支援。", "赴内蒙古自治区开展对口支援。"),),
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
            rf"(?P<x>(?P<list>{_STATES}[、和及与][^。；，\n]{{0,20}}?|(?<=[、和及与]){_STATES})等国(?:家)?)(?!内|有|防|和地区|家和地区|或者?地区|际)",
            "港澳台是地区，与国家并列时写“国家和地区”",
            "{list}等国家和地区",
            keys=("等国",),
            reach=40,
            group="x",
        ),
        examples=(
            Example("客商来自⟦香港、日本、韩国等国家⟧。", "客商来自香港、日本、韩国等国家和地区。"),
            Example("客商来自美国、日本、⟦台湾等国家⟧。", "客商来自美国、日本、台湾等国家和地区。"),
        ),
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
            keys=("中港", "中台", "台湾政府", "台湾总统", "台湾国", "港澳台三国"),
            reach=12,
            group="x",
        ),
        examples=(Example("推动⟦中港⟧贸易发展。", "推动内地与香港贸易发展。"),),
        passes=("推动内地与香港贸易发展。", "建设数据中台。", "在建中港口码头"),
    ),
)
