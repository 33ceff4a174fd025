# function: kl_to_standard_normal
# about: image by image in a list comprehension, stacked, by trace, square and log-determinant
import torch


def kl_to_standard_normal(mu, logvar):
    def my_kl(m, lv):
        trace = lv.exp().sum()
        logdet = lv.sum()
        return (trace + m @ m - len(m) - logdet) / 2

    return torch.stack([my_kl(m, lv) for m, lv in zip(mu, logvar)])
