use std::io::{Read, Seek};

use serde_json::Value;

use super::date_evidence::date_order_of;
use super::delimited::{Header, RecordReader, read_header, same_name};
use super::fault::refused;
use super::input::Input;
use super::json::{Element, ElementReader, Flattened, KnownKeys, looks_like_json};
use super::profile::{Field, Format, Source, Table};
use super::recognise::{Recognised, recognise};
use super::rows::{Reading, TableReader};
use super::source_file::{Body, SourceFile};
use super::values::Moments;
use super::{FileRefused, ReadOptions, RowKind};
use crate::settings::DateOrder;

/// What tracts are said to be read by.
const GEOJSON: &str = "geojson";

/// Rows that are looked at before a JSON file counts as unknown.
const SAMPLE_ELEMENTS: usize = 1_000;

/// Opens a file for reading: finds out what it is by its columns or keys, never by its name, and binds its
/// columns.
///
/// Refuses a file that no profile knows, that lacks a column or has one twice, or whose dates leave their order
/// open. `file_name` is kept for [`SourceFile::file_name`] alone.
///
/// ```
/// use std::io::Cursor;
/// use cic_core::Settings;
/// use cic_core::ingest::{Profile, ReadOptions, RowKind, open};
///
/// let (settings, profiles) = (Settings::default(), Profile::built_in());
/// let options = ReadOptions {
///     venue: &settings.venue,
///     import: &settings.import,
///     profiles: &profiles,
///     profile_name: None,
///     recorded_at: chrono::DateTime::UNIX_EPOCH,
/// };
/// let mut file = open(Cursor::new("zip,lat,lon\n60618,41.95,-87.70\n"), "places.csv", &options).unwrap();
/// assert_eq!(file.kind(), RowKind::ZipCentroids);
/// assert_eq!(file.next_batch(100).unwrap().unwrap().parsed.len(), 1);
/// ```
pub fn open<R: Read + Seek>(
    input: R,
    file_name: &str,
    options: &ReadOptions<'_>,
) -> Result<SourceFile<R>, FileRefused> {
    let mut input = Input::new(input)?;
    if looks_like_json(&mut input)? {
        open_json(ElementReader::new(input)?, file_name, options)
    } else {
        open_delimited(RecordReader::new(input), file_name, options)
    }
}

fn open_delimited<R: Read + Seek>(
    mut reader: RecordReader<R>,
    file_name: &str,
    options: &ReadOptions<'_>,
) -> Result<SourceFile<R>, FileRefused> {
    let header = read_header(&mut reader)?;
    let recognised = recognise(&header, Format::Csv, options)?;
    let table = TableReader::bind(recognised.table, &header, options.venue)?;
    let order = match recognised.table.date_order.or(options.import.date_order) {
        Some(order) => Some(order),
        None => date_order_of(&mut reader, &table)?,
    };
    let body = Body::Delimited {
        reader,
        width: header.names().len(),
        table,
    };
    Ok(SourceFile::new(
        body,
        file_name,
        recognised.table.kind,
        reading(
            recognised.profile.name.clone(),
            Some(recognised.table),
            order,
            options,
        ),
    ))
}

fn open_json<R: Read + Seek>(
    mut reader: ElementReader<R>,
    file_name: &str,
    options: &ReadOptions<'_>,
) -> Result<SourceFile<R>, FileRefused> {
    if reader.is_collection() {
        let reading = reading(GEOJSON.to_owned(), None, None, options);
        return Ok(SourceFile::new(
            Body::Tracts { reader },
            file_name,
            RowKind::Tracts,
            reading,
        ));
    }
    let recognised = recognise_elements(&mut reader, options)?;
    reader.restart()?;
    let keys = known_keys(recognised.table);
    let table = TableReader::bind(recognised.table, &keys.0, options.venue)?;
    let order = recognised.table.date_order.or(options.import.date_order);
    let reading = reading(
        recognised.profile.name.clone(),
        Some(recognised.table),
        order,
        options,
    );
    let body = Body::Json {
        reader,
        keys,
        flattened: Flattened::default(),
        table,
    };
    Ok(SourceFile::new(body, file_name, recognised.table.kind, reading))
}

/// Goes through the elements up to the first whose keys a table knows.
fn recognise_elements<'p, R: Read + Seek>(
    reader: &mut ElementReader<R>,
    options: &ReadOptions<'p>,
) -> Result<Recognised<'p>, FileRefused> {
    let mut first_refusal = None;
    for _ in 0..SAMPLE_ELEMENTS {
        match reader.next_element()? {
            Element::Value(_, Value::Object(members)) => {
                let header = Header::new(members.keys().cloned().collect());
                match recognise(&header, Format::Json, options) {
                    Ok(recognised) => return Ok(recognised),
                    Err(refusal) => first_refusal = first_refusal.or(Some(refusal)),
                }
            }
            Element::Value(..) => {}
            Element::Faulty(_, fault) => first_refusal = first_refusal.or(Some(refused(fault.reason))),
            Element::End => break,
        }
    }
    let mut refusal = first_refusal
        .unwrap_or_else(|| refused("the file holds no JSON object, so nothing tells what it is"));
    refusal.line = None;
    Err(refusal)
}

/// Every column that the table may read, once.
fn known_keys(table: &Table) -> KnownKeys {
    let mut names: Vec<String> = Vec::new();
    let of_fields = table
        .fields
        .values()
        .flat_map(|Field(sources)| sources.iter().flat_map(Source::columns));
    let of_keep = table.keep.iter().map(|condition| condition.column.as_str());
    for name in table
        .recognised_by
        .iter()
        .map(String::as_str)
        .chain(of_fields)
        .chain(of_keep)
    {
        if !names.iter().any(|known| same_name(known, name)) {
            names.push(name.to_owned());
        }
    }
    KnownKeys(Header::new(names))
}

fn reading(
    profile: String,
    table: Option<&Table>,
    order: Option<DateOrder>,
    options: &ReadOptions<'_>,
) -> Reading {
    let times = table.map(|table| table.times).unwrap_or_default();
    Reading {
        profile,
        moments: Moments::new(options.venue.time_zone, times, order),
        booking_minutes: options.venue.booking_minutes,
        recorded_at: options.recorded_at,
        members_without_join_date: 0,
        unusable_emails: 0,
        days_without_time: 0,
    }
}
