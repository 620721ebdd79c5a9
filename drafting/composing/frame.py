"""The frame of the page from the fields: 版头, title, recipients, attachments, signature and date, 版记 (GB/T 9704—2012, clause 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from drafting.composing.body import paragraphs
from drafting.composing.numbering import copy_number_fault, document_number_faults, secrecy_fault
from drafting.composing.phrases import listed
from drafting.composing.rendering import to_be_supplied
from drafting.composing.schema import Kind, Part
from drafting.composing.tables import Table
from drafting.documents.expressions import expression
from drafting.documents.faults import Faults
from drafting.documents.model import Format, Paragraph, Role, Sealing
from drafting.documents.roles.patterns import is_recipients, line_of
from drafting.documents.standard import ATTACHMENT_NOTE_LABEL, ATTENDANCE_LABELS, COPIES_TO_LABEL, MARK_WORD, PRINTED, SIGNER_LABEL
from drafting.documents.yaml_reading import Entries

_END = "：:，,、。；; \u3000"
_BRACKETED = expression(r"（[^）]*）|\([^)]*\)|“[^”]*”|《[^》]*》")
_LONGEST_ADDRESS = 200  # characters: six lines of 主送机关 are the most that ministries print
_ATTENDANCE = tuple(zip((Part.PRESENT, Part.EXCUSED, Part.ATTENDING), ATTENDANCE_LABELS.value, strict=True))


class Frame:
    """What stands around the body; ``values`` are those of the kind's fields by name."""

    def __init__(self, kind: Kind, values: Mapping[str, Any], tables: Sequence[Table]) -> None:
        self._kind = kind
        self._tables = tables
        self._values = {one.part: values.get(one.name) for one in kind.fields if one.part}

    def check(self, faults: Faults, entries: Entries) -> None:
        """Note the faults of values that the standard gives a form, and of facts that contradict each other."""

        def line(part: Part) -> int | None:
            one = self._kind.field_of(part)
            return entries.lines.get(one.name) if one else None

        number = self._get(Part.DOCUMENT_NUMBER)
        for what, remedy in document_number_faults(number, self._kind.format, self._kind.word) if number else ():
            faults.add(line(Part.DOCUMENT_NUMBER), what, remedy)
        for part, fault in ((Part.COPY_NUMBER, copy_number_fault), (Part.SECRECY, secrecy_fault)):
            found = fault(self._get(part)) if self._get(part) else None
            if found:
                faults.add(line(part), *found)
        if self.sealing is Sealing.NAME_STAMP and not self._get(Part.NAME_STAMP):
            faults.add(line(Part.SEALING), "加盖签发人签名章，却没有写“签名章”", "请加上职务和姓名，例如：签名章: 市长　林致远")
        elif self.sealing is not Sealing.NAME_STAMP and self._get(Part.NAME_STAMP):
            faults.add(
                line(Part.NAME_STAMP), "写了“签名章”，落款方式却不是加盖签发人签名章", f"请加上一行，落款方式: {Sealing.NAME_STAMP.value}"
            )
        for part in (Part.ISSUER, Part.SIGNATURE, Part.PRINTER):
            for name in self._list(part):
                word = next((word for word in (MARK_WORD.value, self._mark_word) if word and name.endswith(word)), "")
                if word:
                    what = f"“{self._name(part)}”写的“{name}”末尾多了“{word}”，不是机关名称"
                    faults.add(line(part), what, f"只写机关名称：{name.removesuffix(word)}")
        signed, printed = self._get(Part.DATE), self._get(Part.PRINT_DATE)
        if signed and printed and printed.day < signed.day:
            faults.add(line(Part.PRINT_DATE), f"印发日期（{printed}）早于成文日期（{signed}）", "先签发后印发，请核对这两个日期")

    @property
    def sealing(self) -> Sealing:
        """How the document is signed: as the field says; else 命令 by name stamp, 文件 and 信函 by seal, other papers not at all."""
        chosen = self._get(Part.SEALING)
        if chosen:
            return Sealing(chosen)
        if self._kind.format is Format.ORDER:  # 命令（令）加盖签发人签名章 (10.2)
            return Sealing.NAME_STAMP
        return Sealing.SEALED if self._kind.format in (Format.DOCUMENT, Format.LETTER) else Sealing.UNSEALED

    def before(self, title: str) -> list[Paragraph]:
        """Return 版头, title, lines below the title, recipients. Minutes have 编印机关 and date in their 版头."""
        made = [*self._head(), *(self._signature() if self._kind.format is Format.MINUTES else ())]
        made += [Paragraph(title, Role.TITLE)] if title else []
        for part in (Part.SUBTITLE, Part.BYLINE):
            made += self._plain(part, Role.SUBTITLE)
        if self._get(Part.BYLINE_DATE):
            made.append(Paragraph(f"（{self._get(Part.BYLINE_DATE)}）", Role.SUBTITLE))
        recipients = self._organs(Part.RECIPIENTS)
        if recipients:
            made.append(Paragraph(f"{recipients}：", Role.RECIPIENTS))
        return made

    def after(self, first_table: int) -> list[Paragraph]:
        """Return everything below the body; tables in the attachments count on from ``first_table``."""
        made = [Paragraph(f"{label}{self._joined(part)}", Role.ATTENDANCE) for part, label in _ATTENDANCE if self._get(part)]
        issued = self._issued(first_table)
        made += () if issued else self._note()
        if self._kind.format is not Format.MINUTES:
            made += self._signature()
        made += self._annotation()
        if issued:  # the attachments are those of what is issued
            made += [*issued, *self._note()]
        return [*made, *self._attachments(first_table + _tables(issued)), *self._record()]

    def _head(self) -> list[Paragraph]:
        made = self._plain(Part.COPY_NUMBER, Role.COPY_NUMBER)
        if self._get(Part.SECRECY) and self._has(Part.COPY_NUMBER) and not made:  # 涉密公文应当标注份号
            made.append(Paragraph(to_be_supplied(self._name(Part.COPY_NUMBER)), Role.COPY_NUMBER))
        made += self._plain(Part.SECRECY, Role.SECRECY) + self._plain(Part.URGENCY, Role.URGENCY)
        made += [Paragraph(text, Role.ISSUER_MARK) for text in self._mark()]
        if self._has(Part.DOCUMENT_NUMBER):
            number = self._get(Part.DOCUMENT_NUMBER) or to_be_supplied(self._name(Part.DOCUMENT_NUMBER))
            made.append(Paragraph(number, Role.DOCUMENT_NUMBER))
        signers = self._joined(Part.SIGNER, "　")
        if signers or (self._kind.direction == "上行" and self._has(Part.SIGNER)):
            made.append(Paragraph(SIGNER_LABEL.value + (signers or to_be_supplied(self._name(Part.SIGNER))), Role.SIGNER))
        return made

    def _mark(self) -> list[str]:
        """Return 发文机关标志, a joint issuer a line, 文件 beside the last."""
        if self._kind.format is Format.PLAIN:
            return []
        given = self._get(Part.ISSUER_MARK)
        if given or self._kind.format is Format.MINUTES:
            return [given] if given else [to_be_supplied(self._name(Part.ISSUER_MARK))] if self._has(Part.ISSUER_MARK) else []
        issuers = self._list(Part.ISSUER)
        return [*issuers[:-1], issuers[-1] + self._mark_word] if issuers else []

    @property
    def _mark_word(self) -> str:
        """The word that 发文机关标志 has behind the issuer."""
        return {Format.DOCUMENT: MARK_WORD.value, Format.ORDER: "令"}.get(self._kind.format, "")

    def _note(self) -> list[Paragraph]:
        titles = self._titles()
        if len(titles) == 1:
            return [Paragraph(f"{ATTACHMENT_NOTE_LABEL.value}{titles[0]}", Role.ATTACHMENT_NOTE)]
        return [
            Paragraph(f"{'' if n > 1 else ATTACHMENT_NOTE_LABEL.value}{n}.{title}", Role.ATTACHMENT_NOTE)
            for n, title in enumerate(titles, 1)
        ]

    def _titles(self) -> list[str]:
        return [str(item["标题"]).rstrip("。；，、") for item in self._get(Part.ATTACHMENTS) or ()]

    def _signature(self) -> list[Paragraph]:
        made: list[Paragraph] = []
        if self.sealing is Sealing.NAME_STAMP:
            made += self._plain(Part.NAME_STAMP, Role.SIGNATURE)
        elif self._get(Part.SIGNATURE):
            made += self._plain(Part.SIGNATURE, Role.SIGNATURE)
        elif self._has(Part.DATE):
            made += [Paragraph(name, Role.SIGNATURE) for name in self._list(Part.ISSUER)]
        if self._has(Part.DATE):
            made.append(Paragraph(self._get(Part.DATE) or to_be_supplied(self._name(Part.DATE)), Role.DATE))
        return made

    def _annotation(self) -> list[Paragraph]:
        made: list[Paragraph] = []
        note = self._get(Part.ANNOTATION)
        if note:
            made.append(Paragraph(_in_brackets(note), Role.ANNOTATION))
        person, telephone = self._get(Part.CONTACT), self._get(Part.TELEPHONE)
        if person or telephone:
            said = [f"联系人：{person or to_be_supplied(Part.CONTACT)}"]
            if self._has(Part.TELEPHONE):
                said.append(f"联系电话：{telephone or to_be_supplied(Part.TELEPHONE)}")
            made.append(Paragraph(f"（{'，'.join(said)}）", Role.ANNOTATION))
        return made

    def _issued(self, first_table: int) -> list[Paragraph]:
        """Return the texts that the document issues, each under its own title."""
        made: list[Paragraph] = []
        for item in self._get(Part.ISSUED) or ():
            title = str(item["标题"]).rstrip("。；，、").removeprefix("《").removesuffix("》")
            made.append(Paragraph(title, Role.TITLE))
            if item.get("署名"):
                made.append(Paragraph(str(item["署名"]), Role.SUBTITLE))
            if item.get("题注"):
                made.append(Paragraph(_in_brackets(str(item["题注"])), Role.SUBTITLE))
            made += _addressed(self._inside(item, title, first_table + _tables(made)))
        return made

    def _inside(self, item: Mapping[str, Any], name: str, first_table: int) -> list[Paragraph]:
        text = "\n".join(str(item[key]) for key in ("正文", "表格") if item.get(key))
        return paragraphs(text or to_be_supplied(f"{name}的内容"), self._tables, first_table)

    def _attachments(self, first_table: int) -> list[Paragraph]:
        made: list[Paragraph] = []
        items, titles = self._get(Part.ATTACHMENTS) or (), self._titles()
        for n, (item, title) in enumerate(zip(items, titles, strict=True), 1):
            label = f"附件{n}" if len(titles) > 1 else "附件"
            made += [Paragraph(label, Role.ATTACHMENT_LABEL), Paragraph(title, Role.ATTACHMENT_TITLE)]
            inside = self._inside(item, label, first_table)
            first_table += _tables(inside)
            made += inside
        return made

    def _record(self) -> list[Paragraph]:
        """Return 版记: copies-to; printer and printing date, which a document in 文件 or 纪要 format must have."""
        made: list[Paragraph] = []
        copies = self._organs(Part.COPIES_TO).removeprefix(COPIES_TO_LABEL.value)
        if copies:
            made.append(Paragraph(f"{COPIES_TO_LABEL.value}{copies}。", Role.COPIES_TO))
        made += [Paragraph(f"{line.rstrip(_END)}。", Role.COPIES_TO) for line in self._get(Part.DISTRIBUTION) or ()]
        if self._has(Part.PRINTER) and self._kind.format is not Format.LETTER:  # 信函格式版记不加印发机关和印发日期 (10.1)
            printer = self._get(Part.PRINTER) or to_be_supplied(self._name(Part.PRINTER))
            day = self._get(Part.PRINT_DATE) or to_be_supplied(self._name(Part.PRINT_DATE))
            made.append(Paragraph(f"{printer}\t{day}{PRINTED.value}", Role.PRINTER))
        return made

    def _plain(self, part: Part, role: Role) -> list[Paragraph]:
        return [Paragraph(self._joined(part), role)] if self._get(part) else []

    def _joined(self, part: Part, mark: str = "、") -> str:
        value = self._get(part)
        if value is None:
            return ""
        if part in (Part.PRESENT, Part.EXCUSED, Part.ATTENDING) and not isinstance(value, str):
            mark = "，"
        return listed(value, mark)

    def _organs(self, part: Part) -> str:
        """Return the names of several organs as a sentence has them: 、 between them, ， where a name is itself a group joined by 、."""
        names = [name.rstrip(_END) for name in self._list(part)]
        grouped = any(set("、，") & set(_BRACKETED.sub("", name)) for name in names)
        return ("，" if grouped else "、").join(name for name in names if name)

    def _list(self, part: Part) -> list[str]:
        value = self._get(part)
        return [] if value is None else [value] if isinstance(value, str) else list(value)

    def _has(self, part: Part) -> bool:
        return part in self._values

    def _name(self, part: Part) -> str:
        one = self._kind.field_of(part)
        return one.name if one else part.value

    def _get(self, part: Part) -> Any:
        return self._values.get(part)


def _addressed(inside: Sequence[Paragraph]) -> list[Paragraph]:
    """Return what is issued with its first line as 主送机关 where it is: forwarded documents keep theirs."""
    first = inside[0]
    addressed = first.role is Role.BODY and not first.place.cell and is_recipients(line_of(first)) and len(first.text) <= _LONGEST_ADDRESS
    return [first.with_role(Role.RECIPIENTS) if addressed else first, *inside[1:]]


def _tables(made: Sequence[Paragraph]) -> int:
    """Return how many tables there are in ``made``."""
    return len({item.place.cell.table for item in made if item.place.cell})


def _in_brackets(text: str) -> str:
    return text if text.startswith("（") and text.endswith("）") else f"（{text}）"
