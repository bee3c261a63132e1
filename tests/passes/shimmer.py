"""How much pictures of a slow pan sparkle, beyond what moves in them."""

import math

import numpy as np


def crawl(pan, reference):
    """Root mean square of the change from picture to picture of a pan (T, H, W, 3) that is not the reference's own, be
    that fainter: what neither moves with the wall nor fades into it. Each of ten upright strips fades by itself."""
    rest = []
    for part, true in zip(np.split(pan, 10, axis=2), np.split(reference, 10, axis=2), strict=True):
        change, moved = np.diff(part, axis=0), np.diff(true, axis=0)
        share = (change * moved).sum() / max((moved * moved).sum(), 1e-9)
        rest.append(((change - share * moved) ** 2).mean())
    return math.sqrt(np.mean(rest))


def means_and_points(fine, finer):
    """Of a picture with so many samples along and up a pixel (H * finer, W * finer, 3): the mean of each pixel, and the
    sample in its middle."""
    high, wide = fine.shape[0] // finer, fine.shape[1] // finer
    means = fine.reshape(high, finer, wide, finer, 3).mean(axis=(1, 3))
    return means, fine[finer // 2 :: finer, finer // 2 :: finer]
