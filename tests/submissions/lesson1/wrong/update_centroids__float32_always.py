# function: update_centroids
# about: sums in float32 whatever the data are
# says: float32 | precision | digit
import numpy as np


def update_centroids(X, labels, k):
    sums = np.zeros((k, X.shape[1]), dtype=np.float32)
    counts = np.zeros(k, dtype=np.float32)
    for x, j in zip(X, labels):
        sums[j] += x.astype(np.float32)
        counts[j] += 1
    out = sums / np.maximum(counts, 1)[:, None]
    out = out.astype(float)
    out[counts == 0] = X[0]
    return out
