# function: visualize_gmm
# about: Cholesky factors turn circles into ellipses, drawn as points; a legend with the proportions
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
    plt.clear_figure()
    plt.limit_size(False, False)
    plt.plotsize(100, 36)
    plt.theme("clear")
    names = ["red", "blue", "green", "magenta", "cyan", "orange"]
    for j in range(len(phi)):
        colour = names[j] if j < len(names) else 16 + 5 * j % 240
        own = P[labels == j]
        if len(own):
            plt.scatter(own[:, 0].tolist(), own[:, 1].tolist(), color=colour, marker="dot")
        half = np.linalg.cholesky(S[j] + 1e-12 * np.trace(S[j]) * np.eye(2))
        for r in (1, 2):
            x, y = C[j][:, None] + r * half @ circle
            plt.scatter(x.tolist(), y.tolist(), color=colour, marker="braille")
        plt.scatter([C[j, 0]], [C[j, 1]], color="white", marker="@", label=f"φ = {phi[j]:.2f}")
    plt.title(title)
    canvas = plt.build()
    if show:
        print(canvas)
    return canvas
