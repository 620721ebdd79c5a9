"""What a corrector that goes by probability must not touch, and what it must be able to."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.documents.model import Cell, Document, Paragraph, Place
from drafting.proofing.characters.guard_words import divisions, terms
from drafting.proofing.characters.guards import (
    BIT,
    HARD,
    HARD_BITS,
    Reason,
    bits,
    insisted,
    natural_doubling,
    protected,
    protected_sentence,
    tentative,
)
from drafting.proofing.control.profile import Person, Profile, Term
from drafting.proofing.draft import Draft


def told(text: str) -> dict[Reason, list[str]]:
    """What is guarded in a sentence, by reason."""
    found: dict[Reason, list[str]] = {}
    for start, end, reason in protected_sentence(text):
        found.setdefault(reason, []).append(text[start:end])
    return found


def hard(text: str) -> set[int]:
    return {at for start, end, reason in protected_sentence(text) if reason in HARD for at in range(start, end)}


def draft(*texts: str, profile: Profile | None = None) -> Draft:
    return Draft(Document(tuple(Paragraph(text) for text in texts)), profile=profile or Profile())


class TestPeople:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("会议由副镇长贺旻主持。", ["贺旻"]),
            ("副区长欧阳靖宇、县长邹莞尔出席。", ["欧阳靖宇", "邹莞尔"]),
            ("由李垚同志牵头，邹莞尔副书记负责。", ["李垚", "邹莞尔"]),
            ("联系人：邹莞尔，电话另行通知。", ["邹莞尔"]),
            ("成　员：王彧、赵淼、孙翀、周燚", ["王彧", "赵淼", "孙翀", "周燚"]),
            ("组长：李垚（区委书记）", ["李垚"]),
            ("市长　邹莞尔", ["邹莞尔"]),
            ("任命邹莞尔为市水利局局长。", ["邹莞尔"]),
            ("参会的有王彧、赵淼、孙翀等", ["王彧", "赵淼", "孙翀"]),
            ("王　彧　　赵　淼　　孙　翀", ["王　彧", "赵　淼", "孙　翀"]),
            ("王彧\n赵淼\n孙翀", ["王彧", "赵淼", "孙翀"]),
            ("邹莞尔（白石镇党委副书记）", ["邹莞尔"]),
            ("一是邹莞尔、李垚（市水利局局长）。", ["李垚"]),
            ("名单：\t赵　淼（市气象局首席预报员）", ["赵　淼"]),
            ("组　长：邹莞尔", ["邹莞尔"]),
            ("清水〔2026〕26号\t签发人：\t江予安", ["江予安"]),
            ("免去宋清和的市司法局副局长职务", ["宋清和"]),
            ("综合科汤允恒，文电科纪星河，督查室许望舒。", ["汤允恒", "纪星河", "许望舒"]),
            ("由邹莞尔同志牵头。请邹莞尔审阅后印发。", ["邹莞尔", "邹莞尔"]),
        ],
    )
    def test_a_name_is_known_by_what_stands_beside_it(self, text: str, names: list[str]) -> None:
        assert told(text)[Reason.PERSON] == names

    @pytest.mark.parametrize(
        "text",
        [
            "主任高度重视，书记任组长。",
            "各位同志、全体同志、任何同志都要遵守。",
            "可以向常务委员会提出。",
            "方案组组长、常委同志、有关同志到会。",
            "金融、文化、安全、方便、常态等方面",
            "易降解、易回收、易拆解的材料",
            "石家庄、秦皇岛、唐山、廊坊等市",
            "不得以任何名义代表本单位。",
            "分管领导：高度负责，严格把关",
            "方案（市长办公会审定）、高标准（由局长负责）",
            "牵头单位（负责人任组长）、成效（书记评价）",
            "林业（万元）、金额（万元）",
            "综合科高标准，文电科严要求，督查室全方位。",
            "综合科汤允恒。",
            "免去和平路的收费项目",
        ],
    )
    def test_ordinary_words_that_begin_like_a_surname_are_no_names(self, text: str) -> None:
        assert Reason.PERSON not in told(text)

    def test_a_column_of_names_in_a_table_is_one(self) -> None:
        def cell(text: str, row: int, column: int) -> Paragraph:
            return Paragraph(text, place=Place(index=row * 2 + column, cell=Cell(0, row, column)))

        rows = [("姓名", "事项"), ("王彧", "方案"), ("赵　淼", "文件"), ("孙翀", "经费")]
        table = Draft(Document(tuple(cell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts))))
        found = [table.text[start:end] for start, end, reason in protected(table) if reason is Reason.PERSON]
        assert found == ["王彧", "赵　淼", "孙翀"]


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


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("某某市人民正府办公室", "正"),
        ("青岛恒晟源实业有限工司", "工"),
        ("青岛恒晟源事业有限公司", "事"),
        ("完成投资3000万圆", "圆"),
        ("新增耕地200公倾", "倾"),
        ("各乡镇要加强须求管理", "须"),
        ("由副市长邹莞尔主特会议", "特"),
        ("云和县皤滩镇人民正府", "正"),
        ("成员：王彧、赵淼、孙翀，办公室设在市财正局。", "正"),
        ("《关于加强管里的通知》", "里"),
        ("“两不愁三保章”", "章"),
    ],
)
def test_a_fault_beside_or_inside_what_is_guarded_can_still_be_told(text: str, fault: str) -> None:
    assert text.index(fault) not in hard(text)


@pytest.mark.parametrize(
    ("text", "reason", "guarded"),
    [
        ("国办发〔2020〕5号", Reason.DOCUMENT_NUMBER, "国办发〔2020〕5号"),
        ("根据冀科资〔2017〕9号文件", Reason.DOCUMENT_NUMBER, "冀科资〔2017〕9号"),
        ("占地1,200.5平方米", Reason.NUMBER, "1,200.5平方米"),
        ("增长3.5%", Reason.NUMBER, "3.5%"),
        ("型号为TFT-LCD的屏", Reason.CODE, "TFT-LCD"),
        ("见《某某条例》。", Reason.TITLE, "《某某条例》"),
        ("称为“一窗通办”。", Reason.QUOTATION, "“一窗通办”"),
        ("“千淘万漉虽辛苦，吹尽狂沙始到金。”", Reason.VERSE, "“千淘万漉虽辛苦，吹尽狂沙始到金。”"),
    ],
)
def test_what_has_a_form_of_its_own_is_known_by_it(text: str, reason: Reason, guarded: str) -> None:
    assert told(text)[reason] == [guarded]


def test_titles_and_quotations_are_only_told_as_faults_are_as_frequent_in_them() -> None:
    assert not {Reason.TITLE, Reason.QUOTATION} & HARD


def test_the_office_has_the_last_word() -> None:
    profile = Profile(
        accepted={"台帐管理系统": "", "一窗通": ""}, terms=(Term("一网通管", "一网统管"),), roster=(Person("周明川"), Person("李垚"))
    )
    found = protected(draft("周明川讲台帐管理系统", "推进一网统管，一网通管不用", profile=profile))
    text = draft("周明川讲台帐管理系统", "推进一网统管，一网通管不用").text
    assert [(text[s:e], r) for s, e, r in found if r in (Reason.ROSTER, Reason.OWN_WORD)] == [
        ("周明川", Reason.ROSTER),
        ("台帐管理系统", Reason.OWN_WORD),
        ("一网统管", Reason.OWN_WORD),
    ]
    assert {Reason.ROSTER, Reason.OWN_WORD} <= HARD


def test_addresses_of_a_document_are_guarded_whole() -> None:
    one = draft("请登录http://www.example.gov.cn/某某查询。")
    assert "http://www.example.gov.cn/" in [one.text[s:e] for s, e, r in protected(one) if r is Reason.ADDRESS]


def test_the_reasons_of_each_character_are_bits_of_a_number() -> None:
    text = "见《皤滩镇志》，云和县皤滩镇人"
    of_each = bits(protected_sentence(text), len(text))
    assert of_each[text.index("志")] == BIT[Reason.TITLE]
    assert of_each[text.index("云")] == BIT[Reason.DIVISION]
    assert of_each[-1] == 0
    assert {at for at in range(len(text)) if int(of_each[at]) & HARD_BITS} == hard(text)
    assert sum(BIT.values()) < 2**16


class TestInsisting:
    TEXT = "建设融媒平台。融媒平台要用好。各融媒平台参加。部署工作，部署任务，布署一次。"

    def test_a_term_written_so_again_and_again_is_the_authors(self) -> None:
        at = self.TEXT.index("融媒")
        assert insisted(self.TEXT, at + 1, at + 2, "煤")

    def test_one_written_rightly_more_often_is_not(self) -> None:
        at = self.TEXT.index("布署")
        assert not insisted(self.TEXT, at, at + 1, "部")
        assert not insisted(self.TEXT * 3, at, at + 1, "部")

    @pytest.mark.parametrize("name", ["清源市", "皤滩镇", "坪岸街道", "圳尾村"])
    def test_the_name_of_a_place_twice_is_enough(self, name: str) -> None:
        once = f"为{name}办理，"
        assert insisted(once * 2, once.index(name) + 1, once.index(name) + 2, "字")
        assert not insisted(once, once.index(name) + 1, once.index(name) + 2, "字")

    def test_one_that_stands_there_once_is_not(self) -> None:
        assert not insisted("抓好布署", 2, 3, "部")


class TestDoubling:
    @pytest.mark.parametrize(
        ("text", "copy"),
        [
            ("把68处隐患一处一处整改到位", "一处"),
            ("一个环节一个环节地抓", "一个环节"),
            ("一步一步走，", "一步"),
            ("逐条逐条梳理", "逐条"),
            ("一件件办", "件"),
            ("救援队二分队队长", "队"),
            ("民兵连连长", "连"),
            ("综治组组长", "组"),
            ("市财政局局长", "局"),
            ("综合科科长", "科"),
            ("人人有责", "人"),
            ("年年增长", "年"),
            ("常常出现", "常"),
            ("层层落实", "层"),
            ("家家户户", "家"),
            ("时时处处", "处"),
            ("实实在在", "在"),
            ("改进工作作风", "作"),
            ("立法目的的说明", "的"),
            ("报市市场监管局", "市"),
            ("多走一走、看一看", "走"),
            ("2017年年底前", "年"),
            ("12000元", "0"),
        ],
    )
    def test_what_the_language_doubles_is_natural(self, text: str, copy: str) -> None:
        start = text.rindex(copy)
        assert natural_doubling(text, start, start + len(copy))

    @pytest.mark.parametrize(
        ("text", "copy"),
        [
            ("市人民民政府", "民"),
            ("国家家安全", "家"),
            ("加强强管理", "强"),
            ("现通知知如下", "知"),
            ("的的", "的"),
            ("各地区区分别", "地"),
            ("市市政府办公室", "市"),
            ("3月1日日起施行", "日"),
            ("发挥发挥作用", "发挥"),
            ("切实做做好", "做"),
            ("局长", "长"),
            ("", ""),
        ],
    )
    def test_what_a_slip_doubles_is_not(self, text: str, copy: str) -> None:
        start = text.rindex(copy)
        assert not natural_doubling(text, start, start + len(copy))

    @pytest.mark.parametrize(
        ("text", "at", "it_is"),
        [
            ("多走一走", 1, True),
            ("多走一走", 2, True),
            ("看了看", 2, True),
            ("三一三", 0, False),
            ("走一步", 0, False),
            ("统一一", 1, False),
        ],
    )
    def test_a_verb_said_twice_is_left_whole(self, text: str, at: int, it_is: bool) -> None:
        assert tentative(text, at, at + 1) is it_is

    def test_both_copies_may_be_told_apart_or_together(self) -> None:
        text = "逐个一处一处查"
        assert all(natural_doubling(text, *span) for span in ((2, 4), (4, 6), (2, 6)))
        text = "人民民政府"
        assert not any(natural_doubling(text, *span) for span in ((1, 2), (2, 3), (1, 3)))

    @given(st.text("人民一处年的区市长 0，\n", max_size=12), st.integers(0, 12), st.integers(0, 6))
    def test_any_span_can_be_asked_about(self, text: str, start: int, size: int) -> None:
        assert natural_doubling(text, start, start + size) in (True, False)


ALPHABET = (
    "王李赵张同志书记副市长县乡镇村路街道社区有限公司集团科技、，。"
    "：（）《》“” \u3000\n\t0123年月日〔〕号A科组长：清源市区在位于的和皤淼垚大理"
)


@given(st.text(ALPHABET, max_size=80))
def test_spans_lie_in_the_text_in_order_and_cross_no_line(text: str) -> None:
    found = protected_sentence(text)
    assert found == sorted(found, key=lambda guard: guard[:2])
    last: dict[Reason, int] = {}
    for start, end, reason in found:
        assert 0 <= start < end <= len(text)
        assert "\n" not in text[start:end]
        assert start > last.get(reason, -1)  # neither overlaps nor touches the one before
        last[reason] = end


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 3))
def test_any_text_can_be_asked_about(text: str, start: int, size: int) -> None:
    protected(draft(text))
    if start + size <= len(text):
        assert insisted(text, start, start + size, "字") in (True, False)


@given(st.lists(st.text(ALPHABET.replace("\n", ""), max_size=30), min_size=1, max_size=4))
def test_a_document_is_guarded_as_its_text_is(texts: list[str]) -> None:
    one = draft(*texts)
    assert [guard for guard in protected(one) if guard[2] is not Reason.ADDRESS] == protected_sentence(one.text)


def test_a_list_without_a_kind_of_words_says_so() -> None:
    with pytest.raises(UserError, match="没有“没有这一类”"):
        terms("没有这一类")


@pytest.mark.parametrize(
    "piece",
    [
        "王",
        "王 ",
        "王李",
        "王、",
        "“",
        "《",
        "1,",
        "甲村、",
        "王李、",
        "副市长王李",
        "2020〕",
        "a.",
        "清源市",
        "王彧（局长）",
        "科王彧，",
        "市",
    ],
)
def test_time_grows_with_the_length_of_any_text(piece: str) -> None:
    """A text twice as long takes about twice as long: no expression goes over the same characters again and again."""

    def cost(text: str) -> float:
        begin = time.process_time()
        protected_sentence(text)
        return time.process_time() - begin

    cost(piece * 100)
    short = min(cost(piece * (20_000 // len(piece))) for _ in range(3))
    long = min(cost(piece * (80_000 // len(piece))) for _ in range(3))
    assert long < 12 * short + 0.05  # four times as much, with room for a busy machine


def test_genuine_documents_are_guarded_modestly(shared_data: Path) -> None:
    total = guarded = 0
    for path in sorted((shared_data / "documents").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        total += len(text)
        guarded += len(hard(text))
    assert 0.02 < guarded / total < 0.08


@pytest.mark.parametrize("name", ["odw", "law"])
def test_hard_reasons_silence_few_true_faults(shared_data: Path, name: str) -> None:
    faults = silenced = 0
    for line in (shared_data / "typos" / f"{name}.train").read_text(encoding="utf-8").splitlines():
        _, wrong, right = line.split("\t")
        if wrong == right or len(wrong) != len(right):
            continue
        wrongly = {at for at, pair in enumerate(zip(wrong, right, strict=True)) if pair[0] != pair[1]}
        faults += len(wrongly)
        silenced += len(wrongly & hard(wrong))
    assert silenced < 0.01 * faults
