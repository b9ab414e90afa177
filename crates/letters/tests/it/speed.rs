//! Many letters: from many threads at once, and how long one takes when everything is warm.

use std::time::Instant;

use letters::render;

use crate::sample::{german_long, swiss};

#[test]
fn many_threads_print_different_letters_at_once() {
    let sizes: Vec<usize> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6)
            .map(|n| {
                scope.spawn(move || {
                    (0..5)
                        .map(|m| {
                            let mut letter = if n % 3 == 0 { german_long() } else { swiss() };
                            letter.reference = format!("R-{n}-{m}");
                            if m == 3 {
                                letter.authority.colour = "none".into();
                            }
                            render(&letter).map_or(0, |pdf| pdf.bytes.len())
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(sizes.iter().filter(|size| **size == 0).count(), 6, "only the letters without a colour fail");
}

#[test]
fn a_warm_letter_takes_little_time() {
    let start = Instant::now();
    render(&swiss()).unwrap();
    let first = start.elapsed();
    let mut times: Vec<_> = (0..20)
        .map(|_| {
            let start = Instant::now();
            render(&swiss()).unwrap();
            start.elapsed()
        })
        .collect();
    times.sort();
    let bytes = render(&swiss()).unwrap().bytes.len();
    println!("letter: first {first:?}, warm median {:?}, slowest {:?}, {bytes} bytes", times[10], times[19]);
    assert!(times[10].as_millis() < 2_000, "a letter must not take seconds: {:?}", times[10]);
}

#[test]
fn a_very_long_letter_is_still_printed() {
    let mut letter = german_long();
    letter.paragraphs = letter.paragraphs.into_iter().cycle().take(300).collect();
    letter.facts = letter.facts.into_iter().cycle().take(200).collect();
    letter.paragraphs.push("W".repeat(4_000));
    let start = Instant::now();
    let bytes = render(&letter).unwrap().bytes.len();
    println!("letter of 300 paragraphs and 200 facts: {:?}, {bytes} bytes", start.elapsed());
    assert!(start.elapsed().as_secs() < 20);
}
