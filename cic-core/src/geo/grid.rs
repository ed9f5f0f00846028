//! One grid for the whole globe, so that a cell has the same id in every engine and at every club.
//!
//! The finest squares are 0.0045 degrees of latitude high, 500 m. Sixteen rows of them make a band, and within
//! a band every row has the same number of columns, as many as make the squares about 500 m wide at the middle
//! of the band. Both numbers being multiples of sixteen, four squares always make one of twice the side, up to
//! 8 km. Rows count from the south pole, columns from 180 degrees west.

use crate::domain::Point;

/// Squares of 500 m, 1, 2, 4 and 8 km.
pub(super) const LEVELS: u32 = 5;

const ROWS: u32 = 40_000;
const ROWS_PER_BAND: u32 = 1 << (LEVELS - 1);
const BANDS: u32 = ROWS / ROWS_PER_BAND;
/// Largest squares around the equator: 360 degrees over the 0.072 degrees of a band.
const LARGEST_AROUND_EQUATOR: f64 = 5_000.0;
const FINEST_SIDE_METRES: u32 = 500;

/// A square of the grid. Ordered from south to north, west to east.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Square {
    /// 0 is the finest; each next one has twice the side.
    pub(super) level: u32,
    row: u32,
    column: u32,
}

impl Square {
    /// The finest square that holds a point; `None` for a point off the globe.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rows and columns of a point on the globe are 0 to 80,000"
    )]
    pub(super) fn holding(point: Point) -> Option<Self> {
        let Point { lat, lon } = Point::new(point.lat, point.lon)?;
        let row = ((lat + 90.0) / 180.0 * f64::from(ROWS)) as u32;
        let row = row.min(ROWS - 1);
        let columns = columns(row / ROWS_PER_BAND);
        let column = ((lon + 180.0) / 360.0 * f64::from(columns)) as u32 % columns;
        Some(Self {
            level: 0,
            row,
            column,
        })
    }

    /// The square of twice the side around this one; `None` above the largest.
    pub(super) fn parent(self) -> Option<Self> {
        (self.level + 1 < LEVELS).then_some(Self {
            level: self.level + 1,
            row: self.row / 2,
            column: self.column / 2,
        })
    }

    /// The middle of the square.
    pub(super) fn centre(self) -> Point {
        let scale = 1 << self.level;
        let band = self.row * scale / ROWS_PER_BAND;
        let fraction = |place: u32, of: u32| (f64::from(place) + 0.5) / f64::from(of / scale);
        Point {
            lat: fraction(self.row, ROWS) * 180.0 - 90.0,
            lon: fraction(self.column, columns(band)) * 360.0 - 180.0,
        }
    }

    /// `500-29324-15255`: side in metres, row, column.
    pub(super) fn id(self) -> String {
        format!(
            "{}-{}-{}",
            FINEST_SIDE_METRES << self.level,
            self.row,
            self.column
        )
    }
}

/// How many of the finest columns go around the globe in a band.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "1 to 5,000"
)]
fn columns(band: u32) -> u32 {
    let middle = (f64::from(band) + 0.5) / f64::from(BANDS) * 180.0 - 90.0;
    let largest = (LARGEST_AROUND_EQUATOR * middle.to_radians().cos())
        .round()
        .max(1.0);
    largest as u32 * ROWS_PER_BAND
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ancestors(square: Square) -> impl Iterator<Item = Square> {
        std::iter::successors(Some(square), |square| square.parent())
    }

    #[test]
    fn ids_never_change() {
        let chicago = Square::holding(Point {
            lat: 41.959,
            lon: -87.703,
        })
        .unwrap();
        let ids: Vec<String> = ancestors(chicago).map(Square::id).collect();
        assert_eq!(
            ids,
            [
                "500-29324-15255",
                "1000-14662-7627",
                "2000-7331-3813",
                "4000-3665-1906",
                "8000-1832-953"
            ]
        );
    }

    #[test]
    fn the_edges_of_the_globe_have_squares() {
        for (lat, lon) in [(90.0, 180.0), (-90.0, -180.0), (90.0, -180.0), (0.0, 180.0)] {
            assert!(Square::holding(Point { lat, lon }).is_some());
        }
        assert_eq!(
            Square::holding(Point {
                lat: 10.0,
                lon: 180.0
            }),
            Square::holding(Point {
                lat: 10.0,
                lon: -180.0
            })
        );
        assert_eq!(
            Square::holding(Point {
                lat: f64::NAN,
                lon: 0.0
            }),
            None
        );
        assert_eq!(Square::holding(Point { lat: 0.0, lon: 180.1 }), None);
    }

    proptest! {
        #[test]
        fn a_point_lies_within_half_a_diagonal_of_the_centre_at_every_level(lat in -80.0..80.0_f64, lon in -180.0..180.0_f64) {
            let point = Point { lat, lon };
            for square in ancestors(Square::holding(point).unwrap()) {
                let side = f64::from(FINEST_SIDE_METRES << square.level);
                // Half a diagonal is 0.707 sides; a largest square high in the north is a little out of square.
                prop_assert!(point.metres_to(square.centre()) < 0.72 * side);
            }
        }

        #[test]
        fn the_centre_lies_in_its_own_square(lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64) {
            for square in ancestors(Square::holding(Point { lat, lon }).unwrap()) {
                let again = Square::holding(square.centre()).unwrap();
                prop_assert!(ancestors(again).any(|ancestor| ancestor == square));
            }
        }
    }
}
