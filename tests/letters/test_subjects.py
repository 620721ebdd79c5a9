"""Where a letter is about and whom it complains of, as the report counts it."""

from __future__ import annotations

import pytest

from drafting.letters.batch import Letter
from drafting.letters.statistics import Subject
from drafting.letters.subjects import area_of, joined, subject_of


class DescribeSubjects:
    @pytest.mark.parametrize(
        ("title", "text", "area"),
        [
            ("A市A5区劳动东路堵车", "", "A5区"),
            ("A市A9市工业路堵车", "", "A9市"),
            ("路灯不亮", "清源市青屏区双桥路的路灯坏了。", "青屏区"),
            ("路灯不亮", "我们柳河区的路灯坏了。", "柳河区"),
            ("锦澜家园学区划分", "小区居民区都不亮。", ""),
            ("云溪县石门镇修路", "", "云溪县"),
            ("A市公交少", "", ""),
            ("咨询社保", "请问如何办理。", ""),
        ],
    )
    def its_area_is_the_district_or_county(self, title: str, text: str, area: str) -> None:
        assert area_of(Letter("1", title, text, text)) == area

    @pytest.mark.parametrize(
        ("title", "text", "organ", "unnamed"),
        [
            ("投诉青禾苑物业公司乱收费", "", "青禾苑物业公司", ""),
            ("举报云溪县阳光驾校拖欠学费", "", "云溪县阳光驾校", ""),
            ("小区停电", "青禾苑物业公司一直不管，物业公司推诿。", "青禾苑物业公司", ""),
            ("反映A市A3区人民政府不作为", "", "A3区政府", ""),
            ("投诉A3区清溪街道办事处推诿", "", "A3区清溪街道", ""),
            ("A7县教育局推诿", "", "A7县教育局", ""),
            ("请环保局尽快查处油烟", "", "", ""),
            ("投诉小区物业公司不作为", "", "", "物业"),
            ("校方强制收费", "", "", "学校"),
            ("反映路灯不亮", "", "", ""),
            ("", "", "", ""),
        ],
    )
    def its_organ_is_the_one_that_extraction_finds(self, title: str, text: str, organ: str, unnamed: str) -> None:
        subject = subject_of(Letter("1", title, text, text))
        assert (subject.organ, subject.unnamed) == (organ, unnamed)

    def test_the_writers_name_is_masked_in_an_organs(self) -> None:
        subject = subject_of(Letter("1", "投诉王小明诊所乱收费", "", "", user="王小明"))
        assert subject.organ == "王**诊所"

    def test_the_forms_of_one_organs_name_are_counted_as_one(self) -> None:
        forms = ["锦禾置业", "A市锦禾置业有限公司", "A市锦禾置业有限公司", "", "金帆酒店"]
        assert [one.organ for one in joined([Subject(organ=form) for form in forms])] == ["A市锦禾置业有限公司"] * 3 + ["", "金帆酒店"]

    def test_organs_of_two_areas_stay_two(self) -> None:
        subjects = [Subject(organ="A1区教育局"), Subject(organ="A2区教育局")]
        assert joined(subjects) == subjects
