# What `actas shell init` prints for every Bourne shell. Lines work joined by spaces, as `eval $(actas shell init sh)`
# joins them: each ends with what separates it from the next, and there are no two blanks in a row. Words that could be
# aliases of the user's begin with a backslash.

# Variables of these names that the shell was started with are nobody's: what is in them would be evaluated.
if ! \command -v _actas_do >/dev/null 2>&1; then
  \unset -v _actas_undo _actas_names _actas_state _actas_due _actas_agent _actas_colour _actas_prompt _actas_words _actas_ps;
  \unset -v _actas_at _actas_moves _actas_tried _actas_specs _actas_comps;
fi;
# Asks the program, which sees the environment as it was before, and evaluates what it prints. Meanwhile `set -a` exports
# none of it, and `set -x` shows no key.
_actas_do() {
  @OPTIONS@
  _actas_pid=@PID@;
  { _actas_set=$-; \set +axv; } 2>/dev/null;
  if _actas_text=$(\eval "${_actas_undo-}"; \command @PROGRAM@ shell use --shell @SHELL@ --pid "$_actas_pid" --state "${_actas_state:-none}" "$@") &&
    \eval "$_actas_text"; then _actas_status=0; else _actas_status=$?; fi;
  _actas_show;
  \set -- "$_actas_status" "$_actas_set"; \unset -v _actas_text _actas_status _actas_set _actas_pid;
  case $2 in *a*) \set -a;; esac; case $2 in *v*) \set -v;; esac; case $2 in *x*) \set -x;; esac;
  \return "$1";
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
  case ${1-} in
    --keep-creds) ;;
    '') case ${_actas_undo+x} in x) _actas_do - || \eval "$_actas_undo"; \unset -v _actas_undo _actas_names;; esac;;
    *) \echo 'actas: error: cannot deactivate: there is no option but --keep-creds' >&2; \return 2;;
  esac;
  _actas_unhook;
  _actas_unword;
  case ${_actas_names-} in ?*) \eval "\\unset -v $_actas_names";; esac;
  \unset -v _actas_undo _actas_names _actas_state _actas_due _actas_agent _actas_colour _actas_prompt _actas_words _actas_ps;
  \unset -f _actas_do _actas_as _actas_only _actas_show _actas_unhook _actas_unword _actas_deactivate;
};
