"""The world's numbers over time, as rows for a table or a plot."""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from viz.clock import moment
from viz.evening import over
from viz.show import Show
from viz.world.acts import ACTS
from viz.world.aims import READINGS, Reading
from viz.world.opinions import camps

Row = dict[str, Any]
Values = NDArray[np.floating]


def rows(show: Show, to: float | None, every: float = 1.0) -> Iterator[Row]:
    """A row for each moment from 0 to `to` inclusive, `every` seconds apart; both in seconds of the show.

    Where `to` is None, the last row is the last one of the first evening.

    The show is played forward from where it stands; each row is of the last tick at or before its moment.
    """
    step = Fraction(every).limit_denominator(1_000_000)
    for i in itertools.count():
        if to is not None and i * step > Fraction(to):
            return
        show.seek(moment(i * step)[0])
        if to is None and over(show):
            return
        yield row(show, float(i * step))


def row(show: Show, seconds: float) -> Row:
    """The world's numbers as they stand. Shares, feelings and consent are 0 to 1, the radius is in metres.

    Deciles are of the people inside; camps of opinion stand with the largest first, and empty where there are not
    so many.
    """
    frame, world, override = show.frame(), show.world, show.controls.kai.override
    readings = dict(zip(READINGS, world.readings.tolist(), strict=True))
    line: Row = {
        "seconds": round(seconds, 6),
        "evening": frame.evening,
        "act": frame.act,
        "act_name": ACTS[frame.act],
        "act_seconds": _number(frame.act_seconds),
        "aim_met": int(frame.aim.met),
        "glitch_share": _number(frame.glitch_share),
        "healed_share": _number(frame.healed_share),
        "override_radius": _number(frame.override[2]),
        "override_strength": _number(frame.override[3]),
        "charge": _number(frame.charge),
        "people": len(frame.people),
        "outside": frame.outside,
        **{name: _number(readings[name]) for name in _MEANS},
    }
    for name, column in (("panic", 4), ("support", 5), ("opinion", 6)):
        line |= _deciles(name, frame.people[:, column])
    line |= _camps(frame.people[:, 6])
    return line | {
        "armed": int(override.armed),
        "engaged": int(frame.engaged),
        "awake": int(frame.awake),
        "speaker": frame.caption.speaker if frame.caption else "",
        "caption": frame.caption.text.replace("\n", " — ") if frame.caption else "",
    }


_MEANS: tuple[Reading, ...] = (
    "seen", "panic", "support", "opinion", "divided", "consent", "decided", "content", "recalibrated", "shared",
)  # fmt: skip
_CAMPS = 3


def _deciles(name: str, values: Values) -> Row:
    """The nine deciles of people's values (M,): panic_p10 … panic_p90."""
    found = np.percentile(values, range(10, 100, 10)) if values.size else np.zeros(9)
    return {f"{name}_p{10 * (i + 1)}": _number(value) for i, value in enumerate(found)}


def _camps(opinion: Values) -> Row:
    """How many camps there are, and the mean opinion and share of people of the largest three."""
    means, shares = camps(opinion.astype(float))
    largest = np.argsort(-shares, kind="stable")[:_CAMPS]
    line: Row = {"camps": len(means)}
    for i in range(_CAMPS):
        there = i < len(largest)
        line[f"camp_{i + 1}_opinion"] = _number(means[largest[i]]) if there else None
        line[f"camp_{i + 1}_share"] = _number(shares[largest[i]]) if there else None
    return line


def write_csv(table: Iterable[Row], stream: TextIO) -> None:
    """Write rows as CSV, with a line of names first, each line as soon as it is known."""
    writer = None
    for line in table:
        if writer is None:
            writer = csv.DictWriter(stream, list(line), lineterminator="\n")
            writer.writeheader()
        writer.writerow(line)


def write_json(table: Iterable[Row], stream: TextIO) -> None:
    """Write rows as a JSON array of flat objects, one a line, each as soon as it is known."""
    between = "[\n"
    for line in table:
        stream.write(between + json.dumps(line))
        between = ",\n"
    stream.write("\n]\n" if between == ",\n" else "[]\n")


def _number(value: float) -> float:
    return round(float(value), 6)
