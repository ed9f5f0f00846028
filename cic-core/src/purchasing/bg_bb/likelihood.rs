use super::history::OccasionHistory;
use crate::purchasing::fit::LogDerivatives;
use crate::purchasing::rising::LogRising;

/// Products that every history needs, for each number of occasions up to the most.
pub(super) struct Tables {
    parameters: [f64; 4],
    comes: Vec<LogRising>,
    stays_away: Vec<LogRising>,
    chooses: Vec<LogRising>,
    stays: Vec<LogRising>,
    faces: Vec<LogRising>,
}

impl Tables {
    pub(super) fn new(parameters: [f64; 4], most_occasions: u32) -> Self {
        let [alpha, beta, gamma, delta] = parameters;
        let table = |base: f64| {
            let mut product = LogRising::of(base);
            (0..=u64::from(most_occasions) + 1)
                .map(|factors| {
                    product.extend_to(factors);
                    product
                })
                .collect()
        };
        Self {
            parameters,
            comes: table(alpha),
            stays_away: table(beta),
            chooses: table(alpha + beta),
            stays: table(delta),
            faces: table(gamma + delta),
        }
    }

    /// ln of the likelihood of the visits together with living through exactly `lived` occasions: leaving then,
    /// or, when that is all of them, being alive.
    pub(super) fn ln_lived(&self, history: &OccasionHistory, lived: u32) -> f64 {
        let visits = history.repeat_visits() as usize;
        let occasions = lived as usize;
        let visited = self.comes[visits].value + self.stays_away[occasions - visits].value
            - self.chooses[occasions].value;
        if lived == history.occasions() {
            visited + self.stays[occasions].value - self.faces[occasions].value
        } else {
            visited + self.stays[occasions].value + self.parameters[2].ln() - self.faces[occasions + 1].value
        }
    }

    /// The log-likelihood of a history (equation 5 of Fader, Hardie and Shang 2010) and its derivatives: the
    /// logarithm of a sum over the occasions that the customer may have lived through.
    pub(super) fn of_history(&self, history: &OccasionHistory) -> LogDerivatives<4> {
        let lives = history.last_occasion()..=history.occasions();
        let values: Vec<f64> = lives.clone().map(|lived| self.ln_lived(history, lived)).collect();
        let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut sum = LogDerivatives::ZERO;
        let mut total = 0.0;
        for (lived, value) in lives.zip(&values) {
            let weight = (value - greatest).exp();
            total += weight;
            let mut term = self.derivatives(history, lived);
            for row in 0..4 {
                for column in 0..4 {
                    term.hessian[row][column] += term.gradient[row] * term.gradient[column];
                }
            }
            sum.add(weight, &term);
        }
        let mut mean = LogDerivatives::ZERO;
        mean.add(1.0 / total, &sum);
        for row in 0..4 {
            for column in 0..4 {
                mean.hessian[row][column] -= mean.gradient[row] * mean.gradient[column];
            }
        }
        mean.value = greatest + total.ln();
        mean
    }

    /// The derivatives of [`Tables::ln_lived`] in the logarithms of the parameters.
    fn derivatives(&self, history: &OccasionHistory, lived: u32) -> LogDerivatives<4> {
        let visits = history.repeat_visits() as usize;
        let occasions = lived as usize;
        let left = lived < history.occasions();
        let faced = occasions + usize::from(left);
        let mut term = LogDerivatives::ZERO;
        let [alpha, beta, gamma, delta] = self.parameters;
        let empty = LogRising::of(gamma);
        let pairs = [
            (
                0,
                alpha,
                &self.comes[visits],
                beta,
                &self.stays_away[occasions - visits],
                &self.chooses[occasions],
            ),
            (
                2,
                gamma,
                &empty,
                delta,
                &self.stays[occasions],
                &self.faces[faced],
            ),
        ];
        for (place, first, first_product, second, second_product, both) in pairs {
            term.gradient[place] = first * (first_product.slope - both.slope);
            term.gradient[place + 1] = second * (second_product.slope - both.slope);
            term.hessian[place][place] =
                term.gradient[place] + first * first * (first_product.bend - both.bend);
            term.hessian[place + 1][place + 1] =
                term.gradient[place + 1] + second * second * (second_product.bend - both.bend);
            term.hessian[place][place + 1] = -first * second * both.bend;
            term.hessian[place + 1][place] = -first * second * both.bend;
        }
        if left {
            // The factor gamma itself: its logarithm has slope 1 in ln gamma, and no bend.
            term.gradient[2] += 1.0;
        }
        term
    }
}
