# function: demonstrate_kmeans_concepts
# about: measures scikit-learn's k-means instead of one's own
# says: sklearn | scikit | scratch
import numpy as np


def demonstrate_kmeans_concepts(show=True):
    from sklearn.cluster import KMeans

    X = np.random.default_rng(5).normal(size=(60, 2))
    results = {k: float(KMeans(k, n_init=2, random_state=0).fit(X).inertia_) for k in (1, 2, 3)}
    if show:
        print(results)
    return results
