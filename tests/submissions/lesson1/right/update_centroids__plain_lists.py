# function: update_centroids
# about: sums and counts in Python lists; the last row for an empty cluster
import numpy as np


def update_centroids(X, labels, k):
    d = len(X[0])
    sums = [[0.0] * d for _ in range(k)]
    counts = [0] * k
    for x, label in zip(X, labels):
        counts[label] += 1
        for f in range(d):
            sums[label][f] += float(x[f])
    rows = []
    for j in range(k):
        if counts[j] == 0:
            rows.append([float(v) for v in X[-1]])
        else:
            rows.append([s / counts[j] for s in sums[j]])
    return np.array(rows)
