import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import forge from 'node-forge'

/** Opens a keystore the way a client would, with a reader that had no part in writing its MAC. */
export function openKeystore(
  path: string,
  password: string,
): { key: KeyObject; alias: string; chain: string[] } {
  const der = readFileSync(path).toString('latin1')
  const store = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(der), password)
  const { certBag = '', pkcs8ShroudedKeyBag = '' } = forge.pki.oids
  const keys = store.getBags({ bagType: pkcs8ShroudedKeyBag })[pkcs8ShroudedKeyBag] ?? []
  const certificates = store.getBags({ bagType: certBag })[certBag] ?? []
  const [bag] = keys
  if (!bag?.key || keys.length !== 1) throw new Error('expected one key')
  return {
    key: createPrivateKey(forge.pki.privateKeyToPem(bag.key)),
    alias: bag.attributes.friendlyName[0],
    chain: certificates.map(({ cert }) => {
      if (!cert) throw new Error('expected a certificate')
      return forge.pki.certificateToPem(cert)
    }),
  }
}
