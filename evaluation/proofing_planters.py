"""Faults that no one expression can plant, in the parts of a document: its attachments, its head, to whom it goes and how it closes.

Each planter takes a clean document and gives it back with one fault and the fault's place, or None where the document has no room for it.
They know nothing of the checks.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from drafting.documents.model import Document, Role
from evaluation.proofing import Planted
from evaluation.proofing_facts import FACTS
from evaluation.proofing_planting import Planter, first, kind_of, plain_body, with_lines, with_text, without


def another_attachment_title(document: Document, chance: random.Random) -> Planted | None:
    """The attachment's own title differs from the one in the note by two characters."""
    notes = re.sub(r"\s", "", document.text_of(Role.ATTACHMENT_NOTE))
    titles = [(i, p) for i, p in document.of(Role.ATTACHMENT_TITLE) if len(p.text) > 6 and re.sub(r"\s", "", p.text) in notes]
    if not titles:
        return None
    index, paragraph = chance.choice(titles)
    text = paragraph.text[:2] + paragraph.text[4:]
    told = frozenset(i for i, _ in document.of(Role.ATTACHMENT_NOTE, Role.ATTACHMENT_LABEL))
    return with_text(document, index, text, 0, len(text), also=told)


def one_attachment_too_few(document: Document, _: random.Random) -> Planted | None:
    """The note names an attachment that is not there."""
    notes = document.of(Role.ATTACHMENT_NOTE)
    labels = document.of(Role.ATTACHMENT_LABEL)
    if len(notes) != len(labels) or not notes:
        return None
    index = notes[-1][0]
    number = len(notes) + 1
    if number == 2:
        return None
    told = frozenset(i for i, _ in (*notes, *labels)) | {index + 1}
    return replace(with_lines(document, index + 1, f"{number}.年度重点任务分工表", also=told), paragraph=index + 1)


def numbered_alone(document: Document, _: random.Random) -> Planted | None:
    """The only attachment bears a number."""
    notes = document.of(Role.ATTACHMENT_NOTE)
    if len(notes) != 1 or not re.match(r"附件：(?!\d)", notes[0][1].text):
        return None
    index, paragraph = notes[0]
    return with_text(document, index, "附件：1." + paragraph.text[3:], 3, 5, paragraph.text)


def attachments_unnamed(document: Document, chance: random.Random) -> Planted | None:
    """The note says that there are attachments and does not name them."""
    notes = document.of(Role.ATTACHMENT_NOTE)
    if not notes:
        return None
    text = "附件：" + chance.choice(["如文", "2件", "见附页", "共3份"])
    kept = with_text(document, notes[0][0], text, 0, len(text))
    drop = {i for i, _ in notes[1:]}
    paragraphs = tuple(p for i, p in enumerate(kept.document.paragraphs) if i not in drop)
    return replace(kept, document=replace(document, paragraphs=paragraphs))


def note_number_repeated(document: Document, _: random.Random) -> Planted | None:
    """Two attachments bear the same number in the note."""
    for index, paragraph in document.of(Role.ATTACHMENT_NOTE):
        found = re.match(r"\s*2[.．]", paragraph.text)
        if found:
            text = paragraph.text.replace("2", "1", 1)
            at = text.index("1")
            return with_text(document, index, text, at, at + 1)
    return None


def label_number_wrong(document: Document, _: random.Random) -> Planted | None:
    """The pages of the attachments are numbered otherwise than the note."""
    labels = [(i, p) for i, p in document.of(Role.ATTACHMENT_LABEL) if re.fullmatch(r"\s*附件\s*2\s*", p.text)]
    if not labels:
        return None
    told = frozenset(i for i, _ in document.of(Role.ATTACHMENT_LABEL, Role.ATTACHMENT_NOTE))
    return with_text(document, labels[0][0], "附件3", 2, 3, also=told)


# 版头


def signer_missing(document: Document, _: random.Random) -> Planted | None:
    """A document to a superior without the name of who signed it."""
    for index, paragraph in enumerate(document.paragraphs[:6]):
        at = paragraph.text.find("签发人")
        if at >= 0:
            number = paragraph.text[:at].rstrip()
            told = frozenset(range(6))
            if number:
                return with_text(document, index, number, 0, len(number), has_place=False, also=told)
            return without(document, {index}, told)
    return None


def signers_with_a_mark(document: Document, chance: random.Random) -> Planted | None:
    """Two signers with a mark between their names."""
    for index, paragraph in enumerate(document.paragraphs[:6]):
        if "签发人" in paragraph.text:
            text = paragraph.text.rstrip() + chance.choice("、，,；") + "李小红"
            at = len(paragraph.text.rstrip())
            return with_text(document, index, text, at, at + 1)
    return None


def urgency_of_its_own(document: Document, chance: random.Random) -> Planted | None:
    """An urgency that the rules do not know, above the mark."""
    mark = first(document, Role.ISSUER_MARK)
    return None if mark is None else with_lines(document, mark, chance.choice(["紧急", "急件", "火急", "急", "限时办理"]))


def secrecy_of_its_own(document: Document, chance: random.Random) -> Planted | None:
    """A secrecy or a period that the rules do not know, above the mark."""
    mark = first(document, Role.ISSUER_MARK)
    return (
        None
        if mark is None
        else with_lines(document, mark, chance.choice(["机密★十年", "内部资料", "秘密★三年", "保密", "机密 1年", "秘密☆5年"]))
    )


def copy_number_short(document: Document, chance: random.Random) -> Planted | None:
    """A copy number that has not six digits."""
    mark = first(document, Role.ISSUER_MARK)
    return None if mark is None else with_lines(document, mark, chance.choice(["0012", "№000012", "第000012号", "00001"]))


# 行文


def request_to_two(document: Document, chance: random.Random) -> Planted | None:
    """A request to two organs."""
    index = first(document, Role.RECIPIENTS)
    if kind_of(document) != "请示" or index is None:
        return None
    text = document.paragraphs[index].text.rstrip("：") + chance.choice(["、市委办公室：", "、市财政局：", "，省水利厅："])
    return with_text(document, index, text, 0, len(text) - 1)


def request_for_two(document: Document, chance: random.Random) -> Planted | None:
    """A request for two matters."""
    titles = document.of(Role.TITLE)
    if kind_of(document) != "请示" or not titles or not titles[-1][1].text.endswith("的请示"):
        return None
    index, paragraph = titles[-1]
    matter = chance.choice(["和增加人员编制", "及购置公务用车", "并增设内设机构", "、召开全市会议"])
    at = len(paragraph.text.removesuffix("的请示"))
    text = paragraph.text[:at] + matter + "的请示"
    return with_text(document, index, text, at, at + len(matter), paragraph.text)


def to_a_person(document: Document, chance: random.Random) -> Planted | None:
    """A document to a superior addressed to a leader."""
    index = first(document, Role.RECIPIENTS)
    if kind_of(document) not in ("请示", "报告") or index is None:
        return None
    text = chance.choice(["王市长：", "市人民政府王建国市长：", "尊敬的王副市长：", "王建国同志："])
    return with_text(document, index, text, 0, len(text) - 1)


def copies_downwards(document: Document, chance: random.Random) -> Planted | None:
    """A request with copies to subordinates."""
    index = first(document, Role.COPIES_TO)
    if kind_of(document) != "请示" or index is None:
        return None
    at = len(document.paragraphs[index].text.rstrip("。")) + 1
    below = chance.choice(["各县（市、区）人民政府", "各区水利局", "局属各单位", "各乡镇人民政府"])
    return with_text(document, index, f"{document.paragraphs[index].text[: at - 1]}，{below}。", at, at + len(below))


def request_in_a_report(document: Document, chance: random.Random) -> Planted | None:
    """A report that asks for something."""
    body = plain_body(document)
    if kind_of(document) != "报告" or not body:
        return None
    line = chance.choice(
        [
            "以上报告妥否，请批示。",
            "以上报告如无不妥，请批准。",
            "恳请市政府在资金上予以支持，妥否，请批示。",
            "以上事项，请予批准。",
            "特此报告，请批复。",
        ]
    )
    signature = first(document, Role.ATTACHMENT_NOTE) or first(document, Role.SIGNATURE) or body[-1] + 1
    return replace(with_lines(document, signature, line), end=len(line) - 1)  # the full stop is not at fault


def another_kinds_closing(document: Document, chance: random.Random) -> Planted | None:
    """The closing of another kind."""
    closing = {
        "通知": "妥否，请批示。",
        "函": "请遵照执行。",
        "请示": "特此通知。",
        "批复": "妥否，请批复。",
        "报告": "特此请示。",
        "意见": "当否，请批示。",
    }
    line = closing.get(kind_of(document))
    at = first(document, Role.ATTACHMENT_NOTE) or first(document, Role.SIGNATURE)
    if not line or not at:
        return None
    planted = with_lines(document, at, line)
    return replace(planted, end=len(line) - 1)  # the full stop is not at fault


def greeting_of_a_letter(document: Document, chance: random.Random) -> Planted | None:
    """The greeting of a private letter in an official one."""
    at = first(document, Role.ATTACHMENT_NOTE) or first(document, Role.SIGNATURE)
    return with_lines(document, at, chance.choice(["此致敬礼！", "此致", "顺祝商祺！"])) if kind_of(document) == "函" and at else None


def you_to_a_superior(document: Document, chance: random.Random) -> Planted | None:
    """A superior called as a subordinate is."""
    body = plain_body(document)
    if kind_of(document) not in ("请示", "报告") or not body:
        return None
    index = body[0]
    text = document.paragraphs[index].text
    return with_text(document, index, text + "请你单位予以支持。", len(text) + 1, len(text) + 4)


def reply_without_its_letter(document: Document, _: random.Random) -> Planted | None:
    """A reply that does not say what it replies to."""
    body = plain_body(document)
    if kind_of(document) != "批复" or not body or "收悉" not in document.paragraphs[body[0]].text:
        return None
    text = "经研究，现批复如下："
    title = first(document, Role.TITLE) or 0
    return with_text(document, body[0], text, 0, len(text), also=frozenset({title, body[0] - 1}))


PARTS: tuple[Planter, ...] = tuple(
    Planter(name, frozenset(families.split("|")), number, plant)
    for name, families, number, plant in (
        ("附件标题不同", "consistency", "80", another_attachment_title),
        ("附件说明多一个", "consistency|structure", "80", one_attachment_too_few),
        ("单个附件编号", "structure", "80", numbered_alone),
        ("附件如文", "structure", "96", attachments_unnamed),
        ("附件说明重号", "structure|consistency", "80", note_number_repeated),
        ("附件页错号", "structure|consistency", "80", label_number_wrong),
        ("签发人缺", "header", "5", signer_missing),
        ("签发人标点", "header", "4", signers_with_a_mark),
        ("紧急程度", "header", "6", urgency_of_its_own),
        ("密级", "header", "6", secrecy_of_its_own),
        ("份号", "header", "6", copy_number_short),
        ("请示多头", "routing", "74", request_to_two),
        ("一文两事", "routing", "77", request_for_two),
        ("主送个人", "routing", "76", to_a_person),
        ("请示抄送下级", "routing", "75", copies_downwards),
        ("报告夹带请示", "routing", "73", request_in_a_report),
        ("结语不符", "routing", "78", another_kinds_closing),
        ("函用此致", "routing|wording", "72", greeting_of_a_letter),
        ("称呼不当", "routing", "79", you_to_a_superior),
        ("批复无来文", "routing", "87", reply_without_its_letter),
    )
)

PLANTERS = (*PARTS, *FACTS)
