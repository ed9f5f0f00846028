use crate::domain::Tract;

impl Tract {
    /// People per square kilometre of land, from the land area the file gives.
    ///
    /// Never from the polygon's degrees: a degree of longitude is 111 km at the equator and 82 km in Chicago,
    /// and a polygon includes its lakes. `None` without a population or without land.
    #[must_use]
    pub fn people_per_square_kilometre(&self) -> Option<f64> {
        const SQUARE_METRES_PER_SQUARE_KILOMETRE: f64 = 1e6;
        let land = self.land_area_square_metres.filter(|area| *area > 0.0)?;
        Some(self.population? / land * SQUARE_METRES_PER_SQUARE_KILOMETRE)
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::Tract;

    fn tract(population: Option<f64>, land_area_square_metres: Option<f64>) -> Tract {
        Tract {
            geoid: "17031720200".to_owned(),
            vintage: None,
            population,
            median_household_income: None,
            bachelor_share: None,
            land_area_square_metres,
            polygons: Vec::new(),
        }
    }

    #[test]
    fn density_is_people_per_square_kilometre_of_land() {
        let density = tract(Some(3_000.0), Some(1.5e6)).people_per_square_kilometre();
        assert_eq!(density, Some(2_000.0));
    }

    #[test]
    fn without_land_or_people_there_is_no_density() {
        assert_eq!(
            tract(Some(3_000.0), Some(0.0)).people_per_square_kilometre(),
            None
        );
        assert_eq!(tract(Some(3_000.0), None).people_per_square_kilometre(), None);
        assert_eq!(tract(None, Some(1.5e6)).people_per_square_kilometre(), None);
    }
}
