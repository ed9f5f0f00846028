use crate::ingest::RowKind;

/// The fields that rows of a kind have: those a table must read, and those it may.
pub(super) const fn field_names(kind: RowKind) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        RowKind::Tracts => (&[], &[]),
        RowKind::ZipCentroids => (&["zip", "lat", "lon"], &[]),
        RowKind::Members => (
            &["id", "name"],
            &[
                "email",
                "joined_at",
                "status",
                "cancelled_at",
                "plan",
                "monthly_fee",
                "renews_on",
                "home_zip_code",
                "home_address",
                "household",
            ],
        ),
        RowKind::Bookings => (
            &["id", "starts_at"],
            &[
                "registrant",
                "member_id",
                "ends_at",
                "duration",
                "courts",
                "revenue",
                "booked_at",
                "cancelled_at",
                "status",
                "kind",
                "occurrence",
                "players",
                "guests",
            ],
        ),
        RowKind::Cancellations => (&["id"], &["registrant", "cancelled_at"]),
        RowKind::CheckIns => (&["id", "member_id", "checked_in_at"], &["price"]),
        RowKind::Transactions => (&["id", "member_id", "paid_at", "total"], &[]),
        RowKind::Surveys => (
            &["member_id", "survey_name"],
            &["question", "response", "answered_at"],
        ),
        RowKind::Enrichment => (
            &["member_id"],
            &[
                "employer",
                "title",
                "company_size",
                "home_address",
                "home_zip_code",
                "linkedin_url",
                "home_lat",
                "home_lon",
                "last_enriched",
            ],
        ),
        RowKind::VisitCounts => (&["member_id", "visits_last_month"], &[]),
        RowKind::Connectors => (&["name", "company"], &[]),
    }
}
