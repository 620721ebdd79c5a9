"""What is said of a letter's topic beyond the topic: evidence, a second matter, none of these, the batch's own parts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.letters.adapting import FEWEST, batch_shares
from drafting.letters.batch import Letter
from drafting.letters.classifying import NONE, Classifier, parts_of
from drafting.letters.shipped import shipped_model, tree_model
from drafting.letters.sorting import known_paths, label_shares, sort_letters
from drafting.letters.topics import topic_tree

NOISE = "小区旁边的工地每天夜里两点还在打桩，噪音很大，孩子睡不着，环保投诉了几次没有用。"
WAGES = "我们三十多个农民工在工地干了半年，老板拖欠工资不给，请劳动监察帮忙讨薪。"
SCHOOL = "孩子今年上小学一年级，招生划片却不在附近的学校，请教育局说明入学政策。"
OWN = """# 供水科
又名：自来水
词：停水 水压 水表 自来水 水质 爆管 欠费停水 二次供水 水费 水管
# 供电科
词：停电 电表 电压 变压器 跳闸 电费 供电所 电线杆 高压线 线路检修
# 路灯科
词：路灯 不亮 夜里漆黑 灯杆 照明 景观灯 灯泡 亮化
"""


def letter(number: int, text: str, title: str = "") -> Letter:
    return Letter(str(number), title, text, text)


def corpus_letters(*labels: str) -> list[Letter]:
    bodies = [one.body for leaf in topic_tree() if leaf.path[0] in labels for one in leaf.letters]
    return [letter(number, body) for number, body in enumerate(bodies)]


class DescribeEvidence:
    def it_carried_the_decision(self) -> None:
        """Without its evidence words a letter is less surely of its topic than without as many other words."""
        model = shipped_model()
        classifier = Classifier(model)
        chance = np.random.default_rng(0)
        texts = [one.text for one in corpus_letters("环境保护", "交通运输", "卫生计生", "民政")][::3]
        without: list[str] = []
        other: list[str] = []
        for text, topic in zip(texts, classifier.topics(texts), strict=True):
            (counts,) = [model.read([text]).features.indices.tolist()]
            left = sorted({model.vocabulary.words[index] for index in counts} - set(topic.evidence))
            picked = chance.choice(left, min(len(left), len(topic.evidence)), replace=False).tolist()
            for words, result in ((topic.evidence, without), (picked, other)):
                cut = text
                for word in words:
                    cut = cut.replace(word, "，")
                result.append(cut)
        numbers = [model.labels.index(topic.path[0]) for topic in classifier.topics(texts)]
        rows = np.arange(len(texts))
        before, after, control = (classifier.probabilities(model.read(some))[rows, numbers] for some in (texts, without, other))
        assert float((before - after).mean()) > 3 * float((before - control).mean())

    def it_is_found_through_the_shipped_models_opinion_too(self, tmp_path: Path) -> None:
        (tmp_path / "own.txt").write_text(OWN, encoding="utf-8")
        (verdict,) = sort_letters([letter(1, "我们楼上水压太低，经常停水，水费却涨了。")], topics=tmp_path / "own.txt")
        assert verdict.path == ("供水科",)
        assert {"停水", "水压", "水费"} & set(verdict.evidence)

    def its_path_is_one_of_those_that_are_known(self, tmp_path: Path) -> None:
        (tmp_path / "own.txt").write_text(OWN, encoding="utf-8")
        some = [letter(number, leaf.letters[0].body) for number, leaf in enumerate(topic_tree()[::40])]
        for topics in (None, tmp_path / "own.txt"):
            known = known_paths(topics=topics)
            assert {verdict.path for verdict in sort_letters(some, topics=topics)} <= known
            assert {path[:1] for path in known} <= known

    @pytest.mark.parametrize("text", ["电话00000打不通，身份证办理要多久", "xxx小区在xxxx路，电话12345678", "编号 20200106 的来信"])
    def it_is_never_digits_or_placeholders(self, text: str) -> None:
        (verdict,) = sort_letters([letter(1, text)])
        assert all(any("一" <= char <= "鿿" for char in word) for word in verdict.evidence)

    def it_may_be_a_latin_word(self) -> None:
        model = shipped_model()
        told = {word for word, shown in zip(model.vocabulary.words, model.shown.tolist(), strict=True) if shown}
        assert {word for word in told if word.isascii() and word.isalpha()}
        assert not any(word.isdigit() for word in told)


class DescribeASecondTopic:
    def it_is_empty_where_only_the_first_ones_word_speaks_for_it(self) -> None:
        (verdict,) = sort_letters([letter(1, "我们小区停水", "停水")])
        assert verdict.topic == "城乡建设"
        assert verdict.second is None

    def it_is_named_where_words_of_its_own_do(self) -> None:
        (verdict,) = sort_letters([letter(1, WAGES + SCHOOL)])
        assert verdict.second is not None
        assert {verdict.topic, verdict.second[0]} == {"劳动和社会保障", "教育文体"}


class DescribeSeveralMatters:
    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("反映两件事：一、" + NOISE + "二、" + WAGES, 2),
            ("1. " + NOISE + "\n2. " + WAGES + "\n3. 短", 2),
            ("（1）" + NOISE + "（2）" + WAGES, 2),
            ("从1.5公里外搬来，2.3万元。" + NOISE, 0),
            ("一、" + NOISE, 0),
            (NOISE + WAGES, 0),
            ("", 0),
        ],
    )
    def they_are_what_a_letter_numbers(self, text: str, parts: int) -> None:
        assert len(parts_of(text)) == parts

    @given(st.text(alphabet="一二、。1.2（）第其工资路灯\n", max_size=120))
    def they_have_parts_that_stand_in_the_letter_in_order(self, text: str) -> None:
        at = 0
        for part in parts_of(text):
            at = text.index(part, at) + len(part)

    def they_give_a_second_topic(self) -> None:
        text = "书记您好，反映两件事：一、" + SCHOOL + SCHOOL + "\n二、" + WAGES
        (verdict,) = sort_letters([letter(1, text)])
        assert verdict.several
        assert {verdict.topic, verdict.second[0] if verdict.second else ""} == {"教育文体", "劳动和社会保障"}
        (one,) = sort_letters([letter(1, "一、" + SCHOOL + "\n二、" + SCHOOL)])
        assert not one.several


class DescribeNoneOfThese:
    def it_is_an_answer_only_where_it_is_asked_for(self) -> None:
        letters = [letter(1, WAGES * 2, "拖欠农民工工资"), letter(2, NOISE, "夜间施工噪音扰民")]
        labels = ["环境保护", "卫生计生"]
        assert [verdict.topic for verdict in sort_letters(letters, labels=[*labels, NONE])] == [NONE, "环境保护"]
        assert NONE not in {verdict.topic for verdict in sort_letters(letters, labels=labels)}

    def it_is_given_to_letters_without_words_and_always_looked_at(self) -> None:
        (verdict,) = sort_letters([letter(1, "……")], labels=["环境保护", NONE])
        assert (verdict.path, verdict.review, verdict.evidence) == ((NONE,), True, ())

    def it_is_no_label_by_itself(self) -> None:
        with pytest.raises(UserError, match="只写了“不属于以上”"):
            sort_letters([letter(1, NOISE)], labels=[NONE])


class DescribeOneLabelAlone:
    def it_is_never_filed_unseen(self) -> None:
        verdicts = sort_letters([letter(1, WAGES * 2, "拖欠农民工工资"), letter(2, NOISE, "夜间施工噪音扰民")], labels=["环境保护"])
        assert [(one.topic, one.review, one.second) for one in verdicts] == [("环境保护", True, None)] * 2
        assert verdicts[0].confidence < 0.1 < verdicts[1].confidence

    def it_is_as_sure_as_among_all_where_none_of_these_is_an_answer(self) -> None:
        texts = [letter(n, one) for n, one in enumerate([NOISE * 2, WAGES + NOISE, WAGES])]
        alone = sort_letters(texts, labels=["环境保护", NONE])
        among_all = sort_letters(texts)
        assert alone[2].topic == NONE
        assert alone[0].confidence == among_all[0].confidence
        assert not (alone[1].review is False and among_all[1].topic != "环境保护")


class DescribeABatch:
    def its_absent_topics_become_less_likely(self) -> None:
        model = shipped_model()
        letters = corpus_letters("环境保护", "交通运输", "卫生计生")
        added = dict(zip(model.labels, label_shares(letters), strict=True))
        assert len(letters) >= FEWEST
        assert added["环境保护"] == added["交通运输"] == added["卫生计生"] == 0
        assert all(added[label] < -1 for label in ("民政", "政法", "农村农业"))

    def it_says_nothing_where_it_is_small(self) -> None:
        assert set(label_shares(corpus_letters("环境保护")[: FEWEST - 1])) == {0.0}

    def its_parts_sorted_apart_are_filed_as_the_whole(self) -> None:
        letters = corpus_letters("环境保护", "交通运输", "卫生计生")
        shares = label_shares(letters)
        whole = sort_letters(letters)
        apart = [verdict for start in range(0, len(letters), 100) for verdict in sort_letters(letters[start : start + 100], shares=shares)]
        assert [verdict.path for verdict in apart] == [verdict.path for verdict in whole]

    @given(st.integers(2, 6), st.integers(0, 2**32 - 1))
    def its_topics_never_gain_and_closed_ones_stay(self, labels: int, seed: int) -> None:
        chance = np.random.default_rng(seed)
        closed = chance.random(labels) < 0.3
        added = batch_shares(chance.normal(0, 3, (FEWEST, labels)), closed)
        assert len(added) == labels
        assert all(one <= 0 for one in added)
        assert all(one == 0 for one, shut in zip(added, closed, strict=True) if shut)


class DescribeAnOfficesOwnTree:
    def it_sorts_by_its_own_topics(self, tmp_path: Path) -> None:
        path = tmp_path / "own.txt"
        path.write_text(OWN, encoding="utf-8")
        letters = [letter(1, "村里变压器跳闸，天天停电。"), letter(2, "桥头的路灯坏了七个月，夜里漆黑。")]
        assert [verdict.path for verdict in sort_letters(letters, topics=path)] == [("供电科",), ("路灯科",)]
        assert {verdict.topic for verdict in sort_letters(letters, topics=path, labels=["自来水", "路灯科"])} <= {"供水科", "路灯科"}
        again = tree_model(path)
        assert again.labels == ("供水科", "供电科", "路灯科") or set(again.labels) == {"供水科", "供电科", "路灯科"}
        with pytest.raises(UserError, match="不能同时用"):
            sort_letters(letters, "本单位", topics=path)

    def it_learns_from_the_batch(self, tmp_path: Path) -> None:
        path = tmp_path / "own.txt"
        terms: dict[str, list[str]] = {leaf.path[0]: [] for leaf in topic_tree() if leaf.path[0] in ("环境保护", "交通运输", "卫生计生")}
        for leaf in topic_tree():
            if leaf.path[0] in terms:
                terms[leaf.path[0]] += leaf.terms[:1]
        path.write_text("".join(f"# {label}科\n词：{' '.join(words[:12])}\n" for label, words in terms.items()), encoding="utf-8")
        letters = corpus_letters(*terms)
        truth = [f"{leaf.path[0]}科" for leaf in topic_tree() if leaf.path[0] in terms for _ in leaf.letters]
        alone = [v.topic for v in sort_letters(letters, topics=path, shares=[0.0] * 3)]
        small = [v.topic for start in range(0, len(letters), 100) for v in sort_letters(letters[start : start + 100], topics=path)]
        whole = [v.topic for v in sort_letters(letters, topics=path)]
        right = [sum(a == b for a, b in zip(truth, said, strict=True)) for said in (small, whole, alone)]
        assert right[1] >= right[0]
        assert right[1] > 0.7 * len(truth)
