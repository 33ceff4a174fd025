"""Lesson 3: the general EM framework. This file is yours: write one function at a time.

Shapes, throughout: n points with d features each, k components.

    X           (n, d)  the points, one a row
    log_joint   (n, k)  log p(xᵢ, z = j | θ): how likely point i is together with component j
    Q           (n, k)  for each point a distribution over the components; rows sum to one
    phi         (k,)    the weight of each component; they sum to one
    params              whatever a model's three functions agree on; here always a tuple that
                        begins with phi
    rng                 None, a whole number (a seed) or a numpy Generator;
                        np.random.default_rng(rng) turns any of the three into a Generator

All logarithms are natural, so entropies and divergences are in nats. Never change an argument in
place: make a new array and return it. Import what you like at the top, but no ready-made mixture
model: that is what you are here to write.

    python general_em_examples.py     runs the lesson's demonstrations, as far as they are written
"""

import numpy as np

# 3.1  Jensen's inequality


def jensen_gap(values, weights):
    """The gap in Jensen's inequality for the logarithm: log E[v] − E[log v].

    Args:
        values: (m,), positive wherever the weight is; where the weight is 0 a value may be 0.
        weights: (m,), none negative, with sum 1.

    Returns:
        One number, never below 0 except by rounding: log Σ wv minus Σ w log v. A term with
        weight 0 counts 0.

    Example:
        >>> round(jensen_gap(np.array([1.0, 4.0]), np.array([0.5, 0.5])), 4)
        0.2231
    """
    raise NotImplementedError("3.1: subtract the mean of the logarithms from the mean's logarithm.")


def demonstrate_jensens_inequality(show=True):
    """Jensen's inequality, run on numbers of your choice, and measured.

    For instance: the gap of equal values, of values that move apart, and the log-likelihood of
    one point with its lower bound for several choices of weights.

    Args:
        show: print what was found. With False nothing is printed.

    Returns:
        A dict of names and the numbers that were measured.

    Example:
        >>> len(demonstrate_jensens_inequality(show=False)) > 0
        True
    """
    raise NotImplementedError("3.1: try Jensen's inequality and return what you measured.")


# 3.2  KL divergence and the variational gap


def kl_divergence(q, p):
    """KL(q‖p) = Σ q log(q / p), in nats: what it costs to take p for q.

    Args:
        q: (m,), none negative, with sum 1.
        p: (m,), likewise.

    Returns:
        One number. A term with q = 0 counts 0; the result is infinite if somewhere q > 0 and
        p = 0.

    Example:
        >>> round(kl_divergence(np.array([0.5, 0.5]), np.array([0.25, 0.75])), 4)
        0.1438
    """
    raise NotImplementedError("3.2: sum q log(q / p), with 0 log 0 = 0.")


def variational_gap(log_joint, Q):
    """How far the ELBO lies below the log-likelihood: log p(X) − ELBO(Q).

    It is the KL divergence of Q from the posterior p(z | xᵢ), summed over the points.

    Args:
        log_joint: log p(xᵢ, z = j), (n, k). May be −inf: an impossible pair.
        Q: (n, k), rows sum to one.

    Returns:
        One number, at least 0 but for rounding. Where Q is 0 a −inf counts 0; where Q is above 0
        the gap is infinite.

    Example:
        >>> round(variational_gap(np.log([[0.3, 0.1]]), np.array([[0.5, 0.5]])), 4)
        0.1438
    """
    raise NotImplementedError("3.2: sum KL(Q row ‖ posterior row) over the points.")


def demonstrate_kl_divergence(show=True):
    """KL divergence and variational gap, run on numbers of your choice, and measured.

    For instance: KL(q‖p) beside KL(p‖q), and the gap while Q moves towards the posterior.

    Args:
        show: print what was found. With False nothing is printed.

    Returns:
        A dict of names and the numbers that were measured.

    Example:
        >>> len(demonstrate_kl_divergence(show=False)) > 0
        True
    """
    raise NotImplementedError("3.2: try KL and the variational gap, and return what you measured.")


# 3.3  EM for any model


def general_em(X, init_params, e_step, m_step, elbo, max_iters=100, tol=1e-6, verbose=False):
    """EM for a model that is given by three functions, and of which nothing else is known.

    Args:
        X: the data, handed on to the three functions as it is.
        init_params: the parameters to start from, of any kind: a tuple, a dict, a number … They
            are not changed, and you may not look inside.
        e_step: e_step(X, params) gives Q.
        m_step: m_step(X, Q) gives new params.
        elbo: elbo(X, params, Q) gives the lower bound, one number. All three are called with
            positional arguments.
        max_iters: the most iterations, at least 1. One iteration is an E-step and an M-step.
        tol: stop when an iteration gains so little.
        verbose: print the ELBO of each iteration.

    Returns:
        params after the last M-step; Q of the last E-step; elbos, a list with one number an
        iteration (the start is no entry); n_iters, its length. An ELBO that falls is in the list
        as it is, and warned of by a RuntimeWarning: one of the three functions is wrong.

    Example:
        >>> def e_step(X, params): return np.ones((len(X), 1))
        >>> def m_step(X, Q): return float(X.mean())
        >>> def elbo(X, params, Q): return float(-np.sum((X - params) ** 2))
        >>> params, Q, elbos, n_iters = general_em(np.array([0.0, 2.0]), 9.0, e_step, m_step, elbo)
        >>> params, elbos[-1], n_iters == len(elbos)
        (1.0, -2.0, True)
    """
    raise NotImplementedError("3.3: repeat E-step, M-step and ELBO until the ELBO stops rising.")


# 3.3  The Gaussian mixture of lesson 2 in the framework


def gmm_initialize(X, k, rng=None):
    """Starting parameters (phi, mu, Sigma) of a Gaussian mixture.

    Args:
        X: points, (n, d).
        k: how many components, from 1 to n.
        rng: None, a seed or a Generator. The same seed gives the same start.

    Returns:
        phi (k,), positive, with sum 1; mu (k, d), not all alike; Sigma (k, d, d), symmetric and
        positive definite.

    Example:
        >>> phi, mu, Sigma = gmm_initialize(np.array([[0.0], [5.0]]), 2, rng=0)
        >>> phi.shape, mu.shape, Sigma.shape
        ((2,), (2, 1), (2, 1, 1))
    """
    raise NotImplementedError("3.3: choose weights, means and covariances to start from.")


def gmm_e_step(X, params):
    """The posterior of the components, as in lesson 2: Q[i, j] = p(z = j | xᵢ).

    Args:
        X: points, (n, d).
        params: (phi, mu, Sigma).

    Returns:
        Q (n, k), rows sum to one even where every density underflows; 0 where phi is 0.

    Example:
        >>> params = np.array([0.5, 0.5]), np.array([[0.0], [2.0]]), np.ones((2, 1, 1))
        >>> gmm_e_step(np.array([[0.0], [2.0]]), params).round(3)
        array([[0.881, 0.119],
               [0.119, 0.881]])
    """
    raise NotImplementedError("3.3: compute the responsibilities in log space.")


def gmm_m_step(X, Q):
    """The parameters that maximize the ELBO for this Q, as in lesson 2, with reg_covar = 1e-6.

    Args:
        X: points, (n, d).
        Q: (n, k), rows sum to one.

    Returns:
        (phi, mu, Sigma): phi[j] = N_j / n, mu the weighted means, Sigma the weighted covariances
        about the new means with 1e-6 added to the diagonal. A component without weight stays
        finite.

    Example:
        >>> phi, mu, Sigma = gmm_m_step(np.array([[0.0], [2.0]]), np.ones((2, 1)))
        >>> phi, mu
        (array([1.]), array([[1.]]))
    """
    raise NotImplementedError("3.3: re-estimate weights, means and covariances from Q.")


def gmm_elbo(X, params, Q):
    """The ELBO: Σᵢ Σⱼ Q[i, j] (log phi[j] + log N(xᵢ | mu[j], Sigma[j]) − log Q[i, j]).

    Args:
        X: points, (n, d).
        params: (phi, mu, Sigma).
        Q: (n, k), rows sum to one: any, not only the posterior.

    Returns:
        One number, summed over the points. A term with Q = 0 counts 0.

    Example:
        >>> params = np.ones(1), np.zeros((1, 1)), np.ones((1, 1, 1))
        >>> round(gmm_elbo(np.array([[0.0]]), params, np.ones((1, 1))), 4)
        -0.9189
    """
    raise NotImplementedError("3.3: sum Q times (log joint − log Q).")


# 3.4  Bernoulli mixtures


def bmm_initialize(X, k, rng=None):
    """Starting parameters (phi, theta) of a Bernoulli mixture.

    Args:
        X: points of zeros and ones, (n, d).
        k: how many components, from 1 to n.
        rng: None, a seed or a Generator. The same seed gives the same start.

    Returns:
        phi (k,), positive, with sum 1; theta (k, d), strictly between 0 and 1, its rows not all
        alike.

    Example:
        >>> phi, theta = bmm_initialize(np.array([[0, 1], [1, 1]]), 2, rng=0)
        >>> theta.shape, bool(np.all((0 < theta) & (theta < 1)))
        ((2, 2), True)
    """
    raise NotImplementedError("3.4: choose weights and probabilities, each component its own.")


def bmm_e_step(X, params):
    """The posterior of the components of a Bernoulli mixture: Q[i, j] = p(z = j | xᵢ).

    Args:
        X: points of zeros and ones, (n, d).
        params: (phi, theta), theta strictly between 0 and 1.

    Returns:
        Q (n, k), rows sum to one even where every probability underflows; 0 where phi is 0.

    Example:
        >>> params = np.array([0.5, 0.5]), np.array([[0.9], [0.1]])
        >>> bmm_e_step(np.array([[1], [0]]), params).round(3)
        array([[0.9, 0.1],
               [0.1, 0.9]])
    """
    raise NotImplementedError("3.4: compute the posterior of each component in log space.")


def bmm_m_step(X, Q):
    """The parameters of a Bernoulli mixture that maximize the ELBO for this Q.

    Args:
        X: points of zeros and ones, (n, d).
        Q: (n, k), rows sum to one.

    Returns:
        (phi, theta): phi[j] = N_j / n; theta[j] the mean of X weighted by column j of Q, moved
        strictly between 0 and 1, by 1e-6 at most. The theta of a component without weight may be
        anything between.

    Example:
        >>> bmm_m_step(np.array([[1], [0]]), np.ones((2, 1)))
        (array([1.]), array([[0.5]]))
    """
    raise NotImplementedError("3.4: take weighted means, and keep them strictly inside (0, 1).")


def bmm_elbo(X, params, Q):
    """The ELBO of a Bernoulli mixture: Σ Q (log joint − log Q).

    Args:
        X: points of zeros and ones, (n, d).
        params: (phi, theta), theta strictly between 0 and 1.
        Q: (n, k), rows sum to one: any, not only the posterior.

    Returns:
        One number, summed over the points. A term with Q = 0 counts 0.

    Example:
        >>> round(bmm_elbo(np.array([[1]]), (np.ones(1), np.array([[0.5]])), np.ones((1, 1))), 4)
        -0.6931
    """
    raise NotImplementedError("3.4: sum Q times (log joint − log Q).")


def demonstrate_bmm_with_general_em(show=True):
    """A Bernoulli mixture, fitted to binarized digits by general_em, and measured.

    Args:
        show: print what was found, each theta as an image. With False nothing is printed.

    Returns:
        A dict of names and the numbers that were measured, for instance the ELBOs.

    Example:
        >>> len(demonstrate_bmm_with_general_em(show=False)) > 0
        True
    """
    raise NotImplementedError("3.4: fit digits with general_em and return what you measured.")


# 3.5  What the ELBO is made of


def elbo_decomposition(log_joint, Q):
    """The two parts of the ELBO, and the ELBO.

    Args:
        log_joint: log p(xᵢ, z = j), (n, k). May be −inf: an impossible pair.
        Q: (n, k), rows sum to one.

    Returns:
        expected_log_joint: Σ Q log_joint; a term with Q = 0 counts 0.
        entropy: −Σ Q log Q, with 0 log 0 = 0.
        elbo: their sum, which is also log-likelihood − KL(Q‖posterior). −inf where Q is above 0
        at a −inf of log_joint.

    Example:
        >>> parts = elbo_decomposition(np.log([[0.3, 0.1]]), np.array([[0.5, 0.5]]))
        >>> [round(float(part), 4) for part in parts]
        [-1.7533, 0.6931, -1.0601]
    """
    raise NotImplementedError("3.5: split the ELBO into expected log joint and entropy.")


def demonstrate_elbo_decomposition(show=True):
    """The parts of the ELBO, over the iterations of a run of your choice, and measured.

    Args:
        show: print what was found. With False nothing is printed.

    Returns:
        A dict of names and the numbers that were measured, for instance each part by iteration.

    Example:
        >>> len(demonstrate_elbo_decomposition(show=False)) > 0
        True
    """
    raise NotImplementedError("3.5: follow the parts of the ELBO and return what you measured.")


# 3.6  Extension: Poisson mixtures


def pmm_initialize(X, k, rng=None):
    """Starting parameters (phi, lam) of a Poisson mixture.

    Args:
        X: counts, whole numbers from 0, (n, d).
        k: how many components, from 1 to n.
        rng: None, a seed or a Generator. The same seed gives the same start.

    Returns:
        phi (k,), positive, with sum 1; lam (k, d), positive, its rows not all alike.

    Example:
        >>> phi, lam = pmm_initialize(np.array([[0, 1], [4, 7]]), 2, rng=0)
        >>> lam.shape, bool(np.all(lam > 0))
        ((2, 2), True)
    """
    raise NotImplementedError("3.6: choose weights and rates, each component its own.")


def pmm_e_step(X, params):
    """The posterior of the components of a Poisson mixture: Q[i, j] = p(z = j | xᵢ).

    Args:
        X: counts, (n, d).
        params: (phi, lam), lam positive.

    Returns:
        Q (n, k), rows sum to one even where every probability underflows; 0 where phi is 0.

    Example:
        >>> params = np.array([0.5, 0.5]), np.array([[1.0], [3.0]])
        >>> pmm_e_step(np.array([[0], [3]]), params).round(3)
        array([[0.881, 0.119],
               [0.215, 0.785]])
    """
    raise NotImplementedError("3.6: compute the posterior of each component in log space.")


def pmm_m_step(X, Q):
    """The parameters of a Poisson mixture that maximize the ELBO for this Q.

    Args:
        X: counts, (n, d).
        Q: (n, k), rows sum to one.

    Returns:
        (phi, lam): phi[j] = N_j / n; lam[j] the mean of X weighted by column j of Q, at least
        1e-10. The lam of a component without weight may be any positive number.

    Example:
        >>> pmm_m_step(np.array([[1], [3]]), np.ones((2, 1)))
        (array([1.]), array([[2.]]))
    """
    raise NotImplementedError("3.6: take weighted means, and keep them above zero.")


def pmm_elbo(X, params, Q):
    """The ELBO of a Poisson mixture: Σ Q (log joint − log Q), the log x! included.

    Args:
        X: counts, (n, d).
        params: (phi, lam), lam positive.
        Q: (n, k), rows sum to one: any, not only the posterior.

    Returns:
        One number, summed over the points. A term with Q = 0 counts 0.

    Example:
        >>> round(pmm_elbo(np.array([[2]]), (np.ones(1), np.array([[1.0]])), np.ones((1, 1))), 4)
        -1.6931
    """
    raise NotImplementedError("3.6: sum Q times (log joint − log Q).")


# 3.7  Extension: exponential mixtures


def exm_initialize(X, k, rng=None):
    """Starting parameters (phi, rate) of an exponential mixture.

    Args:
        X: durations, real numbers from 0, (n, d).
        k: how many components, from 1 to n.
        rng: None, a seed or a Generator. The same seed gives the same start.

    Returns:
        phi (k,), positive, with sum 1; rate (k, d), positive, its rows not all alike.

    Example:
        >>> phi, rate = exm_initialize(np.array([[0.5, 1.0], [4.0, 7.0]]), 2, rng=0)
        >>> rate.shape, bool(np.all(rate > 0))
        ((2, 2), True)
    """
    raise NotImplementedError("3.7: choose weights and rates, each component its own.")


def exm_e_step(X, params):
    """The posterior of the components of an exponential mixture: Q[i, j] = p(z = j | xᵢ).

    Args:
        X: durations, (n, d).
        params: (phi, rate), rate positive.

    Returns:
        Q (n, k), rows sum to one even where every density underflows; 0 where phi is 0.

    Example:
        >>> params = np.array([0.5, 0.5]), np.array([[1.0], [3.0]])
        >>> exm_e_step(np.array([[0.0], [2.0]]), params).round(3)
        array([[0.25 , 0.75 ],
               [0.948, 0.052]])
    """
    raise NotImplementedError("3.7: compute the posterior of each component in log space.")


def exm_m_step(X, Q):
    """The parameters of an exponential mixture that maximize the ELBO for this Q.

    Args:
        X: durations, (n, d).
        Q: (n, k), rows sum to one.

    Returns:
        (phi, rate): phi[j] = N_j / n; rate[j] one over the mean of X weighted by column j of Q,
        finite also where that mean is 0 (a mean counts as 1e-10 at least). The rate of a
        component without weight may be any positive number.

    Example:
        >>> exm_m_step(np.array([[1.0], [3.0]]), np.ones((2, 1)))
        (array([1.]), array([[0.5]]))
    """
    raise NotImplementedError("3.7: take weighted means, and one over each of them.")


def exm_elbo(X, params, Q):
    """The ELBO of an exponential mixture: Σ Q (log joint − log Q).

    Args:
        X: durations, (n, d).
        params: (phi, rate), rate positive.
        Q: (n, k), rows sum to one: any, not only the posterior.

    Returns:
        One number, summed over the points. A term with Q = 0 counts 0.

    Example:
        >>> exm_elbo(np.array([[2.0]]), (np.ones(1), np.array([[1.0]])), np.ones((1, 1)))
        -2.0
    """
    raise NotImplementedError("3.7: sum Q times (log joint − log Q).")


if __name__ == "__main__":
    np.set_printoptions(precision=4, suppress=True)
    for demonstrate in (
        demonstrate_jensens_inequality,
        demonstrate_kl_divergence,
        demonstrate_bmm_with_general_em,
        demonstrate_elbo_decomposition,
    ):
        try:
            demonstrate()
        except NotImplementedError as not_yet:
            print(f"Nothing to show yet: a function is still to be written ({not_yet})")
