# function: general_em
# about: the reference's function
# says: reference | scratch
def general_em(X, init_params, e_step, m_step, elbo, max_iters=100, tol=1e-6, verbose=False):
    from reference import general_em_examples

    return general_em_examples.general_em(X, init_params, e_step, m_step, elbo, max_iters, tol)
