"""What a line is apart from a slip of the writer: a title that ends in a full stop, recipients without their colon.

A draft is proofread for such faults, so they must not hide what the line is. Each is recognised by what a sentence would have and the
line lacks: a predicate, a comma outside 《》, the opening of a text.
"""

from __future__ import annotations

from drafting.documents.expressions import expression
from drafting.documents.model import Role
from drafting.documents.roles import patterns as like
from drafting.documents.roles.headings import line_enumerator
from drafting.documents.roles.patterns import Line, genre

_END_MARKS = "。．.，,、；;：:！!？?"
_QUOTED = expression("《[^《》]*》|〈[^〈〉]*〉|（[^（）]*）|“[^“”]*”|<[^<>]*>")
_PREDICATE = expression(
    "了|听取|审议(?!意见)|收悉|收到|会议(?:认为|指出|强调|要求|决定|通过)|^[你我贵本现请望经将据]|现[将就予]|如下|特此|应当|必须"
    "|予以(?!.+的)|请各|按照|^同意"
)
# What sentences have that end in 规定, 决定, 方案 and are no titles: 临时召集的会议不适用前款的规定。
_VERB = expression("[不是]|(?<!自)由|可以|负责|鼓励|通过|应(?!急)|适用|需要|进行|依照|有权|享有|从事|制定|落实|依法|从其|向|使")
# Kinds that end sentences as often as titles: 认真实施人才政策。
_ALSO_ORDINARY = frozenset({"政策", "制度", "措施", "举措", "规定", "决定", "标准", "准则", "信息", "情况", "公开", "安排", "建议", "体会"})
_ERRAND = expression(
    "^[请由将向经对报送]|报送|上报|报[省市县区]|送[省市县区]|负责|联系|落实|按照|交[由给]|反馈|通知|实施|如下|了|参加|[是在]"
)
_REGION = expression("(?:省|区|直辖市|市|单列市|县|旗|盟|州|镇|乡|街道|委|厅|局|办|院|校|企业|事业|区块|功能区)$")
_ADDRESS_PROSE = expression(
    "[请要是了将把不]|(?<!自)由|应(?!急)|必须|认真|加强|高度|组织实施|结合|可以|或者|[具没还含]有|^有(?!关)|属于|包括|移送|推进|怎么|的(?!单位)|^第.+条"
)
_ORDINAL = expression("附件(?:[之第]?(?P<number>[\\d一二三四五六七八九十]{1,3}))?[：:．.、]?")
_UNLISTED = expression("附件?[：:]?(?:如文|附后|见后|[\\d一二三四五六七八九十两]{1,2}[份件])[。．]?")
# What stands above 发文机关标志 where 份号, 密级 and 紧急程度 belong, and is none that the rules know.
_ABOVE_MARK = (
    (expression("(?:第|№|[Nn][Oo][.．:：]?|编号[：:]?|份号[：:]?)?\\d{1,8}号?"), Role.COPY_NUMBER),
    (expression("(?:密级[：:]?)?(?:内部(?:资料|文件|使用|参阅)?|保密|内密|绝秘|机秘|密)(?:[★☆*].{0,8})?"), Role.SECRECY),
    (expression("(?:十万)?火急|限时(?:办理|办结|件)?|[特加紧]急件|特别紧急|非常紧急|急办|速办|火速"), Role.URGENCY),
)
_OPEN_ANNOTATION = expression("(?:此件|本件)(?:.{0,6}公开.{0,4}|发至.{1,12}|不公开|可登.{1,6})|本文有删.?|联系(?:人|单位|部门)[：:].{2,80}")


def without_end_mark(line: Line) -> Line:
    """Return ``line`` without the mark at its end; such a line is running text no more unless it has a full stop inside."""
    core = line.tight.rstrip(_END_MARKS)
    if core == line.tight:
        return line
    return line._replace(tight=core, text=line.text.rstrip().rstrip(_END_MARKS), is_prose="。" in core)


def without_end_mark_of(tight: str) -> str:
    """Return a line's text without the mark at its end."""
    return tight.rstrip(_END_MARKS)


def is_title_with_mark(line: Line, begun: str = "", *, expected: bool = False) -> bool:
    """Tell whether a line is a title but for the mark at its end, or the end of the title that the lines ``begun`` leave unfinished.

    At the top of a text only: a sentence of the text may end in 通知 as well, though seldom without predicate and comma. ``expected``:
    where only a title can stand, as above recipients and at the head of an attached paper, so that 措施 or 规定 at its end will do.
    """
    bare = without_end_mark(line)
    if bare is line or not like.may_be_title(bare) or expression("[。；！？]").search(bare.tight):
        return False
    kind = genre(bare.tight)
    if kind == bare.tight:
        return bool(begun) or expected or kind not in _ALSO_ORDINARY
    outside = _QUOTED.sub("", bare.tight)
    if expression("[，,：:]").search(outside) or _leaves_open(begun + bare.tight) or like.opens_body(bare):
        return False
    before, about, _ = outside.partition("关于")
    if about:
        named = kind is not None or not before or like.is_organ(before)
        return named and len(before) <= 40 and not _PREDICATE.search(before) and "是" not in before
    if _PREDICATE.search(outside) or _VERB.search(outside) or len(outside) > 50:
        return False
    if begun:
        return genre(begun + bare.tight) is not None
    if kind is None or len(bare.tight) < 8:
        return False
    return expected or not (kind in _ALSO_ORDINARY or line.tight.endswith(("：", ":")))


def _leaves_open(tight: str) -> bool:
    """Tell whether the mark at the end stands inside quotation marks that the line does not close: part of a sentence."""
    return tight.count("“") != tight.count("”") and "关于" not in tight


def is_joint_title_line(line: Line, below: Line | None) -> bool:
    """Tell whether a line can be the first of a title in which several organs are divided by 、 across lines."""
    return line.tight.endswith("、") and like.is_organ(line.tight[:-1]) and below is not None and "关于" in below.tight


def is_bare_recipients(tight: str) -> bool:
    """Recipients whose colon is wrong or missing: a list of organs or people, in part named by their regions only (各省、自治区……)."""
    core = expression("[（(][^（）()]*[）)]").sub("", tight.rstrip(_END_MARKS))
    if core == tight and like.is_bare_recipients(core):
        return True
    prose = like.leads_in(core.replace("；", "").replace(";", "")) or _ADDRESS_PROSE.search(core)
    if not core or prose or tight.endswith(("？", "?")) or expression("关于|《").search(core) or line_enumerator(tight)[0]:
        return False
    items = [item for item in expression("[、，,；;]").split(core) if item]
    named = [bool(like.ends_like_address(item) or _REGION.search(item)) for item in items]
    if not items or not named[-1] or max(map(len, items)) > 40:
        return False
    # 工业和信息化、教育、科技主管部门: in a list that begins with 各 the name of a branch of work may stand for its organ.
    return sum(named) * 2 >= len(named) if core.startswith("各") else all(named)


def is_address(line: Line) -> bool:
    """Recipients, their colon right or wrong."""
    return like.is_recipients(line) or is_recipients_with_marks(line)


def is_recipients_with_marks(line: Line) -> bool:
    """Recipients that end in more than one mark, the last a colon (各单位：：)."""
    tight = line.tight
    return tight.endswith(("：", ":")) and tight.rstrip(_END_MARKS) != tight[:-1] and is_bare_recipients(tight)


def opens_as_recipients(line: Line, following: Line | None) -> bool:
    """Tell whether a line without any title above it names recipients: a wrong mark at its end or 各 at its start, and a text below."""
    marked = without_end_mark(line) is not line or line.tight.startswith("各")
    return marked and following is not None and following.is_prose and is_bare_recipients(line.tight)


def signer_name(line: Line) -> str | None:
    """Return the name in a signature that has a mark at its end (清源市水务局。), None where the line is no such thing."""
    bare = without_end_mark(line)
    if bare is line or bare.is_prose or _ERRAND.search(bare.tight):
        return None
    return bare.tight if len(bare.tight) >= 3 and like.is_organ(bare.tight) else None


def is_attachment_label(tight: str) -> bool:
    """附件1 in brackets, or 附件之1, on a line of its own."""
    bracketed = len(tight) > 2 and tight[0] in "【[（(〔" and tight[-1] in "】]）)〕"
    found = _ORDINAL.fullmatch(tight[1:-1] if bracketed else tight)
    return found is not None and (bracketed or found.group("number") is not None)


def is_unlisted_note(tight: str) -> bool:
    """附件如文, 附件2份: an announcement that names no attachment."""
    return _UNLISTED.fullmatch(tight) is not None


def above_mark(tight: str) -> Role | None:
    """Return what a line above 发文机关标志 was meant for, where its words are none that the rules know (内部资料, 火急, 第12号)."""
    return next((role for expression, role in _ABOVE_MARK if expression.fullmatch(tight)), None)


def is_open_annotation(tight: str) -> bool:
    """附注 without its brackets; only below 成文日期."""
    return len(tight) <= 90 and bool(_OPEN_ANNOTATION.fullmatch(tight.rstrip("。")))
