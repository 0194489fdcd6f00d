# What `actas shell init powershell` prints. What is ours is in one table, beside the functions.
if (-not $Global:_actas) { $Global:_actas = @{ State = 'none'; Names = @(); Was = @{}; Due = $null; Agent = $null; Colour = $null; Tried = ''; Functions = @{} } }
$Global:_actas.Program = @PROGRAM@
# Puts back what was there before the shell acted as anything.
function Global:_actas_undo {
  foreach ($name in $Global:_actas.Names) { [Environment]::SetEnvironmentVariable($name, $Global:_actas.Was[$name]) }
}
# The program sees the environment as it was before, and what it prints is evaluated; interrupted, nothing has changed.
function Global:_actas_do {
  $now = @{}
  foreach ($name in $Global:_actas.Names) { $now[$name] = [Environment]::GetEnvironmentVariable($name) }
  $done = $false
  try {
    _actas_undo
    $text = & $Global:_actas.Program shell use --shell powershell --pid $PID --state $Global:_actas.State @args
    $done = $LASTEXITCODE -eq 0
  } finally {
    foreach ($name in $now.Keys) { [Environment]::SetEnvironmentVariable($name, $now[$name]) }
  }
  if ($done -and $text) { Invoke-Expression ($text -join "`n") }
}
# Sets what the program says; with -Lasting, for good.
function Global:_actas_take([hashtable] $Variables, [hashtable] $Kept, [switch] $Lasting) {
  _actas_undo
  $Global:_actas.Names = @(); $Global:_actas.Was = @{}
  foreach ($name in $Variables.Keys) {
    if (-not $Lasting) {
      $Global:_actas.Names += $name
      $Global:_actas.Was[$name] = [Environment]::GetEnvironmentVariable($name)
    }
    [Environment]::SetEnvironmentVariable($name, $Variables[$name])
  }
  foreach ($key in $Kept.Keys) { $Global:_actas[$key] = $Kept[$key] }
}
function Global:_actas_as {
  if ($args.Count -gt 0 -and $args[0] -eq 'deactivate') { $rest = @($args | Select-Object -Skip 1); _actas_deactivate @rest } else { _actas_do @args }
}
# Runs a command only if it would act as a target.
function Global:_actas_only {
  if ($Env:ACTAS_TARGET) { $command, $rest = $args; & $command @rest }
  else { [Console]::Error.WriteLine('actas: error: cannot run a command: this shell acts as nothing'); $Global:LASTEXITCODE = 1 }
}
function Global:_actas_exec_auto { & $Global:_actas.Program exec auto @args }
# Leaves nothing of ours, and with --keep-creds only what programs read.
function Global:_actas_deactivate {
  if ($args.Count -gt 1 -or ($args.Count -eq 1 -and $args[0] -ne '--keep-creds')) {
    [Console]::Error.WriteLine('actas: error: cannot deactivate: there is no option but --keep-creds'); $Global:LASTEXITCODE = 2; return
  }
  if ($args.Count -eq 0 -and $Global:_actas.Names.Count -gt 0) { _actas_do '-'; if ($Global:LASTEXITCODE -ne 0) { _actas_undo } }
  foreach ($name in $Global:_actas.Functions.Keys) {
    if ($name -eq 'prompt' -and "$Function:prompt" -notlike '*_actas_show*') { continue }
    if ($Global:_actas.Functions[$name]) { Set-Item -LiteralPath "Function:Global:$name" $Global:_actas.Functions[$name] }
    else { Remove-Item -LiteralPath "Function:$name" -ErrorAction Ignore }
  }
  Get-ChildItem Function:_actas_* | Remove-Item
  Remove-Variable -Scope Global _actas
}
function Global:_actas_now { [DateTime]::UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'") }
function Global:_actas_mark {
  if (-not $Env:ACTAS_TARGET) { return '' }
  $file = $Env:AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE
  if ($file) { if ((Test-Path -LiteralPath $file) -and -not (Test-Path -LiteralPath ($file -replace 'token$', 'ended'))) { return '' } else { return ' ended' } }
  if ($Env:ACTAS_EXPIRATION -and [string]::CompareOrdinal((_actas_now), $Env:ACTAS_EXPIRATION) -ge 0) { return ' expired' }
  ''
}
# Before each prompt: renews what is due, at most once a minute, and says what the shell acts as, in its colour.
function Global:_actas_show {
  $a = $Global:_actas
  $now = _actas_now
  if (($a.Due -or $a.Agent) -and $a.Tried -ne $now.Substring(0, 16)) {
    if ((_actas_mark) -or ($a.Due -and [string]::CompareOrdinal($now, $a.Due) -ge 0) -or ($a.Agent -and -not (Get-Process -Id $a.Agent -ErrorAction Ignore))) {
      $null | _actas_do --renew 2>$null
      $a.Tried = $now.Substring(0, 16)
    }
  }
  if ($a.Moves -and $a.At -ne "$PWD") { $a.At = "$PWD"; _actas_do --entered }
  $label = if ($Env:ACTAS_TARGET) { $Env:ACTAS_TARGET -replace '\p{Cc}', '?' } else { '-' }
  $text = "($label$(_actas_mark))"
  if ($null -ne $a.Colour -and -not $Env:NO_COLOR) { $text = "$([char]27)[3$($a.Colour)m$text$([char]27)[39m" }
  "$text "
}
# A function of the user's that has this name is put aside, and comes back in the end.
function Global:_actas_word([string] $Name, [scriptblock] $Body) {
  if (-not $Global:_actas.Functions.ContainsKey($Name)) { $Global:_actas.Functions[$Name] = (Get-Item -LiteralPath "Function:$Name" -ErrorAction Ignore).ScriptBlock }
  Set-Item -LiteralPath "Function:Global:$Name" $Body
}
if ('@PROMPT@' -eq 'shown' -and "$Function:prompt" -notlike '*_actas_show*') {
  $Global:_actas.Functions.Remove('prompt')
  _actas_word prompt { $last = $LASTEXITCODE; $shown = _actas_show; $Global:LASTEXITCODE = $last; $shown + (& ($Global:_actas.Functions['prompt'])) }
}
