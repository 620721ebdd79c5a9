"""Laws, documents, organs, places and posts: the variants in which a careless hand writes them, and the tables they rest on."""

from __future__ import annotations

from datetime import date

import pytest

from drafting.documents.numerals import in_chinese, value_of
from drafting.proofing.examples import read
from drafting.proofing.families import agencies, citations, laws, people, places, regions, repealed
from drafting.proofing.families.gazetteer import former, present, stem, words
from drafting.proofing.families.statutes import COUNTRY, articles, base, full_names, meant
from drafting.proofing.proofreading import proofread
from drafting.proofing.tables import lines

CHECKS = (*laws.CHECKS, *citations.CHECKS, *repealed.CHECKS, *agencies.CHECKS, *places.CHECKS, *people.CHECKS, *regions.CHECKS)


def told(text: str) -> list[tuple[str, str, str | None]]:
    document = read(text)
    return [
        (f.code, document.paragraphs[f.span.paragraph].text[f.span.start : f.span.end], f.suggestion) for f in proofread(document, CHECKS)
    ]


@pytest.mark.parametrize(
    ("text", "code", "fault", "better"),
    [
        ("江苏省嘉兴市的企业", "city-under-wrong-province", "江苏省", "浙江省"),
        ("客商来自广西阿坝州。", "city-under-wrong-province", "广西", "四川"),
        ("广东省广州市顺德区", "county-under-wrong-city", "广州市", "佛山市"),
        ("河北省石家庄市涿州市", "county-under-wrong-city", "石家庄市", "保定市"),
        ("浙江省昆山市", "county-under-wrong-city", "浙江省", "江苏省"),
        ("湖南省彬州市", "place-misspelt", "湖南省彬州", "湖南省郴州"),
        ("陕西省西安市户县。\n日期| 2024年5月8日", "renamed-division", "户县", "鄠邑区"),
        ("普兰店市政府\n日期| 2024年5月8日", "renamed-division", "普兰店市", "普兰店区"),
        ("昆山县人民政府", "division-of-wrong-kind", "昆山县", "昆山市"),
        ("河南省刑台市", "place-misspelt", "刑台市", "邢台市"),
        ("凉山彝族羌族自治州", "autonomous-name-incomplete", "凉山彝族羌族自治州", "凉山彝族自治州"),
        ("市卫健委局长汇报", "post-of-another-organ", "卫健委局长", "卫健委主任"),
        ("省教育厅副局长", "post-of-another-organ", "教育厅副局长", "教育厅副厅长"),
        ("长沙县市长", "head-of-wrong-level", "市长", "县长"),
    ],
)
def test_places_and_posts_are_told_with_the_right_form(text, code, fault, better):
    assert [hit for hit in told(text) if hit[0] == code] == [(code, fault, better)]


@pytest.mark.parametrize(
    ("text", "code", "fault", "better"),
    [
        ("《中华人民共和国招投标法》", "law-name-wrong", "中华人民共和国招投标法", "中华人民共和国招标投标法"),
        ("《中华人民共和国保密法》", "law-name-wrong", "中华人民共和国保密法", "中华人民共和国保守国家秘密法"),
        ("《教育义务法》", "law-name-wrong", "教育义务法", "义务教育法"),
        ("《党政机关公文处理工作办法》", "regulation-name-wrong", "党政机关公文处理工作办法", "党政机关公文处理工作条例"),
        ("《中国共产党巡视条例》", "regulation-name-wrong", "中国共产党巡视条例", "中国共产党巡视工作条例"),
        ("《安全生产法》第130条", "article-beyond-last", "第130条", None),
        ("《民法典》第1300条", "article-beyond-last", "第1300条", None),
        ("符合GB/T9704－1999\n日期| 2024年5月8日", "superseded-standard", "GB/T9704－1999", "GB/T 9704—2012"),
        ("依据《担保法》\n日期| 2024年5月8日", "repealed-basis", "《担保法》", None),
        ("按国发[2000]23号\n日期| 2024年5月8日", "repealed-basis", "国发[2000]23号", None),
        ("经省环保厅同意\n日期| 2024年5月8日", "renamed-organ", "环保厅", "生态环境厅"),
    ],
)
def test_references_are_told_with_the_right_form(text, code, fault, better):
    assert [hit for hit in told(text) if hit[0] == code] == [(code, fault, better)]


@pytest.mark.parametrize(
    "text",
    [
        "《河北省信访条例》《武汉市消防条例》《某市城市供水办法》",
        "《道路交通安全法（修订草案）》《中华人民共和国刑法修正案（十一）》",
        "关于印发《党政机关公文处理条例》的通知",
        "根据《消费者权益保护法》《村委会组织法》《保密法》《居民委员会组织法》《污染防治法》",
        "北京市、天津市、河北省，上海市浦东新区，吉林省吉林市昌邑区",
        "东莞市东城区、中山市石岐区、武汉市天门市场、各市县人民政府",
        "新疆维吾尔自治区伊犁哈萨克自治州塔城地区额敏县",
        "省林业部门会同市人民政府有关部门",
        "各自治州、自治县人民政府，自治州人民代表大会",
        "召开县委会议，每户县级补助，交通县道，任县长期间",
        "全国人大主任会议，乡镇人大主席，政协经济委员会主任委员",
        "人民法院长期坚持，检察院检察长",
    ],
)
def test_what_is_right_stays_silent(text):
    assert told(text) == []


def test_a_document_without_a_date_is_as_old_as_the_latest_year_it_names():
    assert told("2019年，依据《中华人民共和国合同法》签订合同。") == []
    (hit,) = proofread(read("2023年以来，依据《中华人民共和国合同法》签订合同。"), CHECKS)
    assert (hit.code, hit.level.value) == ("repealed-basis", "hint")


@pytest.mark.parametrize(("text", "value"), [("一千二百六十", 1260), ("十二", 12), ("一百零五", 105), ("二十", 20), ("35", 35)])
def test_the_number_of_an_article_is_read_in_both_numerals(text, value):
    assert value_of(text) == value
    assert in_chinese(value) == (text if not text.isascii() else "三十五")


def test_the_divisions_are_those_of_the_year():
    found = present()
    assert len({d.name for d in found if d.level == 1}) == 34
    assert sum(d.level == 2 for d in found) == 333
    assert sum(d.level == 3 for d in found) == 2845
    assert len({(d.province, d.prefecture, d.name) for d in found}) == len(found)


def test_what_a_former_division_is_called_today_exists():
    names = sorted({d.name for d in present()}, key=len, reverse=True)
    for division in former():
        for now in division.now.split("、"):
            assert any(now.endswith(name) for name in names), (division.name, now)
        assert 1990 <= division.until <= 2026


def test_the_stem_of_a_division_leaves_out_its_kind_and_its_peoples():
    assert stem("恩施土家族苗族自治州") == "恩施"
    assert stem("海西蒙古族藏族自治州") == "海西"
    assert stem("武汉市") == "武汉"
    assert stem("赵县") == "赵县"
    assert words("民族")


def test_a_slip_in_the_name_of_a_law_is_known_by_its_kind():
    assert meant("道路安全交通法", False) == "道路交通安全法"  # words in the wrong order
    assert meant("未成年保护法", False) == "未成年人保护法"  # a character too few
    assert meant("突发事件应急法", False) == "突发事件应对法"  # a wrong one
    assert meant("村民委员会法", False) == "村民委员会组织法"  # a word too few
    assert meant("道路交通安全法", False) == ""
    assert meant("国际法", False) == ""


def test_the_names_of_laws_are_whole_and_counted():
    assert len(full_names()) > 1100
    assert articles()["民法典"] == 1260
    assert all(count > 10 for count in articles().values())
    assert all(base(name) == short for short, name in full_names().items())
    assert full_names()["安全生产法"] == f"{COUNTRY}安全生产法"


@pytest.mark.parametrize("name", ["law_aliases", "place_misspellings", "organ_forms"])
def test_a_wrong_form_is_not_the_right_form_of_another_row(name):
    rows = lines(name)
    wrong = [row[-2] if name == "organ_forms" else row[0] for row in rows]
    right = {row[2] if name == "organ_forms" else row[1] for row in rows}
    assert len(wrong) == len(set(wrong))
    assert not set(wrong) & right


def test_a_standard_is_in_force_from_a_day_after_its_old_editions():
    for _, years, now, since in lines("standards"):
        assert max(int(year) for year in years.split()) < int(now[-4:])
        assert date.fromisoformat(since).year >= int(now[-4:])


def test_a_well_known_document_has_one_number():
    numbers = [number for number, _ in lines("known_documents")]
    assert len(numbers) == len(set(numbers)) > 50


def test_every_place_is_silent_where_it_belongs():
    chains = (f"在{d.province}{d.prefecture}{d.name}召开，{d.name}人民政府承办。" for d in present() if d.level == 3)
    assert told("\n".join(chains)) == []


def test_every_city_is_told_under_another_province():
    homes = [d for d in present() if d.level == 2]
    text = "\n".join(f"赴{'江西省' if d.province == '湖南省' else '湖南省'}{d.name}调研。" for d in homes)
    assert [better for code, _, better in told(text) if code == "city-under-wrong-province"] == [d.province for d in homes]
