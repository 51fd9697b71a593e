/** What every script begins with: how it speaks, asks and looks. */
export const HEAD = String.raw`#!/usr/bin/env bash
# Written by "standby bundle" from the system description. It needs gcloud, a person who is logged in,
# and nothing else: no Pulumi, no state, no repository. Don't edit it; write it anew.
# Functions are called by their number:
# shellcheck disable=SC2317,SC2329
set -uo pipefail

say() { printf '%s\n' "$*" >&2; }

# Where it notes what it has begun and done, so that it can go on.
PROGRESS=${"${STANDBY_PROGRESS:-$PWD/progress}"}
# Between two looks, in seconds.
POLL=${"${STANDBY_POLL:-5}"}
# How often a step that fails is begun anew.
readonly ATTEMPTS=240

clock() { date -u +%s; }

# Minutes and seconds.
length() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

# Nothing goes on without these very words.
consent() {
  local answer
  say "$1?"
  say "Type exactly, or anything else to stop: $2"
  IFS= read -r answer || { say "Nobody is here to answer, so nothing more was done."; exit 1; }
  [[ $answer == "$2" ]] || { say "Those are other words, so nothing more was done."; exit 1; }
}

shows_text() {
  local want=$1 got
  shift
  got=$("$@" 2>/dev/null) || return 1
  [[ $got == "$want" ]]
}

shows_lines() {
  local like=$1 least=$2 got
  shift 2
  got=$("$@" 2>/dev/null) || return 1
  (($(grep -cE -- "$like" <<<"$got") >= least))
}

shows_none() {
  local like=$1 got
  shift
  got=$("$@" 2>/dev/null) || got=
  ! grep -qE -- "$like" <<<"$got"
}

shows_least() {
  local least=$1 got
  shift
  got=$("$@" 2>/dev/null) || return 1
  [[ $got =~ ^[0-9]+$ ]] && ((got >= least))
}
`;

/** How it goes through the steps: whatever may begin is begun, and what shows is done. */
export const LOOP = String.raw`ready() {
  local need
  for need in ${"${NEEDS[$1]}"}; do [[ -e done/$need ]] || return 1; done
}

finish() {
  local id=${"${IDS[$1]}"} now begun
  now=$(clock)
  begun=$(cat "begun/$id" 2>/dev/null || echo "$now")
  touch "done/$id"
  say "[$(length $((now - START)))] done after $(length $((now - begun))), expected $(length "${"${EXPECTED[$1]}"}"): ${"${TITLES[$1]}"}"
}

begin() {
  local id=${"${IDS[$1]}"} tries
  [[ -e acted/$id ]] && return
  if [[ ! -e begun/$id ]]; then
    clock >"begun/$id"
    say "[$(length $(($(clock) - START)))] begins, takes about $(length "${"${EXPECTED[$1]}"}"): ${"${TITLES[$1]}"}"
  fi
  if "act_$1"; then
    touch "acted/$id"
    ((SEEN[$1])) || finish "$1"
    return
  fi
  tries=$(($(cat "failed/$id" 2>/dev/null || echo 0) + 1))
  echo "$tries" >"failed/$id"
  say "it failed ($tries times so far), and is tried again: ${"${TITLES[$1]}"}"
  if ((tries >= ATTEMPTS)); then
    say "Look at it, then run this again: it goes on from here."
    exit 1
  fi
}

main() {
  local n left
  command -v gcloud >/dev/null || { say "gcloud is not on the PATH."; exit 2; }
  mkdir -p "$PROGRESS" && cd "$PROGRESS" || exit 2
  mkdir -p begun acted "done" failed
  announce
  consent "Carry out \"$NAME\" in the project $PROJECT" "$PROJECT"
  [[ -e start ]] || clock >start
  [[ -e since ]] || date -u +%Y-%m-%dT%H:%M:%SZ >since
  [[ -e holder ]] || printf '%s@%s' "$(id -un)" "$(hostname)" >holder
  START=$(cat start)
  SINCE=$(cat since)
  export SINCE
  printf '{"holder":"%s","since":"%s","plan":"%s"}' "$(cat holder)" "$SINCE" "$NAME" >lease.json
  printf '{"why":"%s"}' "$NAME" >frozen.json
  say "In all it takes about $(length "$EXPECTED_IN_ALL"), the time before the decision included."
  while :; do
    left=0
    for n in "${"${!IDS[@]}"}"; do
      [[ -e done/${"${IDS[$n]}"} ]] && continue
      left=1
      ready "$n" || continue
      if ((SEEN[n])) && "look_$n"; then
        finish "$n"
      else
        begin "$n"
      fi
    done
    ((left)) || break
    sleep "$POLL"
  done
  say "Users are served again after $(length $(($(clock) - START)))."
  remaining
}

main
`;
