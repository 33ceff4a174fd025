# function: visualize_gmm
# about: the call before is still in the figure
# says: clear | previous | before
import numpy as np
import plotext as plt


def visualize_gmm(X, w, phi, mu, Sigma, title, show=True):
    labels = assign_clusters(w)
    m = X.mean(axis=0)
    d = X.shape[1]
    _, _, Vt = np.linalg.svd(X - m, full_matrices=True)
    B = Vt[:2].T if d > 2 else np.eye(d)
    P, C = (X - m) @ B, (mu - m) @ B
    S = np.array([B.T @ s @ B for s in Sigma])
    if d == 1:
        P, C = np.column_stack([P, labels]), np.column_stack([C, np.arange(len(C))])
        S = np.array([np.diag([s[0, 0], 0.0]) for s in S])
    t = np.linspace(0, 2 * np.pi, 80)
    circle = np.array([np.cos(t), np.sin(t)])
    plt.plotsize(90, 30)
    names = ["red", "blue", "green", "magenta", "cyan", "orange"]
    for j in range(len(phi)):
        colour = names[j] if j < len(names) else 16 + 5 * j % 240
        own = P[labels == j]
        if len(own):
            plt.scatter(own[:, 0].tolist(), own[:, 1].tolist(), color=colour, marker="dot")
        values, vectors = np.linalg.eigh(S[j])
        half = vectors * np.sqrt(np.maximum(values, 0))
        for r in (1, 2):
            x, y = C[j][:, None] + r * half @ circle
            plt.plot(x.tolist(), y.tolist(), color=colour)
        plt.scatter([C[j, 0]], [C[j, 1]], color="black", marker="x")
    plt.title(title)
    canvas = plt.build()
    if show:
        print(canvas)
    return canvas
