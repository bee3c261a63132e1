"""Five evenings: what an operator does at which second of which act, said through the show as the panel says it."""

from collections.abc import Iterator

from viz.clock import HZ
from viz.show import Show

Word = tuple[str, float, str, object]
"""Act, seconds into it, control, value."""

EVENINGS: dict[str, list[Word]] = {
    "as rehearsed": [],
    "without Finn": [("unveiling", 0.0, "crowd/finn", 0.0)],
    "an early override": [
        ("glitch", 6.0, "kai/override/armed", True),
        ("glitch", 6.0, "kai/override/strength", 1.0),
        ("glitch", 7.0, "kai/override/engaged", True),
    ],
    "Lumi unheard": [
        ("unveiling", 0.0, "crowd/lumi", 0.0),
        ("glitch", 10.0, "crowd/where", (0.0, -20.0)),
        ("glitch", 10.0, "crowd/rumour", True),
        ("confrontation", 6.0, "crowd/where", (3.0, -50.0)),
        ("confrontation", 6.0, "crowd/rumour", True),
    ],
    "open doors": [
        ("glitch", 8.0, "crowd/where", (0.0, -2.0)),
        ("glitch", 8.0, "crowd/open_door", True),
        *(
            ("glitch", 9.0 + i, path, value)
            for i, z in enumerate((-25.0, -50.0))
            for x in (-10.0, 10.0)
            for path, value in (("crowd/where", (x, z)), ("crowd/open_door", True))
        ),
        ("glitch", 16.0, "crowd/calm", 0.6),
        *(
            ("glitch", 18.0 + 5 * i, path, value)
            for i, z in enumerate((-15.0, -35.0, -55.0))
            for path, value in (("crowd/where", (0.0, z)), ("crowd/announce", True))
        ),
        ("glitch", 20.0, "crowd/where", (0.0, -37.0)),
        ("glitch", 20.0, "finn/toothpact", True),
    ],
}


def play(show: Show, words: list[Word], limit: float = 900.0) -> Iterator[int]:
    """Play an evening to its end, and stop at every second of it: yields ticks. What is to be said is said in time."""
    waiting, begun, act = list(words), 0, -1
    while show.world.stage.evening == 0 and show.tick < limit * HZ:
        if show.world.stage.act != act:
            act, begun = show.world.stage.act, show.tick
        name = show.scene.act[act].name
        for word in [word for word in waiting if word[0] == name and show.tick - begun >= word[1] * HZ]:
            show.say(word[2], word[3])
            waiting.remove(word)
        show.step()
        if show.tick % HZ == 0:
            yield show.tick
