"""Converting through LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from drafting.documents.errors import UserError

_TIMEOUT = 120  # seconds for one file; a 200-page document takes about 5

# LibreOffice fetches linked pictures while it loads a file. A profile that blocks links and leads to a proxy that is not there keeps it
# off the network: reading a stranger's file must not tell anybody that it was read.
_OFFLINE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""

_USUAL_PLACES = {
    "win32": (r"C:\Program Files\LibreOffice\program\soffice.exe", r"C:\Program Files (x86)\LibreOffice\program\soffice.exe"),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}


def office() -> Path | None:
    """Return LibreOffice's program, or None where it is not installed. ``$WENMI_SOFFICE`` names another one."""
    chosen = os.environ.get("WENMI_SOFFICE")
    if chosen is not None:
        return Path(chosen) if Path(chosen).is_file() else None
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    for place in _USUAL_PLACES.get(sys.platform, ()):
        if Path(place).is_file():
            return Path(place)
    return None


def convert(source: Path, suffix: str, *, timeout: float = _TIMEOUT) -> bytes:
    """Return ``source`` converted to the format of ``suffix`` (``"docx"``, ``"pdf"`` …).

    Macros stay off and a profile of its own is used, so that an open LibreOffice is not in the way. Raises ``UserError`` where
    LibreOffice is not installed, cannot read the file, or takes longer than ``timeout`` seconds.
    """
    program = office()
    if program is None:
        raise UserError(
            f"读取或生成 .{suffix if suffix == 'pdf' else source.suffix.lstrip('.')} 文件需要 LibreOffice，本机没有找到",
            source.name,
            "请安装 LibreOffice，或者用 Word、WPS 另存为 .docx 再试",
        )
    with tempfile.TemporaryDirectory(prefix="wenmi-") as folder:
        # A copy under a plain name: the user's file is never opened in place, and odd names cannot become options.
        copy = Path(folder) / f"source{source.suffix.lower()}"
        shutil.copyfile(source, copy)
        out = Path(folder) / "out"
        settings = Path(folder) / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_OFFLINE, "utf-8")
        command = [
            str(program),
            "--headless",
            "--norestore",
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            *(["--infilter=writer_pdf_import"] if copy.suffix == ".pdf" else []),
            "--convert-to",
            suffix,
            "--outdir",
            str(out),
            str(copy),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=timeout, check=False)
        except subprocess.TimeoutExpired as error:
            remedy = "请用 Word、WPS 打开确认文件完好，另存为 .docx 再试"
            raise UserError(f"LibreOffice 转换超过 {timeout:.0f} 秒没有完成", source.name, remedy) from error
        except OSError as error:
            raise UserError(f"LibreOffice 不能启动（{program}）", source.name, "请重新安装 LibreOffice") from error
        made = out / f"source.{suffix}"
        if not made.is_file() or made.stat().st_size == 0:
            raise UserError("LibreOffice 不能转换这个文件", source.name, "请确认文件没有损坏、没有设置密码，或另存为 .docx 再试")
        return made.read_bytes()
