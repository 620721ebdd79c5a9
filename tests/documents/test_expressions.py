"""An expression does what its compiled form does."""

from __future__ import annotations

import re

from drafting.documents.expressions import expression


def test_an_expression_matches_as_its_compiled_form() -> None:
    lazy, compiled = expression(r"(\d+)人", re.ASCII), re.compile(r"(\d+)人", re.ASCII)
    text = "共12人，其中3人"
    assert [m.span() for m in lazy.finditer(text, 4)] == [m.span() for m in compiled.finditer(text, 4)] == [(7, 9)]
    assert lazy.search(text, 0, 3) is compiled.search(text, 0, 3) is None
    assert [bool(one) for one in (lazy.match(text), lazy.match(text, 1), lazy.fullmatch(text), lazy.fullmatch("3人"))] == [
        False,
        True,
        False,
        True,
    ]
