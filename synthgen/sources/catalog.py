"""Videos of the period corpus by name: which file holds their scenes, and what is known about each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Video:
    """`path` is relative to the corpus. `title` and `year` are the published video's, `youtube` its id there."""

    name: str
    path: str
    title: str
    year: int
    youtube: str


_VIDEOS = (
    # Essence of linear algebra. The files count from the preview on; the videos' own chapter numbers differ.
    Video("vectors", "old/eola/chapter1.py", "Vectors, what even are they?", 2016, "fNk_zzaMoSs"),
    Video("span", "old/eola/chapter2.py", "Linear combinations, span, and basis vectors", 2016, "k7RM-ot2NWY"),
    Video("linear_transformations", "old/eola/chapter3.py", "Linear transformations and matrices", 2016, "kYB8IZa5AuE"),
    Video("matrix_multiplication", "old/eola/chapter4.py", "Matrix multiplication as composition", 2016, "XkY2DOUCWMU"),
    Video("determinant", "old/eola/chapter5.py", "The determinant", 2016, "Ip3X9LOh2dk"),
    Video(
        "inverse_matrices",
        "old/eola/chapter6.py",
        "Inverse matrices, column space, and null space",
        2016,
        "uQhTuRlWMxw",
    ),
    Video(
        "nonsquare_matrices",
        "old/eola/footnote2.py",
        "Nonsquare matrices as transformations between dimensions",
        2016,
        "v8VSDg_WQlA",
    ),
    Video("dot_products", "old/eola/chapter7.py", "Dot products and duality", 2016, "LyGKycYT2v0"),
    Video("cross_products", "old/eola/chapter8.py", "Cross products", 2016, "eu6i7WJeinw"),
    Video("change_of_basis", "old/eola/chapter9.py", "Change of basis", 2016, "P2LTAUO1TdA"),
    Video("eigenvectors", "old/eola/chapter10.py", "Eigenvectors and eigenvalues", 2016, "PFDu9oVAE-g"),
    Video("abstract_vector_spaces", "old/eola/chapter11.py", "Abstract vector spaces", 2016, "TgKwz5Ikpc8"),
    Video("cramers_rule", "on_hold/eola2/cramer.py", "Cramer's rule, explained geometrically", 2019, "jBsC34PxzoM"),
    # Essence of calculus.
    Video("essence_of_calculus", "old/eoc/chapter1.py", "The Essence of Calculus", 2017, "WUvTyaaNkzM"),
    Video("derivative_paradox", "old/eoc/chapter2.py", "The paradox of the derivative", 2017, "9vKqVkMQHKk"),
    Video("chain_rule", "old/eoc/chapter4.py", "Visualizing the chain rule and product rule", 2017, "YG15m2VwSjA"),
    Video("eulers_number", "old/eoc/chapter5.py", "What's so special about Euler's number e?", 2017, "m2MIpDrF7Es"),
    Video("limits", "old/eoc/chapter7.py", "Limits and the definition of derivatives", 2017, "kfF40MiS7zA"),
    Video(
        "integration",
        "old/eoc/chapter8.py",
        "Integration and the fundamental theorem of calculus",
        2017,
        "rfG8ce4nNh0",
    ),
    Video("taylor_series", "old/eoc/chapter10.py", "Taylor series", 2017, "3d6DsjIBzJ4"),
    # Neural networks.
    Video("neural_networks", "old/nn/part1.py", "But what is a Neural Network?", 2017, "aircAruvnKk"),
    Video("gradient_descent", "old/nn/part2.py", "Gradient descent, how neural networks learn", 2017, "IHZwWFHWa-w"),
    # Single videos.
    Video("topology", "old/wcat.py", "Who cares about topology? (Inscribed rectangle problem)", 2016, "AmgkSdhK4K8"),
    Video("hanoi", "old/hanoi.py", "Binary, Hanoi and Sierpinski, part 1", 2016, "2SUvWfNJSsM"),
    Video(
        "zeta", "old/zeta.py", "Visualizing the Riemann zeta function and analytic continuation", 2016, "sD0NjbwqlYw"
    ),
    Video("fractals", "old/fractal_dimension.py", "Fractals are typically not self-similar", 2017, "gB9n2gHsHN4"),
    Video("primes_and_pi", "old/leibniz.py", "Pi hiding in prime regularities", 2017, "NaL_Cb42WyY"),
    Video("bitcoin", "old/crypto.py", "But how does bitcoin actually work?", 2017, "bBC-nXj3Ng4"),
    Video(
        "fourier_transform",
        "old/fourier.py",
        "But what is the Fourier Transform? A visual introduction.",
        2018,
        "spUNpyF58BY",
    ),
    Video(
        "uncertainty_principle",
        "old/uncertainty.py",
        "The more general uncertainty principle, beyond quantum",
        2018,
        "MBnnXbOM5S4",
    ),
    Video(
        "basel_problem",
        "old/basel/basel2.py",
        "Why is pi here? And why is it squared? A geometric answer to the Basel problem",
        2018,
        "d-o3eB9sfls",
    ),
    Video("wallis_product", "old/wallis.py", "The Wallis product for pi, proved geometrically", 2018, "8GPy_UMV-08"),
    Video(
        "quaternions",
        "old/quaternions.py",
        "Visualizing quaternions (4d numbers) with stereographic projection",
        2018,
        "d4EgbgTm0Bg",
    ),
    Video(
        "sphere_area",
        "old/sphere_area.py",
        "But why is a sphere's surface area four times its shadow?",
        2018,
        "GNcFjFmqEc8",
    ),
    Video(
        "colliding_blocks",
        "old/clacks/question.py",
        "The most unexpected answer to a counting puzzle",
        2019,
        "HEfHFsfGXjs",
    ),
    Video(
        "colliding_blocks_solution",
        "old/clacks/solution1.py",
        "Why do colliding blocks compute pi?",
        2019,
        "jsYwFizhncE",
    ),
    Video("windmill", "old/windmill.py", "The unexpectedly hard windmill question (2011 IMO, Q2)", 2019, "M64HUIJFTZM"),
    Video("prime_spirals", "old/spirals.py", "Why do prime numbers make these spirals?", 2019, "EK32jo7i5LQ"),
    Video("bayes_theorem", "active/bayes/part1.py", "Bayes' theorem", 2019, "HZGCoVF3YvM"),
)

VIDEOS = {video.name: video for video in _VIDEOS}


def video_of(path: str) -> Video | None:
    """The catalogued video whose scenes are in a file of the corpus."""
    return next((video for video in _VIDEOS if video.path == path), None)
