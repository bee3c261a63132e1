"""Will the show run here? Scenes, stories, shaders, graphics driver, display: what works, and what will not."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from viz import display
from viz.errors import Wrong
from viz.gpu.source import ShaderError
from viz.opening import open_show
from viz.paths import SCENES, SHADERS
from viz.show import Show
from viz.world.lines import untranslated
from viz.world.words import no_letter, unlettered

Verdict = Literal["ok", "note", "WRONG"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check. WRONG means that the show could not run; a note, that something is missing or left out."""

    verdict: Verdict
    what: str
    says: str

    def __str__(self) -> str:
        return f"{self.verdict:<6} {self.what}: {self.says}"


def check(scenes: list[str]) -> Iterator[Finding]:
    """Look at everything, finding by finding. No scenes given: all that lie in scenes/."""
    yield Finding("ok", "Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    shows: list[Show] = []
    for name in scenes or sorted(path.stem for path in SCENES.glob("**/*.toml")):
        yield from _scene(name, shows)
    yield from _pictures(shows)
    yield from _window()
    yield from _films()


def _scene(name: str, shows: list[Show]) -> Iterator[Finding]:
    told: list[str] = []
    try:
        show = open_show(name, warn=told.append)
        show.step()
    except Wrong as wrong:
        yield Finding("WRONG", f"scene {name}", str(wrong))
        return
    shows.append(show)
    tiles, people = int(show.mosaics.first[-1]), len(show.frame().people)
    holds = f"{len(show.mosaics.names)} mosaics of {tiles} tiles, {people} attendees"
    if show.scene.wall.tiles:
        holds = f"a plain wall of {show.scene.wall.tiles} tiles"
    yield Finding("ok", f"scene {name}", holds)
    for line in told:
        yield Finding("note", f"scene {name}", line)
    scene = show.scene
    if missing := untranslated(scene.line, scene.act, scene.captions.language):
        yield Finding("note", f"scene {name}", f"{missing} captions have no words in {scene.captions.language}")
    for line in _unlettered(show):
        yield Finding("note", f"scene {name}", line)


def _unlettered(show: Show) -> Iterator[str]:
    """Where the panel has no letters for a story: each sign once, where it first stands."""
    scene, told = show.scene, set[str]()
    texts = [(f"{scene.name}: show.nova", scene.show.nova)]
    for story in show.stories:
        where = f"{scene.stories_path}:{story.line}: column"
        texts += [(f"{where} name", story.name), (f"{where} story", story.text)]
    for place, text in texts:
        for sign in unlettered(text):
            if sign not in told:
                told.add(sign)
                yield f"{place}: {no_letter(sign)}"


def _pictures(shows: list[Show]) -> Iterator[Finding]:
    """The driver, every shader, and a picture of each scene."""
    from viz.gpu.device import Device

    try:
        with Device.offscreen() as device:
            kind = "software rendering, which is slow" if device.software else "a graphics card"
            yield Finding("ok", "OpenGL", f"{device.renderer}, {device.version}: {kind}")
    except Wrong as wrong:
        yield Finding("WRONG", "OpenGL", str(wrong))
        return
    compiled = False
    for show in shows:
        for finding in _drawn(show, compiled):
            compiled = compiled or finding.what == "shaders"
            yield finding


def _drawn(show: Show, compiled: bool) -> Iterator[Finding]:
    from viz.studio import Studio

    try:
        with Studio(show, (160, 90)) as studio:
            picture = studio.picture(show.tick)
            if not compiled:
                names = {program.name for program in studio.device.programs}
                rest = sorted({path.stem for path in (SHADERS / "passes").glob("*.frag")} - names)
                for name in rest:
                    studio.device.program(name).release()
                yield Finding("ok", "shaders", f"{len(names) + len(rest)} programs compiled")
    except ShaderError as problem:
        for line in problem.lines:
            yield Finding("WRONG", f"shader {problem.name}", line)
        return
    except Wrong as wrong:
        yield Finding("WRONG", f"scene {show.scene.name}", str(wrong))
        return
    if not picture.any():
        yield Finding("WRONG", f"scene {show.scene.name}", "its first picture is black")


def _window() -> Iterator[Finding]:
    if reason := display.missing():
        advice = "no window will open; run --headless, still and film work"
        yield Finding("note", "display", f"{reason}; {advice}")
        return
    for number, monitor in enumerate(display.monitors()):
        yield Finding("ok", f"monitor {number}", str(monitor))


def _films() -> Iterator[Finding]:
    import av

    if "libx264" in av.codecs_available:
        yield Finding("ok", "film", "H.264 can be written")
    else:
        yield Finding("note", "film", "this PyAV has no libx264, so film cannot work; stills can")
