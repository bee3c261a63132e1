"""How long each pass takes on the GPU and to submit.

GPU time is read some frames late from a ring of timer queries, so that asking never waits for the GPU. A software
rasteriser puts work off until its picture is needed, whichever pass that falls into; there only `exact` tells the
passes apart, at the price of a pause after each.
"""

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device

LATE = 4
"""Frames between a pass and the reading of its GPU time."""


class Timing(NamedTuple):
    """One pass of one frame, milliseconds. gpu_ms is None where the driver has no timers, and in the first frames."""

    gpu_ms: float | None
    cpu_ms: float


class Span:
    """One pass's clock: `with timers.span("hall"): …`. Spans stand one after another; GL cannot nest them."""

    __slots__ = ("_start", "_timers", "cpu_ms", "gpu_ms", "pending", "queries")

    def __init__(self, timers: "Timers") -> None:
        self._timers = timers
        self.queries: list[moderngl.Query] = [timers.device.query() for _ in range(LATE)] if timers.supported else []
        self.pending = [False] * LATE
        self.gpu_ms: float | None = None
        self.cpu_ms = 0.0
        self._start = 0.0

    def __enter__(self) -> "Span":
        timers = self._timers
        if timers.open is not None:
            raise RuntimeError("a span stands inside another one; GL times one thing at a time")
        timers.open = self
        if timers.exact:
            timers.device.finish()
        elif self.queries:
            slot = timers.slot
            query = self.queries[slot]
            if self.pending[slot]:
                self.gpu_ms = query.elapsed * 1e-6
            query.mglo.begin()
            self.pending[slot] = True
        self._start = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        timers = self._timers
        self.cpu_ms = (time.perf_counter() - self._start) * 1e3
        timers.open = None
        if timers.exact:
            timers.device.finish()
            self.gpu_ms = (time.perf_counter() - self._start) * 1e3
        elif self.queries:
            self.queries[timers.slot].mglo.end()


class Timers:
    """The clocks of all passes. Call `frame()` once a frame, before the first span; each name at most once a frame."""

    def __init__(self, device: "Device", gpu: bool = True) -> None:
        self.device = device
        self.slot = 0
        self.open: Span | None = None
        self.supported = gpu and self._probe()
        self.exact = False
        """Finish each pass before the next begins, and take its time by the clock. To be set between frames."""
        self._spans: dict[str, Span] = {}

    def _probe(self) -> bool:
        """Whether timer queries work here at all."""
        query = self.device.query()
        try:
            with query:
                pass
            return query.elapsed >= 0 and not self.device.errors()
        except Exception:  # drivers without them fail in their own ways
            return False
        finally:
            self.device.release(query)

    def frame(self) -> None:
        """A new frame begins."""
        self.slot = (self.slot + 1) % LATE

    def span(self, name: str) -> Span:
        """The clock of a pass, to be used with `with`."""
        found = self._spans.get(name)
        if found is None:
            found = self._spans[name] = Span(self)
        return found

    @property
    def results(self) -> dict[str, Timing]:
        """Pass → its latest times."""
        return {name: Timing(span.gpu_ms, span.cpu_ms) for name, span in self._spans.items()}

    def release(self) -> None:
        """Give the queries back."""
        for span in self._spans.values():
            for query in span.queries:
                self.device.release(query)
        self._spans.clear()
