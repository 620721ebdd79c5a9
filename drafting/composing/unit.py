"""单位档案: what an office is called and how it sets its documents, and what of that a fields file may leave out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from drafting.composing.schema import Field, FieldType, Kind, Part
from drafting.composing.tables import BLANK
from drafting.documents.expressions import expression
from drafting.documents.faults import OTHER, Faults
from drafting.documents.house import STANDARD, House
from drafting.documents.model import Format, Sealing
from drafting.documents.yaml_reading import Entries, Items, Node, Scalar

EVERYWHERE = "其他"  # in a value by kind: the kinds that are not named
USUAL = "常用"  # written in a fields file for 抄送机关: the organs of the unit profile
SEALINGS = (Sealing.SEALED.value, Sealing.UNSEALED.value)  # 加盖签发人签名章 is for single documents: each has its signer

_SIGNED = frozenset({Format.DOCUMENT, Format.LETTER})
_WITHOUT_CODE = expression(r"[〔\[(（【［﹝]\s*\d{2,4}\s*[〕\])）】］﹞]\s*第?\s*\d+\s*号?")
_OWN_FORM = frozenset({Format.MINUTES, Format.ORDER})  # numbered by issue or order: a code only where the profile names the kind
_BEFORE_SUBJECT = expression(r"(?!关于|印发|转发|批转)(.{2,40}?)(?:关于|印发|转发|批转)")


def keys_of(kind: Kind) -> tuple[str, ...]:
    """Return the keys that stand for ``kind`` where a text differs from kind to kind, the closest first."""
    return (kind.name, *kind.aliases, kind.id, kind.word, kind.format.value, kind.direction)


def known_keys(kinds: Iterable[Kind]) -> set[str]:
    """Return every key that stands for one of ``kinds`` or for all others."""
    return {EVERYWHERE, *(key for kind in kinds for key in keys_of(kind) if key)}


@dataclass(frozen=True, slots=True)
class ByKind:
    """A text that may differ from kind to kind: ``texts`` by the name of a kind, a format or a direction; 其他 for all others."""

    texts: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def of(self, kind: Kind) -> tuple[str, int, str] | None:
        """Return (text, its line, the key it stands under) for ``kind``, the closest key first; None if there is none."""
        for key in (*keys_of(kind), EVERYWHERE):
            if key in self.texts:
                return self.texts[key], self.lines[key], key
        return None


@dataclass(frozen=True)
class Unit:
    """The profile of an office: its names, what it fills in, and ``house``, how it sets its documents.

    ``texts`` are the values of one line by key (单位名称, 规范化简称, 印发机关, 联系人, 联系电话, 落款方式), ``lines`` the lines of keys.
    """

    where: str
    texts: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    codes: ByKind = field(default_factory=ByKind)
    marks: ByKind = field(default_factory=ByKind)
    copies_to: tuple[str, ...] = ()
    house: House = STANDARD

    @property
    def names(self) -> tuple[str, ...]:
        """The names that the office may sign with: 全称, 规范化简称."""
        return tuple(self.texts[key] for key in ("单位名称", "规范化简称") if key in self.texts)

    def place(self, line: int) -> str:
        """Return what a reader is told of a line of the profile."""
        return f"{self.where} 第 {line} 行"

    def filled(self, kind: Kind, entries: Entries, faults: Faults) -> tuple[Entries, tuple[tuple[str, str], ...]]:
        """Return ``entries`` with what they leave out of the unit's, and what was filled in: (field, value).

        A field that is written is never changed, one that is optional and left empty stays empty: that paper does without. Names are
        filled in only where the office itself issues the document: a mark or a code beside another issuer would be wrong.
        """
        return _Filling(self, kind, entries, faults).made()


class _Filling:
    def __init__(self, unit: Unit, kind: Kind, entries: Entries, faults: Faults) -> None:
        self._unit = unit
        self._kind = kind
        self._nodes = dict(entries.nodes)
        self._lines = dict(entries.lines)
        self._line = entries.line
        self._faults = faults
        self._filled: list[tuple[str, str]] = []

    def made(self) -> tuple[Entries, tuple[tuple[str, str], ...]]:
        own = self._issued_by_us()
        if own:
            self._fill(Part.ISSUER, "单位名称", required_only=self._kind.format is Format.PLAIN)
            if self._kind.format is not Format.PLAIN:
                self._fill_by_kind(Part.ISSUER_MARK, self._unit.marks)
            self._complete_number()
        if self._kind.format is not Format.LETTER:
            self._fill(Part.PRINTER, "印发机关")
        if self._kind.format in _SIGNED:
            self._fill(Part.SEALING, "落款方式")
            self._fill_contact()
        self._usual_copies()
        return Entries(self._line, self._nodes, self._lines), tuple(self._filled)

    def _issued_by_us(self) -> bool:
        """Tell whether the office itself is the issuer: the fields name it, or nobody."""
        names = self._unit.names
        issuers = self._said(Part.ISSUER)
        if issuers:
            return len(issuers) == 1 and issuers[0] in names
        title = "".join(self._said(Part.TITLE))
        before = _BEFORE_SUBJECT.match(title)
        return before is None or before[1] in names

    def _said(self, part: Part) -> list[str]:
        """Return the texts that the fields have for ``part``."""
        one = self._kind.field_of(part)
        node = self._nodes.get(one.name) if one else None
        nodes = node.nodes if isinstance(node, Items) else [node]
        texts = [item.text.strip(BLANK) for item in nodes if isinstance(item, Scalar)]
        return [text for text in texts if text]

    def _wanted(self, part: Part) -> Field | None:
        """Return the field of ``part`` if it is to be filled in: not written, or required and written without a value."""
        one = self._kind.field_of(part)
        if one is None:
            return None
        node = self._nodes.get(one.name)
        return one if node is None or (one.required and isinstance(node, Scalar) and not node.text.strip(BLANK)) else None

    def _fill(self, part: Part, key: str, *, required_only: bool = False) -> None:
        one, text = self._wanted(part), self._unit.texts.get(key)
        if one is None or not text or (required_only and not one.required):
            return
        self._put(one, Scalar(text, OTHER + self._unit.lines[key]), text)

    def _fill_by_kind(self, part: Part, texts: ByKind) -> None:
        one, found = self._wanted(part), texts.of(self._kind)
        if one is None or found is None:
            return
        text, line, key = found
        if key == EVERYWHERE and self._kind.format is not Format.DOCUMENT:
            return  # 信函, 命令 and 纪要 have marks of their own
        self._put(one, Scalar(text, OTHER + line), text)

    def _complete_number(self) -> None:
        """Put the unit's 机关代字 before a number that is only year and serial."""
        one = self._kind.field_of(Part.DOCUMENT_NUMBER)
        node = self._nodes.get(one.name) if one else None
        found = self._unit.codes.of(self._kind)
        if one is None or found is None or not isinstance(node, Scalar) or not _WITHOUT_CODE.fullmatch(node.text.strip(BLANK)):
            return
        code, _, key = found
        if key == EVERYWHERE and self._kind.format in _OWN_FORM:
            return
        number = code + node.text.strip(BLANK)
        self._put(one, Scalar(number, node.line), number)

    def _fill_contact(self) -> None:
        """Fill in person and telephone together: the number of one person is never put beside the name of another."""
        pair = [(part, key) for part, key in ((Part.CONTACT, "联系人"), (Part.TELEPHONE, "联系电话")) if key in self._unit.texts]
        for part, key in ((Part.CONTACT, "联系人"), (Part.TELEPHONE, "联系电话")):
            said = self._said(part)
            if said and said != [self._unit.texts.get(key)]:
                return
        for part, key in pair:
            self._fill(part, key)

    def _usual_copies(self) -> None:
        one = self._kind.field_of(Part.COPIES_TO)
        if one is None or self._said(Part.COPIES_TO) != [USUAL]:
            return
        line = self._lines[one.name]
        if not self._unit.copies_to:
            self._faults.add(line, f"“{one.name}”写的是“{USUAL}”，单位档案里却没有写“常用抄送机关”", "请在单位档案里加上，或者写出抄送机关")
            self._nodes[one.name] = Scalar("", line)
            return
        names = self._unit.copies_to
        mark = "，" if any("、" in name for name in names) else "、"
        at = OTHER + self._unit.lines["常用抄送机关"]
        items = [Scalar(name, at) for name in names]
        node = Items(at, list(items)) if one.type is FieldType.LIST else Scalar(mark.join(names), at)
        self._put(one, node, mark.join(names))

    def _put(self, one: Field, node: Node, text: str) -> None:
        self._nodes[one.name] = node
        self._lines[one.name] = node.line
        self._filled.append((one.name, text))
