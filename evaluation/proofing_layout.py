"""Faults of layout and things left in the file, planted into real .docx: the examples of the kinds as ``wenmi draft`` writes them.

Each file is clean, is spoiled in one way with python-docx, as a user would in Word, and is read and proofread again. The fault counts as
found where a finding that the clean file did not have says so: ``said`` is what its message must speak of.
"""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.documents.model import Document, Finding, Level, Role
from drafting.documents.reading import read
from drafting.proofing import proofread

KINDS = ("notice", "notice-issue", "request", "report", "letter", "reply", "opinion", "decision")
"""Kinds of document whose examples are spoiled; between them they have a head, tables, attachments and a record of printing."""

_OTHER = ("宋体", "微软雅黑", "黑体", "楷体", "等线")


@dataclass(frozen=True, slots=True)
class Page:
    """A file opened to be spoiled: the python-docx document, what was read of it, and its paragraphs as python-docx knows them."""

    file: Any
    document: Document
    paragraphs: list[Any]

    def of(self, *roles: Role) -> list[Any]:
        """Return the paragraphs in one of ``roles`` outside tables."""
        main = [p for p in self.document.paragraphs if p.place.part == "word/document.xml"]
        return [self.paragraphs[p.place.index] for p in main if p.role in roles and p.place.cell is None and p.text.strip()]


Spoil = Callable[[Page, random.Random], bool]


def _font(paragraph: Any, name: str) -> None:
    from docx.oxml.ns import qn

    for run in paragraph.runs:
        run.font.name = name
        run._element.rPr.rFonts.set(qn("w:eastAsia"), name)


def _each(*roles: Role, spoil: Callable[[Any, random.Random], None], one: bool = False) -> Spoil:
    """Return a planter that spoils every paragraph in ``roles``, or one of them."""

    def plant(page: Page, chance: random.Random) -> bool:
        found = page.of(*roles)
        long = [p for p in found if len(p.text) > 30] or found
        for paragraph in [chance.choice(long)] if one and long else found:
            spoil(paragraph, chance)
        return bool(found)

    return plant


def _points(size: float) -> Callable[[Any, random.Random], None]:
    def spoil(paragraph: Any, _: random.Random) -> None:
        from docx.shared import Pt

        for run in paragraph.runs:
            run.font.size = Pt(size)

    return spoil


def _other_font(paragraph: Any, chance: random.Random) -> None:
    _font(paragraph, chance.choice(_OTHER))


def _named(name: str) -> Callable[[Any, random.Random], None]:
    return lambda paragraph, _: _font(paragraph, name)


def _no_indent(paragraph: Any, _: random.Random) -> None:
    from docx.oxml.ns import qn

    paragraph.paragraph_format.first_line_indent = 0
    indent = paragraph._p.pPr.find(qn("w:ind"))
    indent.set(qn("w:firstLineChars"), "0")


def _typed_indent(paragraph: Any, chance: random.Random) -> None:
    _no_indent(paragraph, chance)
    paragraph.runs[0].text = chance.choice(["　　", "    "]) + paragraph.runs[0].text


def _aligned(where: int) -> Callable[[Any, random.Random], None]:
    def spoil(paragraph: Any, _: random.Random) -> None:
        paragraph.alignment = where
        if where == 0:
            paragraph.paragraph_format.right_indent = 0

    return spoil


def _indented(paragraph: Any, _: random.Random) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph.paragraph_format.first_line_indent = Pt(32)
    indent = paragraph._p.pPr.find(qn("w:ind"))
    indent.set(qn("w:firstLineChars"), "200")


def _bold(paragraph: Any, _: random.Random) -> None:
    for run in paragraph.runs:
        run.bold = True


def _coloured(paragraph: Any, chance: random.Random) -> None:
    from docx.shared import RGBColor

    for run in paragraph.runs:
        run.font.color.rgb = chance.choice([RGBColor(255, 0, 0), RGBColor(0, 0, 255)])


def _spaced(spacing: float) -> Callable[[Any, random.Random], None]:
    def spoil(paragraph: Any, _: random.Random) -> None:
        paragraph.paragraph_format.line_spacing = spacing

    return spoil


def _margins(page: Page, chance: random.Random) -> bool:
    from docx.shared import Mm

    section = page.file.sections[0]
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = chance.choice(
        [(Mm(25.4), Mm(25.4), Mm(31.8), Mm(31.8)), (Mm(37), Mm(35), Mm(20), Mm(20)), (Mm(25), Mm(35), Mm(28), Mm(26))]
    )
    return True


def _paper(page: Page, chance: random.Random) -> bool:
    from docx.shared import Mm

    section = page.file.sections[0]
    section.page_width, section.page_height = chance.choice([(Mm(215.9), Mm(279.4)), (Mm(184), Mm(260)), (Mm(297), Mm(420))])
    return True


def _footers(page: Page) -> list[Any]:
    section = page.file.sections[0]
    return [p for footer in (section.footer, section.even_page_footer) for p in footer.paragraphs if p.text.strip()]


def _number_centred(page: Page, _: random.Random) -> bool:
    for paragraph in _footers(page):
        paragraph.alignment = 1
        paragraph.paragraph_format.right_indent = paragraph.paragraph_format.left_indent = 0
    return bool(_footers(page))


def _number_with_hyphens(page: Page, _: random.Random) -> bool:
    for paragraph in _footers(page):
        for run in paragraph.runs:
            if "—" in run.text:
                run.text = run.text.replace("—", "-")
    return bool(_footers(page))


def _number_bare(page: Page, _: random.Random) -> bool:
    for paragraph in _footers(page):
        for run in paragraph.runs:
            if "—" in run.text:
                run.text = ""
    return bool(_footers(page))


def _number_gone(page: Page, _: random.Random) -> bool:
    found = _footers(page)
    for paragraph in found:
        for run in list(paragraph.runs):
            run._element.getparent().remove(run._element)
    return bool(found)


def _header_text(page: Page, _: random.Random) -> bool:
    header = page.file.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0].text = "青山市人民政府文件汇编"
    return True


def _same_page(page: Page, _: random.Random) -> bool:
    found = page.of(Role.ATTACHMENT_LABEL)
    for paragraph in found:
        paragraph.paragraph_format.page_break_before = False
    return bool(found)


def _blank_lines(page: Page, chance: random.Random) -> bool:
    found = page.of(Role.BODY)
    if len(found) < 3:
        return False
    for paragraph in chance.sample(found[1:], 2):
        paragraph.insert_paragraph_before("")
    return True


def _comment(page: Page, _: random.Random) -> bool:
    paragraph = page.of(Role.BODY)[0]
    page.file.add_comment(paragraph.runs, text="这里再核一下", author="小李", initials="L")
    return True


def _tracked(page: Page, _: random.Random) -> bool:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = page.of(Role.BODY)[0]
    inserted = OxmlElement("w:ins")
    for name, value in (("w:id", "901"), ("w:author", "小李"), ("w:date", "2026-01-01T00:00:00Z")):
        inserted.set(qn(name), value)
    run = paragraph.add_run("并抓好落实")
    paragraph._p.append(inserted)
    inserted.append(run._element)
    return True


def _hidden(page: Page, _: random.Random) -> bool:
    page.of(Role.BODY)[0].add_run("内部掌握").font.hidden = True
    return True


def _owner(page: Page, _: random.Random) -> bool:
    page.file.core_properties.author = "李小明"
    page.file.core_properties.last_modified_by = "李小明"
    return True


_BODY, _HEADING = Role.BODY, Role.HEADING1
PLANTS: tuple[tuple[str, str, Spoil], ...] = (
    ("纸张不是A4", "A4|纸", _paper),
    ("页边距", "边距|版心|天头|订口", _margins),
    ("正文全用别的字体", "仿宋|字体", _each(_BODY, spoil=_named("宋体"))),
    ("一段用别的字体", "仿宋|字体", _each(_BODY, spoil=_other_font, one=True)),
    ("正文全是四号", "字号|三号|3号|号字", _each(_BODY, spoil=_points(14))),
    ("一段是小三", "字号|三号|3号|号字", _each(_BODY, spoil=_points(15), one=True)),
    ("正文首行全不缩进", "缩进|空二字|左空", _each(_BODY, spoil=_no_indent)),
    ("一段首行不缩进", "缩进|空二字|左空", _each(_BODY, spoil=_no_indent, one=True)),
    ("用空格代替缩进", "空格|缩进|空二字", _each(_BODY, spoil=_typed_indent)),
    ("标题用黑体", "小标宋|字体", _each(Role.TITLE, spoil=_named("黑体"))),
    ("标题是三号", "字号|二号|2号|号字", _each(Role.TITLE, spoil=_points(16))),
    ("标题左对齐", "居中", _each(Role.TITLE, spoil=_aligned(0))),
    ("一级标题用宋体", "黑体|字体", _each(_HEADING, spoil=_named("宋体"))),
    ("一级标题是二号", "字号|三号|3号|号字", _each(_HEADING, spoil=_points(22))),
    ("正文加粗", "加粗|粗体", _each(_BODY, spoil=_bold, one=True)),
    ("正文有彩色字", "黑|颜色", _each(_BODY, spoil=_coloured, one=True)),
    ("正文单倍行距", "行距|行数|行", _each(_BODY, spoil=_spaced(1.0))),
    ("正文1.5倍行距", "行距|行数|行", _each(_BODY, spoil=_spaced(1.5))),
    ("一段行距不同", "行距", _each(_BODY, spoil=_spaced(2.0), one=True)),
    ("主送机关缩进", "主送|顶格", _each(Role.RECIPIENTS, spoil=_indented)),
    ("落款左对齐", "署名|落款|印章|右空", _each(Role.SIGNATURE, spoil=_aligned(0))),
    ("成文日期左对齐", "日期|右空", _each(Role.DATE, spoil=_aligned(0))),
    ("附件说明顶格", "附件", _each(Role.ATTACHMENT_NOTE, spoil=_no_indent)),
    ("附件不另起一页", "另|页", _same_page),
    ("附件标记用仿宋", "黑体|附件", _each(Role.ATTACHMENT_LABEL, spoil=_named("仿宋"))),
    ("页码居中", "页码", _number_centred),
    ("页码用连字符", "页码|一字线", _number_with_hyphens),
    ("页码没有一字线", "页码|一字线", _number_bare),
    ("没有页码", "页码", _number_gone),
    ("页眉有字", "页眉", _header_text),
    ("段间空行", "空行|空段|空白", _blank_lines),
    ("留有批注", "批注", _comment),
    ("留有修订", "修订", _tracked),
    ("留有隐藏文字", "隐藏", _hidden),
    ("留有作者姓名", "作者|属性|姓名", _owner),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said of one spoiled file."""

    name: str
    kind: str
    found: bool
    others: tuple[Finding, ...]  # new findings above a hint that speak of something else


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


def examine(kinds: tuple[str, ...] = KINDS) -> list[Outcome]:
    """Spoil the example of every kind in every way that it has room for."""
    import tempfile

    import docx
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    from drafting.desk.drafting import draft
    from drafting.documents.resources import resource

    outcomes = []
    with tempfile.TemporaryDirectory() as name:
        for kind in kinds:
            path = draft(resource("templates") / kind / "example.yaml", Path(name, f"{kind}.docx"), kind=kind).files[0]
            data, document = path.read_bytes(), read(path)
            before = {_key(finding) for finding in proofread(document)}
            for title, said, plant in PLANTS:
                file = docx.Document(io.BytesIO(data))
                page = Page(file, document, [Paragraph(p, file) for p in file.element.body.iter(qn("w:p"))])
                if not plant(page, random.Random(f"{title}{kind}")):
                    continue
                spoiled = Path(name, "spoiled.docx")
                file.save(str(spoiled))
                new = [f for f in proofread(read(spoiled)) if _key(f) not in before]
                right = [f for f in new if re.search(said, f.message)]
                others = tuple(f for f in new if f not in right and f.level is not Level.HINT)
                outcomes.append(Outcome(title, kind, bool(right), others))
    return outcomes


def measure(_folder: Path | None = None) -> dict[str, Any]:
    """Return the share of the spoiled files of which the right thing is said, and other findings above a hint per file."""
    outcomes = examine()
    return {"recall": sum(o.found for o in outcomes) / len(outcomes), "others": sum(len(o.others) for o in outcomes) / len(outcomes)}


def main() -> None:
    """Print what was not said and what was said besides."""
    outcomes = examine()
    for title, _, _ in PLANTS:
        these = [o for o in outcomes if o.name == title]
        found = sum(o.found for o in these)
        others = Counter(f.code for o in these for f in o.others)
        missed = "" if found == len(these) else "　漏：" + "、".join(o.kind for o in these if not o.found)
        besides = "　另报：" + "、".join(f"{code} {count}" for code, count in others.items()) if others else ""
        print(f"{title} {found}/{len(these)}{missed}{besides}")
    print("，".join(f"{name} {value:.3f}" for name, value in measure().items()))


if __name__ == "__main__":
    main()
