use crate::Club;
use crate::Settings;
use crate::Stop;
use crate::domain::Instant;

/// What a plan is made on.
pub(crate) struct Situation<'a> {
    pub club: &'a Club,
    pub settings: &'a Settings,
    pub as_of: Instant,
    pub engine_version: &'a str,
    /// The segment index of a member.
    pub segment_of: &'a dyn Fn(usize) -> usize,
    /// Listed members by segment index.
    pub members: Vec<usize>,
    /// Mean lifetime value of a listed member by segment index, currency units.
    pub values: Vec<f64>,
    /// Ends simulations early.
    pub stop: &'a Stop,
}

/// How answers name court time of guests and of the club's own programme.
pub(crate) const OTHER: &str = "other";

impl Situation<'_> {
    pub(crate) fn segments(&self) -> usize {
        self.settings.segments.len()
    }

    /// The id of a segment; `None` past the last, which stands for guests and the club's own programme.
    pub(crate) fn segment_id(&self, segment: usize) -> Option<&str> {
        self.settings.segments.get(segment).map(|known| known.id.as_str())
    }

    pub(crate) fn segment_name(&self, segment: usize) -> String {
        self.segment_id(segment).unwrap_or(OTHER).to_owned()
    }

    pub(crate) fn segment_index(&self, id: &str) -> Option<usize> {
        self.settings.segments.iter().position(|known| known.id == id)
    }

    /// Why a segment id of a request is refused.
    pub(crate) fn unknown_segment(&self, id: &str) -> String {
        let known: Vec<&str> = self
            .settings
            .segments
            .iter()
            .map(|segment| segment.id.as_str())
            .collect();
        format!(
            "no segment has the id {id:?}; the segments are {}",
            known.join(", ")
        )
    }

    /// What is lost with a member of the segment who finds no court: a share of what a displaced booking costs.
    pub(crate) fn value_of_turning_away(&self, segment: usize) -> f64 {
        let uplift = self
            .segment_id(segment)
            .and_then(|id| self.settings.event.uplift.get(id))
            .copied()
            .unwrap_or(0.0);
        let value = self.values.get(segment).copied().unwrap_or(0.0).max(0.0);
        self.settings.pricing.turned_away_share * uplift * value
    }

    /// What every plan rests on.
    pub(crate) fn window_in_words(&self, days: u32, without_court: usize) -> Vec<String> {
        let mut said = vec![format!(
            "Court use of the last {days} whole days before {}, club-local; a court out of use counts neither as \
             open nor as taken, and a no-show takes its court",
            self.club.venue().local_day(self.as_of)
        )];
        if without_court > 0 {
            said.push(format!(
                "{without_court} bookings name no court: each takes one, a session one for every {} registrants",
                self.club.venue().session_players_per_court
            ));
        }
        said
    }
}
