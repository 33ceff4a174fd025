# function: demonstrate_kmeans_concepts
# about: one run told step by step: history, silhouettes, plot
from sklearn.datasets import make_blobs


def demonstrate_kmeans_concepts(show=True):
    X, truth = make_blobs(n_samples=150, centers=4, cluster_std=0.8, random_state=0)
    centroids, labels, history = kmeans(X, 4, rng=0)
    silhouette, inertia, used = evaluate_clustering(X, labels, centroids)
    if show:
        for step, value in enumerate(history, start=1):
            print(f"iteration {step}: distortion {value:.3f}")
        visualize_clustering(X, labels, centroids, "four blobs", show=True)
    return {
        "distortion_history": history,
        "silhouette": silhouette,
        "inertia": inertia,
        "clusters": used,
        "largest_cluster": max(list(labels).count(j) for j in range(4)),
    }
