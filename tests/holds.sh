# What a test of something installed says: sourced.
#
#   holds 'the extension loads' COMMAND...    ok, or FAIL and what it printed;
#                                             in a shell of its own
#   same FILE COMMAND...                      it prints what the file holds
#   sum                                       the last line, and the status

holds_passed=0
holds_failed=0
holds_out=$(mktemp)

holds() { # WORDS COMMAND...
  holds_words=$1
  shift
  if ("$@") >"$holds_out" 2>&1; then
    echo "ok   $holds_words"
    holds_passed=$((holds_passed + 1))
  else
    echo "FAIL $holds_words"
    sed 's/^/     /' "$holds_out"
    holds_failed=$((holds_failed + 1))
  fi
}

same() { # FILE COMMAND...
  holds_file=$1
  shift
  "$@" | diff "$holds_file" -
}

sum() {
  rm -f "$holds_out"
  echo
  echo "$holds_passed passed, $holds_failed failed"
  [ $holds_passed -gt 0 ] && [ $holds_failed -eq 0 ]
}
