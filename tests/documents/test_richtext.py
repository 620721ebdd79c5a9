"""Text that remembers what it held: cut and joined anyhow, nothing of it is lost or doubled."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.layout import lay_out
from drafting.documents.model import Cell, Document, Format, Paragraph, Place, Role, Sealing
from drafting.documents.renewal.richtext import Atom, RichText, Wrapper, cut, holds_anything, join, like, rich, tallest, without_blanks
from drafting.documents.typesetting.runs import runs

BOLD = {"b": True}
LINK = Wrapper('<w:hyperlink r:id="a">', "</w:hyperlink>")


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces: list[tuple[str, Atom]] = []
    for number in range(draw(st.integers(0, 9))):
        characters = draw(st.text(alphabet="甲乙a， \n\t\u3000", max_size=3))
        kind = draw(st.integers(0, 3))
        look = BOLD if kind == 1 else {}
        if kind == 3:
            pieces.append(("", Atom(0, xml=f"<thing n='{number}'/>")))
        else:
            pieces.append((characters, Atom(len(characters), look=look, around=(LINK,) if kind == 2 else ())))
    return rich(pieces)


def things(*given_texts: str) -> Counter[str]:
    return Counter(atom.xml for text in given_texts if isinstance(text, RichText) for atom in text.atoms if atom.xml)


@given(texts(), st.integers(0, 30), st.integers(0, 30))
def test_a_cut_text_is_the_text_and_holds_everything_once(text: str, first: int, second: int) -> None:
    start, stop = sorted((first, second))
    pieces = [text[:start], text[start:stop], text[stop:]]
    assert "".join(map(str, pieces)) == str(text)
    assert join("", pieces) == text
    if 0 < start < stop < len(text):
        assert things(*pieces) == things(text)


@given(texts())
def test_stripping_and_splitting_lose_only_characters(text: str) -> None:
    for stripped, plain in ((text.strip(), str(text).strip()), (text.lstrip(), str(text).lstrip()), (text.rstrip(), str(text).rstrip())):
        assert stripped == plain
        assert things(stripped) == things(text)
    for separator in ("\n", "，", None):
        pieces = text.split(separator)
        assert [str(piece) for piece in pieces] == str(text).split(separator)
        assert not pieces or things(*pieces) == things(text)
    pieces = cut(text, re.compile(r"[ \t]+"))
    assert [str(piece) for piece in pieces] == re.split(r"[ \t]+", str(text))
    assert things(*pieces) == things(text)


@given(texts(), texts(), st.sampled_from(["", "\n", "　"]))
def test_joining_holds_everything(one: str, other: str, separator: str) -> None:
    joined = join(separator, (one, other))
    assert joined == str(one) + separator + str(other)
    assert things(joined) == things(one, other)
    assert things(one + other) == things("" + one + other) == things(one, other)


@given(texts(), st.lists(st.tuples(st.integers(0, 30), st.sampled_from(" \n\u3000")), max_size=4))
def test_blanks_may_change_and_nothing_else_is_lost(text: str, added: list[tuple[int, str]]) -> None:
    changed = str(text).replace(" ", "").replace("\t", "\u3000")
    for at, blank in added:
        changed = changed[:at] + blank + changed[at:]
    made = like(text, changed)
    assert made == changed
    assert things(made) == things(text)


def test_other_characters_may_not_change() -> None:
    text = rich([("甲乙", Atom(2, look=BOLD))])
    with pytest.raises(ValueError, match="blanks"):
        like(text, "甲丙")
    with pytest.raises(ValueError, match="atoms"):
        RichText("甲乙", [Atom(1)])


@given(texts())
def test_the_runs_hold_every_character_and_thing_once_and_every_wrapper_is_closed(text: str) -> None:
    xml = runs(text, "仿宋_GB2312")
    assert Counter(re.findall(r"<thing n='\d'/>", xml)) == things(text)
    said = re.sub(r"<w:br/>", "\n", re.sub(r"<w:tab/>", "\t", xml))
    assert re.sub(r"<[^>]*>", "", said) == str(text)
    assert xml.count(LINK.opening) == xml.count(LINK.closing)


def test_text_that_holds_nothing_is_a_plain_text() -> None:
    assert type(rich([("甲", Atom(1)), ("乙", Atom(1))])) is str
    assert type(rich([("甲", Atom(1)), ("乙", Atom(1, look=BOLD))])[:1]) is str


def test_what_is_cut_into_becomes_plain_characters() -> None:
    text = rich([("甲乙", Atom(2, xml="<w:r><w:ruby/></w:r>"))])
    assert runs(text[:1], "仿宋") == '<w:r><w:t xml:space="preserve">甲</w:t></w:r>'


def test_neighbours_in_one_link_share_it() -> None:
    text = rich([("甲", Atom(1, around=(LINK,))), ("乙", Atom(1, look=BOLD, around=(LINK,))), ("丙", Atom(1))])
    xml = runs(text, "仿宋")
    assert xml.count("<w:hyperlink") == 1
    assert xml.index("</w:hyperlink>") < xml.index("丙")


def test_underlined_blanks_are_a_line_to_write_on() -> None:
    line = Atom(4, look={"u": {"val": "single"}})
    text = rich([("  姓名：", Atom(5)), ("    ", line), ("  ", Atom(2))])
    assert without_blanks(text, " ") == "姓名：    "
    assert without_blanks("  甲 ", " ") == "甲"


def test_a_text_without_characters_may_hold_a_picture() -> None:
    text = rich([("", Atom(0, xml="<w:r/>")), ("\ufffc", Atom(1, xml="<w:r/>", height=900))])
    assert tallest(text) == 900
    assert holds_anything(text[:0] or text)
    assert not holds_anything("  ")


LINES = {
    Role.COPY_NUMBER: "000001",
    Role.SECRECY: "机密★1年",
    Role.URGENCY: "特急",
    Role.ISSUER_MARK: "清源市人民政府文件",
    Role.DOCUMENT_NUMBER: "清政发〔2026〕1号",
    Role.SIGNER: "签发人：张 三　李四",
    Role.TITLE: "清源市人民政府关于进一步加强和改进新时代基层治理体系建设工作若干问题的请示",
    Role.SUBTITLE: "（2026年3月5日　市政府第1次常务会议通过）",
    Role.RECIPIENTS: "省人民政府：",
    Role.BODY: "为做好工作，现请示如下。",
    Role.HEADING1: "一、总体要求",
    Role.HEADING2: "（一）基本原则。坚持问题导向，抓好落实。",
    Role.ATTENDANCE: "出席：张三　李四",
    Role.CAPTION: "表1　安排表",
    Role.ATTACHMENT_NOTE: "附件：1.某某方案\n2.某某名单",
    Role.SIGNATURE: "清源市人民政府办公室关于基层治理体系建设工作联席会议办公室综合协调组",
    Role.DATE: "2026年3月5日",
    Role.ANNOTATION: "（联系人：某某）",
    Role.ATTACHMENT_LABEL: "附件1",
    Role.ATTACHMENT_TITLE: "某某方案",
    Role.COPIES_TO: "抄送：市委办公室，市人大常委会办公室。",
    Role.PRINTER: "清源市人民政府办公室　　2026年3月6日印发",
}


def between_all(text: str, tag: str) -> str:
    """``text`` with a thing before each of its characters and one at its end."""
    pieces: list[tuple[str, Atom]] = []
    for number, char in enumerate(text):
        pieces += [("", Atom(0, xml=f"<w:{tag} w:id='{number}'/>")), (char, Atom(1))]
    return rich([*pieces, ("", Atom(0, xml=f"<w:{tag} w:id='{len(text)}'/>"))])


def body_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize("page_format", [Format.DOCUMENT, Format.LETTER, Format.MINUTES, Format.PLAIN])
@pytest.mark.parametrize("sealing", list(Sealing))
def test_every_element_of_the_page_keeps_what_stands_between_its_characters(page_format: Format, sealing: Sealing) -> None:
    rows = [Paragraph(between_all(text, role.value), role) for role, text in LINES.items()]
    rows.append(Paragraph("格", place=Place(cell=Cell(0, 0, 0))))
    document = Document(tuple(rows), format=page_format, sealing=sealing, source="稿.docx")
    xml = body_of(lay_out(document))
    for role, text in LINES.items():
        found = [int(number) for number in re.findall(rf"<w:{role.value} w:id='(\d+)'/>", xml)]
        assert sorted(found) == list(range(len(text) + 1)), role
