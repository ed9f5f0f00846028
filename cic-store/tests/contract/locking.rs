use cic_core::ingest::{Row, RowKind};
use cic_store::Error;

use crate::ground::{Ground, batch, venue};
use crate::rows::member;

pub(crate) async fn two_imports_do_not_run_at_once(ground: Ground) {
    let ground = ground.migrated().await;
    let mut first = ground.begin(RowKind::Members, false).await.unwrap();
    assert!(matches!(
        ground.begin(RowKind::Members, false).await,
        Err(Error::ImportUnderWay)
    ));
    let elsewhere = cic_store::open(&ground.url).await.unwrap();
    let file = crate::ground::file(RowKind::Members, true);
    assert!(matches!(
        elsewhere.begin_import(file, &venue()).await,
        Err(Error::ImportUnderWay)
    ));
    first
        .take(batch([vec![Row::Member(member("M1"))]]))
        .await
        .unwrap();
    assert_eq!(first.finish(Vec::new()).await.unwrap().accepted, 1);
    assert_eq!(
        ground
            .import(RowKind::Members, [Row::Member(member("M1"))])
            .await
            .unchanged,
        1
    );
}

pub(crate) async fn readers_see_the_state_before_an_import_until_it_ends(ground: Ground) {
    let ground = ground.migrated().await;
    let mut import = ground.begin(RowKind::Members, false).await.unwrap();
    let rows = (0..20_000).map(|number| vec![Row::Member(member(&format!("M{number}")))]);
    import.take(batch(rows)).await.unwrap();
    assert_eq!(ground.store.load_club(&venue()).await.unwrap().people().len(), 0);
    import.finish(Vec::new()).await.unwrap();
    assert_eq!(
        ground.store.load_club(&venue()).await.unwrap().people().len(),
        20_000
    );
}
