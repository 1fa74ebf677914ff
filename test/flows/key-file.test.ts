import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { keyFileOf } from '../../src/flows/key-file.js'
import { Secret } from '../../src/secret.js'
import { vector } from '../support/host.js'

describe('keyFileOf', () => {
  it.each([
    ['openssl.p12', 'p12'],
    ['keytool.jks', 'jks'],
    ['keytool.jceks', 'jceks'],
    ['kid.jwk.json', 'jwk.json'],
    ['pkcs8.pem', 'pem'],
  ])('takes %s out of its base64, as a .%s file', (name, extension) => {
    const bytes = readFileSync(vector(name))
    const file = keyFileOf(new Secret(bytes.toString('base64')))
    expect(file.extension).toBe(extension)
    expect(Buffer.from(file.bytes).equals(bytes)).toBe(true)
  })

  it.each([
    ['kid.jwk.json', 'jwk.json'],
    ['pkcs8.pem', 'pem'],
  ])('leaves the text of %s as it is', (name, extension) => {
    const text = readFileSync(vector(name), 'utf8')
    expect(keyFileOf(new Secret(text))).toEqual({ extension, bytes: `${text.trim()}\n` })
  })
})
