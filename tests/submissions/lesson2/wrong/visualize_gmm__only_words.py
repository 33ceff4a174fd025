# function: visualize_gmm
# about: a sentence instead of a plot
# says: plot | canvas
def visualize_gmm(X, w, phi, mu, Sigma, title, show=True):
    text = f"{title}: {len(phi)} components, proportions {phi}"
    if show:
        print(text)
    return text
