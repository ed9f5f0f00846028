use serde::{Deserialize, Serialize};

use super::ranking::{ExpectedExits, ties};
use super::{EvaluationError, Forecast};
use crate::error::Fault;

/// A campaign that offers the likeliest leavers something to stay (Neslin et al., Journal of Marketing Research 2006).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionCampaign {
    /// What a member who stays after all is worth, in the venue's currency.
    pub value_saved: f64,
    /// The share of leavers who stay when asked, 0 to 1.
    pub probability_saved: f64,
    /// What the offer costs for each who takes it.
    pub offer_cost: f64,
    /// The share of those who would have stayed anyway and take the offer, 0 to 1.
    pub stayers_who_take_it: f64,
    /// What it costs to ask one member.
    pub contact_cost: f64,
}

/// What a campaign to the first so many members brings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfitPoint {
    /// Members asked, by falling probability.
    pub members: usize,
    /// Leavers expected among them.
    pub expected_exits: f64,
    /// What the campaign brings less what it costs.
    pub expected_profit: f64,
}

impl RetentionCampaign {
    fn check(&self) -> Result<(), EvaluationError> {
        let shares = [
            ("probability_saved", self.probability_saved),
            ("stayers_who_take_it", self.stayers_who_take_it),
        ];
        let amounts = [
            ("value_saved", self.value_saved),
            ("offer_cost", self.offer_cost),
            ("contact_cost", self.contact_cost),
        ];
        let bad_shares = shares
            .into_iter()
            .filter(|(_, share)| !(0.0..=1.0).contains(share));
        let bad_shares =
            bad_shares.map(|(field, share)| Fault::new(field, format!("{share} is not between 0 and 1")));
        let bad_amounts = amounts
            .into_iter()
            .filter(|(_, amount)| !(amount.is_finite() && *amount >= 0.0));
        let bad_amounts =
            bad_amounts.map(|(field, amount)| Fault::new(field, format!("{amount} is not 0 or more")));
        let faults: Vec<Fault> = bad_shares.chain(bad_amounts).collect();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(EvaluationError::Options(faults))
        }
    }

    fn profit(&self, members: f64, exits: f64) -> f64 {
        let of_leavers = exits * self.probability_saved * (self.value_saved - self.offer_cost);
        let of_stayers = (members - exits) * self.stayers_who_take_it * self.offer_cost;
        of_leavers - of_stayers - members * self.contact_cost
    }
}

impl Forecast<'_> {
    /// The profit of asking nobody, one per cent, two per cent ... everyone, by falling probability.
    ///
    /// # Errors
    /// Shares outside 0 to 1, amounts below 0, all reported together.
    pub fn profit_curve(&self, campaign: &RetentionCampaign) -> Result<Vec<ProfitPoint>, EvaluationError> {
        campaign.check()?;
        let ties = ties(self);
        let mut expected = ExpectedExits::new(&ties);
        let mut counts: Vec<usize> = (0..=100).map(|percent| self.rows() * percent / 100).collect();
        counts.dedup();
        let points = counts.into_iter().map(|members| {
            let expected_exits = expected.among_first(members);
            ProfitPoint {
                members,
                expected_exits,
                expected_profit: campaign.profit(members as f64, expected_exits),
            }
        });
        Ok(points.collect())
    }

    /// The point of the profit curve that brings most, the smallest of equals.
    ///
    /// # Errors
    /// As [`Forecast::profit_curve`].
    pub fn best_campaign(&self, campaign: &RetentionCampaign) -> Result<ProfitPoint, EvaluationError> {
        let mut curve = self.profit_curve(campaign)?.into_iter();
        let first = curve.next().ok_or(EvaluationError::Empty)?;
        Ok(curve.fold(first, |best, point| {
            if point.expected_profit > best.expected_profit {
                point
            } else {
                best
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAMPAIGN: RetentionCampaign = RetentionCampaign {
        value_saved: 1_000.0,
        probability_saved: 0.5,
        offer_cost: 100.0,
        stayers_who_take_it: 1.0,
        contact_cost: 10.0,
    };

    #[test]
    fn the_best_campaign_asks_those_who_would_leave_and_nobody_else() {
        let probabilities: Vec<f64> = (0..100).map(|row| f64::from(row) / 100.0).collect();
        let outcomes: Vec<bool> = (0..100).map(|row| row >= 90).collect();
        let forecast = Forecast::new(&probabilities, &outcomes).unwrap();
        let best = forecast.best_campaign(&CAMPAIGN).unwrap();
        assert_eq!(best.members, 10);
        assert!((best.expected_profit - 10.0 * (0.5 * 900.0 - 10.0)).abs() < 1e-9);
        let curve = forecast.profit_curve(&CAMPAIGN).unwrap();
        assert_eq!((curve.len(), curve[0].members), (101, 0));
        assert!((curve[100].expected_profit - (10.0 * 450.0 - 90.0 * 100.0 - 1_000.0)).abs() < 1e-9);
    }

    #[test]
    fn faults_of_a_campaign_are_reported_together() {
        let campaign = RetentionCampaign {
            probability_saved: 1.5,
            contact_cost: f64::NAN,
            ..CAMPAIGN
        };
        let forecast = Forecast::new(&[0.5], &[true]).unwrap();
        let error = forecast.profit_curve(&campaign).unwrap_err();
        assert_eq!(
            error.to_string(),
            "probability_saved: 1.5 is not between 0 and 1; contact_cost: NaN is not 0 or more"
        );
    }
}
