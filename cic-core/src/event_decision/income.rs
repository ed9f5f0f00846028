use crate::domain::Money;

/// What an event brings, before what it costs elsewhere; currency units.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Income {
    /// What the client pays for the courts.
    pub revenue: f64,
    /// Margin of what guests spend beside it.
    pub ancillary: f64,
    /// What holding the event costs.
    pub variable_cost: f64,
    /// What is kept when it is called off.
    pub deposit_kept: f64,
    /// What the client is worth beyond this event.
    pub future_value: f64,
    /// P(it is called off after the courts were kept).
    pub wash_probability: f64,
}

impl Income {
    /// (1 - w)(R + ancillary margin - variable cost) + w x deposit kept + future value.
    pub(super) fn expected(&self) -> f64 {
        (1.0 - self.wash_probability) * self.if_held()
            + self.wash_probability * self.deposit_kept
            + self.future_value
    }

    /// What comes in when it takes place, without the client's future.
    pub(super) fn if_held(&self) -> f64 {
        self.revenue + self.ancillary - self.variable_cost
    }

    /// The same event at another price.
    pub(super) const fn at_price(self, revenue: Money) -> Self {
        Self {
            revenue: revenue.cents() as f64 / 100.0,
            ..self
        }
    }

    /// The same event on a share of its courts: the price follows.
    pub(super) fn pro_rata(self, share: f64) -> Self {
        let revenue = (self.revenue * share * 100.0).round() / 100.0;
        Self { revenue, ..self }
    }
}
