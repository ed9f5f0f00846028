use cic_core::purchasing::{
    BgNbd, FitOptions, PurchaseRows, PurchasingError, VisitHistories, VisitHistory, VisitModel,
};

fn members() -> Vec<(String, VisitHistory)> {
    (0..3000_u32)
        .map(|member| {
            let visits = member * 7 % 5;
            let observed = f64::from(20 + member % 11);
            let last = if visits == 0 {
                0.0
            } else {
                f64::from(1 + member % 19)
            };
            (
                format!("M{member}"),
                VisitHistory::new(visits, last, observed).expect("possible"),
            )
        })
        .collect()
}

fn gathered(partitions: usize) -> PurchaseRows {
    let mut parts = vec![PurchaseRows::new(); partitions];
    for (member, history) in members() {
        let bucket = usize::from(cic_core::member_bucket(&member));
        parts[bucket % partitions].update(&member, history);
    }
    let mut whole = PurchaseRows::new();
    for part in parts.iter().rev() {
        let sent = PurchaseRows::from_bytes(&part.to_bytes()).expect("its own bytes");
        whole.merge(&sent);
    }
    whole
}

#[test]
fn any_grouping_of_buckets_gives_the_same_bytes_and_the_same_fit() {
    let whole = gathered(1);
    for partitions in [2, 64] {
        assert_eq!(gathered(partitions).to_bytes(), whole.to_bytes());
    }
    let histories: Vec<VisitHistory> = members().into_iter().map(|(_, history)| history).collect();
    let direct = VisitHistories::new(&histories).unwrap();
    assert_eq!(whole.finish().unwrap(), direct);
    let options = FitOptions::default();
    let fitted = BgNbd::fit(&whole.finish().unwrap(), &options).unwrap();
    assert_eq!(fitted.to_json(), BgNbd::fit(&direct, &options).unwrap().to_json());
}

#[test]
fn bytes_that_were_not_written_here_are_refused() {
    let bytes = gathered(1).to_bytes();
    for broken in [
        &bytes[1..],
        &bytes[..bytes.len() - 1],
        &[bytes.as_slice(), &[0]].concat(),
        &[],
    ] {
        assert!(matches!(
            PurchaseRows::from_bytes(broken),
            Err(PurchasingError::Stored { .. })
        ));
    }
    assert_eq!(PurchaseRows::new().finish(), Err(PurchasingError::NoCustomers));
}
