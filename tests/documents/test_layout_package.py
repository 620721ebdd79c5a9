"""The .docx as a file: every part known, every relation resolved, every child where the schema (ISO/IEC 29500-1) wants it."""

from __future__ import annotations

import io
import posixpath
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from drafting.documents import wml
from drafting.documents.layout import lay_out
from drafting.documents.model import Cell, Document, Format, PageSetup, Paragraph, Place, Role, Sealing

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/"

# Typed from the schema, not taken from the program.
SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
    "mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
    "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt "
    "vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
    "tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "p": "pPr r",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr "
    "tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime defaultTabStop autoHyphenation evenAndOddHeaders "
    "characterSpacingControl footnotePr endnotePr compat rsids mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "body": "p tbl sectPr",
}
_FREE = {"body": {"p", "tbl"}}  # in any order among themselves


def p(text: str, role: Role = Role.BODY, cell: Cell | None = None, heading_end: int | None = None) -> Paragraph:
    return Paragraph(text, role, place=Place(cell=cell), heading_end=heading_end)


def documents() -> dict[str, Document]:
    table = [p("甲", cell=Cell(0, row, column, header=row == 0)) for row in range(3) for column in range(9)]
    wide = [p("乙乙乙乙乙乙乙乙", cell=Cell(1, row, column, header=row == 0)) for row in range(3) for column in range(12)]
    every = [p("12“角色”【待补：甲】", role) for role in Role]
    frame = [p("云川市教育局", Role.ISSUER_MARK), p("云川市财政局文件", Role.ISSUER_MARK), p("签发人：张三　李四　王五", Role.SIGNER)]
    run_in = [p("（一）责任。各地落实。", Role.HEADING2, heading_end=6)]
    return {
        "every role": Document(tuple(every)),
        "no mark": Document(tuple(item for item in every if item.role is not Role.ISSUER_MARK), sealing=Sealing.UNSEALED),
        "joint": Document((*frame, *table, *run_in, p("甲", Role.SIGNATURE), p("乙", Role.SIGNATURE), p("2026年5月8日", Role.DATE))),
        "minutes": Document((p("会议纪要", Role.ISSUER_MARK), p("〔2026〕1号", Role.DOCUMENT_NUMBER), *every[4:]), format=Format.MINUTES),
        "plain": Document((p("讲话", Role.TITLE), p("同志们：", Role.RECIPIENTS), *table), format=Format.PLAIN),
        "wide": Document(tuple(table), page=PageSetup(width=841.9, height=595.3), format=Format.PLAIN),
        "letter": Document(tuple(every), format=Format.LETTER),
        "order": Document(tuple(every), format=Format.ORDER, sealing=Sealing.NAME_STAMP),
        "across": Document((*every[:-8], p("附件1", Role.ATTACHMENT_LABEL), *wide, p("抄送：甲。", Role.COPIES_TO)), format=Format.LETTER),
        "spacer": Document(
            (p("正文。" * 60), p("附件：1.甲" + "甲" * 480, Role.ATTACHMENT_NOTE), p("甲", Role.SIGNATURE), p("2026年5月8日", Role.DATE))
        ),
        "stamp": Document((p("正文。" * 400), p("市长　张三", Role.SIGNATURE), p("2026年5月8日", Role.DATE)), sealing=Sealing.NAME_STAMP),
    }


@pytest.fixture(params=list(documents()))
def archive(request: pytest.FixtureRequest) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(lay_out(documents()[request.param]))) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def test_every_child_stands_where_the_schema_wants_it(archive: dict[str, bytes]) -> None:
    seen = set()
    for name, data in archive.items():
        for element in etree.fromstring(data).iter():
            if not str(element.tag).startswith(W) or local(element) not in SEQUENCES:
                continue
            seen.add(local(element))
            order = SEQUENCES[local(element)].split()
            children = [local(child) for child in element]
            assert set(children) <= set(order), (name, local(element), children)
            free = _FREE.get(local(element), set())
            ranks = [min(order.index(item) for item in free) if child in free else order.index(child) for child in children]
            assert all(a <= b for a, b in pairwise(ranks)), (name, local(element), children)
    assert {"pPr", "rPr", "sectPr", "style", "settings", "font"} <= seen


def test_every_relation_resolves_and_every_part_has_its_type(archive: dict[str, bytes]) -> None:
    types = etree.fromstring(archive["[Content_Types].xml"])
    overrides = {item.get("PartName") for item in types.findall(f"{PACKAGE}content-types}}Override")}
    defaults = {item.get("Extension") for item in types.findall(f"{PACKAGE}content-types}}Default")}
    assert {f"/{name}" for name in archive if not name.endswith(".rels") and name != "[Content_Types].xml"} == overrides
    assert {"rels", "xml"} <= defaults
    reached = set()
    for name, data in archive.items():
        if not name.endswith(".rels"):
            continue
        base = posixpath.dirname(posixpath.dirname(name))
        identifiers = [item.get("Id") for item in etree.fromstring(data)]
        assert len(identifiers) == len(set(identifiers))
        for item in etree.fromstring(data):
            assert item.get("TargetMode") is None
            reached.add(posixpath.join(base, item.get("Target")))
    assert reached == {name.removeprefix("/") for name in overrides}
    used = {
        value
        for item in etree.fromstring(archive["word/document.xml"]).iter()
        for key, value in item.attrib.items()
        if "relationships" in key
    }
    assert used <= {item.get("Id") for item in etree.fromstring(archive["word/_rels/document.xml.rels"])}


def test_every_style_used_is_there_once_and_rests_on_one_that_is(archive: dict[str, bytes]) -> None:
    styles = etree.fromstring(archive["word/styles.xml"])
    identifiers = [item.get(f"{W}styleId") for item in styles.iter(f"{W}style")]
    names = [item.find(f"{W}name").get(f"{W}val") for item in styles.iter(f"{W}style")]
    assert len(set(identifiers)) == len(identifiers)
    assert len(set(names)) == len(names)
    for part in ("word/document.xml", "word/styles.xml", *(name for name in archive if name.startswith("word/footer"))):
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            assert {item.get(f"{W}val") for item in etree.fromstring(archive[part]).iter(W + kind)} <= set(identifiers)


def test_every_table_row_fills_the_grid(archive: dict[str, bytes]) -> None:
    for table in etree.fromstring(archive["word/document.xml"]).iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        for row in table.iter(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")]
            assert sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) == columns
            assert all(local(cell[-1]) == "p" for cell in row.iter(f"{W}tc"))


def test_python_docx_opens_it_and_carries_no_clock(archive: dict[str, bytes]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as again:
        for name, data in archive.items():
            again.writestr(name, data)
    opened = docx.Document(stream)
    paper = opened.sections[0]
    assert sorted((paper.page_width.mm, paper.page_height.mm)) == pytest.approx([210, 297], abs=0.1)
    assert opened.styles["公文正文"].font.size.pt == 16
    assert b"dcterms" not in archive["docProps/core.xml"]


def test_entries_have_no_time_of_their_own() -> None:
    with zipfile.ZipFile(io.BytesIO(lay_out(documents()["plain"]))) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert opened.namelist()[0] == "[Content_Types].xml"


@pytest.mark.rendering
def test_libreoffice_opens_it(libreoffice: Path, tmp_path: Path) -> None:
    names = []
    for at, document in enumerate(documents().values()):
        names.append(tmp_path / f"{at}.docx")
        names[-1].write_bytes(lay_out(document))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(libreoffice), "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, names)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert all(name.with_suffix(".pdf").stat().st_size > 1000 for name in names)


# The helper of schema order ---------------------------------------------------------------------------------------------------------


def test_insert_puts_a_child_where_the_schema_wants_it() -> None:
    parent = etree.fromstring(f'<w:pPr xmlns:w="{wml.W}"><w:pStyle/><w:spacing/><w:jc/></w:pPr>')
    for name in ("outlineLvl", "keepNext", "ind", "pBdr"):
        wml.insert(parent, etree.Element(W + name))
    assert [local(child) for child in parent] == ["pStyle", "keepNext", "pBdr", "spacing", "ind", "jc", "outlineLvl"]


def test_insert_keeps_the_order_of_children_of_one_name() -> None:
    parent = etree.fromstring(f'<w:tr xmlns:w="{wml.W}"><w:tc w:n="1"/></w:tr>')
    wml.insert(parent, etree.Element(f"{W}tc", {f"{W}n": "2"}))
    wml.insert(parent, etree.Element(f"{W}trPr"))
    assert [local(child) for child in parent] == ["trPr", "tc", "tc"]
    assert [child.get(f"{W}n") for child in parent] == [None, "1", "2"]


def test_insert_appends_what_the_schema_table_does_not_know() -> None:
    parent = etree.fromstring(f'<w:p xmlns:w="{wml.W}"><w:r/></w:p>')
    wml.insert(parent, etree.Element(f"{W}bookmarkEnd"))
    assert [local(child) for child in parent] == ["r", "bookmarkEnd"]


def test_props_refuses_a_child_that_the_schema_does_not_have() -> None:
    with pytest.raises(KeyError):
        wml.props("pPr", {"bold": True})


def test_props_leaves_out_properties_without_any() -> None:
    assert wml.props("style", {"name": "甲", "pPr": "", "rPr": wml.props("rPr", {})}) == '<w:style><w:name w:val="甲"/></w:style>'


def test_props_sorts_and_escapes() -> None:
    made = wml.props("pPr", {"jc": "both", "keepNext": True, "snapToGrid": False, "spacing": {"before": 20}, "pStyle": '"<&'})
    assert made == (
        '<w:pPr><w:pStyle w:val="&quot;&lt;&amp;"/><w:keepNext/><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="20"/><w:jc w:val="both"/></w:pPr>'
    )


@pytest.mark.parametrize(
    ("text", "cleaned"), [("a\x00b\x1fc", "abc"), ("a\x0bb\x0cc\r\nd\re", "a\nb\nc\nd\ne"), ("\ud800x\uffff", "x"), ("　全", "　全")]
)
def test_clean_drops_what_xml_cannot_hold(text: str, cleaned: str) -> None:
    assert wml.clean(text) == cleaned
