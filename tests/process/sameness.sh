# One answer has one hash: a hundred times over, in six locales, with any number of threads, columns and terminals, in any
# folder, and by whatever the C library computes with.
set -u
heed=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0
runs=0

cat >commands <<'EOF'
trace translation
trace translation --lang zh --format markdown
trace four-steps --format latex --precision 6
trace two-heads --as scaled+heads=2+causal+alibi --format html
trace causal --only weights --format svg
why translation weights[1,4] --to-inputs
compare causal scaled cosine+causal scaled+sparsemax
grad weighted-sum --format json
audit mask-inverted --coverage
learn four-steps --steps 20
demo variance --n 16
lesson weighted-sum --lang zh
EOF

# hashes ENVIRONMENT…: of all commands together, with that in the environment and nothing else.
hashes() {
  while read -r line; do
    # shellcheck disable=SC2086
    env -i "$@" "$heed" $line 2>&1
  done <commands | sha256sum
}
expected=$(hashes)
same() {
  runs=$((runs + 1))
  [ "$(hashes "$@")" = "$expected" ] || { echo "other bytes: $*"; failed=1; }
}

for locale in C C.UTF-8 de_DE.UTF-8 zh_CN.UTF-8 tr_TR.UTF-8 ar_EG.UTF-8; do
  same LC_ALL=$locale LANG=$locale LANGUAGE=$locale
done
for threads in 1 2 8; do same OPENBLAS_NUM_THREADS=$threads OMP_NUM_THREADS=$threads; done
for columns in 0 -1 20 80 1000 abc 99999999999; do same COLUMNS=$columns; done
for terminal in '' dumb xterm xterm-256color; do same TERM=$terminal COLORTERM=truecolor; done
same NO_COLOR=1 CLICOLOR_FORCE=1
same TZ=Asia/Shanghai HOME="$folder" PWD=/
n=$runs
while [ $((n = n + 1)) -le 100 ]; do same; done
# A terminal that is asked for no colour and 80 columns shows what a pipe gets; `script` makes one.
if command -v script >/dev/null; then
  for terminal in dumb xterm xterm-256color; do
    for columns in 20 80 200; do
      script -qec "env -i TERM=$terminal COLUMNS=$columns '$heed' trace translation --color never --width 80" /dev/null </dev/null |
        tr -d '\r' >shown
      runs=$((runs + 1))
      "$heed" trace translation | cmp -s - shown || { echo "other bytes on a terminal: $terminal, $columns columns"; failed=1; }
    done
  done
fi
# The numbers that people see do not show which variant of exp and tanh the processor gets.
GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-AVX2,-FMA "$heed" trace translation >other
"$heed" trace translation | cmp -s - other || { echo 'other bytes without FMA'; failed=1; }
# A copy of the sample, wherever it lies, gives the same numbers.
mkdir elsewhere
"$heed" sample translation >elsewhere/copy.json
numbers() { "$heed" trace "$@" --format json | sed 's/"sample": "[^"]*"//'; }
numbers translation >built-in
numbers elsewhere/copy.json | cmp - built-in && numbers - <elsewhere/copy.json | cmp - built-in || failed=1
echo "$runs times, one hash"
exit $failed
