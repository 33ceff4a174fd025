# function: demonstrate_convergence
# about: curves drawn with plotext
import numpy as np


def demonstrate_convergence(show=True):
    rng = np.random.default_rng(21)
    X = np.r_[rng.normal(size=(70, 2)), rng.normal(size=(70, 2)) * [0.3, 2] + 3]
    log_likelihoods = []
    for _ in range(5):
        start = initialize_parameters(X, 2, method="random", rng=rng)
        log_likelihoods.append(em_mog(X, 2, max_iters=40, init_params=start)[-1])
    if show:
        import plotext as plt

        plt.clear_figure()
        for curve in log_likelihoods:
            plt.plot(curve)
        plt.title("log-likelihood")
        plt.show()
    return {"log_likelihoods": log_likelihoods, "best": max(c[-1] for c in log_likelihoods)}
