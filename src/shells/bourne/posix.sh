# dash, ksh, mksh, busybox and other POSIX shells expand variables in the prompt, and call nothing before it.
# In what it expands to, busybox takes `\e` for an escape, and ksh `!` for a number.
_actas_show() {
  _actas_prompt=${ACTAS_TARGET--};
  while case $_actas_prompt in *[\\!]*|*[[:cntrl:]]*) ;; *) \false;; esac; do
    case $_actas_prompt in
      *[\\!]*) _actas_prompt=${_actas_prompt%%[\\!]*}?${_actas_prompt#*[\\!]};;
      *) _actas_prompt=${_actas_prompt%%[[:cntrl:]]*}?${_actas_prompt#*[[:cntrl:]]};;
    esac;
  done;
  _actas_prompt="($_actas_prompt) ";
};
# Other tools put theirs before it, as a virtual environment does.
_actas_unhook() {
  case ${_actas_ps+x} in x) case ${PS1-} in *"$_actas_ps"*) PS1=${PS1%%"$_actas_ps"*}${PS1#*"$_actas_ps"};; esac;; esac;
};
_actas_show;
# A prompt that is exported may have it from the shell around.
case @PROMPT@-$- in
  shown-*i*) _actas_ps='${_actas_prompt-}'; PS1=${PS1-}; case $PS1 in *"$_actas_ps"*) ;; *) PS1=$_actas_ps$PS1;; esac;;
esac;
