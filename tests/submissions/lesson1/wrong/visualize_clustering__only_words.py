# function: visualize_clustering
# about: a sentence instead of a plot
# says: plot | canvas
def visualize_clustering(X, labels, centroids, title, show=True):
    text = f"{title}\n{len(X)} points in {len(set(labels.tolist()))} clusters"
    if show:
        print(text)
    return text
