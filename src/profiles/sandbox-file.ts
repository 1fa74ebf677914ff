import { MpError } from '../errors.js'
import { parseOrgnr } from '../protocol/orgnr.js'
import { parseConfig } from './parse-config.js'
import { SANDBOX_FILE, type SandboxClient, type SandboxFile, type SandboxScope } from './sandbox-shape.js'
import { type Problem, problemsOf } from './shape.js'
import { WantedError } from './wanted-error.js'

/** Reads a sandbox's file, JSON or YAML. Throws `MP_SANDBOX_FILE`; no value is ever repeated. */
export async function parseSandboxFile(text: string, path: string, label: string): Promise<SandboxFile> {
  // Everything in it is optional: one that is empty, or all comments, asks for nothing.
  const data = (await parsed(text, path, label)) ?? {}
  const misshapen = problemsOf(SANDBOX_FILE, data)
  if (misshapen.length > 0) throw sandboxFileError(label, misshapen)
  const file = data as SandboxFile // by its shape
  const contradictions = [...(file.clients ?? []).flatMap(problemsWithin), ...twinsOf(file.scopes ?? [])]
  if (contradictions.length > 0) throw sandboxFileError(label, contradictions)
  return asWritten(file)
}

/** What is wrong in a sandbox's file, as a failure: the first of the problems, and the others as hints. */
export function sandboxFileError(label: string, problems: readonly Problem[]): MpError {
  return new WantedError(label, problems, 'MP_SANDBOX_FILE')
}

async function parsed(text: string, path: string, label: string): Promise<unknown> {
  try {
    return await parseConfig(text, path, label)
  } catch (error) {
    if (!(error instanceof MpError)) throw error
    throw new MpError('MP_SANDBOX_FILE', error.message, { cause: error })
  }
}

/** What a shape cannot say of a client. */
function problemsWithin(client: SandboxClient, at: number, all: readonly SandboxClient[]): Problem[] {
  const path = `clients.${at}`
  const { id, name, auth, keys } = client
  const isTwin = (other: SandboxClient) => other.id === id && other.name === name
  if (id === undefined && name === undefined) return [{ path, message: 'has neither "id" nor "name"' }]
  if (all.findIndex(isTwin) < at)
    return [{ path, message: `is called like clients.${all.findIndex(isTwin)}` }]
  if (auth === 'x5c' && keys !== undefined) {
    return [{ path: `${path}.keys`, message: 'cannot be there where "auth" is x5c' }]
  }
  return (keys ?? []).flatMap((key, index) => keyProblems(key, `${path}.keys.${index}`))
}

function twinsOf(scopes: readonly SandboxScope[]): Problem[] {
  return scopes.flatMap(({ name }, at) => {
    const first = scopes.findIndex((other) => other.name === name)
    return first < at ? [{ path: `scopes.${at}`, message: `is called like scopes.${first}` }] : []
  })
}

const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']

function keyProblems(key: Record<string, unknown>, path: string): Problem[] {
  if ('file' in key) {
    const isPlain = Object.keys(key).length === 1 && typeof key.file === 'string' && key.file !== ''
    return isPlain ? [] : [{ path, message: 'must be {"file": "<path>"} and nothing beside it' }]
  }
  if (PRIVATE.some((name) => name in key)) {
    return [{ path, message: 'holds a private key: the public half alone belongs here' }]
  }
  const isRsa = key.kty === 'RSA' && ['n', 'e'].every((name) => typeof key[name] === 'string')
  return isRsa ? [] : [{ path, message: 'is neither {"file": …} nor an RSA key as a JWK' }]
}

/** Organisation numbers may be written in any way. */
function asWritten(file: SandboxFile): SandboxFile {
  const number = (text: string) => parseOrgnr(text) ?? text
  return {
    ...file,
    clients: (file.clients ?? []).map((client) => ({
      ...client,
      orgnr: number(client.orgnr),
      onbehalfof: (client.onbehalfof ?? []).map((it) => ({
        ...it,
        ...(it.orgnr !== undefined && { orgnr: number(it.orgnr) }),
      })),
    })),
    scopes: (file.scopes ?? []).map((scope) => ({
      ...scope,
      ...(scope.owner !== undefined && { owner: number(scope.owner) }),
    })),
    access: (file.access ?? []).map(({ scope, consumers }) => ({ scope, consumers: consumers.map(number) })),
    delegations: (file.delegations ?? []).map(({ scope, consumer, supplier }) => ({
      scope,
      consumer: number(consumer),
      supplier: number(supplier),
    })),
    systemUsers: (file.systemUsers ?? []).map((user) => ({ ...user, orgnr: number(user.orgnr) })),
    consents: (file.consents ?? []).map((consent) => ({
      ...consent,
      from: /^\d{11}$/.test(consent.from) ? consent.from : number(consent.from),
      to: number(consent.to),
    })),
  }
}
