use cic_core::ingest::{Row, RowKind};

use crate::ground::{Ground, venue};
use crate::rows::{booking, member};

pub(crate) async fn texts_come_back_unharmed(ground: Ground) {
    let ground = ground.migrated().await;
    let long = "long ".repeat(200_000);
    let texts = [
        "",
        " ",
        "\\N",
        "NULL",
        "\t\r\n\\.\n",
        "'; DROP TABLE members; --",
        "🎾👩‍👩‍👧‍👦",
        "محمد بن سلمان \u{202e}",
        "e\u{301} é",
        "\u{1}\u{7f}\u{feff}",
        &long,
    ];
    let members = (0..).zip(texts).map(|(number, text): (u32, _)| {
        let mut member = member(&format!("M{number}"));
        member.name = text.to_owned();
        member.home_address = Some(text.to_owned()).filter(|text| !text.is_empty());
        member
    });
    let members: Vec<_> = members.collect();
    let rows = || members.iter().cloned().map(Row::Member);
    assert_eq!(
        ground.import(RowKind::Members, rows()).await.accepted,
        texts.len() as u64
    );
    assert_eq!(
        ground.import(RowKind::Members, rows()).await.unchanged,
        texts.len() as u64
    );
    let club = ground.store.load_club(&venue()).await.unwrap();
    for member in &members {
        assert_eq!(&club.people()[club.find(&member.id).unwrap()].member, member);
    }
}

pub(crate) async fn a_nul_is_quarantined(ground: Ground) {
    let ground = ground.migrated().await;
    let mut bad = member("M2");
    bad.name = "a\0b".to_owned();
    let report = ground
        .import(RowKind::Members, [member("M1"), bad].map(Row::Member))
        .await;
    assert_eq!((report.accepted, report.quarantined.len()), (1, 1));
    assert_eq!(report.quarantined[0].value, "a\u{2400}b");
    let mut bad = booking("B\0", Some("M1"));
    bad.players = vec!["M\0".to_owned()];
    assert_eq!(
        ground
            .import(RowKind::Bookings, [Row::Booking(bad)])
            .await
            .quarantined
            .len(),
        1
    );
}
