"""``python -m training NAME …``: builds one of the files of ``corpus/characters/``."""

from __future__ import annotations

import sys
from importlib import import_module

from drafting.documents.errors import UserError

BUILDERS = ("language", "candidates", "sentences", "network", "ranker")
"""Modules of this package with a ``main`` that takes the arguments after the name."""


def main(arguments: list[str]) -> int:
    """Run the builder that the first argument names; return the exit code."""
    if not arguments or arguments[0] not in BUILDERS:
        print(f"用法：python -m training {'|'.join(BUILDERS)} …", file=sys.stderr)
        return 2
    try:
        import_module(f"training.{arguments[0]}").main(arguments[1:])
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
