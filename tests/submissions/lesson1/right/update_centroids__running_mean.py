# function: update_centroids
# about: Welford's running mean, a point at a time
import numpy as np


def update_centroids(X, labels, k):
    seen = np.zeros(k, dtype=int)
    means = np.zeros((k, X.shape[1]))
    for x, j in zip(X, labels):
        seen[j] += 1
        means[j] += (x - means[j]) / seen[j]
    for j in range(k):
        if seen[j] == 0:
            means[j] = X[np.random.randint(len(X))]
    return means
