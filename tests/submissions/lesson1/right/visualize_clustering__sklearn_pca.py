# function: visualize_clustering
# about: PCA from scikit-learn, RGB colours, the cluster numbers as markers
import colorsys

import numpy as np
import plotext as plt


def visualize_clustering(X, labels, centroids, title, show=True):
    both = np.vstack([X, centroids]).astype(float)
    if X.shape[1] > 2:
        if len(X) > 1:
            from sklearn.decomposition import PCA

            both = PCA(n_components=2).fit(X).transform(both)
        else:
            both = both[:, :2]
    n, k = len(X), len(centroids)
    x = both[:, 0]
    y = both[:, 1] if both.shape[1] > 1 else np.zeros(n + k)
    plt.clf()
    plt.plot_size(70, 25)
    for j in range(k):
        rows = np.flatnonzero(labels == j)
        rgb = tuple(int(255 * v) for v in colorsys.hsv_to_rgb(j / k, 1.0, 0.8))
        if len(rows):
            plt.scatter(list(x[rows]), list(y[rows]), color=rgb, marker=str(j % 10))
        plt.scatter([x[n + j]], [y[n + j]], color=rgb, marker="@")
    plt.title(title)
    out = plt.build()
    if show:
        plt.show()
    return out
