# dash, busybox, ksh and other POSIX shells expand variables in the prompt, and call nothing before it. mksh can.
# In what it expands to, busybox takes `\e` for an escape, and ksh `!` for a number.
_actas_show() {
  _actas_prompt=${ACTAS_TARGET--};
  while case $_actas_prompt in *[\\!]*|*[[:cntrl:]]*) ;; *) \false;; esac; do
    case $_actas_prompt in
      *[\\!]*) _actas_prompt=${_actas_prompt%%[\\!]*}?${_actas_prompt#*[\\!]};;
      *) _actas_prompt=${_actas_prompt%%[[:cntrl:]]*}?${_actas_prompt#*[[:cntrl:]]};;
    esac;
  done;
  _actas_prompt="($_actas_prompt${_actas_mark-}) ";
};
# Other tools put theirs before it, as a virtual environment does.
_actas_unhook() {
  case ${_actas_ps:+x} in x) case ${PS1-} in *"$_actas_ps"*)
    if ! _actas_fixed; then PS1=${PS1%%"$_actas_ps"*}${PS1#*"$_actas_ps"}; fi;;
  esac;; esac;
  case ${_actas_exported-} in x) \export PS1;; esac;
  \unset -v _actas_exported _actas_mark _actas_now _actas_tried _actas_unrenewed;
  \unset -f _actas_hook _actas_alive _actas_fixed;
};
# Whether the prompt is read-only. ksh crashes later when a subshell has tried it by `unset`.
_actas_fixed() { case $(\readonly -p) in *' PS1='*) \return 0;; *) \return 1;; esac; };
# What the prompt begins with. A prompt that is exported may have it from the shell around; that which calls a function is
# none that another shell can read.
_actas_prompted() {
  if _actas_fixed; then
    _actas_note='PS1 is read-only, so the prompt does not say what this shell acts as'; \return 0;
  fi;
  _actas_ps='${_actas_prompt-}'; _actas_own=${PS1-};
  case $_actas_own in *"$_actas_ps"*) _actas_own=${_actas_own%%"$_actas_ps"*}${_actas_own#*"$_actas_ps"};; esac;
  case ${KSH_VERSION-} in *MIRBSD*)
    _actas_ps='${ _actas_hook;}'; \unset -v _actas_unrenewed;
    case $(\export -p) in *' PS1='*) _actas_exported=x; \unset -v PS1;; esac;;
  esac;
  PS1=$_actas_ps$_actas_own; \unset -v _actas_own;
};
# A process that has ended stays in the table until its parent has looked.
_actas_alive() {
  if ! [[ -n ${_actas_agent-} && -r /proc/self/stat ]]; then \return 0; fi;
  if ! [[ -r /proc/$_actas_agent/stat ]]; then \return 1; fi;
  \read -r _actas_stat <"/proc/$_actas_agent/stat" || \return 1;
  case $_actas_stat in *') Z '*) \unset -v _actas_stat; \return 1;; esac;
  \unset -v _actas_stat;
};
# Before a prompt of mksh: what has ended is shown, what is due is renewed, at most once a minute. date(1) is asked
# where a time matters, and only there.
_actas_hook() {
  \set -- "$?";
  _actas_calm;
  _actas_mark='' _actas_now='';
  case ${_actas_due-}${ACTAS_EXPIRATION-} in ?*) _actas_now=$(\command date -u +%Y-%m-%dT%H:%M:%SZ);; esac;
  case ${ACTAS_TARGET:+x}${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE:+file} in
    xfile) if ! [[ -e $AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE ]] || [[ -e ${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE%/token}/ended ]]; then _actas_mark=' ended'; fi;;
    x) if [[ -n ${ACTAS_EXPIRATION-} && ! $_actas_now < $ACTAS_EXPIRATION ]]; then _actas_mark=' expired'; fi;;
  esac;
  if [[ -n ${_actas_agent-}${_actas_due-} ]] && {
    [[ -n $_actas_mark || -n ${_actas_due-} && ! $_actas_now < $_actas_due ]] ||
    ! _actas_alive; }; then
    _actas_now=$(\command date -u +%Y-%m-%dT%H:%M);
    if [[ ${_actas_tried-} != "$_actas_now" ]]; then
      _actas_do --renew </dev/null 2>/dev/null || \:;
      _actas_tried=$_actas_now;
    fi;
  fi;
  _actas_show;
  case @PROMPT@ in shown) \echo "$_actas_prompt";; esac;
  \return "$1";
};
_actas_show;
case ${_actas_ps+x}-$- in
  x-*) ;;
  -*i*) _actas_unrenewed=x; case @PROMPT@ in shown) _actas_prompted;; esac;;
esac;
\unset -f _actas_prompted;
