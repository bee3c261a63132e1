"""The one error an operator can cause and mend."""

import difflib
from collections.abc import Iterable


class Wrong(Exception):
    """Something given to the show is wrong. The message names what (file, key, value) and what would be right."""


def nearest(name: str, names: Iterable[str]) -> str:
    """'; did you mean …?' with the nearest of names, or '' when none is near."""
    found = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"; did you mean {found[0]}?" if found else ""
