"""The one error an operator can cause and mend."""


class Wrong(Exception):
    """Something given to the show is wrong. The message names what (file, key, value) and what would be right."""
