# What the shell acts as, in the colour of the target. What `%` and `!` do in a prompt, they do not do in a name.
_actas_show() {
  \builtin local bang=''; if [[ -o prompt_bang ]]; then bang='!'; fi;
  \builtin emulate -L zsh;
  \builtin local label=${ACTAS_TARGET--};
  _actas_mark='';
  () { \builtin local -x TZ=UTC0; _actas_now=${(%):-'%D{%Y-%m-%dT%H:%M:%SZ}'}; };
  if [[ -n ${ACTAS_TARGET-} && -n ${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE-} ]]; then
    if [[ ! -e $AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE || -e ${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE%/token}/ended ]]; then _actas_mark=' ended'; fi;
  elif [[ -n ${ACTAS_EXPIRATION-} && ! $_actas_now < $ACTAS_EXPIRATION ]]; then _actas_mark=' expired'; fi;
  label=${label//[[:cntrl:]]/?}; label=${label//\%/%%}; label=${label//\!/!$bang};
  if [[ -n ${_actas_colour-} && -z ${NO_COLOR-} ]]; then _actas_prompt="%F{$_actas_colour}($label$_actas_mark)%f ";
  else _actas_prompt="($label$_actas_mark) "; fi;
};
# Keeps the status that a prompt may show.
_actas_hook() {
  \builtin local back=$? ps='${_actas_prompt-}' subst=''; if [[ -o prompt_subst ]]; then subst=on; fi;
  _actas_show;
  \builtin emulate -L zsh;
  _actas_renew;
  if [[ @PROMPT@ == shown ]]; then
    # Text in the prompt itself has nothing that would be run if prompts began to be expanded.
    if [[ -z $subst ]]; then ps=${_actas_prompt//[\$\`\\]/?}; fi;
    _actas_place "$ps";
  fi;
  \builtin return $back;
};
# What completes is read from the program at the first TAB.
_actas_complete() {
  if (( ! ${+functions[_actas]} )); then \builtin eval "$(\command @PROGRAM@ completion zsh)"; _actas_completes=x; fi;
  _actas "$@";
};
_actas_completed() {
  \builtin emulate -L zsh;
  if (( ! ${+functions[compdef]} )); then \builtin return 0; fi;
  \builtin local word;
  for word in @WORDS@; do
    if [[ ${_comps[$word]-_actas_complete} != _actas_complete ]]; then \builtin typeset -gA _actas_comps; _actas_comps[$word]=${_comps[$word]}; fi;
  done;
  compdef _actas_complete @WORDS@;
  if (( ! ${+_comps[actas]} )); then compdef _actas_complete actas; _actas_completes=x; fi;
};
_actas_uncompleted() {
  \builtin emulate -L zsh;
  if (( ${+functions[compdef]} )); then compdef -d @WORDS@; if [[ -n ${_actas_completes-} ]]; then compdef -d actas; fi; fi;
  \builtin local word;
  for word in ${(k)_actas_comps}; do compdef ${_actas_comps[$word]} $word; done;
  if [[ -n ${_actas_completes-} && -n ${functions[_actas]-} ]]; then \unset -f _actas; fi;
  \unset -v _actas_completes _actas_comps; \unset -f _actas_complete _actas_uncompleted;
};
_actas_hooked() {
  \builtin emulate -L zsh;
  if [[ -z ${precmd_functions+x} ]]; then _actas_none=x; fi;
  if (( ! ${precmd_functions[(Ie)_actas_hook]-0} )); then \builtin typeset -ga precmd_functions; precmd_functions+=(_actas_hook); fi;
};
_actas_unhook() {
  \builtin emulate -L zsh;
  _actas_uncompleted;
  precmd_functions=(${precmd_functions:#_actas_hook});
  if [[ -n ${_actas_none-} && ${#precmd_functions} == 0 ]]; then \unset -v precmd_functions; fi;
  \unset -v _actas_none;
  _actas_unprompt;
};
_actas_show;
case $- in *i*) _actas_completed; _actas_hooked;; esac;
\unset -f _actas_hooked _actas_completed;
