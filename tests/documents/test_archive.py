"""The zip that we write ourselves, held against the one of the standard library."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.typesetting.archive import LEVEL, archive, pack

PARTS = st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?\.xml", fullmatch=True), st.text(max_size=2000), max_size=6)


@given(PARTS)
def test_the_zip_is_byte_for_byte_the_one_that_the_standard_library_writes(parts: dict[str, str]) -> None:
    parts = {name: text.encode("utf-8", "ignore").decode("utf-8") for name, text in parts.items()}
    expected = io.BytesIO()
    with zipfile.ZipFile(expected, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            made.writestr(entry, text.encode(), compresslevel=LEVEL)
    assert archive(pack(name, text) for name, text in parts.items()) == expected.getvalue()


def test_a_part_packed_once_serves_in_many_files() -> None:
    part = pack("word/styles.xml", "样式" * 1000)
    for other in ("甲", "乙"):
        with zipfile.ZipFile(io.BytesIO(archive([pack("word/document.xml", other), part]))) as opened:
            assert opened.testzip() is None
            assert opened.namelist() == ["word/document.xml", "word/styles.xml"]
            assert opened.read("word/styles.xml").decode() == "样式" * 1000
