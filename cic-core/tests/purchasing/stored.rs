use cic_core::purchasing::{BgNbd, FitOptions, Fitted, MbgNbd, ParetoNbd, PurchasingError, VisitModel};

use super::data::cdnow;

#[test]
fn a_stored_fit_comes_back_to_the_last_bit() {
    fn comes_back<Model: VisitModel + PartialEq + std::fmt::Debug + for<'text> serde::Deserialize<'text>>() {
        let fitted = Model::fit(&cdnow().histories, &FitOptions::default()).unwrap();
        let text = fitted.to_json();
        let back: Fitted<Model> = Fitted::from_json(&text).unwrap();
        assert_eq!(back, fitted);
        assert_eq!(back.to_json(), text);
        let bits = |fit: &Fitted<Model>| fit.model().parameters().map(f64::to_bits);
        assert_eq!(bits(&back), bits(&fitted));
    }
    comes_back::<BgNbd>();
    comes_back::<MbgNbd>();
    comes_back::<ParetoNbd>();
}

#[test]
fn a_stored_fit_with_impossible_parameters_is_refused() {
    let fitted = BgNbd::fit(&cdnow().histories, &FitOptions::default()).unwrap();
    let text = fitted.to_json();
    let start = text.find("\"r\":").unwrap();
    let broken = format!(
        "{}\"r\":-1{}",
        &text[..start],
        &text[start + text[start..].find(',').unwrap()..]
    );
    let refused: Result<Fitted<BgNbd>, PurchasingError> = Fitted::from_json(&broken);
    assert!(refused.unwrap_err().to_string().contains("above 0"));
}

#[test]
fn the_number_of_threads_does_not_change_a_bit() {
    let data = cdnow();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let pareto = ParetoNbd::fit(&data.histories, &FitOptions::default()).unwrap();
            let bg = BgNbd::fit(&data.histories, &FitOptions::default()).unwrap();
            pareto.to_json() + &bg.to_json()
        })
    };
    assert_eq!(on(1), on(3));
}
