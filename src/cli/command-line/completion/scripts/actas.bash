# Bash cuts words at characters such as a colon. The pieces are put together again, as they were typed: between two words
# the line has a blank. The program reads the quotes, and nothing that was typed is evaluated.
_actas() {
  local line=${COMP_LINE:0:COMP_POINT} piece i directive
  local -a words=() first=() answer=() as=() ask=(command actas)
  COMPREPLY=()
  # A function by another name stands for `shell use` of the program that has defined it.
  if [[ ${COMP_WORDS[0]##*/} != actas ]]; then
    as=(shell use)
    if \declare -F _actas_program > /dev/null; then ask=(_actas_program); fi
  fi
  for ((i = 0; i <= COMP_CWORD; i++)); do
    if [[ $i == 0 || $line == [[:blank:]]* || -z $line ]]; then
      line=${line#"${line%%[![:blank:]]*}"}
      words+=("") first+=("$i")
    fi
    piece=${COMP_WORDS[i]}
    # The word at the cursor counts up to there.
    if ((i == COMP_CWORD)); then piece=$line; fi
    words[${#words[@]} - 1]+=$piece
    line=${line#"$piece"}
  done
  while IFS= \read -r piece; do
    answer+=("$piece")
  done <<< "$("${ask[@]}" __complete-bash "$COMP_WORDBREAKS" ${as[@]+"${as[@]}"} "${words[@]:1}" 2> /dev/null)"
  piece=${answer[${#answer[@]} - 1]}
  if [[ ! $piece =~ ^:[0-9]+$ ]]; then return; fi
  directive=${piece:1}
  if ((directive >= 64)); then
    _actas_command "${first[directive / 64]:-$COMP_CWORD}"
    return
  fi
  COMPREPLY=("${answer[@]:0:${#answer[@]}-1}")
  if ((directive & 2)); then \compopt -o nospace 2> /dev/null; fi
  if ((!(directive & 4))); then \compopt -o default 2> /dev/null; fi
}

# What the command that begins at this word completes itself: by bash-completion, where that is installed.
_actas_command() {
  local name
  if \declare -F _comp_command_offset > /dev/null; then
    _comp_command_offset "$1"
  elif \declare -F _command_offset > /dev/null; then
    _command_offset "$1"
  elif ((COMP_CWORD == $1)); then
    while IFS= \read -r name; do
      COMPREPLY+=("$name")
    done <<< "$(\compgen -c -- "${COMP_WORDS[COMP_CWORD]}")"
  else
    \compopt -o default 2> /dev/null
  fi
}

\complete -F _actas actas
