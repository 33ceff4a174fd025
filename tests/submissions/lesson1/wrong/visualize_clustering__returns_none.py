# function: visualize_clustering
# about: draws and shows, returns nothing
# says: none | return | str
import plotext as plt


def visualize_clustering(X, labels, centroids, title, show=True):
    plt.clear_figure()
    for j in range(len(centroids)):
        plt.scatter(X[labels == j, 0].tolist(), X[labels == j, -1].tolist(), color=20 + 30 * j)
    plt.scatter(centroids[:, 0].tolist(), centroids[:, -1].tolist(), marker="x")
    plt.title(title)
    if show:
        plt.show()
