use super::churn_cost::{Circumstances, Rise, rise};
use super::demand::Cell;
use super::occupancy::{Group, Occupancy, Player};
use super::stake::{Situation, Stake, micro_cents};

/// Play that begins sooner than this is displaced at short notice.
const SHORT_NOTICE_SECONDS: u32 = 48 * 3_600;

/// What it costs that one player loses one visit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Price {
    /// The member, if active: the one who may leave.
    pub member: Option<(usize, Stake)>,
    /// Start of their play, seconds since 1970.
    pub starts_at: u32,
    /// Segment whose recapture the visit follows; one beyond the last for nobody known.
    pub segment: usize,
    /// P(a slot that they would take is free).
    pub opening: f64,
    /// Rise in the probability to leave.
    pub rise: Rise,
    /// Expected loss by leaving, millionths of a cent.
    pub churn: i64,
    /// Margin of the visit, millionths of a cent.
    pub margin: i64,
    /// Expected loss of the visit itself: what is not recaptured, and the credit; millionths of a cent.
    pub firm: i64,
}

/// The price of every player of an occupancy, in the order of its groups.
pub(super) struct Prices {
    prices: Vec<Price>,
    /// By group, where its players begin.
    starts: Vec<usize>,
}

impl Prices {
    pub(super) fn new(situation: &Situation<'_>, occupancy: &Occupancy) -> Self {
        let mut prices = Vec::with_capacity(occupancy.groups.len() * 4);
        let mut starts = Vec::with_capacity(occupancy.groups.len());
        for group in &occupancy.groups {
            starts.push(prices.len());
            price_group(situation, group, &mut prices);
        }
        Self { prices, starts }
    }

    /// Where the players of a group are.
    pub(super) fn place(&self, group: usize) -> usize {
        self.starts[group]
    }

    pub(super) fn get(&self, place: usize) -> &Price {
        &self.prices[place]
    }
}

/// A guest goes where the organiser goes.
fn price_group(situation: &Situation<'_>, group: &Group, prices: &mut Vec<Price>) {
    let mut host = None;
    for player in &group.players {
        let known = player
            .member
            .and_then(|member| Some((member, (situation.stake_of)(member)?)));
        host = if group.is_session { known } else { known.or(host) };
        prices.push(price(situation, player, known, known.or(host)));
    }
}

fn price(
    situation: &Situation<'_>,
    player: &Player,
    member: Option<(usize, Stake)>,
    host: Option<(usize, Stake)>,
) -> Price {
    let event = &situation.settings.event;
    let segment = host.map_or(situation.unknown_segment(), |(_, stake)| stake.segment);
    if !situation.is_full() {
        let uplift = |stake: &Stake| event.uplift.get(&situation.settings.segments[stake.segment].id);
        let rise = member
            .and_then(|(_, stake)| uplift(&stake).copied())
            .unwrap_or(0.0);
        return Price {
            member,
            starts_at: player.starts_at,
            segment,
            opening: 0.0,
            rise: Rise {
                expected: rise,
                slope: rise,
            },
            churn: member.map_or(0, |(_, stake)| stake.micro_cents(rise)),
            margin: 0,
            firm: 0,
        };
    }
    let model = situation.model;
    let cell = Cell::of(model.demand.local(player.starts_at)).in_week();
    let opening = match host {
        Some((member, _)) => model.openings.of_member(member, cell),
        None => model.openings.of_anyone(cell),
    };
    let belief = &model.beliefs[segment];
    let recapture = belief.recapture * opening;
    let margin =
        micro_cents(player.fee as f64 / 1e6 * event.fee_share + event.ancillary_per_visit.cents() as f64);
    let lost = micro_cents(margin as f64 / 1e6 * (1.0 - recapture));
    let rise = member.map_or(Rise::default(), |(member, stake)| {
        let circumstances = Circumstances {
            displacements: situation.commitments.displacements(member, player.starts_at),
            is_short_notice: player.starts_at < model.as_of.saturating_add(SHORT_NOTICE_SECONDS),
            recapture,
            has_credit: event.credit.cents() > 0,
        };
        rise(&stake, &model.beliefs[stake.segment], event, &circumstances)
    });
    Price {
        member,
        starts_at: player.starts_at,
        segment,
        opening,
        rise,
        churn: member.map_or(0, |(_, stake)| {
            stake.micro_cents(rise.expected * (1.0 - event.replacement))
        }),
        margin,
        firm: lost.saturating_add(event.credit.cents() * 1_000_000),
    }
}
