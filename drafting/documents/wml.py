"""WordprocessingML: the order that its schema demands, text that XML can hold, and small pieces of markup.

Word refuses or repairs a file whose properties stand in another order than the schema's (ISO/IEC 29500-1, 17); LibreOffice does not
notice. ``insert`` keeps the order in a tree, ``props`` in a string.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape as _escape
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'

_EDGES = "top left start bottom right end insideH insideV tl2br tr2bl"

ORDER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        parent: tuple(children.split())
        for parent, children in {
            "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
            "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
            "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
            "divId cnfStyle rPr sectPr pPrChange",
            "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
            "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign "
            "rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
            "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
            "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
            "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
            "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
            "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden "
            "ins del trPrChange",
            "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
            "pBdr": "top left bottom right between bar",
            "tblBorders": _EDGES,
            "tcBorders": _EDGES,
            "tblCellMar": _EDGES,
            "tcMar": _EDGES,
            "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
            "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
            "styles": "docDefaults latentStyles style",
            "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
            "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
            "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
            "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
            "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView "
            "trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet "
            "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength "
            "clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets "
            "drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
            "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin "
            "drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne "
            "strictFirstAndLastChars "
            "noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent "
            "alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
            "alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr "
            "attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions "
            "readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator",
            "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
            "tr": "tblPrEx trPr tc",
        }.items()
    }
)
"""Children by parent, in schema order (local names)."""

_RANK = {parent: {name: rank for rank, name in enumerate(children)} for parent, children in ORDER.items()}

# What XML 1.0 cannot hold: control characters, surrogates left over from a bad decoding, and the two non-characters.
ILLEGAL = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
_ILLEGAL = re.compile(ILLEGAL)

Value = str | int | bool | Mapping[str, str | int]
"""What ``props`` makes an element of: markup as it is, ``w:val``, a toggle, or attributes."""


def insert(parent: _Element, child: _Element) -> None:
    """Put ``child`` into ``parent`` where the schema wants it: after everything that must precede it.

    A parent or a child that the table does not know is appended at the end.
    """
    ranks = _RANK.get(_local(parent), {})
    rank = ranks.get(_local(child))
    if rank is not None:
        for index, other in enumerate(parent):
            if ranks.get(_local(other), -1) > rank:
                parent.insert(index, child)
                return
    parent.append(child)


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def props(parent: str, children: Mapping[str, Value]) -> str:
    """Return ``<w:parent>`` with its ``children`` in schema order, ``""`` where there is none.

    A string that begins with ``<`` is markup, another string or a number becomes ``w:val``, a boolean a toggle, a mapping the
    attributes; what holds children of its own and has none is left out. Raises ``KeyError`` for a child that the schema does not have.
    """
    if not children:
        return ""
    ranks = _RANK[parent]
    inner = "".join(
        _element(name, value) for name in sorted(children, key=ranks.__getitem__) if (value := children[name]) != "" or name not in _RANK
    )
    return f"<w:{parent}>{inner}</w:{parent}>"


def _element(name: str, value: Value) -> str:
    if isinstance(value, bool):
        return f"<w:{name}/>" if value else f'<w:{name} w:val="0"/>'
    if isinstance(value, Mapping):
        attributes = "".join(f' w:{key}="{item if isinstance(item, int) else _escape(item)}"' for key, item in value.items())
        return f"<w:{name}{attributes}/>"
    if isinstance(value, str) and value.startswith("<"):
        return value
    return f'<w:{name} w:val="{_escape(str(value))}"/>'


def clean(text: str) -> str:
    """Return ``text`` without the characters that XML cannot hold; a form feed or vertical tab becomes a line break."""
    if text.isprintable():
        return text
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n"))


def text_element(text: str) -> str:
    """Return ``<w:t>`` of ``text``, with line breaks and tabs as the elements they are."""
    text = clean(text)
    if "\n" not in text and "\t" not in text:
        return f'<w:t xml:space="preserve">{escaped(text)}</w:t>' if text else ""
    pieces = []
    for piece in re.split(r"([\n\t])", text):
        if piece == "\n":
            pieces.append("<w:br/>")
        elif piece == "\t":
            pieces.append("<w:tab/>")
        elif piece:
            pieces.append(f'<w:t xml:space="preserve">{escaped(piece)}</w:t>')
    return "".join(pieces)


def escaped(text: str) -> str:
    """Return ``text`` as it stands between tags."""
    return _escape(text, quote=False)


def run(text: str, properties: Mapping[str, Value] = MappingProxyType({})) -> str:
    """Return a run of ``text`` with run properties."""
    return f"<w:r>{props('rPr', properties)}{text_element(text)}</w:r>"


def run_start(properties: Mapping[str, Value]) -> str:
    """Return what ``run`` writes before a text without breaks and tabs; ``RUN_END`` stands after it."""
    return f'<w:r>{props("rPr", properties)}<w:t xml:space="preserve">'


RUN_END = "</w:t></w:r>"


def paragraph(style: str, content: str, properties: Mapping[str, Value] = MappingProxyType({})) -> str:
    """Return a paragraph in the style with id ``style``; ``content`` is its runs, ``properties`` what differs from the style."""
    if not properties:
        return f"<w:p>{_in_style(style)}{content}</w:p>"
    return f"<w:p>{props('pPr', {'pStyle': style, **properties})}{content}</w:p>"


@lru_cache(maxsize=256)
def _in_style(style: str) -> str:
    return props("pPr", {"pStyle": style})


def keep_with_next(markup: str) -> str:
    """Return the markup of a paragraph made by ``paragraph``, now kept on one page with the paragraph after it.

    ``w:pStyle`` always stands first and ``w:keepNext`` second.
    """
    return markup if "<w:keepNext/>" in markup else markup.replace("/>", "/><w:keepNext/>", 1)


def keep_last_row_with_next(markup: str) -> str:
    """Return the markup of a table, now with its last row kept on one page with the paragraph after the table."""
    before, row, last = markup.rpartition("<w:tr>")
    head, *paragraphs = last.split("<w:p>")
    return before + row + "<w:p>".join([head, *(keep_with_next(item) for item in paragraphs)])
