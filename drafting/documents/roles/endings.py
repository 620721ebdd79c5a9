"""The ends of a document and what follows them: signature and date, attachments, papers passed on (GB/T 9704—2012, 7.3.4–7.3.7)."""

from __future__ import annotations

from drafting.documents.expressions import expression
from drafting.documents.model import Role
from drafting.documents.roles import patterns as like
from drafting.documents.roles import slips as slip
from drafting.documents.roles.head import mark_head_between
from drafting.documents.roles.headings import line_enumerator
from drafting.documents.roles.patterns import genre
from drafting.documents.roles.sheet import Sheet

_LISTED = expression("(?:学校|大学|(?<!科)学院|公司|医院|企业)$")  # what lists above a signature are made of
_CLOSED = {Role.DATE, Role.SIGNATURE, Role.ANNOTATION}
_ABOUT_ATTACHMENT = expression("附件[的中所列里内]")
_SIGNERS_LIMIT = 30  # organs of one joint signature
_TITLE_LINES = 5  # lines of one title in an attachment


def mark_closings(sheet: Sheet) -> None:
    """Mark 署名 and 成文日期, found by the date; and a signature that lacks its date at the end of the text."""
    for k, line in enumerate(sheet.lines):
        if sheet.roles[k] is not None or line.in_table or not line.tight:
            continue
        before = sheet.previous(k)
        if _is_closing_date(sheet, k, before):
            sheet.roles[k] = Role.DATE
            if before is not None and (not like.before_date(line.tight) or _signer(sheet.lines[before])):
                _sign(sheet, before)
    for k, role in enumerate(sheet.roles):
        if role is Role.DATE:
            _sign_below(sheet, k)
    _unlabelled_record(sheet)
    _open_annotations(sheet)
    for k, role in enumerate(sheet.roles):
        if role is Role.PRINTER:
            above = sheet.previous(k)
            if above is not None and sheet.roles[above] in (None, Role.SIGNATURE) and like.is_organ(sheet.lines[above].tight):
                sheet.roles[above] = Role.PRINTER
    _undated(sheet)


def _is_closing_date(sheet: Sheet, k: int, before: int | None) -> bool:
    tight = sheet.lines[k].tight
    above = sheet.lines[before] if before is not None and sheet.roles[before] is None else None
    signed = above is not None and not above.in_table and _signer(above) is not None
    if like.is_date(tight):
        return signed or ((above is None or like.may_sign(above.tight) or _may_close(above)) and _ends_here(sheet, k))
    rest = like.after_date(tight)
    if rest is not None:
        glued = rest.startswith(("（此", "(此", "附件", "--")) or (signed and "。" not in rest and len(rest) < 80)
        return glued and (signed or _ends_here(sheet, k))
    prefix = like.before_date(tight)
    return prefix is not None and like.is_organ(prefix) and len(prefix) >= 3


def _signer(line: like.Line) -> str | None:
    """Return the name of the organ or person that a line consists of, a mark at its end aside."""
    if not line.is_prose and (like.is_organ(line.tight) or like.is_person(line.tight)):
        return line.tight
    return slip.signer_name(line)


def _may_close(line: like.Line) -> bool:
    """Tell whether a text may be over with this line, so that only its date can follow."""
    announces = like.ATTACHMENT.match(line.tight) is not None or like.is_attachment_item(line.tight)
    return line.is_prose or announces or like.is_closing_formula(line.tight)


def _ends_here(sheet: Sheet, k: int) -> bool:
    """Tell whether a text may end at line ``k``: nothing follows, or an element of the end, or another text begins."""
    after = sheet.next(k)
    if after is None or sheet.roles[after] is not None:
        return True
    line = sheet.lines[after]
    titled = like.may_be_title(line) or slip.is_title_with_mark(line, expected=True)
    return titled or like.opens_body(line) or like.ATTACHMENT.match(line.tight) is not None or line.in_table


def _sign(sheet: Sheet, last: int) -> None:
    """Mark the signature that ends at line ``last``: that line, and the organs above it."""
    line = sheet.lines[last]
    name = _signer(line) or line.tight
    if sheet.roles[last] is not None or line.in_table or not (like.may_sign(name) or like.is_organ(name)):
        return
    sheet.roles[last] = Role.SIGNATURE
    names = [last]
    listing = _LISTED.search(line.tight) is None
    above = sheet.previous(last)
    while above is not None and len(names) <= _SIGNERS_LIMIT:
        other = sheet.lines[above]
        wraps = other.tight.endswith(("和", "及", "与", "、")) and like.may_sign(other.tight)
        listed = listing and _LISTED.search(other.tight)
        if sheet.roles[above] is not None or other.in_table or listed or not (wraps or _signer(other)):
            break
        names.append(above)
        above = sheet.previous(above)
    if len(names) <= _SIGNERS_LIMIT:
        for k in names:
            sheet.roles[k] = Role.SIGNATURE


def _sign_below(sheet: Sheet, date: int) -> None:
    """Mark the signature that stands below its date by mistake: an organ's name, where the text is over or no other signature is found."""
    k, above = sheet.next(date), sheet.previous(date)
    signed = above is not None and sheet.roles[above] is not None
    if k is None or signed or sheet.roles[k] is not None or sheet.lines[k].in_table or _signer(sheet.lines[k]) is None:
        return
    after = sheet.next(k)
    over = after is None or sheet.roles[after] not in (None, Role.DATE) or like.ATTACHMENT.match(sheet.lines[after].tight)
    named = "\n".join(sheet.lines[n].tight for n in range(date) if sheet.roles[n] in (Role.TITLE, Role.ISSUER_MARK))
    if over or Role.SIGNATURE not in sheet.roles or (_signer(sheet.lines[k]) or "") in named:
        sheet.roles[k] = Role.SIGNATURE


def _unlabelled_record(sheet: Sheet) -> None:
    """Mark as 印发机关和印发日期 an organ and a date in one line below 抄送 where 印发 is forgotten."""
    for k, role in enumerate(sheet.roles):
        above = sheet.previous(k)
        if role is Role.DATE and above is not None and like.before_date(sheet.lines[k].tight):
            last = sheet.next(k) is None and Role.DATE in sheet.roles[:k] and sheet.roles.count(Role.ISSUER_MARK) == 1
            if sheet.roles[above] is Role.COPIES_TO or last:
                sheet.roles[k] = Role.PRINTER


def _open_annotations(sheet: Sheet) -> None:
    for k, line in enumerate(sheet.lines):
        above = sheet.previous(k)
        if sheet.roles[k] is None and above is not None and sheet.roles[above] in _CLOSED and not line.in_table:
            sheet.roles[k] = Role.ANNOTATION if slip.is_open_annotation(line.tight) else None


def _undated(sheet: Sheet) -> None:
    """Mark the signature of a text that ends with an organ's name and has no date at all."""
    if Role.DATE in sheet.roles:
        return
    for k, line in enumerate(sheet.lines):
        above = sheet.previous(k)
        if sheet.roles[k] is None and not line.in_table and above is not None and like.is_organ(line.tight) and len(line.tight) >= 4:
            ended = sheet.lines[above].is_prose or like.is_closing_formula(sheet.lines[above].tight)
            after = sheet.next(k)
            if ended and (after is None or sheet.roles[after] in (Role.ANNOTATION, Role.ATTACHMENT_LABEL, Role.COPIES_TO)):
                sheet.roles[k] = Role.SIGNATURE


def mark_attachment_notes(sheet: Sheet) -> None:
    """Mark 附件说明 with the numbered names that continue it; “附件：” alone heads such a list or an attachment."""
    closed = sheet.roles.index(Role.DATE) if Role.DATE in sheet.roles else len(sheet.roles)
    k = 0
    while k < len(sheet.lines):
        line = sheet.lines[k]
        found = like.ATTACHMENT.fullmatch(line.tight) if sheet.roles[k] in (None, Role.ATTACHMENT_LABEL) and not line.in_table else None
        after = sheet.next(k)
        sentence = len(line.tight) > 400 or "。" in line.tight.removesuffix("。")
        if found is None or sentence or slip.is_attachment_label(line.tight) or not (found.group("colon") or _announces(sheet, k)):
            k += 1
            continue
        listed = after is not None and sheet.roles[after] in (None, Role.OTHER) and _is_first_item(sheet.lines[after].tight)
        if found.group("name"):
            sheet.roles[k] = (
                Role.ATTACHMENT_LABEL if k > closed and found.group("number") and _stands_alone(sheet, k) else Role.ATTACHMENT_NOTE
            )
        elif listed:
            sheet.roles[k] = Role.ATTACHMENT_NOTE
        k += 1
        while sheet.roles[k - 1] is Role.ATTACHMENT_NOTE and k < len(sheet.lines):
            item = sheet.lines[k]
            if sheet.roles[k] not in (None, Role.OTHER) or item.in_table or not like.is_attachment_item(item.tight):
                break
            sheet.roles[k] = Role.ATTACHMENT_NOTE
            k += 1


def _is_first_item(tight: str) -> bool:
    return like.is_attachment_item(tight) and expression(r"1(?!\d)").match(tight) is not None


def _stands_alone(sheet: Sheet, k: int) -> bool:
    """Tell whether 附件1：×××表 after the closing heads an attachment: something follows, and it is not one of a list of such lines."""
    after = sheet.next(k)
    neighbours = [n for n in (sheet.previous(k), after) if n is not None]
    number = like.ATTACHMENT.fullmatch(sheet.lines[k].tight)
    following = int(number["number"]) + 1 if number and number["number"].isdecimal() else 2
    counted = after is not None and expression(rf"{following}[.．、]").match(sheet.lines[after].tight)
    return after is not None and not counted and not any(like.ATTACHMENT.match(sheet.lines[n].tight) for n in neighbours)


def _announces(sheet: Sheet, k: int) -> bool:
    """Tell whether a line that begins with 附件 and has no colon (附件清单, 附件如文) announces attachments: by where it stands."""
    line, above, after = sheet.lines[k], sheet.previous(k), sheet.next(k)
    if slip.without_end_mark(line).is_prose or not line.tight.startswith("附件") or _ABOUT_ATTACHMENT.match(line.tight):
        return False
    below_text = above is not None and sheet.roles[above] is None and _may_close(sheet.lines[above])
    above_signature = after is None or sheet.roles[after] in (Role.SIGNATURE, Role.DATE, Role.ATTACHMENT_LABEL)
    below_signature = above is not None and sheet.roles[above] in (Role.DATE, Role.ANNOTATION)
    numbered = after is not None and expression(r"2[.．、]?\D").match(sheet.lines[after].tight) is not None
    return slip.is_unlisted_note(line.tight) or below_signature or (below_text and (above_signature or numbered))


def mark_papers(sheet: Sheet) -> None:
    """Mark the titles of attached papers and of papers passed on; or, where recipients follow, the same document once more."""
    ends = {Role.DATE, Role.ANNOTATION, Role.ATTACHMENT_LABEL, Role.PRINTER, Role.SIGNATURE, Role.OTHER, Role.ATTACHMENT_NOTE}
    closed = False
    for k in range(len(sheet.lines)):
        role = sheet.roles[k]
        before = sheet.previous(k)
        closed = closed or role in (Role.DATE, Role.ATTACHMENT_LABEL)
        if role is not None or before is None or sheet.roles[before] not in ends or not closed or sheet.lines[k].in_table:
            continue
        block = _title_block(sheet, k)
        after = sheet.next(block[-1]) if block else k
        if after is not None and sheet.roles[after] is None and _addresses(sheet, block, after):
            mark_head_between(sheet, k, after + 1)
            continue
        if sheet.roles[before] is Role.OTHER:
            continue
        for n in block:
            sheet.roles[n] = Role.DOCUMENT_NUMBER if like.is_document_number(sheet.lines[n].tight) else Role.ATTACHMENT_TITLE
        if block and after is not None and sheet.roles[after] is None and _is_byline(sheet, after):
            sheet.roles[after] = Role.SUBTITLE


def _addresses(sheet: Sheet, block: list[int], k: int) -> bool:
    """Tell whether line ``k`` names the recipients of the document with the title ``block``; where their colon is wrong, a list only."""
    line = sheet.lines[k]
    title = "".join(slip.without_end_mark(sheet.lines[n]).tight for n in block)
    listed = expression("^各|[，,；、]").search(line.tight) is not None and slip.is_bare_recipients(line.tight)
    return slip.is_address(line) or (listed and genre(title) is not None and "关于" in title)


def _title_block(sheet: Sheet, first: int) -> list[int]:
    """Return the lines of a title that begins at ``first``: up to the text if that is near, else up to a line that ends a title."""
    block: list[int] = []
    k: int | None = first
    while k is not None and len(block) < _TITLE_LINES:
        line = sheet.lines[k]
        if sheet.roles[k] is not None or line.in_table or (like.is_organ(line.tight) and block):
            break
        marked = slip.is_title_with_mark(line, "".join(sheet.lines[n].tight for n in block), expected=True) or _is_noted(sheet, line)
        if not marked and not like.may_be_title(line):
            break
        block.append(k)
        k = sheet.next(k)
        if marked:
            break  # the mark ends the title
    if not block:
        return []
    text = sheet.lines[k] if k is not None and sheet.roles[k] is None and not sheet.lines[k].in_table else None
    if text is not None and (text.is_prose or line_enumerator(text.text)[0] or like.opens_body(text) or like.is_recipients(text)):
        return block
    for size, n in enumerate(block, 1):
        if genre(slip.without_end_mark(sheet.lines[n]).tight) is not None:
            return block[: size + 1] if size < len(block) and _continues_title(sheet, block[size]) else block[:size]
    if k is None or sheet.roles[k] is not None or sheet.lines[k].in_table:
        return block
    return block[:1] if like.title_words(sheet.lines[first].tight) or sheet.lines[first].is_centered else []


def _is_noted(sheet: Sheet, line: like.Line) -> bool:
    """Tell whether a line is, but for the mark at its end, a name that 附件说明 announces."""
    name = slip.without_end_mark(line).tight
    announced = (sheet.lines[k].tight for k, role in enumerate(sheet.roles) if role is Role.ATTACHMENT_NOTE)
    return name != line.tight and len(name) >= 4 and any(slip.without_end_mark_of(text).endswith(name) for text in announced)


def _continues_title(sheet: Sheet, k: int) -> bool:
    line = sheet.lines[k]
    return sheet.roles[k] is None and not line.in_table and like.is_bracketed(line.tight) and len(line.tight) <= 30


def _is_byline(sheet: Sheet, k: int) -> bool:
    line, after = sheet.lines[k], sheet.next(k)
    listed = after is not None and like.is_organ(sheet.lines[after].tight)
    return not (line.in_table or listed) and (like.is_organ(line.tight) or like.is_bracketed(line.tight) or like.is_date(line.tight))
