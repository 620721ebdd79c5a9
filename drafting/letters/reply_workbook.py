"""Checked replies as a workbook: the scores with their reasons, what has no reply, the whole, and how it was scored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drafting.documents.sheet_writing import Column, add_sheet, too_long, workbook
from drafting.letters.batch import Batch
from drafting.letters.masking import mask, mask_name
from drafting.letters.replies import FORMULA, LEVELS, WEIGHTS, Checked
from drafting.letters.reply_parts import Kind
from drafting.letters.reply_timing import Limits
from drafting.letters.workbook import CUT, add_unread

_PRINTED = 10  # columns: what a clerk takes along on paper
_LINES = 9  # of a row: the reasons are what is read


def write_checked(path: Path, batch: Batch, checked: Sequence[Checked], rule: Limits) -> None:
    """Write sheets 答复评分, 没有答复, 汇总, 评分办法 and 未读入 to ``path``, whole or not at all; personal data is masked."""
    answered = [one for one in checked if one.kind is not Kind.NONE]
    waiting = [one for one in checked if one.kind is Kind.NONE]
    with workbook(path) as book:
        add_sheet(book, "答复评分", _COLUMNS, (_row(one) for one in answered), len(answered), _PRINTED, _LINES)
        add_sheet(book, "没有答复", _WAITING, (_waiting_row(one) for one in waiting), len(waiting))
        rows = _summary(checked)
        add_sheet(book, "汇总", _SUMMARY, rows, len(rows))
        lines = [["评分办法", line] for line in FORMULA.split("\n")]
        lines.append(["时限", f"{rule.name}：告知 {rule.told}，办结 {rule.done}；依据：{rule.basis}。从来信次日起算。"])
        add_sheet(book, "评分办法", (("项目", 12, "text"), ("说明", 120, "long")), lines, len(lines))
        add_unread(book, batch.unread)


_COLUMNS: tuple[Column, ...] = (
    ("编号", 12, "text"),
    ("标题", 30, "long"),
    ("答复类型", 14, "text"),
    ("总分", 8, "number"),
    *((name, 8, "number") for name in WEIGHTS),
    ("扣分理由和说明", 70, "long"),
    ("建议", 24, "text"),
    ("请核对", 30, "text"),
    ("来信时间", 18, "date"),
    ("答复时间", 18, "date"),
    ("用时（日）", 8, "number"),
    ("用时（工作日）", 8, "number"),
    ("答复单位", 18, "text"),
    ("用户", 12, "text"),
    ("来信", 60, "long"),
    ("答复", 60, "long"),
    ("备注", 24, "text"),
    ("出处", 30, "text"),
)

_WAITING: tuple[Column, ...] = (
    ("编号", 12, "text"),
    ("标题", 40, "long"),
    ("来信时间", 18, "date"),
    ("期限", 40, "text"),
    ("用户", 12, "text"),
    ("来信", 80, "long"),
    ("备注", 24, "text"),
    ("出处", 30, "text"),
)

_SUMMARY: tuple[Column, ...] = (
    ("项目", 16, "text"),
    ("内容", 34, "text"),
    ("件数", 10, "number"),
    ("占比", 10, "share"),
    ("平均分", 10, "number"),
)


def _row(one: Checked) -> list[Any]:
    reply = one.letter.reply
    asked, answer = mask(one.letter.text, one.letter.user), mask(reply.text, one.letter.user) if reply else ""
    return [
        one.letter.id,
        mask(one.letter.title, one.letter.user),
        one.kind.value,
        one.total,
        *(score.points for score in one.scores.values()),
        "\n".join(f"{name}：{''.join(score.reasons)}" for name, score in one.scores.items()),
        one.advice,
        "\n".join(one.notes),
        one.letter.time,
        reply.time if reply else None,
        one.days,
        one.working_days,
        _office(one),
        mask_name(one.letter.user),
        asked,
        answer,
        _notes(one, asked, answer),
        str(one.letter.source),
    ]


def _office(one: Checked) -> str:
    return one.letter.reply.office if one.letter.reply else ""


def _waiting_row(one: Checked) -> list[Any]:
    letter = one.letter
    asked = mask(letter.text, letter.user)
    return [
        letter.id,
        mask(letter.title, letter.user),
        letter.time,
        "".join(one.timely.reasons),
        mask_name(letter.user),
        asked,
        _notes(one, asked),
        str(letter.source),
    ]


def _notes(one: Checked, *texts: str) -> str:
    """Return what there is to say of a row as it was read, and whether one of its ``texts`` is cut off."""
    return "；".join((*one.letter.notes, *([CUT] if any(map(too_long, texts)) else [])))


def _summary(checked: Sequence[Checked]) -> list[list[Any]]:
    answered = [one for one in checked if one.kind is not Kind.NONE]
    whole, count = max(len(checked), 1), max(len(answered), 1)
    rows: list[list[Any]] = [
        ["来信", "合计", len(checked), 1.0 if checked else 0.0, None],
        ["来信", "有答复", len(answered), len(answered) / whole, mean([one.total for one in answered])],
        ["来信", "没有答复", len(checked) - len(answered), 1 - len(answered) / whole if checked else 0.0, None],
    ]
    kinds = Counter(one.kind for one in answered)
    for kind, times in kinds.most_common():
        rows.append(["答复类型", kind.value, times, times / count, mean([one.total for one in answered if one.kind is kind])])
    for name in WEIGHTS:
        levels = Counter(one.scores[name].level for one in answered)
        for level in LEVELS:
            rows.append([name, level, levels[level], levels[level] / count, None])
        rows.append([name, "平均", None, None, mean([one.scores[name].points for one in answered])])
    units: dict[str, list[Checked]] = defaultdict(list)
    for one in answered:
        units[_office(one)].append(one)
    if set(units) != {""}:
        for unit, ones in sorted(units.items(), key=lambda item: (-len(item[1]), item[0])):
            rows.append(["答复单位", unit or "（没有写明）", len(ones), len(ones) / count, mean([one.total for one in ones])])
    return rows


def mean(points: Sequence[int | None]) -> float | None:
    """Return the mean of the points that there are, to one decimal; None where there is none."""
    given = [point for point in points if point is not None]
    return round(sum(given) / len(given), 1) if given else None
