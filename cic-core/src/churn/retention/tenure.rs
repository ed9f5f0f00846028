/// The periods whose decisions of one member were seen, and how the last one went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenure {
    /// The first period whose decision was seen, from 1; later than 1 for who was a member before the records begin.
    pub first_period: u32,
    /// The last period whose decision was seen; one before `first_period` for who has yet to face one.
    pub last_period: u32,
    /// Whether the member left at the end of `last_period`.
    pub left: bool,
}

impl Tenure {
    /// A member who was seen from the first period on.
    #[must_use]
    pub const fn from_start(last_period: u32, left: bool) -> Self {
        Self {
            first_period: 1,
            last_period,
            left,
        }
    }

    /// Whether there is a decision in it.
    pub(super) const fn is_empty(self) -> bool {
        self.last_period < self.first_period
    }

    /// Whether the periods mean something: counted from 1, in order, and with a decision if it was to leave.
    pub(super) const fn is_sound(self) -> bool {
        self.first_period >= 1
            && self.last_period < u32::MAX
            && self.last_period + 1 >= self.first_period
            && !(self.left && self.is_empty())
    }
}
