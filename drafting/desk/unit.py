"""单位档案: finding the office's profile, starting one, and saying what of it is in force."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.files import write_text
from drafting.documents.resources import home

if TYPE_CHECKING:
    from drafting.composing.schema import Kind
    from drafting.composing.unit import Unit
    from drafting.documents.house import House

UNIT_FILE = "unit.yaml"
CHANGED = "单位档案改动了标准规定的值"


def unit_path(named: Path | None = None) -> Path | None:
    """Return the file of the profile: ``named``, else ``$WENMI_UNIT`` (empty: none at all), else ``unit.yaml`` in the user's folder.

    None where there is no profile; a file that somebody named is returned whether it exists or not.
    """
    if named is not None:
        return named
    chosen = os.environ.get("WENMI_UNIT")
    if chosen is not None:
        return Path(chosen).expanduser() if chosen.strip() else None
    usual = home() / UNIT_FILE
    return usual if usual.is_file() else None


def find_unit(named: Path | None = None, kinds: Iterable[Kind] = ()) -> Unit | None:
    """Return the profile in force (see ``unit_path``), None where there is none; with ``kinds`` the kinds it names are looked up there.

    Raises ``ManyErrors`` with every fault of the file, ``UserError`` where it cannot be read.
    """
    path = unit_path(named)
    if path is None:
        return None
    from drafting.composing.unit_reading import read_unit

    try:
        data = path.read_bytes()
    except FileNotFoundError:
        remedy = "请检查 --unit 或环境变量 WENMI_UNIT 写的位置；用 wenmi unit new -o unit.yaml 可以得到一份样例"
        raise UserError("找不到这份单位档案", str(path), remedy) from None
    except OSError as error:
        raise UserError("读不了这份单位档案", str(path), "请确认它是一个文件，有读取权限") from error
    return read_unit(data, str(path), kinds)


def find_house(named: Path | None = None) -> House:
    """Return how the office sets its documents: as its profile says, as the standard does where there is none. Raises as ``find_unit``."""
    from drafting.documents.house import STANDARD

    unit = find_unit(named)
    return unit.house if unit else STANDARD


def new_unit(output: Path | None = None) -> str:
    """Return a commented profile to start from; write it to ``output`` too if given. A file that exists is not overwritten."""
    from drafting.composing.unit_reading import example_unit

    text = example_unit()
    if output is not None:
        if output.exists():
            raise UserError("文件已经存在，没有覆盖", str(output), "请换一个文件名，或者先把旧文件移走")
        write_text(output, text)
    return text


def unit_text(named: Path | None = None, templates: Sequence[Path] = ()) -> str:
    """Return what the profile in force says and changes, for a terminal.

    Raises ``ManyErrors`` with every fault of the file, names of kinds that there are none of included.
    """
    from drafting.composing import kinds
    from drafting.desk.drafting import template_folders

    unit = find_unit(named, kinds(template_folders(templates)))
    if unit is None:
        return (
            f"没有单位档案，拟稿、校对都按标准。\n用 wenmi unit new -o {home() / UNIT_FILE} 建一份，改成自己单位的就生效；"
            "也可以放在别处，用 --unit 或环境变量 WENMI_UNIT 指明。"
        )
    lines = [f"单位档案：{unit.where}"]
    lines += [f"  {key}：{text}" for key, text in unit.texts.items()]
    for name, by_kind in (("机关代字", unit.codes), ("发文机关标志", unit.marks)):
        lines += [
            f"  {name}{f'（{key}）' if len(by_kind.texts) > 1 or key != '其他' else ''}：{text}" for key, text in by_kind.texts.items()
        ]
    if unit.copies_to:
        lines.append(f"  常用抄送机关：{'，'.join(unit.copies_to)}")
    changed = unit.house.changes()
    lines.append("与标准不同的版面：" if changed else "版面与标准相同。")
    lines += [f"  {change}" for change in changed]
    return "\n".join([*lines, *deviation_notes(unit.house), *_missing_fonts(unit.house)])


def unit_notes(named: Path | None = None) -> tuple[str, ...]:
    """Return what must be said of the profile in force wherever a document is made or checked with it. Raises as ``find_unit``."""
    return deviation_notes(find_house(named))


def deviation_notes(house: House) -> tuple[str, ...]:
    """Return the sentence on what the profile changes of the values that the standard fixes; none where it changes none."""
    told = [f"{one.name}{one.value}（{one.basis.source} {one.basis.clause} 规定{one.standard}）" for one in house.deviations()]
    return (f"{CHANGED}：{'；'.join(told)}。",) if told else ()


def _missing_fonts(house: House) -> list[str]:
    """Return a sentence on the fonts that the profile names and this computer does not have."""
    from drafting.desk.doctor import has_font, installed_fonts
    from drafting.documents.standard import LATIN_FONT

    installed = installed_fonts()
    own = [house.latin_font] if house.latin_font != LATIN_FONT.value else []
    names = list(dict.fromkeys([*(name for _, name in house.fonts), *own]))
    missing = [name for name in names if installed is not None and not has_font(name, installed)]
    return [f"本机没有这些字体，显示和打印时会换成别的：{'、'.join(missing)}。"] if missing else []
