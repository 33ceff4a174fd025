# function: general_em
# about: params = (phi, mu, Sigma) only
# says: model | unpack | anything
def general_em(X, init_params, e_step, m_step, elbo, max_iters=100, tol=1e-6, verbose=False):
    params = init_params
    elbos = []
    for iteration in range(max_iters):
        Q = e_step(X, params)
        phi, mu, Sigma = m_step(X, Q)
        params = (phi, mu, Sigma)
        elbos.append(float(elbo(X, params, Q)))
        if verbose:
            print(f"{iteration:4d} {elbos[-1]:.6f}")
        if len(elbos) > 1 and abs(elbos[-1] - elbos[-2]) < tol:
            break
    return params, Q, elbos, len(elbos)
