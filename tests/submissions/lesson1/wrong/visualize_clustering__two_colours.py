# function: visualize_clustering
# about: colours by odd and even label: clusters 0 and 2 look alike
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
        plt.scatter(rows[:, 0].tolist(), rows[:, -1].tolist(), color=("red", "blue")[j % 2])
    plt.scatter(C[:, 0].tolist(), C[:, -1].tolist(), color="black", marker="x")
    plt.title(title)
    canvas = plt.build()
    if show:
        print(canvas)
    return canvas
