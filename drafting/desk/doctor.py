"""What is installed on this computer, what is missing, and what that costs."""

from __future__ import annotations

import shutil
import subprocess
import sys
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
    """Look at the program's data, the user's folder, the settings in force, LibreOffice and the fonts that documents are set in."""
    unit, house = _unit()
    return [_program(), _own_data(), _home(), unit, _proofing(), _office(), *_fonts(house)]


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
        first, *others = error.errors if isinstance(error, ManyErrors) else (error,)
        more = f"共 {len(others) + 1} 处有错，第一处：" if others else ""
        return Item("单位档案", False, f"用不了，拟稿、校对都会停下来。{more}{first}"), STANDARD
    if unit is None:
        means = "没有，拟稿、校对都按标准；单位名称、代字每次要自己填。"
        return Item("单位档案", False, f"{means}用 wenmi unit new -o {home() / UNIT_FILE} 建一份就生效。"), STANDARD
    changes, deviations = len(unit.house.changes()), len(unit.house.deviations())
    fixed = f"（其中 {deviations} 处是标准规定的，每次都会提示）" if deviations else ""
    said = f"改了标准的 {changes} 处{fixed}，逐项见 wenmi unit" if changes else "版面与标准相同"
    return Item("单位档案", True, f"{unit.where}，正在使用，{said}。"), unit.house


def _proofing() -> Item:
    from drafting.desk.proof_control import PROFILE_FILE, find_profile, ledger_path
    from drafting.documents.errors import ManyErrors, UserError

    try:
        profile = find_profile()
    except UserError as error:
        first, *others = error.errors if isinstance(error, ManyErrors) else (error,)
        more = f"共 {len(others) + 1} 处有错，第一处：" if others else ""
        return Item("校对设置", False, f"用不了，校对会停下来。{more}{first}")
    left = f"；已忽略 {len(profile.ignored)} 处（{ledger_path()}）" if profile.ignored else ""
    if not profile.where:
        made = f"用 wenmi profile new -o {home() / PROFILE_FILE} 建一份就生效"
        return Item("校对设置", False, f"没有，全部检查按默认级别做，没有本单位的用语、名册和文件库。{made}{left}。")
    return Item("校对设置", True, f"{profile.where}，正在使用，内容见 wenmi profile check{left}。")


_SET_IN = {"小标宋体": "红头、标题", "仿宋体": "正文", "楷体": "二级标题", "黑体": "一级标题、附件序号", "宋体": "页码"}
_SAME = {
    "方正小标宋简体": "FZXiaoBiaoSong-B05S", "方正小标宋_GBK": "FZXiaoBiaoSong-B05", "华文中宋": "STZhongsong",
    "仿宋_GB2312": "FangSong_GB2312", "仿宋": "FangSong", "华文仿宋": "STFangsong",
    "楷体_GB2312": "KaiTi_GB2312", "楷体": "KaiTi", "华文楷体": "STKaiti",
    "黑体": "SimHei", "华文黑体": "STHeiti", "宋体": "SimSun", "新宋体": "NSimSun", "华文宋体": "STSong",
}  # fmt: skip
"""The name of the same font in a system that is not set to Chinese."""


def has_font(name: str, installed: set[str]) -> bool:
    """Tell whether a font is among those ``installed`` (case folded), under its Chinese name or its English one."""
    return name.casefold() in installed or _SAME.get(name, name).casefold() in installed


def _fonts(house: House) -> list[Item]:
    """Return an item for each typeface as ``house`` writes it, another font of that typeface said beside one that is missing."""
    from drafting.documents.standard import Font

    installed = installed_fonts()
    if installed is None:
        return [Item("公文字体", True, "本机无法列出字体；文件里写的是标准字体名，在装有这些字体的电脑上显示正确。")]
    wanted = [(font.chinese, _SET_IN[font.chinese], house.name(font), font.names) for font in Font]
    items = []
    for what, use, written, names in (*wanted, ("西文", "字母和数字", house.latin_font, ())):
        there = has_font(written, installed)
        other = next((name for name in names if has_font(name, installed)), "")
        beside = f"；有同类的 {other}，写进单位档案的“字体”就用它" if other else ""
        items.append(Item(f"字体：{what}", there, f"{written}（{use}）。" if there else f"没有 {written}（{use}）{beside}。"))
    if not all(item.there for item in items):
        means = (
            "不齐，不影响生成：文件里照写字体名，拿到有这些字体的电脑上就是对的；在本机显示、打印、转 PDF 时换成别的字体，换行可能有出入。"
        )
        items.append(Item("公文字体", False, means))
    return items


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
