# function: visualize_clustering
# about: strips the colours from the canvas
# says: colour | color
import numpy as np
import plotext as plt


def visualize_clustering(X, labels, centroids, title, show=True):
    m = X.mean(axis=0)
    _, _, Vt = np.linalg.svd(X - m)
    P, C = (X - m) @ Vt[:2].T, (centroids - m) @ Vt[:2].T
    plt.clear_figure()
    for j in np.unique(labels):
        rows = P[labels == j]
        plt.scatter(rows[:, 0].tolist(), rows[:, -1].tolist(), marker=str(j % 10))
    plt.scatter(C[:, 0].tolist(), C[:, -1].tolist(), marker="X")
    plt.title(title)
    canvas = plt.uncolorize(plt.build())
    if show:
        print(canvas)
    return canvas
