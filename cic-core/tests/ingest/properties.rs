use std::io::Cursor;

use cic_core::Settings;
use cic_core::ingest::Profile;
use proptest::prelude::{Strategy, any, proptest};
use proptest::{collection, prop_assert, prop_assert_eq};

use crate::reporting::{bookings, read};

/// Records by another reader: lines that hold anything but blanks and commas.
fn records_of(text: &str) -> usize {
    let mut reader = csv_core::Reader::new();
    let (mut input, mut count, mut filled) = (text.as_bytes(), 0, false);
    let mut output = [0; 4096];
    let mut ends = [0; 64];
    loop {
        let (result, read, written, _) = reader.read_record(input, &mut output, &mut ends);
        filled |= output[..written].iter().any(|byte| !byte.is_ascii_whitespace());
        input = &input[read..];
        match result {
            csv_core::ReadRecordResult::Record => {
                count += usize::from(filled);
                filled = false;
            }
            csv_core::ReadRecordResult::End => return count,
            csv_core::ReadRecordResult::InputEmpty => {}
            other => panic!("{other:?}"),
        }
    }
}

fn csv_like() -> impl Strategy<Value = String> {
    "([a-z0-9]{0,3}|[\",;\n\r =.:/T-]|\"[a-z,\n]{0,3}\"|2026-01-05T18:00|M1,){0,60}"
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes);
        let mut below_a_header = bookings("").into_bytes();
        below_a_header.extend(&bytes);
        prop_assert!(read(below_a_header).is_ok());
    }

    #[test]
    fn every_record_is_parsed_or_quarantined(lines in csv_like()) {
        let outcome = read(bookings(&lines)).unwrap();
        let file = bookings(&lines);
        let unclosed = outcome.quarantined.iter().any(|row| row.reason.contains("never closed"));
        let records = records_of(&file) - 1;
        let rows = outcome.parsed.len() + outcome.quarantined.len();
        prop_assert!(rows == records || (unclosed && rows <= records + 1), "{} rows, {} records", rows, records);
    }

    #[test]
    fn arbitrary_json_never_panics(text in "[\\[\\]{}\",:a-c0-9 \\\\]{0,80}") {
        let _ = read(&text);
        let _ = read(format!("[{{\"name\":\"A\",\"company\":\"B\"}},{text}"));
        let _ = read(format!("{{\"features\":[{text}"));
    }

    #[test]
    fn arbitrary_profiles_are_refused_or_read(text in "(name = \"a\"\n|\\[\\[table\\]\\]\n|kind = \"members\"\n|\\[table.fields\\]\n|id = \"x\"\n){0,8}") {
        if let Ok(profile) = Profile::from_toml(&text) {
            prop_assert_eq!(profile.name.as_str(), "a");
        }
    }

    #[test]
    fn the_size_of_batches_changes_nothing(most_rows in 1_usize..9, lines in csv_like()) {
        let (settings, profiles) = (Settings::default(), Profile::built_in());
        let options = cic_core::ingest::ReadOptions {
            venue: &settings.venue,
            import: &settings.import,
            profiles: &profiles,
            profile_name: None,
            recorded_at: "2026-02-01T12:00:00Z".parse().unwrap(),
        };
        let expected = read(bookings(&lines)).unwrap();
        let mut file = cic_core::ingest::open(Cursor::new(bookings(&lines)), "file", &options).unwrap();
        let (mut parsed, mut quarantined) = (Vec::new(), Vec::new());
        while let Some(batch) = file.next_batch(most_rows).unwrap() {
            parsed.extend(batch.parsed);
            quarantined.extend(batch.quarantined);
        }
        prop_assert_eq!(parsed, expected.parsed);
        prop_assert_eq!(quarantined, expected.quarantined);
    }
}
