import { privateJwk } from '../keys/write/jwk.js'
import { writePem } from '../keys/write/pem.js'
import { writePkcs12 } from '../keys/write/pkcs12.js'
import type { Secret } from '../secret.js'
import type { TakenKey } from './take-key.js'

/** What a key is to be written as. Only PKCS#12 has a place for an alias, and only a JWK for a kid. */
export type Conversion =
  | { to: 'pkcs12'; password: Secret; alias?: string }
  | { to: 'pem'; password?: Secret }
  | { to: 'jwk'; alg: string }

/** A guess costs a guesser so many rounds, and its owner half a blink. */
const ROUNDS = 100_000

/** Writes a key, and what belongs to it, in another format. */
export async function convertKey(
  { entry, privateKey, kid }: TakenKey,
  conversion: Conversion,
): Promise<Uint8Array | string> {
  const chain = entry.certificates.map(({ der }) => der)
  switch (conversion.to) {
    case 'pkcs12': {
      const { password, alias = entry.alias } = conversion
      return writePkcs12({ privateKey, chain, alias }, { password, rounds: ROUNDS })
    }
    case 'pem': {
      const { password } = conversion
      return writePem(privateKey, chain, password && { password, rounds: ROUNDS })
    }
    case 'jwk':
      return `${JSON.stringify(privateJwk(privateKey, { kid, alg: conversion.alg }), null, 2)}\n`
  }
}
