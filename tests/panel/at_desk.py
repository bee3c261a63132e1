"""Somebody at the panel, for the tests."""

from collections.abc import Callable

from imgui_bundle import imgui

from viz.controls import Control
from viz.panel.desk import Desk

Operate = Callable[[Callable[["Operator"], None]], None]


class Operator:
    """Somebody at the panel: finds things by what is written on them, clicks, types, and sees the show go on."""

    def __init__(self, desk: Desk, context: imgui.test_engine.TestContext) -> None:
        self.desk, self.context = desk, context

    def widget(self, panel: str, path: str) -> str:
        """The widget of a control, as the test engine names it."""
        return f"//{panel}/{path.replace('/', chr(92) + '/')}/##value"

    def button(self, panel: str, path: str) -> str:
        """The button of a trigger, as the test engine names it."""
        return f"//{panel}/{path.replace('/', chr(92) + '/')}/###value"

    def click_at(self, item: str, along: float, down: float) -> None:
        """Click at shares of an item's width and height."""
        box = self.context.item_info(item).rect_full
        x, y = box.min.x + along * (box.max.x - box.min.x), box.min.y + down * (box.max.y - box.min.y)
        self.context.mouse_move_to_pos((x, y))
        self.context.mouse_click(0)
        self.context.yield_(2)

    def shows(self, panel: str, control: Control) -> bool:
        """Whether a panel has something to work the control with."""
        escaped = control.path.replace("/", "\\/")
        own = {"kai/override/armed": "Arm##arm", "kai/override/engaged": "Engage##engage"}
        names = [own[control.path]] if control.path in own else [f"{escaped}/##value", f"{escaped}/##value/$$0"]
        names += [f"{escaped}/###value"]
        names += [f"{escaped}/{str(choice).capitalize()}" for choice in control.choices[:1]]
        return any(self.context.item_exists(f"//{panel}/{name}") for name in names)

    def click(self, item: str, button: int = 0) -> None:
        assert self.context.item_exists(item), f"{item} is not there"
        self.context.item_click(item, button)
        self.context.yield_(2)

    def hold(self, item: str) -> None:
        """Press for longer than a guarded switch asks."""
        self.context.mouse_move(item)
        self.context.mouse_down(0)
        self.context.sleep_no_skip(0.8, 1 / 20)
        self.context.mouse_up(0)
        self.context.yield_(2)

    def type_into(self, item: str, words: str) -> None:
        """Ctrl+click, type, Enter."""
        self.context.item_input(item)
        self.context.key_chars_replace_enter(words)
        self.context.yield_(2)

    def press(self, chord: int) -> None:
        self.context.key_press(chord)
        self.context.yield_(2)

    def said(self) -> list[tuple[str, object]]:
        """All that the show was told."""
        return [(entry.path, entry.value) for entry in self.desk.show.journal.entries]
