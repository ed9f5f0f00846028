use geo::coordinate_position::CoordPos;
use geo::{Coord, CoordinatePosition, LineString, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::domain::{Point, Tract};

/// Finds the tract a point lies in.
///
/// A point on a border belongs to every tract that has it; the one with the lowest GEOID gets it, so that the
/// answer depends neither on the order of the file nor on the direction of its rings.
///
/// ```
/// use cic_core::domain::{Point, Tract};
/// use cic_core::geo::TractIndex;
/// let square = vec![[-87.7, 41.9], [-87.6, 41.9], [-87.6, 42.0], [-87.7, 42.0], [-87.7, 41.9]];
/// let tract = Tract {
///     geoid: "17031720200".into(), vintage: None, population: None, median_household_income: None,
///     bachelor_share: None, land_area_square_metres: None, polygons: vec![vec![square]],
/// };
/// let index = TractIndex::new(&[tract]);
/// assert_eq!(index.tract_of(Point { lat: 41.95, lon: -87.65 }), Some(0));
/// assert_eq!(index.tract_of(Point { lat: 41.85, lon: -87.65 }), None);
/// ```
#[derive(Debug, Clone)]
pub struct TractIndex {
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    polygons: Vec<IndexedPolygon>,
}

#[derive(Debug, Clone)]
struct IndexedPolygon {
    polygon: Polygon,
    /// Place of the tract in the slice.
    tract: usize,
    /// Place of the tract by GEOID, then by place in the slice.
    rank: usize,
}

impl TractIndex {
    /// An index of `tracts`. Polygons with coordinates that are not finite are left out.
    #[must_use]
    pub fn new(tracts: &[Tract]) -> Self {
        let mut by_geoid: Vec<usize> = (0..tracts.len()).collect();
        by_geoid.sort_by(|&left, &right| {
            tracts[left]
                .geoid
                .cmp(&tracts[right].geoid)
                .then(left.cmp(&right))
        });
        let polygons: Vec<IndexedPolygon> = by_geoid
            .iter()
            .enumerate()
            .flat_map(|(rank, &tract)| {
                let polygons = tracts[tract]
                    .polygons
                    .iter()
                    .filter_map(|rings| polygon_of(rings));
                polygons.map(move |polygon| IndexedPolygon { polygon, tract, rank })
            })
            .collect();
        let boxes = polygons
            .iter()
            .enumerate()
            .map(|(place, indexed)| GeomWithData::new(bounds(&indexed.polygon), place))
            .collect();
        Self {
            tree: RTree::bulk_load(boxes),
            polygons,
        }
    }

    /// The place, in the slice the index was made of, of the tract that holds `point`.
    #[must_use]
    pub fn tract_of(&self, point: Point) -> Option<usize> {
        let coordinate = Coord {
            x: point.lon,
            y: point.lat,
        };
        self.tree
            .locate_all_at_point(&[point.lon, point.lat])
            .map(|entry| &self.polygons[entry.data])
            .filter(|indexed| indexed.polygon.coordinate_position(&coordinate) != CoordPos::Outside)
            .min_by_key(|indexed| indexed.rank)
            .map(|indexed| indexed.tract)
    }
}

fn polygon_of(rings: &[Vec<[f64; 2]>]) -> Option<Polygon> {
    let is_finite = rings
        .iter()
        .flatten()
        .flatten()
        .all(|degrees| degrees.is_finite());
    let line = |ring: &Vec<[f64; 2]>| ring.iter().map(|&[x, y]| Coord { x, y }).collect::<LineString>();
    let (outer, holes) = rings.split_first()?;
    (is_finite && !outer.is_empty()).then(|| Polygon::new(line(outer), holes.iter().map(line).collect()))
}

fn bounds(polygon: &Polygon) -> Rectangle<[f64; 2]> {
    let corners: Vec<[f64; 2]> = polygon
        .exterior()
        .coords()
        .map(|corner| [corner.x, corner.y])
        .collect();
    AABB::from_points(&corners).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Vec<[f64; 2]> {
        vec![
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
        ]
    }

    fn tract(geoid: &str, polygons: Vec<Vec<Vec<[f64; 2]>>>) -> Tract {
        Tract {
            geoid: geoid.to_owned(),
            vintage: None,
            population: None,
            median_household_income: None,
            bachelor_share: None,
            land_area_square_metres: None,
            polygons,
        }
    }

    fn at(lon: f64, lat: f64) -> Point {
        Point { lat, lon }
    }

    #[test]
    fn a_point_on_a_shared_border_belongs_to_the_lowest_geoid_in_any_order() {
        let west = tract("17031000200", vec![vec![rectangle(0.0, 0.0, 1.0, 1.0)]]);
        let east = tract("17031000100", vec![vec![rectangle(1.0, 0.0, 2.0, 1.0)]]);
        for border in [at(1.0, 0.5), at(1.0, 0.0), at(1.0, 1.0)] {
            assert_eq!(
                TractIndex::new(&[west.clone(), east.clone()]).tract_of(border),
                Some(1)
            );
            assert_eq!(
                TractIndex::new(&[east.clone(), west.clone()]).tract_of(border),
                Some(0)
            );
        }
    }

    #[test]
    fn a_hole_belongs_to_what_fills_it() {
        let ring = tract(
            "17031000100",
            vec![vec![rectangle(0.0, 0.0, 3.0, 3.0), rectangle(1.0, 1.0, 2.0, 2.0)]],
        );
        let filling = tract("17031000200", vec![vec![rectangle(1.0, 1.0, 2.0, 2.0)]]);
        assert_eq!(
            TractIndex::new(std::slice::from_ref(&ring)).tract_of(at(1.5, 1.5)),
            None
        );
        assert_eq!(TractIndex::new(&[ring, filling]).tract_of(at(1.5, 1.5)), Some(1));
    }

    #[test]
    fn every_part_of_a_multipolygon_belongs_to_its_tract() {
        let parts = vec![
            vec![rectangle(0.0, 0.0, 1.0, 1.0)],
            vec![rectangle(5.0, 5.0, 6.0, 6.0)],
        ];
        let index = TractIndex::new(&[tract("17031000100", parts)]);
        assert_eq!(index.tract_of(at(0.5, 0.5)), Some(0));
        assert_eq!(index.tract_of(at(5.5, 5.5)), Some(0));
        assert_eq!(index.tract_of(at(3.0, 3.0)), None);
    }

    #[test]
    fn nothing_lies_in_no_tracts_nor_at_no_number() {
        assert_eq!(TractIndex::new(&[]).tract_of(at(0.0, 0.0)), None);
        let index = TractIndex::new(&[tract("17031000100", vec![vec![rectangle(0.0, 0.0, 1.0, 1.0)]])]);
        assert_eq!(index.tract_of(at(f64::NAN, 0.5)), None);
        let unusable = tract(
            "17031000100",
            vec![vec![rectangle(0.0, f64::NAN, 1.0, 1.0)], vec![]],
        );
        assert_eq!(TractIndex::new(&[unusable]).tract_of(at(0.5, 0.5)), None);
    }

    proptest! {
        #[test]
        fn the_index_agrees_with_asking_every_tract(lon in 0.0..10.0_f64, lat in 0.0..10.0_f64) {
            let tracts: Vec<Tract> = (0..100)
                .map(|place| {
                    let (west, south) = (f64::from(place % 10), f64::from(place / 10));
                    tract(&format!("17031{place:06}"), vec![vec![rectangle(west, south, west + 1.0, south + 1.0)]])
                })
                .collect();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 9")]
            let expected = lat.floor() as usize * 10 + lon.floor() as usize;
            prop_assert_eq!(TractIndex::new(&tracts).tract_of(at(lon, lat)), Some(expected));
        }
    }
}
