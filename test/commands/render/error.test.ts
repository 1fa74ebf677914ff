import { describe, expect, it } from 'vitest'
import { renderError, renderErrorJson } from '../../../src/commands/render/error.js'
import { PLAIN } from '../../../src/commands/render/style.js'
import { ApiError, MpError, type MpErrorCode, RefusedError } from '../../../src/errors.js'
import { EXIT_BUG, EXIT_CODES } from '../../../src/exit-codes.js'
import { findRefusal } from '../../../src/protocol/refusals/find-refusal.js'
import { explained } from '../../support/explained.js'

const ENDPOINT = 'https://test.maskinporten.no/token'
const REFUSED = new RefusedError(
  ENDPOINT,
  {
    code: 'MP-122',
    error: 'invalid_grant',
    errorDescription: 'no (trace_id: abc)',
    traceId: 'abc',
    status: 400,
  },
  findRefusal('MP-122'),
)

describe('renderError', () => {
  it('is a sentence, and a line for each hint', () => {
    const error = new MpError('MP_CONFIG_INVALID', '"sopes" is wrong', { suggestion: 'scopes' })
    expect(renderError(error, PLAIN)).toBe(
      'mp: error: "sopes" is wrong\n' +
        'mp: hint: did you mean "scopes"?\n' +
        'mp: hint: mp config validate lists every problem at once\n',
    )
  })

  it('explains a refusal in the language that is asked for', () => {
    for (const language of ['nb', 'en'] as const) {
      const hints = explained('MP-122', language)
      expect(renderError(REFUSED, PLAIN, language)).toBe(
        [`mp: error: ${REFUSED.message}\n`, ...hints.map((hint) => `mp: hint: ${hint}\n`)].join(''),
      )
      expect(JSON.parse(renderErrorJson(REFUSED, [], language)).hints).toEqual(hints)
    }
  })

  it('is the sentence alone where there is nothing to advise', () => {
    expect(renderError(new MpError('MP_USAGE', 'no'), PLAIN)).toBe('mp: error: no\n')
  })

  it('marks the two words that stand out, and nothing else', () => {
    const style = {
      error: (text: string) => `<${text}>`,
      warning: String,
      hint: (text: string) => `(${text})`,
    }
    expect(renderError(new MpError('MP_UNREACHABLE', 'x'), style)).toMatch(
      /^mp: <error:> x\nmp: \(hint:\) \w/,
    )
  })
})

describe('renderErrorJson', () => {
  it('is one line with the code, the words and what to do', () => {
    expect(renderErrorJson(new MpError('MP_UNREACHABLE', 'no answer'), [])).toBe(
      '{"schema":"mp.error/1","code":"MP_UNREACHABLE","exit":5,"message":"no answer",' +
        '"hints":["nothing was changed; it is safe to try again"],"retryable":true}\n',
    )
  })

  it('tells what the authority said', () => {
    expect(renderErrorJson(REFUSED, [])).toBe(
      `{"schema":"mp.error/1","code":"MP_REFUSED","exit":4,"message":"${ENDPOINT} refused (400 invalid_grant MP-122): no (trace_id: abc)",` +
        `"hints":${JSON.stringify(explained('MP-122'))},"retryable":false,` +
        '"maskinporten":{"code":"MP-122","error":"invalid_grant","error_description":"no (trace_id: abc)","trace_id":"abc","status":400}}\n',
    )
  })

  it("tells an API's status, and none of the words that came with it but the reason", () => {
    const call = { method: 'GET', url: 'https://api.example/x' }
    expect(renderErrorJson(new ApiError(call, 503, { reason: 'Service Unavailable' }), [])).toBe(
      '{"schema":"mp.error/1","code":"MP_API_FAILED","exit":7,"message":"GET https://api.example/x answered 503 Service Unavailable",' +
        '"hints":["the fault is the API\'s: try again later"],"retryable":false,"api":{"status":503}}\n',
    )
    const refused = JSON.parse(renderErrorJson(new ApiError(call, 404), []))
    expect(refused).toEqual({
      schema: 'mp.error/1',
      code: 'MP_API_REFUSED',
      exit: 6,
      message: 'GET https://api.example/x answered 404',
      hints: [],
      retryable: false,
      api: { status: 404 },
    })
    expect(JSON.parse(renderErrorJson(REFUSED, []))).not.toHaveProperty('api')
  })

  it('has null for what the authority did not say', () => {
    const { maskinporten } = JSON.parse(renderErrorJson(new RefusedError(ENDPOINT, { status: 403 }), []))
    expect(maskinporten).toEqual({
      code: null,
      error: null,
      error_description: null,
      trace_id: null,
      status: 403,
    })
  })

  it('carries what was said before the failure', () => {
    const error = new MpError('MP_USAGE', 'x')
    expect(JSON.parse(renderErrorJson(error, ['one', 'two'])).warnings).toEqual(['one', 'two'])
    expect(JSON.parse(renderErrorJson(error, []))).not.toHaveProperty('warnings')
  })

  it('tells nothing of the cause', () => {
    const error = new MpError('MP_UNREACHABLE', 'x', { cause: new Error('geheim') })
    expect(renderErrorJson(error, [])).not.toContain('geheim')
  })
})

describe('exit codes', () => {
  const BY_EXIT: Record<number, readonly MpErrorCode[]> = {
    2: ['MP_USAGE', 'MP_JWT_UNREADABLE', 'MP_BINARY'],
    4: ['MP_REFUSED', 'MP_NOT_FOUND'],
    5: [
      'MP_UNREACHABLE',
      'MP_UNAVAILABLE',
      'MP_UNANSWERED',
      'MP_RESPONSE_MALFORMED',
      'MP_PAGING',
      'MP_REDIRECTED',
      'MP_CHANGED_MEANWHILE',
      'MP_NOT_AS_SENT',
    ],
    6: ['MP_API_REFUSED'],
    7: ['MP_API_FAILED'],
    8: ['MP_CHECK_FOUND', 'MP_UNRECOGNISED'],
    10: ['MP_CONFIRMATION_NEEDED'],
    126: ['MP_PROGRAM_UNUSABLE'],
    127: ['MP_PROGRAM_NOT_FOUND'],
    130: ['MP_INTERRUPTED'],
  }

  it.each(Object.entries(BY_EXIT))('%s is for %j', (exit, codes) => {
    const found = Object.entries(EXIT_CODES).filter(([, code]) => code === Number(exit))
    expect(found.map(([code]) => code).toSorted()).toEqual(codes.toSorted())
  })

  it('3 is for everything else that is wrong before anything is sent', () => {
    const others = Object.values(BY_EXIT).flat()
    for (const [code, exit] of Object.entries(EXIT_CODES)) {
      if (!others.some((other) => other === code)) expect([code, exit]).toEqual([code, 3])
    }
  })

  it('1 is for a bug, and for nothing that is thrown on purpose', () => {
    expect(EXIT_BUG).toBe(1)
    expect(Object.values(EXIT_CODES)).not.toContain(1)
  })

  it('says that another try may help, and does no harm, where there was no answer to speak of', () => {
    const codes = Object.keys(EXIT_CODES).filter((code) => {
      return JSON.parse(renderErrorJson(new MpError(code as MpErrorCode, 'x'), [])).retryable
    })
    expect(codes.toSorted()).toEqual([
      'MP_CHANGED_MEANWHILE',
      'MP_RESPONSE_MALFORMED',
      'MP_UNAVAILABLE',
      'MP_UNREACHABLE',
    ])
  })
})
