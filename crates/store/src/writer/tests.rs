//! Turns that share commits, give up, fail, or go away in the middle.

use super::*;
use sqlx::sqlite::SqliteJournalMode;
use std::path::Path;

async fn open(folder: &Path) -> Writer {
    let options = SqliteConnectOptions::new().filename(folder.join("turns.sqlite")).create_if_missing(true);
    let writer = Writer::open(&options.journal_mode(SqliteJournalMode::Wal)).await.unwrap();
    let mut turn = writer.take().await.unwrap();
    turn.execute("CREATE TABLE said (word TEXT PRIMARY KEY) STRICT").await.unwrap();
    turn.commit().await.unwrap();
    writer
}

async fn say(turn: &mut Turn, word: &str) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO said (word) VALUES ($1)").bind(word).execute(&mut **turn).await.map(drop)
}

/// What somebody else reads: another connection, as another program would have it.
async fn read(folder: &Path) -> Vec<String> {
    let options = SqliteConnectOptions::new().filename(folder.join("turns.sqlite")).read_only(true);
    let mut conn = options.connect().await.unwrap();
    let words: Vec<(String,)> =
        sqlx::query_as("SELECT word FROM said ORDER BY word").fetch_all(&mut conn).await.unwrap();
    words.into_iter().map(|(word,)| word).collect()
}

async fn transactions(writer: &Writer) -> u64 {
    writer.0.lock().await.as_ref().unwrap().begun
}

/// Begins a task that takes a turn, and gives it the time to stand in the queue.
async fn queue(writer: &Writer, word: &'static str, keeps: bool) -> tokio::task::JoinHandle<Result<(), Fault>> {
    let waiting = writer.clone();
    let task = tokio::spawn(async move {
        let mut turn = waiting.take().await?;
        say(&mut turn, word).await?;
        if keeps { turn.commit().await } else { Ok(()) }
    });
    tokio::time::sleep(Duration::from_millis(5)).await;
    task
}

#[tokio::test]
async fn who_waited_shares_the_commit_and_what_is_given_up_is_undone_alone() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path()).await;
    let mut first = writer.take().await.unwrap();
    say(&mut first, "a").await.unwrap();
    let mut waiting = Vec::new();
    for (word, keeps) in [("b", true), ("c", false), ("d", true), ("a", true), ("e", true)] {
        waiting.push(queue(&writer, word, keeps).await);
    }
    let before = transactions_of(&first);
    first.commit().await.unwrap();
    let mut went = Vec::new();
    for task in waiting {
        went.push(task.await.unwrap().is_ok());
    }
    assert_eq!(went, [true, true, true, false, true], "the second `a` breaks the key and nothing else");
    assert_eq!(read(folder.path()).await, ["a", "b", "d", "e"]);
    assert_eq!(transactions(&writer).await, before, "all of it was one transaction");
}

fn transactions_of(turn: &Turn) -> u64 {
    turn.desk.begun
}

#[tokio::test]
async fn when_the_first_gives_up_the_others_begin_anew() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path()).await;
    let mut first = writer.take().await.unwrap();
    say(&mut first, "a").await.unwrap();
    let second = queue(&writer, "b", true).await;
    drop(first);
    second.await.unwrap().unwrap();
    assert_eq!(read(folder.path()).await, ["b"]);
    // Given up with nobody behind: nothing stays locked for other programs.
    let mut alone = writer.take().await.unwrap();
    say(&mut alone, "c").await.unwrap();
    drop(alone);
    let other = open_again(folder.path()).await;
    let mut turn = other.take().await.unwrap();
    say(&mut turn, "d").await.unwrap();
    turn.commit().await.unwrap();
    assert_eq!(read(folder.path()).await, ["b", "d"]);
}

async fn open_again(folder: &Path) -> Writer {
    let options = SqliteConnectOptions::new().filename(folder.join("turns.sqlite"));
    Writer::open(&options.busy_timeout(Duration::from_secs(5))).await.unwrap()
}

#[tokio::test]
async fn nobody_hears_of_a_commit_before_it_is_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path()).await;
    let mut first = writer.take().await.unwrap();
    say(&mut first, "a").await.unwrap();
    let waiting = writer.clone();
    let (begun, has_begun) = oneshot::channel();
    let (let_go, may_go) = oneshot::channel::<()>();
    let second = tokio::spawn(async move {
        let turn = waiting.take().await.unwrap();
        begun.send(()).unwrap();
        may_go.await.unwrap();
        turn.commit().await
    });
    tokio::time::sleep(Duration::from_millis(5)).await;
    let first = tokio::spawn(first.commit());
    has_begun.await.unwrap();
    assert!(!first.is_finished() && read(folder.path()).await.is_empty(), "the second still writes");
    let_go.send(()).unwrap();
    first.await.unwrap().unwrap();
    second.await.unwrap().unwrap();
    assert_eq!(read(folder.path()).await, ["a"]);
}

#[tokio::test]
async fn a_commit_that_fails_is_told_to_everybody_who_shared_it() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path()).await;
    let mut first = writer.take().await.unwrap();
    say(&mut first, "a").await.unwrap();
    let spoiler = writer.clone();
    let second = tokio::spawn(async move {
        let mut turn = spoiler.take().await.unwrap();
        // As SQLite does by itself when the disk is full.
        turn.execute("ROLLBACK").await.unwrap();
        turn.commit().await
    });
    tokio::time::sleep(Duration::from_millis(5)).await;
    assert!(matches!(first.commit().await, Err(Fault::NotKept(_))));
    assert!(matches!(second.await.unwrap(), Err(Fault::NotKept(_))));
    let mut third = writer.take().await.unwrap();
    say(&mut third, "c").await.unwrap();
    third.commit().await.unwrap();
    assert_eq!(read(folder.path()).await, ["c"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_goes_away_in_the_middle_holds_nobody_up() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path()).await;
    let mut tasks = Vec::new();
    for n in 0..300_u64 {
        let writer = writer.clone();
        tasks.push(tokio::spawn(async move {
            let word = format!("{n:03}");
            let speak = async {
                let mut turn = writer.take().await?;
                say(&mut turn, &word).await?;
                turn.commit().await
            };
            // Some have no patience at all, some a little, most enough.
            let patience = if n % 3 == 0 { Duration::from_micros(n * 40) } else { Duration::from_secs(60) };
            tokio::time::timeout(patience, speak).await.is_ok_and(|kept| kept.is_ok()).then_some(word)
        }));
    }
    let mut promised = Vec::new();
    for task in tasks {
        promised.extend(task.await.unwrap());
    }
    assert!(promised.len() >= 200);
    let kept = read(folder.path()).await;
    assert!(promised.iter().all(|word| kept.contains(word)), "what was promised is there");
    assert!(transactions(&writer).await < 200, "commits were shared");
    writer.close().await;
    assert!(matches!(writer.take().await, Err(Fault::Sql(sqlx::Error::PoolClosed))));
    assert!(!folder.path().join("turns.sqlite-wal").exists(), "the log was brought in");
}
