"""Lesson 2: Gaussian mixtures and EM. This file is yours: write one function at a time.

Shapes, throughout: n points with d features each, k components.

    X      (n, d)     the points, one a row
    phi    (k,)       the mixing proportions: not negative, their sum is 1
    mu     (k, d)     the mean of each component, one a row
    Sigma  (k, d, d)  the covariance matrix of each component
    w      (n, k)     the responsibilities: w[i, j] is the probability that component j made
                      point i, given where the point is; each row sums to 1
    rng               None, a whole number (a seed) or a numpy Generator;
                      np.random.default_rng(rng) turns any of the three into a Generator

Never change an argument in place: make a new array and return it. Import what you like at the
top, but no ready-made mixture and no ready-made k-means of scikit-learn: that is what you are
here to write.

    python em_mog_examples.py     runs demonstrate_convergence(), once it is written
"""

import numpy as np

# 2.1  The model


def initialize_parameters(X, k, method="random", rng=None):
    """The parameters of a mixture to start from.

    Args:
        X: points, (n, d).
        k: how many components, from 1 to n.
        method: "random" gives a start that depends on rng, of whatever kind you like: rows of X
            as means, say, with the covariance of all points. "kmeans" takes the clusters of a
            k-means run: write a short one of your own, or use scipy.cluster.vq.
        rng: None, a seed or a Generator. The same seed gives the same start.

    Returns:
        phi (k,), which sums to 1, mu (k, d), and Sigma (k, d, d), each matrix symmetric and
        positive definite.

    Raises:
        ValueError: method is neither of the two.

    Example:
        >>> phi, mu, Sigma = initialize_parameters(np.array([[0.0], [1.0], [8.0]]), 2, rng=0)
        >>> phi.shape, mu.shape, Sigma.shape
        ((2,), (2, 1), (2, 1, 1))
    """
    raise NotImplementedError("2.1: choose the proportions, means and covariances to start from.")


def gaussian_log_density(X, mean, cov):
    """The natural logarithm of the Gaussian density N(x | mean, cov) at each point.

    log N(x | μ, Σ) = −½ (d log 2π + log |Σ| + (x − μ)ᵀ Σ⁻¹ (x − μ))

    Args:
        X: points, (n, d).
        mean: (d,).
        cov: covariance matrix, (d, d), symmetric and positive definite.

    Returns:
        (n,) numbers. They may be far below zero, and above zero where the density is above 1,
        but they are finite: in 50 dimensions, too, and with variances of 1e-8.

    Example:
        >>> X, mean, cov = np.array([[0.0], [2.0]]), np.array([0.0]), np.array([[4.0]])
        >>> gaussian_log_density(X, mean, cov).round(4)
        array([-1.6121, -2.1121])
    """
    raise NotImplementedError("2.1: compute the log of the Gaussian density at each point.")


# 2.2  The E-step


def e_step(X, phi, mu, Sigma):
    """The responsibilities: the probability of each component, given the point.

    w[i, j] = φⱼ N(xᵢ | μⱼ, Σⱼ) / Σₗ φₗ N(xᵢ | μₗ, Σₗ)

    Args:
        X: points, (n, d).
        phi: (k,). A proportion of 0 is legal: that component gets no share of any point.
        mu: (k, d).
        Sigma: (k, d, d).

    Returns:
        w, (n, k). Each row sums to 1, even where every density is too small for a float.

    Example:
        >>> phi, mu = np.array([0.5, 0.5]), np.array([[0.0], [2.0]])
        >>> e_step(np.array([[1.0]]), phi, mu, np.ones((2, 1, 1)))
        array([[0.5, 0.5]])
    """
    raise NotImplementedError("2.2: compute the responsibilities, in log space.")


def log_likelihood(X, phi, mu, Sigma):
    """The log-likelihood of all points under the mixture.

    ℓ = Σᵢ log Σⱼ φⱼ N(xᵢ | μⱼ, Σⱼ)

    Args:
        X: points, (n, d).
        phi: (k,). A proportion of 0 is legal.
        mu: (k, d).
        Sigma: (k, d, d).

    Returns:
        One number: a sum over the points, not a mean.

    Example:
        >>> X, phi, mu = np.array([[0.0], [0.0]]), np.array([1.0]), np.array([[0.0]])
        >>> round(float(log_likelihood(X, phi, mu, np.ones((1, 1, 1)))), 4)
        -1.8379
    """
    raise NotImplementedError("2.2: sum the log of the mixture's density over the points.")


# 2.3  The M-step


def m_step(X, w, reg_covar=1e-6):
    """The parameters that fit best when each point counts for component j with weight w[i, j].

    With N_j = Σᵢ w[i, j]:

    φⱼ = N_j / n,   μⱼ = (1/N_j) Σᵢ w[i, j] xᵢ,
    Σⱼ = (1/N_j) Σᵢ w[i, j] (xᵢ − μⱼ)(xᵢ − μⱼ)ᵀ, with the new μⱼ, and reg_covar on the diagonal.

    Args:
        X: points, (n, d). They may lie far from the origin.
        w: responsibilities, (n, k).
        reg_covar: what is added to the diagonal of every covariance matrix, at least 0.

    Returns:
        phi (k,), mu (k, d), Sigma (k, d, d); each matrix is symmetric. A component with no
        weight at all gets φⱼ = 0, and a mean and a covariance that are finite.

    Example:
        >>> w = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
        >>> phi, mu, Sigma = m_step(np.array([[0.0], [2.0], [9.0]]), w)
        >>> mu
        array([[1.],
               [9.]])
    """
    raise NotImplementedError("2.3: compute the weighted proportions, means and covariances.")


# 2.4  The whole algorithm


def em_mog(
    X,
    k,
    max_iters=100,
    tol=1e-6,
    init_params=None,
    method="kmeans",
    covariance_type="full",
    reg_covar=1e-6,
    rng=None,
    verbose=False,
):
    """EM for a mixture of Gaussians: E-step, M-step, E-step, M-step … until the gain is gone.

    Args:
        X: points, (n, d).
        k: the number of components.
        max_iters: the most iterations, at least 1. One iteration is an E-step and an M-step.
        tol: stop when an iteration raises the log-likelihood by so little.
        init_params: (phi, mu, Sigma) to start from; None starts by method.
        method: "kmeans" or "random", as in initialize_parameters.
        covariance_type: "full"; "diag", only the variances, zero elsewhere; or "spherical", σ²I,
            where σ² is the mean of the variances. Sigma is (k, d, d) for all three.
        reg_covar: what the M-step adds to the diagonal of every covariance matrix.
        rng: None, a seed or a Generator.
        verbose: print the log-likelihood of each iteration.

    Returns:
        phi (k,), mu (k, d), Sigma (k, d, d), w (n, k) and log_likelihoods, a list with one number
        an iteration, taken before or after each M-step. It never falls, but for what reg_covar
        takes. w are the responsibilities that belong to the result.

    Raises:
        ValueError: covariance_type is none of the three.

    Example:
        >>> phi, mu, Sigma, w, history = em_mog(np.array([[0.0], [1.0], [8.0], [9.0]]), 2, rng=0)
        >>> phi.round(3)
        array([0.5, 0.5])
    """
    raise NotImplementedError("2.4: repeat E-step and M-step until the log-likelihood settles.")


# 2.5  Hard and soft


def assign_clusters(w):
    """The component with the greatest responsibility for each point; the lower one on a tie.

    Args:
        w: responsibilities, (n, k).

    Returns:
        (n,) whole numbers from 0 to k - 1.

    Example:
        >>> assign_clusters(np.array([[0.9, 0.1], [0.3, 0.7], [0.5, 0.5]]))
        array([0, 1, 0])
    """
    raise NotImplementedError("2.5: turn soft assignments into hard ones.")


def compare_with_kmeans(X, k, rng=None):
    """k-means and a Gaussian mixture on the same points, side by side.

    Args:
        X: points, (n, d).
        k: the number of clusters, and of components.
        rng: None, a seed or a Generator.

    Returns:
        A dict. Of k-means: kmeans_centroids (k, d), kmeans_labels (n,), kmeans_inertia,
        kmeans_silhouette. Of the mixture: gmm_phi (k,), gmm_mu (k, d), gmm_Sigma (k, d, d),
        gmm_w (n, k), gmm_labels (n,), gmm_log_likelihood, gmm_silhouette. Of both:
        adjusted_rand_index, and different_points, the sorted indices of the points on which the
        two disagree, after the clusters have been matched one to one for the greatest overlap.
        sklearn.metrics is allowed for the silhouettes and the Rand index.

    Example:
        >>> X = np.array([[0.0], [1.0], [8.0], [9.0]])
        >>> len(compare_with_kmeans(X, 2, rng=0)["different_points"])
        0
    """
    raise NotImplementedError("2.5: fit k-means and the mixture, and compare them.")


# 2.6  Judge it, draw it


def evaluate_gmm(X, w, phi, mu, Sigma):
    """Three numbers about a mixture: silhouette, log-likelihood and BIC.

    BIC = p log n − 2ℓ, where p = (k − 1) + k d + k d (d + 1) / 2 counts the free parameters.

    Args:
        X: points, (n, d).
        w: responsibilities, (n, k).
        phi: (k,).
        mu: (k, d).
        Sigma: (k, d, d).

    Returns:
        silhouette: that of the labels assign_clusters(w), NaN where it is undefined: all points
            in one cluster, or every point in its own. sklearn.metrics is allowed here.
        log_likelihood: of the parameters given.
        bic: lower is better.

    Example:
        >>> X, phi, mu = np.array([[0.0], [0.0]]), np.array([1.0]), np.array([[0.0]])
        >>> silhouette, ell, bic = evaluate_gmm(X, np.ones((2, 1)), phi, mu, np.ones((1, 1, 1)))
        >>> round(float(bic), 4)
        5.062
    """
    raise NotImplementedError("2.6: compute the silhouette, the log-likelihood and the BIC.")


def visualize_gmm(X, w, phi, mu, Sigma, title, show=True):
    """A picture of the mixture for the terminal, drawn with plotext.

    Args:
        X: points, (n, d), for any d. More than two features are projected on their first two
            principal components, the means and covariances in the same way.
        w: responsibilities, (n, k).
        phi: (k,).
        mu: (k, d), drawn with a mark of their own.
        Sigma: (k, d, d), drawn as ellipses at one and two standard deviations.
        title: written above the picture.
        show: print the picture. With False nothing is printed.

    Returns:
        The picture as a str, as plotext.build() gives it.

    Example:
        >>> X, w, phi = np.array([[0.0, 1.0], [4.0, 5.0]]), np.ones((2, 1)), np.array([1.0])
        >>> mu, Sigma = np.array([[2.0, 3.0]]), np.eye(2)[None]
        >>> "My mixture" in visualize_gmm(X, w, phi, mu, Sigma, "My mixture", show=False)
        True
    """
    raise NotImplementedError("2.6: draw the points, the means and the ellipses.")


# 2.7  Convergence


def demonstrate_convergence(show=True):
    """How EM converges, from several starts, on data of your choice, and measured.

    For instance: the log-likelihood by iteration from several starts, how many iterations each
    took, where they ended, clusters far apart against clusters that overlap.

    Args:
        show: print what was found. With False nothing is printed.

    Returns:
        A dict of names and what was measured, the curves of log-likelihood among it.

    Example:
        >>> len(demonstrate_convergence(show=False)) > 0
        True
    """
    raise NotImplementedError("2.7: run EM from several starts and return what you measured.")


if __name__ == "__main__":
    np.set_printoptions(precision=4, suppress=True)
    try:
        demonstrate_convergence()
    except NotImplementedError as not_yet:
        print(f"There is nothing to show yet: a function is still to be written ({not_yet})")
