import { EXIT_CODES } from '../exit-codes.js'
import { judgeGrant } from '../flows/judge-grant.js'
import type { Host } from '../host.js'
import type { Jwt } from '../protocol/jwt.js'
import { readExpected } from './lint/expected.js'
import { readGlobal } from './options/global.js'
import { type LintOptions, readLint } from './options/lint.js'
import type { RawOptions } from './options/option.js'
import { readJwtInput } from './read-jwt.js'
import { renderLint, renderLintJson } from './render/lint.js'
import { reporterFor } from './reporter.js'

/** `mp lint`: judges a grant made by any tool by the published rules, offline; exit 8 where one is broken. */
export async function runLint(
  raw: RawOptions,
  host: Host,
  args: readonly string[],
): Promise<number | undefined> {
  const options = readGlobal(raw)
  const lint = readLint(raw)
  const report = reporterFor(options, host)
  const expected = readExpected(raw, host, args)
  const jwt = await readJwtInput(args, 'grant', host, report)
  const bench = { now: instantFor(lint, jwt, host), ...(await expected.for(jwt, report)) }
  const judgement = judgeGrant(jwt, bench)
  host.stdout(options.json ? renderLintJson(judgement) : renderLint(judgement))
  if (!options.json) report.note(CREDENTIAL)
  const isFailing = judgement.findings.some(
    ({ level }) => level === 'error' || (lint.strict && level === 'warning'),
  )
  return isFailing ? EXIT_CODES.MP_CHECK_FOUND : undefined
}

const CREDENTIAL =
  'a grant is a credential, and buys one token: do not pass it on, and make a new one for each request'

function instantFor({ at }: LintOptions, { claims: { iat } }: Jwt, host: Host): number {
  if (at !== 'iat') return at ?? host.now()
  return Number.isInteger(iat) ? Number(iat) : host.now()
}
