# function: kl_to_standard_normal
# about: leaves the graph through NumPy: right numbers and no gradient
# says: gradient | graph | detach
import numpy as np
import torch


def kl_to_standard_normal(mu, logvar):
    m, lv = mu.detach().numpy(), logvar.detach().numpy()
    return torch.from_numpy(0.5 * np.sum(m**2 + np.exp(lv) - 1 - lv, axis=1))
