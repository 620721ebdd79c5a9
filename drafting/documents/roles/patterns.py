"""What one line of an office paper looks like by itself; the other modules here put the lines together."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from drafting.documents.expressions import expression
from drafting.documents.model import Alignment, Look, Paragraph, Role
from drafting.documents.resources import listed
from drafting.documents.roles.headings import line_enumerator
from drafting.documents.roles.leftovers import is_leftover

_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_BLANKS = expression(r"[\s\u3000\u200b\ufeff\ufffc]+")
_MARKDOWN = expression(r"^\s*(#{1,6}\s+|\*\*(?=.+\*\*\s*$)|>\s+)")

_ANY = r"[×X*＊x]"
_YEAR = rf"(?:(?:19|20)\d\d|20{_ANY}{{2}}|20\d{_ANY}|{_ANY}{{2,4}}|[一二][九〇○零OＯo0][〇○零OＯo0一二三四五六七八九]{{2}})"
_DAY = rf"(?:\d{{0,2}}|[一二三四五六七八九十廿]{{1,3}}|{_ANY}{{1,2}})"
_DATE = rf"{_YEAR}年{_DAY}月{_DAY}日"
DATE = expression(_DATE)
_PLAIN_DATE = expression(
    rf"(?:{_DATE}|(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}|{_YEAR}年{_DAY}月(?:{_DAY}号?)?|\d{{2,3}}年\d{{1,2}}月\d{{1,2}}[日号]|年月日)[。．.，；]?"
)
_ENDS_IN_DATE = expression(rf"^(?P<before>.*?){_DATE}$")
_PRINTED = expression(rf"{_DATE}(?:印发?|印制|发)[。．.]?$|^(?:共印|印数|份数)[：:]?\d+份?|^(?:打字|校对|核稿)[：:]")

_OPEN, _CLOSE = r"[〔\[［﹝【（(〈{｛《〖]", r"[〕\]］﹞】）)〉}｝》〗]"
_BRACKETED_YEAR = rf"{_OPEN}?第?{_YEAR}年?{_CLOSE}"
DOCUMENT_NUMBER = expression(rf"[（(]?[\u4e00-\u9fa5A-Za-z]{{0,18}}{_BRACKETED_YEAR}第?(?:\d{{0,5}}|{_ANY}{{1,3}})号[）)]?")
# As careless hands write it: the year short or without brackets, 号 forgotten, a full stop behind it.
_SPOILT_NUMBER = expression(
    rf"[（(]?[\u4e00-\u9fa5]{{2,18}}(?:{_OPEN}(?:{_YEAR}|\d\d)年?{_CLOSE}第?\d{{1,5}}号?|(?:19|20)\d\d年?第?\d{{1,4}}号)[）)]?[。．.]?"
)
_NOTICE_NUMBER = expression(rf"[\u4e00-\u9fa5、]{{2,40}}(?:公告|通告|令){_YEAR}年第\d+号")
_SERIAL = expression(r"[（(〔\[]?(?:总?第|NO\.?|No\.?)[\d一二三四五六七八九十百〇零×X]{1,4}[号期次][）)〕\]]?")
SIGNER = expression(r"签发人?[：:]|签发人(?=[\u4e00-\u9fa5·、×]{2,20}$)")
_SECRECY = expression(r"(?:密级[：:])?(?:绝密|机密|秘密)(?:[★☆*].{0,8}|.{0,4}年)?")
_URGENCY = expression(r"(?:紧急程度|缓急)[：:]\S{2,3}|特提|特急|加急|平急|急件|紧急|急")
_COPY_NUMBER = expression(r"(?:份号[：:]?|[Nn][Oo][.．:：]?)?\d{6}")

_ARTICLE = expression(r"第[一二三四五六七八九十百千零〇\d]{1,5}条")

ATTACHMENT = expression(r"附(?:件|表|图|录)?(?P<number>[\d一二三四五六七八九十]{0,2}(?:-\d+)?)(?P<colon>[：:．.]?)(?P<name>.*)")
_ATTACHMENT_ITEM = expression(r"\d{1,2}(?:-\d{1,2})?[.．、]?(?!\d|年|月|日)\S")
COPIES = expression(r"(?:抄[送报]|主送(?!.*[：:]$)|分送|报送|发至)[：:]")
_OPEN_COPIES = expression(r"抄[\s\u3000]*[送报][\s\u3000]+\S")
ATTENDANCE = expression(r"(?:出席|列席|请假|缺席|参加|主持|记录)(?:人员?|人)?[：:]")
_ANNOTATION = expression(
    r"[（(【\[〔](?:此件|本文(?:件)?有删|联系[人单电部]|(?:信息)?公开(?:属性|方式|发布|选项)|主动公开|依申请公开|不予公开|此页无正文"
    r"|发至|传达|可登|内部|本文公开)[^（(]*(?:[（(][^（）()]*[）)][^（(]*)*[）)】\]〕]。?|(?:公开|信息公开)(?:方式|属性|选项|类别)[：:](?:主动公开|依申请公开|不予公开|不公开)[。]?"
)
_CAPTION = expression(r"[图表](?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[-—.]\d+)?[：:．.\s\u3000]*\S{0,40}")
_PERSON = expression(
    r".{0,20}(?:部长|主任|省长|市长|州长|盟长|县长|区长|旗长|镇长|乡长|局长|厅长|署长|行长|院长|检察长|主席|总理|书记|会长|校长|董事长|总经理)"
    r"[\u4e00-\u9fa5·×]{2,5}"
)
_TITLE_OPENING = expression(r"关于|印发|转发|批转|发布|公布|在.+[上中]的")
_GLUED = expression(r"关于.{4,}的(?:通知|意见|函|决定|通报|公告|通告|批复|报告|请示)(?![》”〉])[^。]{2,}[：:]")
_OPENS_BODY = expression(r"为|根据|按照|经|依据|近年|[一1][、.．，]|[（(]一[）)]|第一[条章]|总则|前言|引言|序言")
_RECIPIENT_PROSE = expression(r"如下|现[将就把]|特此|收悉|以下|下列|^为|，为|^根据|^按照|^附|联系|电话|地址|邮箱|要求|[。；！？;!?]")
_CLOSING_FORMULA = expression(r"特此.{2,6}|此复|此令|此致|敬礼|妥否.*|以上.*|专此.*|请予.*")


class Line(NamedTuple):
    """One paragraph as the rules see it: ``text`` without margins and Markdown, ``tight`` without blanks, digits half-width."""

    text: str
    tight: str
    look: Look
    in_table: bool
    is_prose: bool  # running text, as far as the line itself tells
    offset: int  # of ``text`` in the paragraph's text

    @property
    def is_centered(self) -> bool:
        """Set in the middle of the line."""
        return self.look.alignment is Alignment.CENTER

    @property
    def is_red(self) -> bool:
        """Printed in the red of a 发文机关标志."""
        color = self.look.color or ""
        if not expression(r"[0-9A-F]{6}").fullmatch(color):
            return False
        red, green, blue = (int(color[k : k + 2], 16) for k in (0, 2, 4))
        return red > 150 and green < 90 and blue < 90


def _is_prose(tight: str, look: Look) -> bool:
    """Running text: it has a full stop, ends inside a sentence, or is long and divided by commas."""
    if "。" in tight or tight.endswith(("；", ";", "，", ",", "、", "！", "？")):
        return True
    divided = len(tight) > 60 and bool(expression("[，,；]").search(tight))
    return divided and look.alignment is not Alignment.CENTER and genre(tight) is None


CONTENTS_STYLE = expression(r"(?:toc|目录) ?([1-9])", re.IGNORECASE)
"""The names of the styles of a list of contents, with the level."""


def line_of(paragraph: Paragraph) -> Line:
    """Return ``paragraph`` as the rules see it."""
    text = paragraph.text
    mark = _MARKDOWN.match(text)
    body = text[mark.end() :] if mark else text
    body = body.strip().removesuffix("**") if mark else body.strip()
    offset = text.find(body, mark.end() if mark else 0) if body else 0
    tight = _BLANKS.sub("", body[:600]).replace("**", "").translate(_WIDE_DIGITS)
    return Line(body, tight, paragraph.look, paragraph.place.cell is not None, _is_prose(tight, paragraph.look), offset)


@cache
def genres() -> dict[str, bool]:
    """Return the words by which titles name their kind, each with whether it is one of the 15 statutory ones."""
    rows = listed("documents/genres.tsv")
    return {name: kind == "statutory" for name, _, kind in (row.partition("\t") for row in rows)}


@cache
def _genre_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, genres()), key=len, reverse=True))
    return expression(rf"(?P<genre>{names})(?:[》〉”]|[（(〔][^（）()]{{0,20}}[）)〕])*$")


def genre(title: str) -> str | None:
    """Return the 文种 that a title ends with (通知, 请示, 调研报告 …), None if it ends with none known.

    Closing brackets and quotation marks do not count: 《…办法（试行）》 is a 办法.
    Source: 《党政机关公文处理工作条例》 Article 8, and usage for the rest.
    """
    found = _genre_pattern().search(_BLANKS.sub("", title))
    return found.group("genre") if found else None


@cache
def _organ_pattern() -> re.Pattern[str]:
    return _endings("organ_endings.txt")


@cache
def _address_pattern() -> re.Pattern[str]:
    return _endings("organ_endings.txt", "address_endings.txt")


def _endings(*files: str) -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(row) for file in files for row in listed(f"documents/{file}")), key=len, reverse=True))
    return expression(rf"(?:{names})(?:[（(][^（）()]{{1,20}}[）)])*[：:]?$")


def is_document_number(tight: str) -> bool:
    """国办发〔2021〕1号, also with a wrong bracket or a missing figure, in brackets under a title, or of a notice or an order."""
    return any(pattern.fullmatch(tight) for pattern in (DOCUMENT_NUMBER, _SPOILT_NUMBER, _NOTICE_NUMBER, _SERIAL))


def header_role(line: Line) -> Role | None:
    """Return the role of a line that can only stand in the 版头: 份号, 密级, 紧急程度, 发文字号, 签发人."""
    tight = line.tight
    if len(tight) > 80:
        return None
    if is_document_number(tight):
        return Role.DOCUMENT_NUMBER
    if SIGNER.match(tight):
        return Role.SIGNER
    found = SIGNER.search(tight)
    if found and is_document_number(tight[: found.start()]):
        return Role.DOCUMENT_NUMBER
    if _SECRECY.fullmatch(tight):
        return Role.SECRECY
    if _URGENCY.fullmatch(tight):
        return Role.URGENCY
    return Role.COPY_NUMBER if _COPY_NUMBER.fullmatch(tight) else None


def is_date(tight: str) -> bool:
    """A date and nothing else, also unfinished (2024年×月×日, 年月日)."""
    return bool(_PLAIN_DATE.fullmatch(tight))


def after_date(tight: str) -> str | None:
    """Return what a line that begins with a date goes on with, None if it does not begin with one."""
    found = DATE.match(tight)
    return tight[found.end() :] if found else None


def before_date(tight: str) -> str | None:
    """Return what stands before a date that ends a line, None if none ends it."""
    found = _ENDS_IN_DATE.match(tight)
    return found.group("before") if found else None


def is_organ(tight: str) -> bool:
    """The name of an organ or several one after the other, nothing else."""
    if not 2 <= len(tight) <= 60 or expression(r"[。；：:！？，,《》“”\d]|关于|附件").search(tight):
        return False
    return bool(_organ_pattern().search(tight))


def may_sign(tight: str) -> bool:
    """A line that, right above a date, is a signature: short, no sentence, no list item, no figure."""
    if not 2 <= len(tight) <= 60 or _CLOSING_FORMULA.fullmatch(tight) or ATTACHMENT.match(tight):
        return False
    sentence = r"[。；：:！？，,《》\d/＞>.]|^[（(]|[）)]$(?<!（代章）)(?<!（盖章）)(?<!（章）)|^[一二三四五六七八九十]+[、，．]"
    return not expression(sentence).search(tight)


def is_person(tight: str) -> bool:
    """An office and a name, as orders are signed: 部长×××."""
    return bool(_PERSON.fullmatch(tight))


def is_name(tight: str) -> bool:
    """One or two names of people and nothing else."""
    return bool(expression("[\u4e00-\u9fa5·×]{2,8}").fullmatch(tight))


def is_recipients(line: Line) -> bool:
    """主送机关 or an address: a list of organs or people that ends in a colon."""
    tight = line.tight
    if not tight.endswith(("：", ":")) or _RECIPIENT_PROSE.search(tight) or line_enumerator(line.text)[0]:
        return False
    return bool(_address_pattern().search(tight)) or tight.startswith(("各", "尊敬的"))


def ends_like_address(item: str) -> bool:
    """The end of an organ's name or of a form of address."""
    return len(item) >= 2 and bool(_address_pattern().search(item))


def leads_in(tight: str) -> bool:
    """The wording of a sentence, not of a list of recipients."""
    return bool(_RECIPIENT_PROSE.search(tight))


def is_glued_title(line: Line) -> bool:
    """A title with its recipients run on in the same line, as crawlers leave it."""
    return bool(_GLUED.search(line.tight)) and not opens_body(line) and "如下" not in line.tight


def is_bare_recipients(tight: str) -> bool:
    """Recipients whose colon is wrong or missing: every item of the list names an organ or people."""
    bare = expression("[，,；]$").sub("", expression("[（(][^（）()]*[）)]").sub("", tight))
    items = expression("[、，,；]|(?<=.{2})[和及与](?=.{2})").split(bare)
    return all(2 <= len(item) <= 30 and _address_pattern().search(item) for item in items) and not _RECIPIENT_PROSE.search(tight[:-1])


def title_words(tight: str) -> bool:
    """Tell whether a line has what titles have: 关于…, or a kind at its end."""
    return bool(_TITLE_OPENING.search(tight)) or genre(tight) is not None


_BOXES = expression("[□☐☑☒]")  # to be ticked: a form


def may_be_title(line: Line) -> bool:
    """A line that can be (part of) a title: short, no sentence, no number in front, not an element of its own."""
    tight = line.tight
    if not tight or len(tight) > (150 if line.is_centered else 100) or line.is_prose or tight.endswith(("：", ":", "。")):
        return False
    if line_enumerator(line.text)[0] or _ARTICLE.match(tight) or is_leftover(tight) or is_date(tight) or _BOXES.search(tight):
        return False
    return not (is_copies(line) or ATTENDANCE.match(tight) or is_annotation(tight) or is_attachment_label(tight))


def is_bracketed(tight: str) -> bool:
    """The whole line stands in brackets."""
    return len(tight) > 2 and tight[0] in "（(〔" and tight[-1] in "）)〕"


def is_attachment_label(tight: str) -> bool:
    """附件, 附件1, 附件： on a line of its own."""
    found = ATTACHMENT.fullmatch(tight) if tight.startswith(("附件", "附表", "附图", "附录")) else None
    return bool(found) and not (found and found.group("name"))


def is_attachment_item(tight: str) -> bool:
    """A numbered name that continues an 附件说明."""
    return (
        len(tight) <= 120
        and bool(_ATTACHMENT_ITEM.match(tight))
        and not tight.endswith("：")
        and not expression("。.|[。；]$(?<=.{60})").search(tight)
    )


def is_annotation(tight: str) -> bool:
    """附注: （此件公开发布）, （联系人：…）, 公开方式：主动公开."""
    return len(tight) <= 120 and bool(_ANNOTATION.fullmatch(tight))


def is_printer(tight: str) -> bool:
    """印发机关和印发日期."""
    return len(tight) <= 80 and bool(_PRINTED.search(tight))


def is_caption(line: Line) -> bool:
    """表1 ×××, 图2-1 ×××: the title of a table or figure."""
    return len(line.tight) <= 50 and not line.is_prose and bool(_CAPTION.fullmatch(line.text))


def is_copies(line: Line) -> bool:
    """抄送：…, also without its colon."""
    return bool(COPIES.match(line.tight) or _OPEN_COPIES.match(line.text))


def is_closing_formula(tight: str) -> bool:
    """特此通知, 此复 and the like."""
    return bool(_CLOSING_FORMULA.fullmatch(tight))


def opens_body(line: Line) -> bool:
    """Tell whether a line begins a text: 为…, 根据…, 一、…, 第一条…."""
    return bool(_OPENS_BODY.match(line.tight))
