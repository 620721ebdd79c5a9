"""The characters of a paragraph and the elements that hold them: what marking and reading agree on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element

from drafting.documents.intake.characters import OBJECT, W, characters, hidden_styles, paragraphs, visible_text
from tests.documents.making import NAMESPACES


def _parse(xml: str) -> _Element:
    return etree.fromstring(f"<w:body {NAMESPACES}>{xml}</w:body>")


def _text(xml: str) -> str:
    return visible_text(next(_parse(f"<w:p>{xml}</w:p>").iter(W + "p")))


def _run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


PICTURE = "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
TEXT_BOX = "<w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent>"


def test_insertions_are_read_and_deletions_are_not() -> None:
    deleted = '<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom w:id="3"><w:r><w:t>移走</w:t></w:r></w:moveFrom>'
    assert _text(f'{_run("要")}<w:ins w:id="1">{_run("新")}</w:ins>{deleted}<w:moveTo w:id="4">{_run("移来")}</w:moveTo>') == "要新移来"


def test_what_wraps_runs_does_not_hide_them() -> None:
    wrapped = f"<w:hyperlink>{_run('链')}</w:hyperlink><w:smartTag>{_run('标')}</w:smartTag><w:bdo>{_run('向')}</w:bdo>"
    assert _text(f"{wrapped}<w:sdt><w:sdtPr/><w:sdtContent>{_run('控')}</w:sdtContent></w:sdt>") == "链标向控"


def test_of_a_field_the_result_is_read_and_the_instruction_is_not() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, separate, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
    instruction = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert _text(f"{_run('第')}{begin}{instruction}{separate}{_run('3')}{end}{_run('页')}") == "第3页"
    nested = f"{begin}{_run('IF ')}{begin}{instruction}{separate}{_run('8')}{end}{_run(' = 1')}{separate}{_run('是')}{end}"
    assert _text(nested + _run("。")) == "是。"
    assert _text(f'<w:fldSimple w:instr="DATE">{_run("今天")}</w:fldSimple>') == "今天"


def test_breaks_tabs_and_hyphens_are_one_character_each() -> None:
    xml = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:t>c</w:t></w:r>"
    assert (
        _text(xml + '<w:r><w:br w:type="page"/><w:lastRenderedPageBreak/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')
        == "a\tb\n\n\u2011c\uf0fe"
    )


def test_blanks_at_the_ends_are_dropped_as_word_drops_them() -> None:
    paragraph = next(_parse("<w:p><w:r><w:t>  前\n后 </w:t></w:r></w:p>").iter(W + "p"))
    (piece,) = characters(paragraph)
    assert (piece.text, piece.start) == ("前 后", 2)
    assert _text("<w:r><w:t>\u3000\u3000缩进</w:t></w:r>") == "\u3000\u3000缩进"


def test_an_inline_picture_is_one_character_and_a_text_box_or_floating_shape_is_none() -> None:
    assert _text(_run("图") + PICTURE) == "图" + OBJECT
    assert _text(_run("线") + PICTURE.replace("wp:inline", "wp:anchor")) == "线"
    assert _text(f'<w:r><w:pict><v:shape style="position: absolute"/></w:pict></w:r>{_run("印")}') == "印"
    assert _text(f"<w:r><w:object><v:shape/></w:object></w:r>{_run('式')}") == OBJECT + "式"
    box = f"<mc:AlternateContent><mc:Choice><w:drawing><wp:inline>{TEXT_BOX}</wp:inline></w:drawing></mc:Choice>"
    assert _text(f"<w:r>{box}<mc:Fallback><w:pict>{TEXT_BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{_run('外')}") == "外"


def test_every_paragraph_is_counted_also_those_of_both_forms_of_a_text_box() -> None:
    box = f"<mc:AlternateContent><mc:Choice>{TEXT_BOX}</mc:Choice><mc:Fallback>{TEXT_BOX}</mc:Fallback></mc:AlternateContent>"
    body = _parse(f"<w:p><w:r>{box}</w:r></w:p><w:p>{_run('后')}</w:p>")
    assert [visible_text(item) for item in paragraphs(body)] == ["", "框里", "框里", "后"]


def test_pronunciation_marks_are_not_text() -> None:
    assert _text(f"<w:r><w:ruby><w:rt>{_run('cháng')}</w:rt><w:rubyBase>{_run('长')}</w:rubyBase></w:ruby></w:r>") == "长"


def test_hidden_text_is_left_out_whether_hidden_directly_or_by_a_style() -> None:
    assert _text(_run("看见") + _run("隐藏", "<w:vanish/>") + _run("又见", '<w:vanish w:val="0"/>')) == "看见又见"
    styles = _parse(
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:basedOn w:val="Q"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Q"><w:basedOn w:val="P"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    hidden = hidden_styles(styles)
    assert hidden == {"H", "P", "Q"}
    styled = '<w:rStyle w:val="H"/>'
    plain = _parse(f"<w:p>{_run('在')}{_run('藏', styled)}</w:p>")[0]
    both = _parse(f'<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>{_run("藏")}{_run("现", styled)}</w:p>')[0]
    assert (visible_text(plain, hidden), visible_text(both, hidden)) == ("在", "现")


def test_a_hiding_default_style_hides_paragraphs_that_name_none() -> None:
    styles = _parse('<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:vanish/></w:rPr></w:style>')
    assert visible_text(_parse(f"<w:p>{_run('藏')}</w:p>")[0], hidden_styles(styles)) == ""


_XML_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff<>&"), max_size=12)


@given(st.lists(st.tuples(_XML_TEXT, st.sampled_from(["plain", "ins", "del", "tab", "hidden", "trim"])), max_size=8))
def test_every_piece_finds_its_characters_again(parts: list[tuple[str, str]]) -> None:
    xml = ""
    for text, kind in parts:
        run = _run(text, "<w:vanish/>" if kind == "hidden" else "")
        if kind == "tab":
            run = "<w:r><w:tab/></w:r>"
        elif kind == "trim":
            run = run.replace(' xml:space="preserve"', "")
        xml += f'<w:{kind} w:id="1">{run}</w:{kind}>' if kind in ("ins", "del") else run
    paragraph = _parse(f"<w:p>{xml}</w:p>")[0]
    pieces = characters(paragraph)
    assert "".join(piece.text for piece in pieces) == visible_text(paragraph)
    for piece in pieces:
        assert piece.text
        if piece.element.tag == W + "t":
            assert (piece.element.text or "")[piece.start : piece.start + len(piece.text)] == piece.text
        else:
            assert len(piece.text) == 1
    expected = "".join(
        {"tab": "\t", "trim": text.strip(" \t\r\n")}.get(kind, text) for text, kind in parts if kind not in ("del", "hidden")
    )
    assert visible_text(paragraph) == expected
