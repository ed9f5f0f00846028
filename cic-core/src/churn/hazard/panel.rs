use super::block_sums::{BlockSums, LANES, Products, Tile};
use super::cells::Cells;
use super::design::Design;
use super::{HazardError, Spell, SpellSink};

/// Rows that are worked on at once: design and weighted design stay in the nearest cache.
pub(super) const PANEL_ROWS: usize = 96;

/// Four columns of all rows of a panel.
type Strip = [Tile; PANEL_ROWS];

/// Where a Newton step looks: the parameters, and what else its pass over the rows must measure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Viewpoint<'a> {
    pub(super) design: &'a Design,
    /// One a parameter: levels, then columns, per standard deviation.
    pub(super) parameters: &'a [f64],
    /// The last step, when it may be a direction in which the likelihood never falls.
    pub(super) direction: Option<&'a [f64]>,
    /// The inverse information, when scores are to be adjusted by leverage after Firth.
    pub(super) inverse_information: Option<&'a [f64]>,
}

/// Rows of the design, standardised, with what came of them.
pub(super) struct Panel<'a> {
    viewpoint: Viewpoint<'a>,
    sums: BlockSums,
    filled: usize,
    /// What is taken off columns, and what they are multiplied by.
    scaling: Vec<(Tile, Tile)>,
    right: Vec<Strip>,
    /// The same rows times their information, with the score behind them.
    left: Vec<Strip>,
    cells: Cells,
}

impl<'a> Panel<'a> {
    /// An empty panel that adds to `sums`.
    pub(super) fn new(viewpoint: Viewpoint<'a>, sums: BlockSums) -> Self {
        let layout = sums.layout;
        let design = viewpoint.design;
        let mut right = vec![[Tile::default(); PANEL_ROWS]; layout.right_tiles];
        if design.intercept {
            let column = design.n_features();
            right[column / LANES]
                .iter_mut()
                .for_each(|tile| tile[column % LANES] = 1.0);
        }
        let tile = |values: &[f64]| {
            let mut tile = Tile::default();
            tile[..values.len()].copy_from_slice(values);
            tile
        };
        let centres = design.centres.chunks(LANES).map(tile);
        Self {
            viewpoint,
            filled: 0,
            scaling: centres.zip(design.scales.chunks(LANES).map(tile)).collect(),
            right,
            left: vec![[Tile::default(); PANEL_ROWS]; layout.left_tiles],
            sums,
            cells: Cells::default(),
        }
    }

    /// The sums with all rows in them.
    pub(super) fn finish(mut self) -> BlockSums {
        self.flush();
        self.sums
    }

    fn fill_row(&mut self, covariates: &[f64]) {
        let row = self.filled;
        let (whole, rest) = covariates.as_chunks::<LANES>();
        let strips = self.right.iter_mut().zip(&self.scaling);
        for ((strip, (centres, scales)), values) in strips.zip(whole) {
            strip[row] = std::array::from_fn(|lane| (values[lane] - centres[lane]) * scales[lane]);
        }
        if let (Some(strip), Some((centres, scales))) =
            (self.right.get_mut(whole.len()), self.scaling.get(whole.len()))
        {
            let scaled = rest.iter().zip(centres).zip(scales);
            for (place, ((value, centre), scale)) in strip[row].iter_mut().zip(scaled) {
                *place = (value - centre) * scale;
            }
        }
    }

    fn flush(&mut self) {
        if self.filled == 0 {
            return;
        }
        let scores = self.products_with(self.viewpoint.parameters);
        let levels = &self.viewpoint.parameters[..self.sums.layout.intervals];
        self.cells
            .predict(self.viewpoint.design.link, &scores[..self.filled], levels);
        self.adjust_by_leverage();
        self.measure_margins();
        self.add_up();
        self.cells.clear();
        self.filled = 0;
    }

    /// Each row times the columns' part of a vector of parameters.
    fn products_with(&self, parameters: &[f64]) -> [f64; PANEL_ROWS] {
        let mut lanes = [Tile::default(); PANEL_ROWS];
        let factors = self.sums.layout.tiles_of(parameters);
        for (strip, factors) in self.right.iter().zip(factors) {
            for (sum, values) in lanes.iter_mut().zip(strip) {
                for ((sum, value), factor) in sum.iter_mut().zip(values).zip(factors) {
                    *sum += value * factor;
                }
            }
        }
        lanes.map(|[first, second, third, fourth]| (first + second) + (third + fourth))
    }

    /// Moves each score by its leverage, as Jeffreys' prior does.
    fn adjust_by_leverage(&mut self) {
        let Some(inverse) = self.viewpoint.inverse_information else {
            return;
        };
        let layout = self.sums.layout;
        let mut design_row = vec![0.0; layout.n_parameters()];
        for cell in 0..self.cells.len() {
            let (row, interval) = self.cells.place(cell);
            layout.write_row(&mut design_row, interval, |tile| self.right[tile][row]);
            let rows = inverse.chunks_exact(design_row.len()).zip(&design_row);
            let form: f64 = rows.map(|(row, value)| value * dot(row, &design_row)).sum();
            let slopes = &mut self.cells.slopes;
            slopes.score[cell] += slopes.information[cell] * form * (0.5 - slopes.probability[cell]);
        }
    }

    fn measure_margins(&mut self) {
        // Only whether it stays above 0 matters.
        if self.sums.least_margin > 0.0 {
            let (least, _) = self.cells.margins(|cell| self.cells.predictor[cell]);
            self.sums.least_margin = self.sums.least_margin.min(least);
        }
        if let Some(direction) = self.viewpoint.direction {
            let products = self.products_with(direction);
            let (least, largest) = self.cells.margins(|cell| {
                let (row, interval) = self.cells.place(cell);
                products[row] + interval.map_or(0.0, |interval| direction[interval])
            });
            self.sums.least_step_margin = self.sums.least_step_margin.min(least);
            self.sums.largest_step_margin = self.sums.largest_step_margin.max(largest);
        }
    }

    /// Adds the panel to the sums, every number row after row.
    fn add_up(&mut self) {
        self.sums.log_likelihood = self
            .cells
            .slopes
            .log_likelihood
            .iter()
            .fold(self.sums.log_likelihood, |sum, value| sum + value);
        let mut information = [0.0; PANEL_ROWS];
        let mut scores = [0.0; PANEL_ROWS];
        if self.sums.layout.intervals == 0 {
            information[..self.filled].copy_from_slice(&self.cells.slopes.information);
            scores[..self.filled].copy_from_slice(&self.cells.slopes.score);
        } else {
            self.add_up_intervals(&mut information, &mut scores);
        }
        for (left, right) in self.left.iter_mut().zip(&self.right) {
            for ((left, right), weight) in left.iter_mut().zip(right).zip(information) {
                *left = right.map(|value| value * weight);
            }
        }
        let (tile, lane) = (self.sums.layout.width / LANES, self.sums.layout.width % LANES);
        for (left, score) in self.left[tile].iter_mut().zip(scores) {
            left[lane] = score;
        }
        for ((left, right), products) in self.sums.layout.pairs().zip(&mut self.sums.products) {
            add_products(
                products,
                &self.left[left][..self.filled],
                &self.right[right][..self.filled],
            );
        }
    }

    /// Gathers cells by row, and adds them up by interval.
    fn add_up_intervals(&mut self, information: &mut [f64; PANEL_ROWS], scores: &mut [f64; PANEL_ROWS]) {
        let right_tiles = self.right.len();
        let slopes = self.cells.slopes.information.iter().zip(&self.cells.slopes.score);
        for (&(row, interval), (cell_information, cell_score)) in self.cells.places().iter().zip(slopes) {
            information[row] += cell_information;
            scores[row] += cell_score;
            self.sums.interval_information[interval] += cell_information;
            self.sums.interval_scores[interval] += cell_score;
            let columns = &mut self.sums.interval_columns[interval * right_tiles..][..right_tiles];
            for (sum, strip) in columns.iter_mut().zip(&self.right) {
                for (sum, value) in sum.iter_mut().zip(strip[row]) {
                    *sum += cell_information * value;
                }
            }
        }
    }
}

impl SpellSink for Panel<'_> {
    fn spell(&mut self, spell: &Spell<'_>) -> Result<(), HazardError> {
        if spell.weight > 0.0 {
            self.fill_row(spell.covariates);
            self.cells
                .fill(self.filled, spell, &self.viewpoint.design.interval_starts);
            self.filled += 1;
            if self.filled == PANEL_ROWS {
                self.flush();
            }
        }
        Ok(())
    }
}

/// Adds left' right, one row after the other.
fn add_products(products: &mut Products, left: &[Tile], right: &[Tile]) {
    let mut sums = *products;
    for (left, right) in left.iter().zip(right) {
        for (sums, left) in sums.iter_mut().zip(left) {
            for (sum, right) in sums.iter_mut().zip(right) {
                *sum += left * right;
            }
        }
    }
    *products = sums;
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}
