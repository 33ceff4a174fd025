"""Figures as text: the right size, nothing lost, and clear without colour."""

from __future__ import annotations

import math
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.kit.figure import Figure, Series
from tutor.plots import draw
from tutor.plots.ink import inks, painted, plain, runs
from tutor.plots.scale import MOST_POINTS, axis, finite

ROOT = Path(__file__).parents[1]
NAN, INF = float("nan"), float("inf")
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
    st.sampled_from(["line", "points", "marks", "bars"]),
    st.integers(24, 100),
    st.integers(8, 30),
)
def test_any_data_can_be_drawn(
    points: list[tuple[float, float]], kind: str, width: int, height: int
) -> None:
    series = Series("s", tuple(x for x, _ in points), tuple(y for _, y in points), kind)  # type: ignore[arg-type]
    lines = draw(Figure("Any", (series,), "x", "y"), width, height, color=False).split("\n")
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
