"""Wrong ways to take labels from responsibilities (activity 2.5)."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception

F = "assign_clusters"


@misconception(
    F, "labels-least-likely",
    title="You take the least likely component.",
    explanation="argmax of the row: the largest responsibility wins.",
    symbol="argmax",
)  # fmt: skip
def least(w: Any) -> Any:
    return w.argmin(axis=1)


@misconception(
    F, "labels-over-points",
    title="You take argmax over points (axis 0), not over components.",
    explanation="A point's label is the largest in its row: axis=1.",
    symbol="axis",
)  # fmt: skip
def over_points(w: Any) -> Any:
    return w.argmax(axis=0)


@misconception(
    F, "labels-of-the-whole-table",
    title="You take argmax of the whole table.",
    explanation="w.argmax() without an axis is one number: axis=1 gives one a point.",
    symbol="axis",
)  # fmt: skip
def whole_table(w: Any) -> Any:
    return int(w.argmax())


@misconception(
    F, "labels-largest-value",
    title="You return the largest responsibility, and not its index.",
    explanation="max gives the value, argmax where it stands.",
    symbol="argmax",
)  # fmt: skip
def largest_value(w: Any) -> Any:
    return w.max(axis=1)


@misconception(
    F, "labels-higher-index-on-a-tie",
    title="You take the higher index on a tie.",
    explanation="Where two responsibilities are equal the lower index wins, as argmax does: > and "
    "not >= in a loop.",
    symbol="tie",
)  # fmt: skip
def higher(w: Any) -> Any:
    return w.shape[1] - 1 - w[:, ::-1].argmax(axis=1)


@misconception(
    F, "labels-above-one-half",
    title="You take the component whose share is above one half.",
    explanation="With three components the largest may be 0.4. argmax needs no threshold.",
    symbol="½",
)  # fmt: skip
def above_half(w: Any) -> Any:
    return (w > 0.5).argmax(axis=1)


@misconception(
    F, "labels-second-column-rounded",
    title="You round the second column: that works for two components only.",
    explanation="With k components the label is the index of the largest of k: argmax(axis=1).",
    symbol="k",
)  # fmt: skip
def second_column(w: Any) -> Any:
    return np.round(w[:, -1]).astype(int)


@misconception(
    F, "labels-one-hot",
    title="You return rows of zeros and ones.",
    explanation="A label is an index, 0 to k − 1: argmax(axis=1) alone.",
    symbol="(n,)",
)  # fmt: skip
def one_hot(w: Any) -> Any:
    return np.eye(w.shape[1], dtype=int)[w.argmax(axis=1)]


@misconception(
    F, "labels-from-one",
    title="You count the components from 1.",
    explanation="Labels are indices into phi and mu: they begin at 0.",
    symbol="0 … k − 1",
)  # fmt: skip
def from_one(w: Any) -> Any:
    return w.argmax(axis=1) + 1


@misconception(
    F, "labels-as-floats",
    title="You return floats for labels.",
    explanation="Labels index arrays: argmax gives integers, np.zeros(n) has floats.",
    symbol="dtype",
)  # fmt: skip
def floats(w: Any) -> Any:
    return w.argmax(axis=1).astype(float)


@misconception(
    F, "labels-drawn",
    title="You draw the label with the probabilities w.",
    explanation="A hard assignment is the likeliest component, the same at every call.",
    symbol="argmax",
)  # fmt: skip
def drawn(w: Any) -> Any:
    shares = np.asarray(w, dtype=float).cumsum(axis=1)
    return (np.random.default_rng(1).random((len(w), 1)) > shares / shares[:, -1:]).sum(axis=1)


@misconception(
    F, "labels-order-of-all",
    title="You sort each row: argsort gives an order, not a label.",
    explanation="argsort(axis=1) is (n, k). The label is the index of the largest alone: argmax.",
    symbol="argmax",
)  # fmt: skip
def order(w: Any) -> Any:
    return w.argsort(axis=1)


MISCONCEPTIONS = collect(globals(), F)
