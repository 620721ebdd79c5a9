"""--fix: what is sure and mechanical is put right in a copy of the file, and every change is told, before → after."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from drafting.desk.proof_files import FIXED, output_paths
from drafting.documents.errors import UserError
from drafting.documents.files import write_bytes

if TYPE_CHECKING:
    from drafting.desk.proofreading import Checked
    from drafting.documents.model import Finding

_TEXT = (".txt", ".text", ".md", ".markdown")
_SHOWN = 20  # characters of what was there or came that are shown
_BESIDE = 6  # characters shown on each side of a change


class Mended(NamedTuple):
    """A corrected copy: where it is, and what was changed, a line each; ``remaining`` findings are left to a person."""

    file: str
    output: Path
    changes: tuple[str, ...]
    remaining: int

    @property
    def text(self) -> str:
        """What a terminal shows of it."""
        if not self.changes:
            return f"{self.file}：没有可以自动改的问题，原样写到 {self.output}；还有{self.remaining}处请自己看。"
        lines = [f"{self.file}：已自动改正{len(self.changes)}处，写到 {self.output}", *(f"  {line}" for line in self.changes)]
        return "\n".join([*lines, f"  还有{self.remaining}处不能自动改，请自己看。" if self.remaining else "  没有别的问题了。"])


def fix_all(checked: Sequence[Checked], output: str) -> list[Mended]:
    """Write a corrected copy of each file: to ``output``, or into that folder (it exists or ends in a slash) as 原名-修正.

    Only findings of checks that are ``sure`` are carried out. A Word file stays a Word file with all it holds, a text file keeps its
    encoding; a .doc, .wps, .rtf or .odt becomes .docx. Raises ``UserError`` for a .pdf, for a wrong ending, where there are several files
    and ``output`` is no folder, or an input would be overwritten; then nothing is written.
    """
    suffixes = [_suffix(one) for one in checked]
    paths = output_paths([one.file for one in checked], output, FIXED, "--fix", suffixes)
    for one, path, suffix in zip(checked, paths, suffixes, strict=True):
        if path.suffix.lower() != suffix:
            raise UserError(f"“{PurePath(one.file).name}”改正后是 {suffix} 文件", str(path), f"请把输出文件名改成 {suffix} 结尾")
    return [_mended(one, path) for one, path in zip(checked, paths, strict=True)]


def _suffix(checked: Checked) -> str:
    """Return the ending of what a file is when it is mended."""
    if checked.package is not None:
        return ".docx"
    own = PurePath(checked.file).suffix.lower()
    if own == ".pdf":
        raise UserError("PDF 文件不能直接改正", checked.file, "请改正它的 Word 原稿；问题可以用 --html 或 --docx-report 列出")
    return own if own in _TEXT else ".txt"


def _mended(checked: Checked, path: Path) -> Mended:
    from drafting.documents.fixing import fix_docx, fix_text
    from drafting.proofing.checks import CHECKS
    from drafting.proofing.reports.places import places

    sure = {check.code for check in CHECKS if check.sure}
    wanted = [finding for finding in checked.findings if finding.code in sure]
    made = (
        fix_docx(checked.package, checked.document, wanted)
        if checked.package is not None
        else fix_text(checked.content, checked.document, wanted)
    )
    write_bytes(path, made.data)
    where = places(checked.document)
    changes = tuple(f"{where[finding.span.paragraph]}：{_told(checked, finding)}" for finding in made.applied)
    return Mended(checked.file, path, changes, len(checked.findings) - len(made.applied))


def _told(checked: Checked, finding: Finding) -> str:
    """Return the change with what stands beside it: …抓好【布署】工作 → 【部署】."""
    text, span = checked.document.paragraphs[finding.span.paragraph].text, finding.span
    before = text[max(0, span.start - _BESIDE) : span.start]
    after = text[span.end : span.end + _BESIDE]
    right = finding.suggestion or ""
    shown = f"{before}【{_short(text[span.start : span.end])}】{after}".replace("\n", "↵").replace("\t", "→")
    return f"{shown} → {f'【{_short(right)}】' if right else '删去'}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
