"""A small evening for tests: few mosaics, few people, short acts, and all that the arc has."""

from pathlib import Path

SCENE = """[show]
title = "A small evening"
seed = 5
stories = "small.csv"

[hall]
width = 13.0
length = 46.0
wall = 5.6
apex = 10.5

[mosaics]
tesserae = {tiles}

[crowd]
people = 12

{acts}"""

ACT = """[[act]]
name = "{name}"
seconds = {seconds}
transition = 0.5
glitch = {glitch}
kai = {kai}
kai_after = {kai_after}
"""

STORIES = """name,story
Nils,The dentist hummed and I forgot to be afraid of the drill.
Ilse,The ferry was late and we sang until the harbour lights came on.
Tomo,My grandmother kept one gold tooth and every secret of the street.
"""


def write_evening(folder: Path, seconds: float = 2.0, tiles: int = 2000) -> Path:
    """A scene file with its stories in a folder: five acts of so many seconds."""
    acts = [
        ("unveiling", 0.0, 0.0, 0.0),
        ("glitch", 0.9, 0.0, 0.0),
        ("confrontation", 0.8, 0.9, seconds / 4),
        ("aftermath", 0.2, 0.0, 0.0),
        ("renaissance", 0.0, 0.0, 0.0),
    ]
    written = "\n".join(
        ACT.format(name=name, seconds=seconds, glitch=glitch, kai=kai, kai_after=after)
        for name, glitch, kai, after in acts
    )
    (folder / "small.csv").write_text(STORIES, "utf-8")
    path = folder / "small.toml"
    path.write_text(SCENE.format(tiles=tiles, acts=written), "utf-8")
    return path
