import { describeEntry } from '../../flows/describe-entry.js'
import type { Chart } from '../../flows/doctor/step.js'
import type { SignedGrant } from '../../protocol/grant.js'
import type { TriedStep } from './doctor.js'
import { isoSecond } from './iso-second.js'
import { certificateJson } from './key-json.js'
import { settingRows } from './settings.js'

/** What is known of the machine and of mp itself. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>
  now(): number
  version(): string
  runtime(): { node: string; platform: string; arch: string }
}

interface Found {
  ok: boolean
  steps: readonly TriedStep[]
  chart: Chart
}

/** What a service desk can be sent (`mp.doctor-bundle/1`): no key, password, signature or token, and nobody's identity number. */
export function bundleOf({ ok, steps, chart }: Found, { env, now, version, runtime }: Surroundings): string {
  const { configured, entry, grant, token } = chart
  const bundle = {
    schema: 'mp.doctor-bundle/1',
    made: isoSecond(now()),
    versions: { mp: version(), ...runtime() },
    ok,
    steps,
    settings: configured ? settingsOf(configured.resolved) : {},
    certificates: entry ? describeEntry(entry).certificates.map(certificateJson) : [],
    grant: grant ? grantFacts(grant) : null,
    token: token ? { scope: token.scope, expires_in: token.expiresIn } : null,
    proxies: proxiesIn(env),
    variables: Object.keys(env).filter((name) => /^(?:MP|MASKINPORTEN)_/.test(name) && env[name]),
  }
  return `${JSON.stringify(bundle, (_, value) => (typeof value === 'string' ? withheld(value) : value), 2)}\n`
}

function settingsOf(resolved: Parameters<typeof settingRows>[0]): object {
  return Object.fromEntries(settingRows(resolved).map(({ name, value, origin }) => [name, { value, origin }]))
}

/** The header's certificates are told apart from it, and the signature is left out. */
function grantFacts({ header, claims }: SignedGrant): object {
  return { header: Object.keys(header), claims }
}

function proxiesIn(env: Surroundings['env']): object {
  const names = Object.keys(env).filter((name) => /^(?:https?|no)_proxy$/i.test(name) && env[name])
  return Object.fromEntries(names.map((name) => [name, withoutCredentials(env[name] ?? '')]))
}

/** Also where the scheme was left out. */
function withoutCredentials(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/i, '$1')
}

/** Takes out of a text what may have come into it from an address or an answer. */
function withheld(text: string): string {
  return text
    .replace(/(:\/\/)[^/\s@]*@/g, '$1')
    .replace(/(:\/\/[^\s"?]*\?)[^\s"]+/g, '$1…')
    .replace(/\bey[\w-]+\.[\w-]+\.[\w-]*/g, '[jwt]')
    .replace(/(?<!\d)\d{11}(?!\d)/g, '[11 digits]')
}
