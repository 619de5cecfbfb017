#!/usr/bin/env bash
# sum-tests.sh STEPS : judges a run of ./test. Says what failed, ends with "N passed, N failed"; exit code 1 unless all is well.
# STEPS has a line a step: kind, name, exit code and log, with tabs between. Kinds:
#   step   fails by its exit code
#   suite  must have run tests, all of them; a skipped test is one that wasn't run
#   part   as suite, but it may have had nothing to run: the user asked for some tests by name
set -euo pipefail
steps=${1:?the file with the steps}
nothing_to_run=8 # exit code of the .NET test platform

# "passed failed skipped" of a log: the summaries of the .NET test platform and of vitest, however many.
count() {
  awk '
    { gsub(/\033\[[0-9;]*m/, "") }
    /^Test run summary:/ { inside = 1 }
    inside && /^ +failed: [0-9]+$/    { failed += $2 }
    inside && /^ +succeeded: [0-9]+$/ { passed += $2 }
    inside && /^ +skipped: [0-9]+$/   { skipped += $2; inside = 0 }
    /^ +Tests  [0-9]+ / {
      for (i = 2; i < NF; i++) {
        if ($(i + 1) == "passed") passed += $i
        if ($(i + 1) == "failed") failed += $i
        if ($(i + 1) == "skipped" || $(i + 1) == "todo") skipped += $i
      }
    }
    END { print passed + 0, failed + 0, skipped + 0 }' "$1"
}

passed_sum=0 failed_sum=0
while IFS=$'\t' read -r kind name code log; do
  passed=0 failed=0 skipped=0 why=''
  [ -f "$log" ] && read -r passed failed skipped < <(count "$log")
  if [ "$failed" -gt 0 ]; then
    why="$failed failed"
  elif [ "$kind" = part ] && [ "$code" -eq $nothing_to_run ] && [ $((passed + skipped)) -eq 0 ]; then
    continue
  elif [ "$code" -ne 0 ]; then
    failed=1 why="exit code $code"
  fi
  if [ "$kind" != step ] && [ "$skipped" -gt 0 ]; then
    failed=$((failed + skipped)) why="${why:+$why, }$skipped skipped"
  fi
  if [ "$kind" = suite ] && [ $((passed + failed)) -eq 0 ]; then
    failed=1 why='ran no test'
  fi
  if [ -n "$why" ]; then
    echo "$name: $why (see $log)"
    # the tests' names, here at the end where they are looked for
    [ ! -f "$log" ] || grep -aE '^(failed|skipped) |^ +(FAIL|×) ' "$log" | sort -u | head -n 40 || true
    # and what the first of them complained of
    [ ! -f "$log" ] || awk '/^failed / && ++n <= 5 { left = 12 } left-- > 0' "$log" | cut -c 1-300 || true
  fi
  passed_sum=$((passed_sum + passed)) failed_sum=$((failed_sum + failed))
done <"$steps"

if [ $((passed_sum + failed_sum)) -eq 0 ]; then
  echo 'no test ran'
  failed_sum=1
fi
echo "$passed_sum passed, $failed_sum failed"
[ "$failed_sum" -eq 0 ]
