use crate::reporting::{members, read, report_on};

const LINES: &str = "M1,José,jose@example.com,2024-01-05,active\nM2,Ann,,2024-02-01,active\n";

fn utf_16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    insta::assert_snapshot!(report_on(format!("\u{feff}{}", members(LINES))));
}

#[test]
fn utf_16_is_decoded_with_a_note() {
    let text = format!("\u{feff}{}", members(LINES));
    let (little, big) = (utf_16(&text, u16::to_le_bytes), utf_16(&text, u16::to_be_bytes));
    insta::assert_snapshot!("utf_16_little_endian", report_on(&little));
    insta::assert_snapshot!("utf_16_big_endian", report_on(&big));
    assert_eq!(read(&little).unwrap().members()[0].name, "José");
    assert_eq!(read(&big).unwrap().members()[0].name, "José");
}

#[test]
fn utf_16_without_a_mark_is_told_by_its_zeros() {
    let little = utf_16(&members(LINES), u16::to_le_bytes);
    insta::assert_snapshot!(report_on(&little));
}

#[test]
fn latin_1_values_are_read_as_windows_1252_and_counted() {
    let mut bytes =
        members("M1,Jos\u{1},,2024-01-05,active\nM2,Zo\u{1}\u{2},,2024-01-05,active\n").into_bytes();
    for byte in &mut bytes {
        match *byte {
            1 => *byte = 0xE9,
            2 => *byte = 0x80,
            _ => {}
        }
    }
    insta::assert_snapshot!(report_on(&bytes));
    let outcome = read(&bytes).unwrap();
    assert_eq!(outcome.members()[0].name, "José");
    assert_eq!(outcome.members()[1].name, "Zoé€");
}

#[test]
fn a_nul_quarantines_its_row() {
    insta::assert_snapshot!(report_on(members(
        "M1,A\0n,,2024-01-05,active\nM2,Ann,,2024-02-01,active\n"
    )));
}

#[test]
fn lines_may_end_with_a_lone_carriage_return() {
    insta::assert_snapshot!(report_on(
        members("M1,A,,2024-01-05,active\nM2,B,,soon,active\n").replace('\n', "\r")
    ));
}

#[test]
fn lines_may_end_in_different_ways() {
    let lines =
        "M1,A,,2024-01-05,active\r\nM2,B,,2024-01-05,active\rM3,C,,2024-01-05,active\nM4,D,,soon,active\r\n";
    insta::assert_snapshot!(report_on(members(lines)));
}

#[test]
fn the_last_line_need_not_end() {
    insta::assert_snapshot!(report_on(members("M1,A,,2024-01-05,active")));
}

#[test]
fn a_workbook_is_refused_with_advice() {
    insta::assert_snapshot!(report_on(b"PK\x03\x04rest of an archive"));
}
