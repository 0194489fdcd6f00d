# What `actas shell init` prints for every Bourne shell. Lines work joined by spaces, as `eval $(actas shell init sh)`
# joins them: each ends with what separates it from the next, and there are no two blanks in a row. A backslash stands
# before each command: no alias of the user's is meant, and, as far as the shell can say so, no function either.

# Variables of these names that the shell was started with are nobody's: what is in them would be evaluated.
if ! \command -v _actas_do >/dev/null 2>&1; then
  \unset -v _actas_undo _actas_names _actas_state _actas_due _actas_agent _actas_colour _actas_prompt _actas_words _actas_ps;
  \unset -v _actas_at _actas_moves _actas_tried _actas_specs _actas_comps _actas_set _actas_int _actas_note _actas_unrenewed _actas_exported _actas_told;
fi;
# Asks the program, which sees the environment as it was before, and evaluates what it prints. Meanwhile `set -a` exports
# none of it, and `set -x` shows no key.
_actas_do() {
  @OPTIONS@
  _actas_calm;
  _actas_pid=@PID@;
  { _actas_set=$-; \set +axv; } 2>/dev/null;
  if _actas_text=$(\eval "${_actas_undo-}"; @PROGRAM@ shell use --shell @SHELL@ --pid "$_actas_pid" --state "${_actas_state:-none}" "$@") &&
    \eval "$_actas_text"; then
    _actas_status=0;
    case ${_actas_note-} in ?*) \printf '%s\n' "actas: note: $_actas_note" >&2; \unset -v _actas_note;; esac;
    case ${_actas_due:+${_actas_unrenewed-}} in x) \printf '%s\n' 'actas: note: keys are not renewed in this shell, which calls nothing before its prompt' >&2;; esac;
  else _actas_status=$?; fi;
  _actas_show;
  \set -- "$_actas_status";
  _actas_calm;
  \return "$1";
};
# Puts back the options that were off meanwhile. Ctrl-C leaves a function where it is: then this is done before the next
# prompt.
_actas_calm() {
  case ${_actas_set+x} in x) ;; *) \return 0;; esac;
  \set -- "$_actas_set"; \unset -v _actas_text _actas_status _actas_set _actas_pid;
  case ${_actas_int+x} in x) \trap - INT; \eval "$_actas_int"; \unset -v _actas_int;; esac;
  case $1 in *a*) \set -a;; esac; case $1 in *v*) \set -v;; esac; case $1 in *x*) \set -x;; esac;
};
_actas_as() {
  case ${1-} in deactivate) \shift; _actas_deactivate "$@";; *) _actas_do "$@";; esac;
};
# Runs a command only if it would act as a target.
_actas_only() {
  case ${ACTAS_TARGET-} in
    ?*) "$@";;
    *) \echo 'actas: error: cannot run a command: this shell acts as nothing' >&2; \return 1;;
  esac;
};
# Leaves nothing of ours, and with --keep-creds only what programs read. It does so without the program, too, which may be
# gone.
_actas_deactivate() {
  @OPTIONS@
  case $#:${1-} in
    1:--keep-creds) ;;
    0:) case ${_actas_undo+x} in x) _actas_do - || \eval "$_actas_undo"; \unset -v _actas_undo _actas_names;; esac;;
    *) \echo 'actas: error: cannot deactivate: there is no option but --keep-creds' >&2; \return 2;;
  esac;
  _actas_calm;
  _actas_unhook;
  _actas_unword;
  case ${_actas_names-} in ?*) \eval "\\unset -v $_actas_names";; esac;
  \unset -v _actas_undo _actas_names _actas_state _actas_due _actas_agent _actas_colour _actas_prompt _actas_words _actas_ps;
  \unset -v _actas_note _actas_told;
  \unset -f _actas_do _actas_calm _actas_as _actas_only _actas_show _actas_unhook _actas_unword _actas_deactivate;
};
