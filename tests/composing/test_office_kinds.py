"""The papers that are no statutory kinds (讲话、总结、方案、办法、调研、信息、督查): their rules, and what their templates can say."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from drafting.composing import compose, example_fields, find_kind
from drafting.documents.errors import UserError
from drafting.documents.model import Role
from tests.composing.filling import changed, printed

# kind, lines that replace the fields of the same names in the example, fields left out, what is said, the text of the line at fault
WRONG = [
    ("座谈讲话", "结束语: 以上几点，请遵照执行。", "", "命令的口气", "结束语: 以上"),
    ("致辞", "期望: 下面我提三点要求。", "", "不部署工作", "期望: 下面"),
    ("政府工作报告", "届次说明: ——2026年1月15日", "", "哪一次人民代表大会", "届次说明: "),
    ("工作总结", "概述: 全年任务全部完成，妥否，请批示。", "", "不夹带请示事项", "概述: "),
    ("暂行办法", "", "章", "“章”、“条文”至少要填一项", ""),
    ("暂行办法", "条文: 本办法自2026年5月1日起施行。", "", "只能填一项", "条文: 本办法"),
    ("暂行办法", "条文: 为规范管理，制定本办法。", "章", "从什么时候起施行", "条文: 为规范"),
    ("暂行办法", "通过说明: 2026年3月30日市政府第12次常务会议审议通过", "", "没有圆括号", "通过说明: "),
    ("典型经验材料", "副标题: 云溪县改革纪实", "", "破折号", "副标题: "),
    ("政务信息", "报送范围:\n  - 报：市委。\n  - 市政府各部门", "", "没有写成“报：", "  - 市政府各部门"),
    ("突发事件信息快报", "报告时间: 2026年6月12日上午", "", "没有写到“时”“分”", "报告时间: "),
    ("突发事件信息快报", "伤亡情况: 听说有2人受伤", "", "已经核实", "伤亡情况: "),
    ("突发事件信息快报", "财产损失: 据传损失很大", "", "已经核实", "财产损失: "),
    ("督查通报", "整改反馈期限: 2026年1月5日", "", "早于“成文日期”", "整改反馈期限: "),
    ("督查通报", "", "反馈单位", "没有写整改情况报给谁", ""),
    ("督查通报", "标题: 清源市人民政府办公室关于项目督查情况的报告", "事由", "不以“通报”结尾", "标题: "),
    ("督查通报", "排名说明: 以上情况，特此报告。", "", "别的文种的结束语", "排名说明: "),
    ("建议提案答复", "类型: 建议\n届次: 市政协十届五次会议", "", "不是人民代表大会的会议", "届次: "),
    ("建议提案答复", "类型: 提案\n届次: 市十届人大五次会议\n抄送机关: 市政协提案委员会", "", "不是政协的会议", "届次: "),
    ("建议提案答复", "类型: 建议\n提出人: 许望舒", "", "没有写“代表”", "提出人: "),
    ("建议提案答复", "类型: 建议\n抄送机关: 市政府督查室", "", "人大常委会", "抄送机关: "),
    ("建议提案答复", "类型: 提案\n届次: 市政协十届五次会议\n抄送机关: 市政府督查室", "", "政协的提案委员会", "抄送机关: "),
    ("建议提案答复", "结语: 感谢您们的关心和支持。", "", "您们", "结语: "),
    ("建议提案答复", "结语: 此致，敬礼。", "", "书信的结束语", "结语: "),
    ("会议议程", "", "议程 议程表", "“议程”、“议程表”至少要填一项", ""),
    ("会议议程", "编制日期: 2026年12月30日", "", "早于“编制日期”", "会议日期: "),
]

SENSIBLE = [
    ("座谈讲话", "结束语: 希望大家多提意见。"),
    ("致辞", "期望: 期待各位来宾多走走、多看看。"),
    ("工作总结", "概述: 全年报请批准的规划3件，均已印发。"),
    ("典型经验材料", "副标题: ——云溪县改革纪实"),
    ("政务信息", "报送范围:\n  - 报：市委\n  - 送：市政府各部门。"),
    ("突发事件信息快报", "伤亡情况: 数据传输中断期间未造成人员伤亡"),
    ("突发事件信息快报", "报告时间: 2026年6月12日约8时"),
    ("督查通报", "排名说明: 前期准备不足，因此致使3个项目没有开工。"),
    ("建议提案答复", "结语: 感谢您的关心，欢迎继续提出意见建议。"),
]


def sections(text: str) -> list[str]:
    """Return the body of the document that ``text`` makes, each paragraph cut after its first sentence."""
    return [text.split("。")[0] for text in printed(text, Role.HEADING3, Role.HEADING4)]


@pytest.mark.parametrize(("kind", "fields", "left_out", "said", "at"), WRONG)
def test_a_rule_of_its_kind_tells_a_wrong_file_at_its_line(kind: str, fields: str, left_out: str, said: str, at: str) -> None:
    text = changed(kind, fields, left_out)
    with pytest.raises(UserError) as told:
        compose(text, "a.yaml")
    errors: Sequence[UserError] = getattr(told.value, "errors", [told.value])
    sentence = next(str(error) for error in errors if said in str(error))
    line = re.match(r"a\.yaml 第 (\d+) 行：", sentence)
    assert text.split("\n")[int(line[1]) - 1].startswith(at) if line else not at, sentence


@pytest.mark.parametrize(("kind", "fields"), SENSIBLE)
def test_what_is_sensible_is_left_alone(kind: str, fields: str) -> None:
    compose(changed(kind, fields), "a.yaml")


class TestPlans:
    HEAD = "文种: 实施方案\n标题: 甲方案\n名目: 实施方案\n目的: 为做好甲工作\n"

    def test_tasks_may_be_grouped_and_parted_as_a_long_plan_has_them(self) -> None:
        text = self.HEAD + (
            "重点任务:\n  - 部分: 主要任务\n    内容: 围绕三个方面推进。\n  - 方面: 夯实基础\n    标题: 建网\n    内容: 甲\n"
            "  - 标题: 建库\n    内容: 乙\n  - 方面: 一、拓展应用\n    标题: 1.进村\n    内容: 丙\n"
            "  - 部分: 三、重大工程\n    标题: 工程一\n    内容: 丁\n保障措施:\n  - 部分: 组织实施\n    标题: 加强领导\n    内容: 戊\n"
        )
        assert sections(text)[1:] == [
            "一、主要任务", "围绕三个方面推进", "（一）夯实基础", "1.建网", "2.建库", "（二）拓展应用", "1.进村",
            "二、重大工程", "（一）工程一", "三、组织实施", "（一）加强领导",
        ]  # fmt: skip

    def test_numbers_of_the_second_level_may_run_through(self) -> None:
        tasks = "重点任务:\n  - 部分: 甲\n    标题: 子\n    内容: 一\n  - 部分: 乙\n    标题: 丑\n    内容: 二\n"
        assert sections(self.HEAD + tasks)[1:] == ["一、甲", "（一）子", "二、乙", "（一）丑"]
        assert sections(self.HEAD + tasks + "条目序号: 通篇连排\n")[1:] == ["一、甲", "（一）子", "二、乙", "（二）丑"]

    def test_who_leads_is_asked_for_only_where_it_is_said_of_another_task(self) -> None:
        tasks = "重点任务:\n  - 标题: 子\n    内容: 一\n  - 标题: 丑\n    内容: 二\n"
        assert compose(self.HEAD + tasks, "a.yaml").notes == ()
        said = compose(self.HEAD + tasks + "    牵头单位: 市水利局\n", "a.yaml")
        assert said.notes == ("重点任务第1项的牵头单位",)
        assert said.document.paragraphs[-1].text == "（二）丑。二。（牵头单位：市水利局）"

    def test_requirements_with_sections_of_their_own_get_no_heading_more(self) -> None:
        text = self.HEAD + "总体要求: |\n  一、指导思想\n  甲。\n  二、基本原则\n  乙。\n重点任务:\n  - 标题: 子\n    内容: 一\n"
        assert [s for s in sections(text) if re.match("[一二三]、", s)] == ["一、指导思想", "二、基本原则", "三、重点任务"]

    @pytest.mark.parametrize(("title", "said"), [("实施方案", "制定本方案"), ("三年行动计划", "制定本行动计划"), ("规划", "制定本规划")])
    def test_the_opening_calls_the_paper_by_its_name(self, title: str, said: str) -> None:
        text = f"文种: 实施方案\n标题: 清源市{title}\n目的: 做好甲工作\n重点任务:\n  - 内容: 一\n"
        assert sections(text)[0] == f"为做好甲工作，{said}"


class TestOpinions:
    HEAD = "文种: 实施意见\n事由: 做好甲工作\n名目: {}\n目的: 为做好甲工作\n"

    def test_a_list_of_measures_needs_no_groups(self) -> None:
        text = self.HEAD.format("若干措施") + "意见:\n  - 标题: 子\n    内容: 一\n  - 标题: 丑\n    内容: 二\n"
        assert sections(text) == ["为做好甲工作，结合实际，制定如下措施：", "一、子", "一", "二、丑", "二"]

    def test_it_speaks_of_no_place_but_its_own(self) -> None:
        text = self.HEAD.format("实施意见") + "依据: 《甲》\n本地称呼: 我区\n意见:\n  - 方面: 甲\n    标题: 子\n    内容: 一\n"
        assert sections(text)[0] == "为贯彻落实《甲》，做好甲工作，结合我区实际，现提出如下实施意见："


class TestMeasures:
    HEAD = "文种: 暂行办法\n标题: 甲管理办法\n"

    def test_articles_count_through_all_chapters_and_keep_their_items(self) -> None:
        text = self.HEAD + (
            "章:\n  - 章名: 第一章　总则\n    条文: |\n      为规范甲。\n      本办法用于：\n      （一）子；\n      （二）丑。\n"
            "  - 章名: 附则\n    条文: 本办法自印发之日起施行\n"
        )
        assert [p.text for p in compose(text, "a.yaml").document.paragraphs][1:] == [
            "第一章　总则", "第一条　为规范甲。", "第二条　本办法用于：", "（一）子；", "（二）丑。",
            "第二章　附则", "第三条　本办法自印发之日起施行。",
        ]  # fmt: skip

    def test_articles_that_are_numbered_already_are_pasted_as_they_are(self) -> None:
        text = self.HEAD + "条文: |\n  第一条 为规范甲。\n  本款属于第一条。\n  第二条本办法自印发之日起施行。\n"
        made = [p.text for p in compose(text, "a.yaml").document.paragraphs][1:]
        assert made == ["第一条　为规范甲。", "本款属于第一条。", "第二条　本办法自印发之日起施行。"]

    def test_sections_instead_of_articles_stay_sections(self) -> None:
        text = self.HEAD + "条文: |\n  一、范围\n  甲。\n  二、时间\n  自印发之日起施行。\n"
        assert sections(text) == ["一、范围", "甲", "二、时间", "自印发之日起施行"]


class TestSpeeches:
    HEAD = "文种: 讲话稿\n会议名称: 甲会议\n讲话人: 市长　林致远\n讲话日期: 2026年3月5日\n称呼: 同志们\n开场: 今天开会\n结束语: 谢谢大家\n"

    def test_points_without_titles_are_counted_in_the_text(self) -> None:
        text = self.HEAD + "讲话要点:\n  - 内容: 要快\n  - 内容: 第二，要实\n"
        assert sections(text) == ["今天开会", "第一，要快", "第二，要实", "谢谢大家"]

    def test_a_number_that_the_writer_put_is_not_put_twice(self) -> None:
        text = self.HEAD + "讲话要点:\n  - 标题: 一、提高认识\n    内容: 甲\n  - 标题: 2、抓好落实\n    内容: 乙\n"
        assert sections(text) == ["今天开会", "一、提高认识", "甲", "二、抓好落实", "乙", "谢谢大家"]

    def test_nobody_is_charged_with_anything_that_was_not_given(self) -> None:
        text = "\n".join(line for line in example_fields(find_kind("座谈讲话")).split("\n") if not line.startswith("后续办理:"))
        assert "政府办公室会后" not in "".join(sections(text))


@pytest.mark.parametrize("field", ["问题", "经验"])
def test_one_by_one_is_said_once(field: str) -> None:
    made = "".join(p.text for p in compose(changed("工作总结", f"{field}:\n  - 一是甲\n  - 二是乙。\n"), "a.yaml").document.paragraphs)
    assert "一是甲。二是乙。" in made


def test_a_short_item_of_news_needs_no_points() -> None:
    text = changed("政务信息", "按语: 可供借鉴", "要点 数据 问题和建议")
    assert sections(text)[0] == "编者按：可供借鉴"
