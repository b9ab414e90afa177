//! Decimal numbers with 34 significant digits, rounded half to even, as IEEE 754 decimal128 and FEEL ask for.
//! A number is `coefficient × 10^exponent`; results too wide for the fast path go through a big integer and back.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use dashu_base::{BitTest, DivRem, Sign};
use dashu_int::{IBig, UBig};

/// How many significant digits a number keeps.
pub const DIGITS: u32 = 34;
const LARGEST: i128 = 10_i128.pow(DIGITS) - 1;
const EXPONENT_MIN: i32 = -6176;
const EXPONENT_MAX: i32 = 6111;

/// A decimal number of up to 34 digits. Always normal: no trailing zeros in the coefficient, so equal numbers are equal structs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    coefficient: i128,
    exponent: i32,
}

/// How to cut digits off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, a tie to the even digit.
    HalfEven,
    /// To the nearest, a tie away from zero.
    HalfUp,
    /// To the nearest, a tie towards zero.
    HalfDown,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards minus infinity.
    Floor,
    /// Towards plus infinity.
    Ceiling,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { coefficient: 0, exponent: 0 };
    /// One.
    pub const ONE: Self = Self { coefficient: 1, exponent: 0 };

    /// `coefficient × 10^exponent`, rounded to 34 digits; `None` when it is too large to be written.
    pub fn new(coefficient: i128, exponent: i32) -> Option<Self> {
        if coefficient.unsigned_abs() <= LARGEST.unsigned_abs() {
            return Self::normal(coefficient, exponent);
        }
        Self::from_wide(&IBig::from(coefficient), i64::from(exponent), false)
    }

    /// The coefficient without trailing zeros.
    pub fn coefficient(self) -> i128 {
        self.coefficient
    }

    /// The power of ten the coefficient is multiplied with.
    pub fn exponent(self) -> i32 {
        self.exponent
    }

    fn normal(mut coefficient: i128, mut exponent: i32) -> Option<Self> {
        if coefficient == 0 {
            return Some(Self::ZERO);
        }
        while coefficient % 10 == 0 {
            coefficient /= 10;
            exponent += 1;
        }
        while exponent > EXPONENT_MAX && coefficient.unsigned_abs() <= LARGEST.unsigned_abs() / 10 {
            coefficient *= 10;
            exponent -= 1;
        }
        if exponent > EXPONENT_MAX {
            return None;
        }
        if exponent < EXPONENT_MIN {
            let shift = u32::try_from(EXPONENT_MIN - exponent).ok()?;
            let kept =
                if shift > DIGITS { 0 } else { round_quotient(coefficient, 10_i128.pow(shift), Rounding::HalfEven) };
            return if kept == 0 { Some(Self::ZERO) } else { Self::normal(kept, EXPONENT_MIN) };
        }
        Some(Self { coefficient, exponent })
    }

    /// Rounds a wide coefficient; `sticky` says that non-zero digits were already cut off behind it.
    pub(crate) fn from_wide(wide: &IBig, exponent: i64, sticky: bool) -> Option<Self> {
        let (sign, magnitude) = wide.clone().into_parts();
        let digits = decimal_digits(&magnitude);
        let (mut kept, mut exponent) = (magnitude, exponent);
        let surplus = digits.saturating_sub(DIGITS as usize);
        if surplus > 0 {
            let (quotient, rest) = kept.div_rem(power_of_ten(surplus));
            let half = power_of_ten(surplus) / UBig::from(2_u8);
            let odd = quotient.bit(0);
            let up = match rest.cmp(&half) {
                Ordering::Greater => true,
                Ordering::Equal => sticky || odd,
                Ordering::Less => false,
            };
            kept = if up { quotient + UBig::ONE } else { quotient };
            exponent += i64::try_from(surplus).ok()?;
        }
        let coefficient = i128::try_from(kept).ok()?;
        let signed = if sign == Sign::Negative { -coefficient } else { coefficient };
        let exponent = exponent.clamp(-20_000, 20_000);
        Self::normal(signed, i32::try_from(exponent).ok()?)
    }

    fn wide(self) -> IBig {
        IBig::from(self.coefficient)
    }

    /// The sum, or `None` beyond the range of decimals.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.coefficient == 0 {
            return Some(other);
        }
        if other.coefficient == 0 {
            return Some(self);
        }
        let (high, low) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        let shift = u32::try_from(high.exponent - low.exponent).ok()?;
        if shift <= 37
            && let Some(raised) = 10_i128.checked_pow(shift).and_then(|p| high.coefficient.checked_mul(p))
            && let Some(sum) = raised.checked_add(low.coefficient)
        {
            return Self::new(sum, low.exponent);
        }
        if shift > 80 {
            // The low one lies wholly behind the last kept digit and can only break ties.
            let nudge = if low.coefficient > 0 { 1 } else { -1 };
            let raised = high.wide() * IBig::from(power_of_ten(40)) + IBig::from(nudge);
            return Self::from_wide(&raised, i64::from(high.exponent) - 40, true);
        }
        let sum = high.wide() * IBig::from(power_of_ten(shift as usize)) + low.wide();
        Self::from_wide(&sum, i64::from(low.exponent), false)
    }

    /// The difference, or `None` beyond the range of decimals.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(-other)
    }

    /// The product, or `None` beyond the range of decimals.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let exponent = self.exponent + other.exponent;
        match self.coefficient.checked_mul(other.coefficient) {
            Some(product) => Self::new(product, exponent),
            None => Self::from_wide(&(self.wide() * other.wide()), i64::from(exponent), false),
        }
    }

    /// The quotient; `None` for a division by zero or beyond the range of decimals.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other.coefficient == 0 {
            return None;
        }
        if self.exponent >= other.exponent && self.coefficient % other.coefficient == 0 {
            return Self::new(self.coefficient / other.coefficient, self.exponent - other.exponent);
        }
        let raised = self.wide() * IBig::from(power_of_ten(72));
        let (quotient, rest) = raised.div_rem(other.wide());
        let exponent = i64::from(self.exponent) - i64::from(other.exponent) - 72;
        Self::from_wide(&quotient, exponent, !rest.is_zero())
    }

    /// `self - other × floor(self / other)`, the modulo of FEEL; `None` when `other` is zero.
    pub fn checked_modulo(self, other: Self) -> Option<Self> {
        if other.coefficient == 0 {
            return None;
        }
        let exponent = self.exponent.min(other.exponent);
        let (left, right) =
            (usize::try_from(self.exponent - exponent).ok()?, usize::try_from(other.exponent - exponent).ok()?);
        if left == 0 && right > 80 {
            // The divisor is larger than anything the dividend can be.
            return if (self.coefficient < 0) == (other.coefficient < 0) || self.coefficient == 0 {
                Some(self)
            } else {
                self.checked_add(other)
            };
        }
        let a = self.wide() * IBig::from(power_of_ten(left));
        let b = other.wide() * IBig::from(power_of_ten(right));
        let (_, mut rest) = a.div_rem(&b);
        if !rest.is_zero() && (rest.sign() != b.sign()) {
            rest += b;
        }
        Self::from_wide(&rest, i64::from(exponent), false)
    }

    /// Rounded to `scale` digits behind the point (before it when negative).
    pub fn round(self, scale: i32, rounding: Rounding) -> Option<Self> {
        let cut = i64::from(-scale) - i64::from(self.exponent);
        if cut <= 0 || self.coefficient == 0 {
            return Some(self);
        }
        let divisor = if cut > 37 { None } else { 10_i128.checked_pow(u32::try_from(cut).ok()?) };
        let kept = match divisor {
            Some(divisor) => round_quotient(self.coefficient, divisor, rounding),
            None => round_tiny(self.coefficient, rounding),
        };
        Self::normal(kept, -scale)
    }

    /// The absolute value.
    pub fn abs(self) -> Self {
        Self { coefficient: self.coefficient.abs(), exponent: self.exponent }
    }

    /// Whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.coefficient < 0
    }

    /// Whether the number is zero.
    pub fn is_zero(self) -> bool {
        self.coefficient == 0
    }

    /// Whether nothing stands behind the decimal point.
    pub fn is_integer(self) -> bool {
        self.exponent >= 0
    }

    /// The whole number, when it is one and fits.
    pub fn to_i64(self) -> Option<i64> {
        let exponent = u32::try_from(self.exponent).ok()?;
        i64::try_from(self.coefficient.checked_mul(10_i128.checked_pow(exponent)?)?).ok()
    }

    /// The nearest binary floating-point number.
    pub fn to_f64(self) -> f64 {
        format!("{}e{}", self.coefficient, self.exponent).parse().unwrap_or(0.0)
    }
}

fn power_of_ten(exponent: usize) -> UBig {
    UBig::from(10_u8).pow(exponent)
}

fn decimal_digits(magnitude: &UBig) -> usize {
    if magnitude.is_zero() {
        return 1;
    }
    // 0.30103 > log10(2): the estimate is the number of digits or one too many.
    let estimate = (magnitude.bit_len() * 30_103) / 100_000 + 1;
    if *magnitude < power_of_ten(estimate - 1) { estimate - 1 } else { estimate }
}

fn round_quotient(coefficient: i128, divisor: i128, rounding: Rounding) -> i128 {
    let (quotient, rest) = (coefficient / divisor, coefficient % divisor);
    if rest == 0 {
        return quotient;
    }
    let away = if coefficient < 0 { -1 } else { 1 };
    let half = (rest.unsigned_abs()).cmp(&(divisor.unsigned_abs() - rest.unsigned_abs()));
    let up = match rounding {
        Rounding::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && quotient % 2 != 0),
        Rounding::HalfUp => half != Ordering::Less,
        Rounding::HalfDown => half == Ordering::Greater,
        Rounding::Up => true,
        Rounding::Down => false,
        Rounding::Floor => coefficient < 0,
        Rounding::Ceiling => coefficient > 0,
    };
    if up { quotient + away } else { quotient }
}

fn round_tiny(coefficient: i128, rounding: Rounding) -> i128 {
    match rounding {
        Rounding::HalfEven | Rounding::HalfUp | Rounding::HalfDown | Rounding::Down => 0,
        Rounding::Up => coefficient.signum(),
        Rounding::Floor => coefficient.signum().min(0),
        Rounding::Ceiling => coefficient.signum().max(0),
    }
}

impl std::ops::Neg for Decimal {
    type Output = Self;
    fn neg(self) -> Self {
        Self { coefficient: -self.coefficient, exponent: self.exponent }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = self.coefficient.signum().cmp(&other.coefficient.signum());
        if sign != Ordering::Equal || self.coefficient == 0 {
            return sign;
        }
        if self.exponent == other.exponent {
            return self.coefficient.cmp(&other.coefficient);
        }
        let digits = |d: &Self| i64::from(d.coefficient.unsigned_abs().ilog10()) + i64::from(d.exponent);
        let magnitude = digits(self).cmp(&digits(other)).then_with(|| {
            // Same leading position: the shift is below 34 digits and the product below 10^34.
            let lowest = self.exponent.min(other.exponent);
            let raise =
                |d: &Self| d.coefficient.unsigned_abs() * 10_u128.pow(u32::try_from(d.exponent - lowest).unwrap_or(0));
            raise(self).cmp(&raise(other))
        });
        if self.coefficient < 0 { magnitude.reverse() } else { magnitude }
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::normal(i128::from(value), 0).unwrap_or(Self::ZERO)
    }
}

impl FromStr for Decimal {
    type Err = ();

    /// Reads `-12.5`, `.5`, `1e3`. Digits beyond 34 are rounded.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i64>().map_err(|_| ())?),
            None => (text, 0),
        };
        let (negative, digits) = match mantissa.as_bytes().first() {
            Some(b'-') => (true, &mantissa[1..]),
            Some(b'+') => (false, &mantissa[1..]),
            _ => (false, mantissa),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty())
            || !all_digits(whole)
            || !all_digits(fraction)
            || text.len() > 20_000
        {
            return Err(());
        }
        let mut exponent = exponent.clamp(-100_000, 100_000);
        let (mut coefficient, mut wide) = (0_i128, String::new());
        let significant = whole.trim_start_matches('0').len() + fraction.len();
        if significant <= 37 {
            for digit in whole.bytes().chain(fraction.bytes()) {
                coefficient = coefficient * 10 + i128::from(digit - b'0');
            }
        } else {
            wide = format!("{whole}{fraction}");
        }
        exponent -= i64::try_from(fraction.len()).map_err(|_| ())?;
        let parsed = if wide.is_empty() {
            Self::from_wide(&IBig::from(coefficient), exponent, false)
        } else {
            Self::from_wide(&IBig::from_str_radix(&wide, 10).map_err(|_| ())?, exponent, false)
        };
        parsed.map(|n| if negative { -n } else { n }).ok_or(())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.coefficient.unsigned_abs().to_string();
        let sign = if self.coefficient < 0 { "-" } else { "" };
        let point = i64::try_from(digits.len()).unwrap_or(0) + i64::from(self.exponent);
        if self.exponent >= 0 && point <= 40 {
            return write!(f, "{sign}{digits}{}", "0".repeat(usize::try_from(self.exponent).unwrap_or(0)));
        }
        if self.exponent < 0 && point > -40 {
            return match usize::try_from(point) {
                Ok(at) if at > 0 => write!(f, "{sign}{}.{}", &digits[..at], &digits[at..]),
                _ => write!(f, "{sign}0.{}{digits}", "0".repeat(usize::try_from(-point).unwrap_or(0))),
            };
        }
        let (first, rest) = digits.trim_end_matches('0').split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        write!(f, "{sign}{first}{dot}{rest}e{:+}", point - 1)
    }
}
