import { describe, expect, it } from 'vitest'
import { readProperties } from '../../../src/profiles/foreign/java-properties.js'
import { propertiesTraps } from '../../../src/profiles/foreign/properties-traps.js'

function trapsIn(file: string): string[] {
  return propertiesTraps(readProperties(Buffer.from(file, 'latin1'), 'x'))
}

describe('propertiesTraps', () => {
  it.each([
    'issuer=a\naudience: b\nscope c:d e:f\nkeystore.password=p\\u00e5\\#\\ \\\\\\=\\:\\!x\n',
    'keystore.file=C:\\\\certs\\\\new.p12\nresource=\nkeystore.alias=bl\xe5b\xe6r\n',
    'scope=a:b \\\n  c:d\nkeystore.password=a#b\'c"\n',
    '# "x" \\\nissuer=a\n',
  ])('finds nothing in %j', (file) => {
    expect(trapsIn(file)).toEqual([])
  })

  it.each([
    ['a=b\nkeystore.password=x ', 'line 2: "keystore.password" ends in white space, which is a part of it'],
    ['\n\nscope=a:b\t\n', 'line 3: "scope" ends in white space, which is a part of it'],
    [
      'keystore.alias=bl\xc3\xa5',
      'line 1: "keystore.alias" is written in UTF-8, and Java reads Latin-1: write its letters beyond ASCII as \\u00e5 and the like',
    ],
    [
      'keystore.file=C:\\certs\\new.p12',
      'line 1: a backslash in "keystore.file" is an escape to Java, so that it reads "C:certs ew.p12": write \\\\ for a backslash, or / in a path',
    ],
    [
      'keystore.password=a\\b',
      'line 1: a backslash in "keystore.password" is an escape to Java: write \\\\ for a backslash, or / in a path',
    ],
    ['scope=a\nissuer=b\nscope=c', 'line 3: "scope" stands on line 1 too, and the last counts'],
    ['isuer=a', 'line 1: this is no property that jwt-grant-generator knows; did you mean "issuer"?'],
    ['hemmelig', 'line 1: this is no property that jwt-grant-generator knows'],
    [
      'scope=a:b # les',
      'line 1: "scope" has a # or ! in it: what stands behind it is no comment, but a part of the value',
    ],
    ['issuer="a"', 'line 1: the quotes around "issuer" are a part of it'],
    [
      'keystore.file=a.p12\\\nkeystore.password=b',
      'line 1: the backslash that ends line 1 makes "keystore.password" on line 2 a part of "keystore.file"',
    ],
    [
      '\xef\xbb\xbfissuer=a',
      'line 1: the file begins with a byte order mark, which Java takes for a part of the first name: save it without',
    ],
  ])('finds the trap in %j', (file, warning) => {
    expect(trapsIn(file).at(-1)).toBe(warning)
  })

  it('comes to the end of twenty thousand lines', () => {
    const many = Array.from({ length: 2e4 }, (_, index) => `k${index}=v\n`).join('')
    expect(trapsIn(`scope=a:b\n${many}scope=c:d`).at(-1)).toBe(
      'line 20002: "scope" stands on line 1 too, and the last counts',
    )
  })

  it('repeats no secret and no name that may be one', () => {
    const file =
      'keystore.password="hemmelig1 # "\nhemmelig2=hemmelig3 \nkeystore.alias.password=hemmelig4\\n \npid=hemmelig5\\x\nkeystore.file=base64:hemmelig6\\x'
    const warnings = trapsIn(file)
    expect(warnings).toHaveLength(7)
    expect(warnings.join()).not.toContain('hemmelig')
  })
})
