#!/usr/bin/env bash
# Fuzzes one parser on the stable compiler: fuzz/run.sh TARGET [SECONDS]. See README.md.
set -euo pipefail
cd "$(dirname "$0")"

target=${1:?"usage: fuzz/run.sh feel|dmn|bpmn|form|catalogue [SECONDS]"}
seconds=${2:-180}
host=$(rustc -vV | sed -n 's/^host: //p')
build=${CARGO_TARGET_DIR:-target}

# The flags that let libFuzzer see which branches were taken and what was compared. They are those of cargo-fuzz without
# the address sanitizer, which needs nightly and finds little where no code is unsafe. `--target` keeps them away from
# build scripts.
coverage=(-level=4 -inline-8bit-counters -pc-table -trace-compares)
RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module $(printf -- '-Cllvm-args=-sanitizer-coverage%s ' "${coverage[@]}")" \
  cargo build --release --target "$host" --bin "$target" ${FUZZ_CARGO_FLAGS:-}

corpus=corpus/$target
mkdir -p "$corpus" "artifacts/$target"
./seeds.sh "$target" "$corpus"

# A minute of work for one input is a finding, and so are two gigabytes.
"$build/$host/release/$target" "$corpus" -artifact_prefix="artifacts/$target/" -dict="corpus/$target.dict" \
  -max_total_time="$seconds" -max_len=16384 -timeout=60 -rss_limit_mb=2048 -print_final_stats=1
