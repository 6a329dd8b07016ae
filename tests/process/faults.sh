# Whatever fails beneath heed, it says so in one line and a status, and leaves no half file.
# The second argument is the library that makes calls fail (failing.cpp); without it, that part is left out.
set -u
heed=$(realpath "$1")
failing=${2:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0
complain() {
  echo "$*"
  failed=1
}

# One of each command; those that take long are asked for little.
cat >commands <<'EOF'
trace causal --only weights
why causal weights[2,1]
compare causal scaled dot+causal --only weights
step causal --only weights
grad weighted-sum
audit mask-inverted
practice weighted-sum --questions 2 --seed 1
mistakes
mistakes no-scale
learn weighted-sum --steps 3
cost --n 8
demo
demo variance --n 8
lesson
lesson weighted-sum
sample
sample causal
recipes
completion bash
help trace
EOF

# Nowhere to write: 4 and one line. A reader who has seen enough: no line, and no end later than needed.
cases=0
while read -r line; do
  for format in text markdown latex json html svg; do
    # shellcheck disable=SC2086
    "$heed" $line --format $format >whole 2>errors
    usual=$?
    [ "$usual" -le 1 ] || { [ -s whole ] && complain "$line as $format: status $usual, and something was written"; continue; }
    cases=$((cases + 1))
    for where in full closed; do
      # shellcheck disable=SC2086
      if [ $where = full ]; then "$heed" $line --format $format >/dev/full 2>errors; else "$heed" $line --format $format >&- 2>errors; fi
      status=$?
      [ $status -eq 4 ] && tail -n 1 errors | grep -q '^heed: standard output' ||
        complain "$line as $format, standard output $where: status $status: $(cat errors)"
    done
    for signal in default ignored; do
      # shellcheck disable=SC2086
      (
        [ $signal = default ] || trap '' PIPE
        { "$heed" $line --format $format 2>errors; echo $? >status; } | head -n 1 >/dev/null
      )
      status=$(cat status)
      case $status in "$usual" | 141) ;; *) complain "$line as $format into head, SIGPIPE $signal: status $status" ;; esac
      grep -v '^heed: ' errors >/dev/null && complain "$line as $format into head: $(cat errors)"
    done
  done
done <commands
echo "$cases commands and formats, on a full disk, closed, and into head twice"
[ "$cases" -ge 60 ] || complain 'most commands do not run at all'

# The old file or the new one, whenever the process is killed.
"$heed" trace translation --format html -o new
echo old >old
is_whole() { # FILE: the old one, or the new one?
  cmp -s "$1" old || cmp -s "$1" new
}
kills=0
for round in 1 2 3 4 5 6 7 8 9 10; do
  for millisecond in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 18 20 25 30; do
    cp old page
    timeout -s KILL "0.0$millisecond" "$heed" trace translation --format html -o page 2>/dev/null
    [ $? -eq 137 ] && kills=$((kills + 1))
    is_whole page || complain "killed after 0.0$millisecond s: half a file"
  done
done 2>/dev/null
echo "$kills of 200 were killed in time"
rm -f page.??????
[ -n "$failing" ] || exit $failed

# with WISH ARGUMENT…: heed with the wish fulfilled, its status in $status.
with() {
  HEED_FAIL=$1
  shift
  HEED_FAIL=$HEED_FAIL LD_PRELOAD=$failing "$heed" "$@" >out 2>errors
  status=$?
}

# each CALL: the first call fails, the second …; the last of them is one too many, for heed makes no such call.
each() {
  for n in 1 2 3 4 5 6 7 8 9; do
    cp old page
    with "$1 $n" trace translation --format html -o page
    is_whole page || complain "$1 $n: half a file"
    case $status in
      0) cmp -s page new || complain "$1 $n: done, and the file is the old one" ;;
      4) [ "$(wc -l <errors)" -eq 1 ] && cmp -s page old || complain "$1 $n: $(cat errors)" ;;
      137) [ "$1" = kill ] || complain "$1 $n: killed" ;;
      *) complain "$1 $n: status $status: $(cat errors)" ;;
    esac
    [ "$1" = kill ] && continue
    [ "$(find . -name 'page.??????' | wc -l)" -eq 0 ] || complain "$1 $n: a temporary file was left"
  done
  [ $status -eq 0 ] || complain "$1: there are more than 8 calls"
}
for call in write open fsync close rename kill; do each $call; done
for n in 1 2; do
  with "interrupt $n" trace translation
  [ $status -eq 0 ] || complain "interrupt $n: status $status"
done
with 'short 1+' why causal 'weights[2,1]'
"$heed" why causal 'weights[2,1]' | cmp -s - out || complain 'what is written byte by byte differs'
"$heed" sample causal >sample.json
for n in 1 2; do
  with "read $n" trace ./sample.json
  [ $status -eq 4 ] && [ ! -s out ] || complain "read $n: status $status"
done

# Memory ends at the n-th allocation, for a while or for good: each of the first 100, then ever fewer.
n=1
failures=0
while :; do
  for more in '' +; do
    cp old page
    with "malloc $n$more" why causal 'weights[2,1]' -o page
    is_whole page || [ "$(head -c 7 page)" = weights ] || complain "malloc $n$more: half a file"
    [ $status -eq 0 ] || [ "$(cat errors)" = 'heed: out of memory' ] || complain "malloc $n$more: $status: $(cat errors)"
    case $status in 0 | 5) ;; *) complain "malloc $n$more: status $status: $(cat errors)" ;; esac
  done
  [ $status -eq 0 ] && break
  failures=$((failures + 2))
  n=$((n < 100 ? n + 1 : n + n / 20))
done
echo "memory ended $failures times, at the latest at allocation $n"
exit $failed
