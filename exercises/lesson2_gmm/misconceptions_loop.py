"""Wrong ways to run EM (activity 2.4): the history, and what is returned."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import loop, plain
from exercises.lesson2_gmm.loop import State

F = "em_mog"


@misconception(
    F, "em-history-of-means",
    title="Your log-likelihoods are divided by n.",
    explanation="log_likelihoods holds log_likelihood of each iteration: the sum over the points.",
    symbol="Σᵢ",
)  # fmt: skip
def of_means(X: Any, k: int, **options: Any) -> State:
    *params, w, history = loop.run(X, k, **options)
    return (*params, w, [value / len(X) for value in history])


@misconception(
    F, "em-history-negated",
    title="Your log-likelihoods have the other sign.",
    explanation="EM raises the log-likelihood: the list must rise. Minus it is a cost.",
    symbol="log p",
)  # fmt: skip
def negated(X: Any, k: int, **options: Any) -> State:
    *params, w, history = loop.run(X, k, **options)
    return (*params, w, [-value for value in history])


@misconception(
    F, "em-history-newest-first",
    title="Your log-likelihoods stand in the reverse order.",
    explanation="Append, and leave the order: the first iteration comes first.",
    symbol="log_likelihoods",
)  # fmt: skip
def newest_first(X: Any, k: int, **options: Any) -> State:
    *params, w, history = loop.run(X, k, **options)
    return (*params, w, history[::-1])


@misconception(
    F, "em-history-counts-the-start",
    title="You record the start's log-likelihood and the one after each M-step too.",
    explanation="One entry an iteration, at most max_iters: before each M-step or after it, not "
    "both.",
    symbol="log_likelihoods",
)  # fmt: skip
def counts_the_start(X: Any, k: int, **options: Any) -> State:
    given = options.get("init_params")
    start = plain.start(X, k, options.get("rng")) if given is None else given
    *params, w, history = loop.run(X, k, **options)
    return (*params, w, [plain.log_likelihood(X, *start), *history])


@misconception(
    F, "em-last-log-likelihood-only",
    title="You return the last log-likelihood, and not the list of all.",
    explanation="The fifth result is the history, one value an iteration: its curve shows whether "
    "and how fast EM settled.",
    symbol="log_likelihoods",
)  # fmt: skip
def last_only(X: Any, k: int, **options: Any) -> Any:
    *params, w, history = loop.run(X, k, **options)
    return (*params, w, history[-1])


@misconception(
    F, "em-history-of-the-expected-complete",
    title="You record the expected complete-data log-likelihood.",
    explanation="Q(θ) = ΣΣ w log φN is what the M-step maximizes; without the entropy of w it is "
    "not log p(X), and it may fall.",
    symbol="Q(θ)",
)  # fmt: skip
def expected_complete(X: Any, k: int, **options: Any) -> State:
    def entry(X: Any, *params: Any) -> float:
        terms = plain.log_joint(X, *params)
        w = plain.softmax(terms)
        return float((w * np.where(w > 0, terms, 0)).sum())

    return loop.run(X, k, **options, entry=entry)


@misconception(
    F, "em-history-of-gains",
    title="You record how much the log-likelihood rose, not what it is.",
    explanation="The gain decides when to stop; the list holds the log-likelihoods themselves.",
    symbol="log_likelihoods",
)  # fmt: skip
def of_gains(X: Any, k: int, **options: Any) -> State:
    *params, w, history = loop.run(X, k, **options)
    return (*params, w, [history[0], *np.diff(history)])


@misconception(
    F, "em-state-before-the-last-m-step",
    title="You return the parameters from before the last M-step.",
    explanation="An iteration is an E-step and an M-step: with max_iters = 1 the parameters are "
    "those after one M-step, not the start.",
    symbol="phi, mu, Sigma",
)  # fmt: skip
def state_before(X: Any, k: int, **options: Any) -> State:
    given = options.get("init_params")
    start = plain.start(X, k, options.get("rng")) if given is None else given
    states = [tuple(start)]

    def m(X: Any, w: Any, reg: float) -> Any:
        phi, mu, Sigma = plain.m_step(X, w, reg)
        states.append((phi, mu, plain.shaped(Sigma, options.get("covariance_type", "full"))))
        return states[-1]

    *_, w, history = loop.run(X, k, **options, m=m)
    phi, mu, Sigma = states[-2]
    return phi, mu, Sigma, w, history


@misconception(
    F, "em-w-of-the-start",
    title="You return the responsibilities of the start.",
    explanation="w must belong to the parameters returned: take an E-step after the loop, or keep "
    "the last one of it.",
    symbol="w",
)  # fmt: skip
def w_of_start(X: Any, k: int, **options: Any) -> State:
    given = options.get("init_params")
    start = plain.start(X, k, options.get("rng")) if given is None else given
    *params, _, history = loop.run(X, k, **options)
    return (*params, plain.e_step(X, *start), history)


@misconception(
    F, "em-w-hardened",
    title="You return hard assignments for w.",
    explanation="w are the responsibilities, probabilities between 0 and 1. Labels come from "
    "assign_clusters(w).",
    symbol="w",
)  # fmt: skip
def w_hardened(X: Any, k: int, **options: Any) -> State:
    *params, w, history = loop.run(X, k, **options)
    return (*params, np.eye(k)[w.argmax(axis=1)], history)


@misconception(
    F, "em-labels-for-w",
    title="You return labels for w.",
    explanation="w is (n, k): a row of probabilities for each point.",
    symbol="w",
)  # fmt: skip
def labels(X: Any, k: int, **options: Any) -> Any:
    *params, w, history = loop.run(X, k, **options)
    return (*params, w.argmax(axis=1), history)


@misconception(
    F, "em-history-before-w",
    title="You return the log-likelihoods before w.",
    explanation="The order is phi, mu, Sigma, w, log_likelihoods.",
    symbol="return",
)  # fmt: skip
def history_first(X: Any, k: int, **options: Any) -> Any:
    *params, w, history = loop.run(X, k, **options)
    return (*params, history, w)


@misconception(
    F, "em-w-left-out",
    title="You leave out w: four results come back.",
    explanation="Five are asked for: phi, mu, Sigma, w, log_likelihoods.",
    symbol="return",
)  # fmt: skip
def without_w(X: Any, k: int, **options: Any) -> Any:
    *params, _, history = loop.run(X, k, **options)
    return (*params, history)


@misconception(
    F, "em-variances-only",
    title='You return variances (k, d) or (k,) for "diag" and "spherical".',
    explanation="Sigma is always (k, d, d): variances on the diagonal of a matrix.",
    symbol="Sigma",
)  # fmt: skip
def variances(X: Any, k: int, **options: Any) -> Any:
    phi, mu, Sigma, w, history = loop.run(X, k, **options)
    kind = options.get("covariance_type", "full")
    if kind == "diag":
        Sigma = np.diagonal(Sigma, axis1=1, axis2=2).copy()
    elif kind == "spherical":
        Sigma = Sigma[:, 0, 0].copy()
    return phi, mu, Sigma, w, history


@misconception(
    F, "em-nan-where-empty",
    title="You let a component without weight become NaN.",
    explanation="N_k = 0 happens: a far start wins no point. Use m_step, which leaves such a "
    "component finite.",
    symbol="N_k = 0",
)  # fmt: skip
def nan_where_empty(X: Any, k: int, **options: Any) -> State:
    def m(X: Any, w: Any, reg: float) -> Any:
        phi, mu, Sigma = plain.m_step(X, w, reg)
        mu[phi < 1e-300] = np.nan
        return phi, mu, Sigma

    return loop.run(X, k, **options, m=m)


MISCONCEPTIONS = collect(globals(), F)
