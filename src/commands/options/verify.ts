import { resolve } from 'node:path'
import { MpError } from '../../errors.js'
import { splitList } from '../../profiles/key-source.js'
import { parseOrgnr } from '../../protocol/orgnr.js'
import { readInstant } from './instant.js'
import { listOf, type OptionGroup, type RawOptions, textOf } from './option.js'

export const VERIFY: OptionGroup = {
  title: 'Verify options:',
  options: [
    {
      long: 'jwks',
      value: 'file',
      values: 'file',
      description: "the issuer's keys, instead of asking it; - for standard input",
    },
    {
      long: 'scope',
      short: 's',
      value: 'scope',
      values: 'scope',
      repeatable: true,
      description: 'scope that the token must have; repeatable',
    },
    { long: 'audience', value: 'uri', description: 'audience that the token must be for' },
    { long: 'consumer-org', value: 'orgnr', description: 'organisation that the token must be for' },
    { long: 'supplier-org', value: 'orgnr', description: 'organisation that must act for it' },
    {
      long: 'altinn',
      switchable: true,
      description: "a token of Altinn's, or (--no-altinn) of Maskinporten's",
    },
    {
      long: 'altinn-env',
      value: 'name',
      description: "Altinn's environment: prod, tt02, at21 to at24 or yt01; implies --altinn",
    },
    { long: 'at', value: 'time', description: 'verify as at this time (ISO 8601, or seconds since 1970)' },
  ],
}

export interface VerifyOptions {
  jwks?: { path: string; label: string } | 'stdin'
  scopes: readonly string[]
  audience: string | undefined
  consumer: string | undefined
  supplier: string | undefined
  at: number | undefined
}

/** Reads what a token must be. Throws `MP_USAGE`. */
export function readVerify(raw: RawOptions, cwd: string): VerifyOptions {
  const jwks = textOf(raw, 'jwks')
  return {
    ...(jwks !== undefined && { jwks: jwks === '-' ? 'stdin' : { path: resolve(cwd, jwks), label: jwks } }),
    scopes: splitList(listOf(raw, 'scope') ?? []),
    audience: textOf(raw, 'audience'),
    consumer: readOrgnr(raw, 'consumerOrg', '--consumer-org'),
    supplier: readOrgnr(raw, 'supplierOrg', '--supplier-org'),
    at: readInstant(raw, 'at'),
  }
}

function readOrgnr(raw: RawOptions, key: string, flag: string): string | undefined {
  const text = textOf(raw, key)
  const orgnr = text === undefined ? undefined : parseOrgnr(text)
  if (text === undefined || orgnr !== undefined) return orgnr
  throw new MpError(
    'MP_USAGE',
    `${flag} "${text}" is not an organisation number: nine digits, the last a check digit`,
  )
}
