#!/usr/bin/env bash
# Fills a corpus from what lies in this repository and beside it, and a dictionary with the words the parser knows:
# fuzz/seeds.sh TARGET FOLDER. Nothing of it is checked in.
set -euo pipefail

target=$1 folder=$2 root=.. shared=../../shared/conformance

# One file a seed, named by its content.
keep() {
  local file
  while IFS= read -r file; do
    cp "$file" "$folder/$(sha1sum <"$file" | cut -c1-16)"
  done
}

# Each line a seed.
keep_lines() {
  local line
  while IFS= read -r line; do
    printf '%s' "$line" >"$folder/$(printf '%s' "$line" | sha1sum | cut -c1-16)"
  done
}

find_small() { find "$@" -type f -size -16k 2>/dev/null || true; }

case $target in
  feel)
    # The cells and literal expressions of all decisions at hand, and the expressions of our own tests.
    { find "$root/services" "$shared/dmn-tck" -name '*.dmn' -exec grep -oh '<text>[^<]*</text>' {} + 2>/dev/null || true; } |
      sed -e 's/<[^>]*>//g' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&quot;/"/g' -e 's/&amp;/\&/g' | sort -u | keep_lines
    grep -oh '("[^"\\]*", "[^"\\]*")' -r "$root/crates/feel/tests" | sed -e 's/^("//' -e 's/", ".*//' | sort -u | keep_lines
    ;;
  dmn) find_small "$root/services" "$root/demo" "$shared/dmn-tck" -name '*.dmn' | keep ;;
  bpmn) find_small "$root/services" "$root/demo" "$shared/bpmn" \( -name '*.bpmn' -o -name '*.bpmn20.xml' \) | keep ;;
  form) find_small "$root/services" -name form.toml | keep ;;
  catalogue) find_small "$root/crates/catalogue/tests/data" | keep ;;
esac

# Words in quotes in the parser's sources, and the angle brackets of its format.
sources=$target
case $target in bpmn) sources=engine ;; esac
grep -ohE '"[A-Za-z][A-Za-z -]{1,30}"' -r "$root/crates/$sources/src" | sort -u >"$folder.dict"
