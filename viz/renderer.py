"""The frame: an ordered list of passes. `draw` reads as the picture is made."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from viz import camera
from viz.frame import Frame
from viz.gpu.timing import Timers
from viz.passes.base import Venue, part_of
from viz.passes.bloom import BloomPass
from viz.passes.building import INCLUDE, measures
from viz.passes.captions import CaptionsPass
from viz.passes.dissolve import DissolvePass
from viz.passes.figure_atlas import FigureAtlas
from viz.passes.frame import FRAME
from viz.passes.grade import GradePass
from viz.passes.guard import GuardPass
from viz.passes.hall import RIB_STEPS, HallPass
from viz.passes.light import LightPass
from viz.passes.medium import MediumPass
from viz.passes.mosaics import MosaicsPass
from viz.passes.people import PeoplePass
from viz.passes.plants import PlantsPass
from viz.passes.soften import SoftenPass
from viz.passes.swarm import SwarmPass
from viz.passes.tiles import TilesPass
from viz.passes.upscale import UpscalePass
from viz.passes.voices import tint
from viz.quality import TIERS, Quality
from viz.world.hall import moved

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.targets import Target
    from viz.show import Show

TURN = 4096.0
"""Seconds in which everything that moves by itself comes round again, so that no shader ever loses precision."""


class Renderer:
    """Draws a show. `follow` brings the GPU's fields to the show's tick; `draw` makes the picture of a frame.

    `quality` may be set between any two frames: all that any tier needs is there from the start. guarded: whether
    stripes are softened and flashes held back; what does so outlives the other passes, since the display goes on.
    """

    def __init__(
        self,
        device: Device,
        show: Show,
        size: tuple[int, int],
        quality: Quality = TIERS["high"],
        *,
        guarded: bool = True,
    ) -> None:
        self.device = device
        self.size = size
        self.quality = quality
        self.timers = Timers(device, gpu=not device.software)
        self._block = device.uniform_block(FRAME)
        self._image = device.target(size, [(3, "f2")], depth=True, label="image")
        self._developed = device.target(size, [(4, "f1")], label="developed")
        self._mirrors = {
            by: device.target(_by(size, by), [(3, "f2")], depth=True, mipmaps=True, label="mirror")
            for by in {quality.mirror for quality in TIERS.values()}
        }
        self._figures = device.lasting("figures", FigureAtlas)
        self.dissolve = DissolvePass(device, size)
        self.guard = GuardPass(device, size, copies=device.software) if guarded else None
        self.soften = SoftenPass(device, size) if guarded else None
        self._build(show)

    def _build(self, show: Show) -> None:
        """Make the passes for what hangs in the hall now."""
        self._mosaics, self._hanging, self._wall = show.mosaics, show.hanging, show.scene.wall
        self._fresh = np.empty(0, np.int64)
        """Mosaics that were hung last, or elsewhere."""
        self._hung: Iterator[None] = iter(())
        """What is still to be done for them."""
        self.device.virtual[INCLUDE] = measures(show.hanging.hall)
        venue = Venue(self.device, show.hanging.hall, show.mosaics, show.hanging)
        self.light = LightPass(venue)
        self.medium = MediumPass(venue)
        self.hall = HallPass(venue, self.light.texture, self.medium.field, self._mirrors[self.quality.mirror])
        self.mosaics = MosaicsPass(venue, self.light.texture, self.medium.field)
        self.plants = PlantsPass(venue, self.light.texture)
        self.people = PeoplePass(venue, self.light.texture, self._figures)
        self.swarm = SwarmPass(venue, self.medium.field)
        self.bloom = BloomPass(venue, self.size)
        self.grade = GradePass(venue, self._image, self.bloom.texture)
        self.upscale = UpscalePass(venue, self._developed)
        self.captions = CaptionsPass(venue, self.size)
        self.tiles = (
            TilesPass(self.device, self._wall.plan, -show.hanging.hall.length, show.seed) if self._wall.tiles else None
        )

    @property
    def _passes(self) -> tuple:
        seen = (self.light, self.medium, self.hall, self.mosaics, self.plants, self.people, self.swarm)
        alone = (self.tiles,) if self.tiles else ()
        return (*seen, self.bloom, self.grade, self.upscale, self.captions, *alone)

    @property
    def _guards(self) -> tuple[SoftenPass | GuardPass, ...]:
        """What keeps the wall from hurting, in order."""
        return (self.soften, self.guard) if self.soften and self.guard else ()

    def follow(self, show: Show) -> None:
        """Bring the GPU's fields to the show's tick, from wherever they are. Where more of the same mosaics hang, or
        fewer, the passes take them up as they come; they are made anew where others hang, or in another hall."""
        for one in self._guards:
            one.peak = show.scene.display.peak
        hangs = show.mosaics is self._mosaics and show.hanging is self._hanging
        if not hangs or show.scene.wall != self._wall:
            self._hang(show)
        elif (show.world.arrival[self._fresh] > 0).any():
            self._finish()
        elif next(self._hung, True):
            _ = self.mosaics.tend() or self.light.tend()
        epoch = show.world.swarm.epoch
        if epoch < 0:
            self.medium.rest()
            self.medium.hang(show.hanging)
            return
        ahead = self.medium.epoch == epoch and self.medium.tick <= show.tick
        for drive in show.drives(self.medium.tick if ahead else -1):
            self.medium.step(drive)

    def _hang(self, show: Show) -> None:
        """Take up what hangs now, a step a frame as long as it does not show; or make the passes anew."""
        self._finish()
        built = show.hanging.hall == self._hanging.hall and show.scene.wall == self._wall
        if not built or not self.mosaics.takes(show.mosaics):
            for one in self._passes:
                one.release()
            self._build(show)
            return
        mosaics, hanging = show.mosaics, show.hanging
        self._fresh = moved(self._hanging, hanging)
        self._mosaics, self._hanging = mosaics, hanging
        self.swarm.hang(hanging)
        self._hung = chain(self.light.hang(mosaics, hanging), self.mosaics.hang(mosaics, hanging))
        next(self._hung)
        if not self._fresh.size or (show.world.arrival[self._fresh] > 0).any():
            self._finish()

    def _finish(self) -> None:
        """Do all that is left to be done for what hangs now."""
        for _ in self._hung:
            pass

    def draw(self, frame: Frame, target: Target | moderngl.Framebuffer, elapsed: float | None = None) -> None:
        """Draw a frame into a target of this renderer's size.

        elapsed: real seconds since the last picture was shown; None: it stands by itself, and is shown as it is.
        """
        self.timers.frame()
        draw = self._draw_hall if self.tiles is None else self._draw_tiles
        if self.guard is None or self.soften is None:
            draw(frame, target, elapsed)
            return
        draw(frame, self.guard.finished, elapsed)
        with self.timers.span("stripes"):
            self.soften.draw(elapsed, self.guard.finished)
        with self.timers.span("flash guard"):
            self.guard.draw(elapsed, target, frame.tick)

    def _draw_hall(self, frame: Frame, target: Target | moderngl.Framebuffer, elapsed: float | None) -> None:
        """The hall, developed, one take of it dissolving into the next, and what is said in it."""
        begins = self.dissolve.begins(frame.dissolve, elapsed)
        if begins:
            frame = replace(frame, camera=frame.dissolve.leaving)
        picture, span, quality = frame.controls.picture.calmed(frame.calm), self.timers.span, self.quality
        inner, mirror = quality.inner(self.size), self._mirrors[quality.mirror]
        part = part_of(inner, self.size)
        with span("light"):
            self.light.draw(frame, picture.light)
            self.mosaics.update(frame, picture.enamel, picture.glitch, quality.lifted)
            self.hall.update(frame)
            self.people.figures = quality.figures
            self.people.update(frame, picture.people)
            self.swarm.update(frame, picture.swarm)
            self._tell(frame)
        with span("mirror"):
            self._look(frame, mirror.size, -1.0)
            self.mosaics.find_lifted()
            mirror.use()
            mirror.clear()
            self.mosaics.draw_cores()
            self.hall.draw(picture.hall, floor=False)
            self.mosaics.draw()
            self.hall.draw_ribs(min(RIB_STEPS))
            self.people.draw(mirror=True)
            mirror.build_mipmaps()
            self.hall.reflect(mirror, math.log2(3 / quality.mirror))
        self._look(frame, inner, 1.0)
        self._image.use(inner)
        self._image.clear()
        with span("hall"):
            self.mosaics.draw_cores()
            self.hall.draw(picture.hall, floor=True)
        with span("mosaics"):
            self.mosaics.draw()
        with span("ribs"):
            self.hall.draw_ribs(quality.ribs)
        with span("air"):
            self.hall.draw_shafts(self._image.framebuffer)
        with span("plants"):
            self.plants.draw()
        with span("lifted"):
            self.mosaics.draw_lifted()
        with span("people"):
            self.people.draw()
        with span("swarm"):
            self.swarm.draw(quality.motes)
        with span("bloom"):
            self.bloom.draw(self._image, picture.bloom, part, quality.bloom)
        with span("grade"):
            if inner == self.size:
                target.use()
            else:
                self._developed.use(inner)
            self.grade.draw(picture.grade, picture.bloom.strength, self.bloom.texture, quality.edges)
        with span("upscale"):
            if inner != self.size:
                target.use()
                self.upscale.draw(part, quality.cubic)
        with span("dissolve"):
            if begins:
                self.dissolve.keep(target)
            else:
                self.dissolve.draw(frame.dissolve.share)
        with span("captions"):
            self.captions.draw(frame.caption, picture.captions, picture.grade.curtain)

    def _draw_tiles(self, frame: Frame, target: Target | moderngl.Framebuffer, elapsed: float | None) -> None:
        """A plain wall of tiles instead of all that a hall takes."""
        assert self.tiles is not None
        with self.timers.span("tiles"):
            target.use()
            self.tiles.draw(frame.camera, frame.seconds, self.size, frame.controls.picture.grade.curtain)

    def _tell(self, frame: Frame) -> None:
        """Fill in what it says of this frame."""
        block, pose, look, hall = self._block, frame.camera, frame.look, frame.controls.picture.hall
        block["view_projection"] = camera.view(pose) @ camera.projection(pose, self.size)
        block["cycle"] = (math.fmod(frame.seconds, TURN) / TURN, 0.0, 0.0, 0.0)
        block["key"] = (*look.key, look.veins * hall.veins)
        block["haze"] = (*look.haze, look.density * hall.haze * 2.3 / self._hanging.hall.length)
        block["air"] = (*(self.light.mean * 0.2).tolist(), 0.0)
        block["voice"] = (*tint(frame), 1.0)
        block["city"] = (*(light * hall.city for light in look.city), 1.0)
        block["glow"] = (look.glow, look.saturation, look.exposure, look.lamps)
        block["crowd"] = (frame.panic, frame.support, frame.opinion, frame.glitch_share)
        block["life"] = (look.shafts * hall.shafts, look.plants * hall.plants, look.pearl, 0.0)
        block["override"] = frame.override

    def _look(self, frame: Frame, size: tuple[int, int], mirror: float) -> None:
        """Send the block for a picture of this size, or for its reflection (mirror -1)."""
        block, pose = self._block, frame.camera
        tangent, (x, y, z) = math.tan(math.radians(pose.fov) / 2), pose.position
        block["eye"] = (x, y * mirror, z, 1.0)
        block["lens"] = (2 * tangent / size[1], mirror, 1.0 / size[0], 1.0 / size[1])
        block.upload()

    def resize(self, size: tuple[int, int]) -> None:
        """Draw at another size from now on."""
        if size != self.size:
            self.size = size
            self._image.resize(size)
            self._developed.resize(size)
            for by, mirror in self._mirrors.items():
                mirror.resize(_by(size, by))
            self.bloom.resize(size)
            self.captions.resize(size)
            self.dissolve.resize(size)
            for one in self._guards:
                one.resize(size)

    def release(self) -> None:
        """Give all GL objects back."""
        targets = (self._image, self._developed, *self._mirrors.values())
        for thing in (*self._passes, *self._guards, *targets, self.dissolve, self.timers):
            thing.release()
        self.device.release(self._block)


def _by(size: tuple[int, int], divisor: int) -> tuple[int, int]:
    # Of a very small picture it is as large: a few dozen texels show nothing of the hall.
    part = max(1.0 / divisor, min(1.0, 96 / max(size)))
    return max(1, int(size[0] * part)), max(1, int(size[1] * part))
