use super::block_sums::{BlockSums, LANES, Products, Tile};
use super::design::Design;
use super::link::Slope;
use super::{HazardError, Spell, SpellSink};

/// Rows that are worked on at once: design and weighted design stay in the nearest cache.
const PANEL_ROWS: usize = 96;

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
    /// `[tile][row]`.
    right: Vec<[Tile; PANEL_ROWS]>,
    /// The same rows times their information, with the score behind them.
    left: Vec<[Tile; PANEL_ROWS]>,
    cells: Cells,
}

/// What was at risk: one entry for each row and interval.
#[derive(Default)]
struct Cells {
    row: Vec<usize>,
    interval: Vec<usize>,
    periods: Vec<f64>,
    exits: Vec<f64>,
    predictor: Vec<f64>,
    slopes: Vec<Slope>,
}

impl<'a> Panel<'a> {
    /// An empty panel that adds to `sums`.
    pub(super) fn new(viewpoint: Viewpoint<'a>, sums: BlockSums) -> Self {
        let layout = sums.layout;
        let mut panel = Self {
            viewpoint,
            filled: 0,
            right: vec![[Tile::default(); PANEL_ROWS]; layout.right_tiles],
            left: vec![[Tile::default(); PANEL_ROWS]; layout.left_tiles],
            sums,
            cells: Cells::default(),
        };
        if viewpoint.design.intercept {
            panel.right[0].iter_mut().for_each(|tile| tile[0] = 1.0);
        }
        panel
    }

    /// The sums with all rows in them.
    pub(super) fn finish(mut self) -> BlockSums {
        self.flush();
        self.sums
    }

    fn fill_row(&mut self, covariates: &[f64]) {
        let design = self.viewpoint.design;
        let offset = usize::from(design.intercept);
        let row = self.filled;
        let scaled = covariates.iter().zip(&design.centres).zip(&design.scales);
        for (place, ((value, centre), scale)) in (offset..).zip(scaled) {
            self.right[place / LANES][row][place % LANES] = (value - centre) * scale;
        }
    }

    fn fill_cells(&mut self, spell: &Spell<'_>) {
        let design = self.viewpoint.design;
        let mut month = spell.first_month;
        let first = design.interval(spell.first_month);
        for interval in first.. {
            let end = design
                .interval_starts
                .get(interval + 1)
                .map_or(spell.last_month, |next| spell.last_month.min(next - 1));
            let exits = spell.exits && end == spell.last_month;
            self.cells.row.push(self.filled);
            self.cells.interval.push(interval);
            self.cells.periods.push(spell.weight * f64::from(end - month + 1));
            self.cells.exits.push(if exits { spell.weight } else { 0.0 });
            month = end + 1;
            if end == spell.last_month {
                break;
            }
        }
    }

    fn flush(&mut self) {
        if self.filled == 0 {
            return;
        }
        self.predict();
        let slopes = &mut self.cells.slopes;
        let link = self.viewpoint.design.link;
        link.slopes(
            &self.cells.predictor,
            &self.cells.periods,
            &self.cells.exits,
            slopes,
        );
        self.adjust_by_leverage();
        self.measure_margins();
        self.add_up();
        self.cells.clear();
        self.filled = 0;
    }

    /// The linear predictor of each cell.
    fn predict(&mut self) {
        let scores = self.products_with(self.viewpoint.parameters);
        let levels = &self.viewpoint.parameters[..self.sums.layout.intervals];
        self.cells.predict(&scores, levels);
    }

    /// Each row times the columns' part of a vector of parameters.
    fn products_with(&self, parameters: &[f64]) -> [f64; PANEL_ROWS] {
        let mut lanes = [Tile::default(); PANEL_ROWS];
        let columns = &parameters[self.sums.layout.intervals..];
        for (tile, factors) in self.right.iter().zip(columns.chunks(LANES)) {
            let mut padded = Tile::default();
            padded[..factors.len()].copy_from_slice(factors);
            for (sum, values) in lanes.iter_mut().zip(tile) {
                for ((sum, value), factor) in sum.iter_mut().zip(values).zip(padded) {
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
        let size = layout.intervals + layout.width;
        let mut design_row = vec![0.0; size];
        for cell in 0..self.cells.row.len() {
            design_row.fill(0.0);
            if layout.intervals > 0 {
                design_row[self.cells.interval[cell]] = 1.0;
            }
            for column in 0..layout.width {
                let value = self.right[column / LANES][self.cells.row[cell]][column % LANES];
                design_row[layout.intervals + column] = value;
            }
            let form: f64 = inverse
                .chunks_exact(size)
                .zip(&design_row)
                .map(|(row, value)| {
                    value
                        * row
                            .iter()
                            .zip(&design_row)
                            .map(|(left, right)| left * right)
                            .sum::<f64>()
                })
                .sum();
            let slope = &mut self.cells.slopes[cell];
            slope.score += slope.information * form * (0.5 - slope.probability);
        }
    }

    fn measure_margins(&mut self) {
        let steps = self
            .viewpoint
            .direction
            .map(|direction| (self.products_with(direction), direction));
        for cell in 0..self.cells.row.len() {
            let exits = self.cells.exits[cell];
            let stays = self.cells.periods[cell] - exits;
            let margin = |value: f64| {
                let of_exits = if exits > 0.0 { value } else { f64::INFINITY };
                let of_stays = if stays > 0.0 { -value } else { f64::INFINITY };
                of_exits.min(of_stays)
            };
            self.sums.least_margin = self.sums.least_margin.min(margin(self.cells.predictor[cell]));
            if let Some((products, direction)) = &steps {
                let level = if self.sums.layout.intervals > 0 {
                    direction[self.cells.interval[cell]]
                } else {
                    0.0
                };
                let step = margin(products[self.cells.row[cell]] + level);
                if step.is_finite() {
                    self.sums.least_step_margin = self.sums.least_step_margin.min(step);
                    self.sums.largest_step_margin = self.sums.largest_step_margin.max(step);
                }
            }
        }
    }

    /// Adds the panel to the sums, every number row after row.
    fn add_up(&mut self) {
        let mut information = [0.0; PANEL_ROWS];
        let mut scores = [0.0; PANEL_ROWS];
        let right_tiles = self.right.len();
        for (cell, slope) in self.cells.slopes.iter().enumerate() {
            let row = self.cells.row[cell];
            self.sums.log_likelihood += slope.log_likelihood;
            information[row] += slope.information;
            scores[row] += slope.score;
            if self.sums.layout.intervals > 0 {
                let interval = self.cells.interval[cell];
                self.sums.interval_information[interval] += slope.information;
                self.sums.interval_scores[interval] += slope.score;
                let columns = &mut self.sums.interval_columns[interval * right_tiles..][..right_tiles];
                for (sum, tile) in columns.iter_mut().zip(&self.right) {
                    for (sum, value) in sum.iter_mut().zip(tile[row]) {
                        *sum += slope.information * value;
                    }
                }
            }
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
}

impl Cells {
    fn clear(&mut self) {
        self.row.clear();
        self.interval.clear();
        self.periods.clear();
        self.exits.clear();
    }

    fn predict(&mut self, scores: &[f64], levels: &[f64]) {
        self.predictor.clear();
        if levels.is_empty() {
            self.predictor.extend(self.row.iter().map(|&row| scores[row]));
        } else {
            let cells = self.row.iter().zip(&self.interval);
            self.predictor
                .extend(cells.map(|(&row, &interval)| scores[row] + levels[interval]));
        }
    }
}

impl SpellSink for Panel<'_> {
    fn spell(&mut self, spell: &Spell<'_>) -> Result<(), HazardError> {
        if spell.weight > 0.0 {
            self.fill_row(spell.covariates);
            self.fill_cells(spell);
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
