"""What is said on the wall: captions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Caption:
    """Words on the wall."""

    speaker: str
    text: str
    shown: float
    """0 … 1 while it fades in and out."""
    kind: Literal["line", "title"]
