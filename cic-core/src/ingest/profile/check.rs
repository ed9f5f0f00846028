use super::field_names::field_names;
use super::{Field, OtherColumns, Profile, Source, Table};
use crate::domain::venue_clock::parse_clock;
use crate::error::Fault;
use crate::ingest::RowKind;

impl Profile {
    /// Everything wrong with the profile, by its place.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() {
            faults.push(Fault::new("name", "a profile needs a name"));
        }
        if self.tables.is_empty() {
            faults.push(Fault::new("table", "a profile needs at least one [[table]]"));
        }
        for table in &self.tables {
            table.check(&mut faults);
        }
        faults
    }
}

impl Table {
    fn check(&self, faults: &mut Vec<Fault>) {
        let at = |key: &str| format!("table {:?}: {key}", self.name);
        let mut fault = |key: &str, message: String| faults.push(Fault::new(at(key), message));
        if self.kind == RowKind::Tracts {
            fault(
                "kind",
                "tracts are read from GeoJSON, which needs no profile".to_owned(),
            );
        }
        if self.recognised_by.is_empty() {
            fault(
                "recognised_by",
                "name the columns that tell this table from others".to_owned(),
            );
        }
        let (needed, possible) = field_names(self.kind);
        for name in needed {
            if !self.fields.contains_key(*name) {
                fault(&format!("fields.{name}"), "the kind needs this field".to_owned());
            }
        }
        for (name, field) in &self.fields {
            if needed.contains(&name.as_str()) || possible.contains(&name.as_str()) {
                field.check(|message| fault(&format!("fields.{name}"), message));
            } else {
                let known = [needed, possible].concat().join(", ");
                fault(
                    &format!("fields.{name}"),
                    format!("rows of this kind have only {known}"),
                );
            }
        }
        if self.kind == RowKind::Surveys && self.other_columns == OtherColumns::Ignored {
            for name in ["question", "response"] {
                if !self.fields.contains_key(name) {
                    fault(
                        &format!("fields.{name}"),
                        "give it, or set other_columns = \"questions\"".to_owned(),
                    );
                }
            }
        }
        if self
            .time_of_day
            .as_deref()
            .is_some_and(|text| parse_clock(text).is_none_or(|minute| minute >= 1440))
        {
            fault("time_of_day", "write a clock time such as \"12:00\"".to_owned());
        }
    }
}

impl Field {
    fn check(&self, mut fault: impl FnMut(String)) {
        if self.0.is_empty() {
            fault("the list is empty".to_owned());
        }
        for source in &self.0 {
            source.check(&mut fault);
        }
    }
}

impl Source {
    fn check(&self, fault: &mut impl FnMut(String)) {
        let given = [self.column.is_some(), !self.join.is_empty(), self.value.is_some()];
        if given.iter().filter(|&&is_given| is_given).count() != 1 {
            fault("give exactly one of column, join and value".to_owned());
        }
        if self.with.is_some() && self.join.is_empty() {
            fault("`with` goes with `join`".to_owned());
        }
        if self.open.is_some() != self.close.is_some() {
            fault("`open` and `close` go together".to_owned());
        }
        let marks = [&self.separator, &self.open, &self.close, &self.strip_prefix];
        if marks.into_iter().flatten().any(String::is_empty) {
            fault("separator, open, close and strip_prefix must not be empty text".to_owned());
        }
        if self
            .unit_minutes
            .is_some_and(|minutes| !(minutes > 0.0 && minutes <= 1440.0))
        {
            fault("unit_minutes must lie between 0 and 1440".to_owned());
        }
    }
}
