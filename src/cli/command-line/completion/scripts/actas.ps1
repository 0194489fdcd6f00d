# PowerShell 7.3 or later: earlier ones leave out an empty argument.
Register-ArgumentCompleter -Native -CommandName actas -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  # A word in quotes is a constant: it means its value. Nothing else is evaluated either: it counts as it is typed.
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
    ForEach-Object {
      if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
  $typed = $wordToComplete -replace '^[''"]', ''
  $answer = @(& (Get-Command actas -CommandType Application -TotalCount 1) __complete @words $typed 2> $null)
  $answer | Where-Object { $_ -notmatch '^:\d+$' } | ForEach-Object {
    $name, $description = $_ -split "`t", 2
    $quoted = if ($name -match '^[\w@%+=:./-]+$') { $name } else { "'" + ($name -replace '[''\u2018\u2019\u201a\u201b]', '$0$0') + "'" }
    [System.Management.Automation.CompletionResult]::new($quoted, $name, 'ParameterValue', $(if ($description) { $description } else { $name }))
  }
}
