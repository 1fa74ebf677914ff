import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { directoryWith } from '../support/directory.js'

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')

/** Answers the shell's questions, and notes what it was called with otherwise. */
const MP = `#!/bin/sh
if [ "$1" = __complete ] || [ "$1" = completion ]; then exec "${process.execPath}" "${BIN}" "$@"; fi
for word in "$@"; do printf '<%s>' "$word" >>"$CALLS"; done
echo >>"$CALLS"
`

/** Names such as a stranger's file may hold; a shell that takes one for more than a name makes the file \`run\`. */
const NASTY = [
  "it's here",
  'dollar$(touch run)',
  'back`touch run`',
  'semi;touch run',
  'say "so" \\ *',
  'a:b=c@d',
]

const CONFIG = {
  defaultProfile: 'test',
  profiles: {
    test: { scopes: ['brreg:losore/utlegg', 'krr:global/kontaktinformasjon.read'] },
    blåbær: { scopes: ['own:one'] },
    ...Object.fromEntries(NASTY.map((name) => [name, {}])),
  },
}

/** A directory with mp on its path, a configuration and files to complete. */
function place() {
  const cwd = directoryWith({
    'bin/mp': MP,
    'bin/maskinporten-cli': MP,
    'maskinporten.config.json': JSON.stringify(CONFIG),
    'keys/key one.p12': '',
  })
  for (const name of ['mp', 'maskinporten-cli']) chmodSync(join(cwd, 'bin', name), 0o755)
  const env = {
    PATH: `${join(cwd, 'bin')}:${process.env.PATH}`,
    HOME: cwd,
    XDG_STATE_HOME: inject('stateHome'),
    LC_ALL: 'C.UTF-8',
    TERM: 'dumb',
    CALLS: join(cwd, 'calls'),
  }
  return {
    cwd,
    env,
    calls: () => (existsSync(env.CALLS) ? readFileSync(env.CALLS, 'utf8').trimEnd().split('\n') : []),
  }
}

type Place = ReturnType<typeof place>

function has(shell: string): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0
}

/** What is typed, with the key pressed at its end, and the words that mp is called with thereafter. */
const PRESSED: [string, string][] = [
  ['mp tok', '<token>'],
  ['maskinporten-cli gra', '<grant>'],
  ['mp key ch', '<key><check>'],
  ['mp admin cl', '<admin><client>'],
  ['mp help ad', '<help><admin>'],
  ['mp token --no-al', '<token><--no-altinn>'],
  ['mp token -s brreg:los', '<token><-s><brreg:losore/utlegg>'],
  ['mp token --scope=krr:', '<token><--scope=krr:global/kontaktinformasjon.read>'],
  ['mp token -s "brreg:los', '<token><-s><brreg:losore/utlegg>'],
  ["mp token -s 'krr:g", '<token><-s><krr:global/kontaktinformasjon.read>'],
  ['mp token -p blå', '<token><-p><blåbær>'],
  ["mp token -p 'blåbær' -s ", '<token><-p><blåbær><-s><own:one>'],
  ['mp key inspect keys/key\\ ', '<key><inspect><keys/key one.p12>'],
  ['mp token --key=keys/k', '<token><--key=keys/key one.p12>'],
  ['mp call x -d @keys/key\\ ', '<call><x><-d><@keys/key one.p12>'],
  ['mp -- tok', '<--><tok>'],
  ...NASTY.map((name): [string, string] => [
    `mp token -p ${name.slice(0, 3)}`.replace("'", "\\'"),
    `<token><-p><${name}>`,
  ]),
]

const TYPED = PRESSED.map(([typed]) => typed)
const CALLED = PRESSED.map(([, called]) => called)

/** A shell that is lost is ended; on a busy machine one may take long. */
const PATIENT = { timeout: 60_000 }

describe('bash', () => {
  function press(lines: readonly string[], { cwd, env }: Place) {
    const input = ['source <(mp completion bash)', ...lines.map((line) => `${line}\t`), 'exit', ''].join('\n')
    return spawnSync('bash', ['--noprofile', '--norc', '-i'], {
      cwd,
      env,
      input,
      encoding: 'utf8',
      timeout: 50_000,
    })
  }

  it.skipIf(!has('bash'))(
    'completes what is typed, and quotes it so that it is read as it was meant',
    PATIENT,
    () => {
      const here = place()
      press(TYPED, here)
      expect(here.calls()).toEqual(CALLED)
      expect(existsSync(join(here.cwd, 'run'))).toBe(false)
    },
  )

  it.skipIf(!has('bash'))('gives the rest of a word that it breaks itself', () => {
    const { cwd, env } = place()
    const script = `source <(mp completion bash)
      COMP_LINE='mp token -s brreg:l' COMP_POINT=19 COMP_WORDBREAKS=$' \\t\\n:='
      COMP_WORDS=(mp token -s brreg : l) COMP_CWORD=5
      _mp_completion mp l :
      printf '<%s>' "\${COMPREPLY[@]}"; complete -p mp maskinporten-cli`
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
      cwd,
      env,
      encoding: 'utf8',
      timeout: 50_000,
    })
    expect({ stdout, stderr }).toEqual({
      stdout: '<losore/utlegg>complete -F _mp_completion mp\ncomplete -F _mp_completion maskinporten-cli\n',
      stderr: '',
    })
  })

  it.skipIf(!has('bash'))('asks the program whose name was typed', () => {
    const here = place()
    rmSync(join(here.cwd, 'bin', 'mp'))
    const script = `source <(maskinporten-cli completion bash)
      COMP_LINE='maskinporten-cli gra' COMP_POINT=20; _mp_completion maskinporten-cli gra maskinporten-cli
      printf '<%s>' "\${COMPREPLY[@]}"`
    const { stdout } = spawnSync('bash', ['--norc', '-c', script], {
      ...here,
      encoding: 'utf8',
      timeout: 50_000,
    })
    expect(stdout).toBe('<grant>')
  })

  it.skipIf(!has('bash'))('runs no mp of the directory', () => {
    const here = place()
    const script = `source <(mp completion bash); cd keys; printf '#!/bin/sh\\ntouch run' >mp; chmod +x mp
      COMP_LINE='./mp tok' COMP_POINT=8; _mp_completion ./mp tok ./mp; printf '<%s>' "\${COMPREPLY[@]}"`
    const { stdout } = spawnSync('bash', ['--norc', '-c', script], {
      ...here,
      encoding: 'utf8',
      timeout: 50_000,
    })
    expect(stdout).toBe('<token>')
    expect(existsSync(join(here.cwd, 'keys', 'run'))).toBe(false)
  })
})

describe('zsh', () => {
  function press(lines: readonly string[], { cwd, env }: Place) {
    const setUp = [
      'autoload -Uz compinit; compinit -u -D',
      "zstyle ':completion:*' insert-tab false; setopt no_beep no_list_ambiguous",
      'source <(mp completion zsh)',
    ]
    const input = [...setUp, ...lines.map((line) => `${line}\t`), 'exit']
    const script = `zmodload zsh/zpty
      zpty shell zsh -f -i
      while IFS= read -r line; do zpty -w shell "$line"; done
      while zpty -r shell output; do :; done`
    return spawnSync('zsh', ['-f', '-c', script], {
      cwd,
      env,
      input: `${input.join('\n')}\n`,
      encoding: 'utf8',
      timeout: 50_000,
    })
  }

  it.skipIf(!has('zsh'))(
    'completes what is typed, and quotes it so that it is read as it was meant',
    PATIENT,
    () => {
      const here = place()
      press(TYPED, here)
      expect(here.calls()).toEqual(CALLED)
      expect(existsSync(join(here.cwd, 'run'))).toBe(false)
    },
  )
})

describe('fish', () => {
  const LINES: [string, string[]][] = [
    ['mp tok', ['token\tprint an access token']],
    ['maskinporten-cli gra', ['grant\tprint the signed JWT grant; sends nothing']],
    ['mp key conv', ['convert\twrite a key in another format: pkcs12, pem or jwk']],
    ['mp token -s brreg:', ['brreg:losore/utlegg\tmaskinporten.config.json: profiles.test.scopes']],
    [
      'mp token --scope=brreg:',
      ['--scope=brreg:losore/utlegg\tmaskinporten.config.json: profiles.test.scopes'],
    ],
    ["mp token -p 'blåbær' -s ", ['own:one\tmaskinporten.config.json: profiles.blåbær.scopes']],
    ['mp token -p "dollar', ['dollar$(touch run)\tmaskinporten.config.json']],
    ['mp key inspect keys/key\\ ', ['keys/key one.p12']],
    ['mp token --key=keys/k', ['--key=keys/key one.p12']],
    ['mp call x -d @keys/k', ['@keys/key one.p12']],
    ['mp -- tok', []],
  ]

  it.skipIf(!has('fish'))('completes what is typed', PATIENT, () => {
    const script =
      'maskinporten-cli completion fish | source; for line in $argv; complete -C $line; echo ==; end'
    const argv = ['--no-config', '-c', script, ...LINES.map(([line]) => line)]
    const { stdout, stderr } = spawnSync('fish', argv, { ...place(), encoding: 'utf8', timeout: 50_000 })
    const blocks = stdout.split(/^==$/m).map((block) => block.split('\n').filter(Boolean))
    expect({ stderr, blocks }).toEqual({ stderr: '', blocks: [...LINES.map(([, lines]) => lines), []] })
  })

  it.skipIf(!has('fish'))('asks the program whose name was typed', PATIENT, () => {
    const here = place()
    rmSync(join(here.cwd, 'bin', 'mp'))
    const script = 'maskinporten-cli completion fish | source; complete -C "maskinporten-cli gra"'
    const { stdout } = spawnSync('fish', ['--no-config', '-c', script], {
      ...here,
      encoding: 'utf8',
      timeout: 50_000,
    })
    expect(stdout).toMatch(/^grant\t/)
  })
})
