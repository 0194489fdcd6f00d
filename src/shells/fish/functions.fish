# What `actas shell init fish` prints. Lines work joined by spaces, as `eval (actas shell init fish)` joins them.

# The program sees the environment as it was before, and what it prints is evaluated. Nothing has changed until then: if
# it is interrupted, fish leaves all functions that run.
function _actas_do;
  set -l text;
  set -l words --shell fish --pid $fish_pid --state "$_actas_state" $argv;
  # A substitution takes nothing from where the input and the messages of the function go.
  if test "$argv" = --renew; set text (_actas_ask $words </dev/null 2>/dev/null); else; set text (_actas_ask $words); end; or return;
  string join \n -- $text | source;
  set -l failed $status;
  _actas_show;
  return $failed;
end;
# Variables of these names that the shell was started with are nobody's.
for name in (set -nx | string match -r '^_actas_.*'); set -eg $name; end;
set -q _actas_state; or set -g _actas_state none;
# As long as the shell acts as a target, another function of this name hides the target from the program.
functions -q _actas_ask; or function _actas_ask; command $_actas_program shell use $argv; end;
function _actas_as;
  if test "$argv[1]" = deactivate; _actas_deactivate $argv[2..-1]; else; _actas_do $argv; end;
end;
# Runs a command only if it would act as a target.
function _actas_only;
  if test -n "$ACTAS_TARGET"; $argv; return; end;
  echo 'actas: error: cannot run a command: this shell acts as nothing' >&2;
  return 1;
end;
function _actas_exec_auto; command $_actas_program exec auto $argv; end;
# Leaves nothing of ours, and with --keep-creds only what programs read.
function _actas_deactivate;
  switch "$argv[1]";
    case --keep-creds;
    case ''; if functions -q _actas_undo; _actas_do -; or _actas_undo; end;
    case '*'; echo 'actas: error: cannot deactivate: there is no option but --keep-creds' >&2; return 2;
  end;
  for word in fish_prompt $_actas_words;
    if not functions -q _actas_own_$word; contains -- $word $_actas_words; and functions -e $word; continue; end;
    if test $word = fish_prompt; and not _actas_is_prompt; _actas_unprompt; continue; end;
    functions -e $word;
    functions -c _actas_own_$word $word;
  end;
  if set -q _actas_completed; _actas_uncomplete; end;
  for name in (set -n | string match -r '^_actas_.*'); set -eg $name; end;
  functions -e (functions -an | string match -r '^_actas_.*');
end;
# What the shell acts as, in the colour of the target.
function _actas_show;
  set -g _actas_mark '';
  set -l label -;
  if test -n "$ACTAS_TARGET"; set label (string replace -ra '[[:cntrl:]]' '?' -- "$ACTAS_TARGET"); end;
  if test -n "$ACTAS_TARGET"; and test -n "$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    if not test -e "$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"; or test -e (string replace -r 'token$' ended -- "$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"); set _actas_mark ' ended'; end;
  else if _actas_is_past "$ACTAS_EXPIRATION"; set _actas_mark ' expired'; end;
  set -g _actas_prompt "($label$_actas_mark) ";
  if set -q _actas_colour; and test -z "$NO_COLOR";
    set -l colours black red green yellow blue magenta cyan white;
    # A terminal without colours has no text for them.
    set -l on (set_color $colours[(math $_actas_colour + 1)]);
    set -l off (set_color normal);
    set _actas_prompt "$on($label$_actas_mark)$off ";
  end;
end;
# fish has no clock of its own: where a time matters, and only there, date(1) is asked.
function _actas_is_past;
  test -n "$argv[1]"; and test (command date -u +%Y%m%d%H%M%S) -ge (string replace -ra '\D' '' -- $argv[1]);
end;
function _actas_is_due;
  set -q _actas_agent; or set -q _actas_due; or return;
  if test -n "$_actas_mark"; or _actas_is_past "$_actas_due"; return 0; end;
  set -q _actas_agent; or return;
  if not test -d /proc/self; not command kill -0 $_actas_agent 2>/dev/null; return; end;
  # A process that has ended stays in the table until its parent has looked.
  test -r /proc/$_actas_agent/stat; or return 0;
  read -l stat </proc/$_actas_agent/stat 2>/dev/null; or return 0;
  string match -q '*) Z *' -- $stat;
end;
# Renews what is due, at most once a minute.
function _actas_hook --on-event fish_prompt;
  _actas_show;
  # The last prompt was drawn without ours: another function may have taken its place.
  if test "$_actas_drawn" = no; if _actas_keeper >/dev/null; set -eg _actas_drawn; else; _actas_wrap; end; end;
  if set -q _actas_drawn; set -g _actas_drawn no; end;
  if set -q _actas_moves; and test "$_actas_at" != "$PWD"; set -g _actas_at $PWD; _actas_do --entered; end;
  _actas_is_due; or return;
  set -l minute (command date -u +%Y%m%d%H%M);
  if test "$_actas_tried" = $minute; return; end;
  _actas_do --renew;
  set -g _actas_tried $minute;
end;
# The functions that keep our prompt: a tool that has put its own before ours has it by another name, as a virtual
# environment does.
function _actas_keeper;
  for kept in (functions -an | string match '*prompt*' | string match -v '_actas_*');
    if functions $kept | string match -q '*_actas_own_fish_prompt*'; echo $kept; end;
  end | string match -r '.+';
end;
function _actas_unprompt;
  for kept in (_actas_keeper); functions -e $kept; functions -c _actas_own_fish_prompt $kept; end;
end;
function _actas_is_prompt; functions fish_prompt | string match -q '*_actas_own_fish_prompt*'; end;
# The prompt of the user's comes first: it may show the status of the last command.
function _actas_wrap;
  functions -e _actas_own_fish_prompt;
  functions -c fish_prompt _actas_own_fish_prompt;
  function fish_prompt;
    set -g _actas_drawn yes;
    set -l own (_actas_own_fish_prompt);
    printf %s "$_actas_prompt";
    string join \n -- $own;
  end;
  set -g _actas_drawn yes;
end;
# What completes is read from the program at the first TAB.
function _actas_complete;
  if not functions -q __actas_complete; command $_actas_program completion fish | source; set -g _actas_completes yes; end;
  __actas_complete;
end;
# fish reads what it has for a command, such as the assembler, when it first completes it; then that is put aside.
function _actas_complete_words;
  if set -q _actas_completed; return; end;
  set -g _actas_completed $argv;
  set -g _actas_specs;
  for word in $argv;
    complete -C "$word -" >/dev/null;
    set -a _actas_specs (complete -c $word);
    complete -e -c $word;
    complete -c $word -f -a '(_actas_complete)';
  end;
  for folder in $fish_complete_path; if test -e $folder/actas.fish; return; end; end;
  if not count (complete -c actas) >/dev/null; set -a _actas_completed actas; complete -c actas -f -a '(_actas_complete)'; end;
end;
function _actas_uncomplete;
  for word in $_actas_completed; complete -e -c $word; end;
  # The last that was defined is printed first.
  string join \n -- $_actas_specs[-1..1] | source;
  if set -q _actas_completes; functions -e __actas_complete; end;
end;
_actas_show;
if test @PROMPT@ = shown; and status is-interactive;
  if not functions -q _actas_own_fish_prompt; or not _actas_keeper >/dev/null; _actas_wrap; end;
end;
