"""The show's own letters inside the page: of each weight what the page's words need."""

from __future__ import annotations

import base64

from viz.paths import FONTS

_WEIGHTS = {"Light": 300, "Medium": 500}
_LINING = int.from_bytes(b"lnum", "big")
"""The OpenType feature that gives figures the height of capitals."""


def faces(text: str) -> str:
    """Style rules for Alegreya Sans, with the outlines of all characters of a text in them: about 40 kB a weight."""
    rule = "@font-face{{font-family:Alegreya Sans;font-weight:{};src:url(data:font/ttf;base64,{})}}\n"
    return "".join(rule.format(weight, _part(name, text)) for name, weight in _WEIGHTS.items())


def _part(name: str, text: str) -> str:
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, text))
    wanted.layout_feature_tag_set.add(_LINING)
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONTS / f"AlegreyaSans-{name}.ttf")))
    return base64.b64encode(uharfbuzz.subset(face, wanted).blob.data).decode()
