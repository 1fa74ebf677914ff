import { MpError } from '../errors.js'
import { parseOrgnr } from '../protocol/orgnr.js'
import { parseConfig } from './parse-config.js'
import { type Problem, problemsOf } from './shape.js'
import { WantedError } from './wanted-error.js'
import { toWireWriting, WANTED, type WantedFile, type WantedScope } from './wanted-shape.js'

/** What a person wants to be registered: all of it as the API writes it, and each thing once. */
export type Wanted = Required<WantedFile>

/** Reads a file's text, JSON or YAML, into what is wanted. Throws `MP_WANTED_INVALID`; no value is ever repeated. */
export async function parseWanted(text: string, path: string, label: string): Promise<Wanted> {
  const data = await parsed(text, path, label)
  const misshapen = problemsOf(WANTED, data)
  if (misshapen.length > 0) throw new WantedError(label, misshapen)
  const file = data as WantedFile // by its shape
  const contradictions = problemsWithin(file)
  if (contradictions.length > 0) throw new WantedError(label, contradictions)
  return asWanted(file)
}

/** The same words, without the advice for configuration files. */
async function parsed(text: string, path: string, label: string): Promise<unknown> {
  try {
    return await parseConfig(text, path, label)
  } catch (error) {
    if (!(error instanceof MpError)) throw error
    throw new MpError('MP_WANTED_INVALID', error.message, { cause: error })
  }
}

/** What a shape cannot say: what tells nothing apart, and what is told twice. */
function problemsWithin({ clients = [], scopes = [], access = [] }: WantedFile): Problem[] {
  const nameless = clients.flatMap(({ id, name }, at) =>
    id === undefined && name === undefined
      ? [{ path: `clients.${at}`, message: 'has neither "id" nor "name"' }]
      : [],
  )
  return [
    ...nameless,
    ...repeated(
      'clients',
      'id',
      clients.map(({ id }) => id),
    ),
    ...repeated(
      'clients',
      'name',
      clients.map(({ id, name }) => (id === undefined ? name : undefined)),
    ),
    ...repeated(
      'scopes',
      'name',
      scopes.map(({ name }) => name),
    ),
    ...repeated(
      'access',
      'scope',
      access.map(({ scope }) => scope),
    ),
  ]
}

function repeated(list: string, member: string, names: readonly (string | undefined)[]): Problem[] {
  return names.flatMap((name, at) =>
    name !== undefined && names.indexOf(name) < at
      ? [{ path: `${list}.${at}.${member}`, message: `is that of ${list}.${names.indexOf(name)} too` }]
      : [],
  )
}

function asWanted({ clients = [], scopes = [], access = [] }: WantedFile): Wanted {
  return {
    clients: clients.map((client) => ({ ...client, ...(client.scopes && { scopes: once(client.scopes) }) })),
    scopes: scopes.map(asWritten),
    access: access.map(({ scope, consumers }) => ({
      scope,
      consumers: once(consumers.map((number) => parseOrgnr(number) ?? number)),
    })),
  }
}

function asWritten({ visibility, tokenType, ...scope }: WantedScope): WantedScope {
  return {
    ...scope,
    ...(visibility !== undefined && { visibility: toWireWriting(visibility) }),
    ...(tokenType !== undefined && { tokenType: toWireWriting(tokenType) }),
  }
}

function once(values: readonly string[]): string[] {
  return [...new Set(values)]
}
