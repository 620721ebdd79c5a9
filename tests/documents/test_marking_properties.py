"""Whatever stands in a paragraph and wherever the findings fall, marking keeps its promises."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import datetime
from html import escape
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafting.documents.intake.characters import W, characters, paragraphs, visible_text
from drafting.documents.intake.docx_reading import read_docx
from drafting.documents.marking import AUTHOR, Marked, mark
from drafting.documents.marks.revisions import accept_all, reject_all
from drafting.documents.model import Basis, Document, Finding, Level, Span, Strength
from tests.documents.making import make_docx

BASIS = Basis("《标点符号用法》", "4.1", Strength.MUST)
WHEN = datetime(2024, 5, 6, 7, 8, 9)
ALPHABET = "督查台帐账的，。 ab１"
MARKED_PARTS = {"word/document.xml", "word/header1.xml", "word/footnotes.xml", "word/comments.xml"}
OTHERS = 'w:author="张三" w:date="2024-01-01T00:00:00Z"'
DRAWING = (
    '<w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="图"/>'
    '<a:graphic><a:graphicData uri="u"/></a:graphic></wp:inline></w:drawing>'
)

words = st.text(ALPHABET, min_size=1, max_size=6)
looks = st.sampled_from(
    [
        "",
        "<w:rPr><w:b/></w:rPr>",
        '<w:rPr><w:color w:val="FF0000"/><w:sz w:val="28"/></w:rPr>',
        '<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr>',
    ]
)


def text(value: str, *, kept: bool = True) -> str:
    return f"<w:t{' xml:space=' + chr(34) + 'preserve' + chr(34) if kept else ''}>{escape(value)}</w:t>"


inside_runs = st.one_of(
    words.map(text),
    words.map(lambda value: text(value, kept=False)),
    st.sampled_from(
        [
            "<w:tab/>",
            "<w:br/>",
            "<w:cr/>",
            "<w:noBreakHyphen/>",
            '<w:br w:type="page"/>',
            "<w:lastRenderedPageBreak/>",
            "<w:softHyphen/>",
            '<w:sym w:font="Wingdings" w:char="F0FC"/>',
            '<w:footnoteReference w:id="2"/>',
            DRAWING,
            "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>tái</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>台</w:t></w:r></w:rubyBase></w:ruby>",
            f"<mc:AlternateContent><mc:Choice Requires='wps'>{text('选')}</mc:Choice>"
            f"<mc:Fallback>{text('备')}</mc:Fallback></mc:AlternateContent>",
        ]
    ),
)
runs = st.builds(lambda look, children: f"<w:r>{look}{''.join(children)}</w:r>", looks, st.lists(inside_runs, min_size=1, max_size=3))
hidden_runs = words.map(lambda value: f"<w:r><w:rPr><w:vanish/></w:rPr>{text(value)}</w:r>")
deletions = words.map(lambda value: f'<w:del w:id="41" {OTHERS}><w:r><w:delText xml:space="preserve">{value}</w:delText></w:r></w:del>')
some_runs = st.lists(runs, min_size=1, max_size=3).map("".join)


def wrapped(before: str, after: str) -> st.SearchStrategy[str]:
    return some_runs.map(lambda content: f"{before}{content}{after}")


def field(instruction: str) -> st.SearchStrategy[str]:
    def character(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return wrapped(
        f"{character('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{character('separate')}", character("end")
    )  # fmt: skip


pieces = st.one_of(
    runs,
    runs,
    runs,
    wrapped(f'<w:ins w:id="42" {OTHERS}>', "</w:ins>"),
    wrapped(f'<w:ins w:id="43" {OTHERS}><w:hyperlink w:anchor="x">', "</w:hyperlink></w:ins>"),
    wrapped('<w:hyperlink w:anchor="x">', "</w:hyperlink>"),
    wrapped("<w:sdt><w:sdtPr><w:alias w:val='字段'/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    wrapped("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    wrapped("<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    wrapped('<w:smartTag w:uri="u" w:element="e">', "</w:smartTag>"),
    wrapped('<w:fldSimple w:instr=" REF x ">', "</w:fldSimple>"),
    wrapped(f'<w:moveTo w:id="44" {OTHERS}>', "</w:moveTo>"),
    field(" REF x "),
    field(' HYPERLINK "u" '),
    deletions,
    hidden_runs,
    st.just('<w:bookmarkStart w:id="7" w:name="x"/><w:bookmarkEnd w:id="7"/>'),
    st.just('<w:proofErr w:type="spellStart"/>'),
    st.just("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
)
EXISTING = '<w:commentRangeStart w:id="3"/>{}<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>'


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    bodies = ["".join(draw(st.lists(pieces, max_size=5))) for _ in range(draw(st.integers(1, 3)))]
    commented = draw(st.booleans())
    if commented:
        bodies[0] = EXISTING.format(bodies[0])
    if draw(st.booleans()):
        bodies = [f"<w:pPr><w:jc w:val='center'/></w:pPr>{body}" for body in bodies]
    content = "".join(f"<w:p>{body}</w:p>" for body in bodies)
    if draw(st.booleans()):
        content += f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p>{draw(some_runs)}</w:p></w:tc></w:tr></w:tbl><w:p/>"
    return {
        "body": content,
        "headers": (f"<w:p>{draw(some_runs)}</w:p>",) if draw(st.booleans()) else (),
        "footnotes": f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{draw(some_runs)}</w:p></w:footnote>',
        "comments": '<w:comment w:id="3" w:author="李四"><w:p><w:r><w:t>原批注</w:t></w:r></w:p></w:comment>' if commented else None,
        "extra": {"word/media/image1.png": b"\x89PNG\r\n", "customXml/item1.xml": b"<a  b='c'/>"},
    }


def findings_in(draw: st.DrawFn, document: Document) -> list[Finding]:
    found = []
    for _ in range(draw(st.integers(0, 6))):
        number = draw(st.integers(0, len(document.paragraphs) - 1))
        length = len(document.paragraphs[number].text)
        start = draw(st.integers(0, length))
        end = min(length, start + draw(st.integers(0, 5)))
        old = document.paragraphs[number].text[start:end]
        new = draw(
            st.one_of(
                st.none(),
                st.text(ALPHABET + "\t\n", max_size=4),
                st.just(old + "。"),
                st.just("，" + old),
                st.just(old[:1] + "新" + old[2:]),
            )
        )
        level = draw(st.sampled_from(Level))
        found.append(Finding("a-code", "wording", level, Span(number, start, end), "说明", new, BASIS))
    return found


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def roots_of(data: bytes) -> dict[str, etree._Element]:
    return {name: etree.fromstring(part) for name, part in parts_of(data).items() if name in MARKED_PARTS}


def texts_of(data: bytes) -> dict[str, list[str]]:
    return {
        name: [visible_text(paragraph) for paragraph in paragraphs(root)] for name, root in roots_of(data).items() if "comments" not in name
    }


def looks_of(data: bytes) -> dict[str, list[tuple[str, bytes]]]:
    """Every visible character with the properties of its run."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for name, root in roots_of(data).items():
        if "comments" in name:
            continue
        found[name] = []
        for paragraph in paragraphs(root):
            for piece in characters(paragraph):
                look = piece.run.find(W + "rPr") if piece.run is not None else None
                found[name] += [(character, etree.tostring(look) if look is not None else b"") for character in piece.text]
    return found


def things_of(data: bytes) -> Counter[tuple[str, str]]:
    """What a file holds besides text and its marks."""
    kinds = (
        "fldChar",
        "instrText",
        "drawing",
        "footnoteReference",
        "bookmarkStart",
        "hyperlink",
        "sdt",
        "delText",
        "ruby",
        "proofErr",
        "br",
    )
    return Counter((name, kind) for name, root in roots_of(data).items() for kind in kinds for _ in root.iter(W + kind))


def applied(document: Document, marked: Marked, findings: list[Finding]) -> dict[str, dict[int, str]]:
    """What the text must be once our changes are accepted, by part and place."""
    changed = {i: p.text for i, p in enumerate(document.paragraphs)}
    left = list(marked.unchanged)
    done = []
    for finding in sorted(findings, key=lambda f: f.sort_key):
        if finding.suggestion is None:
            continue
        if any(finding is other for other in left):
            continue
        done.append(finding)
    for finding in reversed(done):
        span, old = finding.span, changed[finding.span.paragraph]
        changed[span.paragraph] = old[: span.start] + (finding.suggestion or "") + old[span.end :]
    expected: dict[str, dict[int, str]] = {}
    for i, paragraph in enumerate(document.paragraphs):
        if not paragraph.text:
            continue  # a table cell without text, perhaps with blanks
        expected.setdefault(paragraph.place.part, {})[paragraph.place.index] = changed[i]
    return expected


def check_anchors(data: bytes, before: bytes) -> None:
    roots = roots_of(data)
    main = roots["word/document.xml"]
    order = {element: position for position, element in enumerate(main.iter())}
    held = [c.get(W + "id") for c in roots["word/comments.xml"]] if "word/comments.xml" in roots else []
    assert len(held) == len(set(held))
    for identity in held:
        (start,), (end,), (reference,) = (
            [element for element in main.iter(W + kind) if element.get(W + "id") == identity]
            for kind in ("commentRangeStart", "commentRangeEnd", "commentReference")
        )
        assert order[start] < order[end] < order[reference]
        assert {e.tag for e in (start, end, reference) for e in e.iterancestors()} & {W + "ins", W + "del"} <= (
            {W + "ins"} if main.find(f".//{W}ins/{W}hyperlink") is not None else set()
        )
    if "word/comments.xml" in parts_of(before):
        assert "3" in held
    for name, root in roots.items():
        if name != "word/document.xml":
            assert not list(root.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"))


def check_schema(data: bytes, before: bytes) -> None:
    already = roots_of(before)
    for name, root in roots_of(data).items():
        for holder, properties in (("p", "pPr"), ("r", "rPr")):
            for element in root.iter(W + holder):
                assert all(index == 0 for index, child in enumerate(element) if child.tag == W + properties)
        for element in root.iter(W + "del"):
            assert not list(element.iter(W + "t"))
        for element in root.iter(W + "delText"):
            assert next(element.iterancestors(W + "del"), None) is not None
        for element in root.iter(W + "ins"):
            assert next(element.iterancestors(W + "ins", W + "del"), None) is None
            assert len(element)
            if element.get(W + "author") == AUTHOR:
                assert element.get(W + "date") == "2024-05-06T07:08:09Z"
        for element in root.iter(W + "r"):
            assert any(child.tag != W + "rPr" for child in element)
        earlier = [e.get(W + "id") for e in already[name].iter(W + "ins", W + "del", W + "moveTo")] if name in already else []
        present = Counter(e.get(W + "id") for e in root.iter(W + "ins", W + "del", W + "moveTo"))
        assert all(count <= max(1, earlier.count(identity)) for identity, count in present.items())


@given(st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_marking_any_findings_in_any_paragraph_keeps_everything_but_what_it_marks(data: st.DataObject) -> None:
    source = make_docx(**data.draw(documents()))
    document = read_docx(source, "稿.docx")
    if not document.paragraphs:
        return
    findings = data.draw(st.composite(findings_in)(document))
    marked = mark(source, document, findings, date=WHEN)

    assert not marked.skipped
    rejected = reject_all(marked.data, AUTHOR)
    assert texts_of(rejected) == texts_of(source)
    assert looks_of(rejected) == looks_of(source)
    assert things_of(rejected) == things_of(source)
    accepted = texts_of(accept_all(marked.data, AUTHOR))
    for part, expected in applied(document, marked, findings).items():
        assert {index: accepted[part][index] for index in expected} == expected
    after, before = parts_of(marked.data), parts_of(source)
    assert [name for name in after if name in before] == list(before)
    for name in before.keys() - MARKED_PARTS - {"[Content_Types].xml", "word/_rels/document.xml.rels"}:
        assert after[name] == before[name]
    assert texts_of(marked.data) == accepted  # a reader sees the text with our insertions and without our deletions
    check_anchors(marked.data, source)
    check_schema(marked.data, source)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_without_changes_no_character_is_touched_and_every_finding_has_a_comment(data: st.DataObject) -> None:
    source = make_docx(**data.draw(documents()))
    document = read_docx(source, "稿.docx")
    if not document.paragraphs:
        return
    findings = data.draw(st.composite(findings_in)(document))
    marked = mark(source, document, findings, date=WHEN, changes=False)
    assert looks_of(marked.data) == looks_of(source)
    assert things_of(marked.data) == things_of(source)
    comments = roots_of(marked.data).get("word/comments.xml")
    ours = [c for c in comments if c.get(W + "author") == AUTHOR] if comments is not None else []
    assert len(ours) == len(findings)
    check_anchors(marked.data, source)
