use std::collections::BTreeMap;

use super::grid::Square;
use crate::domain::Point;

/// A cell of the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// `500-29324-15255`: side in metres, row and column of the one global grid.
    pub id: String,
    /// The middle of the cell's square, whatever the homes in it.
    pub centre: Point,
    /// Homes in it, at least k.
    pub count: usize,
}

/// Homes as cells, and how many homes no cell could take.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    /// From the smallest cells to the largest, then from south to north, then from west to east.
    pub cells: Vec<Cell>,
    /// Homes in places too thinly settled for a cell of k, and points off the globe.
    pub not_placed: usize,
}

/// Gathers homes into cells of at least `k`, so that the map shows no home.
///
/// Cells are squares of 500 m on a grid fixed for the whole globe. A square with fewer than `k` homes is not
/// shown; its homes move up to the square of twice the side, together with those of its neighbours there that
/// are too few as well, and so on up to 8 km. What is left then is counted and not placed. A cell of 1 km or
/// more therefore stands for its square without the smaller cells that are shown inside it. The answer does
/// not depend on the order of `homes`; a `k` of 0 counts as 1.
///
/// What this protects: each home is one of at least `k` that share its cell, and the place shown is the
/// square's, so that nothing about where in the square people live gets out.
///
/// What it does not protect, and what the caller has to keep in mind:
/// - *Differences between maps.* From the map of all members and that of one segment, or from this week's map
///   and last week's, a reader can subtract counts and may be left with fewer than `k`. Somebody who knows all
///   but one member of a cell learns the segment, or the arrival, of that one, though not a home's place
///   within the cell.
/// - *Sameness.* When all homes of a segment's map share a cell, being in the cell tells the segment. The map
///   of a small segment says more about its members than that of a large one.
/// - *Households.* `k` counts points. Five members of one family at one address make a cell of five; pass one
///   point a household where that matters.
/// - *Imprecise homes.* A ZIP's middle is a point like any other: members placed by it gather in the one
///   square that holds it, which is not where they live.
///
/// ```
/// use cic_core::domain::Point;
/// use cic_core::geo::k_anonymous_cells;
/// let mut homes = vec![Point { lat: 41.959, lon: -87.703 }; 5];
/// homes.push(Point { lat: 43.0, lon: -88.0 });
/// let map = k_anonymous_cells(&homes, 5);
/// assert_eq!(map.cells.len(), 1);
/// assert_eq!((map.cells[0].id.as_str(), map.cells[0].count), ("500-29324-15255", 5));
/// assert_eq!(map.not_placed, 1);
/// ```
#[must_use]
pub fn k_anonymous_cells(homes: &[Point], k: u32) -> Cells {
    let least = usize::try_from(k.max(1)).unwrap_or(usize::MAX);
    let mut cells = Vec::new();
    let mut not_placed = 0;
    let mut waiting: BTreeMap<Square, usize> = BTreeMap::new();
    for home in homes {
        match Square::holding(*home) {
            Some(square) => *waiting.entry(square).or_default() += 1,
            None => not_placed += 1,
        }
    }
    while !waiting.is_empty() {
        let mut too_few: BTreeMap<Square, usize> = BTreeMap::new();
        for (square, count) in waiting {
            if count >= least {
                cells.push(Cell {
                    id: square.id(),
                    centre: square.centre(),
                    count,
                });
            } else if let Some(parent) = square.parent() {
                *too_few.entry(parent).or_default() += count;
            } else {
                not_placed += count;
            }
        }
        waiting = too_few;
    }
    Cells { cells, not_placed }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    const METRE: f64 = 1.0 / 111_195.0;

    /// Homes of a town: crowded in the middle, thin at the edges, some next door to each other.
    fn homes() -> impl Strategy<Value = Vec<Point>> {
        let near = (
            select(vec![41.959, 41.99, 42.1]),
            -0.004..0.004_f64,
            -0.004..0.004_f64,
        );
        let near = near.prop_map(|(lat, north, east)| Point {
            lat: lat + north,
            lon: -87.7 + east,
        });
        let far = (41.7..42.2_f64, -87.9..-87.5_f64).prop_map(|(lat, lon)| Point { lat, lon });
        proptest::collection::vec(prop_oneof![2 => near, 1 => far], 0..120)
    }

    fn counts(map: &Cells) -> BTreeMap<String, usize> {
        map.cells
            .iter()
            .map(|cell| (cell.id.clone(), cell.count))
            .collect()
    }

    fn squares_around(home: Point) -> BTreeSet<String> {
        let finest = Square::holding(home);
        std::iter::successors(finest, |square| square.parent())
            .map(Square::id)
            .collect()
    }

    proptest! {
        #[test]
        fn every_cell_holds_k_and_every_home_is_counted_once(homes in homes(), k in 1_u32..12) {
            let map = k_anonymous_cells(&homes, k);
            prop_assert!(map.cells.iter().all(|cell| cell.count >= k as usize));
            let placed: usize = map.cells.iter().map(|cell| cell.count).sum();
            prop_assert_eq!(placed + map.not_placed, homes.len());
            prop_assert_eq!(counts(&map).len(), map.cells.len(), "ids are unique");
        }

        #[test]
        fn the_order_of_homes_does_not_matter(homes in homes(), turn in 0_usize..100, k in 1_u32..12) {
            let mut turned = homes.clone();
            turned.rotate_left(turn.min(homes.len()));
            turned.reverse();
            prop_assert_eq!(k_anonymous_cells(&homes, k), k_anonymous_cells(&turned, k));
        }

        #[test]
        fn moving_a_home_by_a_metre_changes_only_squares_around_it(
            homes in homes(), chosen in any::<proptest::sample::Index>(), k in 2_u32..12,
            north in -METRE..METRE, east in -METRE..METRE,
        ) {
            prop_assume!(!homes.is_empty());
            let mut moved = homes.clone();
            let home = &mut moved[chosen.index(homes.len())];
            let before = *home;
            *home = Point { lat: home.lat + north, lon: home.lon + east };
            let mut around = squares_around(before);
            around.extend(squares_around(*home));
            let (old, new) = (counts(&k_anonymous_cells(&homes, k)), counts(&k_anonymous_cells(&moved, k)));
            for id in old.keys().chain(new.keys()) {
                prop_assert!(old.get(id) == new.get(id) || around.contains(id), "{id} changed");
            }
        }

        #[test]
        fn where_in_its_square_a_home_lies_does_not_show(homes in homes(), k in 1_u32..12) {
            let snapped: Vec<Point> = homes.iter().map(|home| Square::holding(*home).unwrap().centre()).collect();
            prop_assert_eq!(k_anonymous_cells(&homes, k), k_anonymous_cells(&snapped, k));
        }

        #[test]
        fn fewer_than_k_homes_are_never_shown(home in (41.7..42.2_f64, -87.9..-87.5_f64), k in 2_u32..12) {
            let homes = vec![Point { lat: home.0, lon: home.1 }; k as usize - 1];
            let map = k_anonymous_cells(&homes, k);
            prop_assert!(map.cells.is_empty());
            prop_assert_eq!(map.not_placed, homes.len());
        }
    }

    #[test]
    fn neighbours_too_few_alone_share_the_next_larger_square() {
        let here = Square::holding(Point {
            lat: 41.959,
            lon: -87.703,
        })
        .unwrap();
        let beside = Point {
            lat: here.centre().lat,
            lon: here.centre().lon - 0.006,
        };
        assert_eq!(
            Square::holding(beside).unwrap().parent(),
            here.parent(),
            "one square west, same parent"
        );
        let map = k_anonymous_cells(&[vec![here.centre(); 3], vec![beside; 2]].concat(), 5);
        assert_eq!(map.cells.len(), 1);
        assert_eq!(map.cells[0].id, here.parent().unwrap().id());
        assert_eq!(map.cells[0].centre, here.parent().unwrap().centre());
    }

    #[test]
    fn a_crowded_square_stays_small_beside_a_thin_one() {
        let crowded = Point {
            lat: 41.959,
            lon: -87.703,
        };
        let thin = Point {
            lat: 41.959,
            lon: -87.709,
        };
        let map = k_anonymous_cells(&[vec![crowded; 9], vec![thin; 4]].concat(), 5);
        assert_eq!(counts(&map), BTreeMap::from([("500-29324-15255".to_owned(), 9)]));
        assert_eq!(map.not_placed, 4);
    }

    #[test]
    fn points_off_the_globe_are_not_placed() {
        let map = k_anonymous_cells(
            &[
                Point {
                    lat: f64::NAN,
                    lon: 0.0,
                },
                Point { lat: 0.0, lon: 999.0 },
            ],
            1,
        );
        assert_eq!(
            map,
            Cells {
                cells: Vec::new(),
                not_placed: 2
            }
        );
    }
}
