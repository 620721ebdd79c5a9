"""The head of a document: 版头, title, 题注 and recipients, down to the first sentence (GB/T 9704—2012, 7.2, 7.3.1, 7.3.2)."""

from __future__ import annotations

from drafting.documents.expressions import expression
from drafting.documents.model import Role
from drafting.documents.roles import patterns as like
from drafting.documents.roles import slips as slip
from drafting.documents.roles.headings import line_enumerator
from drafting.documents.roles.patterns import genre
from drafting.documents.roles.sheet import Sheet

_HEAD_LIMIT = 40  # lines above the first sentence that may belong to the head
_TITLE_LIMIT = 8  # lines of titles in a head; what has more is a list, not a title
_MARK_SIZE = 22.0  # points; a 发文机关标志 is never smaller


def mark_head(sheet: Sheet) -> None:
    """Mark the lines above the first sentence: 版头, title, 题注, recipients."""
    end = 0
    begun: list[str] = []
    while end < min(len(sheet.lines), _HEAD_LIMIT):
        line = sheet.lines[end]
        titled = sheet.roles[end] is None and _is_title_with_mark(sheet, end, begun)
        if not titled and _begins_body(sheet, end, begun):
            break
        if end > 0 and _is_addressed(sheet, end - 1, begun) and not _is_addressed(sheet, end, begun):
            break
        if titled or sheet.roles[end] is Role.TITLE or (sheet.roles[end] is None and like.may_be_title(line)):
            begun.append(slip.without_end_mark(line).tight)
        end += 1
    mark_head_between(sheet, 0, end)


def _is_title_with_mark(sheet: Sheet, k: int, begun: list[str]) -> bool:
    """Tell whether line ``k`` is a title but for the mark at its end: the title is not complete, or number or recipients follow."""
    after = sheet.next(k)
    following = sheet.lines[after] if after is not None else None
    heads = following is not None and (like.is_document_number(following.tight) or slip.is_address(following))
    return (heads or _may_go_on(begun)) and slip.is_title_with_mark(sheet.lines[k], "".join(begun), expected=heads)


def _may_go_on(begun: list[str]) -> bool:
    """Tell whether the title of which these are the lines so far is not complete yet."""
    return genre("".join(begun)) is None and not (begun and genre(begun[-1]))


def _is_addressed(sheet: Sheet, k: int, begun: list[str]) -> bool:
    line = sheet.lines[k]
    if sheet.roles[k] is not None:  # by its style
        return sheet.roles[k] is Role.RECIPIENTS
    return slip.is_address(line) or (not _may_go_on(begun) and not line.is_centered and slip.is_bare_recipients(line.tight))


def _begins_body(sheet: Sheet, k: int, begun: list[str]) -> bool:
    line = sheet.lines[k]
    if not line.tight or sheet.roles[k] is not None:
        return sheet.roles[k] in (Role.BODY, Role.ATTACHMENT_LABEL, Role.ATTENDANCE)
    if slip.is_address(line) or like.is_glued_title(line):
        return False
    if like.is_document_number(line.tight) or like.header_role(line) or like.is_date(line.tight):
        return False
    if _is_heading_below(sheet, k, begun):
        return True
    if slip.is_bare_recipients(line.tight):
        below = sheet.next(k)
        untitled = _may_go_on(begun) and not any(map(like.title_words, begun)) and line.is_prose
        return untitled and not slip.opens_as_recipients(line, sheet.lines[below] if below is not None else None)
    return line.is_prose or line_enumerator(line.text)[0] is not None or (like.opens_body(line) and not like.may_be_title(line))


def _is_heading_below(sheet: Sheet, k: int, begun: list[str]) -> bool:
    """Tell whether line ``k`` is a heading by its style below a title that is complete and is none by its own."""
    line = sheet.lines[k]
    if line.look.outline_level is None or not begun or _may_go_on(begun) or like.is_bracketed(line.tight):
        return False
    return all(other.look.outline_level is None for other in sheet.lines[:k])


def mark_head_between(sheet: Sheet, first: int, last: int) -> None:
    """Mark the lines from ``first`` to before ``last`` as the head of a document."""
    titled: list[int] = []
    numbered = False
    for k in range(first, last):
        line, tight = sheet.lines[k], sheet.lines[k].tight
        if not tight or sheet.roles[k] is not None:
            numbered = numbered or sheet.roles[k] is Role.DOCUMENT_NUMBER
            if sheet.roles[k] is Role.TITLE:
                titled.append(k)
            continue
        role = like.header_role(line)
        if role is None and not line.in_table:
            role = _head_role(sheet, k, last, titled, numbered)
        sheet.roles[k] = role
        numbered = numbered or role is Role.DOCUMENT_NUMBER
        if role is Role.TITLE:
            titled.append(k)
    if len(titled) > _TITLE_LIMIT:
        ends = next((k for k in titled if genre(sheet.lines[k].tight)), titled[0])
        for k in titled:
            if k > ends:
                sheet.roles[k] = None


def _head_role(sheet: Sheet, k: int, last: int, titled: list[int], numbered: bool) -> Role | None:
    line, tight = sheet.lines[k], sheet.lines[k].tight
    words = [slip.without_end_mark(sheet.lines[t]).tight for t in titled]
    named = any(map(like.title_words, words))
    if like.is_glued_title(line):
        return Role.RECIPIENTS if named else Role.TITLE
    if slip.is_address(line):
        return Role.RECIPIENTS
    if _is_title_with_mark(sheet, k, words):
        return Role.TITLE
    above = sheet.previous(k)
    signed = above is not None and "签发人" in sheet.lines[above].tight
    if signed and like.is_name(tight) and not (like.is_organ(tight) or like.title_words(tight)):
        return Role.SIGNER
    if above is None and expression(r"\d{3,8}").fullmatch(tight):
        return Role.COPY_NUMBER
    if not titled and len(tight) <= 12 and _is_above_mark(sheet, k, last):
        meant = slip.above_mark(tight)
        if meant:
            return meant
    if tight.endswith(("：", ":")):
        return Role.RECIPIENTS if k == last - 1 and (named or numbered) and not line.is_prose and not like.leads_in(tight) else None
    if like.is_date(tight):
        return Role.DATE
    if like.is_bracketed(tight) and (like.DATE.search(tight) or (titled and ("通过" in tight or like.is_person(tight)))):
        return Role.SUBTITLE
    if tight.startswith("——"):
        return Role.SUBTITLE
    if _is_mark(sheet, k, last, titled):
        return Role.ISSUER_MARK
    bare = named and k == last - 1 and Role.RECIPIENTS not in sheet.roles[:k] and not line.is_centered
    if bare and slip.is_bare_recipients(tight):
        return Role.RECIPIENTS
    below = sheet.next(k)
    following = sheet.lines[below] if below is not None else None
    if not titled and slip.opens_as_recipients(line, following):
        return Role.RECIPIENTS
    if not named and slip.is_joint_title_line(line, following):
        return Role.TITLE
    if not like.may_be_title(line):
        return None
    joined = k - 1 in titled
    if titled and not joined and len(tight) < 4 and not (genre(tight) and _may_go_on(words)):
        return Role.OTHER
    if named and not like.title_words(tight) and not like.is_bracketed(tight) and (len(tight) <= 8 or like.is_person(tight)):
        speech = genre("".join(sheet.lines[t].tight for t in titled)) is not None and joined
        return Role.SUBTITLE if speech and len(tight) >= 2 else Role.TITLE
    return Role.TITLE


def _is_above_mark(sheet: Sheet, k: int, last: int) -> bool:
    """Tell whether ×××文件 stands within three lines below line ``k``."""
    below = [sheet.lines[n].tight for n in range(k + 1, last) if sheet.lines[n].tight][:3]
    return any(tight.endswith(("文件", "令")) and len(tight) > 4 and "关于" not in tight for tight in below)


def _is_mark(sheet: Sheet, k: int, last: int, titled: list[int]) -> bool:
    """发文机关标志: ×××文件, ×××令, or an organ's name alone above the number or printed large and red."""
    line, tight = sheet.lines[k], sheet.lines[k].tight
    if line.is_red and (line.look.size or 0) >= _MARK_SIZE:
        return True
    if "关于" in tight or len(tight) > 40 or line.is_prose:
        return False
    if tight.endswith("文件") and len(tight) > 4:
        return True
    if titled:
        return False
    following = next((sheet.lines[n].tight for n in range(k + 1, last) if sheet.lines[n].tight), "")
    numbered = like.is_document_number(following) or bool(like.SIGNER.search(following))
    return (
        numbered and (tight.endswith(("令", "纪要", "简报")) or like.is_organ(tight)) and like.genre(tight) in (None, "令", "纪要", "简报")
    )
