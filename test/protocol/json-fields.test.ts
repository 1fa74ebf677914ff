import { describe, expect, it } from 'vitest'
import { toJsonBody } from '../../src/protocol/json-fields.js'
import { failureOf } from '../support/failure.js'

const FORM = '--field is not of the form "key=text", "key:=json" or "key[]=text"'

describe('toJsonBody', () => {
  it.each([
    [[], '{}'],
    [['orgnr=310904473'], '{"orgnr":"310904473"}'],
    [['pid=00000000000', 'on=true', 'no=null'], '{"pid":"00000000000","on":"true","no":"null"}'],
    [['empty='], '{"empty":""}'],
    [['url=https://a.no/?b=c'], '{"url":"https://a.no/?b=c"}'],
    [['text=æ "q" \\ \n\u0001'], '{"text":"æ \\"q\\" \\\\ \\n\\u0001"}'],
    [['a.b/c d=1'], '{"a.b/c d":"1"}'],
    [['a:b=1'], '{"a:b":"1"}'],
    [['a[0]=1', 'a[x][]=2'], '{"a[0]":"1","a[x]":["2"]}'],
    [['a:[]=1'], '{"a:":["1"]}'],
    [['a::=1'], '{"a:":1}'],
    [['b=1', '2=2', '1=1', 'a=3'], '{"b":"1","2":"2","1":"1","a":"3"}'],
    [['n:=1250000.50'], '{"n":1250000.50}'],
    [['n:=9007199254740993'], '{"n":9007199254740993}'],
    [['on:=true', 'no:=null', 's:="x"'], '{"on":true,"no":null,"s":"x"}'],
    [['o:={"b": 1, "a" :[ ]}\n'], '{"o":{"b": 1, "a" :[ ]}\n}'],
    [['l:=[]'], '{"l":[]}'],
    [['l[]=1'], '{"l":["1"]}'],
    [['l[]=1', 'x=y', 'l[]:=2', 'l[]:={"a": 3}'], '{"l":["1",2,{"a": 3}],"x":"y"}'],
    [['l[]:=[1]'], '{"l":[[1]]}'],
  ])('of %j is %s', (fields, body) => {
    expect(toJsonBody(fields)).toBe(body)
    expect(() => JSON.parse(toJsonBody(fields))).not.toThrow()
  })

  it('takes __proto__ for a name like any other', () => {
    const body = toJsonBody(['__proto__:={"admin":true}', 'constructor=c', 'toString[]=t'])
    expect(body).toBe('{"__proto__":{"admin":true},"constructor":"c","toString":["t"]}')
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })

  it.each(['', 'name', '=x', ':=1', '[]=x', '[]:=1', '310904473'])('refuses %j', (field) => {
    expect(failureOf(() => toJsonBody([field]))).toMatchObject({ code: 'MP_USAGE', message: FORM })
  })

  it.each([
    [['a=1', 'a=2']],
    [['a=1', 'b=2', 'a:=3']],
    [['a=', 'a=']],
    [['a=1', 'a[]=2']],
    [['a[]=1', 'a=2']],
    [['a:=[]', 'a[]=2']],
    [['a:=[1]', 'a[]:=2']],
  ])('refuses %j: one name, two values', (fields) => {
    expect(failureOf(() => toJsonBody(fields))).toMatchObject({
      code: 'MP_USAGE',
      message: '--field "a" is given twice; "a[]=..." makes a list',
    })
  })

  it.each(['', 's3cret', '{', '1,"b":2', '1}', "'x'", 'NaN', '\ufeff1', '{"a":1} {"b":2}'])(
    'refuses the JSON %j by its name, without repeating it',
    (json) => {
      expect(failureOf(() => toJsonBody([`a:=${json}`]))).toMatchObject({
        code: 'MP_USAGE',
        message: '--field "a" is not valid JSON; "a=..." takes it as text',
      })
    },
  )
})
