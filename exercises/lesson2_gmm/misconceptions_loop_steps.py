"""Wrong ways to run EM (activity 2.4): the start, the steps, the types."""

from __future__ import annotations

from typing import Any

import numpy as np

from exercises.kit.case import collect, misconception
from exercises.lesson2_gmm import loop, plain
from exercises.lesson2_gmm.loop import State

F = "em_mog"


@misconception(
    F, "em-start-ignored",
    title="You ignore init_params.",
    explanation="A tuple (phi, mu, Sigma) given as init_params is where EM starts. Only where it "
    "is None is a start drawn.",
    symbol="init_params",
)  # fmt: skip
def start_ignored(X: Any, k: int, **options: Any) -> State:
    given = options.get("init_params")
    seed = 0 if given is not None else options.get("rng")
    return loop.run(X, k, **{**options, "init_params": None, "rng": seed})


@misconception(
    F, "em-rng-not-passed-on",
    title="You do not pass rng on to initialize_parameters.",
    explanation="Without it the start is drawn anew each time, and the same seed gives another "
    "result at every call.",
    symbol="rng",
)  # fmt: skip
def rng_dropped(X: Any, k: int, **options: Any) -> State:
    return loop.run(X, k, **{**options, "rng": None})


@misconception(
    F, "em-seed-fixed",
    title="You always draw with the same seed, whatever rng is.",
    explanation="default_rng(0) in the function makes all runs the same, and a bad start can't be "
    "left. Pass rng on.",
    symbol="rng",
)  # fmt: skip
def seed_fixed(X: Any, k: int, **options: Any) -> State:
    return loop.run(X, k, **{**options, "rng": 0})


@misconception(
    F, "em-e-step-once",
    title="You take the E-step once, before the loop.",
    explanation="The responsibilities change with the parameters: each iteration begins with an "
    "E-step of its own.",
    symbol="w",
)  # fmt: skip
def e_once(X: Any, k: int, **options: Any) -> State:
    first: list[Any] = []

    def e(*given: Any) -> Any:
        first.append(plain.e_step(*given) if not first else first[0])
        return first[0]

    return loop.run(X, k, **options, e=e)


@misconception(
    F, "em-hard-assignment",
    title="You harden the responsibilities before the M-step.",
    explanation="With zeros and ones it is k-means' cousin (classification EM), and the likelihood "
    "may fall. EM uses w as it is.",
    symbol="w",
)  # fmt: skip
def hard(X: Any, k: int, **options: Any) -> State:
    def m(X: Any, w: Any, reg: float) -> Any:
        return plain.m_step(X, np.eye(w.shape[1])[w.argmax(axis=1)], reg)

    return loop.run(X, k, **options, m=m)


@misconception(
    F, "em-old-means-in-the-covariances",
    title="You take the covariances about the means of the iteration before.",
    explanation="Σ is the spread about the *new* means: compute μ first, then Σ.",
    symbol="Σ_k",
)  # fmt: skip
def old_means(X: Any, k: int, **options: Any) -> State:
    given = options.get("init_params")
    last = [plain.start(X, k, options.get("rng"))[1] if given is None else given[1]]

    def m(X: Any, w: Any, reg: float) -> Any:
        phi, mu, _ = plain.m_step(X, w, reg)
        Sigma = plain.covariances(X, w, last[0], reg)
        last[0] = mu
        return phi, mu, Sigma

    return loop.run(X, k, **options, m=m)


@misconception(
    F, "em-m-step-first",
    title="You begin with an M-step, from responsibilities of your own.",
    explanation="The start is given by parameters, so the E-step comes first: w from them, then "
    "new parameters from w.",
    symbol="E, M",
)  # fmt: skip
def m_first(X: Any, k: int, **options: Any) -> State:
    w = np.random.default_rng(options.get("rng")).dirichlet(np.ones(k), len(X))
    if options.get("init_params") is not None:
        w = np.full((len(X), k), 1 / k)
    return loop.run(X, k, **{**options, "init_params": plain.m_step(X, w, 1e-6)})


@misconception(
    F, "em-shares-never-updated",
    title="You never update φ.",
    explanation="All three change in an M-step: phi, mu, Sigma = m_step(X, w).",
    symbol="φ",
)  # fmt: skip
def phi_kept(X: Any, k: int, **options: Any) -> State:
    given = options.get("init_params")
    phi = np.full(k, 1 / k) if given is None else given[0]

    def m(X: Any, w: Any, reg: float) -> Any:
        return (phi, *plain.m_step(X, w, reg)[1:])

    return loop.run(X, k, **options, m=m)


@misconception(
    F, "em-covariances-never-updated",
    title="You never update Σ.",
    explanation="All three change in an M-step: phi, mu, Sigma = m_step(X, w).",
    symbol="Σ",
)  # fmt: skip
def sigma_kept(X: Any, k: int, **options: Any) -> State:
    given = options.get("init_params")
    kept = plain.start(X, k, options.get("rng"))[2] if given is None else given[2]

    def m(X: Any, w: Any, reg: float) -> Any:
        return (*plain.m_step(X, w, reg)[:2], kept)

    return loop.run(X, k, **options, m=m)


@misconception(
    F, "em-reg-covar-not-passed-on",
    title="You do not pass reg_covar on to m_step.",
    explanation="m_step(X, w) takes its own default, 1e-6, whatever the caller asked for: "
    "m_step(X, w, reg_covar).",
    symbol="reg_covar",
)  # fmt: skip
def reg_dropped(X: Any, k: int, **options: Any) -> State:
    return loop.run(X, k, **options, m=lambda X, w, reg: plain.m_step(X, w, 1e-6))


@misconception(
    F, "em-reg-covar-added-twice",
    title="You add reg_covar again after m_step has added it.",
    explanation="m_step adds it to the diagonal already: once is enough.",
    symbol="reg_covar",
)  # fmt: skip
def reg_twice(X: Any, k: int, **options: Any) -> State:
    return loop.run(X, k, **options, m=lambda X, w, reg: plain.m_step(X, w, 2 * reg))


@misconception(
    F, "em-covariance-type-ignored",
    title="You ignore covariance_type: the covariances are always full.",
    explanation='"diag" keeps the variances, "spherical" one variance σ² = trace/d for all '
    "features: shape Sigma after each M-step.",
    symbol="covariance_type",
)  # fmt: skip
def type_ignored(X: Any, k: int, **options: Any) -> State:
    plain.shaped(np.eye(2)[None], options.get("covariance_type", "full"))
    return loop.run(X, k, **options, shape=lambda Sigma, kind: Sigma)


@misconception(
    F, "em-covariance-type-at-the-end",
    title="You run with full covariances, and shape them at the end only.",
    explanation="The E-steps in between must see the shaped covariances, else it is the fit of "
    "another model.",
    symbol="covariance_type",
)  # fmt: skip
def type_at_the_end(X: Any, k: int, **options: Any) -> State:
    plain.shaped(np.eye(2)[None], options.get("covariance_type", "full"))
    phi, mu, Sigma, w, history = loop.run(X, k, **options, shape=lambda Sigma, kind: Sigma)
    return phi, mu, plain.shaped(Sigma, options.get("covariance_type", "full")), w, history


@misconception(
    F, "em-spherical-variance-is-the-trace",
    title="You take the trace for the spherical variance, and not trace/d.",
    explanation="σ² is the mean of the d variances: trace(Σ)/d. With d = 1 nobody sees it.",
    symbol="σ²",
)  # fmt: skip
def trace(X: Any, k: int, **options: Any) -> State:
    def shape(Sigma: Any, kind: str) -> Any:
        return plain.shaped(Sigma, kind) * (Sigma.shape[-1] if kind == "spherical" else 1)

    return loop.run(X, k, **options, shape=shape)


@misconception(
    F, "em-spherical-is-diagonal",
    title='You treat "spherical" as "diag".',
    explanation="Spherical means one variance for all features, their mean: σ²I.",
    symbol="σ²",
)  # fmt: skip
def spherical_is_diag(X: Any, k: int, **options: Any) -> State:
    def shape(Sigma: Any, kind: str) -> Any:
        return plain.shaped(Sigma, "diag" if kind == "spherical" else kind)

    return loop.run(X, k, **options, shape=shape)


@misconception(
    F, "em-spherical-shared-by-all",
    title="You take one spherical variance for all components.",
    explanation="Each component has its own σ² = trace(Σ_k)/d.",
    symbol="σ²",
)  # fmt: skip
def one_for_all(X: Any, k: int, **options: Any) -> State:
    def shape(Sigma: Any, kind: str) -> Any:
        shaped = plain.shaped(Sigma, kind)
        return np.repeat(shaped.mean(axis=0)[None], len(shaped), axis=0) if kind == "spherical" \
            else shaped  # fmt: skip

    return loop.run(X, k, **options, shape=shape)


@misconception(
    F, "em-unknown-type-accepted",
    title="You take an unknown covariance_type for one that exists.",
    explanation='A last else that means "full" hides a misspelt name: raise a ValueError.',
    symbol="covariance_type",
)  # fmt: skip
def unknown_accepted(X: Any, k: int, **options: Any) -> State:
    def shape(Sigma: Any, kind: str) -> Any:
        return plain.shaped(Sigma, kind if kind in ("diag", "spherical") else "full")

    return loop.run(X, k, **options, shape=shape)


MISCONCEPTIONS = collect(globals(), F)
