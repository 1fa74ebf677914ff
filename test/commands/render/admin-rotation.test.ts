import { describe, expect, it } from 'vitest'
import { stepText, stoppedHints, switchText } from '../../../src/commands/render/admin-rotation.js'
import { hintsFor } from '../../../src/commands/render/hints.js'
import { MpError, type MpErrorCode, type StoppedRotation } from '../../../src/errors.js'

const STOPPED = { client: 'c', kid: 'n', file: 'new.json', old: 'o' }

/** The hints of a rotation that stopped with this failure. */
function hints(after: StoppedRotation['after'], code: MpErrorCode): string[] {
  const rotation = { after, ...STOPPED }
  return hintsFor(Object.assign(new MpError(code, 'x'), { rotation, resumable: true }))
}

describe('a rotation that was stopped', () => {
  it.each<[StoppedRotation['after'], string[]]>([
    [
      'made',
      [
        'the keys that were registered before still work; whether "n" is registered too tells mp admin key list c',
        'the way back: mp admin key remove c n, and then delete "new.json"; where it is not registered, delete the file alone',
      ],
    ],
    [
      'registered',
      [
        'the keys that were registered before still work, and nothing was taken from the client',
        'the way back: mp admin key remove c n, and then delete "new.json"',
      ],
    ],
    [
      'proved',
      [
        'the new key works, and lies in "new.json"; whether "o" is registered still tells mp admin key list c',
      ],
    ],
    [
      'retired',
      [
        'the new key worked before "o" was retired, and lies in "new.json"; what is registered tells mp admin key list c',
        "the way back: mp admin key add c --key <the old key's file>",
      ],
    ],
  ])('after the step "%s" says what still works, and the way back', (after, expected) => {
    expect(stoppedHints({ after, ...STOPPED })).toEqual(expected)
    const onwards = 'the same command goes on where this one stopped'
    expect(hints(after, 'MP_UNREACHABLE')).toEqual([...expected, onwards])
  })

  it('is not told that nothing was changed, for something was before the request that failed', () => {
    expect(hints('registered', 'MP_UNREACHABLE').join()).not.toContain('nothing was changed')
    expect(hints('made', 'MP_KEY_ROOM')[0]).toBe('make room: mp admin key remove <client> <kid>')
  })
})

describe('a rotation', () => {
  const facts = { client: 'c', file: { path: '/x/a "b".json', label: 'a "b".json' } }

  it('names the file as JSON wants it', () => {
    expect(switchText(facts, 'n')).toBe(
      'to switch, give the profile of client "c" this key: "key": {"file":"a \\"b\\".json","kid":"n"}',
    )
  })

  it('says that it waits, and for how long', () => {
    expect(stepText({ did: 'waiting', wait: 20 }, facts)).toBe(
      'Maskinporten does not know it yet: asking again for up to 20 seconds',
    )
  })
})
