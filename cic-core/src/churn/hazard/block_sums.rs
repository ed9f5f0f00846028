use super::HazardError;
use super::design::Design;
use crate::numeric::bytes::{Reader, Writer};

/// Columns that one step of the inner loop takes together; the compiler turns them into vector code.
pub(super) const LANES: usize = 4;

/// Four columns of one row.
pub(super) type Tile = [f64; LANES];

/// The products of four columns with four others.
pub(super) type Products = [Tile; LANES];

/// How the sums of a design lie in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// Columns of the design: the features, and behind them an intercept that is one.
    pub(super) width: usize,
    /// Tiles that hold them.
    pub(super) right_tiles: usize,
    /// Tiles that hold them and the score, weighted.
    pub(super) left_tiles: usize,
    pub(super) intervals: usize,
    intercept: bool,
}

impl Layout {
    pub(super) fn of(design: &Design) -> Self {
        let width = design.n_features() + usize::from(design.intercept);
        Self {
            width,
            right_tiles: width.div_ceil(LANES),
            left_tiles: (width + 1).div_ceil(LANES),
            intervals: design.n_intervals(),
            intercept: design.intercept,
        }
    }

    /// Pairs of tiles in the lower triangle, row by row.
    pub(super) fn pairs(self) -> impl Iterator<Item = (usize, usize)> {
        let right_tiles = self.right_tiles;
        (0..self.left_tiles)
            .flat_map(move |left| (0..right_tiles.min(left + 1)).map(move |right| (left, right)))
    }

    pub(super) const fn n_parameters(self) -> usize {
        self.intervals + self.width
    }

    /// The design's columns in the order of parameters, in which an intercept comes first.
    fn columns(self) -> impl Iterator<Item = usize> {
        let features = self.width - usize::from(self.intercept);
        (features..self.width).chain(0..features)
    }

    /// The columns' part of a vector of parameters, as the design has them.
    pub(super) fn tiles_of(self, parameters: &[f64]) -> Vec<Tile> {
        let mut tiles = vec![Tile::default(); self.right_tiles];
        for (column, value) in self.columns().zip(&parameters[self.intervals..]) {
            tiles[column / LANES][column % LANES] = *value;
        }
        tiles
    }

    /// A row of the design in the order of parameters, given its tiles.
    pub(super) fn write_row(self, row: &mut [f64], interval: Option<usize>, tile: impl Fn(usize) -> Tile) {
        row.fill(0.0);
        if let Some(interval) = interval {
            row[interval] = 1.0;
        }
        for (value, column) in row[self.intervals..].iter_mut().zip(self.columns()) {
            *value = tile(column / LANES)[column % LANES];
        }
    }

    fn n_pairs(self) -> usize {
        self.pairs().count()
    }

    /// The place of the products of two tiles, the left one not before the right one.
    fn pair(self, left: usize, right: usize) -> usize {
        // Only the last left tile can lie beyond the right ones, and it has all of these.
        left * (left + 1) / 2 + right
    }
}

/// The sums of one Newton step over some rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BlockSums {
    pub(super) layout: Layout,
    pub(super) log_likelihood: f64,
    /// The least of (2y - 1) times the predictor: above 0 when the predictor makes no mistake.
    pub(super) least_margin: f64,
    /// The same for the direction of the last step alone, its least and its largest.
    pub(super) least_step_margin: f64,
    pub(super) largest_step_margin: f64,
    pub(super) products: Vec<Products>,
    /// Per interval, weighted sums of columns.
    pub(super) interval_columns: Vec<Tile>,
    pub(super) interval_information: Vec<f64>,
    pub(super) interval_scores: Vec<f64>,
}

impl BlockSums {
    pub(super) fn empty(layout: Layout) -> Self {
        Self {
            layout,
            log_likelihood: 0.0,
            least_margin: f64::INFINITY,
            least_step_margin: f64::INFINITY,
            largest_step_margin: f64::NEG_INFINITY,
            products: vec![Products::default(); layout.n_pairs()],
            interval_columns: vec![Tile::default(); layout.intervals * layout.right_tiles],
            interval_information: vec![0.0; layout.intervals],
            interval_scores: vec![0.0; layout.intervals],
        }
    }

    /// Every number that adds up, in one order.
    fn addends(&self) -> impl Iterator<Item = &f64> {
        std::iter::once(&self.log_likelihood)
            .chain(self.products.as_flattened().as_flattened())
            .chain(self.interval_columns.as_flattened())
            .chain(&self.interval_information)
            .chain(&self.interval_scores)
    }

    fn addends_mut(&mut self) -> impl Iterator<Item = &mut f64> {
        std::iter::once(&mut self.log_likelihood)
            .chain(self.products.as_flattened_mut().as_flattened_mut())
            .chain(self.interval_columns.as_flattened_mut())
            .chain(&mut self.interval_information)
            .chain(&mut self.interval_scores)
    }

    /// Adds later rows.
    pub(super) fn add(&mut self, later: &Self) {
        for (own, later) in self.addends_mut().zip(later.addends()) {
            *own += later;
        }
        self.least_margin = self.least_margin.min(later.least_margin);
        self.least_step_margin = self.least_step_margin.min(later.least_step_margin);
        self.largest_step_margin = self.largest_step_margin.max(later.largest_step_margin);
    }

    /// Writes every number, as many for every block of one layout.
    pub(super) fn write(&self, writer: &mut Writer) {
        let margins = [
            self.least_margin,
            self.least_step_margin,
            self.largest_step_margin,
        ];
        margins
            .iter()
            .chain(self.addends())
            .for_each(|value| writer.number(*value));
    }

    /// Reads what `write` wrote.
    pub(super) fn read(layout: Layout, reader: &mut Reader<'_>) -> Result<Self, HazardError> {
        let mut sums = Self::empty(layout);
        let mut margins = [0.0; 3];
        for value in margins.iter_mut().chain(sums.addends_mut()) {
            *value = reader.number()?;
        }
        [
            sums.least_margin,
            sums.least_step_margin,
            sums.largest_step_margin,
        ] = margins;
        Ok(sums)
    }

    /// The derivative of the log-likelihood by each parameter.
    pub(super) fn gradient(&self) -> Vec<f64> {
        let layout = self.layout;
        let columns = layout.columns().map(|column| self.product(layout.width, column));
        self.interval_scores.iter().copied().chain(columns).collect()
    }

    /// The information matrix, row-major over all parameters and symmetric.
    pub(super) fn information(&self) -> Vec<f64> {
        let layout = self.layout;
        let size = layout.n_parameters();
        let mut matrix = vec![0.0; size * size];
        let mut set = |row: usize, column: usize, value: f64| {
            matrix[row * size + column] = value;
            matrix[column * size + row] = value;
        };
        for interval in 0..layout.intervals {
            set(interval, interval, self.interval_information[interval]);
            let columns = self.interval_columns[interval * layout.right_tiles..].as_flattened();
            for (place, column) in layout.columns().enumerate() {
                set(layout.intervals + place, interval, columns[column]);
            }
        }
        for (row_place, row) in layout.columns().enumerate() {
            for (column_place, column) in layout.columns().enumerate().take(row_place + 1) {
                let value = self.product(row.max(column), row.min(column));
                set(
                    layout.intervals + row_place,
                    layout.intervals + column_place,
                    value,
                );
            }
        }
        matrix
    }

    fn product(&self, row: usize, column: usize) -> f64 {
        let pair = self.layout.pair(row / LANES, column / LANES);
        self.products[pair][row % LANES][column % LANES]
    }
}
