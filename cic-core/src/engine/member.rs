use serde::{Deserialize, Serialize};

use super::Engine;
use super::churn::MemberChurn;
use super::valuation::{COVERAGE, Method};
use crate::domain::{Member, MemberStatus, Motivation};
use crate::error::{Error, Result};
use crate::segmentation::{
    ConnectorTier, Contradiction, Origin, SourceFit, Standing, connector_score, contradictions,
};

/// Everything the engine says of one member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberProfile {
    /// The club's id.
    pub id: String,
    /// As the club writes it.
    pub name: String,
    /// As of the engine's instant.
    pub status: MemberStatus,
    /// When the membership began, club-local with its offset; `null` when no source says.
    pub joined_at: Option<String>,
    /// The paid plan; `null` for a drop-in.
    pub plan: Option<String>,
    /// Where they work, if known.
    pub employer: Option<String>,
    /// What they do there, if known.
    pub title: Option<String>,
    /// What they say they play for, if asked.
    pub motivation: Option<Motivation>,
    /// Segment with its confidence.
    pub segment: SegmentFit,
    /// Behaviour as of the engine's instant.
    pub features: MemberFeatures,
    /// Lifetime value and how it came about.
    pub value: MemberValue,
    /// How likely they are to leave, and why; `null` by the plain rule, and for those who have left.
    pub churn: Option<MemberChurn>,
    /// Silent for more than twice their own rhythm.
    pub at_risk: bool,
    /// What does not fit together.
    pub contradictions: Vec<Contradiction>,
    /// Connector score 0 to 30.
    pub connector_score: u8,
    /// `null` below 15.
    pub connector_tier: Option<ConnectorTier>,
    /// The company for which the club lists the member as connector.
    pub connector_company: Option<String>,
}

/// A member's segment and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentFit {
    /// Segment id.
    pub id: String,
    /// `Corporate Power User`.
    pub display_name: String,
    /// 0 to 100.
    pub confidence: u8,
    /// How it came about.
    pub origin: Origin,
    /// How firmly it stands.
    pub standing: Standing,
    /// Whether a person should look.
    pub needs_review: bool,
    /// Each source that is present: its weight (they sum to 100) and how well it fits.
    pub sources: Vec<SourceFit>,
    /// Who overrode the rules, when and why.
    pub overridden: Option<String>,
}

/// Behaviour, as of the engine's instant. Shares are 0 to 1 and `null` without visits to share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberFeatures {
    /// Days with a visit, ever.
    pub visits: u32,
    /// Days with a visit per week over 12 weeks.
    pub visits_per_week: f64,
    /// Whole days since the last visit.
    pub days_since_last_visit: Option<u32>,
    /// Mean days between the latest visits.
    pub usual_gap_days: Option<f64>,
    /// Court fees and the like in the last 90 days, currency units.
    pub spend_90_days: f64,
    /// Share on weekdays 17:00 to 21:00.
    pub weekday_peak_share: Option<f64>,
    /// Share on weekdays before 16:00.
    pub off_peak_share: Option<f64>,
    /// Distinct partners per meeting.
    pub partner_variety: Option<f64>,
    /// Share in sessions and lessons.
    pub session_share: Option<f64>,
    /// Share alone.
    pub alone_share: Option<f64>,
    /// Mean minutes a visit.
    pub mean_stay_minutes: Option<f64>,
    /// Miles from home to the club.
    pub miles_from_club: Option<f64>,
    /// The home's census tract.
    pub tract: Option<String>,
}

/// What a member is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberValue {
    /// Margin to come, currency units.
    pub ltv: f64,
    /// ISO 4217.
    pub currency: String,
    /// `hazard`, `retention_curve` or `naive_rate`: fee and spend while the member stays; `purchases`: what a drop-in
    /// pays; `left`: nothing; `cold_start`: the segment's monthly figure x margin x expected tenure - acquisition cost,
    /// undiscounted.
    pub method: String,
    /// Months looked ahead.
    pub horizon_months: f64,
    /// Discount rate a year; 0 for `cold_start`.
    pub annual_discount_rate: f64,
    /// Where the margin will come to lie; `null` for `cold_start`, which knows nothing of that.
    pub interval: Option<ValueInterval>,
    /// Probability of leaving within 12 months x value; `null` where it is not modelled.
    pub value_at_risk: Option<f64>,
}

/// Where the margin up to the horizon will come to lie.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ValueInterval {
    /// Lower end, currency units.
    pub low: f64,
    /// Upper end, currency units.
    pub high: f64,
    /// Probability that it lies between, exit and spending and the models' own uncertainty included.
    pub coverage: f64,
}

impl Engine {
    /// One member's profile; a member not known as of the engine's instant is [`crate::Error::NotFound`].
    pub fn member(&self, id: &str) -> Result<MemberProfile> {
        let not_found = || Error::NotFound {
            what: "member",
            id: id.to_owned(),
        };
        let member = self.observed.club.find(id).ok_or_else(not_found)?;
        let person = &self.observed.club.people()[member];
        let evidence = self.evidence(member);
        let score = connector_score(&evidence);
        let title = person.enrichments.iter().rev().find_map(|row| row.title.clone());
        let joined_at = Some(person.member.joined_at).filter(|&joined| joined != Member::UNKNOWN_JOINING);
        Ok(MemberProfile {
            id: person.member.id.clone(),
            name: person.member.name.clone(),
            status: person.member.status,
            joined_at: joined_at.map(|joined| {
                joined
                    .with_timezone(&self.observed.settings.venue.time_zone)
                    .to_rfc3339()
            }),
            plan: person.member.plan.clone(),
            employer: self.employer(member).map(str::to_owned),
            title,
            motivation: evidence.motivation(),
            segment: self.segment_fit(member),
            features: self.member_features(member),
            value: self.member_value(member),
            churn: self.member_churn(member),
            at_risk: self.is_at_risk(member),
            contradictions: contradictions(&evidence),
            connector_score: score,
            connector_tier: ConnectorTier::of_score(score),
            connector_company: person.connector_company.clone(),
        })
    }

    fn segment_fit(&self, member: usize) -> SegmentFit {
        let assigned = self.assigned(member);
        let segment = &self.observed.settings.segments[assigned.segment];
        let overridden = self.overrides.get(&member).map(|(_, decided)| {
            let day = self.observed.settings.venue.local_day(decided.decided_at);
            format!("{} on {day}: {}", decided.decided_by, decided.reason)
        });
        SegmentFit {
            id: segment.id.clone(),
            display_name: segment.display_name.clone(),
            confidence: assigned.confidence,
            origin: assigned.origin,
            standing: assigned.standing(),
            needs_review: assigned.needs_review(),
            sources: assigned.sources,
            overridden,
        }
    }

    fn member_features(&self, member: usize) -> MemberFeatures {
        let behaviour = &self.observed.behaviours[member];
        let home = self.observed.homes[member];
        let tract = home
            .and_then(|home| home.tract)
            .map(|tract| self.observed.club.tracts()[tract].geoid.clone());
        MemberFeatures {
            visits: behaviour.visits,
            visits_per_week: behaviour.visits_per_week,
            days_since_last_visit: behaviour.days_since_last_visit,
            usual_gap_days: behaviour.usual_gap_days,
            spend_90_days: behaviour.spend_90_days.units(),
            weekday_peak_share: behaviour.weekday_peak_share,
            off_peak_share: behaviour.off_peak_share,
            partner_variety: behaviour.partner_variety,
            session_share: behaviour.session_share,
            alone_share: behaviour.alone_share,
            mean_stay_minutes: behaviour.mean_stay_minutes,
            miles_from_club: home.and_then(|home| home.miles_from_club),
            tract,
        }
    }

    fn member_value(&self, member: usize) -> MemberValue {
        let settings = &self.observed.settings;
        let segment = &settings.segments[self.segment_of(member)].id;
        let outlook = &self.fitted.valuation.outlooks[member];
        let ltv = self.ltv(member);
        let cents = |units: f64| (units * 100.0).round() / 100.0;
        let is_cold = outlook.method == Method::ColdStart;
        let economics = &settings.economics;
        let tenure = economics
            .cold_start
            .get(segment)
            .map_or(0.0, |cold_start| cold_start.tenure_months);
        MemberValue {
            ltv: ltv.units(),
            currency: settings.venue.currency.clone(),
            method: outlook.method.as_str().to_owned(),
            horizon_months: if is_cold {
                tenure
            } else {
                f64::from(economics.horizon_months)
            },
            annual_discount_rate: if is_cold {
                0.0
            } else {
                economics.annual_discount_rate
            },
            interval: (!is_cold).then(|| ValueInterval {
                low: cents(outlook.worth.low),
                high: cents(outlook.worth.high),
                coverage: COVERAGE,
            }),
            value_at_risk: outlook.year.map(|year| cents(year * ltv.units())),
        }
    }
}
