# function: general_em
# about: a for loop that stops by the absolute gain
def general_em(X, init_params, e_step, m_step, elbo, max_iters=100, tol=1e-6, verbose=False):
    params = init_params
    elbos = []
    for iteration in range(max_iters):
        Q = e_step(X, params)
        params = m_step(X, Q)
        elbos.append(float(elbo(X, params, Q)))
        if verbose:
            print(f"{iteration:4d} {elbos[-1]:.6f}")
        if len(elbos) > 1 and abs(elbos[-1] - elbos[-2]) < tol:
            break
    return params, Q, elbos, len(elbos)
