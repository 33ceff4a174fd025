"""The answers to lesson 3's questions, computed from the data: `answer` and the facts beside it.

`answer` is the index of the right choice in lesson.toml; the facts go into the explanation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from exercises.lesson3_em import data
from exercises.lesson3_em.figures import number
from reference import datasets
from reference import general_em_examples as reference

Facts = dict[str, Any]

SAME = 1e-9
"""Sums of a few hundred numbers that differ by less are equal but for rounding."""


def predict_3_1() -> Facts:
    """Jensen's gap of waiting times, in seconds for minutes. Choices: × 60, + log 60, the same."""
    waits = datasets.old_faithful().X[:, 1]
    even = np.full(len(waits), 1 / len(waits))
    gap, scaled = (reference.jensen_gap(v, even) for v in (waits, 60 * waits))
    facts = {"log_mean": float(np.log(waits.mean())), "mean_log": float(np.log(waits).mean())}
    choices = (60 * gap, gap + float(np.log(60)), gap)
    return {"answer": _nearest(scaled, choices), "gap": gap, "scaled": scaled, **facts}


def predict_3_2() -> Facts:
    """The gap of a hard Q on Old Faithful. Choices: none, less than 1 nat, more than 100."""
    _, log_joint = data.fitted_geyser()
    log_likelihood = data.log_evidence(log_joint)
    gap, even = (
        reference.variational_gap(log_joint, Q)
        for Q in (data.hard(log_joint), np.full(log_joint.shape, 0.5))
    )
    return {
        "answer": 0 if gap < SAME else 1 if gap < 1 else 2,
        "log_likelihood": number(log_likelihood),
        "hard": number(log_likelihood - gap),
        "gap": gap,
        "even": even,
    }


def predict_3_3() -> Facts:
    """When the ELBO is the log-likelihood. Choices: after E, after M, after both, at the end."""
    X, params = data.geyser(), data.geyser_start()
    for _ in range(3):
        Q, before = reference.gmm_e_step(X, params), params
        params = reference.gmm_m_step(X, Q)
    bounds = [reference.gmm_elbo(X, p, Q) for p in (before, params)]
    tops = [data.log_evidence(data.gaussian_log_joint(X, p)) for p in (before, params)]
    after_e, after_m = (abs(top - bound) for top, bound in zip(tops, bounds, strict=True))
    touches = (after_e < SAME * abs(tops[0]), after_m < SAME * abs(tops[1]))
    return {
        "answer": {(True, False): 0, (False, True): 1, (True, True): 2}.get(touches, 3),
        "after_e": after_e,
        "after_m": after_m,
        "elbo_gain": bounds[1] - bounds[0],
        "gain": tops[1] - tops[0],
    }


def predict_3_4() -> Facts:
    """How many digits have one component above 99 %. Choices: 1 in 10, half, 8 in 10."""
    _, Q, _, _ = _fitted_digits()
    is_sure = Q.max(axis=1) > 0.99
    share = float(is_sure.mean())
    return {
        "answer": _nearest(share, (0.1, 0.5, 0.8)),
        "share": share,
        "right": data.purity(Q[is_sure], data.digits()[1][is_sure]),
        "nats": float(np.log(99)),
    }


def predict_3_5() -> Facts:
    """What the entropy of Q does in a run on the digits. Choices: rises, falls, stays."""
    X, start = data.bits(), data.bits_start()
    _, Q, elbos, _ = _fitted_digits()
    first_Q = reference.bmm_e_step(X, start)
    first, last = (_entropy(P) for P in (first_Q, Q))
    joint_first = reference.bmm_elbo(X, reference.bmm_m_step(X, first_Q), first_Q) - first
    stays = abs(last - first) <= 0.1 * first
    return {
        "answer": 2 if stays else 0 if last > first else 1,
        "first": first,
        "last": last,
        "most": float(np.log(10) * len(X)),
        "joint_first": number(joint_first, 0),
        "joint_last": number(elbos[-1] - last, 0),
    }


def predict_3_6() -> Facts:
    """Variance and mean of counts from two rates. Choices: equal, variance larger, mean larger."""
    X, alone = data.counts(), np.ones((len(data.counts()), 1))
    mean, variance = float(X.mean()), float(X.var(ddof=1))
    is_near = abs(variance / mean - 1) < 0.2
    two = reference.general_em(
        X, data.counts_start(), reference.pmm_e_step, reference.pmm_m_step, reference.pmm_elbo
    )[2][-1]
    return {
        "answer": 0 if is_near else 1 if variance > mean else 2,
        "mean": mean,
        "variance": variance,
        "two": number(two, 1),
        "one": number(reference.pmm_elbo(X, reference.pmm_m_step(X, alone), alone), 1),
    }


def predict_3_7() -> Facts:
    """Minutes to seconds. Choices: Q and the likelihood change, the likelihood, Q alone."""
    X, (phi, rate) = data.durations(), data.durations_start()
    ends = [_fitted_durations(X * unit, (phi, rate / unit)) for unit in (1, 60)]
    (Q, minutes), (other_Q, seconds) = ends
    moved = float(np.abs(Q - other_Q).max())
    changes = (moved > 1e-6, abs(seconds - minutes) > SAME * abs(minutes))
    return {
        "answer": {(True, True): 0, (False, True): 1}.get(changes, 2),
        "moved": moved,
        "minutes": number(minutes, 1),
        "seconds": number(seconds, 1),
        "difference": minutes - seconds,
    }


def _fitted_durations(X: data.Numbers, start: data.Params) -> tuple[data.Numbers, float]:
    """Q and the ELBO after 50 iterations."""
    steps = (reference.exm_e_step, reference.exm_m_step, reference.exm_elbo)
    _, Q, elbos, _ = reference.general_em(X, start, *steps, max_iters=50, tol=0)
    return Q, elbos[-1]


def _fitted_digits() -> tuple[Any, data.Numbers, list[float], int]:
    steps = (reference.bmm_e_step, reference.bmm_m_step, reference.bmm_elbo)
    return reference.general_em(data.bits(), data.bits_start(), *steps)


def _entropy(Q: data.Numbers) -> float:
    q = Q[Q > 0]
    return float(-np.sum(q * np.log(q)))


def _nearest(value: float, choices: Sequence[float]) -> int:
    return int(np.argmin([abs(value - choice) for choice in choices]))
