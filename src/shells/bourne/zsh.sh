# What the shell acts as, in the colour of the target. What `%` and `!` do in a prompt, they do not do in a name.
_actas_show() {
  \local bang=''; if [[ -o prompt_bang ]]; then bang='!'; fi;
  \emulate -L zsh;
  \local label="${ACTAS_TARGET--}";
  _actas_mark='';
  () { \local -x TZ=UTC0; _actas_now=${(%):-'%D{%Y-%m-%dT%H:%M:%SZ}'}; };
  if [[ -n ${ACTAS_TARGET-} && -n ${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE-} ]]; then
    if [[ ! -e $AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE || -e ${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE%/token}/ended ]]; then _actas_mark=' ended'; fi;
  elif [[ -n ${ACTAS_EXPIRATION-} && ! $_actas_now < $ACTAS_EXPIRATION ]]; then _actas_mark=' expired'; fi;
  label=${label//[[:cntrl:]]/?}; label=${label//\%/%%}; label=${label//\!/!$bang};
  if [[ -n ${_actas_colour-} && -z ${NO_COLOR-} ]]; then _actas_prompt="%F{$_actas_colour}($label$_actas_mark)%f ";
  else _actas_prompt="($label$_actas_mark) "; fi;
};
# Keeps the status that a prompt may show.
_actas_hook() {
  \local back="$?" ps='${_actas_prompt-}' subst=''; if [[ -o prompt_subst ]]; then subst=on; fi;
  _actas_show;
  \emulate -L zsh;
  _actas_renew;
  if [[ @PROMPT@ == shown ]]; then
    # Text in the prompt itself has nothing that would be run if prompts began to be expanded.
    if [[ -z $subst ]]; then ps=${_actas_prompt//[\$\`\\]/?}; fi;
    _actas_place "$ps";
  fi;
  \return "$back";
};
# Sets a variable of the prompt. An assignment to one that is read-only would end all that runs, and say so each time.
_actas_put() {
  if [[ ${(Pt)1} == *readonly* ]]; then \return 1; fi;
  \: "${(P)1::=$2}";
};
# What TAB asks after the words of ours, whatever `actas` in PATH is.
_actas_program() { @PROGRAM@ "$@"; };
# What completes is read from the program at the first TAB.
_actas_complete() {
  \setopt local_options no_aliases;
  if (( ! ${+functions[_actas]} )); then \eval "$(@PROGRAM@ completion zsh)"; _actas_completes=x; fi;
  _actas "$@";
};
_actas_completed() {
  \emulate -L zsh;
  if (( ! ${+functions[compdef]} )); then \return 0; fi;
  \local word;
  for word in @WORDS@; do
    if [[ ${_comps[$word]-_actas_complete} != _actas_complete ]]; then \typeset -gA _actas_comps; _actas_comps[$word]=${_comps[$word]}; fi;
  done;
  compdef _actas_complete @WORDS@;
  if (( ! ${+_comps[actas]} )); then compdef _actas_complete actas; _actas_completes=x; fi;
};
_actas_uncompleted() {
  \emulate -L zsh;
  if (( ${+functions[compdef]} )); then compdef -d @WORDS@; if [[ -n ${_actas_completes-} ]]; then compdef -d actas; fi; fi;
  \local word;
  for word in ${(k)_actas_comps}; do compdef ${_actas_comps[$word]} $word; done;
  if [[ -n ${_actas_completes-} && -n ${functions[_actas]-} ]]; then \unset -f _actas; fi;
  \unset -v _actas_completes _actas_comps; \unset -f _actas_complete _actas_uncompleted _actas_program;
};
_actas_hooked() {
  \emulate -L zsh;
  if [[ ${(t)precmd_functions} == *readonly* ]]; then
    _actas_note='precmd_functions is read-only, so nothing is renewed at the prompt of this shell';
    _actas_hook; \return 0;
  fi;
  if [[ -z ${precmd_functions+x} ]]; then _actas_none=x; fi;
  if (( ! ${precmd_functions[(Ie)_actas_hook]-0} )); then \typeset -ga precmd_functions; precmd_functions+=(_actas_hook); fi;
};
_actas_unhook() {
  \emulate -L zsh;
  _actas_uncompleted;
  # Where it has become read-only since, what it calls stays, and does nothing.
  if [[ ${(t)precmd_functions} == *readonly* ]]; then _actas_hook() { \:; }; _actas_unprompt; \return 0; fi;
  precmd_functions=(${precmd_functions:#_actas_hook});
  if [[ -n ${_actas_none-} && ${#precmd_functions} == 0 ]]; then \unset -v precmd_functions; fi;
  \unset -v _actas_none;
  _actas_unprompt;
  \unset -f _actas_hook;
};
_actas_show;
case $- in *i*) _actas_completed; _actas_hooked;; esac;
\unset -f _actas_hooked _actas_completed;
