import { describe, expect, it } from 'vitest'
import { addToConfig } from '../../src/profiles/add-to-config.js'

const ADDITION = {
  name: 'ny',
  profile: { clientId: 'c', scopes: ['a:b'] },
  environment: { name: 'local', added: { issuer: 'http://127.0.0.1:1/' } },
}
const ADDED = { profiles: { ny: ADDITION.profile }, environments: { local: ADDITION.environment.added } }

describe('addToConfig', () => {
  it.each([
    '{}',
    ' {\n}\n',
    '{"profiles":{}}',
    '{"profiles":{"a":{"clientId":"}"}},"defaultProfile":"a"}',
    '{\n  "environments": {\n    "b": { "issuer": "https://b.example/" }\n  },\n  "$schema": "x"\n}\n',
    '{\r\n\t"profiles": {\r\n\t\t"a": {}\r\n\t}\r\n}\r\n',
    '\ufeff{"profiles": {"1": {}, "a\\"": {}}}',
  ])('adds to %j what is new, and keeps what was there', (before) => {
    const after = addToConfig(before, ADDITION)
    const old = JSON.parse(before.replace('\ufeff', ''))
    expect(JSON.parse(after.replace('\ufeff', ''))).toEqual({
      ...old,
      profiles: { ...old.profiles, ...ADDED.profiles },
      environments: { ...old.environments, ...ADDED.environments },
    })
    expect(after.startsWith('\ufeff')).toBe(before.startsWith('\ufeff'))
    expect(/(?<!\r)\n/.test(after)).toBe(!before.includes('\r\n'))
  })

  it('writes as the file does: its indentation, its end', () => {
    const before = '{\n    "profiles": {\n        "a": { "clientId":  "x" }\n    }\n}\n'
    expect(addToConfig(before, { name: 'ny', profile: { clientId: 'c' } })).toBe(
      '{\n    "profiles": {\n        "a": { "clientId":  "x" },\n        "ny": {\n            "clientId": "c"\n        }\n    }\n}\n',
    )
  })
})
