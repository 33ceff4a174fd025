# function: visualize_clustering
# about: more than two features: the first two are plotted, no PCA
# says: pca | project | first two
import plotext as plt


def visualize_clustering(X, labels, centroids, title, show=True):
    last = 1 if X.shape[1] > 1 else 0
    plt.clear_figure()
    for j in range(len(centroids)):
        rows = X[labels == j]
        plt.scatter(rows[:, 0].tolist(), rows[:, last].tolist(), color=20 + 30 * j)
    plt.scatter(centroids[:, 0].tolist(), centroids[:, last].tolist(), color="black", marker="x")
    plt.title(title)
    canvas = plt.build()
    if show:
        print(canvas)
    return canvas
