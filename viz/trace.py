"""The world's numbers over time, as rows for a table or a plot."""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, TextIO

import numpy as np

from viz.clock import moment
from viz.evening import over
from viz.show import Show
from viz.world.acts import ACTS

Row = dict[str, Any]


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
    """The world's numbers as they stand. Shares, feelings and consent are 0 to 1, the radius is in metres."""
    frame, override = show.frame(), show.controls.kai.override
    panic = frame.people[:, 4]
    return {
        "seconds": round(seconds, 6),
        "evening": frame.evening,
        "act": frame.act,
        "act_name": ACTS[frame.act],
        "act_seconds": round(frame.act_seconds, 6),
        "glitch_share": round(frame.glitch_share, 6),
        "healed_share": round(frame.healed_share, 6),
        "override_radius": round(frame.override[2], 6),
        "override_strength": round(frame.override[3], 6),
        "consent": round(float(frame.mosaic[:, 2].mean()), 6),
        "panic": round(frame.panic, 6),
        "panic_p10": _decile(panic, 10),
        "panic_p50": _decile(panic, 50),
        "panic_p90": _decile(panic, 90),
        "support": round(frame.support, 6),
        "opinion": round(frame.opinion, 6),
        "armed": int(override.armed),
        "engaged": int(frame.engaged),
        "awake": int(frame.awake),
    }


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


def _decile(values: Any, percent: int) -> float:
    return round(float(np.percentile(values, percent)), 6) if len(values) else 0.0
