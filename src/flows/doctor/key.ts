import { MpError } from '../../errors.js'
import { toSigningKey } from '../../keys/fitness.js'
import { selectEntry } from '../../keys/select.js'
import type { Entry } from '../../keys/signing-key.js'
import { UnfitKeyError } from '../../keys/unfit-key-error.js'
import type { Resolved } from '../../profiles/resolve.js'
import { readKeystore } from '../read-keystore.js'
import { type Chart, found, passed, type Step, skipped, warned } from './step.js'

/** The key: whether it opens, is the one that is meant, and is of a kind that Maskinporten takes. */
export const KEY: Step = {
  name: 'key',
  needs: ['configuration'],
  async run(chart, { host }) {
    const { resolved } = found(chart, 'configured')
    const { keystore, label } = await readKeystore(resolved.key, host)
    const { alias, kid } = resolved.key
    const wanted = { ...(alias && { alias: alias.value }), ...(kid && { kid: kid.value }) }
    const entry = selectEntry(keystore, wanted, host.now(), label)
    chart.entry = entry
    judge(entry, resolved, { now: host.now(), label }, chart)
    return passed(`"${entry.alias}" in "${label}" (${keystore.format}) opens`)
  },
}

/** What is wrong with the certificate is the next step's to tell. */
function judge(entry: Entry, resolved: Resolved, at: { now: number; label: string }, chart: Chart): void {
  const { certificates } = resolved.environment.value
  const kid = resolved.key.kid?.value
  try {
    const { key, warnings } = toSigningKey(entry, { ...at, kid, environment: certificates })
    chart.key = key
    chart.keyWarnings = warnings
  } catch (error) {
    if (!(error instanceof MpError) || !isOfCertificate(error, entry)) throw error
    chart.unfit = error
  }
}

function isOfCertificate(error: MpError, { use }: Entry): boolean {
  if (error.code === 'MP_KEY_NO_CERTIFICATE') return true
  return error instanceof UnfitKeyError && error.reason !== 'too-short' && use !== 'enc'
}

/** The certificate: whether it is valid now, for signing, and for this environment; within 30 days of its end it is a warning. */
export const CERTIFICATE: Step = {
  name: 'certificate',
  needs: ['key'],
  run(chart) {
    const { certificates } = found(chart, 'entry')
    const [leaf] = certificates
    if (chart.unfit) throw chart.unfit
    const { kid } = found(chart, 'key')
    if (kid !== undefined) return passed(`none is sent: the key is registered as "${kid}"`)
    const warnings = chart.keyWarnings ?? []
    if (warnings.length > 0) return warned(warnings.join('; '))
    if (leaf === undefined) return skipped('there is none')
    const day = new Date(leaf.notAfter * 1000).toISOString().slice(0, 10)
    const whose = leaf.orgnr === undefined ? leaf.subject : `organisation ${leaf.orgnr}`
    return passed(`${whose}, valid until ${day}`)
  },
}
