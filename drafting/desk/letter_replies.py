"""答复检查: replies to letters scored with reasons; the letters room reads them, the proofing room judges the rules they cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.desk.letters import Progress, counting, result_path
from drafting.documents.errors import UserError

if TYPE_CHECKING:
    from drafting.letters.batch import Batch, Unread
    from drafting.letters.replies import Checked
    from drafting.letters.reply_grounds import Judgement
    from drafting.letters.reply_timing import Limits
    from drafting.proofing.check import Check

_SHOWN = 5  # of the worst replies on a terminal; the workbook has all
_CHECKS = (
    "law-name-wrong",
    "regulation-name-wrong",
    "country-name-wrong",
    "article-beyond-last",
    "repealed-basis",
    "superseded-standard",
    "known-document-number",
    "cited-number-from-future",
)
"""The checks of the proofing room that say whether a cited rule exists and was in force on the day of the reply."""


@dataclass(frozen=True, slots=True)
class Replies:
    """A batch of letters, the verdict on the reply to each in input order, and the time limits that were applied."""

    batch: Batch
    checked: tuple[Checked, ...]
    rule: Limits

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The rows that are no letters, with the reason."""
        return self.batch.unread


def check_replies(
    files: Sequence[Path],
    *,
    columns: Mapping[str, str] | None = None,
    rule: str = "信访",
    told: str = "",
    done: str = "",
    progress: Progress | None = None,
) -> Replies:
    """Read letters with their replies from ``files`` and score every reply.

    ``columns`` names columns that are not recognised, of the letter or of the answer (``{"答复": "F", "答复时间": "G"}``);
    ``rule`` is 信访 or 12345, ``told`` and ``done`` are other terms in its place (``"5个工作日"``, ``"30日"``). Raises ``UserError``
    where a file cannot be read or has no column of replies, or a term is none.
    """
    from drafting.letters import replies
    from drafting.letters.reading import read_letters
    from drafting.letters.reply_timing import limits
    from drafting.letters.working_days import calendar

    chosen = limits(rule, told, done)
    days = calendar()
    batch = read_letters(files, columns)
    letters = batch.letters
    if not any(letter.reply for letter in letters):
        raise UserError(
            "没有读到一条答复：没有认出答复在哪一列，或者这一列都是空的",
            "、".join(path.name for path in files),
            "请用 --column 答复=列号 指明，例如 --column 答复=F，或把表头改为“答复意见”；答复时间、答复单位也可以这样指明",
        )
    move = counting(progress, len(letters))
    return Replies(batch, tuple(replies.check_replies(letters, chosen, days, judge, move)), chosen)


def judge(text: str, day: date | None) -> Judgement:
    """Return which of the laws and documents cited in ``text``, written on ``day``, are on record, which do not hold, and why.

    A name shaped as that of a national law which no law bears, and for which none can be proposed, is ``unknown``; a usual short form
    (《环保法》) is not.
    """
    from drafting.documents.model import Document, Paragraph, Role
    from drafting.letters.periods import day_text
    from drafting.letters.reply_grounds import Fault, Judgement, cited_rules, is_law_name
    from drafting.proofing.families.statutes import base, full_names
    from drafting.proofing.proofreading import proofread

    paragraphs = [Paragraph(line) for line in text.split("\n")]
    if day is not None:
        paragraphs.append(Paragraph(day_text(day), Role.DATE))
    document = Document(tuple(paragraphs))
    faults = []
    for finding in proofread(document, _checks()):
        span = finding.span
        cited = document.paragraphs[span.paragraph].text[span.start : span.end]
        faults.append(Fault(cited, finding.message if finding.message.endswith("。") else f"{finding.message}。"))
    wrong = "".join(fault.text for fault in faults)
    known, unknown = [], []
    for cited in cited_rules(text):
        name = cited.strip("《》")
        if name in wrong:
            continue
        if base(name) in full_names():
            known.append(cited)
        elif cited.startswith("《") and is_law_name(name) and not _is_short_form(base(name)):
            unknown.append(cited)
    return Judgement(tuple(known), tuple(faults), tuple(unknown))


@cache
def _is_short_form(name: str) -> bool:
    """Whether some law's name has the characters of ``name`` in this order, as 环境保护法 has those of 环保法."""
    from drafting.proofing.families.statutes import full_names

    def has_all(full: str) -> bool:
        rest = iter(full)
        return all(character in rest for character in name)

    return any(has_all(full) for full in full_names())


@cache
def _checks() -> tuple[Check, ...]:
    from drafting.proofing.proofreading import select

    return select(_CHECKS)


def replies_path(output: Path | None, files: Sequence[Path]) -> Path:
    """Return where the workbook goes (default: the first file's name + “-答复检查”). Raises ``UserError`` as ``result_path``."""
    from drafting.letters.results import REPLIES

    return result_path(output, files, REPLIES)


def write_replies(done: Replies, output: Path | None, files: Sequence[Path]) -> Path:
    """Write the workbook; return its path, which is that of ``replies_path``. Raises ``UserError``."""
    from drafting.letters.reply_workbook import write_checked

    target = replies_path(output, files)
    write_checked(target, done.batch, done.checked, done.rule)
    return target


def replies_summary(done: Replies) -> str:
    """Return what a clerk wants to know at once: how many are answered, how well, how many too late, and which are the worst."""
    from drafting.letters.replies import GOOD, LEVELS, WEIGHTS
    from drafting.letters.reply_parts import Kind
    from drafting.letters.reply_workbook import mean

    answered = [one for one in done.checked if one.kind is not Kind.NONE]
    lines = [
        f"读入来信 {len(done.checked)} 封{f'，未读入 {len(done.unread)} 行' if done.unread else ''}；"
        f"有答复 {len(answered)} 封，没有答复 {len(done.checked) - len(answered)} 封。"
    ]
    if not answered:
        return lines[0]
    kinds = Counter(one.kind for one in answered)
    lines += [f"  {kind.value}  {count} 封，占 {count / len(answered):.1%}" for kind, count in kinds.most_common()]
    for name, weight in WEIGHTS.items():
        levels = Counter(one.scores[name].level for one in answered)
        shown = "，".join(f"{level} {levels[level]} 封" for level in LEVELS if levels[level])
        average = mean([one.scores[name].points for one in answered])
        lines.append(f"{name}（占 {weight}%）：{shown}{f'；平均 {average} 分' if average is not None else ''}。")
    late = sum(one.timely.points is not None and one.timely.points < 100 for one in answered)
    lines.append(f"超期 {late} 封（{done.rule.name}：告知 {done.rule.told}，办结 {done.rule.done}）。")
    worst = sorted((one for one in answered if (one.total or 0) < GOOD), key=lambda one: one.total or 0)[:_SHOWN]
    if worst:
        lines.append("得分最低的：" + "，".join(f"{one.letter.id}（{one.total} 分，{one.kind.value}）" for one in worst) + "。")
    lines.append("逐封的分数和理由见工作簿，怎样评分见其中的“评分办法”。")
    return "\n".join(lines)
