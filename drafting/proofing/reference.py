"""The checks described: the page ``docs/checks.md`` and what ``wenmi checks CODE`` prints, both from the checks themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from drafting.documents.errors import UserError
from drafting.documents.expressions import expression
from drafting.proofing.check import FAMILIES, Check
from drafting.proofing.checks import CHECKS
from drafting.proofing.examples import ROLES, SETTINGS

_HEAD = """# 检查一览

本页由程序生成，共 {count} 项检查。每项的例子都是测试：“错”例恰好报一处，改后不报，“不报”例一处不报。

级别：**必须改**（规定、应当，或者明显错误）、**建议改**（一般、推荐）、**请核对**（惯例，或者没有把握）。
`wenmi check 文件 --only 代码或类别`、`--skip 代码或类别` 选择要做的检查；`wenmi checks 代码` 显示一项的说明。
"""
_MARKER = expression(rf"^(?:{'|'.join(ROLES)})(?:\[[^\]]*\])?\|\s?|^(?:页面|留痕)\|\s?", re.MULTILINE)
_SETTING = expression(rf"^({'|'.join(sorted(SETTINGS, reverse=True))})\|\s?(.*)$", re.MULTILINE)


def checks_markdown(checks: Sequence[Check] = CHECKS) -> str:
    """Return the page of all ``checks`` in Markdown, a table of contents by family first."""
    parts = [_HEAD.format(count=len(checks))]
    for family, name in FAMILIES.items():
        members = [check for check in checks if check.family == family]
        if not members:
            continue
        parts.append(f"\n## {name}（`{family}`）\n")
        parts.append("| 代码 | 检查 | 级别 | 依据 |\n|---|---|---|---|")
        parts += [f"| [`{c.code}`](#{c.code}) | {_cell(c.title)} | {c.level.chinese} | {_cell(str(c.basis))} |" for c in members]
        for check in members:
            parts.append(f"\n### {check.code}\n\n**{check.title}**（{check.level.chinese}）。{check.why}\n\n依据：{check.basis}\n")
            parts += [f"- 错：{_inline(e.bad)}\n- 对：{_inline(e.good)}" for e in check.examples]
            parts += [f"- 不报：{_inline(text)}" for text in check.passes]
    return "\n".join(parts) + "\n"


def explain(code: str, checks: Sequence[Check] = CHECKS) -> str:
    """Return what there is to know of the check ``code``, as plain text. Raises ``UserError`` for a code that does not exist."""
    check = _named(code, checks)
    lines = [
        f"{check.code}  {check.title}",
        f"类别：{FAMILIES[check.family]}（{check.family}）    级别：{check.level.chinese}",
        f"依据：{check.basis}",
        "",
        check.why,
    ]
    for example in check.examples:
        lines += ["", *_block("错", example.bad), *_block("对", example.good)]
    lines += ["", *(line for text in check.passes for line in _block("不报", text))]
    return "\n".join(lines)


def as_json(code: str | None = None, checks: Sequence[Check] = CHECKS) -> list[dict[str, object]]:
    """Return the checks, or the one called ``code``, as plain values. Raises ``UserError`` for a code that does not exist."""
    return [
        {
            "code": check.code,
            "family": check.family,
            "level": check.level.value,
            "title": check.title,
            "why": check.why,
            "source": check.basis.source,
            "clause": check.basis.clause,
            "strength": check.basis.strength.value,
            "examples": [{"bad": _readable(example.bad), "good": _readable(example.good)} for example in check.examples],
            "passes": [_readable(text) for text in check.passes],
        }
        for check in (checks if code is None else (_named(code, checks),))
    ]


def _named(code: str, checks: Sequence[Check]) -> Check:
    check = next((c for c in checks if c.code == code), None)
    if check is None:
        near = get_close_matches(code, [c.code for c in checks], n=3, cutoff=0.5)
        asked = f"您要的是不是：{'、'.join(near)}？" if near else ""
        raise UserError("没有这样的检查", code, f"{asked}全部检查见 wenmi checks")
    return check


def listing(checks: Sequence[Check] = CHECKS) -> str:
    """Return one line a check, by family, as ``wenmi checks`` prints them."""
    lines = []
    for family, name in FAMILIES.items():
        members = [check for check in checks if check.family == family]
        if members:
            lines.append(f"{name}（{family}）")
            lines += [f"  {check.level.chinese}  {check.code}  {check.title}" for check in members]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _readable(text: str) -> str:
    """Return an example without what only the reader of examples needs, invisible characters by name."""
    return _MARKER.sub("", _SETTING.sub(r"（\1：\2）", text)).replace("\u200b", "（零宽空格）")


def _inline(text: str) -> str:
    shown = [_cell(line).replace("<", "&lt;").replace("*", "\\*") for line in _readable(text).split("\n") if line]
    return "　/　".join(shown) or "（删去）"


def _block(label: str, text: str) -> list[str]:
    first, *rest = _readable(text).split("\n") or [""]
    return [f"  {label}　{first or '（删去）'}", *(f"  　　{line}" for line in rest)]
