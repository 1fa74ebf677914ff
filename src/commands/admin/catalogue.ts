import type { Argument, CommandSpec } from '../command.js'
import { CHANGE, INACTIVE, SESSION, SESSION_WITHOUT_SCOPE } from '../options/admin.js'
import { CLIENT_CREATE, CLIENT_UPDATE } from '../options/admin-client.js'
import { KEY_ADD } from '../options/admin-key.js'
import { ONBEHALFOF_ADD } from '../options/admin-onbehalfof.js'
import { APPLY, PLAN } from '../options/admin-plan.js'
import { KEY_ROTATE } from '../options/admin-rotate.js'
import { SCOPE_CREATE, SCOPE_UPDATE } from '../options/admin-scope.js'
import { GLOBAL } from '../options/global.js'
import { KEY } from '../options/key.js'

const CLIENT: Argument = { name: '<client>', description: 'client id' }
const SCOPE: Argument = { name: '<scope>', description: 'name of the scope, prefix:subscope' }
const ORGNR: Argument = { name: '<orgnr>', description: 'organisation number' }

const WANTED: Argument = {
  name: '<file>',
  description: 'what is wanted, as JSON or YAML; - for standard input',
  values: 'file',
}

const READ = [SESSION, KEY, GLOBAL]
const WRITE = [CHANGE, SESSION, KEY, GLOBAL]

const ID = '6f0d1f1c-5d0c-4a3c-9a39-0f6f0e6a7d11'

/** The commands of `mp admin`, in the order that help shows them. */
export const ADMIN_COMMANDS: readonly CommandSpec[] = [
  {
    path: ['admin', 'client', 'list'],
    summary: "list the organisation's clients",
    groups: [INACTIVE, ...READ],
    examples: [
      'mp admin client list --env sandbox',
      'mp admin client list --profile admin --inactive --json',
    ],
    load: async () => (await import('./client/list.js')).runClientList,
  },
  {
    path: ['admin', 'client', 'show'],
    summary: 'show a client',
    args: [CLIENT],
    groups: READ,
    examples: [`mp admin client show ${ID}`],
    load: async () => (await import('./client/show.js')).runClientShow,
  },
  {
    path: ['admin', 'client', 'create'],
    summary: 'create a client for Maskinporten',
    groups: [CLIENT_CREATE, CHANGE, SESSION_WITHOUT_SCOPE, KEY, GLOBAL],
    examples: [
      "mp admin client create --name nightly --description 'Nightly job' --scope brreg:losore/utlegg",
    ],
    load: async () => (await import('./client/create.js')).runClientCreate,
  },
  {
    path: ['admin', 'client', 'update'],
    summary: 'change what is named of a client, and nothing else',
    args: [CLIENT],
    groups: [CLIENT_UPDATE, ...WRITE],
    examples: [`mp admin client update ${ID} --add-scope krr:global/kontaktinformasjon.read --dry-run`],
    load: async () => (await import('./client/update.js')).runClientUpdate,
  },
  {
    path: ['admin', 'client', 'delete'],
    summary: 'deactivate a client',
    args: [CLIENT],
    groups: WRITE,
    examples: [`mp admin client delete ${ID}`],
    load: async () => (await import('./client/delete.js')).runClientDelete,
  },
  {
    path: ['admin', 'key', 'list'],
    summary: "list a client's keys, and how long each is good",
    args: [CLIENT],
    groups: READ,
    examples: [`mp admin key list ${ID}`],
    load: async () => (await import('./key/list.js')).runKeyList,
  },
  {
    path: ['admin', 'key', 'add'],
    summary: 'register the public half of a key, beside the keys that are there',
    args: [CLIENT],
    groups: [KEY_ADD, CHANGE, SESSION, GLOBAL],
    examples: [`mp admin key add ${ID} --key new.jwk.json`],
    load: async () => (await import('./key/add.js')).runKeyAdd,
  },
  {
    path: ['admin', 'key', 'remove'],
    summary: 'take one of its keys from a client',
    args: [CLIENT, { name: '<kid>', description: 'id of the key' }],
    groups: WRITE,
    examples: [`mp admin key remove ${ID} nightly-2025`],
    load: async () => (await import('./key/remove.js')).runKeyRemove,
  },
  {
    path: ['admin', 'key', 'rotate'],
    summary: 'give a client a new key: make it, register it, prove it, and retire the old one',
    args: [CLIENT],
    groups: [KEY_ROTATE, CHANGE, SESSION_WITHOUT_SCOPE, KEY, GLOBAL],
    examples: [
      `mp admin key rotate ${ID} -o new.jwk.json`,
      `mp admin key rotate ${ID} -o new.jwk.json --remove-old`,
    ],
    load: async () => (await import('./key/rotate.js')).runKeyRotate,
  },
  {
    path: ['admin', 'scope', 'list'],
    summary: "list the organisation's own scopes",
    groups: [INACTIVE, ...READ],
    examples: ['mp admin scope list --env sandbox'],
    load: async () => (await import('./scope/list.js')).runScopeList,
  },
  {
    path: ['admin', 'scope', 'show'],
    summary: 'show a scope of your own',
    args: [SCOPE],
    groups: READ,
    examples: ['mp admin scope show sandkasse:arkiv.read'],
    load: async () => (await import('./scope/show.js')).runScopeShow,
  },
  {
    path: ['admin', 'scope', 'create'],
    summary: 'create a scope',
    groups: [SCOPE_CREATE, ...WRITE],
    examples: [
      "mp admin scope create --prefix sandkasse --subscope arkiv.read --description 'Reading the archive'",
    ],
    load: async () => (await import('./scope/create.js')).runScopeCreate,
  },
  {
    path: ['admin', 'scope', 'update'],
    summary: 'change what is named of a scope, and nothing else',
    args: [SCOPE],
    groups: [SCOPE_UPDATE, ...WRITE],
    examples: ["mp admin scope update sandkasse:arkiv.read --description 'Reading the whole archive'"],
    load: async () => (await import('./scope/update.js')).runScopeUpdate,
  },
  {
    path: ['admin', 'scope', 'delete'],
    summary: 'deactivate a scope',
    args: [SCOPE],
    groups: WRITE,
    examples: ['mp admin scope delete sandkasse:arkiv.read'],
    load: async () => (await import('./scope/delete.js')).runScopeDelete,
  },
  {
    path: ['admin', 'scope', 'search'],
    summary: "search the public list of everybody's scopes; no login",
    args: [{ name: '<text>', description: 'part of a name or a description' }],
    groups: [GLOBAL],
    examples: ['mp admin scope search losore --env test'],
    load: async () => (await import('./scope/search.js')).runScopeSearch,
  },
  {
    path: ['admin', 'access', 'list'],
    summary: 'list the organisations that may have a scope',
    args: [SCOPE],
    groups: READ,
    examples: ['mp admin access list sandkasse:arkiv.read'],
    load: async () => (await import('./access/list.js')).runAccessList,
  },
  {
    path: ['admin', 'access', 'grant'],
    summary: 'let an organisation have a scope',
    args: [SCOPE, ORGNR],
    groups: WRITE,
    examples: ['mp admin access grant sandkasse:arkiv.read 313725138'],
    load: async () => (await import('./access/grant.js')).runAccessGrant,
  },
  {
    path: ['admin', 'access', 'revoke'],
    summary: 'take a scope from an organisation',
    args: [SCOPE, ORGNR],
    groups: WRITE,
    examples: ['mp admin access revoke sandkasse:arkiv.read 313725138'],
    load: async () => (await import('./access/revoke.js')).runAccessRevoke,
  },
  {
    path: ['admin', 'onbehalfof', 'list'],
    summary: 'list the organisations that a client acts for',
    args: [CLIENT],
    groups: READ,
    examples: [`mp admin onbehalfof list ${ID}`],
    load: async () => (await import('./onbehalfof/list.js')).runOnBehalfOfList,
  },
  {
    path: ['admin', 'onbehalfof', 'add'],
    summary: 'let a client act for one more organisation',
    args: [CLIENT],
    groups: [ONBEHALFOF_ADD, ...WRITE],
    examples: [`mp admin onbehalfof add ${ID} --id bergen --name 'Bergen havn' --orgnr 313725138`],
    load: async () => (await import('./onbehalfof/add.js')).runOnBehalfOfAdd,
  },
  {
    path: ['admin', 'onbehalfof', 'remove'],
    summary: 'let a client act for one organisation less',
    args: [CLIENT, { name: '<id>', description: 'the id that it was added with' }],
    groups: WRITE,
    examples: [`mp admin onbehalfof remove ${ID} bergen`],
    load: async () => (await import('./onbehalfof/remove.js')).runOnBehalfOfRemove,
  },
  {
    path: ['admin', 'delegation-sources'],
    summary: 'list where scopes may be delegated; no login',
    groups: [GLOBAL],
    examples: ['mp admin delegation-sources --env sandbox'],
    load: async () => (await import('./delegation-sources.js')).runDelegationSources,
  },
  {
    path: ['admin', 'plan'],
    summary: 'show the difference between a file and what is there; exit 8 where there is one',
    args: [WANTED],
    groups: [PLAN, ...READ],
    examples: ['mp admin plan admin.yaml', 'mp admin plan admin.json --prune --json'],
    load: async () => (await import('./plan.js')).runPlan,
  },
  {
    path: ['admin', 'apply'],
    summary: 'make clients, scopes and access as a file says',
    args: [WANTED],
    groups: [APPLY, ...READ],
    examples: ['mp admin apply admin.yaml', 'mp admin apply admin.yaml --prune --yes'],
    load: async () => (await import('./apply.js')).runApply,
  },
]
