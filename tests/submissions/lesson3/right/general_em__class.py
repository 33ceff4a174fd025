# function: general_em
# about: a class holds the state; two small gains in a row stop it
class MyEM:
    def __init__(self, X, params, steps):
        self.X, self.params, self.steps = X, params, steps
        self.Q, self.elbos, self.calm = None, [], 0

    def iterate(self, tol):
        e_step, m_step, elbo = self.steps
        self.Q = e_step(self.X, self.params)
        self.params = m_step(self.X, self.Q)
        self.elbos.append(elbo(self.X, self.params, self.Q))
        if len(self.elbos) > 1:
            small = abs(self.elbos[-1] - self.elbos[-2]) <= tol
            self.calm = self.calm + 1 if small else 0
        return self.calm < 2


def general_em(X, init_params, e_step, m_step, elbo, max_iters=100, tol=1e-6, verbose=False):
    em = MyEM(X, init_params, (e_step, m_step, elbo))
    n_iters = 0
    running = True
    while running and n_iters < max_iters:
        running = em.iterate(tol)
        n_iters += 1
        if verbose:
            print(f"iteration {n_iters}: {em.elbos[-1]}")
    return em.params, em.Q, em.elbos, n_iters
