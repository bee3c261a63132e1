"""A whole evening, whatever is done to it: after its first second nothing is made on the GPU, and nothing is linked."""

import pytest
from evening import write_evening

from viz.opening import open_show
from viz.quality import LADDER
from viz.renderer import Renderer
from viz.show import ARRIVE

SIZE = (224, 126)
SECOND = 60
EVERY = 10
"""Ticks between two pictures."""
SAID = {
    90: (ARRIVE, {"name": "Nell", "story": "The band played on while the lights were out."}),
    300: (ARRIVE, {"name": "Omar", "story": "My sister taught me to whistle in the dark."}),
    200: ("kai/override/armed", True),
    210: ("kai/override/engaged", True),
    400: ("kai/override/engaged", False),
    700: ("acts/go", "glitch"),
    760: ("acts/go", "renaissance"),
    800: ("camera/mode", "free"),
}


@pytest.fixture
def evening(device, tmp_path):
    """A small evening at its start, its renderer and a picture to draw it into."""
    scene = write_evening(tmp_path)
    text = scene.read_text("utf-8")
    for name in ("unveiling", "glitch", "confrontation", "aftermath", "renaissance"):
        text = text.replace(f'name = "{name}"', f'name = "{name}"\ntitle.en = "{name}"\nsays.en = "About the {name}."')
    scene.write_text(text, "utf-8")
    show = open_show(str(scene), warn=print)
    renderer, target = Renderer(device, show, SIZE), device.target(SIZE, [(4, "f1")], label="picture")
    yield show, renderer, target
    renderer.release()
    device.release(target)


def test_after_its_first_second_an_evening_makes_no_gl_object_and_links_no_program(device, evening):
    show, renderer, target = evening
    made, acts, steps, healing = None, set(), set(), False
    for tick in range(0, 1000, EVERY):
        frame = show.frame()
        renderer.quality = LADDER[tick // EVERY % len(LADDER) if tick >= SECOND else 1]
        renderer.follow(show)
        renderer.draw(frame, target)
        if tick < SECOND:
            made = device.created_total.copy()
        assert device.created_total == made, f"in act {frame.act + 1}, {renderer.quality}"
        acts.add((frame.evening, frame.act))
        steps.add(str(renderer.quality))
        healing = healing or frame.override[3] > 0
        for moment in range(tick, tick + EVERY):
            if moment in SAID:
                show.say(*SAID[moment])
            show.step()
    assert {act for _, act in acts} == set(range(5)) and len(steps) == len(LADDER)
    assert healing
    assert show.mosaics.names[-2:] == ("Nell", "Omar") and (show.world.arrival == 1).all()
