# dash, ksh, mksh, busybox and other POSIX shells expand variables in the prompt, and call nothing before it.
_actas_show() { _actas_prompt="(${ACTAS_TARGET--}) "; };
_actas_unhook() { case ${_actas_ps+x} in x) PS1=${PS1#"$_actas_ps"};; esac; };
_actas_show;
# A prompt that is exported may have it from the shell around.
case @PROMPT@-$- in shown-*i*) _actas_ps='${_actas_prompt-}'; PS1=${PS1-}; PS1=$_actas_ps${PS1#"$_actas_ps"};; esac;
