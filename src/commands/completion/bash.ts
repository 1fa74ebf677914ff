/** For bash 3.2 and newer. `mp` on the path is asked and no file of the directory, whatever the line begins with. */
export const BASH = String.raw`# Completion of mp in bash; a line of ~/.bashrc: source <(mp completion bash)

_mp_completion() {
  local name=mp value before path tab=$'\t'
  [[ ${'$'}{1-} == *maskinporten-cli ]] && name=maskinporten-cli
  COMPREPLY=()
  while IFS= read -r value; do
    if [[ $value != "$tab"file* ]]; then
      COMPREPLY+=("$value")
      continue
    fi
    value=${'$'}{value#"$tab"file"$tab"} before=${'$'}{value%%"$tab"*} path=${'$'}{value#*"$tab"}
    [[ -z $before ]] && compopt -o default && continue
    while IFS= read -r value; do
      [[ -d $value ]] && value+=/
      COMPREPLY+=("$before$(printf %q "$value")")
    done < <(compgen -f -- "$path")
  done < <("$name" __complete bash "${'$'}{COMP_LINE:0:COMP_POINT}" "${'$'}{COMP_WORDBREAKS-}" 2>/dev/null </dev/null)
  [[ ${'$'}{#COMPREPLY[@]} -eq 1 && ${'$'}{COMPREPLY[0]} == *[/=] ]] && compopt -o nospace
  return 0
} 2>/dev/null

complete -F _mp_completion mp maskinporten-cli
`
