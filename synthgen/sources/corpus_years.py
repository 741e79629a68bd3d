"""The year of each file of the period corpus: that of its video, or of its writing where there is none."""

from __future__ import annotations

# Files and folders by year, relative to the corpus; where several fit, the longest counts.
_BY_YEAR = {
    2015: "old/complex_multiplication_article old/counting_in_binary old/eulers_characteristic_formula "
    "old/generate_logo old/inventing_math old/inventing_math_images old/matrix_as_transform_2d old/moser_intro "
    "old/moser_main old/music_and_measure old/number_line_scene old/playground_counting_in_binary "
    "old/pythagorean_proof old/tau_poem old/three_dimensions",
    2016: "old/brachistochrone old/eola old/fractal_charm old/hanoi old/hilbert old/patreon old/triangle_of_power "
    "old/wcat old/zeta",
    2017: "old/256 old/bell old/borsuk old/cba old/crypto old/domino_play old/efvgt old/eoc old/fractal_dimension "
    "old/gradient old/highD old/leibniz old/mug old/nn old/putnam old/qa_round_two old/tattoo old/triples old/waves",
    2018: "on_hold old/alt_calc old/basel old/borsuk_addition old/dandelin old/div_curl old/fc1 old/for_flammy "
    "old/fourier old/lost_lecture old/mvcr old/pi_day old/quat3d old/quaternions old/sphere_area old/turbulence "
    "old/uncertainty old/wallis old/WindingNumber old/WindingNumber_G",
    2019: "active old/clacks old/hyperdarts old/spirals old/windmill on_hold/aliquot on_hold/moduli "
    "on_hold/eola2/cramer",
}
_YEARS = {place: year for year, places in _BY_YEAR.items() for place in places.split()}


def year_of(path: str) -> int | None:
    """The year of a file by its path below the corpus ("old/waves.py"); None for a file of another collection."""
    place = path.removesuffix(".py")
    while place:
        if place in _YEARS:
            return _YEARS[place]
        place = place.rpartition("/")[0]
    return None
