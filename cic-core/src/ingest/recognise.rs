use super::delimited::Header;
use super::fault::refused;
use super::profile::{Field, Format, Source, Table};
use super::{FileRefused, Profile, ReadOptions};

/// The table that a file is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recognised<'p> {
    pub(super) profile: &'p Profile,
    pub(super) table: &'p Table,
}

/// Tells by its columns which table a file is: of those whose columns are all there, the one that names most.
pub(super) fn recognise<'p>(
    header: &Header,
    format: Format,
    options: &ReadOptions<'p>,
) -> Result<Recognised<'p>, FileRefused> {
    let candidates = candidates(format, options)?;
    let mut whole: Vec<(Specificity, Recognised<'p>)> = candidates
        .iter()
        .filter(|candidate| lacking(candidate.table, header).is_empty())
        .map(|candidate| (specificity(candidate.table, header), *candidate))
        .collect();
    whole.sort_by_key(|(specificity, _)| std::cmp::Reverse(*specificity));
    match whole.as_slice() {
        [] => Err(not_recognised(&candidates, header)),
        [(best, first), (next, second), ..] if best == next => Err(refused(format!(
            "the columns fit both {} and {}; choose with --profile",
            described(first),
            described(second)
        ))),
        [(_, only), ..] => Ok(*only),
    }
}

/// Columns that identify the table, then columns that its fields read.
type Specificity = (usize, usize);

fn specificity(table: &Table, header: &Header) -> Specificity {
    let read = table
        .fields
        .values()
        .flat_map(|Field(sources)| sources.iter().flat_map(Source::columns));
    (
        table.recognised_by.len(),
        read.filter(|name| header.has(name)).count(),
    )
}

fn candidates<'p>(format: Format, options: &ReadOptions<'p>) -> Result<Vec<Recognised<'p>>, FileRefused> {
    let named = |profile: &&Profile| options.profile_name.is_none_or(|name| name == profile.name);
    if !options.profiles.iter().any(|profile| named(&profile)) {
        let names: Vec<&str> = options
            .profiles
            .iter()
            .map(|profile| profile.name.as_str())
            .collect();
        return Err(refused(format!(
            "there is no profile {:?}; there are {}",
            options.profile_name.unwrap_or_default(),
            names.join(", ")
        )));
    }
    let profiles = options.profiles.iter().filter(named);
    Ok(profiles
        .flat_map(|profile| {
            profile
                .tables
                .iter()
                .map(move |table| Recognised { profile, table })
        })
        .filter(|candidate| candidate.table.format == format)
        .collect())
}

/// What the table is recognised by and the file does not have.
fn lacking(table: &Table, header: &Header) -> Vec<String> {
    let mut lacking: Vec<String> = table
        .recognised_by
        .iter()
        .filter(|name| !header.has(name))
        .cloned()
        .collect();
    if !table.any_of.is_empty() && !table.any_of.iter().any(|name| header.has(name)) {
        lacking.push(table.any_of.join("` or `"));
    }
    lacking
}

fn not_recognised(candidates: &[Recognised<'_>], header: &Header) -> FileRefused {
    let found = header.names().join(", ");
    let nearest = candidates
        .iter()
        .map(|candidate| {
            let needed =
                candidate.table.recognised_by.len() + usize::from(!candidate.table.any_of.is_empty());
            let lacking = lacking(candidate.table, header);
            (needed - lacking.len(), needed, lacking, candidate)
        })
        .filter(|(present, needed, ..)| 2 * present >= *needed)
        // The larger share first, then more columns; of equals the first in the profiles' order.
        .min_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)).then(b.0.cmp(&a.0)));
    let Some((_, _, lacking, nearest)) = nearest else {
        return FileRefused {
            line: None,
            column: None,
            reason: format!(
                "no profile knows these columns: {found}; write a profile for them, or name them as a canonical \
                 file does"
            ),
        };
    };
    FileRefused {
        line: Some(1),
        column: lacking.first().cloned(),
        reason: format!(
            "this looks like {}, but the column `{}` is missing; found: {found}",
            described(nearest),
            lacking.join("`, `")
        ),
    }
}

fn described(recognised: &Recognised<'_>) -> String {
    format!(
        "{:?} of the profile {}",
        recognised.table.name, recognised.profile.name
    )
}
