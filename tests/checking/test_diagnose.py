"""Which results count as the same when a misconception is looked for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tutor.checking.diagnose import alike


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (np.array([1.0, np.nan]), np.array([1.0 + 1e-9, np.nan]), True),
        (np.array([1, 2]), [1, 2], True),
        (np.array([1, 2]), np.array([[1, 2]]), False),
        ((np.eye(2), [1, 2], 3.0), (np.eye(2), [1, 2], 3.0), True),
        ((np.eye(2), [1, 2], 3.0), (np.eye(2), [1, 3], 3.0), False),
        ({"J": 1.0}, {"J": 1.0}, True),
        ({"J": 1.0}, {"K": 1.0}, False),
        (None, None, True),
        (None, 0.0, False),
        ("0", "0", True),
        (np.array(["a", "b"]), np.array(["a", "b"]), True),
        (np.array(["a", "b"]), np.array(["a", "c"]), False),
        ([[1], [1, 2]], [[1], [1, 2]], True),
        ([[1], [1, 2]], [[1], [1, 3]], False),
        (1e-20, 2e-20, False),
    ],
)
def test_alike(a: Any, b: Any, same: bool) -> None:
    assert alike(a, b) is same
