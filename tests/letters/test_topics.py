"""The topic tree and its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.documents.errors import ManyErrors, UserError
from drafting.letters.reading import read_letters
from drafting.letters.topics import read_own_topics, read_tree, shipped_tree, topic_tree

GOOD = "# 城乡建设\n[安全生产/事故处理]\n词：坍塌 塔吊\n词：事故 坍塌\n信：塔吊倒了\n昨天塔吊倒了。\n\n没有人管。\n信：又倒了\n墙倒了。\n"


def test_a_file_gives_leaves_with_terms_and_letters(tmp_path: Path) -> None:
    (tmp_path / "01-a.txt").write_text(GOOD, encoding="utf-8")
    (leaf,) = read_tree(tmp_path).leaves
    assert leaf.path == ("城乡建设", "安全生产", "事故处理")
    assert leaf.terms == ("坍塌", "塔吊", "事故")
    assert [(letter.title, letter.body, letter.line) for letter in leaf.letters] == [
        ("塔吊倒了", "昨天塔吊倒了。\n没有人管。", 5),
        ("又倒了", "墙倒了。", 9),
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[甲/乙]\n信：t\nb\n", 1, "不是主题"),
        ("# 甲\n[没有斜线]\n", 2, "不是主题"),
        ("# 甲\n信：t\n", 2, "不在任何主题之下"),
        ("# 甲\n[乙/丙]\n散落的文字\n", 3, "不属于任何一封信"),
        ("# 甲\n[乙/丙]\n信：\n", 3, "没有标题"),
        ("# 甲\n[乙/丙]\n信：t\n", 3, "没有正文"),
        ("# 甲\n[乙/丙]\n信：t\nb。\n信：u\nb！\n", 5, "正文相同"),
        ("# 甲\n[乙/丙]\n信：t\nb\n[乙/丙]\n", 5, "写了两次"),
        ("# 甲\n# 乙\n", 2, "只能有一个一级"),
        ("又名：丙\n# 甲\n", 1, "只能写在一级主题下面"),
        ("# 甲\n[乙/丙]\n又名：丁\n", 3, "只能写在一级主题下面"),
    ],
)
def test_every_fault_is_told_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ManyErrors) as caught:
        read_tree(tmp_path)
    assert any(f"x.txt第 {line} 行" in str(error) and what in str(error) for error in caught.value.errors)


def test_a_leaf_without_a_letter_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("# 甲\n[乙/丙]\n词：a\n", encoding="utf-8")
    with pytest.raises(ManyErrors, match="甲/乙/丙 没有一封例信"):
        read_tree(tmp_path)


def test_the_shipped_tree_has_every_label_and_a_letter_for_each() -> None:
    tree = topic_tree()
    paths = {leaf.path for leaf in tree}
    assert len(paths) == len(tree) == 517
    assert len({path[0] for path in paths}) == 15
    assert len({path[:2] for path in paths}) == 103 or len({path[1] for path in paths}) == 103
    assert all(len(leaf.letters) >= 3 and len(leaf.terms) >= 10 for leaf in tree)
    bodies = [letter.body for leaf in tree for letter in leaf.letters]
    assert len(bodies) == len(set(bodies))


def test_the_shipped_tree_is_that_of_the_published_labels(shared_data: Path) -> None:
    import python_calamine

    rows = python_calamine.CalamineWorkbook.from_path(str(shared_data / "letters" / "labels.xlsx")).get_sheet_by_index(0).to_python()
    published = {tuple(str(cell).strip() for cell in row[:3]) for row in rows[1:]}
    assert {leaf.path for leaf in topic_tree()} == published
    assert len({path[2] for path in published}) == 390


def test_no_training_letter_is_a_development_letter(shared_data: Path) -> None:
    theirs: set[str] = set()
    for name in ("labelled.csv", "letters.xlsx", "replies.xlsx"):
        for letter in read_letters([shared_data / "letters" / name]).letters:
            theirs.update(letter.text[i : i + 16] for i in range(max(len(letter.text) - 15, 0)))
    ours = [
        (letter.title, letter.body[i : i + 16]) for leaf in topic_tree() for letter in leaf.letters for i in range(len(letter.body) - 15)
    ]
    assert [pair for pair in ours if pair[1] in theirs] == []


def test_first_level_topics_go_by_other_names(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD.replace("[", "又名：住建 城建\n[", 1), encoding="utf-8")
    assert read_tree(tmp_path).aliases == {"住建": "城乡建设", "城建": "城乡建设"}
    tree = shipped_tree()
    assert set(tree.aliases.values()) == {leaf.path[0] for leaf in tree.leaves}
    assert not set(tree.aliases) & {leaf.path[0] for leaf in tree.leaves}


class DescribeAnOfficesOwnTree:
    def it_may_be_one_file_with_few_levels_and_no_letters(self, tmp_path: Path) -> None:
        path = tmp_path / "本局.txt"
        path.write_text(
            "# 水务科\n又名：水\n词：停水 水压\n# 电力科\n[停电]\n词：停电\n[电价/阶梯]\n词：电价\n信：电费\n太贵。\n", encoding="utf-8"
        )
        tree = read_own_topics(path)
        assert [leaf.path for leaf in tree.leaves] == [("水务科",), ("电力科", "停电"), ("电力科", "电价", "阶梯")]
        assert tree.leaves[0].terms == ("停水", "水压")
        assert tree.aliases == {"水": "水务科"}

    def it_may_be_a_folder_and_go_on_with_a_topic_further_down(self, tmp_path: Path) -> None:
        (tmp_path / "1.txt").write_text("# 甲\n词：a1\n# 乙\n词：b1\n", encoding="utf-8")
        (tmp_path / "2.txt").write_text("# 甲\n[丙]\n词：c1\n", encoding="utf-8")
        assert [leaf.path for leaf in read_own_topics(tmp_path).leaves] == [("甲",), ("甲", "丙"), ("乙",)]

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            ("", "没有一级主题"),
            ("# 甲\n", "没有主题"),
            ("# 甲\n词：a\n", "只有一个一级主题"),
            ("# 甲\n[乙]\n# 丙\n词：c\n", "甲/乙 没有词，也没有例信"),
            ("# 甲\n又名：丁\n词：a\n# 丙\n又名：丁\n词：c\n", "已经是“甲”的又名"),
            ("词：a\n", "不在任何主题之下"),
        ],
    )
    def its_faults_are_told(self, tmp_path: Path, text: str, what: str) -> None:
        (tmp_path / "x.txt").write_text(text, encoding="utf-8")
        with pytest.raises(ManyErrors, match=what):
            read_own_topics(tmp_path / "x.txt")

    def it_tells_of_a_file_that_cannot_be_read_in_a_sentence(self, tmp_path: Path) -> None:
        (tmp_path / "gb.txt").write_bytes("# 城乡建设".encode("gb18030"))
        for name in ("gb.txt", "none.txt"):
            with pytest.raises(UserError, match="主题文件读不出来"):
                read_own_topics(tmp_path / name)
