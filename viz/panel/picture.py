"""Camera and picture, and every control that no other panel shows: all from their declarations."""

from __future__ import annotations

from viz.panel import draw, widgets
from viz.panel.desk import Desk

ELSEWHERE = ("acts/", "kai/", "nanobots/", "crowd/", "nova/", "lumi/", "finn/")
"""What the other panels show."""
PICTURE = ("picture/", "camera/", "comfort/")


def panel(desk: Desk) -> None:
    """Comfort, the picture's controls, one group a pass, then the camera, then whatever is new."""
    draw.heading("Comfort")
    widgets.group(desk, "comfort/")
    widgets.group(desk, "picture/")
    draw.heading("Camera")
    widgets.group(desk, "camera/")
    others = dict.fromkeys(
        path.split("/")[0] + "/" for path in desk.controls if not path.startswith(ELSEWHERE + PICTURE)
    )
    for prefix in others:
        draw.heading(prefix.rstrip("/").capitalize())
        widgets.group(desk, prefix)
