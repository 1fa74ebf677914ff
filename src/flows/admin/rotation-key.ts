import { createFile } from '../../create-file.js'
import { MpError } from '../../errors.js'
import type { Files, Host } from '../../host.js'
import { toSigningKey } from '../../keys/fitness.js'
import { openKeystore } from '../../keys/open.js'
import { selectEntry } from '../../keys/select.js'
import type { SigningKey } from '../../keys/signing-key.js'
import { publicJwk } from '../../keys/write/jwk.js'
import { ALGORITHMS, type Algorithm } from '../../protocol/grant-limits.js'
import { isObject } from '../../protocol/json-body.js'
import { readId } from '../../protocol/selfservice/identifiers.js'
import { readFile } from '../../read-file.js'
import type { GeneratedKey } from '../generate-key.js'
import type { NamedFile } from '../part-file.js'

/** The key that a rotation brings: both halves, as they lie on the disk. */
export interface RotationKey {
  kid: string
  alg: Algorithm
  signing: SigningKey
  /** Its public half, as it is registered (self-service API, JWKS). */
  jwk: Record<string, string>
}

export type RotationKeyPorts = Pick<Host, 'now'> & { files: Pick<Files, 'read' | 'create'> }

/**
 * The key of an earlier run, or undefined where the file is not there. Throws `MP_FILE` for anything but one private RSA JWK
 * with a kid: that is somebody's, and is left as it is.
 */
export async function readRotationKey(
  file: NamedFile,
  { files, now }: RotationKeyPorts,
): Promise<RotationKey | undefined> {
  const bytes = readFile(files, file.path, file.label, 'MP_FILE')
  if (bytes === undefined) return undefined
  try {
    return await opened(bytes, file.label, now())
  } catch (cause) {
    if (!(cause instanceof MpError)) throw cause
    throw taken(file.label, cause)
  }
}

async function opened(bytes: Uint8Array, label: string, now: number): Promise<RotationKey> {
  const keystore = await openKeystore(bytes, {}, label)
  const { kid, alg = 'RS256' } = factsOf(bytes)
  const known = ALGORITHMS.find((name) => name === alg)
  if (typeof kid !== 'string' || known === undefined) throw taken(label)
  readId(kid, 'kid')
  const { key } = toSigningKey(selectEntry(keystore, {}, now, label), { now, label, kid })
  return { kid, alg: known, signing: key, jwk: publicJwk(key.privateKey, { kid, alg: known }) }
}

/** What stands beside the numbers of one JWK; nothing for a file of any other form. */
function factsOf(bytes: Uint8Array): Record<string, unknown> {
  try {
    const jwk: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return isObject(jwk) ? jwk : {}
  } catch {
    return {} // a PEM, or base64: no file of ours
  }
}

function taken(label: string, cause?: MpError): MpError {
  return new MpError(
    'MP_FILE',
    `"${label}" exists already, is not written over, and is no private JWK with a kid to go on with`,
    cause === undefined ? {} : { cause },
  )
}

/** Writes a new key to its file, and gives what is now to be read there. Throws `MP_FILE`. */
export async function createRotationKey(
  file: NamedFile,
  make: () => Promise<GeneratedKey>,
  ports: RotationKeyPorts,
): Promise<RotationKey> {
  const { text } = await make()
  createFile(ports.files, file.path, file.label, text)
  const key = await readRotationKey(file, ports)
  if (key === undefined) throw gone(file.label)
  return key
}

/** Looks whether the private half still lies where it lay. Throws `MP_FILE`: no other key may go before it does. */
export async function assertStillThere(
  file: NamedFile,
  { kid, jwk }: RotationKey,
  ports: RotationKeyPorts,
): Promise<void> {
  const there = await readRotationKey(file, ports)
  if (there?.kid !== kid || there.jwk.n !== jwk.n) throw gone(file.label)
}

function gone(label: string): MpError {
  return new MpError('MP_FILE', `"${label}" does not hold the new key any more`)
}
