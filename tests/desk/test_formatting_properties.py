"""一键排版 of any Word file: the text is the same, accepted and rejected, and everything it holds is there once."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafting.documents.intake.characters import W, visible_text
from drafting.documents.marks.revisions import accept_all, reject_all
from drafting.documents.model import Role
from drafting.documents.reading import read_bytes, read_with_package
from drafting.documents.renewal.parting import parted
from drafting.documents.renewing import renew
from tests.documents.making import make_docx

BY = 'w:author="李四" w:date="2026-01-02T03:04:05Z"'
FURNITURE = (Role.PAGE_HEADER, Role.PAGE_FOOTER)
LOOKS = (
    "",
    "<w:b/>",
    '<w:vertAlign w:val="superscript"/>',
    '<w:u w:val="single"/><w:sz w:val="18"/>',
    '<w:color w:val="FF0000"/>',
    "<w:vanish/>",
)
WORDS = st.sampled_from(
    [
        *("一、总体要求", "（一）基本原则。坚持统筹。", "附件：1.方案", "现通知如下：", "2026年3月5日", "某某局", "甲 乙\u3000"),
        *("关于某某的通知", "第一章\u3000总则", " ", "各局：", "抄送：某办。", "表1\u3000名单", "。"),
    ]
)
RANGES = ("commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd")
THINGS = ("footnoteReference", "commentReference", *RANGES, "drawing", "fldChar", "sym")


class Body:
    """Numbers for ids, so that each thing is told from every other."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.number = 0

    def next(self) -> int:
        self.number += 1
        return self.number

    def run(self, deleted: bool = False) -> str:
        text = self.draw(WORDS)
        tag = "delText" if deleted else "t"
        look = self.draw(st.sampled_from(LOOKS))
        return f'<w:r><w:rPr>{look}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'

    def inline(self, depth: int = 0) -> str:
        number = self.next()
        kind = self.draw(st.integers(0, 12 if depth < 2 else 5))
        inner = "".join(self.inline(depth + 1) for _ in range(self.draw(st.integers(0, 2)))) if kind > 5 else ""
        field = "".join(f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>' for part in ("begin", "separate"))
        return (
            self.run(),
            self.run() + self.run(),
            f'<w:r><w:footnoteReference w:id="{number}"/></w:r>',
            f'<w:r><w:drawing><wp:inline><wp:extent cx="9000" cy="{number}"/></wp:inline></w:drawing></w:r>',
            "<w:r><w:tab/><w:br/></w:r>",
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>',
            f'<w:ins w:id="{number}" {BY}>{inner}{self.run()}</w:ins>' if depth == 0 else self.run(),
            f'<w:del w:id="{number}" {BY}>{self.run(deleted=True)}</w:del>' if depth == 0 else self.run(),
            f'<w:hyperlink w:anchor="b{number}">{inner}{self.run()}</w:hyperlink>' if depth == 0 else self.run(),
            f'<w:bookmarkStart w:id="{number}" w:name="b{number}"/>{inner}<w:bookmarkEnd w:id="{number}"/>',
            f'<w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{inner}{self.run()}</w:sdtContent></w:sdt>',
            f'{field}{inner}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )[kind]

    def paragraph(self) -> str:
        mark = self.draw(st.sampled_from(["", "", "", f'<w:rPr><w:ins w:id="{self.next()}" {BY}/></w:rPr>']))
        style = self.draw(st.sampled_from(["", "", '<w:jc w:val="center"/>', '<w:ind w:firstLineChars="200"/>']))
        return f"<w:p><w:pPr>{style}{mark}</w:pPr>{''.join(self.inline() for _ in range(self.draw(st.integers(0, 4))))}</w:p>"

    def block(self, depth: int = 0) -> str:
        kind = self.draw(st.integers(0, 5 if depth < 2 else 3))
        if kind < 4:
            return self.paragraph()
        if kind == 4:
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{self.block(depth + 1)}</w:sdtContent></w:sdt>"
        cells = [f"<w:tc><w:tcPr/>{self.block(depth + 1)}{self.paragraph()}</w:tc>" for _ in range(self.draw(st.integers(1, 3)))]
        return f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{''.join(cells)}</w:tr></w:tbl>"


@st.composite
def bodies(draw: st.DrawFn) -> str:
    body = Body(draw)
    return "".join(body.block() for _ in range(draw(st.integers(1, 5))))


def draft(content: str) -> bytes:
    """A Word file with ``content`` and the notes and comments that it refers to."""
    ids = re.findall(r'<w:footnoteReference w:id="(\d+)"', content)
    notes = "".join(f'<w:footnote w:id="{number}"><w:p><w:r><w:t>注{number}</w:t></w:r></w:p></w:footnote>' for number in ids)
    ids = re.findall(r'<w:commentReference w:id="(\d+)"', content)
    comments = "".join(f'<w:comment w:id="{number}" {BY}><w:p><w:r><w:t>批{number}</w:t></w:r></w:p></w:comment>' for number in ids)
    return make_docx(f"<w:p><w:r><w:t>开头的话。</w:t></w:r></w:p>{content}", footnotes=notes, comments=comments)


def root_of(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def things(data: bytes) -> Counter[tuple[str, str]]:
    root = root_of(data)
    found = ((name, element) for name in THINGS for element in root.iter(W + name))
    return Counter((name, element.get(W + "id") or element.get(W + "fldCharType") or "") for name, element in found)


def characters(data: bytes) -> Counter[str]:
    document = read_bytes(data, "稿.docx")
    return Counter("".join("".join(item.text for item in document.paragraphs if item.role not in FURNITURE).split()))


def hidden(data: bytes) -> Counter[str]:
    texts = ("".join(run.itertext()) for run in root_of(data).iter(W + "r") if run.find(f"{W}rPr/{W}vanish") is not None)
    return Counter("".join("".join(texts).split()))


@settings(max_examples=40)
@given(bodies())
def test_nothing_is_lost_added_or_doubled(content: str) -> None:
    data = draft(content)
    made = renew(*read_with_package(data, "稿.docx")).data
    assert characters(made) == characters(data)
    assert things(made) == things(data)
    assert hidden(made) == hidden(data)
    assert characters(accept_all(made)) == characters(accept_all(data))
    assert characters(reject_all(made)) == characters(reject_all(data))
    order = [element.get(W + "id") for element in root_of(made).iter(W + "commentRangeStart", W + "commentRangeEnd")]
    assert all(order.index(number) < len(order) - 1 - order[::-1].index(number) for number in set(order))
    raised = [visible_text(item) for item in root_of(made).iter(W + "p")]
    assert any("开头的话。" in text for text in raised)


@settings(max_examples=40)
@given(bodies())
def test_paragraphs_for_line_breaks_lose_and_add_nothing(content: str) -> None:
    data = draft(content)
    made = parted(data, read_bytes(data, "稿.docx"))
    if made is None:
        return
    assert characters(made.data) == characters(data)
    assert things(made.data) == things(data)
    assert hidden(made.data) == hidden(data)
    assert characters(accept_all(made.data)) == characters(accept_all(data))
    assert characters(reject_all(made.data)) == characters(reject_all(data))
