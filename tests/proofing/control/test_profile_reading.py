"""校对设置.yaml: what it may say, and every fault of it at once with its line."""

from __future__ import annotations

import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.model import Level
from drafting.proofing.control.profile import KnownDocument, Person, Term
from drafting.proofing.control.profile_example import new_profile
from drafting.proofing.control.profile_reading import read_profile


@pytest.fixture
def write(tmp_path):
    def written(text, name="校对设置.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def faults(path):
    with pytest.raises(ManyErrors) as refused:
        read_profile(path)
    return str(refused.value).split("\n")


def test_the_example_decides_nothing_as_it_stands(write):
    profile = read_profile(write(new_profile()))
    assert (profile.levels, profile.terms, profile.accepted, profile.roster, profile.documents, profile.formal) == (
        {},
        (),
        {},
        (),
        (),
        None,
    )
    assert profile.where.endswith("校对设置.yaml")


def test_the_example_is_a_whole_profile_once_its_comment_signs_are_taken_away(write):
    kept = [line for line in new_profile().split("\n") if line.startswith(("# ", "#   ")) and "：" not in line.split(" ")[1]]
    lines = [line[2:] for line in kept if not line.startswith("# 自定用语文件") and (":" in line or "- " in line)]
    profile = read_profile(write("\n".join(lines)))
    assert profile.levels == {"style": Level.HINT, "long-sentence": None}
    assert profile.terms[0] == Term("一网通管", "一网统管", "以市政府办公室的用语规范为准")
    assert profile.terms[1] == Term("老百姓", None, "公文里请写群众")
    assert profile.accepted == {"一窗通办": "", "台帐管理系统": "系统注册的名称"}
    assert profile.roster == (Person("周明川", ("市委副书记", "市长"), 1), Person("沈知远", ("副市长",), 2))
    assert profile.documents == (KnownDocument("关于加强公文办理工作的通知", "清政办发〔2020〕5号", "废止", "清政办发〔2024〕8号"),)


def test_levels_take_codes_families_and_titles_in_chinese(write):
    text = "级别:\n  标点符号: 请核对\n  wording: 不查\n  错别字: error\n  level-one-mark: 建议改\n"
    levels = read_profile(write(text)).levels
    assert levels["punctuation"] is Level.HINT
    assert levels["wording"] is None
    assert levels["level-one-mark"] is Level.WARNING
    assert levels["wrong-characters"] is Level.ERROR


@pytest.mark.parametrize(("word", "formal"), [("是", True), ("否", False), ("按文件", None)])
def test_a_profile_says_whether_every_file_is_a_formal_document(write, word, formal):
    assert read_profile(write(f"正式公文: {word}\n")).formal is formal


def test_a_roster_takes_spaced_names_several_posts_and_no_order(write):
    roster = read_profile(
        write("名册:\n  - 姓名: 许　静\n    职务:\n      - 市财政局党组书记\n      - 局长\n  - 姓名: 苏航\n    职务: 副局长；总会计师\n")
    ).roster
    assert roster == (Person("许静", ("市财政局党组书记", "局长"), 1), Person("苏航", ("副局长", "总会计师"), 2))


def test_every_fault_is_told_at_once_with_its_line_and_an_example(write):
    text = (
        "级别:\n  标点符合: 建议改\n  long-sentence: 不改\n"
        "正式公文: 可以\n级别二: 3\n"
        "名册:\n  - 姓名: 周明川、沈知远\n  - 职务: 市长\n    排序: 一\n"
        "自定用语:\n  - 误写: 台帐\n    正写: 台帐\n  - 正写: 群众\n"
        "认可用词:\n  - 一窗通办\n文件库:\n  - 文号: 清政发〔2020〕5号\n    状态: 作废了\n文件库文件: 没有.xlsx\n"
    )
    told = faults(write(text))
    expected = [
        ("第 2 行", "标点符号"),
        ("第 3 行", "不查"),
        ("第 4 行", "按文件"),
        ("第 5 行", "级别"),
        ("第 7 行", "例如"),
        ("第 8 行", "没有写“姓名”"),
        ("第 9 行", "例如：排序: 2"),
        ("第 11 行", "不写“正写”"),
        ("第 13 行", "没有写“误写”"),
        ("第 17 行", "没有写“标题”"),
        ("第 18 行", "现行、废止、修订"),
        ("没有.xlsx", "找不到"),
    ]
    assert len(told) == len(expected), told
    for line, (place, said) in zip(told, expected, strict=True):
        assert place in line
        assert said in line
        assert line.endswith("。")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("自定用语:\n  - 误写: 甲乙\n    正写: 乙甲\n  - 误写: 乙甲\n    正写: 丙丁\n", "自己又是“误写”"),
        ("自定用语:\n  - 误写: 甲乙\n    正写: 乙甲\n  - 误写: 甲乙\n    正写: 丙丁\n", "写了两次"),
        ("自定用语:\n  - 误写: 甲乙\n认可用词:\n  - 甲乙\n", "同时写在"),
        ("名册:\n  - 姓名: 周明川\n  - 姓名: 周明川\n", "写了两次"),
        ("文件库:\n  - 标题: 甲\n    文号: 清发〔2020〕5号\n  - 标题: 乙\n    文号: 清发〔2020〕5号\n", "写了两次"),
        ("级别:\n  wording: 不查\n  用词: 请核对\n", "写了两次"),
        ("级别: 不查\n", "一行一个"),
        ("名册: 周明川\n", "每条以“- ”开头"),
        ("名册:\n  - 周明川\n", "写明各项的名称"),
        ("名册:\n  - 姓名: 周明川\n    单位: 市政府\n", "可用的有：姓名、职务、排序"),
        ("正式公文：是\n", "中文冒号"),
        ("级别:\n  wording: [\n", "[”"),
        ("校对\n", "字段名: 内容"),
    ],
)
def test_what_contradicts_itself_or_is_written_otherwise_is_refused(write, text, said):
    told = "\n".join(faults(write(text)))
    assert said in told
    assert "wenmi new" not in told


def test_lists_may_stand_in_tables_and_in_yaml_files_beside_the_profile(write, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "用语.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([("本单位用语",), ("序号", "误写", "正写"), (1, "一网通管", "一网统管"), (2, "老百姓", "")]):
            sheet.write_row(number, 0, row)
    write("名册:\n  - 姓名: 周明川\n    职务: 市长\n", "roster.yaml")
    write("文件标题,发文字号,效力\n《关于甲的通知》,清政发〔2020〕5号,失效\n", "文件.csv")
    (tmp_path / "词.tsv").write_bytes("词\t理由\n一窗通办\t名称\n".encode("gb18030"))
    profile = read_profile(
        write("自定用语文件: 用语.xlsx\n名册文件: roster.yaml\n文件库文件: 文件.csv\n文件库完整: 是\n认可用词文件: 词.tsv\n")
    )
    assert profile.terms == (Term("一网通管", "一网统管"), Term("老百姓"))
    assert profile.roster == (Person("周明川", ("市长",), 1),)
    assert profile.documents == (KnownDocument("关于甲的通知", "清政发〔2020〕5号", "废止"),)
    assert profile.documents_complete
    assert profile.accepted == {"一窗通办": "名称"}


@pytest.mark.parametrize(
    "content",
    [
        "- 姓名: 周明川\n  职务: 市长\n- 姓名: 沈知远\n  职务: 副市长\n",
        "# 名册\n\n  - 姓名: 周明川\n    职务: 市长\n  - 姓名: 沈知远\n    职务: 副市长\n",
        "- name: 周明川\n  post: 市长\n- name: 沈知远\n  posts: [副市长]\n",
        "名册:\n- 姓名: 周明川\n  职务: 市长\n- 姓名: 沈知远\n  职务:\n  - 副市长\n",
    ],
)
def test_a_roster_file_may_be_the_list_alone_in_chinese_or_english(write, content):
    write(content, "roster.yaml")
    assert read_profile(write("roster_file: roster.yaml\n")).roster == (Person("周明川", ("市长",), 1), Person("沈知远", ("副市长",), 2))


def test_a_fault_of_a_list_alone_names_its_own_line(write):
    write("- 姓名: 周明川\n  职务: 市长\n- 职务: 副市长\n", "roster.yaml")
    assert ["roster.yaml 第 3 行：没有写“姓名”" in line for line in faults(write("名册文件: roster.yaml\n"))] == [True]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("用语.csv", "错字,对字\n甲,乙\n", "没有找到表头"),
        ("用语.csv", "误写,正写\n甲乙,甲乙\n", "用语.csv 第 2 行"),
        ("用语.yaml", "名册:\n  - 姓名: 周明川\n", "没有写“自定用语”"),
        ("用语.docx", "", "不能是这种文件"),
        ("用语.xlsx", "not a workbook", "不是有效的表格"),
    ],
)
def test_a_fault_of_a_list_names_the_file_it_is_in(write, name, content, said):
    write(content, name)
    assert said in "\n".join(faults(write(f"自定用语文件: {name}\n")))


@pytest.mark.parametrize("content", [b"", b"\n  \n", b"\xff\xfe\x00", b"\x00\x01\x02" * 50])
def test_a_file_that_is_no_profile_is_one_sentence(tmp_path, content):
    path = tmp_path / "校对设置.yaml"
    path.write_bytes(content)
    with pytest.raises(UserError) as refused:
        read_profile(path)
    assert str(refused.value).endswith("。")


def test_a_missing_profile_says_how_to_make_one(tmp_path):
    with pytest.raises(UserError, match="wenmi profile new"):
        read_profile(tmp_path / "没有.yaml")
    with pytest.raises(UserError, match="读不了"):
        read_profile(tmp_path)


def told(path):
    """Return what is said against a file, nothing where it is a profile."""
    try:
        read_profile(path)
    except UserError as refused:
        return str(refused).split("\n")
    return []


WHOLE = (
    "正式公文: 是\n级别:\n  文风: 请核对\n自定用语:\n  - 误写: 一网通管\n    正写: 一网统管\n认可用词:\n  - 一窗通办\n"
    "名册:\n  - 姓名: 周明川\n    职务: 市长\n文件库:\n  - 标题: 关于甲的通知\n    文号: 清政发〔2020〕5号\n"
)


@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.sampled_from(["", " ", "\n", "-", ": ", "：", "[", "{", "#", "|", "'", "\t", "&", "是"])),
        max_size=4,
    )
)
@example([(63, "{")])  # a name that runs over two lines
def test_any_slip_of_the_pen_gives_a_profile_or_faults_in_chinese(tmp_path_factory, slips):
    text = WHOLE
    for at, sign in slips:
        text = text[:at] + sign + text[at + (not sign) :]
    path = tmp_path_factory.getbasetemp() / "手误.yaml"
    path.write_text(text, encoding="utf-8")
    assert all(line.endswith("。") for line in told(path))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "字节.yaml"
    path.write_bytes(content)
    assert all(line.endswith("。") for line in told(path))
