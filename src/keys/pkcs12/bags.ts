import { context, type Element, OBJECT_IDENTIFIER, OCTET_STRING } from '../der/element.js'
import { bmpText } from '../der/text.js'
import { expect, fields, octetString, oid } from '../der/values.js'
import type { Marks } from '../found.js'
import { readScheme, type Scheme } from '../pbe/scheme.js'

const BAGS = '1.2.840.113549.1.12.10.1.'
const KEY_BAG = `${BAGS}1`
const SHROUDED_KEY_BAG = `${BAGS}2`
const CERTIFICATE_BAG = `${BAGS}3`
const SECRET_BAG = `${BAGS}5`
const SAFE_CONTENTS_BAG = `${BAGS}6`
const X509 = '1.2.840.113549.1.9.22.1'
const FRIENDLY_NAME = '1.2.840.113549.1.9.20'
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21'
/** Java's mark for a certificate that an entry of its own trusts. */
const TRUSTED_KEY_USAGE = '2.16.840.1.113894.746875.1.1'

/** A bag (RFC 7292 section 4.2), read as far as it goes without a password. */
export interface Bag {
  readonly kind: 'key' | 'certificate' | 'secret'
  readonly marks: Marks
  /** A certificate, or a key: PKCS#8, encrypted if there is a scheme. */
  readonly data: Buffer
  readonly scheme?: Scheme
  readonly trusted?: boolean
}

/** Reads SafeContents; kinds of bag that hold neither keys nor certificates are passed over. */
export function readBags(contents: Element): Bag[] {
  return fields(contents).flatMap(readBag)
}

function readBag(bag: Element): Bag[] {
  const [type, holder, attributes] = fields(bag)
  const value = expect(holder, context(0)).children[0] as Element
  const marks = readMarks(attributes)
  switch (oid(type)) {
    case KEY_BAG:
      return [{ kind: 'key', marks, data: value.raw }]
    case SHROUDED_KEY_BAG:
      return [
        {
          kind: 'key',
          marks,
          data: octetString(fields(value)[1]),
          scheme: readScheme(fields(value)[0]),
        },
      ]
    case CERTIFICATE_BAG:
      return readCertificateBag(value, marks, attributes)
    case SECRET_BAG:
      return [{ kind: 'secret', marks, data: value.raw }]
    case SAFE_CONTENTS_BAG:
      return readBags(value)
    default:
      return []
  }
}

function readCertificateBag(value: Element, marks: Marks, attributes: Element | undefined): Bag[] {
  const [type, holder] = fields(value)
  if (oid(type) !== X509) return []
  const data = octetString(expect(holder, context(0)).children[0])
  return [
    { kind: 'certificate', marks, data, trusted: attribute(attributes, TRUSTED_KEY_USAGE) !== undefined },
  ]
}

function readMarks(attributes: Element | undefined): Marks {
  const name = attribute(attributes, FRIENDLY_NAME)
  const localKeyId = attribute(attributes, LOCAL_KEY_ID)
  return {
    ...(name && { name: bmpText(name.content) }),
    ...(localKeyId && { localKeyId: expect(localKeyId, OCTET_STRING).content.toString('hex') }),
  }
}

/** The first value of a bag's attribute. */
function attribute(attributes: Element | undefined, type: string): Element | undefined {
  const found = attributes?.children.find(
    (one) => one.children[0]?.tag === OBJECT_IDENTIFIER && oid(one.children[0]) === type,
  )
  return found?.children[1]?.children[0]
}
