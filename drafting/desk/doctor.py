"""What is installed on this computer, what is missing, and what that costs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from drafting.documents.conversion import office
from drafting.documents.resources import home, resource


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was looked at: its name, whether it is there, and what that means for the user."""

    name: str
    there: bool
    means: str


def diagnose() -> list[Item]:
    """Look at the program's data, the user's folder, LibreOffice and the fonts of the standard."""
    return [_program(), _own_data(), _home(), _office(), *_fonts()]


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


def _fonts() -> list[Item]:
    from drafting.documents.standard import Font

    installed = _installed_fonts()
    if installed is None:
        return [Item("公文字体", True, "本机无法列出字体；文件里写的是标准字体名，在装有这些字体的电脑上显示正确。")]
    items = []
    for font in Font:
        found = next((name for name in font.names if name.casefold() in installed), None)
        if found:
            items.append(Item(f"字体：{font.chinese}", True, f"{found}。"))
        else:
            means = f"没有 {font.written}：文件里仍写这个字体名，但在本机上显示和打印时会换成别的字体。"
            items.append(Item(f"字体：{font.chinese}", False, means))
    return items


def _installed_fonts() -> set[str] | None:
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
