# What heed does when its output cannot be written, and what -o leaves behind.
set -u
heed=$1
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0

# expect STATUS WHAT…: the status that the last command left, and whether it complained in one line of `errors`.
expect() {
  status=$?
  wanted=$1
  shift
  lines=$(wc -l <errors)
  complaints=1
  [ "$wanted" -ne 0 ] || complaints=0
  [ "$status" -eq "$wanted" ] && [ "$lines" -eq "$complaints" ] && return
  echo "$*: status $status instead of $wanted, $lines lines on standard error"
  failed=1
}

for command in 'trace translation' 'trace translation --format json' 'why translation weights[1,1]' sample recipes help ''; do
  # shellcheck disable=SC2086
  "$heed" $command >/dev/full 2>errors
  expect 4 "heed $command on a full disk"
  # shellcheck disable=SC2086
  "$heed" $command >&- 2>errors
  expect 4 "heed $command with standard output closed"
  # shellcheck disable=SC2086
  "$heed" $command 2>errors | head -n 1 >/dev/null
  expect 0 "heed $command into head"
  # shellcheck disable=SC2086
  (trap '' PIPE; "$heed" $command 2>errors | head -n 1 >/dev/null)
  expect 0 "heed $command into head, SIGPIPE ignored"
done
"$heed" trace translation >/dev/null 2>&-
[ $? -eq 0 ] || { echo 'standard error closed'; failed=1; }
"$heed" trace - <&- >out 2>errors
expect 3 'standard input closed'
"$heed" trace translatoin >out 2>errors
expect 2 'an error'
[ ! -s out ] || { echo 'an error left something on standard output'; failed=1; }

# -o writes the whole file or leaves the old one.
"$heed" trace translation >whole
"$heed" trace translation -o new 2>errors
expect 0 '-o to a new file'
cmp new whole || failed=1
echo old >old
"$heed" trace translation -o old 2>errors
expect 0 '-o over a file'
cmp old whole || failed=1
echo old >old
"$heed" trace translatoin -o old 2>errors
expect 2 'an error with -o'
[ "$(cat old)" = old ] || { echo '-o touched the file although there was nothing to write'; failed=1; }
(ulimit -f 1; trap '' XFSZ; "$heed" trace translation --format json -o old 2>errors)
expect 4 '-o past the largest file'
[ "$(cat old)" = old ] || { echo '-o left half a file'; failed=1; }
ln -s old link
"$heed" trace translation -o link 2>errors
expect 0 '-o through a link'
[ -L link ] && cmp old whole || { echo '-o replaced a link'; failed=1; }
"$heed" trace translation -o . 2>errors
expect 4 '-o to a folder'
"$heed" trace translation -o nowhere/new 2>errors
expect 4 '-o into a folder that is not there'
"$heed" trace translation -o /dev/full 2>errors
expect 4 '-o to a full device'
"$heed" trace translation -o /dev/null 2>errors
expect 0 '-o to /dev/null'
"$heed" trace translation -o - >out 2>errors
expect 0 '-o -'
cmp out whole || failed=1
"$heed" trace translation -o page.json 2>errors
expect 0 '-o picks the format by the name'
grep -q heed-trace page.json || { echo '-o page.json is not JSON'; failed=1; }
leftovers=$(find . -name '*.??????' ! -name '*.json' | wc -l)
[ "$leftovers" -eq 0 ] || { find .; echo 'temporary files were left'; failed=1; }
exit $failed
