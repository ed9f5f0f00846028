//! Numbers that the models share: factors of matrices, functions, steps to an optimum, sums in a fixed order.

#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the models that solve with it come next")
)]
pub(crate) mod cholesky;
