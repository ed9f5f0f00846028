use super::{Instant, Point};

/// What a provider of business data, or the club itself, says of a member.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Enrichment {
    /// Whom it describes.
    pub member_id: String,
    /// Where they work.
    pub employer: Option<String>,
    /// What they do there.
    pub title: Option<String>,
    /// How many work there (the lower bound of a bucket).
    pub company_size: Option<u32>,
    /// Street address of the home.
    pub home_address: Option<String>,
    /// Postal code of the home.
    pub home_zip_code: Option<String>,
    /// Profile address.
    pub linkedin_url: Option<String>,
    /// Where the home stands.
    pub home: Option<Point>,
    /// When this was learnt.
    pub last_enriched: Option<Instant>,
}

/// How high a job title stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobLevel {
    /// Anything below.
    Staff,
    /// Manager, head, lead.
    Manager,
    /// Director.
    Director,
    /// Vice president.
    VicePresident,
    /// Chief officer, founder, owner, president, partner.
    Chief,
}

impl JobLevel {
    /// Reads a level off a free-text title.
    ///
    /// ```
    /// use cic_core::domain::JobLevel;
    /// assert_eq!(JobLevel::of_title("VP, Sales"), JobLevel::VicePresident);
    /// assert_eq!(JobLevel::of_title("Assistant Coach"), JobLevel::Staff);
    /// ```
    #[must_use]
    pub fn of_title(title: &str) -> Self {
        let lower = title.to_lowercase();
        let has = |wanted: &[&str]| {
            lower
                .split(|character: char| !character.is_alphanumeric())
                .any(|word| wanted.contains(&word))
        };
        if has(&["vp", "svp", "evp"]) || lower.contains("vice president") {
            Self::VicePresident
        } else if has(&[
            "chief",
            "ceo",
            "cfo",
            "cto",
            "coo",
            "cmo",
            "cio",
            "founder",
            "owner",
            "president",
            "partner",
        ]) {
            Self::Chief
        } else if has(&["director"]) {
            Self::Director
        } else if has(&["manager", "head", "lead", "supervisor"]) {
            Self::Manager
        } else {
            Self::Staff
        }
    }
}

/// The size classes that connector scores use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CompanySize {
    /// Fewer than 50.
    Small,
    /// 50 and more.
    Medium,
    /// 100 and more.
    Large,
    /// 500 and more.
    VeryLarge,
    /// 1,000 and more.
    Enterprise,
}

impl CompanySize {
    /// The class of a head count.
    #[must_use]
    pub const fn of_employees(employees: u32) -> Self {
        match employees {
            0..50 => Self::Small,
            50..100 => Self::Medium,
            100..500 => Self::Large,
            500..1000 => Self::VeryLarge,
            1000.. => Self::Enterprise,
        }
    }
}
