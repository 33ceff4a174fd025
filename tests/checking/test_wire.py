"""The wire format: whatever a learner's process sends, a value or a clear refusal arrives."""

from __future__ import annotations

import socket
import time
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tutor.checking import wire

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)
ARRAYS = hnp.arrays(
    st.sampled_from(["f8", "f4", "i8", "i4", "u1", "b1", "c16", ">f8"]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)


def there_and_back(value: Any) -> Any:
    """What arrives at the other end."""
    return wire.unpack(wire.Packer().pack(value), opaque=lambda name, text: (name, text))


@given(PLAIN)
def test_plain_data_arrive_as_they_were(value: Any) -> None:
    assert there_and_back(value) == value


@given(ARRAYS)
def test_arrays_arrive_to_the_bit(array: np.ndarray) -> None:
    arrived = there_and_back({"array": [array, array.T]})["array"]
    for sent, got in zip([array, array.T], arrived, strict=True):
        assert got.dtype == sent.dtype
        assert got.shape == sent.shape
        assert got.tobytes() == sent.tobytes()


@given(ARRAYS.map(lambda a: a.reshape(-1)).filter(len))
def test_numpy_scalars_keep_their_type(array: np.ndarray) -> None:
    got = there_and_back(array[0])
    assert type(got) is type(array[0])


def test_generators_continue_where_they_were() -> None:
    rng = np.random.default_rng(5)
    rng.random(7)
    arrived = there_and_back(rng)
    assert arrived.random() == rng.random()
    assert arrived.spawn(2)[1].random() == rng.spawn(2)[1].random()


class Pair(NamedTuple):
    """A result with names."""

    centroids: np.ndarray
    extra: dict[np.int64, list[int]]


def test_named_tuples_and_numpy_keys_arrive_as_plain_ones() -> None:
    centroids, extra = there_and_back(Pair(np.eye(2), {np.int64(3): [1]}))
    assert centroids.tolist() == [[1, 0], [0, 1]]
    assert extra == {3: [1]}


@pytest.mark.parametrize(
    "value", [object(), (i for i in "ab"), lambda: 1, np.array([object()]), {1, 2}, 1j]
)
def test_what_is_no_plain_data_arrives_as_its_type(value: Any) -> None:
    assert there_and_back([value])[0][0] == type(value).__name__


def test_a_list_that_contains_itself_ends_somewhere() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert there_and_back(endless)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(wire.TooBig):
        wire.Packer().pack(np.zeros(200 << 20, dtype=np.uint8))


@given(st.binary(max_size=80))
def test_garbage_is_broken_never_anything_else(payload: bytes) -> None:
    try:
        wire.unpack(payload, opaque=lambda name, text: None)
    except wire.Broken:
        return


@pytest.fixture
def ends() -> tuple[wire.Channel, socket.socket]:
    """A channel and the raw socket at its other end."""
    ours, theirs = socket.socketpair()
    return wire.Channel(ours, b"t" * wire.TOKEN_BYTES), theirs


def test_frames_survive_being_cut_up(ends: tuple[wire.Channel, socket.socket]) -> None:
    channel, other = ends
    sender = wire.Channel(other, b"t" * wire.TOKEN_BYTES)
    for payload in (b"", b"one", b"x" * 100_000):
        sender.send(payload)
        assert channel.receive(time.monotonic() + 5) == payload


def test_a_wrong_token_is_broken(ends: tuple[wire.Channel, socket.socket]) -> None:
    channel, other = ends
    wire.Channel(other, b"u" * wire.TOKEN_BYTES).send(b"passed")
    with pytest.raises(wire.Broken):
        channel.receive(time.monotonic() + 5)


def test_silence_is_overdue_and_an_end_is_closed(ends: tuple[wire.Channel, socket.socket]) -> None:
    channel, other = ends
    with pytest.raises(wire.Overdue):
        channel.receive(time.monotonic() + 0.01)
    other.close()
    with pytest.raises(wire.Closed):
        channel.receive(time.monotonic() + 5)
