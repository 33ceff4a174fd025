# function: visualize_clustering
# about: the centroids are not drawn
# says: centroid
import numpy as np
import plotext as plt


def visualize_clustering(X, labels, centroids, title, show=True):
    m = X.mean(axis=0)
    _, _, Vt = np.linalg.svd(X - m)
    P = (X - m) @ Vt[:2].T
    plt.clear_figure()
    for j in np.unique(labels):
        rows = P[labels == j]
        plt.scatter(rows[:, 0].tolist(), rows[:, -1].tolist(), color=20 + 30 * int(j))
    plt.title(title)
    canvas = plt.build()
    if show:
        print(canvas)
    return canvas
