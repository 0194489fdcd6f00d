#compdef actas
# `(Q)` takes quotes off, and evaluates nothing; zsh puts them on for what it inserts. This can be evaluated after
# `compinit`, or stand as `_actas` in a folder of fpath, where the first call runs it.
_actas() {
  local typed="${(Q)PREFIX}" directive
  local -a before answer open ways
  local -a ask=(command actas)
  # A function by another name stands for `shell use` of the program that has defined it.
  if [[ ${words[1]:t} != actas ]]; then
    before=(shell use)
    (( ! ${+functions[_actas_program]} )) || ask=(_actas_program)
  fi
  (( CURRENT > 2 )) && before+=("${(@Q)words[2,CURRENT-1]}")
  answer=("${(@f)$("${ask[@]}" __complete "${before[@]}" "$typed" 2> /dev/null)}")
  [[ $answer[-1] == :<-> ]] || return 1
  directive=${answer[-1]#:}
  if (( directive >= 64 )); then
    shift $(( directive / 64 )) words
    (( CURRENT -= directive / 64 ))
    _normal
    return
  fi
  answer=("${(@)answer[1,-2]}")
  # What was found by other than its beginning replaces what was typed.
  if (( $#answer )) && [[ -z ${(M)answer:#${(b)typed}*} ]]; then
    ways=(-U)
    compstate[insert]=menu
  fi
  # A name that ends with a colon is the beginning of one: no blank follows.
  open=(${(M)answer:#[^$'\t']##:(|$'\t'*)})
  answer=(${answer:|open})
  # A colon ends the word for `_describe`, unless a backslash stands before it.
  answer=("${(@)${(@)${(@)answer//\\/\\\\}//:/\\:}/$'\t'/:}")
  open=("${(@)${(@)${(@)open//\\/\\\\}//:/\\:}/$'\t'/:}")
  (( $#answer )) && _describe -V -t words word answer $ways
  (( $#open )) && _describe -V -t sources source open $ways -S ''
  if (( !(directive & 4) )); then
    compset -P '--*='
    _files
  fi
  (( compstate[nmatches] ))
}

if [[ $funcstack[1] == _actas ]]; then
  _actas "$@"
elif (( $+functions[compdef] )); then
  compdef _actas actas
fi
