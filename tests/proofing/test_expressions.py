"""The checks compile an expression no sooner than the text needs it."""

from __future__ import annotations

import re

import pytest

from drafting.documents.expressions import expression
from drafting.documents.model import Document, Paragraph
from drafting.proofing.checks import CHECKS
from drafting.proofing.draft import Draft


def test_an_expression_is_not_compiled_where_its_literals_do_not_occur() -> None:
    lazy = expression("(")  # not valid: to compile it would raise
    draft = Draft(Document((Paragraph("没有数字的一段话。"),)))
    assert list(draft.find(lazy, ("星期",))) == []
    assert list(draft.reckoned(lazy, 1)) == []
    assert list(draft.joined(lazy, "0123456789")) == []
    with pytest.raises(re.error):
        list(draft.find(lazy, ("一段",)))


def test_every_check_runs_on_a_page_that_holds_its_literals() -> None:
    # The examples make each check search; all of them on one page compile every expression that a page can reach.
    page = Document(tuple(Paragraph(line) for check in CHECKS for line in check.examples[0].good.split("\n")))
    draft = Draft(page)
    for check in CHECKS:
        assert all(0 <= hit.start <= hit.end <= len(draft.text) for hit in check.find(draft))
