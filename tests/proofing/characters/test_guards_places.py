"""The names of places and of firms: guarded where they must be one, told where they may be a fault as well."""

from __future__ import annotations

import pytest

from drafting.proofing.characters.guard_words import divisions
from drafting.proofing.characters.guards import HARD, Reason
from tests.proofing.characters.guarding import hard, told


class TestPlaces:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("赴云和县皤滩镇调研", "皤滩镇"),
            ("位于齐肾村村民委员会旁", "齐肾村"),
            ("沿皤滩路施工", "皤滩路"),
            ("由坪岸街道办事处办理", "坪岸街道"),
            ("塘下村、圳尾村的村民", "圳尾村"),
        ],
    )
    def test_a_place_reaches_back_to_the_place_it_lies_in_or_to_what_leads_there(self, text: str, name: str) -> None:
        assert name in told(text)[Reason.PLACE]

    @pytest.mark.parametrize(
        "text", ["全市道路建设", "农村公路", "转变发展思路", "各乡镇、各村", "城镇老旧小区改造", "本市建立社区工作制度"]
    )
    def test_ordinary_words_are_no_places(self, text: str) -> None:
        assert not {Reason.PLACE, Reason.PLACE_LIKE} & told(text).keys()

    def test_what_may_be_a_fault_as_well_is_only_told(self) -> None:
        assert told("统筹建设注宅小区配套设施") == {Reason.PLACE_LIKE: ["注宅小区"]}
        assert Reason.PLACE_LIKE not in HARD

    @pytest.mark.parametrize("text", ["清源市人民政府文件", "根据清源市实际", "湖北省清源市教育局", "表1\t清源市", "在清源市召开"])
    def test_the_name_of_a_division_that_no_list_has_is_told_where_it_stands_alone(self, text: str) -> None:
        begins = not text.startswith("根据")  # inside a clause it might be anything
        assert told(text).get(Reason.PLACE_LIKE, []) == (["清源市"] if begins else [])
        assert Reason.PLACE not in told(text)

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("清源市人民政府\n现将清源市有关情况报告如下", ["清源市", "清源市"]),
            ("青屏区教育局，根据青屏实际，青屏区", ["青屏区", "青屏", "青屏区"]),
            ("青屏县、青屏区\n到青屏县", ["青屏县", "青屏区", "青屏县"]),
        ],
    )
    def test_nobody_misspells_his_own_county_twice(self, text: str, names: list[str]) -> None:
        assert "".join(told(text)[Reason.PLACE]) == "".join(names)

    @pytest.mark.parametrize(
        "text",
        [
            "各市、本县、我区、全州",
            "示范区、开发区、工业园区",
            "应由市负责，应由市审批",
            "创新型县，创新型县",
            "清源市场、清源市场",
            "设区的市，设区的市",
        ],
    )
    def test_ordinary_words_before_a_division_are_no_name_of_one(self, text: str) -> None:
        assert Reason.PLACE not in told(text)

    def test_a_misspelt_division_can_be_told(self) -> None:
        for text in ("绍新市人民政府印发通知", "黑尤江省人民政府", "会议在垃萨市召开"):
            assert not {at for at in hard(text) if at < text.index("市" if "市" in text else "省")}

    def test_divisions_are_those_of_the_country_and_short_ones_only_as_words(self) -> None:
        assert told("涿鹿县和大理的经验")[Reason.DIVISION] == ["涿鹿县", "大理"]
        assert Reason.DIVISION not in told("围绕重大理论问题")
        assert "新城区" not in divisions()


class TestFirms:
    def test_the_trade_name_is_guarded_and_no_more(self) -> None:
        assert told("青岛恒晟源实业有限公司")[Reason.FIRM] == ["恒晟源"]
        assert told("江苏省俊垚建筑工程集团")[Reason.FIRM] == ["俊垚"]

    @pytest.mark.parametrize("text", ["有关企业集团、农民专业合作社", "国家工商行政管理", "鼓励成立律师事务所"])
    def test_a_firm_without_a_name_has_nothing_to_guard(self, text: str) -> None:
        assert Reason.FIRM not in told(text)
