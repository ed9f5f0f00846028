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
    /// Where nobody is displaced, and where somebody is: intervals, those below the truth, those above it.
    intervals: [[u32; 3]; 2],
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
        let [intervals, below, above] =
            &mut self.intervals[usize::from(!decision.displaced_members.is_empty())];
        *intervals += 1;
        *below += u32::from(interval.high < net);
        *above += u32::from(interval.low > net);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 9")]
        let tenth = ((probability * 10.0) as usize).min(9);
        let (requests, positive, said) = &mut self.tenths[tenth];
        *requests += 1;
        *positive += u32::from(net > 0.0);
        *said += probability;
    }

    /// `90.1 % (where members are displaced 89.5 %)`.
    pub(crate) fn coverage(&self) -> String {
        let share = |of: [u32; 3]| 100.0 * (1.0 - f64::from(of[1] + of[2]) / f64::from(of[0].max(1)));
        let [without, with] = self.intervals;
        let all = [0, 1, 2].map(|place| without[place] + with[place]);
        format!(
            "{:.1} % (where members are displaced {:.1} %)",
            share(all),
            share(with)
        )
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
