use std::io::{Cursor, Read, Result, Seek, SeekFrom};

use cic_core::Settings;
use cic_core::ingest::Profile;

use crate::reporting::{members, read_with, report};

/// A file with a stretch of one byte repeated, that is never in memory.
struct Stretched {
    before: Cursor<Vec<u8>>,
    repeated: u8,
    times: u64,
    position: u64,
    after: Vec<u8>,
}

impl Stretched {
    fn new(before: &str, repeated: u8, times: u64, after: &str) -> Self {
        Self {
            before: Cursor::new(before.as_bytes().to_vec()),
            repeated,
            times,
            position: 0,
            after: after.as_bytes().to_vec(),
        }
    }
}

impl Read for Stretched {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let head = self.before.get_ref().len() as u64;
        let count = if self.position < head {
            self.before.set_position(self.position);
            self.before.read(buffer)?
        } else if self.position < head + self.times {
            let left = usize::try_from(head + self.times - self.position).unwrap();
            let count = left.min(buffer.len());
            buffer[..count].fill(self.repeated);
            count
        } else {
            let behind = usize::try_from(self.position - head - self.times).unwrap();
            let rest = &self.after[behind.min(self.after.len())..];
            let count = rest.len().min(buffer.len());
            buffer[..count].copy_from_slice(&rest[..count]);
            count
        };
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Stretched {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        match to {
            SeekFrom::Start(position) => self.position = position,
            _ => panic!("only from the start"),
        }
        Ok(self.position)
    }
}

fn report_on(file: Stretched) -> String {
    report(&read_with(file, &Settings::default(), &Profile::built_in(), None))
}

const HUNDRED_MEGABYTES: u64 = 100 * 1024 * 1024;

#[test]
fn a_field_of_100_megabytes_is_quarantined_between_good_rows() {
    let before = members("M1,A,,2024-01-05,active\nM2,");
    insta::assert_snapshot!(report_on(Stretched::new(
        &before,
        b'x',
        HUNDRED_MEGABYTES,
        ",,2024-01-05,active\nM3,C,,2024-01-05,active\n"
    )));
}

#[test]
fn so_is_a_quoted_one_that_holds_lines() {
    let before = members("M1,A,,2024-01-05,active\nM2,\"");
    insta::assert_snapshot!(report_on(Stretched::new(
        &before,
        b'\n',
        HUNDRED_MEGABYTES,
        "\",,2024-01-05,active\nM3,C,,soon,active\n"
    )));
}

#[test]
fn a_quote_that_swallows_100_megabytes_is_named_with_its_line() {
    let before = members("M1,A,,2024-01-05,active\nM2,\"");
    insta::assert_snapshot!(report_on(Stretched::new(&before, b'x', HUNDRED_MEGABYTES, "\n")));
}

#[test]
fn an_oversize_header_is_refused() {
    insta::assert_snapshot!(report_on(Stretched::new(
        "id,name,",
        b'x',
        HUNDRED_MEGABYTES,
        "\n1,2,3\n"
    )));
}

#[test]
fn an_oversize_element_of_a_list_is_quarantined() {
    insta::assert_snapshot!(report_on(Stretched::new(
        r#"[{"name":"A","company":"X"},{"name":""#,
        b'x',
        HUNDRED_MEGABYTES,
        r#"","company":"Y"},{"name":"C","company":"Z"}]"#
    )));
}
