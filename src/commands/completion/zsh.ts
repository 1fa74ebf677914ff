/** For zsh 5. The function serves a folder of `$fpath` and a sourced script alike. */
export const ZSH = String.raw`#compdef mp maskinporten-cli
# Completion of mp in zsh; a line of ~/.zshrc, after compinit: source <(mp completion zsh)

_mp() {
  local name=mp line value tab=$'\t'
  local -a before whole begun
  [[ $words[1] == *maskinporten-cli ]] && name=maskinporten-cli
  (( CURRENT > 2 )) && before=("${'$'}{(@Q)words[2,CURRENT-1]}")
  while IFS= read -r line; do
    value=${'$'}{line%%"$tab"*}
    if [[ -z $value ]]; then
      compset -P "${'$'}{(b)line#"$tab"file"$tab"}"
      _files
      return
    fi
    line="${'$'}{${'$'}{value//\\/\\\\}//:/\\:}${'$'}{${'$'}{line#"$value"}/#"$tab"/:}"
    if [[ $value == *[/=] ]]; then begun+=("$line"); else whole+=("$line"); fi
  done < <("$name" __complete zsh "${'$'}{before[@]}" "${'$'}{(Q)PREFIX}" 2>/dev/null </dev/null)
  _describe -t mp mp whole -- begun -S ''
}

if [[ $funcstack[1] == _mp ]]; then _mp "$@"; else compdef _mp mp maskinporten-cli; fi
`
