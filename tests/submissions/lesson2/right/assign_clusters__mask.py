# function: assign_clusters
# about: the first place where the row equals its maximum
def assign_clusters(w):
    return (w == w.max(axis=1, keepdims=True)).argmax(axis=1)
