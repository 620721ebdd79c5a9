"""A title's 文种 names a kind as the declarations do."""

from __future__ import annotations

from drafting.composing import headings, shipped_as


def test_every_name_and_alias_leads_to_the_kind_that_declares_it() -> None:
    listed = headings()
    for heading in listed:
        assert shipped_as(heading.name) == heading.id
        for alias in heading.aliases:
            assert shipped_as(alias) == next(one.id for one in listed if alias in (one.name, *one.aliases))


def test_a_word_that_names_no_kind_leads_to_none() -> None:
    assert shipped_as("没有这样的文种") is None
    assert shipped_as("") is None
