"""Which organ a letter complains of."""

from __future__ import annotations

import pytest

from drafting.letters.lexicon import word_rows
from drafting.letters.organ_names import find_mentions, is_named, plain_name
from drafting.letters.organs import find_organ


@pytest.mark.parametrize(
    ("title", "text", "organ"),
    [
        ("投诉锦澜物业公司乱收费", "锦澜物业公司强制收取停车费，已向街道办反映。", "锦澜物业公司"),
        ("小区停水", "开发商不管，物业推诿，开发商一直拖着。", "开发商"),
        ("反映B3区住建局不作为", "B3区住建局一直推诿。", "B3区住建局"),
        ("请B3区住建局尽快处理", "请住建局领导介入，建议派出所加强巡逻。", None),
        ("路灯坏了", "晚上很黑。", None),
        ("汇金路12号金帆酒店扰民", "金帆酒店扰民，金帆酒店没有人管。", "金帆酒店"),
        ("尊敬的王局长", "尊敬的民政局王局长，您好！我想咨询高龄津贴。", None),
        ("咨询社保", "打电话到社保局咨询，社保局领导您好。", None),
        ("", "", None),
    ],
)
def test_the_organ_complained_of_is_not_the_one_asked_for_help(title: str, text: str, organ: str | None) -> None:
    assert find_organ(title, text) == organ


@pytest.mark.parametrize(
    ("title", "text", "organ"),
    [
        ("小区电梯坏了", "电梯坏了一个月，多次向物业反映，一直得不到解决。", "物业"),
        ("路口没有红绿灯", "我们找过交警大队，至今没有答复，交警大队推来推去。", "交警大队"),
        ("农用地被占", "洞口村委会把地租给别人，村委会说不知道。", "洞口村委会"),
    ],
)
def test_an_organ_asked_in_vain_is_complained_of(title: str, text: str, organ: str) -> None:
    assert find_organ(title, text) == organ


@pytest.mark.parametrize(
    ("title", "text", "organ"),
    [
        ("金帆小学乱收费", "校方要求每人交三百元，学校还不给发票。", "金帆小学"),
        ("A2区金帆苑停电", "锦禾置业强制交房，开发商违约。", "锦禾置业"),
        ("A2区金帆苑停电", "物业不管，物业乱收费。", "物业"),
    ],
)
def test_a_general_word_counts_for_the_organ_that_the_letter_names(title: str, text: str, organ: str) -> None:
    assert find_organ(title, text) == organ


@pytest.mark.parametrize(
    ("title", "organ"),
    [
        ("投诉A市金帆天城捆绑销售车位", "A市金帆天城"),
        ("A3区金帆天府楼盘迟迟不退款", "A3区金帆天府"),
        ("投诉邻居私自养狗", None),
        ("梅桥路口车辆强行变道", None),
        ("关于公交线路的建议", None),
    ],
)
def test_who_does_wrong_by_the_title_needs_no_ending(title: str, organ: str | None) -> None:
    assert find_organ(title, "详见附件。") == organ


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("投诉A市A3区城市管理局不作为", ["A市A3区城市管理局"]),
        ("在金帆房地产开发有限公司买了房", ["金帆房地产开发有限公司"]),
        ("被中南大学附属医院推诿", ["中南大学附属医院"]),
        ("2019年3月住房公积金中心说没有", ["住房公积金中心"]),
        ("和平小学扰民", ["和平小学"]),
        ("A市高速建设开发总公司裁员", ["A市高速建设开发总公司"]),
        ("A7县公安局交警大队推诿", ["A7县公安局交警大队"]),
        ("（A市）金帆集团拖欠工资", ["金帆集团"]),
        ("12号楼下的金帆烧烤店", ["金帆烧烤店"]),
        ("小区里有103麻将馆", ["麻将馆"]),
        ("业主担心这里的布局和结局", []),
        ("我住在梅桥街道花园路", []),
        ("梅桥街道不作为", ["梅桥街道"]),
        ("每月的物业费", []),
        ("开发有限公司", []),
        ("政府会管的", []),
        ("A3区政府不管", ["A3区政府"]),
        ("第一行\n物业不管", ["物业"]),
    ],
)
def test_a_name_is_read_backwards_from_the_word_that_ends_it(text: str, names: list[str]) -> None:
    assert [one.name for one in find_mentions(text)] == names


def test_a_mention_tells_where_its_name_stands() -> None:
    text = "小区停电，投诉金帆物业公司乱收费，开发商不管。"
    for one in find_mentions(text):
        assert text[one.begin : one.end] == one.name


@pytest.mark.parametrize(
    ("organ", "named"),
    [
        ("物业", False),
        ("A市物业公司", False),
        ("学校", False),
        ("金帆物业公司", True),
        ("A7县教育局", True),
        ("教育局", False),
        ("A3区政府", True),
    ],
)
def test_a_general_word_is_no_name(organ: str, named: bool) -> None:
    assert is_named(organ) is named


def test_names_join_without_area_and_form() -> None:
    assert {plain_name(one) for one in ("A市锦禾置业有限公司", "锦禾置业", "西地省锦禾置业公司")} == {"锦禾置业"}


def test_every_general_word_is_also_looked_for() -> None:
    rows = word_rows("letters_organs.tsv")
    endings = {*rows["机关"], *rows["单位"], *rows["通称"]}
    assert set(rows["无名"]) <= endings
    assert all(pair.count("=") == 1 for kind in ("指称", "通称并") for pair in rows[kind])
