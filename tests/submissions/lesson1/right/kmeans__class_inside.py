# function: kmeans
# about: a small class does the work, the function is a thin front
import numpy as np


class MyLloyd:
    def __init__(self, X, centroids):
        self.X, self.centroids = X, centroids
        self.labels = assign_clusters(X, centroids)
        self.history = []

    def step(self):
        self.centroids = update_centroids(self.X, self.labels, len(self.centroids))
        self.labels = assign_clusters(self.X, self.centroids)
        self.history.append(compute_distortion(self.X, self.centroids, self.labels))


def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    if isinstance(init, str):
        init = initialize_centroids(X, k, init, rng)
    model = MyLloyd(X, np.array(init, dtype=float))
    for _ in range(max_iters):
        model.step()
        h = model.history
        if len(h) > 1 and abs(h[-1] - h[-2]) <= tol * max(h[-2], np.finfo(float).tiny):
            break
    return model.centroids, model.labels.astype(np.int32), model.history
