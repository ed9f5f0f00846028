use super::booking::BookingColumns;
use super::cancellation::CancellationColumns;
use super::check_in::CheckInColumns;
use super::connector::ConnectorColumns;
use super::enrichment::EnrichmentColumns;
use super::member::MemberColumns;
use super::reading::Reading;
use super::survey::SurveyColumns;
use super::transaction::TransactionColumns;
use super::visit_count::VisitCountColumns;
use super::zip_centroid::ZipCentroidColumns;
use crate::domain::Venue;
use crate::ingest::binding::{BoundCondition, BoundField, Columns};
use crate::ingest::delimited::Header;
use crate::ingest::fault::{ValueFault, refused};
use crate::ingest::profile::{OtherColumns, Table};
use crate::ingest::record::Record;
use crate::ingest::{FileRefused, Row, RowKind};

/// Reads the records of one file as rows of its table.
pub(in crate::ingest) struct TableReader {
    kind: KindReader,
    keep: Vec<BoundCondition>,
    /// Every field that holds times, for the evidence on the order of dates.
    times: Vec<BoundField>,
    /// Columns that nothing reads.
    ignored: Vec<String>,
}

enum KindReader {
    ZipCentroids(ZipCentroidColumns),
    Members(MemberColumns),
    Bookings(BookingColumns),
    Cancellations(CancellationColumns),
    CheckIns(CheckInColumns),
    Transactions(TransactionColumns),
    Surveys(SurveyColumns),
    Enrichment(EnrichmentColumns),
    VisitCounts(VisitCountColumns),
    Connectors(ConnectorColumns),
}

/// The fields of any kind that hold times.
const TIMES: [&str; 10] = [
    "starts_at",
    "ends_at",
    "booked_at",
    "cancelled_at",
    "joined_at",
    "renews_on",
    "checked_in_at",
    "paid_at",
    "answered_at",
    "last_enriched",
];

impl TableReader {
    /// Binds a table to a file's columns.
    pub(in crate::ingest) fn bind(
        table: &Table,
        header: &Header,
        venue: &Venue,
    ) -> Result<Self, FileRefused> {
        let mut columns = Columns::new(header);
        for name in &table.recognised_by {
            columns.require(name)?;
        }
        let mut keep = Vec::new();
        for condition in &table.keep {
            keep.extend(BoundCondition::bind(condition, &mut columns)?);
        }
        let mut times = Vec::new();
        for name in TIMES {
            let field = BoundField::bind(table, name, &mut columns)?;
            if !field.is_absent() {
                times.push(field);
            }
        }
        for name in &table.other_dates {
            times.push(BoundField::of_column(name, &mut columns)?);
        }
        let columns = &mut columns;
        let mut kind = match table.kind {
            RowKind::Tracts => return Err(refused("tracts are read from GeoJSON, which needs no profile")),
            RowKind::ZipCentroids => KindReader::ZipCentroids(ZipCentroidColumns::bind(table, columns)?),
            RowKind::Members => KindReader::Members(MemberColumns::bind(table, columns)?),
            RowKind::Bookings => KindReader::Bookings(BookingColumns::bind(table, columns, venue)?),
            RowKind::Cancellations => KindReader::Cancellations(CancellationColumns::bind(table, columns)?),
            RowKind::CheckIns => KindReader::CheckIns(CheckInColumns::bind(table, columns)?),
            RowKind::Transactions => KindReader::Transactions(TransactionColumns::bind(table, columns)?),
            RowKind::Surveys => KindReader::Surveys(SurveyColumns::bind(table, columns)?),
            RowKind::Enrichment => KindReader::Enrichment(EnrichmentColumns::bind(table, columns)?),
            RowKind::VisitCounts => KindReader::VisitCounts(VisitCountColumns::bind(table, columns)?),
            RowKind::Connectors => KindReader::Connectors(ConnectorColumns::bind(table, columns)?),
        };
        let mut unread = columns.unread(&table.ignored);
        if let (OtherColumns::Questions, KindReader::Surveys(surveys)) = (table.other_columns, &mut kind) {
            surveys.questions = Some(std::mem::take(&mut unread));
        }
        Ok(Self {
            kind,
            keep,
            times,
            ignored: unread.into_iter().map(|(_, name)| name).collect(),
        })
    }

    /// The rows that a record says; at least one.
    pub(in crate::ingest) fn read(
        &self,
        record: &Record<'_>,
        reading: &mut Reading,
    ) -> Result<Vec<Row>, ValueFault> {
        for condition in &self.keep {
            if !condition.passes(record) {
                let value = condition.value(record);
                return Err(ValueFault::new(condition.column(), value, condition.reason()));
            }
        }
        match &self.kind {
            KindReader::ZipCentroids(columns) => one(columns.read(record).map(Row::ZipCentroid)),
            KindReader::Members(columns) => one(columns.read(record, reading).map(Row::Member)),
            KindReader::Bookings(columns) => columns.read(record, reading),
            KindReader::Cancellations(columns) => one(columns.read(record, reading).map(Row::Cancellation)),
            KindReader::CheckIns(columns) => one(columns.read(record, reading).map(Row::CheckIn)),
            KindReader::Transactions(columns) => one(columns.read(record, reading).map(Row::Transaction)),
            KindReader::Surveys(columns) => columns.read(record, reading),
            KindReader::Enrichment(columns) => one(columns.read(record, reading).map(Row::Enrichment)),
            KindReader::VisitCounts(columns) => one(columns.read(record, reading).map(Row::VisitCount)),
            KindReader::Connectors(columns) => one(columns.read(record).map(Row::Connector)),
        }
    }

    /// The fields that hold times.
    pub(in crate::ingest) fn times(&self) -> &[BoundField] {
        &self.times
    }

    /// Whether the profile keeps the record.
    pub(in crate::ingest) fn keeps(&self, record: &Record<'_>) -> bool {
        self.keep.iter().all(|condition| condition.passes(record))
    }

    /// Columns of the file that nothing reads.
    pub(in crate::ingest) fn ignored(&self) -> &[String] {
        &self.ignored
    }
}

fn one(row: Result<Row, ValueFault>) -> Result<Vec<Row>, ValueFault> {
    row.map(|row| vec![row])
}
