import { ADMIN_COMMANDS } from './admin/catalogue.js'
import type { Argument, CommandSpec } from './command.js'
import { HOW_TO_INSTALL, SHELLS } from './completion/shells.js'
import { CACHE } from './options/cache.js'
import { CALL } from './options/call.js'
import { CONFIG_IMPORT } from './options/config-import.js'
import { DOCTOR } from './options/doctor.js'
import { GLOBAL } from './options/global.js'
import { GRANT } from './options/grant.js'
import { KEY } from './options/key.js'
import { KEY_CHECK } from './options/key-check.js'
import { KEY_CONVERT } from './options/key-convert.js'
import { KEY_GENERATE } from './options/key-generate.js'
import { KEY_PUBLIC } from './options/key-public.js'
import { LINT } from './options/lint.js'
import { SANDBOX, SANDBOX_GLOBAL, SCENARIO_NOTES } from './options/sandbox.js'
import { TOKEN } from './options/token.js'
import { VERIFY } from './options/verify.js'
import { TOKEN_COMMANDS } from './token-commands.js'

const KEY_FILE: Argument = {
  name: '[file]',
  description: 'keystore, PEM or JWK, as with --key; without it, the key of the profile or of $MP_KEY',
  values: 'file',
}

const JWT: Argument = {
  name: '[jwt]',
  description: 'the token or grant, or - for standard input, where nobody sees it',
}

/** Every command, in the order that help shows them. */
export const COMMANDS: readonly CommandSpec[] = [
  ...TOKEN_COMMANDS,
  {
    path: ['call'],
    summary: 'call an API with a token',
    args: [
      {
        name: '[target]',
        description: 'a URL, or <api>/<path> by the names that --list shows',
        values: 'api',
      },
    ],
    groups: [CALL, TOKEN, CACHE, GRANT, KEY, GLOBAL],
    examples: [
      "mp call --env sandbox 'losore/utlegg/enheter/310904473?sokers_orgnummer=974760673'",
      'mp call --list',
    ],
    load: async () => (await import('./call.js')).runCall,
  },
  {
    path: ['decode'],
    summary: 'show what a token or grant says; nothing of it is verified',
    args: [JWT],
    groups: [GLOBAL],
    examples: [
      'mp token --env sandbox --scope brreg:losore/utlegg | mp decode',
      'mp decode --json < token.txt',
    ],
    load: async () => (await import('./decode.js')).runDecode,
  },
  {
    path: ['verify'],
    summary: 'verify an access token as an API would; exit 8 where a check fails',
    args: [JWT],
    groups: [VERIFY, GLOBAL],
    examples: [
      'mp token --env sandbox --scope brreg:losore/utlegg | mp verify --env sandbox --scope brreg:losore/utlegg',
      'mp verify --env test --audience https://api.example.no < token.txt',
    ],
    load: async () => (await import('./verify.js')).runVerify,
  },
  {
    path: ['lint'],
    summary: "judge a grant made by any tool by Maskinporten's rules; exit 8 where one is broken",
    args: [JWT],
    groups: [LINT, KEY, GLOBAL],
    examples: [
      'mp grant --env sandbox --scope brreg:losore/utlegg | mp lint --env sandbox',
      'mp lint --env test --key public.pem --at iat < grant.txt',
    ],
    load: async () => (await import('./lint.js')).runLint,
  },
  {
    path: ['key', 'inspect'],
    summary: 'show what a keystore holds, which key would be taken, and what speaks against the others',
    args: [KEY_FILE],
    groups: [KEY, GLOBAL],
    examples: ['mp key inspect virksomhet.p12', 'mp key inspect --env sandbox --json'],
    load: async () => (await import('./key/inspect.js')).runKeyInspect,
  },
  {
    path: ['key', 'check'],
    summary: 'judge a key and the life of its certificates; exit 8 where something is found',
    args: [KEY_FILE],
    groups: [KEY_CHECK, KEY, GLOBAL],
    examples: ['mp key check virksomhet.p12 --expires-in 60d', 'mp key check --profile prod --json'],
    load: async () => (await import('./key/check.js')).runKeyCheck,
  },
  {
    path: ['key', 'generate'],
    summary: 'make an RSA key in a new file',
    groups: [KEY_GENERATE, GLOBAL],
    examples: ['mp key generate -o prod.jwk.json', 'mp key generate -o prod.pem --format pem --bits 3072'],
    load: async () => (await import('./key/generate.js')).runKeyGenerate,
  },
  {
    path: ['key', 'public'],
    summary: 'print the public half of a key, ready to be registered',
    args: [KEY_FILE],
    groups: [KEY_PUBLIC, KEY, GLOBAL],
    examples: ['mp key public prod.jwk.json', 'mp key public virksomhet.p12 --format jwks'],
    load: async () => (await import('./key/public.js')).runKeyPublic,
  },
  {
    path: ['key', 'convert'],
    summary: 'write a key in another format: pkcs12, pem or jwk',
    args: [KEY_FILE],
    groups: [KEY_CONVERT, KEY, GLOBAL],
    examples: [
      'mp key convert client.jks --to pkcs12 -o client.p12',
      'mp key convert client.p12 --key-alias auth --to pem -o client.pem --output-password-file new.txt',
    ],
    load: async () => (await import('./key/convert.js')).runKeyConvert,
  },
  {
    path: ['config', 'init'],
    summary: 'write a first configuration file from the flags',
    groups: [TOKEN, GRANT, KEY, GLOBAL],
    examples: [
      'mp config init --env test --client-id 6f0d1f1c-5d0c-4a3c-9a39-0f6f0e6a7d11 --key virksomhet.p12 --scope brreg:losore/utlegg',
    ],
    load: async () => (await import('./config/init.js')).runConfigInit,
  },
  {
    path: ['config', 'import'],
    summary: "make a profile of jwt-grant-generator's properties, or of a platform's variables in a file",
    args: [
      {
        name: '<file>',
        description: 'properties or environment file, told by its content; - for standard input',
      },
    ],
    groups: [CONFIG_IMPORT, GLOBAL],
    examples: ['mp config import client.properties --dry-run', 'mp config import nais.env --profile nais'],
    load: async () => (await import('./config/import.js')).runConfigImport,
  },
  {
    path: ['config', 'show'],
    summary: 'show what a command would run with, and where each value came from',
    groups: [TOKEN, GRANT, KEY, GLOBAL],
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
    path: ['jgg'],
    summary: 'do what jwt-grant-generator does with its properties file, and print what it prints',
    args: [
      { name: '<file>', description: "jwt-grant-generator's properties file; - for standard input" },
      { name: '[json]', description: 'the word json: grant and answer as one line of JSON' },
    ],
    groups: [KEY, GLOBAL],
    examples: ['mp jgg client.properties', 'mp jgg client.properties json'],
    load: async () => (await import('./jgg.js')).runJgg,
  },
  {
    path: ['doctor'],
    summary: 'try the whole way step by step, and name what is wrong; exit 8 where something is',
    args: [
      {
        name: '[target]',
        description: 'an API to try the token on: a URL, or <api>/<path> as with mp call',
        values: 'api',
      },
    ],
    groups: [DOCTOR, TOKEN, GRANT, KEY, GLOBAL],
    examples: [
      'mp doctor --env sandbox --scope brreg:losore/utlegg',
      'mp doctor --profile prod --offline',
      'mp doctor --profile prod --bundle doctor.json',
    ],
    load: async () => (await import('./doctor.js')).runDoctor,
  },
  {
    path: ['explain'],
    summary: 'say what a refusal means and what to do, by its code or by the answer',
    args: [
      {
        name: '[code]',
        description: 'MP-122, AUTH-00004 and the like; - or nothing for an answer on standard input',
      },
    ],
    groups: [GLOBAL],
    examples: ['mp explain MP-122', 'mp explain AUTH-00004 --lang nb', 'mp explain - < answer.json'],
    load: async () => (await import('./explain.js')).runExplain,
  },
  ...ADMIN_COMMANDS,
  {
    path: ['cache', 'list'],
    summary: 'show the tokens that are kept, and how long each is good; never a token',
    groups: [GLOBAL],
    examples: ['mp cache list', 'mp cache list --json'],
    load: async () => (await import('./cache/list.js')).runCacheList,
  },
  {
    path: ['cache', 'clear'],
    summary: 'take away all that is kept',
    groups: [GLOBAL],
    examples: ['mp cache clear'],
    load: async () => (await import('./cache/clear.js')).runCacheClear,
  },
  {
    path: ['sandbox'],
    summary: 'run a local Maskinporten until interrupted',
    groups: [SANDBOX, SANDBOX_GLOBAL],
    notes: SCENARIO_NOTES,
    examples: [
      'mp sandbox',
      'mp sandbox --port 0 --json',
      'mp sandbox --config sandbox.yaml --scenario outage=3',
    ],
    load: async () => (await import('./sandbox.js')).runSandbox,
  },
  {
    path: ['completion'],
    summary: 'print what makes a shell complete mp: commands, flags, profiles, environments, scopes',
    args: [{ name: '[shell]', description: 'bash, zsh, fish or pwsh', values: SHELLS }],
    groups: [GLOBAL],
    examples: SHELLS.map((shell) => HOW_TO_INSTALL[shell]),
    load: async () => (await import('./completion.js')).runCompletion,
  },
]
