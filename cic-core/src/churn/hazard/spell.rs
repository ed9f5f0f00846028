use super::HazardError;

/// The last month that can be at risk; more would be a date given for a month.
pub(super) const LAST_MONTH: u32 = 100_000;

/// Months in a row in which one member was at risk and nothing in the covariates changed.
///
/// A member-month is a spell of one month. Months in which a member could not leave (a pause, the months before a
/// minimum term ends) are in no spell, nor are those before a member was first seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spell<'a> {
    /// One value a column.
    pub covariates: &'a [f64],
    /// The first month at risk, counted as the source counts (months since joining, say).
    pub first_month: u32,
    /// The last month at risk, not before the first.
    pub last_month: u32,
    /// Whether the member left in the last month.
    pub exits: bool,
    /// How much the spell counts, 0 or more; 1 for a member.
    pub weight: f64,
}

/// Takes spells one after the other.
pub trait SpellSink {
    /// Adds a spell.
    ///
    /// # Errors
    /// A spell that cannot be used. Whoever walks passes it on.
    fn spell(&mut self, spell: &Spell<'_>) -> Result<(), HazardError>;
}

/// Histories that can be walked again and again, block by block, and are the same each time.
///
/// This is how months whose covariates change reach a fit without ever being stored: the source makes them as they
/// are walked. Blocks are walked on several threads at once, each in one go, and their sums add up in the order of
/// the blocks; the order of spells within a block and the number of blocks must depend on the data alone.
pub trait Histories: Sync {
    /// How many columns a spell has.
    fn n_features(&self) -> usize;

    /// How many blocks there are.
    fn n_blocks(&self) -> usize;

    /// Hands the spells of one block to the sink, in a fixed order.
    ///
    /// # Errors
    /// What the sink says.
    fn walk(&self, block: usize, sink: &mut dyn SpellSink) -> Result<(), HazardError>;
}
