"""The kit that checks are written with: comparisons that explain themselves, values as text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from exercises.kit import compare
from exercises.kit.case import Opaque, Wrong, each
from exercises.kit.show import brief, point, show, show_arguments, subscript


def tag_of(call: Any, *arguments: Any) -> str:
    """The tag with which a comparison fails, or "passed"."""
    try:
        call(*arguments)
    except Wrong as wrong:
        return wrong.tag
    return "passed"


@pytest.mark.parametrize("value", [2, 2.0, np.float32(2), np.int8(2), np.array(2.0)])
def test_any_scalar_is_a_number(value: Any) -> None:
    assert compare.number(value, "J") == 2.0


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        (None, "none"),
        ("2", "type"),
        (True, "type"),
        (np.True_, "type"),
        (2 + 0j, "type"),
        ({}, "type"),
        (Opaque("generator", "<generator>"), "type"),
        (10**400, "type"),
        (np.array([2.0]), "shape"),
        ([2.0], "shape"),
        ([[1.0], [1.0, 2.0]], "shape"),
    ],
)
def test_what_is_no_number(value: Any, tag: str) -> None:
    assert tag_of(compare.number, value, "J") == tag


@pytest.mark.parametrize(
    "value",
    [
        [[1, 2], [3, 4]],
        ([1.0, 2.0], [3.0, 4.0]),
        [np.array([1, 2]), np.array([3, 4])],
        np.array([[1, 2], [3, 4]], dtype=np.float16),
    ],
)
def test_nests_of_numbers_count_as_arrays(value: Any) -> None:
    got = compare.numbers(value, (2, 2), "centroids")
    assert got.dtype == np.float64
    assert got.tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize("shape", [(4,), (1, 4), (4, 1), (2, 2, 1), ()])
def test_shapes_are_exact(shape: tuple[int, ...]) -> None:
    value = np.ones(shape)
    assert tag_of(compare.numbers, value, (2, 2), "centroids") == "shape"


def test_a_free_length_takes_any_number_of_entries() -> None:
    assert compare.numbers((3.0, 2.0), (-1,), "history").tolist() == [3, 2]
    assert tag_of(compare.numbers, [[3.0]], (-1,), "history") == "shape"


@pytest.mark.parametrize("dtype", [np.int64, np.int8, np.uint8, np.uint64])
def test_labels_of_any_integer_type(dtype: Any) -> None:
    assert compare.labels(np.array([0, 1, 2], dtype=dtype), 3, 3).tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        (np.zeros(3), "float-labels"),
        (np.zeros((3, 1), dtype=int), "shape"),
        (np.zeros(4, dtype=int), "shape"),
        ([0, 1, 3], "label-range"),
        ([0, -1, 2], "label-range"),
        (np.array([2**64 - 1, 0, 0], dtype=np.uint64), "label-range"),
        ([True, False, True], "type"),
        (["0", "1", "2"], "type"),
    ],
)
def test_what_are_no_labels(value: Any, tag: str) -> None:
    assert tag_of(compare.labels, value, 3, 3) == tag


def test_whole_numbers_are_of_an_integer_type() -> None:
    assert compare.whole(np.int32(3), "n_clusters") == 3
    assert tag_of(compare.whole, 3.0, "n_clusters") == "float-count"


@pytest.mark.parametrize("value", [(1, 2), [1, 2], np.array([1, 2])])
def test_several_results_in_any_container(value: Any) -> None:
    assert compare.parts(value, ("a", "b")) == (1, 2)


@pytest.mark.parametrize(
    ("value", "tag"),
    [(None, "none"), (3.0, "parts"), ((1,), "parts"), ("ab", "parts"), ({1, 2}, "parts")],
)
def test_what_are_not_two_results(value: Any, tag: str) -> None:
    assert tag_of(compare.parts, value, ("a", "b")) == tag


@pytest.mark.parametrize(
    ("got", "expected", "tag"),
    [
        (1.0, 1.0, "passed"),
        (1.0 + 1e-12, 1.0, "passed"),
        (1.1, 1.0, "value"),
        (np.nan, 1.0, "nan"),
        (np.inf, 1.0, "nan"),
        (np.nan, np.nan, "passed"),
        (0.0, np.nan, "not-nan"),
    ],
)
def test_numbers_are_compared_within_a_slack(got: float, expected: float, tag: str) -> None:
    assert tag_of(compare.same_number, got, expected, 1e-9, "J") == tag


def test_a_loss_of_digits_is_pointed_out() -> None:
    with pytest.raises(Wrong, match="float32"):
        compare.same_number(1.0 + 1e-7, 1.0, 1e-9, "J")


def test_scales_do_not_depend_on_where_the_data_lie() -> None:
    X = np.random.default_rng(0).normal(size=(50, 3))
    assert compare.spread(X + 1e8) == pytest.approx(compare.spread(X), rel=1e-6)
    assert compare.radius(X + 1e8) == pytest.approx(compare.radius(X), rel=1e-6)


def test_float32_in_is_judged_at_its_tolerance() -> None:
    X = np.ones((2, 2))
    assert compare.rtol(X) < compare.rtol(X, X.astype(np.float32))


def test_small_arrays_are_shown_whole() -> None:
    assert show(np.array([[0.0], [10.0]])) == "[[0], [10]]"


def test_large_arrays_are_shown_by_shape_and_first_rows() -> None:
    text = show(np.arange(40.0).reshape(20, 2))
    assert "(20, 2)" in text
    assert "[4, 5]" in text
    assert "39" not in text


def test_far_away_numbers_keep_the_digits_that_tell_them_apart() -> None:
    assert "100000000.25" in show(np.array([1e8 + 0.25, 1e8 + 3]))


@pytest.mark.parametrize(
    "value",
    [np.nan, np.array([np.nan, 1]), np.zeros((0, 2)), np.array(3), None, "text", {"a": 1}, [None]],
)
def test_anything_can_be_shown(value: Any) -> None:
    assert show(value)


def test_arguments_are_shown_by_name() -> None:
    text = show_arguments({"k": 3, "rng": np.random.default_rng(0)})
    assert text == "k = 3\nrng = a numpy.random.Generator"


def test_an_array_in_columns_stays_in_its_column() -> None:
    text = show_arguments({"X": np.arange(22.0).reshape(11, 2) + 0.125})
    lines = text.splitlines()
    assert lines[0] == "X = [[ 0.125,  1.125],"
    assert lines[1] == "     [ 2.125,  3.125],"


def test_a_wrong_result_says_of_which_call() -> None:
    def judge(result: Any, call: Any) -> None:
        if result != call["x"]:
            raise Wrong("not the same")

    both = each([{"x": 1}, {"x": 2}], judge)
    both([1, 2])
    with pytest.raises(Wrong) as wrong:
        both([1, 1])
    assert wrong.value.call == 1


def test_points_and_symbols_within_a_sentence() -> None:
    assert brief(np.array([1.0, 2.5])) == "(1, 2.5)"
    assert point(np.array([1, 2, 3, 4, 5])) == "(1, 2, …)"
    assert f"x{subscript(120)}" == "x₁₂₀"
