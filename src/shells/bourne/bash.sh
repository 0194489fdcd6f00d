# What the shell acts as, in the colour of the target. The time is written as ACTAS_EXPIRATION is, without a process; bash
# before 4.2 has none.
_actas_show() {
  \local label=${ACTAS_TARGET--} on='' off='';
  _actas_now='' _actas_mark='';
  if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 402)); then
    TZ=UTC0 \builtin printf -v _actas_now '%(%Y-%m-%dT%H:%M:%SZ)T' -1;
  fi;
  if [[ -n ${ACTAS_TARGET-} && -n ${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE-} ]]; then
    if [[ ! -e $AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE || -e ${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE%/token}/ended ]]; then _actas_mark=' ended'; fi;
  elif [[ -n ${ACTAS_EXPIRATION-} && ! $_actas_now < $ACTAS_EXPIRATION ]]; then _actas_mark=' expired'; fi;
  if [[ -n ${_actas_colour-} && -z ${NO_COLOR-} ]]; then
    on=$'\001\e[3'$_actas_colour$'m\002' off=$'\001\e[39m\002';
  fi;
  _actas_prompt="$on(${label//[[:cntrl:]]/?}$_actas_mark)$off ";
};
# A process that has ended stays in the table until its parent has looked.
_actas_alive() {
  \local stat='';
  if ! \builtin kill -0 "$1" 2>/dev/null; then \return 1; fi;
  if [[ -r /proc/$1/stat ]]; then \builtin read -r stat < "/proc/$1/stat"; fi;
  [[ $stat != *') Z '* ]];
};
# Renews what is due, at most once a minute, and keeps the status that a prompt may show.
_actas_hook() {
  \local status=$? ps='${_actas_prompt-}';
  _actas_show;
  if [[ -n ${_actas_agent-}${_actas_due-} && ${_actas_tried-} != "at ${_actas_now%:*}" ]]; then
    if [[ -n $_actas_mark || ( -n ${_actas_due-} && ! $_actas_now < $_actas_due ) ]] ||
      { [[ -n ${_actas_agent-} ]] && ! _actas_alive "$_actas_agent"; }; then
      _actas_do --renew </dev/null 2>/dev/null || \:;
      _actas_tried="at ${_actas_now%:*}";
    fi;
  fi;
  if [[ -n ${_actas_moves-} && ${_actas_at-} != "$PWD" ]]; then _actas_at=$PWD; _actas_do --entered || \:; fi;
  if [[ @PROMPT@ == shown ]]; then
    # Bash does not expand again what it finds in a variable. Where it expands none, the text is taken out of that, too.
    if ! \shopt -q promptvars; then ps=${_actas_prompt//[\`\$]/?}; ps=${ps//\\/\\\\}; fi;
    # A prompt that is exported comes with it from the shell around.
    if [[ -z ${_actas_ps+x} && ${PS1-} == *'${_actas_prompt-}'* ]]; then _actas_ps='${_actas_prompt-}'; fi;
    # Other tools put theirs before it, as a virtual environment does.
    if [[ -z ${_actas_ps-} || ${PS1-} != *"$_actas_ps"* ]]; then PS1=$ps${PS1-};
    elif [[ $_actas_ps != "$ps" ]]; then PS1=${PS1%%"$_actas_ps"*}$ps${PS1#*"$_actas_ps"}; fi;
    _actas_ps=$ps;
  fi;
  \return "$status";
};
# PROMPT_COMMAND is a text, in which ours is a line, or since bash 5.1 perhaps a list.
_actas_hooked() {
  # An administrator may have made it read-only: then the prompt changes when `as` runs.
  if ! (\unset -v PROMPT_COMMAND) 2>/dev/null; then _actas_hook;
  elif [[ -z ${PROMPT_COMMAND[*]+x} ]]; then PROMPT_COMMAND=_actas_hook;
  elif [[ $(\declare -p PROMPT_COMMAND 2>/dev/null) == 'declare -a'* ]]; then PROMPT_COMMAND+=(_actas_hook);
  else PROMPT_COMMAND+=$'\n_actas_hook'; fi;
};
# What completes is read from the program at the first TAB.
_actas_complete() {
  if ! \declare -F _actas >/dev/null; then \eval "$(\command @PROGRAM@ completion bash)"; _actas_completes=x; fi;
  _actas "$@";
};
_actas_completed() {
  if [[ -z ${_actas_specs+x} ]]; then _actas_specs=$(\complete -p @WORDS@ 2>/dev/null) || \:; fi;
  \complete -F _actas_complete @WORDS@;
  if ! \complete -p actas >/dev/null 2>&1; then \complete -F _actas_complete actas; _actas_completes=x; fi;
};
_actas_uncompleted() {
  \complete -r @WORDS@ 2>/dev/null || \:;
  \eval "${_actas_specs-}";
  if [[ -n ${_actas_completes-} ]]; then \complete -r actas 2>/dev/null || \:; \unset -f _actas _actas_command; fi;
  \unset -v _actas_completes _actas_specs; \unset -f _actas_complete _actas_uncompleted;
};
# Other tools have put theirs before it or after it, in the same text too.
_actas_unhook() {
  \local at text;
  _actas_uncompleted;
  if [[ ${PROMPT_COMMAND[*]-} == _actas_hook ]]; then \unset -v PROMPT_COMMAND;
  elif [[ ${PROMPT_COMMAND[*]-} == *_actas_hook* ]]; then
    for at in "${!PROMPT_COMMAND[@]}"; do
      text=${PROMPT_COMMAND[at]};
      if [[ $text == _actas_hook ]]; then \unset -v "PROMPT_COMMAND[at]"; \continue; fi;
      text=${text/$'\n_actas_hook'/}; text=${text/;_actas_hook/}; text=${text/_actas_hook;/}; text=${text/_actas_hook/:};
      if ((at == 0)); then PROMPT_COMMAND=$text; else PROMPT_COMMAND[at]=$text; fi;
    done;
  fi;
  if [[ -n ${_actas_ps-} && ${PS1-} == *"$_actas_ps"* ]]; then PS1=${PS1%%"$_actas_ps"*}${PS1#*"$_actas_ps"}; fi;
  \unset -v _actas_at _actas_moves _actas_mark _actas_now _actas_tried; \unset -f _actas_hook _actas_alive;
};
_actas_show;
case $- in *i*) _actas_completed; case "${PROMPT_COMMAND[*]-}" in *_actas_hook*) ;; *) _actas_hooked;; esac;; esac;
\unset -f _actas_hooked _actas_completed;
