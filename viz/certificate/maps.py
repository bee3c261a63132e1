"""Where it flashes: a picture of the most transitions of each pixel, as a PNG inside the page."""

from __future__ import annotations

import base64
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

CALM, ALARM, WORST = (47, 201, 184), (255, 181, 74), (255, 250, 235)
_NONE, _SOME = (5, 9, 14), (16, 54, 62)
FAR = 3
"""Times the limit from which on nothing gets brighter."""


def ramp(limit: int) -> NDArray[np.uint8]:
    """(FAR · limit + 1, 3) the colour of each count: dark, then teal up to the limit, then amber toward white."""
    counts = np.arange(FAR * limit + 1)
    below = np.stack([np.interp(counts, (1, limit), (a, b)) for a, b in zip(_SOME, CALM, strict=True)], axis=1)
    above = np.stack(
        [np.interp(counts, (limit + 1, FAR * limit), (a, b)) for a, b in zip(ALARM, WORST, strict=True)], axis=1
    )
    colours = np.where(counts[:, None] > limit, above, below)
    colours[0] = _NONE
    return colours.astype(np.uint8)


def picture(most: NDArray[np.uint16], limit: int, label: str) -> str:
    """An image of the most transitions (H, W), one pixel a pixel."""
    from PIL import Image

    image = Image.fromarray(np.minimum(most, FAR * limit).astype(np.uint8))
    image.putpalette(ramp(limit).tobytes())
    data = BytesIO()
    image.save(data, format="PNG", optimize=True)
    return f'<img alt="{label}" src="data:image/png;base64,{base64.b64encode(data.getvalue()).decode()}">'
