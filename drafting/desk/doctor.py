"""What is installed on this computer, what is missing, and what that costs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.documents.conversion import office
from drafting.documents.resources import home, resource


if TYPE_CHECKING:
    from drafting.documents.house import House


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was looked at: its name, whether it is there, and what that means for the user."""

    name: str
    there: bool
    means: str


def diagnose() -> list[Item]:
    """Look at the program's data, the user's folder, the unit profile in force, LibreOffice and the fonts that documents are set in."""
    unit, house = _unit()
    return [_program(), _own_data(), _home(), unit, _office(), *_fonts(house)]


def _program() -> Item:
    try:
        number = version("wenmi")
    except PackageNotFoundError:
        number = "源码目录"
    return Item("文秘", True, f"{number}，Python {sys.version.split()[0]}。")


def _own_data() -> Item:
    kinds = sum(1 for _ in resource("templates").glob("*/fields.yaml"))
    topics = sum(1 for _ in resource("corpus").glob("topics/*.txt"))
    return Item("自带数据", bool(kinds and topics), f"文种模板 {kinds} 个，来信一级分类 {topics} 个。")


def _home() -> Item:
    folder = home()
    there = folder
    while not there.exists():
        there = there.parent
    if _writable(there):
        return Item("个人数据目录", True, f"{folder}，可以写入。")
    return Item("个人数据目录", False, f"{folder} 不能写入：训练好的分类模型不能保存。可以用环境变量 WENMI_HOME 另指一个文件夹。")


def _writable(folder: Path) -> bool:
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _office() -> Item:
    program = office()
    if program is None:
        return Item("LibreOffice", False, "没有找到：不能读 .doc、.wps、.rtf、.odt、.pdf，也不能生成 PDF；.docx 和 .txt 不受影响。")
    return Item("LibreOffice", True, f"{program}，可以读 .doc、.wps 等文件，可以生成 PDF。")


def _unit() -> tuple[Item, House]:
    """Return what is to be said of the unit profile, and the house it makes: the standard's where there is none that can be used."""
    from drafting.desk.unit import UNIT_FILE, find_unit
    from drafting.documents.errors import ManyErrors, UserError
    from drafting.documents.house import STANDARD

    try:
        unit = find_unit()
    except UserError as error:
        more = f"共 {len(error.errors)} 处有错，第一处：" if isinstance(error, ManyErrors) and len(error.errors) > 1 else ""
        return Item("单位档案", False, f"写错了，拟稿、校对都会停下来。{more}{error if not more else error.errors[0]}"), STANDARD
    if unit is None:
        means = "没有，拟稿、校对都按标准；单位名称、代字每次要自己填。"
        return Item("单位档案", False, f"{means}用 wenmi unit new -o {home() / UNIT_FILE} 建一份就生效。"), STANDARD
    changes, deviations = len(unit.house.changes()), len(unit.house.deviations())
    fixed = f"（其中 {deviations} 处是标准规定的，每次都会提示）" if deviations else ""
    said = f"改了标准的 {changes} 处{fixed}，逐项见 wenmi unit" if changes else "版面与标准相同"
    return Item("单位档案", True, f"{unit.where}，正在使用，{said}。"), unit.house


_SET_IN = {"小标宋体": "红头、标题", "仿宋体": "正文", "楷体": "二级标题", "黑体": "一级标题、附件序号", "宋体": "页码"}


def _fonts(house: House) -> list[Item]:
    """Return an item for each typeface as ``house`` writes it; another font of the same typeface is said beside one that is missing."""
    from drafting.documents.standard import Font

    installed = installed_fonts()
    if installed is None:
        return [Item("公文字体", True, "本机无法列出字体；文件里写的是标准字体名，在装有这些字体的电脑上显示正确。")]
    items = []
    for font in Font:
        others = [name for name in font.names if name.casefold() in installed]
        items.append(_font(font.chinese, _SET_IN[font.chinese], house.name(font), others, installed))
    return [*items, _font("西文", "字母、数字", house.latin_font, [], installed)]


def _font(what: str, use: str, written: str, others: Sequence[str], installed: set[str]) -> Item:
    name = f"字体：{what}（{use}）"
    if written.casefold() in installed:
        return Item(name, True, f"{written}。")
    means = f"没有 {written}：文件里仍写这个字体名，但在本机上显示和打印时会换成别的字体，行末、页末可能与正式文件不同。"
    if others:
        return Item(name, False, f"{means}本机有同类的 {others[0]}，写进单位档案的“字体”就会用它。")
    return Item(name, False, f"{means}请向信息部门要这个字体装上。")


def installed_fonts() -> set[str] | None:
    """Return the installed font families, case folded; None where the system does not say."""
    if sys.platform == "win32":
        return _windows_fonts()
    program = shutil.which("fc-list")
    if program is None:
        return None
    listed = subprocess.run([program, ":", "family"], capture_output=True, check=False, timeout=30).stdout.decode("utf-8", "replace")
    return {family.strip().casefold() for line in listed.splitlines() for family in line.split(",")}


def _windows_fonts() -> set[str] | None:
    if sys.platform == "win32":
        import winreg

        names: set[str] = set()
        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                with winreg.OpenKey(root, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts") as key:
                    for index in range(winreg.QueryInfoKey(key)[1]):
                        shown = winreg.EnumValue(key, index)[0].split(" (")[0]
                        names.update(part.strip().casefold() for part in shown.split("&"))
            except OSError:
                continue
        return names or None
    return None
