//! What is known about a case when its process starts and when letters and messages are written.

use domain::{Country, Lang, Money};
use form::Answers;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::load::Package;
use super::template::Tongue;

/// The facts of a case that expressions may use, see [`super::topics::START_VARIABLES`].
#[derive(Clone, Debug)]
pub struct CaseFacts<'c> {
    /// What people quote.
    pub reference: &'c str,
    /// The day it was submitted, in the place's time zone.
    pub submitted: Date,
    /// Key of the authority in charge.
    pub authority: &'c str,
    /// Its name.
    pub authority_name: &'c str,
    /// Its country.
    pub country: Country,
    /// given_name, family_name, birth_date, email, language.
    pub applicant: &'c Map<String, Value>,
    /// The answers on the path.
    pub answers: &'c Answers,
    /// The fee, if any.
    pub fee: Option<Money>,
}

impl CaseFacts<'_> {
    /// The variables that the process starts with.
    pub fn variables(&self) -> Map<String, Value> {
        let currency = match self.country {
            Country::Ch => "CHF",
            Country::De => "EUR",
        };
        // Whole amounts stay whole numbers, so that they print without a point.
        let fee = self.fee.map_or(Value::from(0), |fee| match fee.minor % 100 {
            0 => Value::from(fee.minor / 100),
            _ => fee.decimal().parse::<f64>().map_or(Value::Null, Value::from),
        });
        let mut variables = Map::new();
        variables.insert("answers".to_owned(), Value::Object(self.answers.clone()));
        variables.insert("applicant".to_owned(), Value::Object(self.applicant.clone()));
        let authority = json!({ "key": self.authority, "name": self.authority_name, "country": self.country.code() });
        variables.insert("authority".to_owned(), authority);
        variables
            .insert("case".to_owned(), json!({ "reference": self.reference, "submitted": self.submitted.to_string() }));
        variables.insert("fee".to_owned(), fee);
        variables.insert("currency".to_owned(), self.fee.map_or(currency, |fee| fee.currency.code()).into());
        variables
    }

    /// The names that a letter or message may use: the variables, `labels` with the chosen options in the reader's
    /// language, and the inputs of the task that asks for it.
    pub fn letter_variables(
        &self,
        package: &Package,
        input: &Map<String, Value>,
        tongue: Tongue,
    ) -> Map<String, Value> {
        let mut variables = self.variables();
        let labels = match &package.form {
            Some(form) => package.texts_in(tongue).labels(form, self.answers, tongue),
            None => Map::new(),
        };
        variables.insert("labels".to_owned(), Value::Object(labels));
        variables.extend(input.iter().map(|(name, value)| (name.clone(), value.clone())));
        variables
    }
}

/// The variables with which the host completes a task of form key `field:`: all answers, the new ones in.
pub fn task_answers(answers: &Answers, given: &Answers) -> Map<String, Value> {
    let mut merged = answers.clone();
    merged.extend(given.clone());
    Map::from_iter([("answers".to_owned(), Value::Object(merged))])
}

/// The language of this code, German when it is none of ours.
pub(crate) fn lang_of(code: Option<&str>) -> Lang {
    code.and_then(Lang::from_code).unwrap_or_default()
}
