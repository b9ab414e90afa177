#!/usr/bin/env bash
# Runs one step and says what it is, when it began and how long it took: step.sh "Title" command …
set -u
title=$1
shift
begin=$SECONDS
printf '\n==> %s (%s)\n' "$title" "$(date +%T)"
code=0
"$@" || code=$?
if [ "$code" -eq 0 ]; then
  printf '<== %s: done in %d s\n' "$title" "$((SECONDS - begin))"
else
  printf '<== %s: FAILED with %d after %d s\n' "$title" "$code" "$((SECONDS - begin))" >&2
fi
exit "$code"
