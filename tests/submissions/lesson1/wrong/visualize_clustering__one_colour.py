# function: visualize_clustering
# about: every cluster in the same colour
# says: colour | color
import numpy as np
import plotext as plt


def visualize_clustering(X, labels, centroids, title, show=True):
    m = X.mean(axis=0)
    _, _, Vt = np.linalg.svd(X - m)
    P, C = (X - m) @ Vt[:2].T, (centroids - m) @ Vt[:2].T
    plt.clear_figure()
    plt.scatter(P[:, 0].tolist(), P[:, -1].tolist(), color="blue", marker="dot")
    plt.scatter(C[:, 0].tolist(), C[:, -1].tolist(), color="red", marker="x")
    plt.title(title)
    canvas = plt.build()
    if show:
        print(canvas)
    return canvas
