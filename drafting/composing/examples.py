"""A kind's example fields with a comment on each: what ``wenmi new`` gives a secretary to start from."""

from __future__ import annotations

from pathlib import Path

from drafting.composing.schema import KIND_KEY, Field, FieldType, Kind, Part
from drafting.documents.errors import UserError
from drafting.documents.faults import Faults
from drafting.documents.model import Format
from drafting.documents.yaml_reading import decode, read

_INTRODUCTION = """\
# 这是一份样例。把冒号后面的内容换成自己的，改好后运行：wenmi draft 这个文件.yaml
# · 字段名（冒号前面的字）不要改；冒号用英文的“:”，后面空一格。
# · 以“#”开头的行是说明，不进文稿。标★的字段必须填写；别的用不上就整项删掉，或者在行首加“# ”。
# · “没有用到的字段”要用的，只去掉那一行（几行）行首的“# ”。
# · 几段文字：冒号后写“|”，从下一行起每行前面空两格，一行一段；“一、”“（一）”“1.”“（1）”开头的自动成为各级标题。
# · 几项内容：一项一行，每行以“- ”开头。
# · 一时不知道的内容不填就是，文稿里会标出【待补：字段名】。
"""
REQUIRED = "★"
UNUSED = "# ---- 没有用到的字段，要用的去掉行首的“# ” ----\n"
_HEAD = {Part.COPY_NUMBER, Part.SECRECY, Part.URGENCY, Part.ISSUER, Part.ISSUER_MARK, Part.DOCUMENT_NUMBER, Part.SIGNER}
_FOOT = {
    Part.ATTACHMENTS, Part.ISSUED, Part.SEALING, Part.NAME_STAMP, Part.SIGNATURE, Part.DATE, Part.CONTACT, Part.TELEPHONE, Part.ANNOTATION,
    Part.PRESENT, Part.EXCUSED, Part.ATTENDING,
}  # fmt: skip
_RECORD = {Part.COPIES_TO, Part.PRINTER, Part.PRINT_DATE, Part.DISTRIBUTION}


def example_fields(kind: Kind) -> str:
    """Return the text of a fields file for ``kind``: its example by the parts of the page, each field with what it takes.

    Optional fields that the example does not use close each part as comments. Raises ``UserError`` where the kind has no readable example.
    """
    pieces = [f"{KIND_KEY}: {kind.name}\n", _INTRODUCTION]
    given = _pieces(kind.folder / "example.yaml")
    for heading, fields in _parts(kind):
        pieces.append(f"\n# ======== {heading} ========\n")
        used = [one for one in fields if one.name in given]
        unused = [one for one in fields if one.name not in given]
        pieces += ["\n" + _comment(one) + given[one.name] for one in used]
        pieces += ["\n" + UNUSED] if unused else []
        pieces += [_comment(one, f"{one.name}：") + _unused(one) for one in unused]
    return "".join(pieces)


def _parts(kind: Kind) -> list[tuple[str, list[Field]]]:
    """Return the fields by the parts of the page that they stand in, each part with its heading."""
    minutes = kind.format is Format.MINUTES
    made: dict[str, list[Field]] = {}
    for one in kind.fields:
        if one.part in _HEAD or (minutes and one.part in (Part.SIGNATURE, Part.DATE)):
            heading = "标题和正文" if kind.format is Format.PLAIN else "版头"
        elif one.part in _FOOT:
            heading = "出席和附件" if minutes else "附件和落款"
        else:
            heading = "版记" if one.part in _RECORD else "标题和正文"
        made.setdefault(heading, []).append(one)
    order = ("版头", "标题和正文", "出席和附件", "附件和落款", "版记")
    return [(heading, made[heading]) for heading in order if heading in made]


def _unused(one: Field) -> str:
    """Return a field that the example does without, as comment lines that hold once their “# ” is taken away."""
    if not one.items:
        return f"# {one.name}: {one.example}".rstrip() + "\n"
    first, *others = [item for item in one.items if item.required] or one.items[:1]
    lines = [f"# {one.name}:", f"#   - {first.name}: {first.example}", *(f"#     {item.name}: {item.example}" for item in others)]
    return "".join(line.rstrip() + "\n" for line in lines)


def _comment(one: Field, name: str = "") -> str:
    """Return what is said above a field; ``name`` goes before it where the field itself is but a comment."""
    about = one.help.rstrip("。")
    if one.type is FieldType.CHOICE:
        about = f"{about}{'；' if about else ''}只能从这几项里选：{'、'.join(one.choices)}"
    said = (REQUIRED if one.required else "") + name + about
    lines = [f"# {'◇' if name else ''}{said.rstrip('：')}。"] if said else []
    for item in one.items:
        inside = "；".join([item.help.rstrip("。")] * bool(item.help) + [f"从这几项里选：{'、'.join(item.choices)}"] * bool(item.choices))
        lines.append(f"#   · {item.name}{REQUIRED if item.required else ''}{'：' + inside if inside else ''}。")
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
