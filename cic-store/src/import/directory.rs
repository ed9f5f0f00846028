use std::collections::{HashMap, HashSet};

use cic_core::ingest::RowKind;

use crate::connection::Transaction;
use crate::error::Result;

/// What is known of members while a file goes in: enough to tell which of its rows cannot.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    ids: HashSet<Box<str>>,
    owners_by_email: HashMap<Box<str>, Box<str>>,
    emails_by_owner: HashMap<Box<str>, Box<str>>,
    by_name: HashMap<String, Namesakes>,
}

/// Who bears a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Namesakes {
    /// One member.
    One(Box<str>),
    /// Several members: nobody can tell who is meant.
    Several,
}

impl Directory {
    /// Reads what rows of `kind` need.
    pub(crate) async fn load(transaction: &mut Transaction, kind: RowKind) -> Result<Self> {
        let mut directory = Self::default();
        match kind {
            RowKind::Tracts | RowKind::ZipCentroids | RowKind::Cancellations => {}
            RowKind::Members => {
                transaction
                    .each("members", sql!("member_emails"), &[], |cells| {
                        directory.take_email(cells.text()?, Some(cells.text()?));
                        Ok(())
                    })
                    .await?;
            }
            RowKind::Connectors => {
                transaction
                    .each("members", sql!("member_names"), &[], |cells| {
                        directory.add_name(cells.text()?, cells.text()?);
                        Ok(())
                    })
                    .await?;
            }
            RowKind::Bookings
            | RowKind::CheckIns
            | RowKind::Transactions
            | RowKind::Surveys
            | RowKind::Enrichment
            | RowKind::VisitCounts => {
                transaction
                    .each("members", sql!("member_ids"), &[], |cells| {
                        directory.ids.insert(cells.text()?.into());
                        Ok(())
                    })
                    .await?;
            }
        }
        Ok(directory)
    }

    /// Whether a member has this id.
    pub(crate) fn knows(&self, member_id: &str) -> bool {
        self.ids.contains(member_id)
    }

    /// Whose address this is.
    pub(crate) fn owner_of(&self, email: &str) -> Option<&str> {
        self.owners_by_email.get(email).map(AsRef::as_ref)
    }

    /// Notes that a member's address is now `email`, and no other.
    pub(crate) fn take_email(&mut self, member_id: &str, email: Option<&str>) {
        if let Some(given_up) = self.emails_by_owner.remove(member_id) {
            self.owners_by_email.remove(&given_up);
        }
        if let Some(email) = email {
            self.owners_by_email.insert(email.into(), member_id.into());
            self.emails_by_owner.insert(member_id.into(), email.into());
        }
    }

    /// Who is called `name`, whatever its case and blanks.
    pub(crate) fn named(&self, name: &str) -> Option<&Namesakes> {
        self.by_name.get(&plain_name(name))
    }

    fn add_name(&mut self, member_id: &str, name: &str) {
        self.by_name
            .entry(plain_name(name))
            .and_modify(|namesakes| *namesakes = Namesakes::Several)
            .or_insert_with(|| Namesakes::One(member_id.into()));
    }
}

fn plain_name(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_whatever_their_case_and_blanks() {
        let mut directory = Directory::default();
        directory.add_name("M1", " John  DOE ");
        assert_eq!(directory.named("john doe"), Some(&Namesakes::One("M1".into())));
        directory.add_name("M2", "John Doe");
        assert_eq!(directory.named("JOHN DOE"), Some(&Namesakes::Several));
        assert_eq!(directory.named("Jane Doe"), None);
    }

    #[test]
    fn an_address_given_up_is_free_again() {
        let mut directory = Directory::default();
        directory.take_email("M1", Some("a@example.org"));
        directory.take_email("M1", Some("b@example.org"));
        assert_eq!(directory.owner_of("a@example.org"), None);
        assert_eq!(directory.owner_of("b@example.org"), Some("M1"));
        directory.take_email("M1", None);
        assert_eq!(directory.owner_of("b@example.org"), None);
    }
}
