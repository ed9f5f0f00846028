//! What the fitted models say of every member.

use std::sync::Arc;

use rayon::prelude::*;

use super::Observed;
use super::models::{DropIns, Models};
use super::value_doubt::ValueDoubt;
use crate::churn::history::MemberMonths;
use crate::churn::outlook::{ChurnChoice, MembershipChurn};
use crate::churn::reasons::Reference;
use crate::domain::{Instant, MemberStatus};
use crate::features::Home;
use crate::ltv::{
    Discounting, DropInModel, Membership, Outcomes, Prospects, PurchaseLog, SpendModel, Spread, conversions,
};
use crate::{Club, Settings, Stop, Stopped};

/// Share of outcomes that an interval holds.
pub(super) const COVERAGE: f64 = 0.9;
/// Months ahead for which the probability of leaving is given.
pub(super) const YEAR: usize = 12;

/// Where a member's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// Hazard of behaviour, fee and spend.
    Hazard,
    /// Retention by months of membership, fee and spend.
    RetentionCurve,
    /// A naive rate of leaving, fee and spend.
    NaiveRate,
    /// Paying days and spend on one.
    Purchases,
    /// The segment's usual figures.
    ColdStart,
    /// Has left.
    Left,
}

impl Method {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Hazard => "hazard",
            Self::RetentionCurve => "retention_curve",
            Self::NaiveRate => "naive_rate",
            Self::Purchases => "purchases",
            Self::ColdStart => "cold_start",
            Self::Left => "left",
        }
    }
}

/// What is expected of one member.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Outlook {
    pub method: Method,
    /// Probability of leaving within a month; `None` where it is not modelled.
    pub next_month: Option<f64>,
    /// Probability of leaving (for a drop-in: of staying away) within 12 months.
    pub year: Option<f64>,
    /// Margin to come; all zero by the plain rule, whose figure is the segment's.
    pub worth: Spread,
    /// Standard deviation of what is known of its mean; `None` where no model says.
    pub doubt: Option<f64>,
}

impl Outlook {
    const fn without_model(method: Method) -> Self {
        let worth = Spread {
            mean: 0.0,
            variance: 0.0,
            low: 0.0,
            high: 0.0,
        };
        Self {
            method,
            next_month: None,
            year: None,
            worth,
            doubt: None,
        }
    }
}

/// What the models say of everyone, by member index.
#[derive(Debug)]
pub(super) struct Valuation {
    pub models: Models,
    pub outlooks: Vec<Outlook>,
    /// Covariates as of now of members whom a hazard judges.
    pub sights: Vec<Option<Box<[f64]>>>,
    /// By segment index: the mean of its members, for reasons.
    pub references: Vec<Option<Reference>>,
    /// By segment index: mean probability of leaving within 12 months.
    pub segment_year: Vec<Option<f64>>,
}

/// What values are made of.
pub(super) struct Ground<'a> {
    pub club: &'a Arc<Club>,
    pub settings: &'a Settings,
    pub homes: &'a [Option<Home>],
    pub as_of: Instant,
    pub version: &'a str,
    /// By member index.
    pub segments: Vec<usize>,
    pub listed: &'a [usize],
    pub stop: &'a Stop,
}

impl<'a> Ground<'a> {
    pub(super) fn of(observed: &'a Observed, stop: &'a Stop) -> Self {
        let segments = observed.assigned.iter().map(|assigned| assigned.segment);
        Self {
            club: &observed.club,
            settings: &observed.settings,
            homes: &observed.homes,
            as_of: observed.as_of,
            version: &observed.version,
            segments: segments.collect(),
            listed: &observed.listed,
            stop,
        }
    }
}

impl Valuation {
    /// Fits, or takes what was fitted on the same inputs, and values everyone.
    pub(super) fn of(ground: &Ground<'_>, stored: Option<&Models>) -> Result<Self, Stopped> {
        let months = MemberMonths::of(ground.club, ground.settings, ground.homes, ground.as_of);
        let knows_plans = ground.club.knows_plans();
        let people = ground.club.people();
        let is_drop_in: Vec<bool> = people
            .iter()
            .map(|person| person.member.plan.is_none() || !knows_plans)
            .collect();
        let log = PurchaseLog::of(ground.club, ground.as_of, &is_drop_in);
        ground.stop.check()?;
        let models = stored
            .filter(|models| models.engine_version == ground.version)
            .cloned()
            .unwrap_or_else(|| Models::fit(ground, &months, &log, &is_drop_in));
        ground.stop.check()?;
        let mut outlooks = members(ground, &months, &models);
        drop_ins(ground, &models, &log, &is_drop_in, &mut outlooks);
        let sights = sights(&months, &models, &outlooks);
        let mut valuation = Self {
            references: Vec::new(),
            segment_year: Vec::new(),
            models,
            outlooks,
            sights,
        };
        valuation.summarise(ground);
        ground.stop.check()?;
        Ok(valuation)
    }

    fn summarise(&mut self, ground: &Ground<'_>) {
        let segments = ground.settings.segments.len();
        let hazard = match &self.models.churn.model {
            MembershipChurn::Hazard(model) => Some(&model.hazard),
            _ => None,
        };
        for segment in 0..segments {
            let members = || {
                ground
                    .listed
                    .iter()
                    .copied()
                    .filter(|&member| ground.segments[member] == segment)
            };
            let years: Vec<f64> = members()
                .filter_map(|member| self.outlooks[member].year)
                .collect();
            let mean = years.iter().sum::<f64>() / years.len().max(1) as f64;
            self.segment_year.push((!years.is_empty()).then_some(mean));
            let rows: Vec<f64> = members()
                .filter_map(|member| self.sights[member].as_deref())
                .flatten()
                .copied()
                .collect();
            let reference = hazard.and_then(|hazard| {
                let count = rows.len() / hazard.coefficients().len().max(1);
                Reference::mean_of(hazard, &rows, &vec![0; count]).ok()
            });
            self.references.push(reference);
        }
    }
}

impl Models {
    fn fit(ground: &Ground<'_>, months: &MemberMonths, log: &PurchaseLog, is_drop_in: &[bool]) -> Self {
        let churn = ChurnChoice::make(months, ground.stop);
        let conversion = conversions(ground.club, ground.as_of, is_drop_in);
        let drop_ins = match DropInModel::fit(log, conversion) {
            Ok(model) => DropIns {
                why: "paying days and what is paid on them, by the MBG/NBD and the Gamma-Gamma".to_owned(),
                model: Some(model),
            },
            Err(why) => DropIns {
                why: format!("the plain rule, since {why}"),
                model: None,
            },
        };
        Self::new(ground.version, churn, SpendModel::fit(months), drop_ins)
    }
}

/// Members with a plan; one of a household for whom another decides shares that one's curve.
fn members(ground: &Ground<'_>, months: &MemberMonths, models: &Models) -> Vec<Outlook> {
    let economics = &ground.settings.economics;
    let horizon = economics.horizon_months as usize;
    let discounting = Discounting::new(economics.annual_discount_rate);
    let method = match &models.churn.model {
        MembershipChurn::Hazard(_) => Method::Hazard,
        MembershipChurn::RetentionCurve(_) => Method::RetentionCurve,
        MembershipChurn::Naive(_) => Method::NaiveRate,
        MembershipChurn::PlainRule => Method::ColdStart,
    };
    let doubt = ValueDoubt::new(discounting, horizon, models.churn.model.exits());
    (0..ground.club.people().len())
        .into_par_iter()
        .with_min_len(64)
        .map_init(Outcomes::default, |outcomes, member| {
            let person = &ground.club.people()[member];
            if method == Method::ColdStart {
                return Outlook::without_model(Method::ColdStart);
            }
            if person.member.status == MemberStatus::Cancelled {
                return Outlook::without_model(Method::Left);
            }
            let Some(contract) = &months.contracts.contracts[member] else {
                return Outlook::without_model(Method::ColdStart);
            };
            let payer = months.contracts.payers[member] as usize;
            let curves = models.churn.exit_curves(months, payer, horizon.max(YEAR));
            let weighted = |of: &dyn Fn(&crate::churn::outlook::ExitCurve) -> f64| -> f64 {
                curves.iter().map(|(curve, weight)| weight * of(curve)).sum()
            };
            let monthly_spend = models.spend.expected_monthly(months, member);
            let membership = Membership {
                monthly_fee: contract.fee_cents as f64 / 100.0,
                monthly_spend,
                spend_variance: models.spend.relative_variance(monthly_spend * horizon as f64),
                notice_months: contract.notice_months(),
                margin: economics.margin,
                discounting,
            };
            let survivals: Vec<(Vec<f64>, f64)> = curves
                .iter()
                .map(|(curve, weight)| {
                    let mut survival = curve.survival();
                    survival.truncate(horizon + 1);
                    (survival, *weight)
                })
                .collect();
            let worth = membership.spread(&survivals, COVERAGE, outcomes);
            Outlook {
                method,
                doubt: Some(worth.mean * doubt.relative(&survivals)),
                next_month: Some(weighted(&|curve| curve.probability_of_exit_within(1))),
                year: Some(weighted(&|curve| curve.probability_of_exit_within(YEAR))),
                worth,
            }
        })
        .collect()
}

/// Customers without a plan.
fn drop_ins(
    ground: &Ground<'_>,
    models: &Models,
    log: &PurchaseLog,
    is_drop_in: &[bool],
    outlooks: &mut [Outlook],
) {
    let Some(model) = &models.drop_ins.model else {
        return;
    };
    let economics = &ground.settings.economics;
    let worths: Vec<f64> = outlooks
        .iter()
        .filter(|outlook| outlook.year.is_some())
        .map(|outlook| outlook.worth.mean)
        .collect();
    let prospects = Prospects {
        horizon_months: economics.horizon_months,
        discounting: Discounting::new(economics.annual_discount_rate),
        margin: economics.margin,
        member_worth: worths.iter().sum::<f64>() / worths.len().max(1) as f64,
        coverage: COVERAGE,
    };
    for (member, &is_drop_in) in is_drop_in.iter().enumerate() {
        let has_left = ground.club.people()[member].member.status == MemberStatus::Cancelled;
        if is_drop_in {
            let method = if has_left { Method::Left } else { Method::Purchases };
            outlooks[member] = Outlook::without_model(method);
        }
    }
    for (member, drop_in) in model.worths(log, &prospects, ground.settings.models.seed) {
        if outlooks[member].method == Method::Purchases {
            outlooks[member].year = Some(drop_in.probability_of_silence);
            outlooks[member].worth = drop_in.worth;
        }
    }
}

/// Covariates as of now of everyone whom the hazard judges.
fn sights(months: &MemberMonths, models: &Models, outlooks: &[Outlook]) -> Vec<Option<Box<[f64]>>> {
    if !matches!(models.churn.model, MembershipChurn::Hazard(_)) {
        return vec![None; outlooks.len()];
    }
    outlooks
        .par_iter()
        .enumerate()
        .map_init(Vec::new, |row, (member, outlook)| {
            if outlook.method != Method::Hazard {
                return None;
            }
            let count = months.calendar().count();
            let mut sight = None;
            let payer = months.contracts.payers[member] as usize;
            months.walk_from(payer, count, row, &mut |start| {
                sight = Some(start.covariates.to_vec().into_boxed_slice());
            });
            sight
        })
        .collect()
}
