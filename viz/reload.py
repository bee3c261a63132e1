"""Scene and stories saved while the show runs take effect at once; of broken ones the last good form plays on.

Stories written below the others come into the show as it runs, one after the other; where others were changed or
taken out, all are hung anew.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from viz import journal as journals
from viz.controls import controls_of, get
from viz.errors import Wrong
from viz.journal import Journal
from viz.show import ARRIVE, Show
from viz.watch import Watch
from viz.world.story import StoriesFile, Story, words_of

PLAYS_ON = "The last good one plays on."


class Reload:
    """Watches the files that a show was made from."""

    def __init__(self, show: Show, stories: Path | None = None) -> None:
        """stories: the file that was named on the command line, instead of the scene's own."""
        self.show = show
        self._scene = Path(show.scene.name)
        self._stories = stories or show.scene.stories_path
        self._watch = Watch([self._scene, self._stories])
        self._file = StoriesFile(self._stories)
        with suppress(Wrong):
            self._file.read()
        self._told = list(show.stories)
        """The file's stories as they were last read."""
        self._coming: deque[Story] = deque()
        """Of these, the ones that have yet to come."""

    def due(self, now: float) -> bool:
        """Whether it is time for a look; now in seconds of any steady clock."""
        return self._watch.due(now)

    def look(self, problems: dict[str, str]) -> Show | None:
        """Take what was saved: the scene goes to the show as something said, and one story at a look that is new below
        the others; other stories need another show, which is returned. problems gains and loses what is broken, by the
        file's name."""
        changed = self._watch.changed()
        if self._scene in changed:
            self._take_scene(problems)
        other = self._take_stories(problems) if self._stories in changed else None
        if self._coming:
            self.show.say(ARRIVE, words_of(self._coming.popleft()))
        return other

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
            stories, wrong = self._file.read()
        except Wrong as error:
            problems[name] = f"{str(error).removeprefix(name + ': ')}\n{PLAYS_ON}"
            return None
        problems.pop(name, None)
        if wrong:
            more = f"\n… and {len(wrong) - 4} more" if len(wrong) > 4 else ""
            problems[name] = "\n".join(line.removeprefix(name + ":") for line in wrong[:4]) + more
        told, self._told = self._told, stories
        if stories[: len(told)] == told:
            self._coming.extend(stories[len(told) :])
            return None
        self._coming.clear()
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
