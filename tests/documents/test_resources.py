"""Where the user's own data lies."""

from __future__ import annotations

import pytest
from platformdirs import user_data_path

from drafting.documents.resources import home


@pytest.mark.parametrize(
    ("data", "own"),
    [(None, "/home/li"), ("/srv/data", "/home/li"), ("", "/home/li"), ("/srv/data/", ""), ("data", "/home/li"), (None, ""), (None, "li")],
)
def test_the_users_folder_is_where_the_platform_has_it(data: str | None, own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WENMI_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", own)
    if data is not None:
        monkeypatch.setenv("XDG_DATA_HOME", data)
    assert home() == user_data_path("wenmi", appauthor=False)
