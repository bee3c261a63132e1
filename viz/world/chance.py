"""Chance that is the same on every machine: numbers drawn from a key and a place, not from a stream.

A stream would make one visitor's tiles depend on how many stories stand before theirs.
"""

from __future__ import annotations

import unicodedata
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]


def key_of(*words: str) -> int:
    """A 64-bit key of some text: equal for texts that read the same (NFC), whatever the machine or process."""
    digest = blake2b(digest_size=8)
    for word in words:
        # A lone surrogate cannot be encoded, and comes in when a caller decoded leniently.
        digest.update(unicodedata.normalize("NFC", word).encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return int.from_bytes(digest.digest(), "little")


def uniform(keys: Keys, places: NDArray[np.integer], salt: int) -> Floats:
    """Uniform numbers in [0, 1), shape of keys and places broadcast; another salt gives other, independent numbers.

    The mixing is splitmix64's (Steele, Lea, Flood 2014).
    """
    with np.errstate(over="ignore"):
        z = keys + (places.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z += np.uint64(salt * 0xD1342543DE82EF95 % 2**64)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-53


def bell(keys: Keys, places: NDArray[np.integer], salt: int) -> Floats:
    """Numbers of mean 0 and standard deviation 1, near normal and never beyond ±3.5: the sum of four uniform ones."""
    total = sum(uniform(keys, places, 4 * salt + k) for k in range(4))
    return (np.asarray(total) - 2.0) * np.sqrt(3.0)
