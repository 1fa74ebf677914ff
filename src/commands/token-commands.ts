import type { CommandSpec } from './command.js'
import { CACHE } from './options/cache.js'
import { GLOBAL } from './options/global.js'
import { GRANT } from './options/grant.js'
import { KEY } from './options/key.js'
import { TOKEN } from './options/token.js'
import { TOKEN_FORMAT } from './options/token-format.js'

/** The commands that scripts wait for: known at once, while the others are read when they are called. */
export const TOKEN_COMMANDS: readonly CommandSpec[] = [
  {
    path: ['token'],
    summary: 'print an access token',
    groups: [TOKEN, TOKEN_FORMAT, CACHE, GRANT, KEY, GLOBAL],
    examples: [
      'mp token --env sandbox --scope brreg:losore/utlegg',
      'mp token --env sandbox --scope altinn:instances.read --altinn',
      'mp token --profile test --json',
      'mp token --profile test --pid @persons.txt -o tokens.jsonl',
    ],
    load: async () => (await import('./token.js')).runToken,
  },
  {
    path: ['grant'],
    summary: 'print the signed JWT grant; sends nothing',
    groups: [GRANT, KEY, GLOBAL],
    examples: ['mp grant --profile test', 'mp grant --env sandbox --scope brreg:losore/utlegg --json'],
    load: async () => (await import('./grant.js')).runGrant,
  },
  {
    path: ['exec'],
    summary: 'run a program with the token in its environment, as MASKINPORTEN_TOKEN',
    args: [
      { name: '[program]', description: 'what to run, behind --; it is looked for on PATH' },
      { name: '[args...]', description: 'its arguments, handed on as they are' },
    ],
    runsProgram: true,
    groups: [TOKEN, CACHE, GRANT, KEY, GLOBAL],
    examples: [
      'mp exec -p test -- node fetch.js --all',
      'mp exec --env sandbox --scope brreg:losore/utlegg -- ./mvnw verify',
    ],
    load: async () => (await import('./exec.js')).runExec,
  },
]
