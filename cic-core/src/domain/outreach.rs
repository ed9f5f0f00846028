/// A member whom the club lists as a link to a company (`corporate_connectors.json`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connector {
    /// The name as listed; matched to exactly one member, or reported.
    pub name: String,
    /// The company.
    pub company: String,
}
