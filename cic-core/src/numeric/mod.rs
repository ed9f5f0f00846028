//! Numbers that the models share: factors of matrices, functions, steps to an optimum, sums in a fixed order.

pub(crate) mod bucket;
pub(crate) mod bytes;
pub(crate) mod chi_square;
pub(crate) mod cholesky;
pub(crate) mod draws;
pub(crate) mod newton;
pub(crate) mod normal;
pub(crate) mod ordered_sum;
pub(crate) mod quadrature;
pub(crate) mod special;
