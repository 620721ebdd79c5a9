"""The report on recurring issues, on what has changed, and what it suggests."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from drafting.desk.letters_report_text import BEFORE, NOW, WHOLE, Content, Words
from drafting.letters.issues import MANY_PLACES, ONE_MATTER
from drafting.letters.urgent import NOTE

if TYPE_CHECKING:
    from drafting.letters.batch import Letter
    from drafting.letters.statistics import IssueRow
    from drafting.letters.suggestions import Fact

_TOLD, _LISTED = 5, 10  # issues told at length, issues in the table
_EXCERPT = (12, 70)  # characters of a sentence that is quoted
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_QUOTES = str.maketrans({"“": "‘", "”": "’", '"': "", "「": "‘", "」": "’"})
_HALF_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
_COURTESIES = re.compile("此致|敬礼|尊敬的|领导|您好|你好|谢谢|感谢|盼复|我是|本人")
_LEAST_COMMON = 2  # pairs of characters that a quoted sentence shares with the title
_GREETING = re.compile(r"^(?:(?:尊敬的)?[^，。！：]{0,12}(?:您们?好|你们?好|领导好|(?<=尊敬的)[^，。！：]{0,8}(?=[，：]))[，。！：]?)+")
_ENOUGH, _NOTABLE = 5, Fraction(1, 10)  # letters and share from which a change is told
_MOST_CHANGES = 4
_NAMED_SINGLE = 5  # single letters that are named
_ENDS, _NAMING = "。，！？；：", 4  # marks at the end of a name, characters that make one


def quotable(text: str, writer: str = "") -> str:
    """Return a letter's words as they stand between quotation marks: one line, marks as in Chinese text, personal data masked.

    The name of the ``writer`` is masked wherever it stands.
    """
    from drafting.letters.masking import mask

    line = re.sub(r"\s+", "", mask(text, writer)).translate(_QUOTES)
    line = re.sub(r"(?<![\dA-Za-z])[,;:?!()]|[,;:?!()](?![\dA-Za-z])", lambda mark: mark[0].translate(_HALF_WIDTH), line)
    return re.sub(r"([，。；：！？、])\1+", r"\1", line)


class Problems:
    """The issues of the period, as the report tells them, without those words of the letters that are in ``unquoted``."""

    def __init__(self, words: Words, unquoted: Collection[str] = ()) -> None:
        self.words, self.study, self.ledger = words, words.study, words.ledger
        self.unquoted = frozenset(unquoted)
        self.recurring = [row for row in self.study.issue_rows if row.recurring]

    def title(self, row: IssueRow) -> str:
        """Return what an issue is called: by its letters' words in quotation marks, else by its topic and its id."""
        if name := self._fit(self.study.issues[row.id].title):
            return f"“{name}”问题"
        topics = self.ledger.rows.tally("topic", issue=row.id, current=True)
        return f"{topics[0][0]}方面的问题（编号{row.id}）"

    def _fit(self, text: str | None) -> str:
        """Return words of a letter as the report may quote them, ``""`` where it may not or they say nothing."""
        words = quotable(text or "").strip(_ENDS)
        return words if len(words) >= _NAMING and words not in self.unquoted else ""

    def quotes(self) -> list[str]:
        """Return all words of letters that the report may have: names and places of issues, sentences and titles of typical letters."""
        found = []
        for row in self.recurring[:_LISTED]:
            issue, typical = self.study.issues[row.id], self._typical_letter(row)
            found += [self._fit(text) for text in (issue.title, issue.place, typical.title, excerpt(typical))]
        found += [self._fit(self.study.letters[one.id].title) for one in self.study.notable[:_NAMED_SINGLE]]
        return [words for words in found if words]

    def overview(self) -> str:
        """Return how many issues there are, and of what kinds."""
        ledger = self.ledger
        ledger.part = "集中反映的问题"
        number = ledger.count_issues("本期有两件以上来信的问题", recurring=True)
        if not number:
            return "本期没有发现同一问题有两件以上来信的情况。"
        kinds = [
            f"{kind}{count}个"
            for kind in (ONE_MATTER, MANY_PLACES)
            if (count := ledger.count_issues(f"本期有两件以上来信的{kind}", recurring=True, kind=kind))
        ]
        text = f"同一问题有两件以上来信的，共{number}个"
        text += f"，其中{'、'.join(kinds)}。" if len(kinds) > 1 else "。"
        if len(self.recurring) > _TOLD:
            text += "反映人数较多的如下。"
        return text

    def told(self) -> list[dict[str, str]]:
        """Return the issues of most people, each with its letters, its change, and a typical letter."""
        return [{"标题": self.title(row), "内容": self._told(row)} for row in self.recurring[:_TOLD]]

    def _told(self, row: IssueRow) -> str:
        ledger, name = self.ledger, f"问题{row.id}"
        ledger.part = "集中反映的问题"
        letters = ledger.count(f"本期{name}来信", issue=row.id, **NOW)
        people = ledger.count(f"本期{name}反映人", issue=row.id, issue_person=True)
        text = f"来信{letters}件，涉及反映人{people}人"
        place = self._fit(self.study.issues[row.id].place)
        if place and row.kind == ONE_MATTER and place not in self.title(row):
            text += f"，集中在{place}"
        change = self.words.change(f"{name}来信", {"issue": row.id})
        if change is not None:
            again = {"新出现": "属本期新出现的问题", "持续反映": "此前已有来信反映"}.get(row.status, "此前曾有来信反映，属再次出现")
            text += f"，{change.text(self.words.before)}" if change.then else f"，{self.words.before}没有来信，{again}"
        return f"{text}。{self._typical(row)}"

    def _typical(self, row: IssueRow) -> str:
        """Return the sentence on a typical letter of the period."""
        one = self._typical_letter(row)
        number = quotable(one.id)
        if words := self._fit(excerpt(one)):
            return f"典型来信（编号{number}）反映：“{words}”。"
        title = self._fit(one.title)
        return f"典型来信（编号{number}）的标题为“{title}”。" if title and title not in self.title(row) else f"典型来信见编号{number}。"

    def _typical_letter(self, row: IssueRow) -> Letter:
        """Return the letter of the period with most likes, else the first."""
        current = {one.id for one in self.study.rows if one.current and one.issue == row.id}
        letters = [self.study.letters[key] for key in self.study.issues[row.id].letters if key in current]
        return max(letters, key=lambda letter: letter.likes)

    def table(self, content: Content) -> dict[str, str] | None:
        """Return the table of issues, None where there are fewer than two."""
        if len(self.recurring) < 2:
            return None
        compared = bool(self.words.compared and self.words.compared.before)
        rows = [["问题", "类型", "件数", "人数", *([f"{self.words.before}件数", "变化"] if compared else [])]]
        for row in self.recurring[:_LISTED]:
            name = f"问题{row.id}"
            line = [self.title(row).removesuffix("问题").strip("“”"), row.kind]
            line.append(str(self.ledger.count(f"本期{name}来信", issue=row.id, **NOW)))
            line.append(str(self.ledger.count(f"本期{name}反映人", issue=row.id, issue_person=True)))
            if compared:
                line += [str(self.ledger.count(f"{self.words.before}{name}来信", issue=row.id, **BEFORE)), row.status]
            rows.append(line)
        return content.table("集中反映的问题", rows)[1]

    def notable(self) -> str:
        """Return how many single letters deserve attention and which they are; ``""`` where there is none."""
        ledger = self.ledger
        ledger.part = "高关注单件"
        if not ledger.rows.count(notable=True, **NOW):
            return ""
        count = ledger.count("本期高关注单件", notable=True, **NOW)
        told = []
        for one in self.study.notable[:_NAMED_SINGLE]:
            title = self._fit(self.study.letters[one.id].title)
            told.append(f"{f'“{title}”' if title else ''}（编号{quotable(one.id)}，{'、'.join(one.reasons)}）")
        first = "关注度较高的有：" if count > len(told) else "分别是：" if len(told) > 1 else "即："
        return f"没有并入上述问题，但点赞较多、涉及多人或者{NOTE}的单件来信，共{count}件。{first}{'；'.join(told)}。"

    # -- changes ----------------------------------------------------------------------------------------------------------------------

    def changes(self) -> str:
        """Return what has changed against the period before, or that there is nothing to compare with."""
        words, ledger = self.words, self.ledger
        ledger.part = "变化情况"
        if words.compared is None:
            return "来信没有注明时间，无从比较变化。"
        if words.compared.before is None:
            return f"来信材料不含{words.before}的完整数字，无从比较变化。"
        up, down = self._moved(1), self._moved(-1)
        parts = []
        for moved, verb in ((up, "上升"), (down, "下降")):
            if moved:
                listed = "；".join(f"{topic}类来信{change}" for topic, change in moved)
                parts.append(f"来信{verb}较明显的主题：{listed}。")
        if not parts:
            parts.append(f"各主题来信与{words.before}相比没有明显升降。")
        told = [
            f"{said}{count}个"
            for status, said in (
                ("新出现", "本期新出现"),
                ("持续反映", f"{words.whole_before}已有、本期仍在反映"),
                ("再次出现", "此前有过、本期再次出现"),
            )
            if (count := ledger.count_issues(f"本期有两件以上来信、{status}的问题", recurring=True, status=status))
        ]
        if told:
            parts.append(f"有两件以上来信的问题中，{'，'.join(told)}。")
        return "".join(parts)

    def _moved(self, sign: int) -> list[tuple[str, str]]:
        """Return the topics that rose (or, with -1, fell) most, each with its change in words."""
        found = []
        for topic, _ in self.ledger.rows.tally("topic"):
            now, then = (self.ledger.rows.count(topic=topic, **slot) for slot in (NOW, BEFORE))
            more = sign * (now - then)
            if max(now, then) >= _ENOUGH and more > 0 and (not then or Fraction(more, then) >= _NOTABLE):
                found.append((-more, str(topic)))
        told = []
        for _, topic in sorted(found)[:_MOST_CHANGES]:
            change = self.words.change(f"{topic}类来信", {"topic": topic})
            assert change is not None
            told.append((topic, f"{change.now}件，{change.text(self.words.before)}"))
        return told

    # -- suggestions --------------------------------------------------------------------------------------------------------------------

    def suggestions(self) -> list[dict[str, str]]:
        """Return what the phrase bank suggests of the facts of the period."""
        from drafting.letters.suggestions import suggest

        self.ledger.part = "工作建议"
        return [{"标题": one.title, "内容": one.text} for one in suggest(self._facts())]

    def _facts(self) -> list[Fact]:
        """Return the facts that suggestions may rest on. Their figures are kept even where nothing is said of them: they are true too."""
        from drafting.letters.suggestions import Fact

        ledger, words = self.ledger, self.words
        none = Fraction(0)
        facts = []
        for row in self.recurring[:_TOLD]:
            kind = "具体热点" if row.kind == ONE_MATTER else "共性问题"
            values = {"问题": self.title(row), "件数": str(row.letters), "人数": str(row.people)}
            facts.append(Fact(kind, row.id, row.letters, none, values))
        total = ledger.rows.count(**NOW)
        risen = sorted(ledger.rows.tally("topic", **NOW), key=lambda item: ledger.rows.count(topic=item[0], **BEFORE) - item[1])
        for topic, count in risen:
            change = words.change(f"{topic}类来信", {"topic": topic})
            if change and change.now > change.then and change.rate:
                values = {"主题": str(topic), "件数": str(count), "增加": change.difference.shown, "上升": change.rate.shown}
                facts.append(Fact("主题上升", str(topic), count, change.rate.value, values | {"相比": words.before}))
        for topic, count in ledger.rows.tally("topic", **NOW):
            where: Mapping[str, Any] = {"topic": topic, **NOW}
            share = ledger.share(f"本期{topic}类来信", where, NOW, WHOLE)
            facts.append(
                Fact("主题占比", str(topic), count, Fraction(count, total), {"主题": str(topic), "件数": str(count), "占比": share})
            )
        for area, count in ledger.rows.tally("area", **NOW)[:1]:
            share = ledger.share(f"本期{area}来信", {"area": area, **NOW}, NOW, WHOLE)
            facts.append(Fact("地区集中", str(area), count, Fraction(count, total), {"地区": str(area), "件数": str(count), "占比": share}))
        for organ, count in ledger.rows.tally("organ", **NOW)[:1]:
            if organ in self.unquoted:
                continue
            facts.append(Fact("单位集中", str(organ), count, none, {"单位": str(organ), "件数": str(count)}))
        if repeats := ledger.count("本期重复来信", repeat=True, **NOW):
            share = ledger.share("本期重复来信", {"repeat": True, **NOW}, NOW, WHOLE)
            facts.append(Fact("重复来信", "", repeats, Fraction(repeats, total), {"件数": str(repeats), "占比": share}))
        for status in ("持续反映", "新出现"):
            if count := ledger.count_issues(f"本期有两件以上来信、{status}的问题", recurring=True, status=status):
                facts.append(Fact(status, "", count, none, {"个数": str(count)}))
        if single := ledger.count("本期高关注单件", notable=True, **NOW):
            facts.append(Fact("高关注单件", "", single, none, {"件数": str(single)}))
        return facts


def excerpt(letter: Letter) -> str:
    """Return the sentence of a letter that has most in common with its title, masked, ``""`` where none is fit to be quoted."""
    shortest, longest = _EXCERPT
    title = {letter.title[at : at + 2] for at in range(len(letter.title) - 1)}
    best, most = "", _LEAST_COMMON - 1
    for found in _SENTENCE.finditer(letter.text):
        sentence = _shortened(_GREETING.sub("", quotable(found[0], letter.user).strip(_ENDS)), longest)
        if shortest <= len(sentence) <= longest and not _COURTESIES.search(sentence):
            common = sum(1 for at in range(len(sentence) - 1) if sentence[at : at + 2] in title)
            if common > most:
                best, most = sentence, common
    return best


def _shortened(sentence: str, longest: int) -> str:
    """Return a sentence that is too long up to the last comma that it may reach, with an ellipsis."""
    at = sentence.rfind("，", 0, longest - 2)
    return f"{sentence[:at]}……" if len(sentence) > longest and at > longest // 2 else sentence
