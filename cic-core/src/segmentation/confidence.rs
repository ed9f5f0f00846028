use serde::{Deserialize, Serialize};

use super::SegmentDefinition;
use crate::features::{Evidence, Source};

/// One source's word on a segment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceFit {
    /// Which source.
    pub source: Source,
    /// Its share of the confidence, of 100.
    pub weight: f64,
    /// How well it fits, 0 to 1.
    pub fit: f64,
}

impl Source {
    /// Its share of the confidence when every source is present.
    #[must_use]
    pub const fn weight(self) -> f64 {
        match self {
            Self::Booking => 40.0,
            Self::Survey => 30.0,
            Self::Social => 15.0,
            Self::Tract => 10.0,
            Self::Employer => 5.0,
        }
    }

    /// All five.
    pub const ALL: [Self; 5] = [
        Self::Booking,
        Self::Survey,
        Self::Social,
        Self::Tract,
        Self::Employer,
    ];
}

/// What each source that is present says of the segment; missing sources give their weight to the others.
#[must_use]
pub fn source_fits(segment: &SegmentDefinition, evidence: &Evidence<'_>) -> Vec<SourceFit> {
    let mut fits: Vec<SourceFit> = Source::ALL
        .into_iter()
        .filter(|&source| evidence.has(source))
        .filter_map(|source| {
            let signs = segment
                .signs
                .iter()
                .filter(|sign| sign.feature.source() == source);
            let fits: Vec<f64> = signs.filter_map(|sign| sign.fit(evidence)).collect();
            let fit = fits.iter().sum::<f64>() / fits.len() as f64;
            (!fits.is_empty()).then(|| SourceFit {
                source,
                weight: source.weight(),
                fit,
            })
        })
        .collect();
    let present: f64 = fits.iter().map(|fit| fit.weight).sum();
    for fit in &mut fits {
        fit.weight *= 100.0 / present;
    }
    fits
}

/// Confidence 0 to 100: the sources' fits by their weights; 0 when no source is present.
#[must_use]
pub fn confidence(fits: &[SourceFit]) -> u8 {
    let score = fits.iter().map(|fit| fit.weight * fit.fit).sum::<f64>().round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100"
    )]
    let confidence = score.clamp(0.0, 100.0) as u8;
    confidence
}
