# What is alike before the prompts of bash and zsh.

# A process that has ended stays in the table until its parent has looked.
_actas_alive() {
  \local stat='';
  if ! \kill -0 "$1" 2>/dev/null; then \return 1; fi;
  if [[ -r /proc/$1/stat ]]; then \read -r stat < "/proc/$1/stat"; fi;
  [[ $stat != *') Z '* ]];
};
# Renews what is due, at most once a minute, and acts as the directory says, if the shell has come to another one.
_actas_renew() {
  if [[ -n ${_actas_agent-}${_actas_due-} && ${_actas_tried-} != "at ${_actas_now%:*}" ]]; then
    if [[ -n $_actas_mark || ( -n ${_actas_due-} && ! $_actas_now < $_actas_due ) ]] ||
      { [[ -n ${_actas_agent-} ]] && ! _actas_alive "$_actas_agent"; }; then
      _actas_do --renew </dev/null 2>/dev/null || \:;
      _actas_tried="at ${_actas_now%:*}";
    fi;
  fi;
  if [[ -n ${_actas_moves-} && ${_actas_at-} != "$PWD" ]]; then _actas_at=$PWD; _actas_do --entered || \:; fi;
};
# Puts a text before the prompt, or in place of the one that it put there.
_actas_place() {
  # A prompt that is exported comes with it from the shell around.
  if [[ -z ${_actas_ps+x} && ${PS1-} == *'${_actas_prompt-}'* ]]; then _actas_ps='${_actas_prompt-}'; fi;
  # Other tools put theirs before it, as a virtual environment does.
  if [[ -z ${_actas_ps-} || ${PS1-} != *"$_actas_ps"* ]]; then _actas_put PS1 "$1${PS1-}" || { _actas_tell; \return 0; };
  elif [[ $_actas_ps != "$1" ]]; then _actas_put PS1 "${PS1%%"$_actas_ps"*}$1${PS1#*"$_actas_ps"}" || \return 0; fi;
  _actas_ps=$1;
};
_actas_tell() {
  if [[ -z ${_actas_told-} ]]; then \echo 'actas: note: PS1 is read-only, so the prompt does not say what this shell acts as' >&2; fi;
  _actas_told=x;
};
_actas_unprompt() {
  if [[ -n ${_actas_ps-} && ${PS1-} == *"$_actas_ps"* ]]; then _actas_put PS1 "${PS1%%"$_actas_ps"*}${PS1#*"$_actas_ps"}" || \:; fi;
  \unset -v _actas_at _actas_moves _actas_mark _actas_now _actas_tried;
  \unset -f _actas_alive _actas_renew _actas_place _actas_put _actas_tell _actas_unprompt;
};
