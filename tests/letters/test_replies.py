"""Replies: the four scores and their reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.letters.batch import Letter, Reply
from drafting.letters.cleaning import clean
from drafting.letters.replies import FORMULA, WEIGHTS, Checked, check_replies
from drafting.letters.reply_grounds import Fault, Judgement
from drafting.letters.reply_parts import Kind
from drafting.letters.reply_timing import limits
from drafting.letters.working_days import calendar

LETTER = Letter(
    "7",
    "青石小区门口的路灯半年不亮",
    "青石小区东门的路灯坏了半年，晚上老人小孩出门摔了好几次。请问什么时候能修好？维修费用由谁出？",
    "",
    datetime(2024, 3, 4, 9, 30),
    "张三丰",
)
GOOD_REPLY = (
    "青石小区业主：您好！您反映的问题已收悉，现回复如下：经我局工作人员3月6日到现场查看，青石小区东门共有路灯12盏，因电缆老化有9盏不亮。"
    "根据《城市道路管理条例》，维修费用由市财政承担，业主不用出钱。我局已安排更换电缆，3月20日前修好。感谢您的监督！\n"
    "青山市城市管理局\n2024年3月8日"
)


def check(text: str, letter: Letter = LETTER, time: datetime | None = datetime(2024, 3, 8), organ: str = "", **more: object) -> Checked:
    answered = replace(letter, reply=Reply(clean(text), time, organ))
    return check_replies([answered], limits(), calendar(), **more)[0]


class TestAnAnswer:
    def test_a_full_answer_in_time_is_good_in_every_respect(self) -> None:
        one = check(GOOD_REPLY)
        assert one.kind is Kind.ANSWER
        assert {name: score.level for name, score in one.scores.items()} == dict.fromkeys(WEIGHTS, "好")
        assert one.complete.points == 100
        assert one.advice == ""
        assert one.total is not None
        assert one.total >= 90

    def test_the_total_is_what_the_printed_weights_give(self) -> None:
        one = check(GOOD_REPLY)
        assert one.total == round(sum(WEIGHTS[name] * (score.points or 0) for name, score in one.scores.items()) / 100)

    def test_an_answer_to_another_letter_is_told(self) -> None:
        other = (
            "您好！关于医保异地就医备案，参保人可在手机上登记，也可以到窗口办理，带身份证和社保卡，三个工作日办结，报销比例为百分之七十。"
            "2024年3月8日"
        )
        one = check(other)
        assert one.relevant.level == "差"
        assert any("答非所问" in reason for reason in one.relevant.reasons)
        assert one.advice == "请核对是否答非所问。"

    def test_a_question_left_open_is_quoted(self) -> None:
        one = check(GOOD_REPLY.replace("维修费用由市财政承担，业主不用出钱", "本路段属于市政道路"))
        assert any("来信提出 2 个问题，看来答到 1 个" in reason for reason in one.relevant.reasons)
        assert any("维修费用由谁出" in reason for reason in one.relevant.reasons)

    def test_a_sum_of_money_answers_how_much(self) -> None:
        asked = "青石小区的路灯坏了，什么时候能修好？另外，住户每月要交多少钱？"
        letter = Letter("8", LETTER.title, asked, asked, LETTER.time)
        with_sum = check("您好！青石小区的路灯3月20日前修好，另收管理费每户5元。", letter)
        without = check("您好！青石小区的路灯3月20日前修好，另有事项由物业通知。", letter)
        assert any("看来答到 2 个" in reason for reason in with_sum.relevant.reasons)
        assert any("多少钱" in reason for reason in without.relevant.reasons)

    def test_repeating_the_title_in_quotation_marks_answers_nothing(self) -> None:
        one = check(f"您好！您反映的“{LETTER.title}”，本单位工作千头万绪，成绩有目共睹，全体同志加班加点，十分辛苦。")
        assert one.relevant.level != "好"

    WATER = Letter("9", "停水三天没人管", "我们小区停水三天了，没有人管，请问什么时候恢复？", "", LETTER.time)

    def test_a_word_that_only_the_repeated_title_has_is_told_as_copied_not_as_absent(self) -> None:
        one = check("您好！您反映的“停水三天没人管”的问题，经核实，管道破裂，现已抢修完毕，给您带来不便敬请谅解。", self.WATER)
        (copied,) = [reason for reason in one.relevant.reasons if reason.startswith("只照抄了标题，没有说到停水")]
        absent = next(reason for reason in one.relevant.reasons if reason.startswith("没有提到"))
        assert "停水" not in absent
        assert "小区" in absent
        assert "小区" not in copied

    def test_a_word_that_only_the_announcement_has_is_told_as_restated(self) -> None:
        one = check("您好！您反映的停水问题收悉，管道破裂一事由自来水公司负责，我局职责是行业管理，请您放心。", self.WATER)
        assert "只在称呼或者转述来信时提到：停水。" in one.relevant.reasons

    def test_a_word_that_is_answered_is_neither_copied_nor_absent(self) -> None:
        one = check("您好！您反映的“停水三天没人管”的问题，经核实，停水是因为管道破裂，现已抢修完毕。", self.WATER)
        assert "答复提到来信的要点：停水。" in one.relevant.reasons
        assert not any("没有说到停水" in reason for reason in one.relevant.reasons)


class TestRepliesWithoutAnswer:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("网友：您好！留言已收悉", Kind.RECEIVED),
            ("您的来信收悉，您反映的问题已转市城市管理局调查处理，感谢您的留言。2024年3月8日", Kind.FORWARDED),
            ("您好，您反映的问题正在调查核实，请耐心等待。", Kind.PENDING),
            ("您好，路灯不属于我局职责范围，请向市城市管理局反映。", Kind.NOT_OURS),
            ("您好，具体问题请咨询市城市管理局，电话：0000-0000000。", Kind.REFERRED),
            ("您好！您反映的问题相关部门已经答复。详见链接：", Kind.ELSEWHERE),
            ("您好！因您未提供联系方式，请提供详细地址和电话，以便核实。", Kind.MORE_WANTED),
            ("您好！您的建议我局将认真研究考虑。", Kind.PROMISED),
            ("网友：2024年3月8日", Kind.FRAGMENT),
            ("您的问题已经帮您解决。", Kind.VAGUE),
        ],
    )
    def test_what_a_reply_amounts_to_is_named(self, text: str, kind: Kind) -> None:
        one = check(text)
        assert one.kind is kind
        assert one.relevant.level != "好"
        assert one.complete.points is not None
        assert one.complete.points <= 65
        assert one.advice.endswith("。")

    def test_only_a_hotline_counts_less_than_an_organ(self) -> None:
        hotline, organ = check("您好，请拨打12345咨询。"), check("您好，请向市城市管理局咨询。")
        assert (hotline.relevant.points or 0) < (organ.relevant.points or 0)

    @pytest.mark.parametrize("text", ["", "   ", "\n\t\n", "\u200b"])
    def test_an_empty_reply_is_none(self, text: str) -> None:
        one = check(text)
        assert one.kind is Kind.NONE
        assert one.total is None
        assert one.timely.reasons == ("没有答复；应当在 2024-03-19 前告知，2024-05-06 前办结。",)

    def test_without_the_day_of_the_letter_no_term_is_known(self) -> None:
        assert check("", replace(LETTER, time=None)).timely.reasons == ("没有答复；没有来信时间，不能算期限。",)


class TestForm:
    def test_what_is_missing_is_listed(self) -> None:
        one = check("经查，青石小区东门的路灯电缆老化，已安排更换，本月底修好。")
        assert one.complete.reasons == ("缺少称呼或问候、结束语、署名、落款日期。",)

    def test_the_organ_of_the_table_stands_for_a_signature(self) -> None:
        one = check("您好！经查，青石小区东门的路灯电缆老化，已安排更换。感谢您的监督！2024年3月8日", organ="市城市管理局")
        assert one.complete.points == 100
        assert "正文没有署名，按表中的答复单位计。" in one.complete.reasons

    def test_a_date_before_the_letter_is_told(self) -> None:
        one = check(GOOD_REPLY.replace("2024年3月8日", "2023年3月8日"))
        assert "落款日期 2023-03-08 早于来信时间 2024-03-04，请核对。" in one.notes
        assert one.timely.points == 100  # by the day of the table

    def test_personal_numbers_in_a_reply_are_told_and_masked(self) -> None:
        one = check(GOOD_REPLY.replace("我局已", "请与李主任13800138000联系，我局已"))
        assert any("手机号码" in note for note in one.notes)
        assert "13800138000" not in str(one.as_json())


class TestGrounds:
    def test_the_judge_is_asked_with_the_day_of_the_reply_and_its_faults_cost_points(self) -> None:
        asked: list[date | None] = []

        def judge(text: str, day: date | None) -> Judgement:
            asked.append(day)
            return Judgement((), (Fault("《城市道路管理条例》", "“《城市道路管理条例》”已经废止。"),))

        plain, judged = check(GOOD_REPLY), check(GOOD_REPLY, judge=judge)
        assert asked == [date(2024, 3, 8)]
        assert (plain.grounded.points or 0) - (judged.grounded.points or 0) == 25
        assert "“《城市道路管理条例》”已经废止。" in judged.grounded.reasons
        assert judged.advice == "请核对引用的依据。"

    def test_the_judge_is_not_asked_where_nothing_is_cited(self) -> None:
        def judge(text: str, day: date | None) -> Judgement:
            raise AssertionError

        assert check("您好！路灯已经修好，给您带来不便，敬请谅解。", judge=judge).kind is not Kind.NONE

    def test_a_law_that_is_not_on_record_is_told_and_gives_no_points(self) -> None:
        invented = "《中华人民共和国噪声绝对禁止法》"

        def judge(text: str, day: date | None) -> Judgement:
            return Judgement(unknown=(invented,))

        without = check("您好！青石小区东门的路灯属于物业管理的设施，归物业维修，与本单位没有关系，请向物业反映。")
        ground = f"根据{invented}第九百条的规定"
        one = check(f"您好！{ground}，青石小区东门的路灯属于物业管理的设施，归物业维修，与本单位没有关系，请向物业反映。", judge=judge)
        assert one.grounded.points == without.grounded.points
        assert f"没有查到{invented}，请核对名称。" in one.grounded.reasons
        assert not any("写明了依据" in reason for reason in one.grounded.reasons)
        assert one.advice == "请核对引用的依据。"

    def test_beside_a_law_that_is_not_on_record_another_rule_still_counts(self) -> None:
        def judge(text: str, day: date | None) -> Judgement:
            return Judgement(unknown=("《路灯绝对保护法》",))

        one = check("您好！根据《路灯绝对保护法》和《城市道路管理条例》，青石小区东门的路灯归物业维修。", judge=judge)
        assert "写明了依据：《城市道路管理条例》。" in one.grounded.reasons

    def test_a_law_that_is_not_on_record_is_told_in_a_reply_without_answer_too(self) -> None:
        def judge(text: str, day: date | None) -> Judgement:
            return Judgement(unknown=("《信访绝对禁止法》",))

        one = check("您好！根据《信访绝对禁止法》第九条，您反映的问题已经答复，不再受理。", judge=judge)
        assert one.kind is Kind.ELSEWHERE
        assert "没有查到《信访绝对禁止法》，请核对名称。" in one.grounded.reasons

    @pytest.mark.parametrize("said", ["我局已经研究", "经研究", "经我局商议"])
    def test_to_have_studied_a_matter_is_no_fact_that_was_looked_into(self, said: str) -> None:
        one = check(f"您好！您反映的青石小区东门路灯不亮的问题，{said}，将认真对待，请您放心，也请您继续监督我们的各项工作。")
        assert not any("调查核实" in reason for reason in one.grounded.reasons)
        assert "没有说明办理措施或者办理途径。" in one.grounded.reasons

    @pytest.mark.parametrize("done", ["现已抢修恢复供水", "已抢修恢复供水", "水管已经疏通", "多收的水费已退还"])
    def test_what_was_done_is_a_measure(self, done: str) -> None:
        one = check(f"您好！青石小区东门的自来水管前日破裂，{done}，请小区业主互相转告。")
        assert not any("没有说明办理措施" in reason for reason in one.grounded.reasons)

    def test_a_reply_without_answer_has_no_grounds_unless_it_cites_a_rule(self) -> None:
        assert check("您好！您反映的问题已转市城市管理局核处。").grounded.reasons == ("没有实质答复，也就没有可以评的依据。",)
        refused = check("您好！根据《信访工作条例》第十九条，您反映的问题已经答复，不再受理。")
        assert refused.kind is Kind.ELSEWHERE
        assert "写明了依据：《信访工作条例》。" in refused.grounded.reasons

    def test_an_unnamed_rule_counts_less_than_a_named_one(self) -> None:
        named = check("您好！根据《城市道路管理条例》，青石小区东门的路灯属于物业管理的设施，归物业维修。")
        unnamed = check("您好！根据有关规定，青石小区东门的路灯属于物业管理的设施，归物业维修。")
        assert (named.grounded.points or 0) > (unnamed.grounded.points or 0)
        assert "只说根据有关规定、政策，没有写明是哪一件。" in unnamed.grounded.reasons


class TestTwoTextsInOneCell:
    NOTICE = "网友：您好！您反映的问题已转市城市管理局调查核处。2024年3月5日"
    ANSWER = "您好！经现场查看，青石小区东门的路灯电缆老化，已安排更换，3月20日前修好。感谢您的监督！2024年3月18日"

    @pytest.mark.parametrize("text", [NOTICE + ANSWER, ANSWER + NOTICE])
    def test_the_answer_is_scored_whichever_comes_first(self, text: str) -> None:
        one = check(text, time=datetime(2024, 3, 5))
        assert one.kind is Kind.ANSWER
        assert one.days == 14
        assert "一格里有 2 次答复，按内容最多的一次评。" in one.notes
        assert any("及时按落款日期算" in note for note in one.notes)


class TestAsJson:
    def test_no_text_of_letter_or_reply_is_printed(self) -> None:
        printed = check(GOOD_REPLY).as_json()
        assert printed["id"] == "7"
        assert printed["scores"] == {name: score.points for name, score in check(GOOD_REPLY).scores.items()}
        assert "业主不用出钱" not in str(printed)
        assert "张三丰" not in str(printed)


@settings(max_examples=50)
@given(st.text(max_size=300), st.text(max_size=300), st.one_of(st.none(), st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1))))
def test_any_text_gets_scores_between_0_and_100_and_reasons_that_are_sentences(asked: str, answered: str, time: datetime | None) -> None:
    one = check(answered, Letter("1", asked[:40], asked, asked, LETTER.time), time)
    for score in one.scores.values():
        assert score.points is None or 0 <= score.points <= 100
        assert all(reason.endswith("。") for reason in score.reasons)
    assert one.total is None or 0 <= one.total <= 100


def test_every_weight_is_in_the_printed_formula_and_they_make_a_whole() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert all(f"{name}×{weight}%" in FORMULA for name, weight in WEIGHTS.items())
    assert all(f"{kind.value} " in FORMULA for kind in Kind if kind not in (Kind.ANSWER, Kind.NONE))
