"""Gradients and draws of 4.1 and 4.2.

A part of the lesson's probes (see `probes`), which are sent to the learner's process as one text.
"""

from typing import Any

import numpy as np
import torch


def _leaf(array: Any) -> Any:
    return _tensor(array).requires_grad_()


def _tensor(array: Any) -> Any:
    return torch.from_numpy(np.array(array, dtype=np.float32))


def _grads(result: Any, **leaves: Any) -> dict[str, Any]:
    """The gradient of the sum of a result with respect to each leaf; None where none arrives."""
    found: dict[str, Any] = dict.fromkeys(leaves)
    if torch.is_tensor(result) and result.requires_grad:
        result.sum().backward()
        found = {n: None if v.grad is None else v.grad.numpy() for n, v in leaves.items()}
    return found


def kl_gradients(exercise: Any, mu: Any, logvar: Any) -> Any:
    """The gradients of the sum of the KLs."""
    mu, logvar = _leaf(mu), _leaf(logvar)
    before = mu.detach().clone(), logvar.detach().clone()
    found = _grads(exercise.kl_to_standard_normal(mu, logvar), mu=mu, logvar=logvar)
    same = torch.equal(mu, before[0]) and torch.equal(logvar, before[1])
    return {"changed": not same, **found}


def loss_gradients(
    exercise: Any, recon: Any, x: Any, mu: Any, logvar: Any, beta: float = 1.0
) -> Any:
    """The loss and its gradients."""
    recon, mu, logvar = _leaf(recon), _leaf(mu), _leaf(logvar)
    x = torch.from_numpy(np.array(x, dtype=np.float32))
    given = {"recon": recon, "x": x, "mu": mu, "logvar": logvar}
    before = {n: v.detach().clone() for n, v in given.items()}
    loss = exercise.vae_loss_function(recon, x, mu, logvar, beta)
    changed = [n for n, v in given.items() if not torch.equal(v.detach(), before[n])]
    found = _grads(loss, recon=recon, mu=mu, logvar=logvar)
    value = float(loss.detach() if torch.is_tensor(loss) else loss)
    return {"tensor": torch.is_tensor(loss), "value": value, "changed": changed, **found}


def sample_gradients(exercise: Any, mu: Any, logvar: Any) -> Any:
    """A sample and the gradients of its sum."""
    torch.manual_seed(0)
    mu, logvar = _leaf(mu), _leaf(logvar)
    before = mu.detach().clone(), logvar.detach().clone()
    z = exercise.reparameterize(mu, logvar)
    same = torch.equal(mu, before[0]) and torch.equal(logvar, before[1])
    return {"z": np.array(z.detach()), "changed": not same, **_grads(z, mu=mu, logvar=logvar)}


def sample_by_generator(exercise: Any, mu: Any, logvar: Any) -> Any:
    """Samples from generators with equal and other seeds, whatever torch's own one holds."""
    mu, logvar = (torch.from_numpy(np.array(a, dtype=np.float32)) for a in (mu, logvar))

    def draw(generator: Any, state: int) -> Any:
        torch.manual_seed(state)
        return np.array(exercise.reparameterize(mu, logvar, generator).detach())

    first = torch.Generator().manual_seed(1)
    own = draw(None, 12)
    return {
        "first": draw(first, 10),
        "next": draw(first, 10),
        "again": draw(torch.Generator().manual_seed(1), 11),
        "other": draw(torch.Generator().manual_seed(2), 10),
        "own": own,
        "own_next": np.array(exercise.reparameterize(mu, logvar).detach()),
    }
