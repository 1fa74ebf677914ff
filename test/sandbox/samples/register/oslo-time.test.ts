import { describe, expect, it } from 'vitest'
import {
  HOUR,
  osloOffset,
  readUnzonedTime,
  readZonedTime,
  unzonedTime,
  zonedTime,
} from '../../../../src/sandbox/samples/register/oslo-time.js'

const at = (iso: string, micros = 0) => Date.parse(iso) * 1000 + micros

describe('Oslo’s time', () => {
  it('is ahead of UTC as the tz database says, on both sides of every change', () => {
    const clock = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Oslo', timeZoneName: 'longOffset' })
    const told = (ms: number) => clock.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value
    for (let year = 2005; year <= 2040; year++) {
      for (const month of [2, 9]) {
        for (let day = 24; day <= 31; day++) {
          for (const ms of [Date.UTC(year, month, day, 0, 59, 59), Date.UTC(year, month, day, 1)]) {
            expect(`GMT+0${osloOffset(ms * 1000) / HOUR}:00`).toBe(told(ms))
          }
        }
      }
    }
  })

  it('is written with its zone, in milliseconds or microseconds', () => {
    const instant = at('2023-03-07T13:26:22.817Z', 126)
    expect(zonedTime(instant)).toBe('2023-03-07T14:26:22.817+01:00')
    expect(zonedTime(instant, 6)).toBe('2023-03-07T14:26:22.817126+01:00')
    expect(zonedTime(at('2026-07-01T22:00:00.001Z'))).toBe('2026-07-02T00:00:00.001+02:00')
    expect(unzonedTime(instant, 3, 2 * HOUR)).toBe('2023-03-07T15:26:22.817')
  })

  it('is read back as it was written, whatever the zone', () => {
    const instant = at('2026-07-01T22:00:00.000Z', 7)
    expect(readZonedTime(zonedTime(instant, 6), 6)).toBe(instant)
    expect(readZonedTime('2026-07-01T16:30:00.000-05:30', 3)).toBe(instant - 7)
    expect(readUnzonedTime('2026-07-02T00:00:00.000007', 2 * HOUR)).toBe(instant)
  })

  it('is nothing else', () => {
    for (const text of [
      '2026-01-02',
      '2026-01-02T03:04:05+01:00',
      '2026-01-02T03:04:05.67+01:00',
      '2026-01-02T03:04:05.6789+01:00',
      '2026-01-02T03:04:05.678',
      '2026-01-02T03:04:05.678Z',
      '2026-01-02T03:04:05.678+0100',
      '2026-01-02T03:04:05.678+19:00',
      '2026-01-02T03:04:05.678+01:60',
      '2026-02-30T03:04:05.678+01:00',
      '2026-13-01T03:04:05.678+01:00',
      '2026-01-02T24:00:00.000+01:00',
      '2026-01-02t03:04:05.678+01:00',
      ' 2026-01-02T03:04:05.678+01:00',
      '',
      1767319445678,
      null,
    ]) {
      expect(readZonedTime(text, 3), String(text)).toBeUndefined()
    }
    for (const text of ['2026-01-02T03:04', '2026-01-02T03:04:05', '2026-02-29T03:04:05.000', 'enheter']) {
      expect(readUnzonedTime(text, HOUR), text).toBeUndefined()
    }
  })
})
