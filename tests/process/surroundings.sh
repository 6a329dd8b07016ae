# The bytes of the answer do not depend on locale, COLUMNS in a pipe, terminal type, folder, time zone or threads.
set -eu
heed=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
expected=$(env -i "$heed" trace translation | cksum)

same() {
  actual=$("$@" | cksum)
  [ "$actual" = "$expected" ] || { echo "other bytes: $*"; exit 1; }
}

for locale in C POSIX C.UTF-8 en_US.UTF-8 de_DE.UTF-8 zh_CN.UTF-8 tr_TR.UTF-8 ar_EG.UTF-8; do
  same env LC_ALL="$locale" LANG="$locale" LANGUAGE="$locale" "$heed" trace translation
done
for columns in 0 -1 20 80 1000 abc 99999999999; do
  same env COLUMNS="$columns" "$heed" trace translation
done
for terminal in '' dumb xterm xterm-256color; do
  same env TERM="$terminal" COLORTERM=truecolor "$heed" trace translation
done
same env NO_COLOR=1 CLICOLOR_FORCE=1 "$heed" trace translation
same env CLICOLOR_FORCE=0 "$heed" trace translation
same env TZ=Asia/Shanghai OPENBLAS_NUM_THREADS=8 OMP_NUM_THREADS=8 "$heed" trace translation
cd "$folder"
same "$heed" trace translation
same "$heed" trace translation

# A copy of the sample, wherever it lies, gives the same numbers.
"$heed" sample translation >copy.json
"$heed" trace translation --format json | sed 's/"sample": "[^"]*"//' >built-in
"$heed" trace "$folder/copy.json" --format json | sed 's/"sample": "[^"]*"//' | cmp - built-in
"$heed" trace - --format json <copy.json | sed 's/"sample": "[^"]*"//' | cmp - built-in
