# function: visualize_clustering
# about: PCA by the scatter matrix, colours by number, a legend, X marks the centroids
import numpy as np


def visualize_clustering(X, labels, centroids, title, show=True):
    import plotext

    mean = X.mean(axis=0)
    P, C = X - mean, centroids - mean
    if X.shape[1] > 2:
        _, vectors = np.linalg.eigh(P.T @ P)
        axes = vectors[:, ::-1][:, :2]
        P, C = P @ axes, C @ axes
    if X.shape[1] == 1:
        P = np.hstack([P, labels[:, None]])
        C = np.hstack([C, np.arange(len(C))[:, None]])
    plotext.clf()
    plotext.limit_size(False, False)
    plotext.plot_size(100, 30)
    plotext.theme("clear")
    for j in np.unique(labels):
        x, y = P[labels == j].T
        plotext.scatter(list(x), list(y), color=20 + 30 * int(j) % 230, label=f"cluster {j}")
    plotext.scatter(list(C[:, 0]), list(C[:, 1]), marker="X", color="white", label="centroids")
    plotext.title(title)
    plotext.xlabel("first")
    plotext.ylabel("second")
    text = plotext.build()
    plotext.clear_figure()
    if show:
        print(text)
    return text
