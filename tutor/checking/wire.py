"""How values cross between the judge and the learner's process: plain data, never pickles.

What comes from the learner's process is untrusted, so the format can express numbers, strings,
containers and NumPy arrays and nothing else; any other object arrives as its type's name and a
short text. A frame is a length, a token and a payload; the payload is a JSON header followed by
the arrays' bytes.
"""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from collections.abc import Callable, Mapping
from typing import Any

# Bound here, before the learner's code runs: it may replace NumPy's functions by its own.
from numpy import array, asarray, ascontiguousarray, dtype, frombuffer, generic, ndarray
from numpy.random import PCG64, Generator, SeedSequence

TOKEN_BYTES = 16
FRAME_LIMIT = 256 << 20
OPAQUE_TEXT = 200
NESTING = 20

_HEAD = struct.Struct("!Q")
_NUMERIC_KINDS = "biufc"
_PLAIN: tuple[type[Any], ...] = (int, float, str, list, tuple, dict)


class Closed(Exception):
    """The other side has gone."""


class Broken(Exception):
    """What arrived is no frame of ours: somebody else wrote into the channel."""


class Overdue(Exception):
    """Nothing whole arrived before the deadline."""


class TooBig(Exception):
    """A value is larger than a frame may be."""


class Packer:
    """Turns values into a header and blobs.

    Args:
        on_callable: gives a name to a callable that is to be called back; without it callables
            become opaque.
    """

    def __init__(self, on_callable: Callable[[Callable[..., Any]], str] | None = None) -> None:
        self._on_callable = on_callable
        self._blobs: list[bytes | memoryview] = []
        self._size = 0

    def pack(self, value: Any) -> bytes:
        """The payload that says `value`."""
        header = json.dumps(self._tagged(value, 0)).encode()
        return b"".join([_HEAD.pack(len(header)), header, *self._blobs])

    def _tagged(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if value is None or kind in (bool, str, float):
            return value
        if kind is int:
            return value if -(2**53) < value < 2**53 else {"i": str(value)}
        if kind in (list, tuple, dict):
            return self._container(value, depth)
        return self._special(value, depth)

    def _container(self, value: Any, depth: int) -> Any:
        if depth >= NESTING:
            return self._opaque(value)
        self._spend(8 * len(value))
        if type(value) is dict:
            pairs = value.items()
            return {"d": [[self._tagged(k, NESTING), self._tagged(v, depth + 1)] for k, v in pairs]}
        items = [self._tagged(item, depth + 1) for item in value]
        return {"l" if type(value) is list else "t": items}

    def _special(self, value: Any, depth: int) -> Any:
        if isinstance(value, ndarray):
            return self._array(asarray(value), "a", value)
        if isinstance(value, generic):
            return self._array(asarray(value), "g", value)
        if isinstance(value, Generator):
            return {"r": _plain_state(value)}
        if callable(value) and self._on_callable:
            return {"c": self._on_callable(value)}
        for base in _PLAIN:  # a subclass of a plain type (a named tuple, say) is that type
            if isinstance(value, base):
                return self._tagged(base(value), depth)
        return self._foreign(value, depth)

    def _array(self, plain: ndarray[Any, Any], tag: str, value: Any) -> Any:
        if plain.dtype.kind not in _NUMERIC_KINDS:
            return self._opaque(value)
        self._spend(plain.nbytes)
        self._blobs.append(ascontiguousarray(plain).tobytes())
        return {tag: [plain.dtype.str, list(plain.shape), plain.nbytes]}

    def _foreign(self, value: Any, depth: int) -> Any:
        """An object of another library: as an array where it says that it is one."""
        if hasattr(type(value), "__array__"):
            try:
                return self._tagged(array(value), depth)
            except Exception:  # a learner's `__array__` may raise anything: then it's opaque
                return self._opaque(value)
        return self._opaque(value)

    def _opaque(self, value: Any) -> Any:
        try:
            text = repr(value)[:OPAQUE_TEXT]
        except Exception:  # likewise for a learner's `__repr__`
            text = "(an object that can't be shown)"
        return {"o": [type(value).__name__, text]}

    def _spend(self, size: int) -> None:
        self._size += size
        if self._size > FRAME_LIMIT // 2:
            raise TooBig


def unpack(
    payload: bytes,
    opaque: Callable[[str, str], Any],
    callback: Callable[[str], Any] | None = None,
) -> Any:
    """The value that a payload says.

    Args:
        opaque: makes what stands for an object that is no plain data.
        callback: makes the function that stands for a callable of the other side.

    Raises:
        Broken: the payload is not in the format.
    """
    try:
        (size,) = _HEAD.unpack_from(payload)
        header = json.loads(payload[8 : 8 + size])
        return _Unpacker(payload, 8 + size, opaque, callback).value(header)
    except (struct.error, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise Broken(str(error)) from error


class _Unpacker:
    def __init__(
        self,
        payload: bytes,
        start: int,
        opaque: Callable[[str, str], Any],
        callback: Callable[[str], Any] | None,
    ) -> None:
        self._payload = payload
        self._at = start
        self._opaque = opaque
        self._callback = callback

    def value(self, node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        ((tag, body),) = node.items()
        match tag:
            case "i":
                return int(body)
            case "l":
                return [self.value(item) for item in body]
            case "t":
                return tuple(self.value(item) for item in body)
            case "d":
                return {self.value(k): self.value(v) for k, v in body}
            case "a":
                return self._array(body)
            case "g":
                return self._array(body)[()]
            case "r":
                return _generator(body)
            case "o":
                return self._opaque(str(body[0]), str(body[1]))
            case "c" if self._callback:
                return self._callback(body)
        raise Broken(f"unknown tag {tag!r}")

    def _array(self, body: list[Any]) -> Any:
        kind, shape, size = dtype(body[0]), tuple(body[1]), int(body[2])
        if kind.kind not in _NUMERIC_KINDS:
            raise Broken("a dtype that may not cross")
        blob = self._payload[self._at : self._at + size]
        self._at += size
        return frombuffer(blob, kind).reshape(shape).copy()


def _plain_state(generator: Generator) -> Mapping[str, Any]:
    """Where a generator is, and the seed sequence from which it would spawn others."""
    state: Any = generator.bit_generator.state
    seeds: Any = generator.bit_generator.seed_seq
    if state["bit_generator"] != "PCG64":
        raise TooBig(f"only PCG64 generators can cross, not {state['bit_generator']}")
    return {
        "state": {k: str(v) for k, v in state["state"].items()},
        "has_uint32": state["has_uint32"],
        "uinteger": state["uinteger"],
        "entropy": str(seeds.entropy),
        "spawned": [list(seeds.spawn_key), seeds.n_children_spawned],
    }


def _generator(body: Mapping[str, Any]) -> Generator:
    key, children = body["spawned"]
    seeds = SeedSequence(int(body["entropy"]), spawn_key=key, n_children_spawned=children)
    bits = PCG64(seeds)
    state: Any = {name: body[name] for name in ("has_uint32", "uinteger")}
    state["state"] = {k: int(v) for k, v in body["state"].items()}
    bits.state = state | {"bit_generator": "PCG64"}
    return Generator(bits)


class Channel:
    """Frames over a socket, each with a token that must be the same at both ends."""

    def __init__(self, sock: socket.socket, token: bytes) -> None:
        self.socket = sock
        self._token = token
        self._buffer = bytearray()

    def send(self, payload: bytes, deadline: float | None = None) -> None:
        """Sends a frame.

        Raises:
            Closed: the other side has gone.
            Overdue: it did not read before `deadline` (`time.monotonic()`).
        """
        self.socket.settimeout(_left(deadline))
        try:
            self.socket.sendall(_HEAD.pack(len(payload)) + self._token + payload)
        except TimeoutError as error:
            raise Overdue from error
        except OSError as error:
            raise Closed from error

    @property
    def is_silent(self) -> bool:
        """Whether nothing has arrived."""
        return not select.select([self.socket], [], [], 0)[0]

    def receive(self, deadline: float | None = None) -> bytes:
        """The next frame's payload.

        Raises:
            Closed, Broken, Overdue: as their names say.
        """
        while (payload := self.take()) is None:
            self.socket.settimeout(_left(deadline))
            self.fill()
        return payload

    def fill(self) -> None:
        """Reads what is there into the buffer (waits for the first byte)."""
        try:
            chunk = self.socket.recv(1 << 20)
        except TimeoutError as error:
            raise Overdue from error
        except OSError as error:
            raise Closed from error
        if not chunk:
            raise Closed
        self._buffer += chunk

    def take(self) -> bytes | None:
        """The next whole frame in the buffer, if there is one."""
        start = 8 + TOKEN_BYTES
        if len(self._buffer) < start:
            return None
        (size,) = _HEAD.unpack_from(self._buffer)
        if self._buffer[8:start] != self._token or size > FRAME_LIMIT:
            raise Broken("the token is not ours")
        if len(self._buffer) < start + size:
            return None
        payload = bytes(self._buffer[start : start + size])
        del self._buffer[: start + size]
        return payload


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise Overdue
    return left
