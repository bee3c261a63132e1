"""What someone probably meant to type."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(given: str, known: Iterable[str]) -> str:
    """`; did you mean "strength"?`, or nothing where no known word is close. To be put at the end of a message."""
    close = get_close_matches(given, list(known), n=1, cutoff=0.5)
    return f'; did you mean "{close[0]}"?' if close else ""
