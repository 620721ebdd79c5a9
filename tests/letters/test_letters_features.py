"""What a letter's topic is told from: its words, those of its first line more than the others."""

from __future__ import annotations

import numpy as np
import pytest

from drafting.letters.batch import for_topics
from drafting.letters.features import FIRST_LINE, build_vocabulary, count, rarity, weigh
from drafting.letters.shipped import shipped_model

KNOWN = build_vocabulary(["工资", "噪音", "学校"])
LONG = "夜里噪音很大。" + "孩子要上学校。" * 40


class DescribeTheFirstLine:
    @pytest.mark.parametrize("times", [1, 40])
    def it_is_heard_however_long_the_letter(self, times: int) -> None:
        """What it adds has the same length beside the rest, in a short letter and in a long one."""
        body = "噪音，学校。" * times
        alone, titled = count([f"。\n工资{body}", f"工资\n{body}"], KNOWN).toarray()
        assert np.linalg.norm(titled - alone) == pytest.approx(FIRST_LINE * np.linalg.norm(alone), rel=1e-5)
        assert (titled - alone)[list(KNOWN.words).index("工资")] > 0

    def it_tells_the_topic_of_a_letter_that_says_much_else(self) -> None:
        model = shipped_model()
        read = model.read([for_topics("拖欠农民工工资半年不给", LONG), for_topics("小学招生划片不公平", LONG)]).scores
        labour, school = (model.labels.index(label) for label in ("劳动和社会保障", "教育文体"))
        assert read[0, labour] > read[0, school]
        assert read[1, labour] < read[1, school]

    def it_is_no_more_than_any_other_where_it_is_the_only_one(self) -> None:
        one, other = count(["工资，噪音", "噪音，工资"], KNOWN).toarray()
        assert one.tolist() == other.tolist() == pytest.approx([1.0 if word != "学校" else 0.0 for word in KNOWN.words])

    @pytest.mark.parametrize("text", ["\n工资", "，\n工资", "不认识\n工资"])
    def it_adds_nothing_where_it_holds_no_known_word(self, text: str) -> None:
        assert count([text], KNOWN).toarray().sum() == pytest.approx(1.0)

    def it_changes_no_length_of_weighed_words(self) -> None:
        counts = count(["工资\n噪音噪音学校", "噪音\n", "\n", ""], KNOWN)
        lengths = np.linalg.norm(weigh(counts, rarity(counts)).toarray(), axis=1)
        assert lengths.tolist() == pytest.approx([1, 1, 0, 0])


class DescribeWhatIsRead:
    def it_begins_with_the_title(self) -> None:
        assert for_topics("夜间施工噪音扰民", LONG).split("\n", 1) == ["夜间施工噪音扰民", LONG]

    @pytest.mark.parametrize("title", ["", "投诉", "求助求助"])
    def it_begins_as_the_text_does_where_there_is_hardly_a_title(self, title: str) -> None:
        line, _, rest = for_topics(title, LONG).partition("\n")
        assert rest == LONG
        assert line.startswith(title)
        assert "噪音" in line
        assert len(line) < 80

    def it_has_one_first_line_where_the_text_begins_with_a_short_one(self) -> None:
        assert for_topics("", "市长：\n您好！夜里噪音很大。").partition("\n")[0] == " 市长： 您好！夜里噪音很大。"

    def it_is_a_line_where_the_letter_is_empty(self) -> None:
        assert for_topics("", "").strip() == ""
