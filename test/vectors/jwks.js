import { createPrivateKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Writes keys in PEM as JWKs of every kind. Arguments: the directory of the keys, and that of the JWKs.
const [from, to] = process.argv.slice(2)
const [auth, sign, enc, ec, ed25519] = ['auth', 'sign', 'enc', 'ec', 'ed25519'].map((name) =>
  createPrivateKey(readFileSync(join(from, `${name}.key`))).export({ format: 'jwk' }),
)
const x5c = ['auth', 'intermediate', 'root'].map((name) => readFileSync(join(from, `${name}.crt.base64`), 'utf8'))
const { kty, n, e, d, p, q } = auth

write('bare.jwk.json', auth)
write('kid.jwk.json', { ...auth, kid: 'min-kid', use: 'sig', alg: 'RS256' })
write('x5c.jwk.json', { ...auth, x5c })
write('no-primes.jwk.json', { kty, n, e, d, kid: 'min-kid' })
write('no-exponents.jwk.json', { kty, n, e, d, p, q, kid: 'min-kid' })
write('enc.jwk.json', { ...enc, kid: 'enc', use: 'enc' })
write('rsa-oaep.jwk.json', { ...enc, kid: 'enc', alg: 'RSA-OAEP-256' })
write('mismatch.jwk.json', { ...sign, kid: 'min-kid', x5c })
write('other-n.jwk.json', { ...auth, n: sign.n, kid: 'min-kid' })
write('public.jwk.json', { kty, n, e, kid: 'min-kid' })
write('secret.jwk.json', { kty: 'oct', k: 'aGVtbWVsaWc', kid: 'hemmelig' })
write('ec.jwk.json', { ...ec, kid: 'ec' })
write('ed25519.jwk.json', { ...ed25519, kid: 'ed25519' })
write('several.jwks.json', {
  keys: [
    { ...enc, kid: 'enc', use: 'enc' },
    { kty, n, e, kid: 'offentlig' },
    { ...auth, kid: 'sig', use: 'sig' },
    { kty: 'oct', k: 'aGVtbWVsaWc', kid: 'hemmelig' },
  ],
})
write('two.jwks.json', { keys: [{ ...auth, kid: 'ny' }, { ...sign, kid: 'gammel' }] })
write('array.jwks.json', [{ ...auth, kid: 'min-kid' }])
write('public.jwks.json', { keys: [{ kty, n, e, kid: 'offentlig' }] })

function write(file, json) {
  writeFileSync(join(to, file), `${JSON.stringify(json, null, 2)}\n`)
}
