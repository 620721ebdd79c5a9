"""Converting through LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from drafting.documents.errors import UserError

_TIMEOUT = 120  # seconds for one file; a 200-page document takes about 5
_EACH = 5  # seconds more for each file that is converted with others

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
    (made,) = _converted([source], suffix, timeout)
    if made is None:
        raise UserError("LibreOffice 不能转换这个文件", source.name, "请确认文件没有损坏、没有设置密码，或另存为 .docx 再试")
    return made


def convert_many(sources: Sequence[Path], suffix: str, *, together: int = 20) -> Iterator[bytes | None]:
    """Yield each of ``sources`` converted, None for one that LibreOffice cannot convert; ``together`` files share one start of it.

    The files are of one type. Raises ``UserError`` where LibreOffice is not installed.
    """
    for first in range(0, len(sources), together):
        chunk = sources[first : first + together]
        try:
            made = _converted(chunk, suffix, _TIMEOUT + _EACH * len(chunk))
        except UserError:
            if office() is None:
                raise
            made = [None] * len(chunk)
        for source, data in zip(chunk, made, strict=True):
            yield data if data is not None or len(chunk) == 1 else next(convert_many([source], suffix))


def _converted(sources: Sequence[Path], suffix: str, timeout: float) -> list[bytes | None]:
    program = office()
    kind = sources[0].suffix.lower()
    if program is None:
        raise UserError(
            f"读取或生成 .{suffix if suffix == 'pdf' else kind.lstrip('.')} 文件需要 LibreOffice，本机没有找到",
            sources[0].name,
            "请安装 LibreOffice，或者用 Word、WPS 另存为 .docx 再试",
        )
    with tempfile.TemporaryDirectory(prefix="wenmi-") as folder:
        # Copies under plain names: the user's files are never opened in place, and odd names cannot become options.
        copies = [Path(folder) / f"source{number}{kind}" for number in range(len(sources))]
        for source, copy in zip(sources, copies, strict=True):
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
            *(["--infilter=writer_pdf_import"] if kind == ".pdf" else []),
            "--convert-to",
            suffix,
            "--outdir",
            str(out),
            *map(str, copies),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=timeout, check=False)
        except subprocess.TimeoutExpired as error:
            remedy = "请用 Word、WPS 打开确认文件完好，另存为 .docx 再试"
            raise UserError(f"LibreOffice 转换超过 {timeout:.0f} 秒没有完成", sources[0].name, remedy) from error
        except OSError as error:
            raise UserError(f"LibreOffice 不能启动（{program}）", sources[0].name, "请重新安装 LibreOffice") from error
        made = [out / f"{copy.stem}.{suffix}" for copy in copies]
        return [path.read_bytes() if path.is_file() and path.stat().st_size else None for path in made]
