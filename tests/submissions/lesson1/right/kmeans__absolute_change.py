# function: kmeans
# about: history after the re-assignment; stops when the distortion changes by less than tol (so tol=0 goes on to max_iters)
def kmeans(X, k, max_iters=100, tol=1e-6, init="kmeans++", rng=None, verbose=False):
    if isinstance(init, str):
        centroids = initialize_centroids(X, k, init, rng)
    else:
        centroids = init.copy()
    labels = assign_clusters(X, centroids)
    distortion_history = []
    for i in range(max_iters):
        centroids = update_centroids(X, labels, k)
        labels = assign_clusters(X, centroids)
        distortion_history.append(compute_distortion(X, centroids, labels))
        if verbose:
            print(f"iteration {i}: {distortion_history[-1]:.4f}")
        if i > 0 and abs(distortion_history[-2] - distortion_history[-1]) < tol:
            break
    return centroids, labels, distortion_history
