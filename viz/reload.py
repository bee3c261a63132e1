"""Scene and stories saved while the show runs take effect at once; of broken ones the last good form plays on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from viz import journal as journals
from viz.controls import controls_of, get
from viz.errors import Wrong
from viz.journal import Journal
from viz.show import Show
from viz.watch import Watch
from viz.world.story import Story, read_stories

PLAYS_ON = "The last good one plays on."


class Reload:
    """Watches the files that a show was made from."""

    def __init__(self, show: Show, stories: Path | None = None) -> None:
        """stories: the file that was named on the command line, instead of the scene's own."""
        self.show = show
        self._scene = Path(show.scene.name)
        self._stories = stories or show.scene.stories_path
        self._watch = Watch([self._scene, self._stories])

    def due(self, now: float) -> bool:
        """Whether it is time for a look; now in seconds of any steady clock."""
        return self._watch.due(now)

    def look(self, problems: dict[str, str]) -> Show | None:
        """Take what was saved: the scene goes to the show as something said; other stories need another show, which is
        returned. problems gains and loses what is broken, by the file's name."""
        changed = self._watch.changed()
        if self._scene in changed:
            self._take_scene(problems)
        if self._stories in changed:
            return self._take_stories(problems)
        return None

    def _take_scene(self, problems: dict[str, str]) -> None:
        name = str(self._scene)
        try:
            text = self._scene.read_bytes().decode("utf-8-sig")
            if not text.strip():  # an editor between emptying and writing
                return
            self.show.say("scene", text)
        except UnicodeDecodeError as error:
            problems[name] = f"is not UTF-8 text (byte {error.start}). {PLAYS_ON}"
        except (OSError, Wrong) as error:
            problems[name] = f"{str(error).removeprefix(name + ': ')}\n{PLAYS_ON}"
        else:
            problems.pop(name, None)

    def _take_stories(self, problems: dict[str, str]) -> Show | None:
        name = str(self._stories)
        try:
            stories, wrong = read_stories(self._stories)
        except Wrong as error:
            problems[name] = f"{str(error).removeprefix(name + ': ')}\n{PLAYS_ON}"
            return None
        problems.pop(name, None)
        if wrong:
            more = f"\n… and {len(wrong) - 4} more" if len(wrong) > 4 else ""
            problems[name] = "\n".join(line.removeprefix(name + ":") for line in wrong[:4]) + more
        if list(self.show.stories) == stories:
            return None
        self.show = _with_stories(self.show, stories)
        return self.show


def _with_stories(old: Show, stories: list[Story]) -> Show:
    """The same evening with other stories: a new run of the journal, in the same act and with the same controls."""
    show = Show(old.scene, stories, old.seed, _next_run(old, stories))
    for path, control in controls_of(type(old.controls)).items():
        value = old.value(path)
        if control.kind != "trigger" and value != get(show.controls, path):
            show.say(path, value)
    show.say("acts/go", old.scene.act[old.frame().act].name)
    return show


def _next_run(old: Show, stories: list[Story]) -> Journal | None:
    header = old.journal.header
    if header is None:
        return None
    old.journal.close()
    journal, _ = journals.append_to(
        old.journal.name, replace(header, digest=old.scene.digest(stories), text=old.scene.source)
    )
    return journal
