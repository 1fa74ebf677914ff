/**
 * For PowerShell 5.1 and newer, whose own alias `mp` (Move-ItemProperty) goes before any program: the program is looked up by
 * its kind, and the script is had from `maskinporten-cli`.
 */
export const PWSH = String.raw`# Completion of mp in PowerShell; a line of $PROFILE: maskinporten-cli completion pwsh | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName @('mp', 'maskinporten-cli') -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $word = "$wordToComplete".Trim("'", '"')
    $before = @($commandAst.CommandElements |
        Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
        })
    $names = 'mp', 'maskinporten-cli'
    if ("$($commandAst.CommandElements[0])" -like '*maskinporten-cli*') { $names = 'maskinporten-cli' }

    try {
        $encoding = [Console]::OutputEncoding
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $program = Get-Command -Name $names -CommandType Application, ExternalScript -ErrorAction SilentlyContinue |
            Select-Object -First 1
        $lines = @(& $program __complete pwsh @before ".$word" 2>$null)
        [Console]::OutputEncoding = $encoding
    } catch {
        $lines = @()
    }

    foreach ($line in $lines) {
        $value, $description = "$line" -split [char]9, 2
        if ($value -eq '') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($word)
        } elseif ($value.StartsWith($word, [System.StringComparison]::OrdinalIgnoreCase)) {
            $text = $value
            if ($value -notmatch '^(--?[\w-]+|\w[\w./:+-]*)$') {
                $text = "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($value) + "'"
            }
            if (-not $description) { $description = $value }
            [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $description)
        }
    }
}
`
