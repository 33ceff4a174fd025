"""Lesson 1: k-means clustering. This file is yours: write one function at a time.

Shapes, throughout: n points with d features each, k clusters.

    X           (n, d)  the points, one a row
    centroids   (k, d)  the centre of each cluster, one a row
    labels      (n,)    the cluster of each point: whole numbers from 0 to k - 1
    rng                 None, a whole number (a seed) or a numpy Generator;
                        np.random.default_rng(rng) turns any of the three into a Generator

Never change an argument in place: make a new array and return it. Import what you like at the
top, but no ready-made k-means: that is what you are here to write.

    python kmeans_examples.py     runs demonstrate_kmeans_concepts(), once it is written
"""

import numpy as np

# 1.1  The objective


def compute_distortion(X, centroids, labels):
    """The distortion J: the sum of squared distances of the points to their own centroids.

    J = Σᵢ ‖xᵢ − μ_{c(i)}‖², where c(i) is labels[i].

    Args:
        X: points, (n, d).
        centroids: (k, d).
        labels: the cluster of each point, (n,). May come as floats, as np.zeros(n) does.

    Returns:
        J as one number: not a mean, no square root. Points count with the centroid that labels
        gives them, even if another one is nearer.

    Example:
        >>> compute_distortion(np.array([[0.0], [2.0]]), np.array([[1.0], [9.0]]), np.zeros(2))
        2.0
    """
    raise NotImplementedError("1.1: sum the squared distances of the points to their centroids.")


# 1.2  Where to start


def initialize_centroids(X, k, method="kmeans++", rng=None):
    """k starting centroids, taken from the rows of X.

    Args:
        X: points, (n, d).
        k: how many, from 1 to n.
        method: "random" draws k different rows, each equally likely. "kmeans++" draws the first
            row uniformly, and each next row with a probability proportional to D², its squared
            distance from the nearest row drawn so far.
        rng: None, a seed or a Generator. The same seed gives the same centroids.

    Returns:
        (k, d), every row a row of X.

    Raises:
        ValueError: method is neither of the two.

    Example:
        >>> initialize_centroids(np.array([[0.0], [5.0]]), 2, "random", rng=0).shape
        (2, 1)
    """
    raise NotImplementedError("1.2: draw k rows of X, uniformly or by D² sampling.")


# 1.3  The assignment step


def assign_clusters(X, centroids):
    """The index of the nearest centroid for each point; the lower index on a tie.

    Args:
        X: points, (n, d).
        centroids: (k, d). There may be more of them than points.

    Returns:
        (n,) whole numbers from 0 to k - 1.

    Example:
        >>> assign_clusters(np.array([[0.0], [10.0]]), np.array([[1.0], [9.0]]))
        array([0, 1])
    """
    raise NotImplementedError("1.3: assign each point to its nearest centroid.")


# 1.4  The update step


def update_centroids(X, labels, k):
    """The mean of the points of each cluster; an empty cluster is moved onto a row of X.

    Args:
        X: points, (n, d).
        labels: the cluster of each point, (n,).
        k: the number of clusters. A cluster without points counts too.

    Returns:
        (k, d): row j is the mean of the points with label j. If there is none, any row of X:
        never NaN, and the other rows stay the means of their points.

    Example:
        >>> update_centroids(np.array([[0.0], [2.0], [9.0]]), np.array([0, 0, 1]), 2)
        array([[1.],
               [9.]])
    """
    raise NotImplementedError("1.4: move each centroid to the mean of its points.")


# 1.5  The whole algorithm


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    """Lloyd's algorithm: assign, update, assign, update … until nothing gets better.

    Args:
        X: points, (n, d).
        k: the number of clusters.
        max_iters: the most iterations, at least 1. One iteration is an assignment and an update.
        tol: stop when an iteration gains so little; 0 goes on to a fixed point, where nothing
            changes any more.
        init: "kmeans++" or "random", as in initialize_centroids, or a (k, d) array to start from.
        rng: None, a seed or a Generator.
        verbose: print the distortion of each iteration.

    Returns:
        centroids (k, d), labels (n,) and distortion_history, a list with one number an iteration.
        The history never rises. Its last entry is the distortion of the centroids and labels
        returned, and each of those labels is that of the nearest of those centroids.

    Example:
        >>> centroids, labels, history = kmeans(np.array([[0.0], [2.0], [9.0]]), 2, rng=0)
        >>> history[-1]
        2.0
    """
    raise NotImplementedError("1.5: repeat assignment and update until nothing gets better.")


# 1.6  More than one start


def best_of_n_runs(X, k, n_runs=10, rng=None, **kmeans_options):
    """The best of several independent runs of kmeans: the one with the least distortion.

    Args:
        X: points, (n, d).
        k: the number of clusters.
        n_runs: how many runs, at least 1.
        rng: None, a seed or a Generator. The runs must differ; the same seed repeats them all.
        kmeans_options: handed on to kmeans: max_iters, tol, init, verbose.

    Returns:
        centroids (k, d), labels (n,) and distortion (one number), all three of the same run.

    Example:
        >>> centroids, labels, J = best_of_n_runs(np.array([[0.0], [2.0], [9.0]]), 2, rng=0)
        >>> J
        2.0
    """
    raise NotImplementedError("1.6: run kmeans n_runs times and keep the best run.")


# 1.7  How good is a clustering?


def evaluate_clustering(X, labels, centroids):
    """Three numbers about a clustering: silhouette, inertia, and the number of clusters in use.

    Args:
        X: points, (n, d).
        labels: the cluster of each point, (n,). A label may be missing, as 1 is in [0, 2, 2].
        centroids: (k, d).

    Returns:
        silhouette: the mean over all points of (b − a) / max(a, b), where a is a point's mean
            distance to the others of its cluster and b the least of its mean distances to the
            points of another cluster; 0 for a point alone in its cluster. NaN if there is only
            one cluster, or if every point is one. sklearn.metrics is allowed here.
        inertia: the distortion with the labels and centroids given.
        n_clusters: how many different labels occur.

    Example:
        >>> X = np.array([[0.0], [0.0], [9.0], [9.0]])
        >>> evaluate_clustering(X, np.array([0, 0, 1, 1]), np.array([[0.0], [9.0]]))
        (1.0, 0.0, 2)
    """
    raise NotImplementedError("1.7: compute the silhouette, the inertia and the cluster count.")


# 1.8  Seeing it


def visualize_clustering(X, labels, centroids, title, show=True):
    """A picture of the clusters for the terminal, drawn with plotext.

    Args:
        X: points, (n, d), for any d. More than two features are projected on their first two
            principal components, the centroids in the same way.
        labels: the cluster of each point, (n,).
        centroids: (k, d), drawn with a mark of their own.
        title: written above the picture.
        show: print the picture. With False nothing is printed.

    Returns:
        The picture as a str, as plotext.build() gives it.

    Example:
        >>> X, labels, centroids = np.array([[0.0, 1.0], [4.0, 5.0]]), np.array([0, 1]), np.eye(2)
        >>> "My clusters" in visualize_clustering(X, labels, centroids, "My clusters", show=False)
        True
    """
    raise NotImplementedError("1.8: draw the points by cluster, and the centroids.")


def demonstrate_kmeans_concepts(show=True):
    """The ideas of this lesson, run on data of your choice, and measured.

    For instance: how the distortion falls, random starts against k-means++, the best of n runs,
    inertia and silhouette for several k, a data set where k-means fails.

    Args:
        show: print what was found. With False nothing is printed.

    Returns:
        A dict of names and the numbers that were measured.

    Example:
        >>> len(demonstrate_kmeans_concepts(show=False)) > 0
        True
    """
    raise NotImplementedError("1.8: run the ideas of this lesson and return what you measured.")


if __name__ == "__main__":
    np.set_printoptions(precision=4, suppress=True)
    try:
        demonstrate_kmeans_concepts()
    except NotImplementedError as not_yet:
        print(f"There is nothing to show yet: a function is still to be written ({not_yet})")
