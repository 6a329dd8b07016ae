#!/bin/sh
# What a shell offers once it has read `heed completion SHELL`; a shell that is not here is passed over.
set -u
heed=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0
for shell in bash zsh fish; do
  for language in en zh; do
    "$heed" completion $shell --lang $language >$shell.$language || failed=1
    command -v $shell >/dev/null || continue
    $shell -n $shell.$language || { echo "$shell cannot read its script"; failed=1; }
  done
done

# offers WHAT WORD…: what bash offers for the last word; bash hands over words taken apart at each =.
offers() {
  wanted=$1
  shift
  offered=$(bash -c '. ./bash.en
    COMP_WORDS=(heed "$@") COMP_CWORD=$#
    _heed
    echo "${COMPREPLY[*]}"' bash "$@" 2>errors)
  [ "$offered" = "$wanted" ] && [ ! -s errors ] && return
  echo "heed $*: bash offers ‘$offered’ instead of ‘$wanted’ $(cat errors)"
  failed=1
}

command -v bash >/dev/null || exit $failed
offers 'trace' tra
offers 'compare completion' --lang zh comp
offers 'translation' trace transl
offers 'weighted-sum' lesson weigh
offers 'next' lesson ne
offers 'bash zsh fish' completion ''
offers 'two-rows' demo tw
offers 'help' help hel
offers '' why translation ''
offers '--ascii --as' trace --as
offers '--ascii' recipes --as
offers 'markdown' trace --format ma
offers 'markdown' trace --format = ma
offers 'text markdown latex json html svg' trace --format =
offers 'en zh' --lang ''
offers 'causal causal=' trace translation --as caus
offers 'scaled+causal scaled+causal=' trace translation --as scaled+caus
offers 'scaled+causal scaled+causal=' trace translation --as = scaled+caus
offers '2+kv-heads=' trace translation --as scaled+heads = 2+kv
offers 'Q,maxima' trace translation --only Q,max
offers 'scaled+softmax1' compare translation dot scaled+softmax1
offers 'distractors' demo --seed 3 distr
offers 'no-softmax' mistakes no-so
exit $failed
