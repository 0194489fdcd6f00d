# What the shell acts as, in the colour of the target. The time is written as ACTAS_EXPIRATION is, without a process; bash
# before 4.2 has none.
_actas_show() {
  \local label="${ACTAS_TARGET--}" on='' off='';
  _actas_now='' _actas_mark='';
  if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 402)); then
    TZ=UTC0 \printf -v _actas_now '%(%Y-%m-%dT%H:%M:%SZ)T' -1;
  fi;
  if [[ -n ${ACTAS_TARGET-} && -n ${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE-} ]]; then
    if [[ ! -e $AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE || -e ${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE%/token}/ended ]]; then _actas_mark=' ended'; fi;
  elif [[ -n ${ACTAS_EXPIRATION-} && ! $_actas_now < $ACTAS_EXPIRATION ]]; then _actas_mark=' expired'; fi;
  if [[ -n ${_actas_colour-} && -z ${NO_COLOR-} ]]; then
    on=$'\001\e[3'$_actas_colour$'m\002' off=$'\001\e[39m\002';
  fi;
  _actas_prompt="$on(${label//[[:cntrl:]]/?}$_actas_mark)$off ";
};
# Keeps the status that a prompt may show.
_actas_hook() {
  \local status="$?" ps='${_actas_prompt-}';
  _actas_calm;
  _actas_show;
  _actas_renew;
  if [[ @PROMPT@ == shown ]]; then
    # Bash does not expand again what it finds in a variable. Where it expands none, the text is taken out of that, too.
    if ! \shopt -q promptvars; then ps=${_actas_prompt//[\`\$]/?}; ps=${ps//\\/\\\\}; fi;
    _actas_place "$ps";
  fi;
  \return "$status";
};
# Sets a variable of the prompt. An assignment to one that is read-only would end all that runs, and say so each time.
_actas_put() { \printf -v "$1" %s "$2" 2>/dev/null; };
# PROMPT_COMMAND is a text, in which ours is a line, or since bash 5.1 perhaps a list.
_actas_hooked() {
  # An administrator may have made it read-only: then the prompt changes when `as` runs.
  if ! (\unset -v PROMPT_COMMAND) 2>/dev/null; then
    _actas_note='PROMPT_COMMAND is read-only, so nothing is renewed at the prompt of this shell';
    _actas_hook;
  elif [[ -z ${PROMPT_COMMAND[*]+x} ]]; then PROMPT_COMMAND=_actas_hook;
  elif [[ $(\declare -p PROMPT_COMMAND 2>/dev/null) == 'declare -a'* ]]; then PROMPT_COMMAND+=(_actas_hook);
  else PROMPT_COMMAND+=$'\n_actas_hook'; fi;
};
# What TAB asks after the words of ours, whatever `actas` in PATH is.
_actas_program() { @PROGRAM@ "$@"; };
# What completes is read from the program at the first TAB.
_actas_complete() {
  if ! \declare -F _actas >/dev/null; then \eval "$(@PROGRAM@ completion bash)"; _actas_completes=x; fi;
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
  \unset -v _actas_completes _actas_specs; \unset -f _actas_complete _actas_uncompleted _actas_program;
};
# Other tools have put theirs before it or after it, in the same text too.
_actas_unhook() {
  \local at text;
  _actas_uncompleted;
  # Where it has become read-only since, what it calls stays, and does nothing.
  if [[ ${PROMPT_COMMAND[*]-} == *_actas_hook* ]] && ! (\unset -v PROMPT_COMMAND) 2>/dev/null; then
    _actas_hook() { \:; }; _actas_unprompt; \return 0;
  fi;
  if [[ ${PROMPT_COMMAND[*]-} == _actas_hook ]]; then \unset -v PROMPT_COMMAND;
  elif [[ ${PROMPT_COMMAND[*]-} == *_actas_hook* ]]; then
    for at in "${!PROMPT_COMMAND[@]}"; do
      text=${PROMPT_COMMAND[at]};
      if [[ $text == _actas_hook ]]; then \unset -v "PROMPT_COMMAND[at]"; \continue; fi;
      text=${text/$'\n_actas_hook'/}; text=${text/;_actas_hook/}; text=${text/_actas_hook;/}; text=${text/_actas_hook/:};
      if ((at == 0)); then PROMPT_COMMAND=$text; else PROMPT_COMMAND[at]=$text; fi;
    done;
  fi;
  _actas_unprompt;
  \unset -f _actas_hook;
};
_actas_show;
case $- in *i*) _actas_completed; case "${PROMPT_COMMAND[*]-}" in *_actas_hook*) ;; *) _actas_hooked;; esac;; esac;
\unset -f _actas_hooked _actas_completed;
