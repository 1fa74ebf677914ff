import type { Element } from './der/element.js'
import { text } from './der/text.js'
import { fields, oid } from './der/values.js'

export const COMMON_NAME = '2.5.4.3'
export const SERIAL_NUMBER = '2.5.4.5'
export const ORGANIZATION = '2.5.4.10'
export const ORGANIZATION_IDENTIFIER = '2.5.4.97'

/** RFC 4514 section 3 and, below it, the LDAP names of what else stands in Norwegian certificates. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  [COMMON_NAME]: 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  [ORGANIZATION]: 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '2.5.4.4': 'SN',
  [SERIAL_NUMBER]: 'serialNumber',
  '2.5.4.12': 'title',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'GN',
  [ORGANIZATION_IDENTIFIER]: 'organizationIdentifier',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

/** An X.501 name as RFC 4514 text, most specific part first. */
export function renderName(name: Element): string {
  return fields(name)
    .map((part) => part.children.map(renderAttribute).reverse().join('+'))
    .reverse()
    .join(',')
}

/** What a name says under one attribute type, as often as it says it. */
export function attributeValues(name: Element, type: string): string[] {
  return fields(name)
    .flatMap((part) => part.children)
    .filter((attribute) => oid(fields(attribute)[0]) === type)
    .map((attribute) => attributeText(attribute) ?? '')
}

function renderAttribute(attribute: Element): string {
  const type = oid(fields(attribute)[0])
  const name = SHORT_NAMES[type]
  const value = attributeText(attribute)
  if (name === undefined || value === undefined) {
    return `${name ?? type}=#${fields(attribute)[1]?.raw.toString('hex') ?? ''}`
  }
  return `${name}=${escaped(value)}`
}

function attributeText(attribute: Element): string | undefined {
  const value = fields(attribute)[1]
  return value && text(value)
}

/** RFC 4514 section 2.4; control characters go as hexadecimal pairs. */
function escaped(value: string): string {
  return value
    .replace(/["+,;<>\\]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/(?<!^) $/, '\\ ')
    .replace(/[\0-\x1f\x7f]/g, (control) => `\\${control.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
