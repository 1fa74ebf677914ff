import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silenceAfter } from '../../src/platform/silence.js'

describe('silenceAfter', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function listening() {
    const heard = vi.fn()
    return { heard, silence: silenceAfter(100, heard) }
  }

  it('calls once when the time has passed', () => {
    const { heard } = listening()
    vi.advanceTimersByTime(99)
    expect(heard).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1000)
    expect(heard).toHaveBeenCalledOnce()
  })

  it('begins anew with everything that moves', () => {
    const { heard, silence } = listening()
    for (let round = 0; round < 5; round++) {
      vi.advanceTimersByTime(60)
      silence.moved()
    }
    expect(heard).not.toHaveBeenCalled()
    vi.advanceTimersByTime(100)
    expect(heard).toHaveBeenCalledOnce()
  })

  it('blames nobody while one of ours is waited for, and gives the server its whole time afterwards', () => {
    const { heard, silence } = listening()
    silence.rest('sink')
    vi.advanceTimersByTime(1000)
    silence.watch('sink')
    vi.advanceTimersByTime(99)
    expect(heard).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(heard).toHaveBeenCalledOnce()
  })

  it('blames nobody until both of ours are ready', () => {
    const { heard, silence } = listening()
    silence.rest('source')
    silence.rest('sink')
    silence.watch('source')
    vi.advanceTimersByTime(1000)
    expect(heard).not.toHaveBeenCalled()
    silence.watch('sink')
    vi.advanceTimersByTime(100)
    expect(heard).toHaveBeenCalledOnce()
  })

  it('is over at the end, whatever is said later', () => {
    const { heard, silence } = listening()
    silence.rest('sink')
    silence.end()
    silence.watch('sink')
    silence.moved()
    vi.advanceTimersByTime(1000)
    expect(heard).not.toHaveBeenCalled()
  })
})
