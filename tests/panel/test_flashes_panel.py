"""What an operator reads of the flash guard: how near, how much, when, where."""

from collections.abc import Callable, Iterator

import pytest
from imgui_bundle import imgui

from viz.flash_log import Reading
from viz.panel import health, layout
from viz.panel.desk import Desk
from viz.screens import Offscreen

Read = Callable[[Callable[[], None]], str]


@pytest.fixture
def read() -> Iterator[Read]:
    """Draws something on a screen that nobody sees, and gives the words that stand there."""
    screen = Offscreen((1280, 1000), operated=True)
    surface = screen.surface
    assert surface is not None

    def words(gui: Callable[[], None]) -> str:
        def logged() -> None:
            imgui.log_to_clipboard()
            gui()
            imgui.log_finish()

        for _ in range(3):  # windows find their sizes in the first frames
            screen.target().use()
            surface.draw(logged, (1280, 1000))
        return " ".join(imgui.get_clipboard_text().replace("|", " ").split())

    yield words
    screen.close()


@pytest.fixture
def words(desk: Desk, read: Read) -> Callable[[], str]:
    """The words of the health panel's group."""

    def panel() -> None:
        imgui.set_next_window_size(imgui.ImVec2(440, 990))
        imgui.begin("Health")
        health.panel(desk)
        imgui.end()

    def group() -> str:
        text = read(panel)
        return text[text.index("FLASH GUARD") : text.index(" QUALITY")]

    return group


def watch(
    desk: Desk,
    held: float,
    changes: int,
    begin: float = 0.0,
    seconds: float = 1.0,
    act: str = "glitch",
    blurred: float = 0.0,
    depth: float = 0.4,
) -> None:
    """The guard is watched for some seconds, in which it holds so much, and blurs so much of that."""
    for i in range(round(seconds * 60)):
        tick = round(begin * 60) + i
        reading = Reading(tick, changes, (0.1, 0.1), held, blurred, depth, (0.9, 0.9))
        desk.health.guard.watch(tick / 60, reading, act)


def test_before_anything_was_measured_it_says_so(words: Callable[[], str]):
    assert words() == "FLASH GUARD Nothing has been measured yet"


def test_a_quiet_wall_reads_how_near_it_comes_and_that_nothing_is_held(desk: Desk, words: Callable[[], str]):
    watch(desk, 0.0, 2)
    shown = words()
    assert "Flashes a second at the worst place 1 of 3" in shown
    assert "On the wall: upper left" in shown
    assert "0% of the wall" in shown
    assert "It has not acted yet" in shown


def test_what_is_held_stands_there_with_its_place_and_goes_into_the_list(desk: Desk, words: Callable[[], str]):
    watch(desk, 0.08, 4, begin=90)
    shown = words()
    assert "2 of 3 On the wall: upper left; as many as the guard lets through" in shown
    assert "8.0% of the wall" in shown
    assert "Most of it lower right, by 40% of white" in shown
    assert "1:30 Glitch 8.0% lower right now" in shown
    watch(desk, 0.0, 0, begin=91, seconds=3)
    watch(desk, 0.3, 0, begin=100, seconds=0.5, act="aftermath")
    shown = words()
    assert shown.index("1:40 Aftermath 30% lower right now") < shown.index("1:30 Glitch 8.0% lower right 1 s")


def test_what_is_blurred_is_said_to_be_blurred_and_a_little_of_it_is_no_alarm(
    desk: Desk, words: Callable[[], str], read: Read
):
    watch(desk, 0.03, 4, blurred=0.03, depth=0.05)
    shown = words()
    assert "Blurred 3.0% of the wall" in shown
    assert "Glints, and what moves fast" in shown
    assert "It has not acted yet" in shown
    assert "Guard" not in read(lambda: layout.show(desk))
    watch(desk, 0.2, 4, begin=2, blurred=0.2, depth=0.05)
    assert "Most of it lower right, by 5% of white" in words()
    assert "Guard blurs 20%" in read(lambda: layout.show(desk))


def test_the_strip_along_the_top_tells_of_it_while_it_acts(desk: Desk, read: Read):
    watch(desk, 0.0, 1)
    assert "Guard holds" not in read(lambda: layout.show(desk))
    watch(desk, 0.08, 4, begin=90)
    assert "Guard holds 8.0%" in read(lambda: layout.show(desk))
    watch(desk, 0.0, 0, begin=91, seconds=3)
    assert "Guard holds" not in read(lambda: layout.show(desk))


def test_a_guard_that_was_turned_off_is_off(desk: Desk, words: Callable[[], str]):
    desk.health.guard.on = False
    assert words().startswith("FLASH GUARD It is off: nothing keeps flashes from visitors.")
