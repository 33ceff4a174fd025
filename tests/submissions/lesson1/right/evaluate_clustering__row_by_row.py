# function: evaluate_clustering
# about: one row of distances at a time, means over boolean masks
import numpy as np


def evaluate_clustering(X, labels, centroids):
    ks = np.unique(labels)
    inertia = sum(((X[labels == c] - centroids[c]) ** 2).sum() for c in ks)
    if len(ks) in (1, len(X)):
        return float("nan"), inertia, len(ks)
    s = []
    for i in range(len(X)):
        d = np.sqrt(((X - X[i]) ** 2).sum(axis=1))
        same = labels == labels[i]
        if same.sum() == 1:
            s.append(0.0)
            continue
        a = d[same].sum() / (same.sum() - 1)
        b = min(d[labels == c].mean() for c in ks if c != labels[i])
        if a < b:
            s.append(1 - a / b)
        elif a > b:
            s.append(b / a - 1)
        else:
            s.append(0.0)
    return np.mean(s), inertia, np.int64(len(ks))
