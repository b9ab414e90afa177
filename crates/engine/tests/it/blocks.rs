//! Random block-structured models with an oracle: what waits must begin, how often, in what order, until the end.

mod write;

use proptest::prelude::*;

pub use write::{Written, write, write_with_own_codes};

/// A block has one way in and one way out, so every model made of blocks is sound.
#[derive(Debug, Clone)]
pub enum Block {
    User,
    Service,
    Call,
    Manual,
    Timer,
    Message,
    /// A link throw and its catch event.
    Link,
    /// A user task with a non-interrupting reminder on it that leads to a manual task and an end.
    Reminded,
    /// A user task that an interrupting timer may take away; both ways meet again.
    Limited,
    /// A timer and a message behind an event-based gateway; both ways meet again.
    Race,
    /// A user task done so often, one by one or at once.
    Repeated(u8, bool),
    /// A user task done so often by a standard loop.
    Looped(u8),
    Sequence(Vec<Block>),
    /// The branch whose number is the variable of this gateway.
    Choice(Vec<Block>, usize),
    Parallel(Vec<Block>),
    /// The branches whose bits are set; the last one if none is.
    Inclusive(Vec<Block>, u8),
    /// A sub-process.
    Inside(Box<Block>),
    /// A sub-process done so often, one by one or at once.
    Multi(Box<Block>, u8, bool),
    /// A sub-process that ends with an error, caught at its border.
    Failing(Box<Block>),
    /// A sub-process that ends with an error, caught by an event sub-process with a user task.
    Handled(Box<Block>),
    /// A sub-process with a non-interrupting event sub-process that a timer begins: a manual task and an end.
    Listening(Box<Block>),
    /// A sub-process that escalates first; a further path does a user task meanwhile and ends.
    Escalating(Box<Block>),
    /// A user task, the block, and then the user task is undone by another.
    Undone(Box<Block>),
}

pub fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        3 => Just(Block::User),
        2 => Just(Block::Service),
        1 => Just(Block::Call),
        1 => Just(Block::Manual),
        1 => Just(Block::Timer),
        1 => Just(Block::Message),
        1 => Just(Block::Link),
        1 => Just(Block::Reminded),
        1 => Just(Block::Limited),
        1 => Just(Block::Race),
        1 => (0_u8..4, any::<bool>()).prop_map(|(times, sequential)| Block::Repeated(times, sequential)),
        1 => (1_u8..4).prop_map(Block::Looped),
    ];
    leaf.prop_recursive(4, 18, 3, |inner| {
        let one = inner.clone().prop_map(Box::new);
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 1..4).prop_map(Block::Sequence),
            2 => (prop::collection::vec(inner.clone(), 2..4), any::<prop::sample::Index>()).prop_map(|(branches, index)| {
                let chosen = index.index(branches.len());
                Block::Choice(branches, chosen)
            }),
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(Block::Parallel),
            2 => (prop::collection::vec(inner, 2..4), 0_u8..8).prop_map(|(branches, bits)| Block::Inclusive(branches, bits)),
            1 => one.clone().prop_map(Block::Inside),
            1 => (one.clone(), 0_u8..3, any::<bool>()).prop_map(|(inside, times, sequential)| Block::Multi(inside, times, sequential)),
            1 => one.clone().prop_map(Block::Failing),
            1 => one.clone().prop_map(Block::Handled),
            1 => one.clone().prop_map(Block::Listening),
            1 => one.clone().prop_map(Block::Escalating),
            1 => one.prop_map(Block::Undone),
        ]
    })
}
