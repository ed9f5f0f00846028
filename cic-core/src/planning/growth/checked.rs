use super::answer::GrowthRequest;
use crate::error::{Error, Fault, Result};
use crate::planning::class_demand::{courts_of, reserved_by_segment, share_of};
use crate::planning::situation::Situation;

/// A request whose every value has been looked at; vectors are by segment index, the last entry is the rest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    pub courts: usize,
    pub weeks: u32,
    pub seed: u32,
    pub set_rate: f64,
    pub reserved: Vec<usize>,
    pub flexibility: Vec<f64>,
    pub added: Vec<usize>,
}

const MOST_WEEKS: u32 = 100_000;
const MOST_ADDED: u32 = 1_000_000;

/// The plan, or every fault in the request.
pub(super) fn checked(situation: &Situation<'_>, request: &GrowthRequest) -> Result<Plan> {
    let settings = &situation.settings.planning;
    let mut faults = Vec::new();
    let courts = courts_of(situation, request.courts, &mut faults);
    let mut plan = Plan {
        courts,
        weeks: request.weeks,
        seed: request.seed,
        set_rate: share_of("/setRate", request.set_rate, settings.set_rate, &mut faults),
        reserved: reserved_by_segment(situation, &request.quotas, courts, &mut faults),
        flexibility: (0..=situation.segments())
            .map(|segment| settings.flexibility_of(situation.segment_id(segment)))
            .collect(),
        added: vec![0; situation.segments() + 1],
    };
    if !(1..=MOST_WEEKS).contains(&request.weeks) {
        faults.push(Fault::new(
            "/weeks",
            format!("{} is not between 1 and {MOST_WEEKS}", request.weeks),
        ));
    }
    for (index, added) in request.added_members.iter().enumerate() {
        match situation.segment_index(&added.segment) {
            None => faults.push(Fault::new(
                format!("/addedMembers/{index}/segment"),
                situation.unknown_segment(&added.segment),
            )),
            Some(_) if added.members > MOST_ADDED => faults.push(Fault::new(
                format!("/addedMembers/{index}/members"),
                format!("{} is more than {MOST_ADDED}", added.members),
            )),
            Some(segment) => plan.added[segment] += added.members as usize,
        }
    }
    for (index, flexible) in request.flexibility.iter().enumerate() {
        match situation.segment_index(&flexible.segment) {
            None => faults.push(Fault::new(
                format!("/flexibility/{index}/segment"),
                situation.unknown_segment(&flexible.segment),
            )),
            Some(segment) => {
                let field = format!("/flexibility/{index}/share");
                plan.flexibility[segment] = share_of(&field, Some(flexible.share), 0.0, &mut faults);
            }
        }
    }
    if faults.is_empty() {
        Ok(plan)
    } else {
        Err(Error::Invalid(faults))
    }
}
