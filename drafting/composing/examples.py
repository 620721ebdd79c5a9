"""A kind's example fields with a comment on each: what ``wenmi new`` gives a secretary to start from."""

from __future__ import annotations

from pathlib import Path

from drafting.composing.faults import Faults
from drafting.composing.schema import KIND_KEY, Field, FieldType, Kind
from drafting.composing.source import decode, read
from drafting.documents.errors import UserError

_INTRODUCTION = """\
# 这是一份样例，把冒号后面的内容改成自己的就行；改好后运行：wenmi draft 这个文件.yaml
# 写法：字段名后面用英文冒号“:”加一个空格；以 # 开头的行是说明，不进文稿；
# 不需要的字段，整项删掉或在行首加 #；要用的，去掉行首的“# ”。
# 几段文字：冒号后写 |，从下一行起每行缩进两格，一行一段；“一、”“（一）”“1.”“（1）”开头的自动成为各级标题。
# 暂时不知道的必要内容，不填就是：文稿里会标出【待补：字段名】。
"""


def example_fields(kind: Kind) -> str:
    """Return the text of a fields file for ``kind``: its example, each field preceded by what it takes.

    Optional fields that the example does not use follow as comments. Raises ``UserError`` where the kind has no readable example.
    """
    pieces = [f"{KIND_KEY}: {kind.name}\n", _INTRODUCTION]
    given = _pieces(kind.folder / "example.yaml")
    for one in kind.fields:
        pieces.append("\n" + _comment(one) + (given.get(one.name) or _unused(one)))
    return "".join(pieces)


def _unused(one: Field) -> str:
    """Return a field that the example does without, as comment lines that hold once their “# ” is taken away."""
    if not one.items:
        return f"# {one.name}: {one.example}".rstrip() + "\n"
    first, *others = [item for item in one.items if item.required] or one.items[:1]
    lines = [f"# {one.name}:", f"#   - {first.name}: {first.example}", *(f"#     {item.name}: {item.example}" for item in others)]
    return "".join(line.rstrip() + "\n" for line in lines)


def _comment(one: Field) -> str:
    said = f"# 【{'必填' if one.required else '选填'}】{one.type.chinese}"
    said += f"。{one.help.rstrip('。')}" if one.help else ""
    lines = [f"{said}。"]
    if one.type is FieldType.CHOICE:
        lines.append(f"#   选项：{'、'.join(one.choices)}。")
    for item in one.items:
        need = "必填" if item.required else "选填"
        lines.append(f"#   {item.name}（{need}，{item.type.chinese}）{'：' + item.help.rstrip('。') if item.help else ''}。")
    return "".join(line + "\n" for line in lines)


def example_text(path: Path) -> str:
    """Return the text of a kind's ``example.yaml``. Raises ``UserError`` where it cannot be read."""
    try:
        return decode(path.read_bytes(), str(path))
    except OSError as error:
        raise UserError("这个文种没有样例", str(path), "请在文种的文件夹里放一份 example.yaml") from error


def _pieces(path: Path) -> dict[str, str]:
    """Return the text of each field in the example file, as it stands there."""
    text = example_text(path)
    faults = Faults(str(path))
    entries = read(text, faults).entries
    faults.raise_any()
    lines = text.split("\n")
    starts = sorted(entries.lines.items(), key=lambda item: item[1])
    made: dict[str, str] = {}
    for (name, start), (_, end) in zip(starts, [*starts[1:], ("", len(lines) + 1)], strict=True):
        block = lines[start - 1 : end - 1]
        while block and (not block[-1].strip() or block[-1].startswith("#")):
            block.pop()
        made[name] = "\n".join(block) + "\n"
    return made
