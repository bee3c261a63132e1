"""How a picture is developed, after the standards' own texts, to hold the grade against."""

import numpy as np


def neutral(light):
    """Khronos PBR Neutral: linear light (…, 3) to linear display light."""
    start, desaturation = 0.8 - 0.04, 0.15
    least = light.min(axis=-1, keepdims=True)
    colour = light - np.where(least < 0.08, least - 6.25 * least**2, 0.04)
    peak = colour.max(axis=-1, keepdims=True)
    span = 1 - start
    fresh = 1 - span**2 / np.maximum(peak + span - start, 1e-9)
    squeezed = colour * fresh / np.maximum(peak, 1e-9)
    pale = 1 - 1 / (desaturation * (peak - fresh) + 1)
    return np.where(peak < start, colour, squeezed + (fresh - squeezed) * pale)


def encoded(light):
    """IEC 61966-2-1: linear display light to sRGB 0 … 1."""
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def developed(light):
    """Levels 0 … 255, not rounded, that a display is sent for linear light (…, 3)."""
    return 255 * encoded(neutral(np.asarray(light, float)))
