use crate::Club;
use crate::club::Person;
use crate::domain::Point;
use crate::geo::TractIndex;

/// Where a member lives, as precisely as is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Home {
    /// The home, or the middle of its postal code.
    pub point: Point,
    /// Whether it is the middle of a postal code: good for a distance, not for a tract.
    pub is_zip_centroid: bool,
    /// The index of the tract among [`Club::tracts`].
    pub tract: Option<usize>,
    /// Miles to the club, where its location is a setting.
    pub miles_from_club: Option<f64>,
}

/// Everyone's home, in the order of [`Club::people`].
pub(crate) fn homes(club: &Club) -> Vec<Option<Home>> {
    let tracts = TractIndex::new(club.tracts());
    club.people()
        .iter()
        .map(|person| home_of(person, club, &tracts))
        .collect()
}

fn home_of(person: &Person, club: &Club, tracts: &TractIndex) -> Option<Home> {
    let precise = person.enrichments.iter().rev().find_map(|row| row.home);
    let point = precise.or_else(|| zip_centroid(person, club))?;
    Some(Home {
        point,
        is_zip_centroid: precise.is_none(),
        tract: precise.and_then(|point| tracts.tract_of(point)),
        miles_from_club: club.venue().location.map(|location| location.miles_to(point)),
    })
}

fn zip_centroid(person: &Person, club: &Club) -> Option<Point> {
    let of_enrichment = person
        .enrichments
        .iter()
        .rev()
        .find_map(|row| row.home_zip_code.as_deref());
    let zip = person.member.home_zip_code.as_deref().or(of_enrichment)?;
    let zip = zip.trim().get(..5).unwrap_or_else(|| zip.trim());
    let centroids = club.zip_centroids();
    let at = centroids
        .binary_search_by(|centroid| centroid.zip.as_str().cmp(zip))
        .ok()?;
    Some(centroids[at].point)
}
