use cic_core::engine::EventDecision;

/// How a policy did over many requests.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    /// Expected net of what it accepted.
    pub money: f64,
    /// Expected net of what the oracle accepted.
    pub oracle: f64,
    /// Accepted though it loses money.
    pub wrong_accepts: u32,
    /// Refused though it makes money.
    pub wrong_refusals: u32,
    pub requests: u32,
}

impl Score {
    /// `net` is the true expected net of the policy's own choice of courts, `best` that of the oracle's.
    pub(crate) fn add(&mut self, accepts: bool, net: f64, best: f64) {
        self.requests += 1;
        self.oracle += best.max(0.0);
        if accepts {
            self.money += net;
            self.wrong_accepts += u32::from(net <= 0.0);
        } else {
            self.wrong_refusals += u32::from(best > 0.0);
        }
    }

    pub(crate) fn share(&self) -> f64 {
        self.money / self.oracle.max(1e-9)
    }
}

/// What the uncertainty of decisions was worth.
#[derive(Debug, Clone, Default)]
pub(crate) struct Calibration {
    covered: u32,
    intervals: u32,
    /// By tenth of P(Net > 0): requests, those whose true expected net is above 0, and the sum of what was said.
    tenths: [(u32, u32, f64); 10],
}

impl Calibration {
    /// Intervals narrower than a dollar say that nothing is at stake and are not counted.
    pub(crate) fn add(&mut self, decision: &EventDecision, net: f64) {
        let (Some(interval), Some(probability)) = (decision.net_interval, decision.probability_net_positive)
        else {
            return;
        };
        if interval.high - interval.low < 1.0 {
            return;
        }
        self.intervals += 1;
        self.covered += u32::from((interval.low..=interval.high).contains(&net));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 9")]
        let tenth = ((probability * 10.0) as usize).min(9);
        let (requests, positive, said) = &mut self.tenths[tenth];
        *requests += 1;
        *positive += u32::from(net > 0.0);
        *said += probability;
    }

    pub(crate) fn coverage(&self) -> f64 {
        f64::from(self.covered) / f64::from(self.intervals.max(1))
    }

    /// `said .05: 41 requests, 7 % positive`, a line for every tenth that occurs.
    pub(crate) fn lines(&self) -> Vec<String> {
        let known = self.tenths.iter().filter(|tenth| tenth.0 > 0);
        known
            .map(|&(requests, positive, said)| {
                format!(
                    "    said {:>4.0} %   came {:>4.0} %   ({requests} requests)",
                    100.0 * said / f64::from(requests),
                    100.0 * f64::from(positive) / f64::from(requests)
                )
            })
            .collect()
    }
}
