"""The flash guard: the last pass, after which nothing is drawn. Whatever the show does, no pixel of the wall flashes.

Of each pixel it keeps the extreme of luminance since the last change, the way that light goes, the ages of the last
four changes in real time, and for how long it has been red. A fifth change within a second is held back: four by its
own count, which takes changes a little smaller than the guidelines do, are six at most by any other, wherever that
begins to count. Mean light is held as a pixel's is, see guard_mean. Where nothing is held the picture goes through to
the bit.

What moves so fast that many pixels of a place would be held is blurred along its way first, see guard_calm.

Four pixels stand in a texel of what it keeps and shows, and pixels to be mended are marked by their depth, so that
others are passed over. A software rasteriser, on which a fetch costs more than all that is done with it, finds four
pixels in a texel of the picture too: it passes through a buffer, which is a copy of memory, and so does what is shown,
if anything was mended. On a GPU such copies cost more than all the rest; there shaders fetch a pixel at a time, and
draw what is shown.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from viz.gpu.targets import Size, Target
from viz.passes.flash_meter import FlashMeter
from viz.passes.guard_calm import CalmGuard
from viz.passes.guard_mean import MeanGuard
from viz.passes.guard_places import GuardPlaces

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.program import Program, Sampled

STEP, DARK = 0.10, 0.80
"""A change of that share of white counts, where the darker state is below that (WCAG 2.2)."""
STEP_CD, DARK_CD, SAME = 20.0, 160.0, 200.0
"""The same in cd/m² for displays brighter than the last (ITU-R BT.1702); there a change above DARK_CD counts too, from
a Michelson contrast of 1/17, which is an eighth of the darker state, on."""
CONTRAST, NONE = 1 / 8, 1000.0
MARGIN = 0.95
"""Of what counts, what counts here: levels are whole numbers, and a counter may differ by a hair."""
FIT = 0.0005
"""By how much the shader's curve from levels to light is off at most."""
KEEP = 0.8
"""Of a change that counts here, what a held pixel may still do."""
TICKS, ALL = 7, 8
"""A second in the shader's ticks, and so many that they are never less than one."""
PACE = 1.5
"""White in a second: red that comes no faster comes by a fade."""
Rule = tuple[float, float, float, float]


def rule(peak: float) -> Rule:
    """What counts on a display of that peak luminance, cd/m², in shares of it: the change; the darker state below which
    it does; by how much it grows above, for each of luminance; and how much of it a held pixel may make."""
    bright = max(peak / SAME, 1.0)
    change = max(MARGIN * STEP / bright - 2 * FIT, 0.0)
    return change, DARK / bright + 2 * FIT, MARGIN * CONTRAST if peak > SAME else NONE, KEEP


class Picture:
    """What is shown of a picture, and what is kept of its pixels, four in each texel."""

    def __init__(self, device: Device, size: Size, marks: moderngl.Texture) -> None:
        self.shown, self.kept = (device.texture(size, 4, "i4", label="guard") for _ in range(2))
        self.look = device.framebuffer((self.kept,), marks, label="guard")
        self.mend = device.framebuffer((self.kept, self.shown), marks, label="guard")

    @property
    def all(self) -> tuple[moderngl.Texture | moderngl.Framebuffer, ...]:
        return self.look, self.mend, self.shown, self.kept


class GuardPass:
    """Draw into `finished`; `draw` shows it. What it knows outlives scenes, seeks and sizes: the display goes on."""

    def __init__(self, device: Device, size: Size, copies: bool) -> None:
        """copies: pictures are copied through a buffer; else each pixel is fetched. What is shown is the same."""
        self._device, self._copies = device, copies
        self.peak = SAME
        """Of the display, cd/m²."""
        self._begin, self._look = (device.program("guard", {"BEGIN": begin, "COPIED": copies}) for begin in (1, 0))
        self._mend = device.program("guard_mend", vertex="guard")
        self._carry, self._show = device.program("guard_carry"), device.program("guard_show")
        programs = self._begin, self._look, self._mend, self._carry, self._show
        self._draws = {one: device.fullscreen(one) for one in programs}
        self.meter = FlashMeter(device)
        self._places = GuardPlaces(device, copies)
        self._calm = CalmGuard(device, self._places.known)
        self._means = MeanGuard(device, self._places.known)
        self._mended = device.count_query("guard") if copies else None
        """Of pixels that were drawn to mend them."""
        self._begun = False
        self._measured = False
        """Whether what is shown is to the bit what was measured."""
        self._ticks = 0.0
        self._make(size)

    def _make(self, size: Size) -> None:
        device, (width, height) = self._device, size
        self._size, packed = size, ((width + 3) // 4, height)
        self._levels = device.target((4 * packed[0], height), [(4, "f1")], label="finished")
        # What was mended, on its way to a window; where nothing is copied nobody needs it.
        self._made = device.target(self._levels.size, [(4, "f1")], label="finished") if self._copies else self._levels
        self._levels.clear()
        self.finished = self._levels.framebuffer
        """Where the picture is drawn."""
        for one in (self._levels, self._made):
            one.framebuffer.viewport = (0, 0, *size)
        self._buffer = device.buffer(16 * packed[0] * packed[1], label="finished")
        self._marks = device.depth(packed, label="guard")
        self._old, self._new, self._room = (Picture(device, packed, self._marks) for _ in range(3))

    @property
    def _sized(self) -> tuple[object, ...]:
        pictures = self._old, self._new, self._room
        return self._levels, self._made, self._buffer, *(thing for one in pictures for thing in one.all), self._marks

    def draw(self, elapsed: float | None, target: Target | moderngl.Framebuffer, tick: int = 0) -> None:
        """Show the finished picture in a target of this size.

        elapsed: seconds since the last one was shown; None: it stands by itself, and is shown as it is.
        tick: the show's, which the meter tells.
        """
        old, new = self._old, self._new
        self._old, self._new = new, old
        picture = self._take(new)
        if elapsed is None or not self._begun:
            self._begun = True
            self._places.look(picture, None)
            self._mark(self._begin, new, picture=picture)
            self._measure(new, new, begins=True)
            self._pass_on(new.shown, target, mended=False)
            return
        self._tell(elapsed)
        self.meter.recall()
        self._places.look(picture, elapsed)
        self._mark(self._look, new, picture=picture, memory=old.kept)
        mended = self._hold(old, new, elapsed)
        self._measure(new, old, begins=False)
        if self._copies:  # while that is being measured; where more has to be mended, it is copied again
            self._meter(new)
            self._pass_on(new.shown, target, mended)
        if not self._copies or self._means.leaves:
            self._means.steady(old, new, self._room)
            self._measured = False
            self._meter(new)
            self._pass_on(new.shown, target, mended=True)
        self.meter.note(tick)

    def _take(self, new: Picture) -> moderngl.Texture | Target:
        """The picture as the first look takes it."""
        if not self._copies:
            return self._levels
        self._levels.color.read_into(self._buffer, alignment=1)
        new.shown.write(self._buffer, alignment=1)
        return new.shown

    def _mark(self, program: Program, new: Picture, **textures: Sampled) -> None:
        """Keep what pixels do, and mark those that need mending."""
        self._device.state(depth="always")  # the marks take the place of those of the picture before
        (new.look if self._copies else new.mend).use()
        program.bind(**textures)
        self._draws[program]()

    def _hold(self, old: Picture, new: Picture, elapsed: float) -> bool:
        """Mend what is marked, and blur what moves too fast; whether anything was mended: on a GPU nobody asks."""
        self._device.state(depth=True)
        self._mend.bind(picture=self._levels, memory=old.kept, before=old.shown)
        new.mend.use()
        with self._mended or nullcontext():
            self._draws[self._mend]()
            if not self._copies or self._places.calms:
                self._calm.blur(self._levels, old, new, elapsed)
        return bool(self._mended and self._mended.samples)

    def _measure(self, new: Picture, old: Picture, begins: bool) -> None:
        """Measure what is to be shown, and find what keeps its mean light in its bounds."""
        self._places.measure(new.shown, old.shown, self._measured and not begins)
        self._means.look(begins)
        self._measured = True

    def _meter(self, new: Picture) -> None:
        self.meter.look(self._levels, new.shown, new.kept, self._places.known)

    def _pass_on(self, shown: moderngl.Texture, target: Target | moderngl.Framebuffer, mended: bool) -> None:
        if self._copies:
            source = self._levels
            if mended:
                source = target if isinstance(target, Target) and target.size == self._levels.size else self._made
                shown.read_into(self._buffer, alignment=1)
                source.color.write(self._buffer, alignment=1)
            if source is not target:
                into = target.framebuffer if isinstance(target, Target) else target
                self._device.ctx.copy_framebuffer(into, source.framebuffer)
        else:
            self._device.state()
            target.use()
            self._show.bind(shown=shown)
            self._draws[self._show]()

    def _tell(self, elapsed: float) -> None:
        """The time that passed and the display's measures, to the shaders."""
        passed = max(elapsed, 0.0)
        self._ticks = min(self._ticks + passed * TICKS, ALL + 1.0)
        whole = int(self._ticks)
        self._ticks -= whole
        whole = min(whole, ALL)
        self._means.tell(whole)
        for program in (self._look, self._mend, self._places.timed, self._calm.timed, *self._means.timed):
            program["passed"] = whole
            program["general"] = rule(self.peak)
            program["pace"] = min(PACE * passed, 0.1)

    def resize(self, size: Size) -> None:
        """Show pictures of another size from now on, and go on from what was shown."""
        if size == self._size:
            return
        before, last, old = self._sized, self._size, self._old
        self._measured = False
        self._make(size)
        if self._begun:
            self._carry["scale"] = (last[0] / size[0], last[1] / size[1])
            self._carry["last"] = (last[0] - 1, last[1] - 1)
            self._carry.bind(before=old.shown, memory=old.kept)
            self._device.state()
            self._old.mend.use()
            self._draws[self._carry]()
        for thing in before:
            self._device.release(thing)

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (*self._draws.values(), *self._draws, self._mended, *self._sized):
            self._device.release(thing)
        for one in (self._places, self._calm, self._means):
            one.release()
        self.meter.release()
