import { createPublicKey } from 'node:crypto'
import { grantClaims, signGrant } from '../../protocol/grant.js'
import { readJwt } from '../../protocol/jwt.js'
import { findingText } from '../../protocol/lint/finding-text.js'
import type { Finding } from '../../protocol/lint/lint.js'
import { judgeGrant } from '../judge-grant.js'
import { failed, found, type Outcome, passed, type Step, warned } from './step.js'

/** A grant as it would be sent, judged by the published rules. It is sent nowhere. */
export const GRANT: Step = {
  name: 'grant',
  needs: ['configuration', 'key', 'certificate'],
  run(chart, { host }) {
    const { grant, alg, resolved, issuers } = found(chart, 'configured')
    const key = found(chart, 'key')
    const audience = chart.metadata?.issuer ?? grant.audience
    const now = host.now()
    const signed = signGrant(grantClaims({ ...grant, audience }, now, host.newId()), key, alg)
    chart.grant = signed
    const environment = { ...resolved.environment.value, issuer: audience }
    const bench = {
      now,
      issuers,
      environment,
      clientId: grant.clientId,
      key: createPublicKey(key.privateKey),
    }
    const { findings, checked } = judgeGrant(readJwt(signed.assertion), bench)
    return verdict(findings, checked.length)
  },
}

function verdict(findings: readonly Finding[], rules: number): Outcome {
  const said = (level: string) =>
    findings.filter((it) => it.level === level).map((it) => `${it.rule}: ${findingText(it)}`)
  const errors = said('error')
  if (errors.length > 0) return failed(errors.join('; '))
  const warnings = said('warning')
  if (warnings.length > 0) return warned(warnings.join('; '))
  return passed(`${rules} rules hold`)
}
