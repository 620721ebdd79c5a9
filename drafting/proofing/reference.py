"""The checks described: the page ``docs/checks.md`` and what ``wenmi checks CODE`` prints, both from the checks themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from drafting.documents.errors import UserError
from drafting.documents.model import Level
from drafting.proofing.check import FAMILIES, Check
from drafting.proofing.checks import CHECKS
from drafting.proofing.example_text import brief, readable

_HEAD = """# 检查一览

共 {count} 项检查，按类别排列。每一项写着查什么、为什么、依据哪一条，并有正误例；这些例子都是测试：“错”例恰好报一处（⟦⟧ 之间），照“对”例
改后不报，“不报”例一处不报。一项有许多例子的，这里各列 {shown} 个，全部见 `wenmi checks 代码`。

- **必须改**：规定、应当如此，或者明显错误；**建议改**：一般、推荐如此；**请核对**：惯例，或者需要人来判断。
- 标“可直接改”的是不用人判断的小错，`wenmi check 文稿 --fix 修正稿` 直接改好。
- `--only 代码或类别`、`--skip 代码或类别` 选择要做的检查；在校对设置里可以改级别，或者写“不查”。
"""
_SHOWN = 3  # examples of a check on the page, and look-alikes
_HEADING = "| 代码 | 检查 | 级别 | 依据 |\n|---|---|---|---|"


def checks_markdown(checks: Sequence[Check] = CHECKS) -> str:
    """Return the page of all ``checks`` in Markdown: how many there are of each family, then family by family."""
    families = {family: [check for check in checks if check.family == family] for family in FAMILIES}
    parts = [_HEAD.format(count=len(checks), shown=_SHOWN), *_contents(families)]
    for family, members in families.items():
        if not members:
            continue
        parts.append(f'\n<a id="family-{family}"></a>\n\n## {FAMILIES[family]}（`{family}`，{len(members)} 项）\n\n{_HEADING}')
        parts += [f"| [`{c.code}`](#{c.code}) | {_cell(c.title)} | {c.level.chinese} | {_cell(str(c.basis))} |" for c in members]
        for check in members:
            parts += _described(check)
    return "\n".join(parts) + "\n"


def _contents(families: Mapping[str, Sequence[Check]]) -> Iterator[str]:
    """Yield the table that counts the checks of each family by level."""
    yield "| 类别 | 项数 | " + " | ".join(level.chinese for level in Level) + " | 可直接改 |\n|---|---|" + "---|" * len(Level) + "---|"
    every = [check for members in families.values() for check in members]
    for name, members in [
        *((f"[{FAMILIES[family]}](#family-{family})", found) for family, found in families.items() if found),
        ("合计", every),
    ]:
        counts = [sum(1 for check in members if check.level is level) for level in Level]
        yield f"| {name} | {len(members)} | " + " | ".join(map(str, counts)) + f" | {sum(1 for check in members if check.sure)} |"


def _described(check: Check) -> Iterator[str]:
    """Yield what the page says of one check."""
    level = f"{check.level.chinese}，可直接改" if check.sure else check.level.chinese
    yield f'\n<a id="{check.code}"></a>\n\n### {_escaped(check.title)}\n\n`{check.code}`，{level}。{_escaped(check.why)}'
    yield f"\n依据：{check.basis}\n"
    for example in check.examples[:_SHOWN]:
        yield f"- 错：{_inline(example.bad)}\n- 对：{_inline(example.good)}"
    yield from (f"- 不报：{_inline(text)}" for text in check.passes[:_SHOWN])


def explain(code: str, checks: Sequence[Check] = CHECKS) -> str:
    """Return what there is to know of the check ``code``, as plain text. Raises ``UserError`` for a code that does not exist."""
    check = _named(code, checks)
    sure = "，--fix 可以直接改" if check.sure else ""
    lines = [
        f"{check.code}  {check.title}",
        f"类别：{FAMILIES[check.family]}（{check.family}）    级别：{check.level.chinese}{sure}",
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
            "examples": [{"bad": readable(example.bad), "good": readable(example.good)} for example in check.examples],
            "passes": [readable(text) for text in check.passes],
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


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("*", "\\*")


def _inline(text: str) -> str:
    shown = [_escaped(_cell(line)) for line in brief(text) if line]
    return "　/　".join(shown) or "（删去）"


def _block(label: str, text: str) -> list[str]:
    first, *rest = brief(text)
    return [f"  {label}　{first or '（删去）'}", *(f"  　　{line}" for line in rest)]
