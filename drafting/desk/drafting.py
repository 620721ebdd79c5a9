"""拟稿: which kinds there are, an example to fill in, and the document made from it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.files import refuse_overwriting, write_bytes, write_text

if TYPE_CHECKING:
    from drafting.composing import Heading


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of drafting: the files written, and the facts that are still missing, by name, in the order of the text.

    ``filled`` is what the unit profile supplied, (field, value); ``deviations`` the sentences on what it changes of the standard.
    """

    kind: str
    files: tuple[Path, ...]
    missing: tuple[str, ...]
    filled: tuple[tuple[str, str], ...] = ()
    deviations: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What the writer must still do, a sentence; ``""`` if nothing."""
        return f"文稿里还有 {len(self.missing)} 处待补，已用【待补：……】标出：{'、'.join(self.missing)}。" if self.missing else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """Everything the writer should know, a sentence each: what is missing, what the unit profile filled in and changed."""
        filled = "、".join(f"{name}（{value}）" for name, value in self.filled)
        return (*filter(None, [self.note, f"按单位档案补上了：{filled}。" if filled else ""]), *self.deviations)


def template_folders(named: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the user's own template folders: those ``named``, then those of ``$WENMI_TEMPLATES``."""
    return (*named, *(Path(part) for part in os.environ.get("WENMI_TEMPLATES", "").split(os.pathsep) if part))


def kinds(templates: Sequence[Path] = ()) -> tuple[Heading, ...]:
    """Return the kinds of document, the user's own (folders ``templates``) first."""
    from drafting import composing

    return composing.headings(template_folders(templates))


def new_fields(kind: str, output: Path | None = None, templates: Sequence[Path] = ()) -> str:
    """Return the commented example fields of ``kind`` (id or Chinese name); write them to ``output`` too if given.

    An ``output`` that exists is not overwritten: it may hold an hour of somebody's work.
    """
    from drafting import composing

    text = composing.example_fields(composing.find_kind(kind, template_folders(templates)))
    if output is not None:
        if output.exists():
            raise UserError("文件已经存在，没有覆盖", str(output), "请换一个文件名，或者先把旧文件移走")
        write_text(output, text)
    return text


def draft(
    fields: Path,
    output: Path | None = None,
    *,
    kind: str | None = None,
    pdf: bool = False,
    templates: Sequence[Path] = (),
    data: bytes | None = None,
    unit: Path | None = None,
    preview: Path | None = None,
) -> Drafted:
    """Draft the document that the file ``fields`` describes (or ``data``, its content read from elsewhere) and write it.

    ``output`` defaults to the name of ``fields`` with ``.docx``. With ``pdf`` the PDF lies beside it; if LibreOffice is missing nothing
    is written; ``preview`` is where the pages go as one page of HTML. ``unit`` is the office's profile, otherwise that of
    ``desk.unit.unit_path``: it fills in names and sets the page.
    Raises ``UserError`` (``ManyErrors`` with every fault of the fields) where it cannot.
    """
    from drafting import composing
    from drafting.desk.preview import preview_html, refuse_preview
    from drafting.desk.unit import deviation_notes, find_unit
    from drafting.documents.house import STANDARD
    from drafting.documents.layout import lay_out

    folders = template_folders(templates)
    if data is None:
        _refuse_kind(fields, folders)
    profile = find_unit(unit)
    house = profile.house if profile else STANDARD
    content = read_fields(fields) if data is None else data
    target = output or fields.with_suffix(".docx")
    if target.suffix.lower() != ".docx":
        raise UserError("拟稿只生成 .docx 文件", str(target), "请把输出文件名改成 .docx 结尾；要 PDF 请加 --pdf")
    refuse_overwriting(target, [fields])
    if preview is not None:
        refuse_preview(preview, [fields, target])
    if pdf:
        require_office(target.with_suffix(".pdf"))
    made = composing.compose(content, fields.name, kind, folders, profile)
    package = lay_out(made.document, house=house)
    # Everything is made before anything is written: what cannot be made leaves no file behind.
    files = {target: package}
    if pdf:
        files[target.with_suffix(".pdf")] = _as_pdf(package, target.name)
    if preview is not None:
        files[preview] = preview_html(package).encode("utf-8")
    for path, content in files.items():
        write_bytes(path, content)
    return Drafted(made.document.kind or "", tuple(files), made.notes, made.filled, deviation_notes(house))


def require_office(where: Path) -> None:
    """Raise ``UserError`` where there is no LibreOffice to make the PDF ``where`` with."""
    from drafting.documents.conversion import office

    if office() is None:
        raise UserError("生成 PDF 需要 LibreOffice，本机没有找到", where.name, "请安装 LibreOffice，或者去掉 --pdf，用 Word、WPS 另存")


def _as_pdf(package: bytes, name: str) -> bytes:
    """Return the document ``package``, whose file is called ``name``, as PDF."""
    import tempfile

    from drafting.documents.conversion import convert

    with tempfile.TemporaryDirectory(prefix="wenmi-") as folder:
        source = Path(folder) / name
        source.write_bytes(package)
        return convert(source, "pdf")


def _refuse_kind(fields: Path, folders: Sequence[Path]) -> None:
    """Raise ``UserError`` where somebody gives a kind, as for a list, in place of a fields file that is not there."""
    from drafting import composing

    if fields.suffix or fields.exists():
        return
    try:
        name = composing.find_kind(str(fields), folders).name
    except UserError:
        return
    remedy = f"请用 wenmi new {name} -o {name}.yaml 得到样例，改好后运行 wenmi draft {name}.yaml；按名单一行拟一份的，请加 --rows 名单"
    raise UserError(f"“{fields}”是文种，不是字段文件", remedy=remedy)


def read_fields(path: Path) -> bytes:
    """Return the content of a fields file. Raises ``UserError`` where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError("找不到这个文件", str(path), "请检查文件名；用 wenmi new 文种 -o 文件名 可以得到一份样例") from None
    except IsADirectoryError:
        raise UserError("这是一个文件夹，不是字段文件", str(path), "请给出其中的 .yaml 文件") from None
    except OSError as error:
        raise UserError("读不了这个文件", str(path), "请确认有读取权限") from error
