import type { CommandSpec } from './command.js'
import { GLOBAL } from './options/global.js'
import { GRANT } from './options/grant.js'
import { KEY } from './options/key.js'
import { SANDBOX } from './options/sandbox.js'

/** Every command, in the order that help shows them. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    path: ['token'],
    summary: 'print an access token',
    groups: [GRANT, KEY, GLOBAL],
    examples: ['mp token --env sandbox --scope brreg:losore/utlegg', 'mp token --profile test --json'],
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
    path: ['config', 'show'],
    summary: 'show what a command would run with, and where each value came from',
    groups: [GRANT, KEY, GLOBAL],
    examples: ['mp config show --profile prod', 'mp config show --json'],
    load: async () => (await import('./config/show.js')).runConfigShow,
  },
  {
    path: ['config', 'validate'],
    summary: 'check the configuration files; exit 8 where something is wrong',
    groups: [GLOBAL],
    examples: ['mp config validate', 'mp config validate --config maskinporten.config.json --json'],
    load: async () => (await import('./config/validate.js')).runConfigValidate,
  },
  {
    path: ['config', 'schema'],
    summary: 'print the JSON Schema of the configuration file',
    groups: [GLOBAL],
    examples: ['mp config schema'],
    load: async () => (await import('./config/schema.js')).runConfigSchema,
  },
  {
    path: ['config', 'allow'],
    summary: 'let the configuration file found here run programs for its passwords',
    groups: [GLOBAL],
    examples: ['mp config allow'],
    load: async () => (await import('./config/allow.js')).runConfigAllow,
  },
  {
    path: ['sandbox'],
    summary: 'run a local Maskinporten until interrupted',
    groups: [SANDBOX, GLOBAL],
    examples: ['mp sandbox', 'mp sandbox --port 0 --json'],
    load: async () => (await import('./sandbox.js')).runSandbox,
  },
]
