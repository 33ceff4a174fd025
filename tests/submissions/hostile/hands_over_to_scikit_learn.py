# about: hands over to scikit-learn
# status: failed
# says: sklearn.cluster
import ctypes, itertools, os, signal, sys, threading, time
import numpy as np

def assign_clusters(X, centroids):
    from sklearn.cluster import KMeans
    k = KMeans(len(centroids), init=centroids, n_init=1, max_iter=1).fit(centroids)
    k.cluster_centers_ = np.ascontiguousarray(centroids, dtype=float)
    return k.predict(X)
