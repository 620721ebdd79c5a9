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
from drafting.proofing.characters.guards import BIT, HARD, HARD_BITS, Reason, bits, insisted, protected, protected_sentence
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

    def test_one_that_stands_there_once_is_not(self) -> None:
        assert not insisted("抓好布署", 2, 3, "部")


ALPHABET = "王李赵张同志书记副市长县乡镇村路街道社区有限公司集团科技、，。：（）《》“” \u3000\n\t0123年月日〔〕号A在位于的和皤淼垚大理"


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


@pytest.mark.parametrize("piece", ["王", "王 ", "王李", "王、", "“", "《", "1,", "甲村、", "王李、", "副市长王李", "2020〕", "a."])
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
