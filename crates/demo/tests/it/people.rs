//! The invented people: complete, unique, with numbers whose check digits are right.

use std::collections::HashSet;

use demo::people;

/// The check digit of a Swiss AHV number (EAN-13).
fn ahv_is_right(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let sum: u32 = digits.iter().enumerate().map(|(place, digit)| digit * if place % 2 == 0 { 1 } else { 3 }).sum();
    digits.len() == 13 && sum.is_multiple_of(10)
}

/// The check digit of a German tax number (ISO 7064, mod 11,10).
fn tax_id_is_right(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let Some((check, front)) = digits.split_last() else { return false };
    let product = front.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    digits.len() == 11 && (11 - product) % 10 == *check
}

#[test]
fn everybody_is_sound() {
    let (people, seeds) = (people().unwrap(), demo::federations().unwrap());
    let authorities: HashSet<&str> = seeds.authorities.iter().map(|authority| authority.key.as_str()).collect();
    let mut keys = HashSet::new();
    for person in &people.inhabitants {
        assert!(keys.insert(&person.key), "{} is there twice", person.key);
        assert!(authorities.contains(person.authority.as_str()), "{}", person.key);
        assert!(ahv_is_right(&person.number) || tax_id_is_right(&person.number), "{}: {}", person.key, person.number);
        assert!(["main", "secondary", "departed"].contains(&person.status.as_str()), "{}", person.key);
        assert!(person.email.ends_with("@example.org"), "{}", person.key);
        let home = seeds.authorities.iter().find(|authority| authority.key == person.authority).unwrap();
        assert!(home.postal_codes.contains(&person.postal_code), "{} lives outside {}", person.key, home.name);
    }
    for staff in &people.staff {
        assert!(keys.insert(&staff.key), "{} is there twice", staff.key);
        assert!(authorities.contains(staff.authority.as_str()), "{}", staff.key);
        assert!(!staff.roles.is_empty() && staff.roles.iter().all(|role| domain::StaffRole::from_word(role).is_some()));
    }
    for role in domain::StaffRole::ALL {
        assert!(people.staff.iter().any(|staff| staff.roles.iter().any(|word| word == role.as_str())), "{role:?}");
    }
    assert_eq!(people.accounts().len(), people.inhabitants.len() + people.staff.len());
}
