# function: visualize_clustering
# about: principal directions by power iteration; half-block points, centroids as crosses
import numpy as np
import plotext as plt


def my_leading_direction(S):
    v = np.linspace(1, 2, len(S))
    for _ in range(500):
        w = S @ v
        length = np.linalg.norm(w)
        if length == 0:
            return v / np.linalg.norm(v)
        v = w / length
    return v


def visualize_clustering(X, labels, centroids, title, show=True):
    points, centres = np.asarray(X, dtype=float), np.asarray(centroids, dtype=float)
    d = points.shape[1]
    if d == 1:
        xy, cxy = np.c_[np.arange(len(points)), points], np.c_[np.zeros(len(centres)), centres]
    elif d == 2:
        xy, cxy = points, centres
    else:
        m = points.mean(0)
        S = (points - m).T @ (points - m)
        v1 = my_leading_direction(S)
        v2 = my_leading_direction(S - (v1 @ S @ v1) * np.outer(v1, v1))
        B = np.c_[v1, v2]
        xy, cxy = (points - m) @ B, (centres - m) @ B
    plt.clear_figure()
    plt.plotsize(90, 28)
    plt.title(title)
    palette = ["red+", "blue+", "green+", "magenta+", "cyan+", "orange+", "red", "blue", "green"]
    for count, j in enumerate(sorted(set(int(v) for v in labels))):
        rows = xy[labels == j]
        plt.scatter(rows[:, 0], rows[:, 1], marker="hd", color=palette[count % len(palette)])
    for c in cxy:
        plt.scatter([c[0]], [c[1]], marker="+", color="black")
    canvas = plt.build()
    if show:
        print(canvas, flush=True)
    return canvas
