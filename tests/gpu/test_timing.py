"""Clocks of passes."""

import pytest

from viz.gpu.timing import LATE, Timers

BUSY = """out vec4 color;
void main() {
    float x = gl_FragCoord.x;
    for (int i = 0; i < 200; i++) x = sin(x) + 1.0;
    color = vec4(x);
}
"""


@pytest.mark.parametrize("gpu", [True, False])
def test_each_pass_is_timed_without_new_objects_after_the_first_frame(workshop, shaders, gpu):
    (shaders / "passes/busy.frag").write_text(BUSY)
    program = workshop.program("busy")
    draw, target = workshop.fullscreen(program), workshop.target((256, 256))
    timers = Timers(workshop, gpu=gpu)
    made = None
    for _ in range(LATE + 2):
        timers.frame()
        with timers.span("busy"):
            target.use()
            draw()
        with timers.span("idle"):
            pass
        made = made or workshop.created_total.copy()
    busy, idle = timers.results["busy"], timers.results["idle"]
    assert workshop.created_total == made
    assert busy.cpu_ms > 0
    if gpu and timers.supported:
        assert busy.gpu_ms > idle.gpu_ms >= 0
    else:
        assert busy.gpu_ms is None
    for thing in (timers, draw, target, program):
        workshop.release(thing)


def test_a_span_inside_another_is_refused(device):
    timers = Timers(device)
    timers.frame()
    with timers.span("outer"), pytest.raises(RuntimeError, match="inside"), timers.span("inner"):
        pass
    with timers.span("outer again"):
        pass
    timers.release()
