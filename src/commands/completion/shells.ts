/** The shells that mp can be completed in. */
export const SHELLS = ['bash', 'zsh', 'fish', 'pwsh'] as const

export type Shell = (typeof SHELLS)[number]

/** Where each shell wants its script; help shows them as they stand. In PowerShell `mp` is an alias of its own. */
export const HOW_TO_INSTALL: Readonly<Record<Shell, string>> = {
  bash: 'source <(mp completion bash)   # a line of ~/.bashrc',
  zsh: 'source <(mp completion zsh)   # a line of ~/.zshrc, after compinit; or the script as _mp in a folder of $fpath',
  fish: 'mp completion fish > ~/.config/fish/completions/mp.fish   # once; and as maskinporten-cli.fish for that name',
  pwsh: 'maskinporten-cli completion pwsh | Out-String | Invoke-Expression   # a line of $PROFILE',
}
