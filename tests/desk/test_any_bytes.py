"""Whatever bytes a file consists of, 校对 reads it or says in one sentence why not, and never writes a damaged file."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafting.desk import drafting as drafting_desk
from drafting.documents.errors import UserError
from drafting.documents.fixing import fix_docx
from drafting.documents.marking import AUTHOR, mark
from drafting.documents.marks.revisions import reject_all
from drafting.documents.reading import read_bytes, read_with_package
from drafting.proofing import proofread

WHEN = datetime(2024, 5, 6, 7, 8, 9)
BATCHES = 6
EACH = 15  # spoiled copies a batch
_VALUES = ("", "x", "-1", "0", "99999999999999999999", "1e9", "true", "一", "NaN")


def hurt_bytes(data: bytes, chance: random.Random) -> bytes:
    """Other bytes at a few places, or the end cut off."""
    spoiled = bytearray(data)
    for _ in range(chance.choice([1, 2, 5, 20])):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled[: chance.randrange(len(spoiled))] if chance.random() < 0.2 else spoiled)


def hurt_tree(markup: bytes, chance: random.Random) -> bytes:
    """Elements lost, doubled, moved or renamed, and attributes with absurd values."""
    root = etree.fromstring(markup)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for _ in range(chance.choice([1, 3, 10])):
        one, other = chance.choice(elements), chance.choice(elements)
        parent = one.getparent()
        if parent is None:
            continue
        match chance.randrange(5):
            case 0:
                parent.remove(one)
            case 1:
                parent.append(copy.deepcopy(one))
            case 2 if other is not one and one not in set(other.iterancestors()):
                other.append(one)
            case 3 if one.attrib:
                one.set(chance.choice(list(one.attrib)), chance.choice(_VALUES))
            case _:
                one.tag = other.tag
    return etree.tostring(root)


def hurt_part(data: bytes, chance: random.Random) -> bytes:
    """The package with one of its parts spoiled, as bytes or as a tree."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        chosen = "word/document.xml" if chance.random() < 0.6 else chance.choice(names)
        for name in archive.namelist():
            content = archive.read(name)
            if name == chosen:
                content = hurt_bytes(content, chance) if chance.random() < 0.4 else hurt_tree(content, chance)
            made.writestr(name, content)
    return out.getvalue()


def spoil(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    return hurt_bytes(data, chance) if chance.random() < 0.3 else hurt_part(data, chance)


def proofread_all_the_way(data: bytes) -> bool:
    """Read, check, mark, take the marks back and mend; tell whether the file could be read at all."""
    try:
        document, package = read_with_package(data, "稿.docx")
    except UserError:
        return False
    assert package is not None
    findings = proofread(document)
    try:
        rejected = read_bytes(reject_all(mark(package, document, findings, date=WHEN).data, AUTHOR), "稿.docx")
        mended = fix_docx(package, document, findings)
    except UserError:
        return True  # read, but not safe to change: said in one sentence
    before = [item.text for item in document.paragraphs if item.text.strip()]
    assert [item.text for item in rejected.paragraphs if item.text.strip()] == before
    assert read_bytes(mended.data, "稿.docx").paragraphs
    return True


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("drafted")
    found = []
    for kind in ("请示", "会议纪要", "印发通知"):
        fields = folder / f"{kind}.yaml"
        drafting_desk.new_fields(kind, fields)
        drafting_desk.draft(fields, folder / f"{kind}.docx")
        found.append((folder / f"{kind}.docx").read_bytes())
    return found


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_spoiled_draft_is_proofread_or_refused_in_one_sentence(drafted: list[bytes], batch: int) -> None:
    read = [proofread_all_the_way(spoil(drafted[seed % len(drafted)], seed)) for seed in range(batch * EACH, (batch + 1) * EACH)]
    assert any(read), "every one of them was refused: nothing was tried"


def test_a_spoiled_file_of_an_office_is_proofread_or_refused_in_one_sentence(shared_data: Path) -> None:
    files = sorted((shared_data / "word").glob("*.docx"))
    assert files
    assert any(proofread_all_the_way(spoil(file.read_bytes(), seed)) for seed, file in enumerate(files * 3))


@settings(max_examples=150)
@given(st.binary(max_size=3000), st.sampled_from(["稿.docx", "稿.txt", "稿.md", "稿", "-"]))
def test_any_bytes_are_read_or_refused_in_one_sentence(data: bytes, name: str) -> None:
    try:
        document = read_bytes(data, name)
    except UserError:
        return
    for finding in proofread(document):
        assert 0 <= finding.span.start <= finding.span.end <= len(document.paragraphs[finding.span.paragraph].text)
