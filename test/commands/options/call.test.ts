import { describe, expect, it } from 'vitest'
import { CALL, readCall } from '../../../src/commands/options/call.js'
import type { RawOptions } from '../../../src/commands/options/option.js'
import { readArgv } from '../../../src/commands/options/read-argv.js'
import { failureOf } from '../../support/failure.js'

const CWD = '/here'

/** A call as it stands on a command line. */
function call(...argv: string[]) {
  return readCall(readArgv(argv, [CALL])?.raw ?? unread(argv), CWD)
}

function unread(argv: readonly string[]): RawOptions {
  throw new Error(`commander reads ${argv.join(' ')}`)
}

const PLAIN = {
  method: 'GET',
  headers: [],
  include: false,
  output: { kind: 'stdout' },
  curl: false,
  list: false,
}

describe('the group of options', () => {
  it('holds what people and scripts rely on', () => {
    const spelt = CALL.options.map(({ long, short, value, repeatable }) =>
      [short && `-${short}`, `--${long}${repeatable ? '...' : ''}`, value && `<${value}>`]
        .filter(Boolean)
        .join(' '),
    )
    expect(spelt).toEqual([
      '-X --request <method>',
      '-H --header... <line>',
      '-d --data <text>',
      '-f --field... <k=v>',
      '-i --include',
      '-o --output <file>',
      '--paginate',
      '--items <pointer>',
      '--resume <file>',
      '--curl',
      '--list',
    ])
  })
})

describe('readCall', () => {
  it('asks for nothing but the answer where nothing was given', () => {
    expect(call()).toEqual(PLAIN)
  })

  it('reads everything at once', () => {
    const argv = [
      '-X',
      'put',
      '-H',
      'Accept: text/csv',
      '-H',
      'User-Agent:',
      '-d',
      '{"a":1}',
      '-i',
      '-o',
      '../out',
    ]
    expect(call(...argv, '--list')).toEqual({
      method: 'PUT',
      headers: [
        { name: 'Accept', value: 'text/csv' },
        { name: 'User-Agent', remove: true },
      ],
      body: { kind: 'text', text: '{"a":1}', contentType: 'application/json' },
      include: true,
      output: { kind: 'file', path: '/out', label: '../out' },
      curl: false,
      list: true,
    })
  })

  it('reads pages, with files relative to the working directory', () => {
    expect(call('--paginate', '--items', '/_embedded/enheter', '--resume', 'state.json')).toEqual({
      ...PLAIN,
      pages: {
        items: '/_embedded/enheter',
        resume: { path: '/here/state.json', label: 'state.json' },
      },
    })
    expect(call('--paginate')).toEqual({ ...PLAIN, pages: {} })
  })

  it('takes --output - for standard output', () => {
    expect(call('-o', '-').output).toEqual({ kind: 'stdout' })
  })
})

describe('the method', () => {
  it.each([
    [[], 'GET'],
    [['-d', 'a=b'], 'POST'],
    [['-d', '@file'], 'POST'],
    [['-d', '@-'], 'POST'],
    [['-f', 'a=b'], 'POST'],
    [['-X', 'GET', '-d', 'a=b'], 'GET'],
    [['-X', 'delete'], 'DELETE'],
    [['-X', 'Patch'], 'PATCH'],
    [['-X', 'head'], 'HEAD'],
    [['-X', 'M-Search'], 'M-Search'],
  ])('of %j is %s', (argv, method) => {
    expect(call(...argv).method).toBe(method)
  })

  it.each([
    ['GET /', '--request "GET /" is not a method'],
    ['GET\r\nX: y', '--request "GET\r\nX: y" is not a method'],
    ['Ø', '--request "Ø" is not a method'],
    [' ', '--request " " is not a method'],
    ['', '--request is empty'],
    ['connect', '--request CONNECT is refused: it opens a tunnel'],
    ['TRACE', '--request TRACE is refused: it sends the token back'],
  ])('is not %j', (method, message) => {
    expect(failureOf(() => call('-X', method))).toMatchObject({ code: 'MP_USAGE', message })
  })

  it('HEAD has no body', () => {
    expect(failureOf(() => call('-X', 'head', '-d', 'x'))).toMatchObject({
      code: 'MP_USAGE',
      message: '--request HEAD has no body',
    })
  })
})

describe('the body', () => {
  it.each([
    [['-d', 'a=b'], { kind: 'text', text: 'a=b', contentType: 'application/x-www-form-urlencoded' }],
    [['-d', 'words'], { kind: 'text', text: 'words', contentType: 'text/plain; charset=utf-8' }],
    [['-d', '@in/a.json'], { kind: 'file', path: '/here/in/a.json', label: 'in/a.json' }],
    [['-d', '@/a.json'], { kind: 'file', path: '/a.json', label: '/a.json' }],
    [['-d', '@@a'], { kind: 'file', path: '/here/@a', label: '@a' }],
    [['-d', '@-a'], { kind: 'file', path: '/here/-a', label: '-a' }],
    [['-d', '@-'], { kind: 'stdin' }],
    [['-f', 'a=310904473'], { kind: 'text', text: '{"a":"310904473"}', contentType: 'application/json' }],
    [
      ['-f', 'a:=1', '-f', 'b=@x'],
      { kind: 'text', text: '{"a":1,"b":"@x"}', contentType: 'application/json' },
    ],
  ])('of %j is %j', (argv, body) => {
    expect(call(...argv).body).toEqual(body)
  })
})

describe('what is malformed, or excludes each other', () => {
  it.each([
    [['-d', '@'], '--data @ names no file'],
    [['-d', ''], '--data is empty'],
    [['-d', 'x', '-f', 'a=b'], '--data and --field exclude each other'],
    [['-f', 'a'], '--field is not of the form "key=text", "key:=json" or "key[]=text"'],
    [['-H', 'Host: x'], '--header "Host" is refused: mp sets it by the URL and the body'],
    [['-i', '--paginate'], '--include and --paginate exclude each other'],
    [['--curl', '--paginate'], '--curl and --paginate exclude each other'],
    [['--curl', '-o', 'x'], '--curl and --output exclude each other'],
    [['--items', '/a'], '--items goes with --paginate'],
    [['--items', ''], '--items goes with --paginate'],
    [['--resume', 'x'], '--resume goes with --paginate'],
    [['--paginate', '--resume', ''], '--resume is empty'],
    [['--paginate', '--resume', '-'], '--resume - is not a file'],
    [['--paginate', '-o', 'a/../x', '--resume', './x'], '--resume and --output are the same file "./x"'],
    [['--paginate', '-d', '@x', '--resume', '/here/x'], '--resume and --data are the same file "/here/x"'],
    [['-o', ''], '--output is empty'],
  ])('%j', (argv, message) => {
    expect(failureOf(() => call(...argv))).toMatchObject({ code: 'MP_USAGE', message })
  })

  it.each(['items', 'a/b', '#/a', '/a~', '/a~2', '/~/a', ' /a'])('--items %j is no JSON pointer', (items) => {
    const { code, message } = failureOf(() => call('--paginate', '--items', items))
    expect(code).toBe('MP_USAGE')
    expect(message).toContain(`--items "${items}" is no JSON pointer`)
  })

  it.each(['', '/', '/a', '/a/0/b', '/a~0b~1c', '/a b/æ', '//'])('--items %j is one', (items) => {
    expect(call('--paginate', '--items', items).pages).toEqual({ items })
  })
})
