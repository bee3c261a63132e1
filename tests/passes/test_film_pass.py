"""The thin film's colours against optics worked out another way, and colour matching against the CIE's tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.passes.film import AIR, ENAMEL, FILM, FILM_SIZE, THICKEST, THINNEST, colour_match, film_table, reflectance


def one(cosine, thick, wave):
    return reflectance(np.array([cosine]), np.array([thick]), np.array([wave])).item()


def by_matrix(cosine, thick, wave):
    """The same by the film's characteristic matrix (Born and Wolf, Principles of Optics, 1.6), mean of both
    polarisations."""
    sine = np.sqrt(1 - cosine**2)
    in_film, in_enamel = (np.sqrt(1 - (sine / n) ** 2) for n in (FILM, ENAMEL))
    delta = 2 * np.pi * FILM * thick * in_film / wave
    shares = []
    for air, film, enamel in (
        (AIR * cosine, FILM * in_film, ENAMEL * in_enamel),
        (AIR / cosine, FILM / in_film, ENAMEL / in_enamel),
    ):
        matrix = np.array([[np.cos(delta), 1j * np.sin(delta) / film], [1j * film * np.sin(delta), np.cos(delta)]])
        b, c = matrix @ (1, enamel)
        shares.append(abs((air * b - c) / (air * b + c)) ** 2)
    return np.mean(shares)


@given(st.floats(0.01, 1), st.floats(0, 1000), st.floats(380, 780))
def test_it_reflects_what_the_characteristic_matrix_says(cosine, thick, wave):
    share = one(cosine, thick, wave)
    assert 0 <= share <= 1
    assert share == pytest.approx(by_matrix(cosine, thick, wave), abs=1e-9)


@pytest.mark.parametrize("wave", [450.0, 550.0, 650.0])
def test_straight_on_a_quarter_wave_dims_and_a_half_wave_is_not_there(wave):
    """Phases of π and 2π between the two reflections have closed forms of their own."""
    bare = ((AIR - ENAMEL) / (AIR + ENAMEL)) ** 2
    quarter = ((AIR * ENAMEL - FILM**2) / (AIR * ENAMEL + FILM**2)) ** 2
    assert one(1.0, wave / FILM / 4, wave) == pytest.approx(quarter, abs=1e-12)
    assert one(1.0, wave / FILM / 2, wave) == pytest.approx(bare, abs=1e-12)
    assert one(1.0, 0.0, wave) == pytest.approx(bare, abs=1e-12)
    assert quarter < 0.05 * bare


def test_at_a_glance_along_the_surface_everything_is_mirrored():
    assert one(1e-6, 300.0, 550.0) == pytest.approx(1.0, abs=1e-4)


def test_the_table_is_the_light_of_the_spectrum_it_stands_for():
    table = film_table()
    assert table.shape == (FILM_SIZE[1], FILM_SIZE[0], 3)
    assert np.isfinite(table).all() and table.min() >= 0
    wave = np.linspace(380, 780, 400)
    match = colour_match(wave)
    # IEC 61966-2-1, from linear sRGB to XYZ.
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    for row, column in ((0, 63), (20, 40), (45, 10), (63, 31)):
        thick = THINNEST + (THICKEST - THINNEST) * row / (FILM_SIZE[1] - 1)
        shares = reflectance(np.array([(column + 0.5) / FILM_SIZE[0]]), np.array([thick]), wave)[0, 0]
        assert table[row, column].min() > 0
        assert np.allclose(to_xyz @ table[row, column] / 3, shares @ match / match[:, 1].sum(), rtol=0.03)


def test_thickness_brings_colour_and_angle_changes_it():
    table = film_table()[:, 8:]
    tint = table / table.sum(axis=-1, keepdims=True)
    assert tint[:, -1].std(axis=0).max() > 0.05, "all thicknesses look alike"
    assert np.abs(tint[30, 0] - tint[30, -1]).max() > 0.02, "all angles look alike"


def test_colour_matching_is_the_cies():
    """Three tabulated rows of CIE 1931, the peak of brightness, and the same light in all three for equal energy."""
    tabulated = {450: (0.3362, 0.0380, 1.7721), 550: (0.4334, 0.9950, 0.0087), 600: (1.0622, 0.6310, 0.0008)}
    for wave, values in tabulated.items():
        assert np.allclose(colour_match(np.array([float(wave)]))[0], values, atol=0.03)
    wave = np.arange(380.0, 781.0)
    match = colour_match(wave)
    assert abs(wave[match[:, 1].argmax()] - 555) < 6 and match[:, 1].max() == pytest.approx(1.0, abs=0.02)
    assert np.allclose(match.sum(axis=0), 106.86, rtol=0.015)
