use cic_core::ingest::RowKind;

use crate::reporting::{bookings, members, read, report_on};

#[test]
fn an_empty_file_is_refused() {
    insta::assert_snapshot!("empty", report_on(""));
    insta::assert_snapshot!("blank_lines_alone", report_on("\n\r\n\n"));
}

#[test]
fn a_header_alone_is_a_file_of_no_rows() {
    insta::assert_snapshot!(report_on(members("")));
}

#[test]
fn a_missing_column_is_named_with_those_found() {
    insta::assert_snapshot!(report_on(
        "id,member_id,booking_time,revenue_generated\n1,M1,2026-01-05T18:00,10\n"
    ));
}

#[test]
fn a_file_that_no_profile_knows_is_refused_with_its_columns() {
    insta::assert_snapshot!(report_on("colour,shape\nred,round\n"));
}

#[test]
fn a_duplicate_column_is_refused() {
    insta::assert_snapshot!(report_on(
        "id,name,email,join_date,status,Email\nM1,A,,2024-01-05,active,\n"
    ));
}

#[test]
fn columns_may_come_in_any_order() {
    let file = "Status,JOIN DATE,email,Name,ID\nactive,2024-01-05,,Ann,M1\n";
    insta::assert_snapshot!(report_on(file));
    assert_eq!(read(file).unwrap().members()[0].id, "M1");
}

#[test]
fn extra_columns_are_noted() {
    insta::assert_snapshot!(report_on(
        "id,name,email,join_date,status,shoe size\nM1,A,,2024-01-05,active,44\n"
    ));
}

#[test]
fn short_and_long_rows_are_quarantined() {
    insta::assert_snapshot!(report_on(members(
        "M1,Ann\nM2,B,,2024-01-05,active,,\nM3,C,,2024-01-05,active,x\n"
    )));
}

#[test]
fn blanks_behind_a_value_over_two_lines_are_no_sign_of_a_missing_quote() {
    let outcome = read(members(
        "M1,\"Ann\nMarie\" ,,2024-01-05,active\nM2,B,,2024-01-05,active\n",
    ))
    .unwrap();
    assert_eq!((outcome.members().len(), outcome.quarantined.len()), (2, 0));
    let outcome = read(members(
        "M1,\"Ann\nMarie\"x,,2024-01-05,active\nM2,B,,2024-01-05,active\n",
    ))
    .unwrap();
    assert_eq!((outcome.members().len(), outcome.quarantined.len()), (1, 1));
    let outcome = read(bookings("\"\n\" \n")).unwrap();
    assert_eq!((outcome.parsed.len(), outcome.quarantined.len()), (0, 0));
}

#[test]
fn blank_lines_and_rows_of_commas_are_no_rows() {
    insta::assert_snapshot!(report_on(members("M1,A,,2024-01-05,active\n\n,,,,\n,,,,\n\n")));
}

#[test]
fn an_unclosed_quote_quarantines_what_it_swallows() {
    let lines = "M1,A,,2024-01-05,active\nM2,\"B,,2024-01-05,active\nM3,C,,2024-01-05,active\n";
    insta::assert_snapshot!(report_on(members(lines)));
}

#[test]
fn a_quote_that_runs_into_the_next_one_costs_only_the_rows_between() {
    let lines = "M1,\"A,,2024-01-05,active\nM2,\"B\",,2024-01-05,active\nM3,C,,2024-01-05,active\n";
    insta::assert_snapshot!(report_on(members(lines)));
}

#[test]
fn quoted_values_may_hold_quotes_delimiters_and_lines() {
    let file = members("M1,\"Ann \"\"Ace\"\" O'Neil,\nJr\",,2024-01-05,active\nM2,B,,soon,active\n");
    insta::assert_snapshot!(report_on(&file));
    assert_eq!(read(&file).unwrap().members()[0].name, "Ann \"Ace\" O'Neil,\nJr");
}

#[test]
fn semicolons_and_tabs_delimit_as_well() {
    let file = bookings("1,M1,2026-01-05T18:00,1,12\n");
    insta::assert_snapshot!(
        "semicolons",
        report_on(file.replace(',', ";").replace(";12", ";12,50"))
    );
    insta::assert_snapshot!("tabs", report_on(file.replace(',', "\t")));
    insta::assert_snapshot!(
        "declared",
        report_on(format!("sep=;\r\n{}", file.replace(',', ";")))
    );
    let outcome = read(file.replace(',', ";").replace(";12", ";12,50")).unwrap();
    assert_eq!(outcome.bookings()[0].revenue.cents(), 1250);
}

#[test]
fn an_unknown_profile_is_refused_with_those_there_are() {
    let settings = cic_core::Settings::default();
    let profiles = cic_core::ingest::Profile::built_in();
    let input = std::io::Cursor::new(members(""));
    let outcome = crate::reporting::read_with(input, &settings, &profiles, Some("clubspark"));
    insta::assert_snapshot!(crate::reporting::report(&outcome));
}

#[test]
fn the_canonical_files_are_told_apart_by_their_columns() {
    for (header, kind) in [
        ("member_id,survey_name,question,response", RowKind::Surveys),
        ("member_id,employer,title", RowKind::Enrichment),
        ("member_id,home_zip_code", RowKind::Enrichment),
        ("zip,lat,lon", RowKind::ZipCentroids),
        ("id,name,email,join_date,status,plan", RowKind::Members),
        (
            "id,member_id,booking_time,court_id,revenue_generated,players",
            RowKind::Bookings,
        ),
    ] {
        assert_eq!(read(header).unwrap().kind, kind, "{header}");
    }
}
