//! `portikus catalogue …`: bring a catalogue of services in, give it out, look at it first.

use crate::clock::{RandomIds, WallClock};
use crate::config::Config;
use crate::repertoire;
use crate::say;
use crate::wiring::{self, chain};
use ::catalogue::{Change, Defaults, Extent, Ignored, Verdict};
use app::authority_settings::AuthoritySettings;
use app::catalogue::{Format, Source};
use app::packages::Package;
use app::special_hours::laid_over;
use app::specialisations::InForce;
use clap::{Args, Subcommand, ValueEnum};
use domain::{Actor, Clock, Ctx, Directory, Lang};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use store::{Db, Scope};

/// Exchange catalogues of services.
#[derive(Subcommand)]
pub enum Command {
    /// Take a catalogue in (XZuFi, CSV or JSON): a line per record, then the sums.
    Import(Import),
    /// Give an authority's catalogue out.
    Export(Export),
    /// Say what is wrong with a file, without taking it in.
    Check {
        /// The file.
        file: PathBuf,
        /// Language of texts that do not name theirs.
        #[arg(long, default_value = "de")]
        language: String,
    },
}

/// What is taken in.
#[derive(Args)]
pub struct Import {
    /// The file.
    file: PathBuf,
    /// Key of the authority whose catalogue it is.
    #[arg(long)]
    authority: String,
    /// Language of texts that do not name theirs.
    #[arg(long, default_value = "de")]
    language: String,
    /// The file holds changes only: what it does not name stays.
    #[arg(long)]
    part: bool,
    /// Only what changed and what was refused.
    #[arg(long)]
    brief: bool,
    /// With the demo's authorities, also before the first start.
    #[arg(long)]
    demo: bool,
    /// Configuration file (TOML); PORTIKUS_CONFIG says the same.
    #[arg(long)]
    config: Option<PathBuf>,
}

/// What is given out.
#[derive(Args)]
pub struct Export {
    /// Key of the authority.
    #[arg(long)]
    authority: String,
    /// In which form.
    #[arg(long, value_enum, default_value = "xzufi")]
    format: Shape,
    /// The file to write; without it the terminal.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Configuration file (TOML); PORTIKUS_CONFIG says the same.
    #[arg(long)]
    config: Option<PathBuf>,
}

/// The forms of an export.
#[derive(Clone, Copy, ValueEnum)]
pub enum Shape {
    /// XZuFi 2.2 transfer message.
    Xzufi,
    /// CPSV-AP 3.2 as JSON-LD.
    Cpsv,
    /// Table, services only.
    Csv,
    /// The same as JSON.
    Json,
}

/// Runs a command; the exit code says whether every record was good.
///
/// # Errors
/// A sentence when the command itself could not run.
pub fn run(command: Command) -> Result<ExitCode, String> {
    match command {
        Command::Import(import) => wait(take_in(import)),
        Command::Export(export) => wait(give_out(export)),
        Command::Check { file, language } => check(&file, language),
    }
}

fn wait(work: impl Future<Output = Result<ExitCode, String>>) -> Result<ExitCode, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|fault| fault.to_string())?.block_on(work)
}

/// A context of the authority, for work at the terminal.
fn context(directory: &Directory, key: &str) -> Result<Ctx, String> {
    let authority = directory.find(key).ok_or_else(|| format!("there is no authority with the key {key:?}"))?;
    Ok(Ctx::new(authority, Actor::System, Lang::De, Arc::new(WallClock), Arc::new(RandomIds)))
}

fn read(file: &PathBuf) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|fault| format!("{}: {fault}", file.display()))
}

async fn take_in(import: Import) -> Result<ExitCode, String> {
    let bytes = read(&import.file)?;
    let config = Config::load(import.config)?;
    let db = Db::open(&config.database()).await.map_err(|fault| chain(&fault))?;
    if import.demo {
        wiring::seed(&db).await?;
    }
    let ctx = context(&wiring::directory(&db).await?, &import.authority)?;
    let extent = if import.part { Extent::Part } else { Extent::Whole };
    let outcome = app::catalogue::import(&db, &ctx, &bytes, &import.language, extent).await;
    db.close().await;
    let report = match outcome.map_err(|fault| chain(&fault))? {
        Ok(report) => report,
        Err(fault) => return Err(format!("{}: {fault}", import.file.display())),
    };
    let mut counts = [0_usize; 5];
    for change in &report.changes {
        let (at, word) = word(&change.verdict);
        counts[at] += 1;
        if !import.brief || at != UNCHANGED {
            say(&line(word, change));
        }
    }
    tell_ignored(&report.ignored);
    let [new, changed, unchanged, gone, refused] = counts;
    say(&format!("{new} new, {changed} changed, {unchanged} unchanged, {gone} gone, {refused} refused"));
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

const UNCHANGED: usize = 2;

fn word(verdict: &Verdict) -> (usize, &'static str) {
    match verdict {
        Verdict::New => (0, "new"),
        Verdict::Changed { .. } => (1, "changed"),
        Verdict::Unchanged => (UNCHANGED, "unchanged"),
        Verdict::Gone => (3, "gone"),
        Verdict::Refused { .. } => (4, "REFUSED"),
    }
}

fn line(word: &str, change: &Change) -> String {
    let id = change.id.as_ref().map(ToString::to_string).unwrap_or_default();
    let kind = change.kind.map(|kind| kind.german()).unwrap_or_default();
    let at = change.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let more = match &change.verdict {
        Verdict::Changed { fields } => format!(" ({})", fields.join(", ")),
        Verdict::Refused { sentence } => format!(": {sentence}"),
        _ => String::new(),
    };
    format!("{word:<10} {at}{kind} {id} {}{more}", change.title)
}

fn tell_ignored(ignored: &[Ignored]) {
    for one in ignored {
        say(&format!("not read   line {}: {} ({} times)", one.line, one.what, one.times));
    }
}

async fn give_out(export: Export) -> Result<ExitCode, String> {
    let config = Config::load(export.config)?;
    let db = Db::open(&config.database()).await.map_err(|fault| chain(&fault))?;
    let directory = wiring::directory(&db).await?;
    let ctx = context(&directory, &export.authority)?;
    let mut tx = db.read(Scope::of(&ctx)).await.map_err(|fault| chain(&fault))?;
    let records = store::catalogue::list(&mut tx).await.map_err(|fault| chain(&fault))?;
    drop(tx);
    let (published, _) = app::specialisations::load(&db).await.map_err(|fault| chain(&fault))?;
    let settings = AuthoritySettings::load(&db).await.map_err(|fault| chain(&fault))?;
    db.close().await;
    let domains = &settings.in_force().domains;
    let base = app::addresses::base_url(&config.scheme(), &config.base_domain(), domains, &ctx.authority);
    let loaded = repertoire::load(config.services.as_deref())?;
    let mut services: BTreeMap<String, Arc<Package>> =
        loaded.packages.into_iter().map(|package| (package.key.clone(), Arc::new(package))).collect();
    // As people read them at this authority: over what all share lies what the canton or Kreis says, then its own words.
    let in_force = InForce::build(&services, &directory, &published, ctx.now().to_zoned(ctx.zone()).date());
    let lead = directory.lead_of(&ctx.authority.federation).filter(|lead| lead.key != ctx.authority.key);
    for authority in lead.iter().map(|lead| lead.key.as_str()).chain([ctx.authority.key.as_str()]) {
        services.extend(in_force.of(authority).map(|(key, package)| (key.clone(), Arc::clone(package))));
    }
    let offered = services.into_values().filter(|package| app::finding::is_offered(package, &ctx.authority));
    let special = settings.in_force().special_hours.get(&ctx.authority.key).cloned();
    let offices = directory.offices_of(&ctx.authority.key).iter();
    let offices = offices.map(|office| Arc::new(laid_over(special.as_ref(), office).into_owned())).collect::<Vec<_>>();
    let source = Source { packages: offered.collect(), offices: &offices, records, base };
    let format = match export.format {
        Shape::Xzufi => Format::Xzufi,
        Shape::Cpsv => Format::Cpsv,
        Shape::Csv => Format::Csv,
        Shape::Json => Format::Json,
    };
    let text = app::catalogue::export(&ctx, &source, format);
    match export.out {
        Some(path) => std::fs::write(&path, text).map_err(|fault| format!("{}: {fault}", path.display()))?,
        None => say(&text),
    }
    Ok(ExitCode::SUCCESS)
}

fn check(file: &PathBuf, language: String) -> Result<ExitCode, String> {
    let bytes = read(file)?;
    let today = WallClock.now().to_zoned(jiff::tz::TimeZone::system()).date();
    let defaults = Defaults { agency: String::new(), language };
    let (imported, findings) =
        app::catalogue::check(&bytes, &defaults, today).map_err(|fault| format!("{}: {fault}", file.display()))?;
    for refusal in &imported.refused {
        say(&format!("REFUSED    line {}: {}", refusal.line, refusal.sentence));
    }
    tell_ignored(&imported.ignored);
    for finding in &findings {
        say(&format!("finding    {} {}: {}", finding.kind.german(), finding.id, finding.sentence));
    }
    let (records, refused) = (imported.records.len(), imported.refused.len());
    say(&format!("{records} records, {refused} refused, {} findings", findings.len()));
    Ok(if refused == 0 && findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
