import { createHash } from 'node:crypto'
import type { PublicJwk } from '../../flows/read-public-key.js'
import type { ReadSandboxFile } from '../../flows/read-sandbox-file.js'
import { nearest } from '../../nearest.js'
import type { SandboxClient, SandboxFile } from '../../profiles/sandbox-shape.js'
import type { Problem } from '../../profiles/shape.js'
import { clientCalled } from '../../sandbox/client-called.js'
import type { Furniture } from '../../sandbox/furnish.js'
import { KEY_LIFE } from '../../sandbox/make-state.js'
import { SCOPE_OWNER } from '../../sandbox/registry.js'
import type {
  Client,
  Consent,
  RegisteredKey,
  RegisteredSystem,
  SandboxState,
  SystemUser,
} from '../../sandbox/state.js'

/** The file's things in the sandbox's own words, and what in them leads nowhere. */
export interface Laid {
  furniture: Furniture
  problems: Problem[]
}

/** Lays out what a file describes beside what the state has. */
export function toFurniture({ file, keys }: ReadSandboxFile, state: SandboxState, now: number): Laid {
  const clients = (file.clients ?? []).map((client, at) => toClient(client, registered(keys[at] ?? [], now)))
  const furniture: Furniture = {
    clients,
    scopes: (file.scopes ?? []).map((scope) => ({
      name: scope.name,
      description: scope.description ?? scope.name,
      owner_orgno: scope.owner ?? SCOPE_OWNER,
      at_max_age: scope.atMaxAge ?? 0,
      allowed_integration_types: [...(scope.allowedIntegrationTypes ?? ['maskinporten'])],
      accessible_for_all: scope.accessibleForAll ?? false,
      ...(scope.delegationSource !== undefined && { delegation_source: scope.delegationSource }),
      active: true,
    })),
    access: (file.access ?? []).flatMap(({ scope, consumers }) =>
      consumers.map((consumer_orgno) => ({ scope, consumer_orgno })),
    ),
    delegations: (file.delegations ?? []).map(({ scope, consumer, supplier }) => ({
      scope,
      consumer_orgno: consumer,
      supplier_orgno: supplier,
    })),
    systems: systemsOf(file, [...state.clients, ...clients]),
    system_users: systemUsersOf(file, [...state.clients, ...clients]),
    consents: consentsOf(file, now),
  }
  return { furniture, problems: problemsIn(file, furniture, state) }
}

function toClient(client: SandboxClient, keys: readonly RegisteredKey[]): Client {
  const { id, name, orgnr, auth, scopes = [], accessTokenLifetime = 0, onbehalfof = [] } = client
  const called = name ?? id ?? ''
  return {
    client_id: id ?? idFor('client', called, orgnr),
    client_name: called,
    description: called,
    orgnr,
    auth: auth ?? 'kid',
    integration_type: 'maskinporten',
    scopes: [...new Set(scopes)],
    keys: [...keys],
    onbehalfof: onbehalfof.map((it) => ({
      onbehalfof: it.id,
      name: it.name,
      ...(it.orgnr !== undefined && { orgno: it.orgnr }),
    })),
    access_token_lifetime: accessTokenLifetime,
    active: true,
  }
}

/** Registered from now on, as long as a key may be. */
function registered(keys: readonly PublicJwk[], now: number): RegisteredKey[] {
  return keys.map((key) => ({ ...key, exp: now + KEY_LIFE }) as unknown as RegisteredKey)
}

/** An id for what has none: the same for the same words, so that a configuration may be kept. */
function idFor(...words: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}

function systemsOf({ systems = [] }: SandboxFile, clients: readonly Client[]): RegisteredSystem[] {
  return systems.map(
    ({ id, name = id, clients: named, rights = [], accessPackages = [], redirectUrls = [] }) => ({
      id,
      internalId: idFor('system', id),
      vendor_orgno: id.slice(0, 9),
      name: { nb: name, nn: name, en: name },
      description: { nb: name, nn: name, en: name },
      rights: rights.map((value) => ({ resource: [{ id: 'urn:altinn:resource', value }] })),
      accessPackages: accessPackages.map((urn) => ({ urn })),
      clientId: named.map((text) => clientCalled(text, clients) ?? text),
      allowedRedirectUrls: [...redirectUrls],
      isVisible: false,
      isDeleted: false,
      changes: [],
    }),
  )
}

/** What a system is called where the file does not say. */
const SYSTEM = 'sandkasse'

function systemUsersOf({ systemUsers = [] }: SandboxFile, clients: readonly Client[]): SystemUser[] {
  return systemUsers.map(({ id, orgnr, externalRef, system = SYSTEM, clients: named }) => ({
    id: id ?? idFor('system user', orgnr, externalRef ?? orgnr, system),
    systemuser_org: orgnr,
    externalRef: externalRef ?? orgnr,
    system_id: system,
    client_ids: named.map((text) => clientCalled(text, clients) ?? text),
  }))
}

const YEAR = 365 * 24 * 60 * 60

function consentsOf({ consents = [] }: SandboxFile, now: number): Consent[] {
  const instant = (seconds: number) => new Date(seconds * 1000).toISOString()
  return consents.map(({ id, from, to, validTo, resource = 'sandkasse-samtykke' }) => ({
    id: id ?? idFor('consent', from, to, resource),
    from: `urn:altinn:${from.length === 11 ? 'person' : 'organization'}:identifier-no:${from}`,
    to,
    consented: instant(now),
    validTo: validTo ?? instant(now + YEAR),
    consentRights: [
      { action: ['consent'], resource: [{ type: 'urn:altinn:resource', value: resource }], metadata: {} },
    ],
  }))
}

/** Names that stand for nothing: most often they are misspelt. */
function problemsIn(file: SandboxFile, { clients, scopes }: Furniture, state: SandboxState): Problem[] {
  const knownScopes = new Set([...state.scopes, ...scopes].map(({ name }) => name))
  const everyClient = [...state.clients, ...clients]
  const scopeAt = (path: string) => (name: string) =>
    knownScopes.has(name)
      ? []
      : [unknown(path, 'is no scope of the sandbox or of the file', name, knownScopes)]
  const clientAt = (path: string) => (text: string) =>
    clientCalled(text, everyClient)
      ? []
      : [unknown(path, 'is no client of the sandbox or of the file', text, everyClient.flatMap(namesOf))]
  return [
    ...each('clients', file.clients, (client, path) =>
      each(`${path}.scopes`, client.scopes, (name, at) => scopeAt(at)(name)),
    ),
    ...each('access', file.access, ({ scope }, path) => scopeAt(`${path}.scope`)(scope)),
    ...each('delegations', file.delegations, ({ scope }, path) => scopeAt(`${path}.scope`)(scope)),
    ...each('systems', file.systems, (system, path) =>
      each(`${path}.clients`, system.clients, (text, at) => clientAt(at)(text)),
    ),
    ...each('systemUsers', file.systemUsers, (user, path) =>
      each(`${path}.clients`, user.clients, (text, at) => clientAt(at)(text)),
    ),
  ]
}

function each<T>(
  path: string,
  list: readonly T[] = [],
  problems: (it: T, path: string) => Problem[],
): Problem[] {
  return list.flatMap((it, at) => problems(it, `${path}.${at}`))
}

function namesOf({ client_id, client_name }: Client): string[] {
  return [client_id, client_name]
}

function unknown(path: string, message: string, name: string, known: Iterable<string>): Problem {
  const suggestion = nearest(name, known)
  return { path, message, ...(suggestion !== undefined && { suggestion }) }
}
