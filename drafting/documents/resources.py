"""Where the program's own data and the user's own data lie."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from drafting.documents.errors import UserError

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def resource(name: str) -> Path:
    """Return the folder ``"templates"`` or ``"corpus"``: inside an installed wheel, else in the checkout."""
    for candidate in (_PACKAGE / f"_{name}", _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise UserError(f"程序自带的数据“{name}”不见了", remedy="请重新安装文秘")


def listed(name: str) -> tuple[str, ...]:
    """Return the rows of the list ``name`` in the folder ``corpus``; empty ones and comments (``#``) are left out."""
    rows = (resource("corpus") / name).read_text(encoding="utf-8").splitlines()
    return tuple(row for row in rows if row and not row.startswith("#"))


def home() -> Path:
    """Return the folder of what the user makes: models, accepted words, profiles, registers.

    ``$WENMI_HOME`` if set, else the platform's user-data folder. The folder may not exist yet; whoever writes makes it.
    """
    chosen = os.environ.get("WENMI_HOME")
    if chosen:
        return Path(chosen).expanduser()
    data = os.environ.get("XDG_DATA_HOME") or Path(os.environ.get("HOME", ""), ".local", "share")
    if sys.platform == "linux" and Path(data).is_absolute() and "ANDROID_DATA" not in os.environ:
        return Path(data, "wenmi")  # what platformdirs says there; to load it would be a large part of the start of every command
    from platformdirs import user_data_path

    return user_data_path("wenmi", appauthor=False)
