"""Which kind a document's title names, told without reading the declarations of all kinds."""

from __future__ import annotations

import re
from functools import cache

from drafting.documents.expressions import expression
from drafting.documents.resources import resource

_NAMING = expression(r"^(标识|名称|别名): *(.*?) *$", re.MULTILINE)


@cache
def shipped_as(name: str) -> str | None:
    """Return the id of the shipped kind of that Chinese name, else of that alias; None where there is none.

    ``fields.yaml`` is not parsed for it: its three lines are looked up.
    """
    if not name:
        return None
    aliased = None
    for path in sorted(resource("templates").glob("*/fields.yaml")):
        named: dict[str, str] = dict(_NAMING.findall(path.read_text(encoding="utf-8").partition("\n字段:")[0]))
        if named["名称"] == name:
            return named["标识"]
        if name in expression(r"[,，、\s\[\]]+").split(named.get("别名", "")):
            aliased = aliased or named["标识"]
    return aliased
