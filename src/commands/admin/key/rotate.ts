import { type RotationStep, type RotationWish, rotateKey } from '../../../flows/admin/rotate-key.js'
import { readRotationKey } from '../../../flows/admin/rotation-key.js'
import { type AdminSession, adminSession, dryRun } from '../../../flows/admin/session.js'
import { succeededSession } from '../../../flows/admin/succeeded-session.js'
import { generateKey } from '../../../flows/generate-key.js'
import { holdToken } from '../../../flows/hold-token.js'
import { obtainAccessToken } from '../../../flows/obtain-access-token.js'
import type { Files, Host } from '../../../host.js'
import { readId } from '../../../protocol/selfservice/identifiers.js'
import { readChange } from '../../options/admin.js'
import { readKeyRotate, readSessionScopes, sessionOfRotation } from '../../options/admin-rotate.js'
import type { RawOptions } from '../../options/option.js'
import {
  type RotationFacts,
  renderRotated,
  stepText,
  switchText,
  toRotatedJson,
} from '../../render/admin-rotation.js'
import { type AdminContext, WRITE_CLIENTS } from '../administer.js'
import { makeChange } from '../change.js'

/**
 * `mp admin key rotate`: makes a key, registers it, proves it, and retires the old one where that is wished. The same command
 * goes on where an earlier one stopped.
 */
export async function runKeyRotate(
  raw: RawOptions,
  host: Host,
  [client = '']: readonly string[],
): Promise<undefined> {
  const id = readId(client, 'client id')
  const wish = readKeyRotate(raw, host.cwd, id)
  const { dryRun: isDry } = readChange(raw)
  const facts: RotationFacts = { client: id, file: wish.file }
  const scopes = readSessionScopes(raw, WRITE_CLIENTS)
  return makeChange(sessionOfRotation(raw, scopes), host, {
    scopes,
    change: `client "${id}" is to get a new key${wish.removeOld ? ', and its old one to be retired' : ''}`,
    destructive: wish.removeOld,
    make: async (session, context) => {
      const say = isDry ? () => {} : teller(context, facts, wish)
      if (isDry && !host.files.exists(wish.file.path)) context.report.note(REHEARSED)
      const ports = { ...host, files: isDry ? unwritten(host.files) : host.files }
      const makeKey = () => generateKey({ format: 'jwk', bits: 2048 }, host)
      const { environment } = context
      const own = context.clientId === id ? withNewKey(session, context, wish, scopes, host) : session
      const rotated = await rotateKey(isDry ? dryRun(own) : own, wish, {
        ...ports,
        ...context.ports,
        environment,
        makeKey,
        say,
      })
      return toRotatedJson(rotated, facts)
    },
    render: (rotated) => renderRotated(rotated, facts),
  })
}

const REHEARSED = 'the new key of a rehearsal is kept nowhere: the run itself makes another'

/** Tells each step as it is done, and before the old key goes, how to switch. */
function teller(
  context: AdminContext,
  facts: RotationFacts,
  { removeOld }: RotationWish,
): (step: RotationStep) => Promise<void> {
  return async (step) => {
    const text = stepText(step, facts)
    if (text !== undefined) context.report.note(text)
    if (step.did === 'planned') await warnOfOwnKey(step.old, context, facts)
    if (step.did !== 'proved') return
    context.report.hint(switchText(facts, step.kid))
    if (!removeOld) context.report.hint('then the same command with --remove-old retires the old key')
  }
}

/** The new key comes in its place, but these settings do not know it. */
async function warnOfOwnKey(
  old: string | undefined,
  context: AdminContext,
  { client, file }: RotationFacts,
): Promise<void> {
  if (old === undefined || context.clientId !== client || (await context.key()).kid !== old) return
  context.report.warn(
    `this session itself signs with "${old}": when it is retired, the next one must sign with the key in "${file.label}"`,
  )
}

/** A client that retires the key of its own session goes on, also in a later run, with the one that came in its place. */
function withNewKey(
  session: AdminSession,
  { base, send, ports, environment }: AdminContext,
  { client, file }: RotationWish,
  scopes: readonly string[],
  host: Host,
): AdminSession {
  return succeededSession(session, async () => {
    const key = await readRotationKey(file, host)
    if (key === undefined) return undefined
    const grant = { audience: environment.issuer, clientId: client, scopes, lifetime: 60 }
    const token = holdToken(async () => {
      return obtainAccessToken({ environment, grant, alg: key.alg, key: key.signing }, ports)
    }, host.now)
    return adminSession({ base, token, send })
  })
}

/** The same files, but what is made new is kept here and goes with the rehearsal. */
function unwritten(files: Files): Files {
  const kept = new Map<string, Uint8Array>()
  return {
    ...files,
    read: (path, limit) => kept.get(path) ?? files.read(path, limit),
    create: (path, bytes) => void kept.set(path, Buffer.from(bytes)),
  }
}
