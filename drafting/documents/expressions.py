"""Regular expressions that are compiled when they are first used, and need not be compiled again in the next run.

A one-page check uses a tenth of the expressions that the rules have; compiling all of them would take longer than the check. Even that
tenth, at 0.5 to 5 ms each (classes of Chinese characters are slow to compile), is more than half of its time. So a command keeps what an
expression compiles to: read back, one is ready in 7 µs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, cast

from drafting.documents.compiled import Compiled

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags", "groupindex")

COMPILED = Compiled()
"""What the expressions of this process compile to; a command opens it on a file (``Compiled.kept``)."""


class _Expression:
    """Stands for a compiled expression; every attribute is that of the ``re.Pattern``, made at the first one asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        made = COMPILED.pattern(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(made, method))  # from now on found without coming here
        return getattr(made, name)


@lru_cache(4096)
def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return ``pattern`` as an expression that is compiled at its first use; an error in it shows only then.

    The same pattern gives the same expression: one may be asked for where it is used.
    """
    return cast("re.Pattern[str]", _Expression(pattern, flags))
