"""Mosaics of tiles set by hand, for tests of what is made from them."""

import numpy as np

from viz.world.mosaic import Mosaics, MosaicSettings, lay
from viz.world.story import IMPERFECTIONS, Story

WORDS = [
    "harbour",
    "gold",
    "night",
    "tooth",
    "laughing",
    "slow",
    "terrible",
    "mother",
    "glass",
    "storm",
    "lost",
    "warm",
]


def mosaics_of(parts):
    """Mosaics of (size (2,), centre (T, 2), half (T, 2), angle (T,)) each: grey tiles, flat, all of one tooth."""
    sizes, centres, halves, angles = zip(*parts, strict=True)
    counts = [len(angle) for angle in angles]
    count, tiles = len(parts), sum(counts)
    numbers = {"rise": 0.5, "gloss": 0.0, "order": 0.5}
    return Mosaics(
        names=("",) * count,
        stories=(),
        traits=(),
        first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        size=np.array(sizes, float),
        centre=np.concatenate(centres).astype(np.float32),
        half=np.concatenate(halves).astype(np.float32),
        angle=np.concatenate(angles).astype(np.float32),
        fdi=np.full(tiles, 11, np.uint8),
        albedo=np.full((tiles, 3), 0.5, np.float32),
        curated=np.full((tiles, 3), 0.5, np.float32),
        pitted=np.zeros(tiles, bool),
        strand=np.zeros(tiles, np.uint8),
        normal=np.zeros((tiles, 2), np.float32),
        emission=np.ones((count, 3), np.float32),
        outline=np.zeros((1, 3, 2), np.float32),
        bearer=np.zeros(1, np.int32),
        **{name: np.full(tiles, value, np.float32) for name, value in numbers.items()},
    )


def scattered(seed, counts, thin=0.0):
    """Mosaics of tiles strewn at random, as many in each as counts say; thin: how far from square, 0 … 3 decades."""
    rng = np.random.default_rng(seed)
    parts = []
    for count in counts:
        size = rng.uniform(0.5, 9.0, 2)
        edge = 0.45 * np.sqrt(size[0] * size[1] / count) * rng.uniform(0.7, 1.1, count)
        stretch = 10.0 ** (0.5 * thin * rng.uniform(-1, 1, count))
        centre = (rng.random((count, 2)) - 0.5) * size * 0.9
        parts.append((size, centre, np.stack([edge * stretch, edge / stretch], 1), rng.uniform(-4, 4, count)))
    return mosaics_of(parts)


def laid(seed, visitors, tesserae):
    """Mosaics as the show lays them, of stories and imperfections drawn at random."""
    rng = np.random.default_rng(seed)
    flaws = [None, *IMPERFECTIONS]
    stories = [
        Story(f"Visitor {i}", " ".join(rng.choice(WORDS, 12)), None, flaws[rng.integers(len(flaws))])
        for i in range(visitors)
    ]
    return lay(stories, MosaicSettings(tesserae=tesserae, least=60), seed)


def beyond(mosaics, tiles, points):
    """(P, K, 2) metres that points (P, 2) lie past the edges of tiles (K,) along and across them, < 0 inside."""
    away = points[:, None] - mosaics.centre[tiles]
    cosine, sine = np.cos(mosaics.angle[tiles]), np.sin(mosaics.angle[tiles])
    along = np.abs(away[..., 0] * cosine + away[..., 1] * sine)
    across = np.abs(away[..., 1] * cosine - away[..., 0] * sine)
    return np.stack([along, across], axis=-1) - mosaics.half[tiles]
