# function: visualize_clustering
# about: one scatter a cluster in a named colour, white stars for the centroids, PCA by SVD
import numpy as np
import plotext as plt


def visualize_clustering(X, labels, centroids, title, show=True):
    names = ["red", "green", "blue", "magenta", "cyan", "orange", "yellow", "gray"]
    if X.shape[1] > 2:
        mean = X.mean(axis=0)
        _, _, Vt = np.linalg.svd(X - mean, full_matrices=True)
        X, centroids = (X - mean) @ Vt[:2].T, (centroids - mean) @ Vt[:2].T
    elif X.shape[1] == 1:
        X = np.column_stack([X, np.zeros(len(X))])
        centroids = np.column_stack([centroids, np.zeros(len(centroids))])
    plt.clear_figure()
    plt.plotsize(80, 24)
    for j in range(len(centroids)):
        inside = labels == j
        if inside.any():
            plt.scatter(
                X[inside, 0].tolist(),
                X[inside, 1].tolist(),
                color=names[j] if j < len(names) else 16 + j,
                marker="dot",
            )
    plt.scatter(centroids[:, 0].tolist(), centroids[:, 1].tolist(), color="black", marker="*")
    plt.title(title)
    canvas = plt.build()
    if show:
        print(canvas)
    return canvas
