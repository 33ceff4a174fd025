# function: visualize_clustering
# about: the points of the call before are still in the figure
# says: clear | previous | before
import numpy as np
import plotext as plt


def visualize_clustering(X, labels, centroids, title, show=True):
    m = X.mean(axis=0)
    _, _, Vt = np.linalg.svd(X - m)
    P, C = (X - m) @ Vt[:2].T, (centroids - m) @ Vt[:2].T
    for j in np.unique(labels):
        rows = P[labels == j]
        plt.scatter(rows[:, 0].tolist(), rows[:, -1].tolist(), color=20 + 30 * int(j))
    plt.scatter(C[:, 0].tolist(), C[:, -1].tolist(), color="black", marker="x")
    plt.title(title)
    canvas = plt.build()
    if show:
        print(canvas)
    return canvas
