"""Regular expressions that are compiled when they are first used.

A one-page check uses a tenth of the expressions that the rules have; compiling all of them would take longer than the check.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Expression:
    """Stands for a compiled expression; every attribute is that of the ``re.Pattern``, made at the first one asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags", "groupindex"):
            setattr(self, method, getattr(compiled, method))  # from now on found without coming here
        return getattr(compiled, name)


def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return ``pattern`` as an expression that is compiled at its first use; an error in it shows only then."""
    return cast("re.Pattern[str]", _Expression(pattern, flags))
