# function: visualize_clustering
# about: X -= mean changes the caller's data
# says: in place | in-place | chang
import numpy as np
import plotext as plt


def visualize_clustering(X, labels, centroids, title, show=True):
    m = X.mean(axis=0).astype(X.dtype)
    X -= m
    C = centroids - m
    _, _, Vt = np.linalg.svd(X.astype(float))
    P, C = X @ Vt[:2].T, C @ Vt[:2].T
    plt.clear_figure()
    for j in np.unique(labels):
        rows = P[labels == j]
        plt.scatter(rows[:, 0].tolist(), rows[:, -1].tolist(), color=20 + 30 * int(j))
    plt.scatter(C[:, 0].tolist(), C[:, -1].tolist(), color="black", marker="x")
    plt.title(title)
    canvas = plt.build()
    if show:
        print(canvas)
    return canvas
