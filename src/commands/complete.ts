import type { Host } from '../host.js'
import { printable } from '../printable.js'
import { COMMANDS } from './catalogue.js'
import { readBashLine } from './completion/bash-line.js'
import { knownValues } from './completion/known-values.js'
import { type Candidate, placeOf } from './completion/place.js'
import { renderForBash, renderOffer } from './render/completion.js'

/** What the last word of a line may become. `files`: a file's name after this beginning, which the shell knows best. */
export interface Offer {
  candidates: readonly Candidate[]
  files?: string
}

/**
 * `mp __complete <shell> ...`, which the scripts of `mp completion` call: prints what the last word may become. It says
 * nothing of what is wrong and always ends with 0: somebody is in the middle of a line.
 */
export async function runComplete([shell = '', ...args]: readonly string[], host: Host): Promise<number> {
  try {
    host.stdout(await answer(shell, args, host))
  } catch {
    // no candidates, then
  }
  return 0
}

/** bash hands over the line and its word breaks; pwsh a last word with a dot before it, since an empty one may be lost on its way. */
async function answer(shell: string, args: readonly string[], host: Host): Promise<string> {
  if (shell === 'bash') {
    const [text = '', breaks = ''] = args
    const line = readBashLine(text, breaks)
    const offer = line.isRedirected
      ? { candidates: [], files: '' }
      : await offerFor(line.words.slice(1), host)
    return renderForBash(offer, line)
  }
  const words = shell === 'pwsh' ? [...args.slice(0, -1), (args.at(-1) ?? '').slice(1)] : args
  return renderOffer(await offerFor(words, host))
}

async function offerFor(words: readonly string[], host: Host): Promise<Offer> {
  const { candidates, lookUp, prefix, files, raw } = placeOf(words, COMMANDS)
  const known = lookUp === undefined ? [] : await knownValues(lookUp, raw, host)
  const values = known.filter(isFit).map((one) => ({ ...one, value: prefix + one.value }))
  const all = [...candidates, ...values.filter(({ value }) => prefix !== '' || !value.startsWith('-'))]
  return { candidates: eachOnce(all), ...(files !== undefined && { files }) }
}

/** A name that a terminal must not be shown can be typed, not offered. */
function isFit({ value }: Candidate): boolean {
  return value !== '' && printable(value) === value
}

function eachOnce(candidates: readonly Candidate[]): Candidate[] {
  const first = new Map(candidates.toReversed().map((candidate) => [candidate.value, candidate]))
  return candidates.filter((candidate) => first.get(candidate.value) === candidate)
}
