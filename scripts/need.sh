#!/usr/bin/env bash
# Installs what a target of the Makefile needs: need.sh run | test | bench.
# With root or sudo it installs Debian packages; otherwise it says exactly what is missing and stops.
set -euo pipefail

purpose=${1:?say what for: run, test or bench}
packages=()
notes=()

has() { command -v "$1" >/dev/null 2>&1; }
wants() { has "$1" || packages+=("$2"); }

wants cc build-essential
if has node; then
  [ "$(node -p 'parseInt(process.versions.node)')" -ge 18 ] ||
    notes+=("Node.js 18 or later; this machine has $(node --version)")
else
  packages+=(nodejs)
fi
wants npm npm
has cargo || notes+=("Rust 1.95 or later with cargo, from rustup.rs")

case $purpose in
run) ;;
test)
  [ -n "${CHROMIUM:-}" ] || has chromium || has chromium-browser || has google-chrome || packages+=(chromium)
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has initdb || packages+=(postgresql)
  wants pdftotext poppler-utils
  wants qpdf qpdf
  # The public worker clients run against the portal: one from npm, one in a Python environment of its own.
  wants python3 python3
  ! has python3 || python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
  wants java default-jre-headless
  ;;
bench)
  wants wrk wrk
  PATH=$PATH:/usr/sbin
  wants nginx nginx-light
  ;;
*)
  echo "need.sh knows run, test and bench, not '$purpose'" >&2
  exit 2
  ;;
esac

if [ "${#packages[@]}" -gt 0 ]; then
  install="apt-get install --yes --no-install-recommends ${packages[*]}"
  as_root=()
  if ! has apt-get; then
    notes+=("the programs of these Debian packages: ${packages[*]}")
  elif [ "$(id -u)" -eq 0 ] || { has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }; then
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    echo "Installing ${packages[*]} …"
    "${as_root[@]}" apt-get update --quiet
    # shellcheck disable=SC2086 # the command is meant to be split into words
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $install
  else
    notes+=("these Debian packages: sudo $install")
  fi
fi

if [ "${#notes[@]}" -gt 0 ]; then
  echo "To $purpose Portikus, this machine still needs:" >&2
  printf '  - %s\n' "${notes[@]}" >&2
  exit 1
fi
