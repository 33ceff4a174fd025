"""Figures as text: the right size, nothing lost, and clear without colour."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.kit.figure import (
    Figure,
    Images,
    Kind,
    Series,
    band,
    classes,
    curve,
    ellipse,
    images,
    mixed,
    pairs,
    points,
)
from tutor.plots import draw, grey, rows, usual_height
from tutor.plots.ink import inks, painted, plain, runs
from tutor.plots.scale import MOST_POINTS, axis, finite
from tutor.plots.tones import Tones, letter, nearest

ROOT = Path(__file__).parents[1]
NAN, INF = float("nan"), float("inf")
KINDS: tuple[Kind, ...] = (
    "line", "points", "marks", "bars", "outline", "mixed", "band", "stack",
)  # fmt: skip
floats = st.floats(allow_nan=True, allow_infinity=True)


def clusters(count: int) -> Figure:
    series = [
        Series(f"cluster {c}", (3.0 * c, 3.0 * c + 1), (0.0, 1.0 * c), "points")
        for c in range(count)
    ]
    return Figure("Clusters", (*series, Series("centroids", (0.5,), (0.5,), "marks")), "x₁", "x₂")


@pytest.mark.parametrize("size", [(24, 8), (40, 12), (78, 20), (158, 46)])
def test_a_plot_is_as_large_as_asked(size: tuple[int, int]) -> None:
    lines = draw(clusters(3), *size, color=False).split("\n")
    assert len(lines) == size[1]
    assert max(map(len, lines)) <= size[0]
    assert "Clusters" in lines[0]


def test_what_is_too_small_says_so() -> None:
    assert "Too small" in draw(clusters(3), 20, 5)


def test_colours_can_be_left_out_and_nothing_else_changes() -> None:
    coloured = draw(clusters(3), 60, 15)
    assert "\x1b[" in coloured
    assert plain(coloured) == draw(clusters(3), 60, 15, color=False)


def test_each_cluster_has_a_sign_of_its_own_that_the_legend_shows() -> None:
    figure = clusters(9)
    signs = [ink.marker for ink in inks(figure)]
    assert len(set(signs)) == len(signs)
    text = draw(clusters(4), 78, 20, color=False)
    for ink, series in zip(inks(clusters(4)), clusters(4).series, strict=True):
        assert f"{ink.marker} {series.label}" in text
        assert text.count(ink.marker) > 1


def test_lines_are_told_apart_by_their_signs() -> None:
    xs = tuple(float(x) for x in range(30))
    one = Series("yours", xs, tuple(x * x for x in xs))
    two = Series("reference", xs, tuple(900 - x * x for x in xs))
    text = draw(Figure("Two", (one, two), "iteration", "J"), 70, 16, color=False)
    first, second = (ink.marker for ink in inks(Figure("", (one, two))))
    assert text.count(first) > 3
    assert text.count(second) > 3
    assert any("\u2800" < letter <= "\u28ff" for letter in text)


def test_what_is_not_finite_is_left_out() -> None:
    series = Series("a", (1.0, 2.0, NAN, 4.0, 5.0), (1.0, INF, 3.0, 4.0, -INF))
    assert finite(series) == ([1.0, 4.0], [1.0, 4.0])
    text = draw(Figure("F", (series,)), 40, 10, color=False)
    assert "nan" not in text


def test_nothing_to_draw_is_said() -> None:
    for figure in (Figure("Empty", ()), Figure("NaN", (Series("a", (NAN,), (1.0,)),))):
        assert "nothing to draw" in draw(figure, 70, 10)


@pytest.mark.parametrize("count", [999, 1000, 1001, 100_000])
def test_long_series_are_thinned_and_keep_their_last_point(count: int) -> None:
    xs = tuple(float(x) for x in range(count))
    kept, _ = finite(Series("a", xs, xs))
    assert len(kept) <= MOST_POINTS + 1
    assert kept[0] == 0
    assert kept[-1] == count - 1


def test_bars_stand_beside_each_other_from_zero() -> None:
    weeks = (46.0, 47.0, 48.0)
    one = Series("minutes", weeks, (30.0, 95.0, 0.0), "bars")
    two = Series("attempts", weeks, (10.0, 20.0, 30.0), "bars")
    text = draw(Figure("Weeks", (one, two), "week"), 60, 14, color=False)
    assert "█" in text
    assert "▒" in text
    for label in ("46", "47", "48"):
        assert label in text.splitlines()[-2]
    assert " 0┤" in text


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([0.0, 10.0], ("0", "5", "10")),
        ([1e8, 1e8 + 4], None),
        ([5.0], None),
        ([-1e-9, 1e-9], None),
    ],
)
def test_ticks_are_round_and_told_apart(
    values: list[float], labels: tuple[str, ...] | None
) -> None:
    found = axis(values, 3)
    assert found.low < min(values)
    assert found.high > max(values)
    assert len(set(found.labels)) == len(found.labels) >= 1
    if labels:
        assert found.labels == labels


def test_iterations_have_whole_ticks_only() -> None:
    found = axis([1.0, 2.0, 3.0, 4.0], 8, whole=True)
    assert all(tick == int(tick) for tick in found.ticks)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(floats, floats), max_size=30),
    st.sampled_from(KINDS),
    st.integers(24, 100),
    st.integers(8, 30),
)
def test_any_data_can_be_drawn(
    points: list[tuple[float, float]], kind: Kind, width: int, height: int
) -> None:
    xs, ys = tuple(x for x, _ in points), tuple(y for _, y in points)
    weights = tuple((0.7, 0.3) for _ in points)
    series = Series("s", xs, ys, kind, low=ys[::-1], weights=weights)
    figure = Figure("Any", (series,), "x", "y", x_names=("one", "two") if len(xs) % 2 else ())
    lines = draw(figure, width, height, color=False).split("\n")
    assert len(lines) <= height
    assert max(map(len, lines)) <= width


def test_runs_carry_all_of_the_text_and_its_look() -> None:
    for line in draw(clusters(3), 60, 15).split("\n"):
        found = list(runs(line))
        assert "".join(run.text for run in found) == plain(line)
        again = list(runs("".join(painted(run) for run in found)))
        assert again == found


def test_drawing_from_several_threads_gives_the_same_pictures() -> None:
    figures = [clusters(n) for n in range(1, 7)]
    alone = [draw(figure, 60, 15) for figure in figures]
    together: dict[int, str] = {}

    def one(n: int) -> None:
        together[n] = draw(figures[n], 60, 15)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(len(figures))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[n] for n in range(len(figures))] == alone


def test_plots_import_plotext_only_to_draw_and_numpy_never() -> None:
    code = (
        "import sys\nfrom tutor.plots import draw\nprint('plotext' in sys.modules)\n"
        "from exercises.kit.figure import Figure, Series\n"
        "draw(Figure('t', (Series('a', (1.0, 2.0), (1.0, 2.0)),)), 40, 10)\n"
        "print('plotext' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True", "False"]


def test_only_the_canvas_knows_plotext() -> None:
    users = [
        path.name
        for path in (ROOT / "tutor").rglob("*.py")
        if "import plotext" in path.read_text(encoding="utf-8")
    ]
    assert users == ["canvas.py"]


def test_a_thousand_points_are_drawn_in_reasonable_time() -> None:
    import time

    angles = [n / 160 for n in range(1000)]
    series = Series("ring", tuple(map(math.cos, angles)), tuple(map(math.sin, angles)), "points")
    figure = Figure("Ring", (series,))
    draw(figure, 78, 20)
    started = time.perf_counter()
    draw(figure, 78, 20)
    assert time.perf_counter() - started < 0.5


def test_large_whole_numbers_on_an_axis_are_written_out() -> None:
    from tutor.plots import scale

    assert scale.axis([0, 2400], 5).labels == ("0", "1,000", "2,000")


# Mixtures


def test_an_ellipse_has_the_distance_of_its_sigma_everywhere() -> None:
    mean, cov = np.array([3.0, -1.0]), np.array([[2.0, 0.9], [0.9, 0.7]])
    rings = ellipse(mean, cov, (1, 2), "component 1", component=1)
    assert [ring.label for ring in rings] == ["component 1", ""]
    for sigma, ring in zip((1, 2), rings, strict=True):
        away = np.stack((ring.x, ring.y), axis=1) - mean
        distances = np.einsum("ni,ij,nj->n", away, np.linalg.inv(cov), away)
        np.testing.assert_allclose(distances, sigma**2)
        assert math.dist((ring.x[0], ring.y[0]), (ring.x[-1], ring.y[-1])) < 1e-9


def test_an_ellipse_without_width_is_a_stroke_and_one_of_nan_nothing() -> None:
    (ring,) = ellipse(np.zeros(2), np.array([[1.0, 1.0], [1.0, 1.0]]), (1,))
    np.testing.assert_allclose(ring.x, ring.y, atol=1e-7)
    assert ellipse(np.array([0.0, NAN]), np.eye(2)) == ()


def test_rings_are_told_apart_by_letters_and_share_their_components_colour() -> None:
    pairs_of_rings = [
        ellipse(np.array([4.0 * j, 0.0]), np.eye(2), label=f"component {j}", component=j)
        for j in range(3)
    ]
    figure = Figure("Rings", tuple(ring for two in pairs_of_rings for ring in two))
    assert [ink.marker for ink in inks(figure)] == list("AABBCC")
    hard = points("cluster 1", np.ones((1, 2)), component=1)
    assert inks(Figure("", (hard,)))[0].colour == inks(figure)[2].colour
    text = draw(figure, 78, 20, color=False)
    for sign in "ABC":
        assert text.count(f"{sign} component") == 1
        assert text.count(sign) >= 3


def test_mixed_points_say_by_letter_and_colour_how_sure_they_are() -> None:
    shares = np.array([[0.97, 0.03], [0.7, 0.3], [0.5, 0.5], [0.2, 0.8], [0.0, 1.0], [NAN, 1.0]])
    series = mixed("", np.arange(12.0).reshape(6, 2), shares)
    assert [letter(row) for row in series.weights] == ["A", "a", "?", "b", "B"]
    assert mixed("", np.arange(12.0).reshape(6, 2), shares[:, 0]) == series
    text = draw(Figure("Shares", (series,)), 60, 15, color=False)
    body = text.split("\n", 2)[2]
    assert "A B > 0.9   a b > 0.6   ? less" in text
    assert all(body.count(sign) == 1 for sign in "Aa?bB")


def test_colours_are_mixed_in_the_points_shares() -> None:
    palette = {4: (0, 0, 200), 3: (200, 100, 0), 2: (0, 0, 0)}
    true, few = Tones(palette, are_true=True), Tones(palette, are_true=False)
    assert true.mixed((0.5, 0.5)) == (100, 50, 100)
    assert few.mixed((0.5, 0.5)) == nearest((100, 50, 100))
    assert true.mixed((0.95, 0.05)) == 4  # the component's own, as its ring has it
    assert nearest((0, 0, 0)) == 16
    assert nearest((255, 255, 255)) == 231
    assert nearest((128, 128, 128)) == 244


def test_classes_are_drawn_as_their_own_digits() -> None:
    xy = np.stack((np.arange(10.0), np.arange(10.0)[::-1]), axis=1)
    figure = Figure("Digits", classes(xy, np.arange(10)))
    legend, *body = draw(figure, 60, 20, color=False).split("\n")[1:-2]
    assert legend.split() == list("0123456789")
    drawn = "".join(line.split("┤")[-1].split("│")[-1] for line in body)
    assert sorted(drawn.replace(" ", "")) == list("0123456789")


def test_a_long_legend_takes_a_second_line_where_there_is_room() -> None:
    many = Figure("Many", tuple(Series(f"component {n}", (n, 1.0), (1.0, n)) for n in range(6)))
    assert "component 5" in draw(many, 60, 20, color=False).split("\n")[2]
    assert "component 5" not in draw(many, 60, 10, color=False)


# Areas and bars


def canvas_of(text: str) -> list[str]:
    """The lines above the axis, without its labels."""
    return [
        line.replace("┤", "│").split("│")[1]
        for line in text.split("\n")
        if "│" in line or "┤" in line
    ]


def test_a_stack_has_positive_terms_above_zero_and_negative_ones_below() -> None:
    up, down = [4.0, 4.0, 4.0], [-8.0, -8.0, -8.0]
    figure = Figure("Stack", tuple(curve(str(y[0]), y, kind="stack") for y in (down, up)))
    lines = canvas_of(draw(figure, 60, 30, color=False))
    first = [number for number, line in enumerate(lines) if "▒" in line]
    second = [number for number, line in enumerate(lines) if "█" in line]
    assert max(first) < min(second)
    assert len(second) == pytest.approx(2 * len(first), abs=1)


def test_stacked_terms_of_one_sign_stand_upon_each_other() -> None:
    figure = Figure("Stack", tuple(curve(n, [3.0, 3.0], kind="stack") for n in "ab"))
    text = draw(figure, 60, 23, color=False)
    lines = canvas_of(text)
    counts = [sum(sign in line for line in lines) for sign in "█▒"]
    assert abs(counts[0] - counts[1]) <= 1
    assert "6┤" in text


def test_a_line_over_a_solid_bar_cuts_no_hole_into_it() -> None:
    terms = curve("joint", [-9.0] * 5, kind="stack"), curve("sum", [-4.0] * 5)
    found = rows(Figure("Stack", terms), 60, 20)
    over = [run for row in found for run in row if run.reverse]
    assert over
    assert {run.colour for run in over} == {inks(Figure("", terms))[0].colour}


def test_a_band_lies_between_its_curves_only() -> None:
    low, high = [0.0, 0.0, 0.0], [10.0, 10.0, 10.0]
    frame = curve("top", [20.0, 20.0, 20.0]), curve("bottom", [-10.0, -10.0, -10.0])
    figure = Figure("Gap", (band("KL", low, high), *frame))
    lines = canvas_of(draw(figure, 60, 34, color=False))
    shaded = [number for number, line in enumerate(lines) if "░" in line]
    assert shaded == list(range(shaded[0], shaded[-1] + 1))
    assert len(shaded) == pytest.approx(len(lines) / 3, abs=1.5)


def test_bars_by_category_have_names_and_values() -> None:
    bars = Series("nats", (0.0, 1.0, 2.0), (2.5, 1.25, 0.02), "bars")
    text = draw(Figure("Units", (bars,), "unit", x_names=("z₁", "z₂", "z₃")), 60, 16, color=False)
    for part in ("z₁", "z₂", "z₃", "2.50", "1.25", "0.02"):
        assert text.count(part) == 1
    lines = canvas_of(text)
    heights = [sum(line[at] not in " .0123456789" for line in lines) for at in (9, 28, 46)]
    assert heights[0] > heights[1] > heights[2] > 0


# Images


def test_images_come_from_arrays_of_any_usual_kind() -> None:
    array = np.array([[0, 255], [128, 64]], dtype=np.uint8)
    assert images(array).pixels == bytes([0, 255, 128, 64])
    assert images(array > 100).pixels == bytes([0, 255, 255, 0])
    assert images(np.array([[0.0, 1.0, 2.0, NAN]]), shape=(2, 2)).pixels == bytes([0, 255, 255, 0])
    assert len(images(np.zeros((7, 28, 28)))) == 7


def test_a_digit_is_28_by_14_cells_with_two_pixels_each() -> None:
    pixels = np.zeros((28, 28))
    pixels[4, 7] = 1.0
    found = rows(Figure("", images=images(pixels)), 28, 14)
    assert [sum(len(run.text) for run in row) for row in found] == [28] * 14
    lit = [run for run in found[2] if run.colour is not None]
    assert [(run.text, run.colour, run.back) for run in lit] == [("▀", 231, 16)]
    assert sum(len(run.text) for run in found[2][:1]) == 7


def test_without_colour_the_darkness_of_characters_says_the_grey() -> None:
    steps = np.repeat(np.linspace(0, 1, 10)[None, :], 16, axis=0)
    lines = draw(Figure("", images=images(steps)), 24, 8, color=False).split("\n")
    found = lines[0].rstrip()
    places = [grey.RAMP.index(sign) for sign in found]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[-1] == len(grey.RAMP) - 1


@pytest.mark.parametrize("size", [(14, 14), (7, 7), (13, 10), (40, 56)])
def test_resizing_keeps_the_mean_grey(size: tuple[int, int]) -> None:
    rng = np.random.default_rng(1)
    array = rng.integers(0, 256, (28, 28))
    found = np.array(grey.resized(array.tolist(), *size))
    assert found.shape == size
    assert abs(found.mean() - array.mean()) < 1


def test_pairs_stand_one_over_the_other_also_in_several_rows() -> None:
    upper, lower = np.ones((6, 8, 8)), np.full((6, 8, 8), 0.3)
    lines = draw(Figure("", images=pairs(upper, lower, ("x", "y"))), 40, 20, color=False).split(
        "\n"
    )
    kinds = "".join("@" if "@" in line else "+" if line.strip(" xy") else " " for line in lines)
    assert kinds.split() == ["@@@@@@++++++", "@@@@@@++++++"] or kinds.split() == ["@@@@++++"] * 2
    assert sum(line.startswith("x ") for line in lines) == 2


def test_captions_stand_below_their_images() -> None:
    shown = images(np.ones((3, 8, 8)), ["φ = 0.10", "φ = 0.20", "φ = 0.70"])
    lines = draw(Figure("Prototypes", images=shown), 78, 12, color=False).split("\n")
    assert lines[-1].split() == ["φ", "=", "0.10", "φ", "=", "0.20", "φ", "=", "0.70"]
    places = [lines[-1].index(f"0.{n}") for n in (10, 20, 70)]
    assert all("@" in lines[-2][place - 4 : place + 4] for place in places)


def test_what_has_no_room_is_said() -> None:
    many = images(np.ones((500, 8, 8)))
    assert "larger window" in draw(Figure("Many", images=many), 40, 12)
    grid = images(np.ones((144, 28, 28)), columns=12, is_joined=True)
    assert "of 144 images" in draw(Figure("Grid", images=grid), 78, 20)
    assert "larger" not in draw(Figure("Grid", images=grid), 158, 48)


def test_a_joined_grid_has_no_gaps() -> None:
    grid = images(np.full((16, 8, 8), 0.5), columns=4, is_joined=True)
    lines = draw(Figure("", images=grid), 32, 16, color=False).split("\n")
    assert len(lines) == 16
    assert len(set("".join(lines))) == 1
    assert set(map(len, lines)) == {32}


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 30), st.integers(1, 30), st.integers(1, 30), st.integers(0, 6),
    st.booleans(), st.booleans(), st.integers(24, 90), st.integers(8, 30),
)  # fmt: skip
def test_any_images_have_room(
    count: int,
    tall: int,
    wide: int,
    columns: int,
    joined: bool,
    named: bool,
    width: int,
    height: int,
) -> None:
    captions = tuple(f"image {n}" for n in range(count)) if named else ()
    shown = Images(bytes(count * tall * wide), tall, wide, captions, columns, is_joined=joined)
    for color in (True, False):
        lines = plain(draw(Figure("Any", images=shown), width, height, color=color)).split("\n")
        assert len(lines) <= height
        assert max(map(len, lines)) <= width


def test_a_height_is_proposed_at_which_images_are_whole() -> None:
    shown = Figure("Samples", images=images(np.ones((16, 28, 28))))
    assert usual_height(shown, 100) == 1 + 6 * 15 - 1
    assert usual_height(Figure("Points"), 100) == 20


# How figures travel


def test_figures_are_the_same_after_json() -> None:
    xy = np.arange(8.0).reshape(4, 2)
    series = (
        *ellipse(xy[0], np.eye(2), component=1),
        mixed("w", xy, np.full((4, 3), 1 / 3)),
        band("gap", [1.0, 2.0], [3.0, 4.0]),
        points("p", xy, sign="p", component=2),
    )
    for figure in (
        Figure("Series", series, "x", "y", "It is so.", x_names=("a", "b")),
        Figure("Images", images=pairs(np.ones((2, 3, 3)), np.zeros((2, 3, 3)), captions="ab")),
    ):
        assert Figure.from_dict(figure.to_dict()) == figure
        again = Figure.from_dict(json.loads(json.dumps(figure.to_dict())))
        assert again == figure
        assert hash(again) == hash(figure)


def test_figures_from_before_are_read() -> None:
    old = {"title": "t", "x_label": "", "y_label": "", "caption": "",
           "series": [{"label": "a", "x": [1.0], "y": [2.0], "kind": "line"}]}  # fmt: skip
    assert Figure.from_dict(old) == Figure("t", (Series("a", (1.0,), (2.0,)),))


async def test_the_app_shows_images_and_mixed_colours() -> None:
    from rich.color import Color
    from textual.app import App

    from tutor.app.themes import DARK
    from tutor.app.widgets.plot import Plot

    class Shows(App[None]):
        def on_mount(self) -> None:
            self.register_theme(DARK)
            self.theme = DARK.name
            self.mount(Plot())

    app = Shows()
    async with app.run_test(size=(40, 16)) as pilot:
        plot = app.query_one(Plot)
        series = mixed("", np.arange(4.0).reshape(2, 2), np.array([0.5, 1.0]))
        checks = np.indices((28, 28)).sum(axis=0) % 2
        for figure, colour in (
            (Figure("Mixed", (series,)), Color.from_rgb(186, 184, 188)),
            (Figure("Image", images=images(checks)), Color.from_ansi(231)),
        ):
            plot.figure = figure
            while not plot.is_drawn:
                await pilot.pause(0.01)
            looks = [s.style for y in range(16) for s in plot.render_line(y) if s.style]
            assert any(look.color == colour for look in looks)
