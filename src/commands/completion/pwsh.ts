/** For PowerShell 5.1 and newer. */
export const PWSH = String.raw`# Completion of mp in PowerShell; a line of $PROFILE: mp completion pwsh | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName @('mp', 'maskinporten-cli') -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $name = 'mp'
    if ("$($commandAst.CommandElements[0])" -like '*maskinporten-cli*') { $name = 'maskinporten-cli' }
    $before = @($commandAst.CommandElements |
        Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($null -ne $_.Value) { "$($_.Value)" } else { $_.Extent.Text } })
    $word = "$wordToComplete".Trim("'", '"')

    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $lines = @(& $name __complete pwsh @before ".$word" 2>$null)
    } catch {
        $lines = @()
    } finally {
        [Console]::OutputEncoding = $encoding
    }

    foreach ($line in $lines) {
        $value, $description = "$line" -split [char]9, 2
        if ($value -eq '') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($word)
        } elseif ($value.StartsWith($word, [System.StringComparison]::OrdinalIgnoreCase)) {
            $text = $value
            if ($value -notmatch '^[\w./:=+-]+$') { $text = "'" + $value.Replace("'", "''") + "'" }
            if (-not $description) { $description = $value }
            [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $description)
        }
    }
}
`
