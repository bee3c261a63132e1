"""The colours by which the characters are known: in the names over their captions, and on the operator's plan.

About them in the hall stands light of the same colours: see aura_light in shaders/lib/feeling.glsl.
"""

from __future__ import annotations

from collections.abc import Mapping

KNOWN_BY: Mapping[str, str] = {
    "nova": "d9ceff",
    "kai": "5fdcdc",
    "lumi": "f394ea",
    "finn": "ffab5e",
    "toothpact": "ffd3a6",
}
"""sRGB, as six hexadecimal digits, by the speaker's name in scenes."""
