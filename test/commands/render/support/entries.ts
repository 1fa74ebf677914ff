import { MpError } from '../../../../src/errors.js'
import type { InspectedEntry } from '../../../../src/flows/inspect-keystore.js'
import { NOW } from '../../../support/keys.js'

export const SECRET: InspectedEntry = {
  alias: 'hemmelig',
  type: 'secret-key',
  certificates: [],
  selected: false,
}

/** A key that does not open. */
export const LOCKED: InspectedEntry = {
  alias: 'låst',
  type: 'private-key',
  certificates: [],
  selected: false,
  problem: new MpError('MP_KEY_WRONG_PASSWORD', '"x.jks" holds a key "låst" that does not open'),
}

/** A key with a certificate that says as little as it may. */
export const LEAF: InspectedEntry = {
  alias: 'auth',
  type: 'private-key',
  algorithm: 'RSA',
  bits: 2048,
  kid: 'mine',
  spkiSha256: 'aa',
  certificates: [
    { sha256: 'bb', subject: 'CN=A', issuer: 'CN=B', notBefore: NOW, notAfter: NOW + 86_400, usage: [] },
  ],
  selected: true,
}
