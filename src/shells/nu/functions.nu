# What `actas shell init nu` prints. All but the words that users type is private to the module.
module actas {
  # A record: programs inherit none.
  const NOTHING = { state: none, names: [], was: {}, due: null, agent: null, colour: null, tried: "" }

  # The program sees the environment as it was before. What it prints is data: nushell evaluates no text.
  def --env ask [words: list<string>, --quietly] {
    let kept = $env._actas
    let words = [shell use --shell nu --pid ($nu.pid | into string) --state $kept.state ...$words]
    let answer = try {
      let text = do {
        hide-env --ignore-errors ...$kept.names
        load-env $kept.was
        if $quietly { "" | ^@PROGRAM@ ...$words err> /dev/null } else { ^@PROGRAM@ ...$words }
      } | collect
      { status: 0, text: $text }
    } catch {|problem| { status: ($problem.exit_code? | default 1), text: "" } }
    if $answer.status == 0 and $answer.text != "" { take ($answer.text | from json) }
    $env.LAST_EXIT_CODE = $answer.status
    $answer.status
  }
  # Puts back what was there, and sets what the program says.
  def --env take [answer: record] {
    if "variables" not-in $answer {
      $env._actas = ($env._actas | merge $answer.kept)
      return
    }
    hide-env --ignore-errors ...$env._actas.names
    load-env $env._actas.was
    let names = $answer.variables | columns
    let was = if $answer.lasting { [] } else { $names | where {|name| $name in $env } }
    let before = $was | reduce --fold {} {|name, all| $all | insert $name ($env | get $name) }
    hide-env --ignore-errors ...$names
    load-env ($names | where {|name| ($answer.variables | get $name) != null } | reduce --fold {} {|name, all| $all | insert $name ($answer.variables | get $name) })
    let kept = if $answer.lasting { { names: [], was: {} } } else { { names: $names, was: $before } }
    $env._actas = ($env._actas | merge $kept | merge $answer.kept)
  }
  def now []: nothing -> string { date now | date to-timezone UTC | format date "%Y-%m-%dT%H:%M:%SZ" }
  def mark []: nothing -> string {
    if ($env.ACTAS_TARGET? | default "") == "" { return "" }
    let file = $env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE? | default ""
    if $file != "" {
      let is_there = ($file | path exists) and not ($file | path dirname | path join ended | path exists)
      return (if $is_there { "" } else { " ended" })
    }
    let until = $env.ACTAS_EXPIRATION? | default ""
    if $until != "" and (now) >= $until { " expired" } else { "" }
  }
  # What the shell acts as, in the colour of the target.
  def label []: nothing -> string {
    let target = $env.ACTAS_TARGET? | default "" | str replace --all --regex '[[:cntrl:]]' '?'
    let text = $"\((if $target == "" { "-" } else { $target })(mark)\)"
    if $env._actas.colour == null or ($env.NO_COLOR? | default "") != "" { return $"($text) " }
    let colour = [black red green yellow blue purple cyan white] | get $env._actas.colour
    $"(ansi $colour)($text)(ansi reset) "
  }
  def is-gone [agent: int]: nothing -> bool {
    # A process that has ended stays in the table until its parent has looked.
    if ("/proc/self" | path exists) { return (try { (open --raw $"/proc/($agent)/stat") =~ '\) Z ' } catch { true }) }
    try { ^kill -0 $agent err> /dev/null; false } catch { true }
  }
  # Renews what is due, at most once a minute.
  def --env renew [] {
    if ($env._actas.moves? == true) and $env._actas.at? != $env.PWD {
      $env._actas = ($env._actas | merge { at: $env.PWD })
      let status = $env.LAST_EXIT_CODE
      ask [--entered] | ignore
      $env.LAST_EXIT_CODE = $status
    }
    let kept = $env._actas
    if $kept.agent == null and $kept.due == null { return }
    let is_past = $kept.due != null and (now) >= $kept.due
    if (mark) == "" and not $is_past and ($kept.agent == null or not (is-gone $kept.agent)) { return }
    let minute = now | str substring 0..15
    if $kept.tried == $minute { return }
    let status = $env.LAST_EXIT_CODE
    ask --quietly [--renew] | ignore
    $env._actas.tried = $minute
    $env.LAST_EXIT_CODE = $status
  }
  # Leaves nothing of ours but the words, which no function can take away in nushell.
  def --env deactivate [words: list<string>] {
    if $words not-in [[], [--keep-creds]] {
      print --stderr "actas: error: cannot deactivate: there is no option but --keep-creds"
      $env.LAST_EXIT_CODE = 2
      return
    }
    # The program may be gone. Where it fails, nushell hides no variable after it that was hidden for it.
    if $words == [] and $env._actas.names != [] {
      do { ask [-] } | ignore
      take { variables: {}, kept: {}, lasting: true }
    }
    $env.config.hooks.pre_prompt = ($env.config.hooks.pre_prompt? | default [] | where {|hook| not (is-ours $hook) })
    if "own_prompt" in $env._actas {
      if $env._actas.own_prompt == null { hide-env --ignore-errors PROMPT_COMMAND } else { $env.PROMPT_COMMAND = $env._actas.own_prompt }
    }
    hide-env _actas
    print --stderr "actas: `@HIDE@` takes the last of it away"
  }
  def is-ours [hook]: nothing -> bool { ($hook | describe) =~ '^record' and ($hook.of? == actas) }
  def --env act [words: list<string>] {
    if ($words.0? == deactivate) { deactivate ($words | skip 1) } else { ask $words | ignore }
  }

  export-env {
    if ($env._actas? | describe) !~ '^record' { $env._actas = $NOTHING }
    let hooks = $env.config.hooks.pre_prompt? | default []
    if $nu.is-interactive and not ($hooks | any {|hook| is-ours $hook }) {
      $env.config.hooks.pre_prompt = ($hooks | append { of: actas, code: {|| renew } })
      if "@PROMPT@" == shown {
        let own = $env.PROMPT_COMMAND?
        $env._actas = ($env._actas | merge { own_prompt: $own })
        $env.PROMPT_COMMAND = {|| $"(label)(if ($own | describe) == closure { do $own } else { $own })" }
      }
    }
  }
@WORDS@
}
use actas *
