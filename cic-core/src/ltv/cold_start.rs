use crate::domain::Money;
use crate::settings::ColdStart;

/// A segment's value before there is history to fit: monthly figure x margin x expected tenure - acquisition cost.
///
/// Undiscounted and net of acquisition cost, as clubs are used to; rounded to the cent.
///
/// ```
/// use cic_core::{Settings, ltv::cold_start_value};
/// let settings = Settings::default();
/// let value = cold_start_value(&settings.economics.cold_start["competitive_athlete"]);
/// assert_eq!(value.to_string(), "2155.04");
/// ```
#[must_use]
pub fn cold_start_value(cold_start: &ColdStart) -> Money {
    let margin = cold_start.monthly.units() * cold_start.margin * cold_start.tenure_months;
    Money::from_units(margin - cold_start.acquisition_cost.units()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    #[test]
    fn the_four_default_segments_have_the_figures_of_the_formula() {
        let settings = Settings::default();
        let value = |segment: &str| cold_start_value(&settings.economics.cold_start[segment]).to_string();
        assert_eq!(value("corporate_power_user"), "3252.00");
        assert_eq!(value("social_ambassador"), "2036.00");
        assert_eq!(value("competitive_athlete"), "2155.04");
        assert_eq!(value("casual_drop_in"), "150.00");
    }
}
