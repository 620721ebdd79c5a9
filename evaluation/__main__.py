"""``python -m evaluation``: every figure we claim, held to its floor."""

import sys

from evaluation.gate import main

sys.exit(main(sys.argv[1:]))
