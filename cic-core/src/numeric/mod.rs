//! Numbers that the models share: factors of matrices, functions, steps to an optimum, sums in a fixed order.

pub(crate) mod bucket;
pub(crate) mod cholesky;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the models that are fitted with it come next")
)]
pub(crate) mod newton;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the models that sum with it come next")
)]
pub(crate) mod ordered_sum;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the models that compute with it come next")
)]
pub(crate) mod special;
