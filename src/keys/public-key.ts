import { BIT_STRING } from './der/element.js'
import { expect, readFields } from './der/values.js'

/**
 * Do two SubjectPublicKeyInfos hold one key? The key itself is compared: what stands before it (absent or NULL
 * parameters, say) differs between tools.
 */
export function isSameKey(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0 || subjectPublicKey(one).equals(subjectPublicKey(other))
}

function subjectPublicKey(spki: Uint8Array): Buffer {
  return expect(readFields(Buffer.from(spki))[1], BIT_STRING).content
}
