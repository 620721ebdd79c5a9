"""Who is to handle a letter: the directory, the diversions, the reasons."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import ManyErrors, UserError
from drafting.letters.batch import Letter
from drafting.letters.directory import Directory, example, parse_directory, read_directory
from drafting.letters.diverting import find_diversions
from drafting.letters.extraction import extract
from drafting.letters.routing import Routed, route
from drafting.letters.topics import topic_tree

DIRECTORY = """
先行转送:
  涉法涉诉: 市委政法委
地点别名:
  - 名称: 清河区
    别名: 清河新区、清河开发区
规则:
  - 主题: 交通运输
    承办: 市交通运输局
  - 主题: 交通运输/出租车管理
    承办: 市客运管理处
    协办: 市公安局、市发改委
    说明: 出租汽车行业管理
  - 主题: 交通运输
    地点: 清河区
    承办: 清河区交通局
  - 地点: 柳溪街道
    承办: 柳溪街道办事处
  - 主题: 环境保护
    地点: 清河区、柳溪街道
    承办: 清河区生态环境分局
"""


def letter(title: str, text: str = "") -> Letter:
    return Letter("1", title, text, text)


def routed(title: str, path: str, text: str = "", *, directory: str = DIRECTORY, **more: object) -> Routed:
    one = letter(title, text)
    return route(one, path.split("/"), extract(one), parse_directory(directory, "routing.yaml"), **more)  # type: ignore[arg-type]


def test_a_deeper_topic_goes_before_a_wider_one() -> None:
    found = routed("出租车拒载", "交通运输/出租车管理/营运管理")
    assert found == Routed(
        "市客运管理处",
        ("市公安局", "市发改委"),
        "主题“交通运输/出租车管理”，符合派单目录第 10 行（出租汽车行业管理）。",
        None,
        undecided=False,
    )


def test_a_place_goes_before_the_whole_town() -> None:
    assert routed("清河区公交太少", "交通运输/客运管理").handler == "清河区交通局"
    assert routed("公交太少", "交通运输/客运管理").handler == "市交通运输局"


def test_a_place_is_known_by_its_other_names() -> None:
    found = routed("清河新区公交太少", "交通运输/客运管理")
    assert found.handler == "清河区交通局"
    assert "地点“清河区”" in found.reason


def test_of_two_that_are_as_specific_a_person_decides() -> None:
    double = "规则:\n  - 地点: 清河区\n    承办: 甲局\n  - 地点: 柳溪街道\n    承办: 乙局\n"
    found = routed("清河区柳溪街道噪音", "环境保护", directory=double)
    assert (found.handler, found.assisting, found.undecided) == (None, ("甲局", "乙局"), True)
    assert "第 2、4 行" in found.reason


def test_without_a_rule_a_person_decides() -> None:
    found = routed("公积金怎么提取", "城乡建设/住房保障与房地产")
    assert (found.handler, found.undecided) == (None, True)
    assert found.reason == "派单目录里没有主题“城乡建设/住房保障与房地产”的规则，请人工决定。"


def test_a_letter_without_a_place_is_told_that_it_lacks_one() -> None:
    assert "来信没有写明地点" in routed("工厂冒黑烟", "环境保护/环境污染").reason
    assert "“汇金路”不在其中" in routed("汇金路工厂冒黑烟", "环境保护/环境污染").reason


def test_an_unsure_topic_is_proposed_and_left_to_a_person() -> None:
    found = routed("出租车拒载", "交通运输/出租车管理", sure=False)
    assert (found.handler, found.undecided) == ("市客运管理处", True)
    assert "请核对后再派" in found.reason


def test_an_unsure_topic_is_decided_where_the_other_has_the_same_handler() -> None:
    found = routed("公交晚点", "交通运输/客运管理", sure=False, second=("交通运输", "邮政管理"))
    assert (found.handler, found.undecided) == ("市交通运输局", False)
    assert routed("公交晚点", "交通运输/客运管理", sure=False, second=("环境保护",)).undecided


def test_a_place_alone_is_no_matter_of_the_topic() -> None:
    assert not routed("柳溪街道路灯坏了", "城乡建设", sure=False).undecided


@pytest.mark.parametrize(
    ("title", "text", "path", "kind", "handler"),
    [
        ("法院判决不公", "一审判决书送达后上诉。", "政法/诉讼/民事诉讼", "涉法涉诉", "市委政法委"),
        ("报案三个月没有消息", "派出所不立案。", "政法/刑案侦破/立案侦查", "涉法涉诉", "市委政法委"),
        ("举报村干部贪污扶贫款", "村支书贪污、套取补贴。", "农村农业/扶贫开发", "检举控告", "纪检监察机关"),
    ],
)
def test_lawsuits_and_accusations_are_diverted_first(title: str, text: str, path: str, kind: str, handler: str) -> None:
    found = routed(title, path, text)
    assert (found.diverted, found.handler, found.undecided) == (kind, handler, False)
    assert kind in found.reason


def test_an_accusation_within_a_lawsuit_goes_with_it() -> None:
    found = routed("法官枉法裁判、受贿", "政法/诉讼/民事诉讼", "请查处法官受贿。")
    assert (found.diverted, found.handler, found.assisting) == ("涉法涉诉", "市委政法委", ("纪检监察机关",))
    assert "检举控告" in found.reason


@pytest.mark.parametrize(
    ("title", "text", "path"),
    [
        ("路灯坏了", "晚上很黑。", "政法/诉讼/民事诉讼"),
        ("公交晚点", "再不解决我就去法院。", "交通运输/客运管理"),
        ("建议加强廉政教育", "贪污、受贿、渎职都要预防。", "党务政务/党的建设"),
    ],
)
def test_a_word_in_passing_diverts_nothing(title: str, text: str, path: str) -> None:
    assert find_diversions(letter(title, text), path.split("/")) == ()


def test_the_shipped_directory_reads_and_covers_most_topics() -> None:
    directory = read_directory(example())
    assert len(directory.rules) > 20
    assert all(rule.handler for rule in directory.rules)
    first = {leaf.path[0] for leaf in topic_tree()}
    assert {topic[0] for rule in directory.rules for topic in rule.topics if topic} >= first


def faults(text: str) -> str:
    with pytest.raises(ManyErrors) as caught:
        parse_directory(text, "routing.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("规则:\n  - 主题: 交通运输\n", "第 2 行：没有写“承办”"),
        ("规则:\n  - 主题: 交通运输\n    承办: 甲局、乙局\n", "“承办”写了 2 家"),
        ("规则:\n  - 主题: 交通运翰\n    承办: 甲局\n", "没有“交通运翰”这个主题。可能是“交通运输”"),
        ("规则:\n  - 承办: 甲局\n", "两项至少写一项"),
        ("规则:\n  - 主题: 交通运输\n    承办单位: 甲局\n", "这里没有“承办单位”这一项"),
        ("规则:\n  - 主题: 交通运输\n    承办: 甲局\n  - 主题: 交通运输\n    承办: 乙局\n", "已经由第 2 行派给“甲局”"),
        ("规则: 交通运输\n", "应是一条一条的"),
        ("规则:\n  - 交通运输\n", "要写明各项的名称"),
        ("规律:\n  - 主题: 交通运输\n    承办: 甲局\n", "派单目录没有“规律”这一项"),
        ("先行转送: 政法委\n", "下面应写涉法涉诉、检举控告"),
        ("地点别名:\n  - 名称: 清河区\n规则:\n  - 地点: 清河区\n    承办: 甲局\n", "地点别名要写“名称”和“别名”两项"),
        ("先行转送:\n  涉法涉诉: 甲\n", "一条规则也没有"),
        ("规则:\n  - 主题:\n      交通运输: 是\n    承办: 甲局\n", "后面应是文字"),
    ],
)
def test_a_fault_is_told_with_its_line_and_its_remedy(text: str, told: str) -> None:
    message = faults(text)
    assert told in message
    assert "routing.yaml" in message
    assert "wenmi new" not in message


def test_all_faults_are_told_at_once() -> None:
    message = faults("规则:\n  - 主题: 交通运翰\n    承办: 甲局\n  - 承办: 乙局\n")
    assert len(message.splitlines()) == 2


def test_an_office_may_use_topics_of_its_own() -> None:
    directory = parse_directory("规则:\n  - 主题: 物业\n    承办: 住建局\n", "routing.yaml", topics=[("物业",), ("供水",)])
    assert directory.rules[0].topics == (("物业",),)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到这份派单目录"):
        read_directory(tmp_path / "routing.yaml")
    with pytest.raises(UserError, match="读不了这份派单目录"):
        read_directory(tmp_path)
    empty = tmp_path / "empty.yaml"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="文件是空的"):
        read_directory(empty)


def test_a_directory_in_the_encoding_of_an_old_notepad_is_read(tmp_path: Path) -> None:
    file = tmp_path / "routing.yaml"
    file.write_bytes(DIRECTORY.encode("gb18030"))
    assert len(read_directory(file).rules) == 5


@given(st.text(max_size=30), st.sampled_from([leaf.path for leaf in topic_tree()]), st.booleans())
def test_every_letter_gets_a_handler_or_is_left_to_a_person(title: str, path: tuple[str, ...], sure: bool) -> None:
    one = letter(title)
    found = route(one, path, extract(one), _shipped(), sure=sure)
    assert found.handler or found.undecided
    assert found.reason.endswith("。")


@cache
def _shipped() -> Directory:
    return read_directory(example())
