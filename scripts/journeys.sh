#!/usr/bin/env bash
# The browser journeys, one file after the other: each starts a portal of its own, and two cores are enough for one.
set -euo pipefail
cd "$(dirname "$0")/../e2e"
rm -rf out
exec node --test --test-concurrency=1 --test-reporter=spec journeys/*.test.mjs
