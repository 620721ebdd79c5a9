"""The office's own terms and its list of documents, as drafts cite and write them."""

from __future__ import annotations

import pytest

from drafting.proofing import proofread, select
from drafting.proofing.examples import profile, read
from drafting.proofing.families.own_documents import number_of

LISTED = (
    "文件库| 关于加强公文办理工作的通知/清政办发〔2020〕5号/废止/清政办发〔2024〕8号\n"
    "文件库| 清源市人民政府关于印发《政务公开办法》的通知/清政发〔2019〕12号/修订\n"
    "文件库| 关于改进公文办理工作的通知/清政办发〔2024〕8号/现行\n文件库完整| 是\n"
)
CHECKS = tuple(check for check in select() if check.code.startswith("own-"))


def told(text, settings=LISTED):
    document = read(settings + text)
    return [
        (f.code.removeprefix("own-"), document.paragraphs[f.span.paragraph].text[f.span.start : f.span.end], f.suggestion)
        for f in proofread(document, CHECKS, profile=profile(settings))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据《关于加强公文办理工作的通知》（清政办发〔2020〕5号）", ("document-repealed", "《关于加强公文办理工作的通知》", None)),
        ("按照清政办发[2020]5号文件要求", ("document-repealed", "清政办发[2020]5号", None)),
        ("按照清政办发（2020）第05号文件要求", ("document-repealed", "清政办发（2020）第05号", None)),
        ("依据清政发〔2019〕12号", ("document-repealed", "清政发〔2019〕12号", None)),
        (
            "落实市政府《关于印发〈政务公开办法〉的通知》要求",
            ("document-repealed", "《关于印发〈政务公开办法〉的通知》", None),
        ),
        (
            "根据《关于改进公文办理工作的通知》（清政办发〔2024〕18号）",
            ("document-number-differs", "清政办发〔2024〕18号", "清政办发〔2024〕8号"),
        ),
        (
            "根据《关于改进公文办理工作的通知》(清政办发〔2023〕8号)",
            ("document-number-differs", "清政办发〔2023〕8号", "清政办发〔2024〕8号"),
        ),
        (
            "根据清政办发〔2024〕8号《关于改进公文处理工作的通知》",
            ("document-number-differs", "《关于改进公文处理工作的通知》", "《关于改进公文办理工作的通知》"),
        ),
        (
            "根据《清源市人民政府办公室关于改进公文工作的通知》（清政办发〔2024〕8号）",
            (
                "document-number-differs",
                "《清源市人民政府办公室关于改进公文工作的通知》",
                "《清源市人民政府办公室关于改进公文办理工作的通知》",
            ),
        ),
        ("根据《关于做好督查工作的通知》（清政办发〔2024〕80号）", ("document-unknown", "清政办发〔2024〕80号", None)),
    ],
)
def test_a_citation_that_the_list_contradicts_is_named(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "根据《关于改进公文办理工作的通知》（清政办发〔2024〕8号），",
        "根据《清源市人民政府办公室关于改进公文办理工作的通知》（清政办发〔2024〕8号），",
        "《关于加强公文办理工作的通知》（清政办发〔2020〕5号）同时废止。",
        "废止《关于加强公文办理工作的通知》。",
        "标题| 关于废止部分文件的通知\n《关于加强公文办理工作的通知》（清政办发〔2020〕5号）",
        "原《关于加强公文办理工作的通知》规定的。",
        "根据《省政府办公厅关于加强公文办理工作的通知》（省政办发〔2018〕31号），",
        "根据《政务公开办法》（国发〔2019〕3号），",
        "按照临清政办发〔2020〕5号文件要求",
        "文号| 清政办发〔2026〕3号\n标题| 关于做好年终工作的通知",
        "清政办发〔2026〕3号\n关于做好年终工作的通知",
    ],
)
def test_what_the_list_does_not_contradict_is_left_alone(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("清政办发〔2020〕5号", ("清政办发", 2020, 5)),
        ("清政办发[2020]05号", ("清政办发", 2020, 5)),
        ("清政办发 （2020） 第 5 号 ", ("清政办发", 2020, 5)),
        ("2020年第5号公告", None),
        ("〔2020〕5号", None),
        ("", None),
    ],
)
def test_a_number_is_read_whatever_its_brackets(text, number):
    assert number_of(text) == number


def test_terms_are_found_longest_first_and_not_inside_the_right_form():
    settings = "自定用语| 人社=人力资源社会保障\n自定用语| 人社厅=人力资源社会保障厅\n自定用语| 老百姓\n"
    assert told("由人社厅负责，人力资源社会保障厅督办，方便老百姓。", settings) == [
        ("terms", "人社厅", "人力资源社会保障厅"),
        ("forbidden-words", "老百姓", None),
    ]


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("打开https://oa.example.gov.cn/app", "自定用语| app=应用\n"),
        ("WAPP协议", "自定用语| APP=应用\n"),
        ("“一网通管”是旧名", "自定用语| 一网通管=一网统管\n"),
        ("第十六条列入名单", "自定用语| 条列=条例\n"),
    ],
)
def test_a_term_that_is_part_of_something_else_is_no_term(text, settings):
    assert told(text, settings) == []
