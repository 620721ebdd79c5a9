"""Characters that look alike, found by drawing them.

Each character is drawn from a font, blurred and compared with every other one, whole and in parts: 末 and 未 are alike as a whole; 订 and
盯 share what stands on the right, 剑 and 险 a part that stands on the left of one and on the right of the other; 去 is 法 without its
left, 完 is 院 without it. What comes out is numbers, how alike two characters are; no outline of the font is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafting.documents.errors import UserError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
"""Noto Sans CJK (SIL Open Font License); the simplified Chinese face is the third of the collection."""

_FACE = 2
_DRAWN = 64  # pixels in which a character is drawn
_SIDE = 18  # pixels to which a character or a part of one is brought for comparison
_BLUR = 1.0
_DIRECTIONS = 72
_LEAST = 0.15  # share of a character's ink below which a part of it says nothing
_PARTS = 12
_WHOLE = 0.9  # what being alike as a whole counts for, against sharing a part that is all of one of the two
_BLOCK = 1000


class Alike(NamedTuple):
    """For each character the numbers of those most alike it, most alike first, and how alike they are (0 to 1)."""

    which: NDArray[np.int32]
    score: NDArray[np.float32]


def alike(
    characters: Sequence[str], others: Sequence[str], common: Sequence[float], most: int, font: Path = FONT, *, parts: bool = True
) -> Alike:
    """Return for each of ``characters`` the ``most`` of ``others`` that are most alike it.

    ``common`` is what being common adds to the likeness of each of ``others`` for this choice (it is not in the score). Without ``parts``
    two characters are not compared part by part, only one whole with the other and its parts: a tenth of the time.
    """
    import numpy as np

    most = min(most, len(others))
    drawn = sorted({*characters, *others})
    number = {character: place for place, character in enumerate(drawn)}
    vectors, shares = _drawn_parts(drawn, font)
    other = np.array([number[character] for character in others])
    which = np.zeros((len(characters), most), dtype=np.int32)
    score = np.zeros((len(characters), most), dtype=np.float32)
    own_column = {character: column for column, character in enumerate(others)}
    for start in range(0, len(characters), _BLOCK):
        block = characters[start : start + _BLOCK]
        rows = np.array([number[character] for character in block])
        likeness = _likeness(vectors, shares, rows, other, parts)
        for row, character in enumerate(block):
            if character in own_column:
                likeness[row, own_column[character]] = -1
        chosen = np.argsort(-(likeness + np.asarray(common, dtype=np.float32)), axis=1, kind="stable")[:, :most]
        which[start : start + len(block)] = chosen
        score[start : start + len(block)] = np.take_along_axis(likeness, chosen, axis=1)
    return Alike(which, score)


def _likeness(
    vectors: NDArray[np.float32], shares: NDArray[np.float32], rows: NDArray[np.int64], other: NDArray[np.int64], parts: bool
) -> NDArray[np.float32]:
    """Return how alike the characters ``rows`` and ``other`` are: as a whole, or by the part that they share, weighed by its ink."""
    import numpy as np

    best = np.zeros((len(rows), len(other)), dtype=np.float32)
    for one in range(_PARTS):
        for two in range(_PARTS if parts or one == 0 else 1):
            cosine = vectors[one, rows] @ vectors[two, other].T
            weight = np.minimum(shares[one, rows][:, None], shares[two, other][None]) * (_WHOLE if one == two == 0 else np.float32(1))
            for _ in range(3):  # the cube: what is only roughly alike counts little
                weight *= cosine
            np.maximum(best, weight, out=best)
    return best


def _drawn_parts(characters: Sequence[str], font: Path) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return (part, character, vector of length 1), and each part's share of the ink; the first part is the whole."""
    import numpy as np
    from scipy.ndimage import gaussian_filter

    vectors = np.zeros((_PARTS, len(characters), _SIDE * _SIDE), dtype=np.float32)
    shares = np.zeros((_PARTS, len(characters)), dtype=np.float32)
    for row, picture in enumerate(_glyphs(characters, font)):
        ink = max(int(picture.sum()), 1)
        for part, piece in enumerate(_pieces(picture)):
            share = int(piece.sum()) / ink
            squared = _squared(piece) if share >= _LEAST else None
            if squared is None:
                continue
            vector = gaussian_filter(squared, _BLUR).ravel()
            vectors[part, row] = vector - vector.mean()
            shares[part, row] = share
    return _shortened(vectors), shares


def _shortened(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the vectors in the directions in which they differ most, of length 1: their cosines, at a fifth of the cost."""
    import numpy as np

    whole = vectors[0].astype(np.float64)
    _, directions = np.linalg.eigh(whole.T @ whole)
    short: NDArray[np.float32] = vectors @ directions[:, : -_DIRECTIONS - 1 : -1].astype(np.float32)
    short /= np.maximum(np.linalg.norm(short, axis=2, keepdims=True), np.float32(1e-6))
    return short


def _glyphs(characters: Sequence[str], font: Path) -> Iterator[NDArray[np.uint8]]:
    """Yield a picture of each character, ink 255, cut to its ink. Raises ``UserError`` where the font is not there."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    try:
        face = ImageFont.truetype(str(font), _DRAWN - 8, index=_FACE)
    except OSError as error:
        raise UserError("打不开字体", str(font), "请安装 fonts-noto-cjk，或者指定一个简体中文字体") from error
    for character in characters:
        canvas = Image.new("L", (_DRAWN, _DRAWN))
        ImageDraw.Draw(canvas).text((_DRAWN // 2, _DRAWN // 2), character, fill=255, font=face, anchor="mm")
        picture = np.asarray(canvas)
        left, top, right, bottom = _inked(picture) or (0, 0, _DRAWN, _DRAWN)
        yield picture[top:bottom, left:right]


def _pieces(picture: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """Return the whole, left and right of two gaps, above and below two gaps, and what a frame or a stroke under it leaves."""
    height, width = picture.shape
    pieces = [picture]
    for gap in _gaps(picture.sum(axis=0), 0.15, 0.8):
        pieces += [picture[:, :gap], picture[:, gap:]]
    pieces += [picture[:0]] * (5 - len(pieces))
    for gap in _gaps(picture.sum(axis=1), 0.15, 0.85):
        pieces += [picture[:gap], picture[gap:]]
    pieces += [picture[:0]] * (9 - len(pieces))
    pieces.append(picture[: int(height * 0.8), int(width * 0.28) :])  # 适 without 辶
    pieces.append(picture[int(height * 0.25) :, int(width * 0.25) :])  # 府 without 广
    pieces.append(picture[int(height * 0.22) : int(height * 0.8), int(width * 0.2) : int(width * 0.8)])  # 国 without 囗
    return pieces


def _gaps(profile: NDArray[np.uint64], low: float, high: float) -> list[int]:
    """Return the two places with the least ink between the shares ``low`` and ``high``, at least four pixels apart."""
    from scipy.ndimage import gaussian_filter

    smooth = gaussian_filter(profile.astype(float), 0.8)
    inner = range(max(1, int(len(profile) * low)), min(len(profile) - 1, int(len(profile) * high)))
    found: list[int] = []
    for place in sorted(
        (place for place in inner if smooth[place] <= min(smooth[place - 1], smooth[place + 1])), key=lambda at: smooth[at]
    ):
        if all(abs(place - other) > 3 for other in found):
            found.append(place)
    return found[:2]


def _squared(piece: NDArray[np.uint8]) -> NDArray[np.float32] | None:
    """Return the ink of ``piece`` brought to one size, a narrow one to three times its width at most; ``None`` where there is none."""
    import numpy as np
    from PIL import Image

    box = _inked(piece)
    if box is None:
        return None
    ink = piece[box[1] : box[3], box[0] : box[2]]
    height, width = ink.shape
    padded = np.zeros((max(height, width // 3, 8), max(width, height // 3, 8)), dtype=np.uint8)
    top, left = (padded.shape[0] - height) // 2, (padded.shape[1] - width) // 2
    padded[top : top + height, left : left + width] = ink
    return np.asarray(Image.fromarray(padded).resize((_SIDE, _SIDE), Image.Resampling.BOX), dtype=np.float32)


def _inked(picture: NDArray[np.uint8]) -> tuple[int, int, int, int] | None:
    """Return (left, top, right, bottom) of the ink, ``None`` where there is none."""
    import numpy as np

    dark = picture > 64
    columns, rows = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    return (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1) if len(columns) else None
