import { BIT_STRING, BOOLEAN, context, type Element, OCTET_STRING, SEQUENCE } from './der/element.js'
import { readDer } from './der/read.js'
import { time } from './der/time.js'
import { expect, fields, oid, readFields } from './der/values.js'
import { issuedFor } from './issuers.js'
import {
  attributeValues,
  COMMON_NAME,
  ORGANIZATION,
  ORGANIZATION_IDENTIFIER,
  renderName,
  SERIAL_NUMBER,
} from './name.js'
import type { Certificate } from './signing-key.js'

const KEY_USAGE = '2.5.29.15'
const POLICIES = '2.5.29.32'
const VERSION = context(0)
const EXTENSIONS = context(3)

/** RFC 5280 section 4.2.1.3, by bit. */
const USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const

/** Reads an X.509 certificate (RFC 5280 section 4.1). Throws `MP_KEY_UNREADABLE` for anything else. */
export function readCertificate(der: Uint8Array): Certificate {
  const whole = readDer(Buffer.from(der.buffer, der.byteOffset, der.byteLength))
  const all = fields(fields(whole)[0])
  const [, , issuer, validity, subject, spki] = all[0]?.tag === VERSION ? all.slice(1) : all
  const [notBefore, notAfter] = fields(validity)
  const extensions = readExtensions(all.find(({ tag }) => tag === EXTENSIONS))
  const orgnr = readOrgnr(expect(subject, SEQUENCE))
  const environment = readEnvironment(expect(issuer, SEQUENCE), extensions.get(POLICIES))
  return {
    der: whole.raw,
    get subject() {
      return renderName(expect(subject, SEQUENCE))
    },
    get issuer() {
      return renderName(expect(issuer, SEQUENCE))
    },
    subjectDer: expect(subject, SEQUENCE).raw,
    issuerDer: expect(issuer, SEQUENCE).raw,
    spki: expect(spki, SEQUENCE).raw,
    ...(orgnr !== undefined && { orgnr }),
    notBefore: time(notBefore),
    notAfter: time(notAfter),
    usage: readUsage(extensions.get(KEY_USAGE)),
    ...(environment !== undefined && { environment }),
  }
}

function readExtensions(extensions: Element | undefined): Map<string, Buffer> {
  if (extensions === undefined) return new Map()
  return new Map(
    fields(extensions.children[0]).map((extension) => {
      const [id, second, third] = fields(extension)
      return [oid(id), expect(second?.tag === BOOLEAN ? third : second, OCTET_STRING).content]
    }),
  )
}

function readUsage(extension: Buffer | undefined): string[] {
  if (extension === undefined) return []
  const [, ...bits] = expect(readDer(extension), BIT_STRING).content
  return USAGES.filter((_, i) => ((bits[i >> 3] ?? 0) << (i & 7)) & 0x80)
}

/** SEID 2's organizationIdentifier, else SEID 1's serialNumber, else the end of the organization's name. */
function readOrgnr(subject: Element): string | undefined {
  return (
    firstMatch(attributeValues(subject, ORGANIZATION_IDENTIFIER), /^(?:NTRNO|PSDNO-FSA)-(\d{9})$/) ??
    firstMatch(attributeValues(subject, SERIAL_NUMBER), /^(\d{9})$/) ??
    firstMatch(attributeValues(subject, ORGANIZATION), /- ?(\d{9})$/)
  )
}

function firstMatch(values: readonly string[], pattern: RegExp): string | undefined {
  for (const value of values) {
    const found = pattern.exec(value)?.[1]
    if (found !== undefined) return found
  }
  return undefined
}

function readEnvironment(issuer: Element, policies: Buffer | undefined) {
  const identifiers =
    policies === undefined ? [] : readFields(policies).map((policy) => oid(fields(policy)[0]))
  return issuedFor(attributeValues(issuer, COMMON_NAME), identifiers)
}
