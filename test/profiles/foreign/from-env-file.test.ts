import { describe, expect, it } from 'vitest'
import { readEnvFile } from '../../../src/profiles/foreign/env-file.js'
import { fromEnvFile } from '../../../src/profiles/foreign/from-env-file.js'

function warningsOf(file: string): readonly string[] {
  return fromEnvFile(readEnvFile(file, 'x.env')).warnings
}

describe('fromEnvFile', () => {
  it('takes the JWK before a keystore, and the issuer before the well-known address', () => {
    const file =
      'MASKINPORTEN_KEYSTORE_PATH=k.jks\nMASKINPORTEN_CLIENT_JWK={}\nMASKINPORTEN_WELL_KNOWN_URL=https://a.example/.well-known/x\nMASKINPORTEN_ISSUER=https://b.example/\n'
    expect(fromEnvFile(readEnvFile(file, 'x.env'))).toMatchObject({
      issuer: { value: 'https://b.example/', origin: '$MASKINPORTEN_ISSUER' },
      key: { source: { kind: 'text' } },
    })
  })

  it('takes no notice of variables that are not Maskinporten’s', () => {
    expect(warningsOf('AZURE_CLIENT_ID=$x\nMASKINPORTEN_JWKS_URI=https://a.example/jwk\n')).toEqual([])
  })

  it.each([
    [
      'MASKINPORTEN_SCOPE=a',
      'line 1: "MASKINPORTEN_SCOPE" is no variable that mp knows; did you mean "MASKINPORTEN_SCOPES"?',
    ],
    [
      '\nMASKINPORTEN_SCOPES=a\nMASKINPORTEN_SCOPES=b',
      'line 3: "MASKINPORTEN_SCOPES" stands on line 2 too, and the last counts',
    ],
    [
      'MASKINPORTEN_SCOPES="$A"',
      'line 1: "MASKINPORTEN_SCOPES" may refer to another variable with its $, and is taken as it is written',
    ],
  ])('warns of %j', (file, warning) => {
    expect(warningsOf(file)).toEqual([warning])
  })
})
