use rand::RngCore;

use super::{BgBb, FitSummary, Fitted, GammaGamma, VisitModel};
use crate::numeric::cholesky::Cholesky;
use crate::numeric::draws::normal;

impl<Model: VisitModel> Fitted<Model> {
    /// The model at parameters drawn from what the data leave open: normal in their logarithms, with the fit's
    /// covariance. Nothing where there is no covariance.
    pub fn draw_model<R: RngCore>(&self, generator: &mut R) -> Option<Model> {
        Model::from_parameters(draw(&self.summary, self.model.parameters(), generator)?).ok()
    }
}

impl Fitted<BgBb> {
    /// The model at parameters drawn from what the data leave open: normal in their logarithms, with the fit's
    /// covariance. Nothing where there is no covariance.
    pub fn draw_model<R: RngCore>(&self, generator: &mut R) -> Option<BgBb> {
        BgBb::from_parameters(draw(&self.summary, self.model.parameters(), generator)?).ok()
    }
}

impl Fitted<GammaGamma> {
    /// The model at parameters drawn from what the data leave open: normal in their logarithms, with the fit's
    /// covariance. Nothing where there is no covariance.
    pub fn draw_model<R: RngCore>(&self, generator: &mut R) -> Option<GammaGamma> {
        GammaGamma::from_parameters(draw(&self.summary, self.model.parameters(), generator)?).ok()
    }
}

fn draw<const N: usize>(
    summary: &FitSummary,
    parameters: [f64; N],
    generator: &mut impl RngCore,
) -> Option<[f64; N]> {
    let covariance = summary.log_covariance.as_ref()?.concat();
    let factor = Cholesky::factor(&covariance, N).ok()?;
    let deviates: [f64; N] = std::array::from_fn(|_| normal(generator));
    let shifts = factor.lower_times(&deviates);
    Some(std::array::from_fn(|place| {
        parameters[place] * shifts[place].exp()
    }))
}
