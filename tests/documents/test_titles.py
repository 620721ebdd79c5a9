"""Titles break where a person would break them: 词意完整、排列对称、长短适宜，梯形或者菱形."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents import words
from drafting.documents.standard import chars_wide
from drafting.documents.typesetting.titles import WIDTH, break_title


def well_shaped(lines: list[str]) -> bool:
    """The lines grow, shrink, or grow and then shrink: no rectangle, no hourglass."""
    shrinking = False
    for above, below in pairwise(chars_wide(line) for line in lines):
        if abs(above - below) < 1 or (below > above and shrinking):
            return False
        shrinking = shrinking or below < above
    return True


@pytest.fixture(scope="module")
def titles(shared_data: Path) -> list[str]:
    rows = (shared_data / "documents" / "INDEX.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [row.split("\t")[1] for row in rows]


@pytest.mark.shared_data
def test_real_titles_fit_lose_nothing_and_part_no_word(titles: list[str]) -> None:
    assert len(titles) == 200
    for title in titles:
        broken = break_title(title)
        lines = broken.split("\n")
        assert all(0 < chars_wide(line) <= WIDTH for line in lines), broken
        assert re.sub(r"\s", "", broken) == re.sub(r"\s", "", title)
        at, between = 0, words.boundaries(title)
        for line in lines[:-1]:
            at = title.index(line, at) + len(line)
            assert at in between, broken


@pytest.mark.shared_data
def test_real_titles_are_trapezes_and_rhombs(titles: list[str]) -> None:
    assert [break_title(title) for title in titles if not well_shaped(break_title(title).split("\n"))] == []


@pytest.mark.shared_data
def test_no_line_of_a_real_title_begins_or_ends_with_what_may_not(titles: list[str]) -> None:
    for title in titles:
        lines = break_title(title).split("\n")
        assert not any(line[0] in "的、，》）”" for line in lines[1:]), lines
        assert not any(line[-1] in "《（“和与" for line in lines[:-1]), lines
        assert len(lines) == 1 or chars_wide(lines[-1]) >= 4, lines


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("云川市人民政府办公室关于做好2026年防汛抗旱工作的通知", ["云川市人民政府办公室", "关于做好2026年防汛抗旱工作的通知"]),
        ("关于做好防汛工作的通知", ["关于做好防汛工作的通知"]),
    ],
)
def test_a_title_breaks_after_the_issuer(title: str, expected: list[str]) -> None:
    assert break_title(title).split("\n") == expected


def test_the_names_of_joint_issuers_stay_whole() -> None:
    names = ["云川市教育局", "云川市人力资源和社会保障局", "云川市财政局"]
    lines = break_title("　".join(names) + "关于做好教师招聘工作的通知").split("\n")
    assert all(any(name in line for line in lines) for name in names)
    assert well_shaped(lines)


@pytest.mark.parametrize(
    "whole",
    [
        "云川市人力资源和社会保障局",
        "《云川市政府投资项目管理办法》",
        "（2021—2025年）",
        "2026年5月8日",
        "“十四五”规划",
        "实施意见",
        "国家发展改革委",
    ],
)
@pytest.mark.parametrize("before", ["关于进一步做好", "云川市人民政府关于认真学习贯彻和组织实施", "各级各部门要切实抓好本地区本系统本单位"])
def test_names_book_titles_and_dates_stay_whole(whole: str, before: str) -> None:
    title = f"{before}{whole}有关工作的通知"
    assert any(whole in line for line in break_title(title).split("\n")), break_title(title)


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("云川市人民政府关于印发云川市县域特色产业提质升级工作方案（2026—2028年）的通知", "提质升级"),
        ("云川市人民政府办公室关于发展众创空间推进大众创新创业的实施意见", "众创空间"),
        ("关于印发《云川市中等职业教育国家奖学金评审办法实施细则》的通知", "国家奖学金"),
        ("云川市教育局云川市人力资源和社会保障局关于做好职业学校2026年贯通培养项目工作的通知", "贯通培养"),
        ("云川市民政局关于加强农村养老服务站建设和运营管理工作的通知", "养老服务站"),
        ("云川市人民政府办公室关于进一步加强老年人体育健身工作的通知", "进一步加强"),
        ("云川市人民政府办公室关于印发《云川市加强机动车抵（质）押登记管理办法》的通知", "抵（质）押"),
        ("云川市教育局关于印发《云川市中小学师德师风建设巩固年活动实施方案》的通知", "巩固年"),
    ],
)
def test_words_that_belong_together_stay_on_a_line(title: str, whole: str) -> None:
    assert any(whole in line for line in break_title(title).split("\n")), break_title(title)


def test_a_long_issuer_has_a_line_of_its_own_and_about_begins_the_next() -> None:
    for issuer in ("云川市人民政府办公室", "云川市人力资源和社会保障局", "中共云川市委农村工作领导小组办公室"):
        lines = break_title(f"{issuer}关于进一步做好高校毕业生就业工作的通知").split("\n")
        assert lines[:2] == [issuer, "关于进一步做好高校毕业生就业工作的通知"]


@pytest.mark.shared_data
def test_no_line_of_a_real_title_ends_with_a_word_that_leans_on_the_next(titles: list[str]) -> None:
    leaning = ("进一步", "加强", "推进", "加快", "大力", "切实", "关于进", "促进", "支持", "做好", "全面")
    found = [lines for title in titles for lines in [break_title(title).split("\n")] if any(line.endswith(leaning) for line in lines[:-1])]
    assert len(found) <= 1, found  # where every other way is a rectangle or an hourglass


@pytest.mark.shared_data
def test_no_listed_compound_of_a_real_title_is_parted(titles: list[str]) -> None:
    rows = (Path(__file__).parents[2] / "corpus" / "documents" / "title_compounds.txt").read_text(encoding="utf-8").splitlines()
    for title in titles:
        lines = break_title(title).split("\n")
        whole = re.sub(r"\s", "", title)
        assert all(any(word in line for line in lines) for word in rows if word in whole and not word.startswith("#")), lines


def test_a_break_that_the_author_gave_stays() -> None:
    assert break_title("云川市人民政府\n关于防汛工作的通知") == "云川市人民政府\n关于防汛工作的通知"


def test_a_given_line_that_is_too_long_is_broken_by_itself() -> None:
    lines = break_title("云川市人民政府\n关于印发云川市农村人居环境整治提升三年行动方案的通知").split("\n")
    assert lines[0] == "云川市人民政府"
    assert len(lines) > 2
    assert all(chars_wide(line) <= WIDTH for line in lines)


def test_a_title_without_a_single_word_boundary_still_fits() -> None:
    lines = break_title("Ａ" * 50).split("\n")
    assert "".join(lines) == "Ａ" * 50
    assert all(chars_wide(line) <= WIDTH for line in lines)


def test_a_book_title_longer_than_a_line_is_parted_between_words() -> None:
    title = "云川市人民政府关于印发《云川市推进农业农村现代化和乡村全面振兴五年行动计划实施方案》的通知"
    lines = break_title(title).split("\n")
    assert "".join(lines) == title
    assert all(chars_wide(line) <= WIDTH for line in lines)
    assert well_shaped(lines)


@given(st.text(st.sampled_from("云川市人民政府关于印发的通知《》（）“”、2026年ABC和工作 　\n"), max_size=90))
def test_any_title_fits_and_loses_nothing(title: str) -> None:
    broken = break_title(title)
    assert re.sub(r"\s", "", broken) == re.sub(r"\s", "", title)
    assert all(chars_wide(line) <= WIDTH for line in broken.split("\n"))


def test_room_is_left_for_the_space_that_libreoffice_puts_around_digits() -> None:
    # Twenty characters, and two places where Chinese and digits meet.
    assert break_title("关于2026年深化经济体制改革重点工作的意见") == "关于2026年深化经济体制改革\n重点工作的意见"
    assert break_title("关于推进深化经济体制改革重点工作的意见") == "关于推进深化经济体制改革重点工作的意见"


@pytest.mark.parametrize(
    "lines",
    [
        # the issuer, before 关于 as before 对, 印发, 转发
        "云川市民政局|对市十届人大五次会议第128号建议的答复",
        "云川市文化广电旅游局|关于商请联合举办云水河流域|文化旅游推介活动的函",
        "云川市民政局转发省民政厅|关于开展养老机构消防安全专项检查的通知",
        "云川市人民政府关于激发重点群体活力|带动城乡居民增收的实施意见",
        "云川市人民政府办公室|2026年第4次主任办公会议纪要",
        # dates, numbers and what they count
        "云水县人民政府关于6月18日强降雨|灾害应对处置情况的报告",
        "云川市人民政府|关于加强2026年春季森林防火期|野外火源管理的通告",
        "云川市人民政府|关于表扬2025年防汛抗洪工作|成绩突出单位和个人的通报",
        "中国共产党云川市第六届委员会|第十次全体会议公报",
        # a book title is whole where it fits; no line says 关于印发 alone
        "云川市科学技术局关于印发|《云川市科学技术奖提名办法》的通知",
        "云川市科学技术局关于印发|《云川市重点研发计划资金管理办法》|配套实施细则的通知",
        "关于印发《云川市科学技术奖励办法|实施细则》的通知",
        "关于印发《云川市科技型中小企业|评价服务办法》的通知",
        # word by word
        "云川市人民政府|关于调整和公布东塍镇西山陈氏宗祠等|市级重点文物保护单位的通知",
        "关于实行以增加知识价值为导向|分配政策的若干意见",
        "关于过渡期内办理房地产开发企业资质|有关事项的通知",
        "云川市人民政府办公室|关于同意调整云川市绕城高速以内|高速公路收费站的复函",
        "云川市人民政府|关于公布第五批市级文物保护单位|及其保护范围和建设控制地带的公告",
        "云川市水利局关于云水河东门险段|除险加固工程资金安排的请示",
        "关于完善股权激励和技术入股|有关所得税政策的通知",
    ],
)
def test_titles_break_as_a_director_would_break_them(lines: str) -> None:
    assert break_title(lines.replace("|", "")).replace("\n", "|") == lines


@pytest.mark.parametrize(
    "lines",
    [
        "（2026年3月27日云川市第六届人民代表大会常务委员会|第三十二次会议通过）",
        "（2026年1月9日中国共产党云川市第六届委员会|第十次全体会议通过）",
        "——2026年1月15日在云川市第九届人民代表大会|第六次会议上",
    ],
)
def test_the_lines_below_a_title_break_at_words_too(lines: str) -> None:
    assert break_title(lines.replace("|", ""), 27.0).replace("\n", "|") == lines


@pytest.mark.shared_data
def test_no_line_of_a_real_title_says_only_what_is_done_and_none_ends_with_about(titles: list[str]) -> None:
    for title in titles:
        lines = break_title(title).split("\n")
        assert not any(re.fullmatch("(?:关于)?(?:印发|转发|公布|发布)?", line) or line.endswith("关于") for line in lines[:-1]), lines
        assert not any(re.match("[和及与]|的", line) and len(line) < 4 for line in lines), lines
        assert not any(line.endswith(("和", "及", "与", "或")) for line in lines[:-1]), lines
        assert not any(re.search("[0-9]$", above) and re.match("[0-9年月日号届次]", below) for above, below in pairwise(lines)), lines


NUMBERED = st.sampled_from(
    ["2026年6月18日", "6月18日", "第128号建议", "第三十二次会议", "12345热线", "第一季度", "17个", "（试行）", "“四好农村路”"]
)


@given(
    st.sampled_from(["关于做好全市防汛抗旱工作", "云川市民政局关于开展", "云川市人民政府办公室关于认真办理"]),
    NUMBERED,
    st.sampled_from(["有关情况的报告", "涉及老旧小区改造事项落实情况的通报"]),
)
def test_a_number_stays_with_what_it_counts(before: str, number: str, after: str) -> None:
    lines = break_title(before + number + after).split("\n")
    assert any(number in line for line in lines), lines
