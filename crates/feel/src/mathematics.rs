//! Roots, powers, logarithms to 34 digits, by an arbitrary-precision library within bounds that keep it quick.

use dashu_float::{Context, FBig, Repr, round::mode::HalfEven};
use dashu_int::IBig;

use crate::decimal::Decimal;

/// Some digits more than kept, so that the last rounding is right.
const PRECISION: usize = 42;
type Wide = FBig<HalfEven, 10>;

fn widen(number: Decimal) -> Wide {
    widen_to(number, PRECISION)
}

fn widen_to(number: Decimal, precision: usize) -> Wide {
    let exponent = isize::try_from(number.exponent()).unwrap_or(0);
    Wide::from_repr(Repr::new(IBig::from(number.coefficient()), exponent), Context::new(precision))
}

fn narrow(wide: &Wide) -> Option<Decimal> {
    if wide.repr().is_infinite() {
        return None;
    }
    let exponent = i64::try_from(wide.repr().exponent()).ok()?;
    Decimal::from_wide(wide.repr().significand(), exponent, false)
}

/// The square root; `None` below zero.
pub(crate) fn square_root(number: Decimal) -> Option<Decimal> {
    if number.is_negative() {
        return None;
    }
    if number.is_zero() {
        return Some(number);
    }
    narrow(&widen(number).sqrt())
}

/// The natural logarithm; `None` for zero and below.
pub(crate) fn logarithm(number: Decimal) -> Option<Decimal> {
    if number.is_negative() || number.is_zero() {
        return None;
    }
    if number == Decimal::ONE {
        return Some(Decimal::ZERO);
    }
    narrow(&widen(number).ln())
}

/// e to the power of the number; `None` beyond the range of decimals.
pub(crate) fn exponential(number: Decimal) -> Option<Decimal> {
    let limit = Decimal::from(14_200);
    if number.is_zero() {
        return Some(Decimal::ONE);
    }
    if number > limit {
        return None;
    }
    if number < -limit {
        return Some(Decimal::ZERO);
    }
    narrow(&widen(number).exp())
}

/// The base to the power of the exponent; `None` where that is no real number or too large.
pub(crate) fn power(base: Decimal, exponent: Decimal) -> Option<Decimal> {
    if exponent.is_zero() {
        return Some(Decimal::ONE);
    }
    if base.is_zero() {
        return if exponent.is_negative() { None } else { Some(base) };
    }
    match exponent.to_i64() {
        Some(whole) => whole_power(base, whole),
        None if base.is_negative() || !fractional_is_small(base, exponent) => None,
        None => narrow(&widen(base).powf(&widen(exponent))),
    }
}

fn fractional_is_small(base: Decimal, exponent: Decimal) -> bool {
    logarithm(base)
        .and_then(|log| log.checked_mul(exponent))
        .is_some_and(|product| product.abs() < Decimal::from(14_200))
}

/// By squaring: exact as long as 34 digits hold the result, and at most 128 multiplications.
fn whole_power(base: Decimal, exponent: i64) -> Option<Decimal> {
    let context = Context::<HalfEven>::new(PRECISION + 18);
    let mut square = widen_to(base, PRECISION + 18);
    let mut left = exponent.unsigned_abs();
    let mut result: Wide = Wide::from_repr(Repr::new(IBig::ONE, 0), context);
    while left > 0 {
        if left & 1 == 1 {
            result *= &square;
        }
        left >>= 1;
        let reach = square.repr().exponent().abs();
        if left > 0 && reach > 50_000 {
            // Far beyond every decimal: too large, or as good as zero.
            let grows = (square.repr().exponent() > 0) == (exponent > 0);
            return if grows { None } else { Some(Decimal::ZERO) };
        }
        if left > 0 {
            square = &square * &square;
        }
    }
    if exponent < 0 {
        result = Wide::from_repr(Repr::new(IBig::ONE, 0), context) / result;
    }
    narrow(&result)
}
