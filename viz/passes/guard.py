"""The flash guard: the last pass, after which nothing is drawn. Whatever the show does, no pixel of the wall flashes.

Of each pixel it keeps the extreme of luminance since the last change, the way that light goes, the ages of the last
four changes in real time, and for how long it has been red. A fifth change within a second is held back: four by its
own count, which takes changes a little smaller than the guidelines do, are six at most by any other, wherever that
begins to count. Mean light is held as a pixel's is, see guard_mean. Where nothing is held the picture goes through to
the bit.

What moves so fast that many pixels of a place would be held is blurred along its way first, see guard_calm. How pixels
are held is told in guard_copied for a software rasteriser, and in guard_fetched for a GPU; what is shown is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.passes.flash_meter import FlashMeter
from viz.passes.guard_calm import faded
from viz.passes.guard_copied import CopiedHold
from viz.passes.guard_fetched import FetchedHold
from viz.passes.guard_mean import MeanGuard
from viz.passes.guard_picture import Packed, Picture
from viz.passes.guard_places import ABREAST, GuardPlaces

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.targets import Size, Target

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


class GuardPass:
    """Draw into `finished`; `draw` shows it. What it knows outlives scenes, seeks and sizes: the display goes on."""

    def __init__(self, device: Device, size: Size, copies: bool) -> None:
        """copies: pictures are copied through a buffer, as is best in software; else each pixel is fetched."""
        self._device, self._copies = device, copies
        self.peak = SAME
        """Of the display, cd/m²."""
        self._places = GuardPlaces(device, ABREAST if copies else 1)
        self._hold: CopiedHold | FetchedHold = (CopiedHold if copies else FetchedHold)(device, self._places)
        self._means = MeanGuard(device, self._places)
        self.meter = FlashMeter(device, self._places)
        self._carry = device.program("guard_carry", vertex="guard")
        self._draw_carried = device.fullscreen(self._carry)
        self._begun = False
        self._measured = False
        """Whether what is shown is to the bit what was measured."""
        self._ticks = 0.0
        self._make(size)

    def _make(self, size: Size) -> None:
        device = self._device
        self._size, self._packed = size, Packed.of(size, self._copies, device.max_size)
        self._levels = device.target((4 * self._packed.across, size[1]), [(4, "f1")], label="finished")
        self._levels.clear()
        self.finished = self._levels.framebuffer
        """Where the picture is drawn."""
        self.finished.viewport = (0, 0, *size)
        self._hold.make(size, self._packed)
        packed, marks = self._packed.size, self._hold.marks
        self._old, self._new, self._room = (Picture(device, packed, marks) for _ in range(3))
        for program in (self._carry, *self._hold.laid, *self._places.laid, self.meter.laid):
            program["rows"] = tuple(self._packed)

    @property
    def _sized(self) -> tuple[object, ...]:
        pictures = self._old, self._new, self._room
        return self._levels, *(thing for one in pictures for thing in one.all), *self._hold.sized

    def draw(self, elapsed: float | None, target: Target | moderngl.Framebuffer, tick: int = 0) -> None:
        """Show the finished picture in a target of this size.

        elapsed: seconds since the last one was shown; None: it stands by itself, and is shown as it is.
        tick: the show's, which the meter tells.
        """
        old, new, levels = self._old, self._new, self._levels
        self._old, self._new = new, old
        if elapsed is None or not self._begun:
            self._begin(new, target)
            return
        self._tell(elapsed)
        self._places.look(levels, elapsed)
        self._hold.hold(levels, old, new)
        self.meter.recall()
        self._places.measure(new.shown, old.shown, self._measured)
        self._measured = True
        if isinstance(self._hold, CopiedHold):
            self.meter.look(levels, new)
            self._means.look(begins=False)
            # While all that is being measured; where more has to be mended, it is copied again.
            self._hold.pass_on(levels, new, target, self._hold.mended)
            steadies = self._means.leaves
        else:
            self._means.look(begins=False)
            steadies = True
        if steadies:
            self._means.steady(old, new, self._room)
            self._measured = False
            self.meter.look(levels, new)
            self._hold.pass_on(levels, new, target, mended=True)
        self.meter.note(tick)

    def _begin(self, new: Picture, target: Target | moderngl.Framebuffer) -> None:
        """Show the picture as it is, and know nothing else."""
        self._begun = self._measured = True
        self._places.look(self._levels, None)
        self._hold.begin(self._levels, new)
        self._places.measure(new.shown, new.shown, same=False)
        self._means.look(begins=True)
        self._hold.pass_on(self._levels, new, target, mended=False)

    def _tell(self, elapsed: float) -> None:
        """The time that passed and the display's measures, to the shaders."""
        passed = max(elapsed, 0.0)
        self._ticks = min(self._ticks + passed * TICKS, ALL + 1.0)
        whole = int(self._ticks)
        self._ticks -= whole
        whole = min(whole, ALL)
        self._means.tell(whole)
        general, pace = rule(self.peak), min(PACE * passed, 0.1)
        for program in (*self._hold.timed, self._places.timed, *self._means.timed):
            program["passed"], program["general"], program["pace"] = whole, general, pace
        self._hold.tell(faded(elapsed))

    def resize(self, size: Size) -> None:
        """Show pictures of another size from now on, and go on from what was shown."""
        if size == self._size:
            return
        before, last, packed, old = self._sized, self._size, self._packed, self._old
        self._measured = False
        self._make(size)
        if self._begun:
            self._carry["scale"] = (last[0] / size[0], last[1] / size[1])
            self._carry["end"] = (last[0] - 1, last[1] - 1)
            self._carry["last"] = tuple(packed)
            self._carry.bind(before=old.shown, memory=old.kept)
            self._device.state()
            self._old.both.use()
            self._draw_carried()
        for thing in before:
            self._device.release(thing)

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self._draw_carried, self._carry, *self._sized):
            self._device.release(thing)
        for one in (self._hold, self._places, self._means, self.meter):
            one.release()
