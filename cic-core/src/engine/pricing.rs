use super::Engine;
use crate::domain::{ApprovedPrice, Instant};
use crate::error::Result;
use crate::planning::{PriceApprovalRequest, Pricing, PricingRequest, approvals, recommend_prices};

impl Engine {
    /// What a court-hour should cost, hour by hour of the week, from current prices on.
    #[must_use]
    pub fn pricing(&self, request: &PricingRequest) -> Pricing {
        self.plan(|situation| recommend_prices(situation, *request, &self.approved_prices))
    }

    /// The prices that a person's word at `approved_at` sets, to be stored and laid over engines by
    /// [`Engine::with_approved_prices`].
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with every fault of the request, each at its JSON pointer.
    pub fn approve_prices(
        &self,
        request: &PriceApprovalRequest,
        approved_at: Instant,
    ) -> Result<Vec<ApprovedPrice>> {
        approvals(request, &self.pricing(&PricingRequest::default()), approved_at)
    }
}
