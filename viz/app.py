"""The live loop: windows, devices, clock. The only reader of the wall clock.

One frame: what was asked of the windows → saved files are read again → ticks that fell due → the show steps → its frame
→ the picture is drawn → panels → it appears.
"""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import FrameType

from viz import health as figures
from viz import quality
from viz.clock import Live
from viz.comfort import CALM, is_quiet
from viz.errors import Wrong
from viz.flash_log import Episode
from viz.frame import Frame
from viz.governor import Governor
from viz.health import Health
from viz.opening import open_show
from viz.options import RunOptions
from viz.panel import hands, layout, overlay
from viz.panel.desk import Desk
from viz.reload import Reload
from viz.renderer import Renderer
from viz.screens import Offscreen, PanelWindow, Screen, WallWindow
from viz.show import Show

SIZE = (1280, 720)
"""Of a window, where nobody says otherwise."""
SOFTWARE_HZ = 30.0
"""Frames a second to be held without a GPU: with fewer motion falls apart, with more the picture does."""
SYNC_S = 2.0
"""The journal reaches the disk at least so often."""

UNGUARDED = "is off (--unsafe-no-flash-guard): nothing keeps flashes from visitors, whom they can harm"

Warn = Callable[[str], None]


def run(options: RunOptions, warn: Warn = print) -> None:
    """Play the show live until somebody leaves, the duration is over, or SIGINT or SIGTERM comes. Raises Wrong."""
    show = open_show(
        options.scene, seed=options.seed, stories=options.stories, journal=options.journal, record=True, warn=warn
    )
    if not options.guarded:
        warn(f"the flash guard {UNGUARDED}")
    with LiveShow(show, options, warn=warn) as live:
        gc.collect()
        gc.freeze()  # what was made by now stays: no frame shall wait until it has been gone through
        live.play(options.duration)


def screen_for(options: RunOptions, title: str) -> Screen:
    """The wall that was asked for."""
    size = options.size or SIZE
    return Offscreen(size) if options.headless else WallWindow(title, size, options.monitor, options.fullscreen)


class LiveShow:
    """A show on a screen. `frame` does all of one frame; a context manager that gives everything back."""

    def __init__(
        self,
        show: Show,
        options: RunOptions,
        screen: Screen | None = None,
        time_of_day: Callable[[], time.struct_time] = time.localtime,
        warn: Warn = print,
    ) -> None:
        self._time_of_day, self._warn = time_of_day, warn
        self.screen = screen or screen_for(options, show.scene.show.title)
        try:
            self._furnish(show, options)
        except BaseException:
            self.screen.close()
            raise

    def _furnish(self, show: Show, options: RunOptions) -> None:
        self.show, self.options = show, options
        self.clock = Live()
        self.left = False
        """Whether the show is to end."""
        self.asking = False
        """Whether the question before leaving is open."""
        self.helping = False
        self.panel = options.panel and not options.panel_window and self.screen.surface is not None
        """Whether the panel is shown over the wall."""
        self.panel_window: PanelWindow | None = None
        self._toggled = False
        device = self.screen.device
        self.health = Health(self.screen.refresh, renderer=f"{device.renderer}, OpenGL {device.version}")
        self.health.journal = show.journal.name if options.journal else ""
        self.desk = Desk(show, show.frame(), self.health)
        self.reload = Reload(show, options.stories)
        self.health.quality = options.quality
        self._governor = Governor(len(quality.LADDER), quality.start(device.software))
        tier = quality.fixed(options.quality, device.software)
        self.renderer = Renderer(device, show, self._drawable(), tier, guarded=options.guarded)
        self.health.guard.on = options.guarded
        if not options.guarded:
            self.desk.problems["The flash guard"] = f"{UNGUARDED}. Start again without it."
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._syncing: Future[None] | None = None
        self._last = self._looked = self._synced = self._shown = float("-inf")
        self._stirring: float | None = None
        """In a quiet hour, how calm the show was before it."""
        if options.panel_window:
            self._open_panel()

    def _drawable(self) -> tuple[int, int]:
        width, height = self.screen.size
        return max(width, 1), max(height, 1)

    # --- the loop ---

    def play(self, duration: float | None = None) -> None:
        """Frame after frame in real time, until somebody leaves or the duration in seconds is over."""
        before = {number: signal.signal(number, self._signalled) for number in (signal.SIGINT, signal.SIGTERM)}
        start = time.perf_counter()
        try:
            while not self.left:
                now = time.perf_counter()
                if duration is not None and now - start >= duration:
                    break
                self.frame(now)
                self._pace(now)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        self.left = True

    def _pace(self, start: float) -> None:
        """Where no screen holds the loop back, or nothing can be seen, it goes no faster than a screen would."""
        spare = 1 / self.health.refresh - (time.perf_counter() - start)
        if spare > 0.2 / self.health.refresh or min(self.screen.size) < 1:
            self.screen.rest(max(spare - 0.0005, 0.0005))

    def frame(self, now: float) -> None:
        """All of one frame. now: seconds of a steady clock."""
        if self.screen.poll():
            self.left, self.asking = self.asking, True
        self._look_around(now)
        parts: dict[str, float] = {}
        start = mark = time.perf_counter()
        ticks, alpha = self.clock.advance(now)
        self.show.step(ticks)
        frame = self.show.frame(alpha)
        self.desk.look_at(frame)
        _took(parts, "world", mark)
        if min(self.screen.size) > 0:
            self._draw(frame, parts, now)
            self._steer((time.perf_counter() - start) * 1000, now)
        mark = time.perf_counter()
        self._draw_panel_window(now)
        if self.panel_window is not None:
            _took(parts, "panel window", mark)
        self._count(now, parts)

    def _draw(self, frame: Frame, parts: dict[str, float], now: float) -> None:
        """The picture, and what stands over it, into the wall.

        The flash guard is told the time between beginnings of frames. A frame that is late to appear is one picture
        more in the second after it than the guard counts, and the guard leaves room for that one.
        """
        target = self.screen.target()
        if self.renderer.size != self.screen.size:
            self.renderer.resize(self.screen.size)
        self.renderer.follow(self.show)
        self.renderer.draw(frame, target, now - self._shown)
        self._shown = now
        self._watch_guard(frame, now)
        for name, timing in self.renderer.timers.results.items():
            parts[name] = timing.cpu_ms if timing.gpu_ms is None else timing.gpu_ms
        mark = time.perf_counter()
        if self.screen.surface is not None:
            target.use()
            self.screen.surface.draw(self._over_wall, self.screen.units, 1 / self.health.refresh)
            mark = _took(parts, "panel", mark)
        self.screen.show()
        _took(parts, "swap", mark)

    def _watch_guard(self, frame: Frame, now: float) -> None:
        """Read the flash guard's meter; when it begins to act, and when it no longer does, somebody is told."""
        guard = self.renderer.guard
        if guard is not None and guard.meter.latest is not None:
            act = self.show.scene.act[frame.act].name
            self._tell(self.health.guard.watch(now, guard.meter.latest, act))

    def _tell(self, episodes: list[Episode]) -> None:
        for episode in episodes:
            self._warn(f"{time.strftime('%H:%M:%S', self._time_of_day())} {episode}")

    def _steer(self, spent: float, now: float) -> None:
        """Choose the quality of the next picture. spent: ms that this frame took, with its appearance."""
        asked, device, timers = self.health.quality, self.screen.device, self.renderer.timers
        self.health.drawn = str(self.renderer.quality)
        if asked != quality.AUTO:
            self.renderer.quality = quality.fixed(asked, device.software)
            return
        budget = self.health.budget_ms
        if device.software:
            budget = max(budget, 1000 / SOFTWARE_HZ)
        elif timers.supported:  # the screen's beat holds frames back, so how long they take says nothing
            spent = sum(timing.gpu_ms or 0.0 for timing in timers.results.values())
        else:
            budget *= figures.LATE
        self.renderer.quality = quality.LADDER[self._governor.feed(spent, budget, now)]

    # --- what stands over the wall ---

    def _over_wall(self) -> None:
        desk = self.desk
        hands.keys(desk)
        if self.panel:
            layout.show(desk)
        if self.helping:
            overlay.keys()
        if desk.picking:
            overlay.picking("Click a place on the wall: Kai's override starts there   ·   Esc cancels")
        self._escape()
        if not (self.panel or self.asking or desk.picking):
            hands.hide_idle_mouse(desk)
        if not self.asking:
            hands.mouse(desk, self.screen.units)
        if hands.pressed("f1") and self.options.panel:
            self._toggle_panel()
        if hands.pressed("f2"):
            self.helping = not self.helping

    def _escape(self) -> None:
        """Esc ends what is special first, and only then asks whether to leave."""
        if self.asking:
            answer = overlay.ask_to_leave()
            self.left = self.left or answer == "leave"
            self.asking = answer == ""
        elif hands.pressed("escape") and not hands.typing():
            if self.desk.picking or self.helping:
                self.desk.picking = self.helping = False
            else:
                self.asking = True

    # --- the panel's own window ---

    def _toggle_panel(self) -> None:
        if self.options.panel_window:
            self._toggled = True  # between two frames: no window may come or go within one
        else:
            self.panel = not self.panel

    def _open_panel(self) -> None:
        """On another monitor than the wall's where there is one; where no window can be had, over the wall."""
        wall = self.screen
        count = wall.window.monitors if isinstance(wall, WallWindow) else 0
        other = next((number for number in range(count) if number != (self.options.monitor or 0)), None)
        try:
            self.panel_window = PanelWindow(other)
        except Wrong as wrong:
            self.desk.problems["panel window"] = f"{wrong}; the panel stands over the wall instead"
            self.panel = True
        wall.target()

    def _draw_panel_window(self, now: float) -> None:
        own, toggled = self.panel_window, self._toggled
        self._toggled = False
        if own is None:
            if toggled:
                self._open_panel()
            return
        if own.window.asked_to_close or toggled:
            own.close()
            self.panel_window = None
        elif own.due(now):
            own.begin()
            own.surface.draw(self._in_panel_window)
            own.show()
        self.screen.target()

    def _in_panel_window(self) -> None:
        hands.keys(self.desk)
        layout.show(self.desk, over_wall=False)
        if hands.pressed("escape"):
            self.desk.picking = False
        if hands.pressed("f1"):
            self._toggled = True
        if hands.pressed("f2"):
            self.helping = not self.helping
        if self.helping:
            overlay.keys()

    # --- now and then ---

    def _look_around(self, now: float) -> None:
        """Saved files, the journal, memory: a few times a second."""
        problems = self.desk.problems
        if self.reload.due(now):
            if (other := self.reload.look(problems)) is not None:
                self._change_show(other)
            self.screen.target()
            self.screen.device.reload()
            for name in [name for name in problems if name.startswith("shaders/")]:
                del problems[name]
            for name, words in self.screen.device.shader_errors.items():
                problems[f"shaders/{name}"] = f"{words}\nThe last good one plays on."
        if self.show.journal.trouble:
            problems["journal"] = self.show.journal.trouble
        if now - self._looked >= 1:
            self._looked = now
            self.health.rss_mib = figures.rss_mib()
            self.health.gl_objects = self.screen.device.counts()
            self.health.refresh = self.screen.refresh
            self._keep_hours()
        if now - self._synced >= SYNC_S and (self._syncing is None or self._syncing.done()):
            self._synced = now
            self._syncing = self._disk.submit(self.show.journal.sync)

    def _keep_hours(self) -> None:
        """Calm the show as a quiet hour begins, and let it be as it was when the hour is over, unless the operator
        chose otherwise meanwhile."""
        hour, minute = self._time_of_day()[3:5]
        if is_quiet(self.show.scene.show.quiet, 60 * hour + minute):
            if self._stirring is None:
                self._stirring = self.show.value(CALM)
                self.show.say(CALM, 1.0)
        elif self._stirring is not None:
            if self.show.value(CALM) == 1.0:
                self.show.say(CALM, self._stirring)
            self._stirring = None

    def _change_show(self, show: Show) -> None:
        """Other stories hang from now on."""
        self.show = self.desk.show = show
        self.desk.start_over()

    def _count(self, now: float, parts: dict[str, float]) -> None:
        self.health.dropped = self.clock.dropped
        if self._last > float("-inf"):
            self.health.frame(self.show.tick, (now - self._last) * 1000, parts)
        self._last = now

    # --- the end ---

    def __enter__(self) -> LiveShow:
        return self

    def __exit__(self, *_: object) -> None:
        self._tell(self.health.guard.log.close())
        self._disk.shutdown(wait=True)
        self.show.journal.close()
        if self.panel_window is not None:
            self.panel_window.close()
        self.screen.target()
        self.renderer.release()
        self.screen.close()


def _took(parts: dict[str, float], name: str, since: float) -> float:
    """Note how long a part took; the time now."""
    now = time.perf_counter()
    parts[name] = (now - since) * 1000
    return now
