import { describe, expect, it } from 'vitest'
import { followPages } from '../../src/flows/follow-pages.js'
import { openResume, type ResumeFiles } from '../../src/flows/resume.js'
import type { PagedRun } from '../../src/flows/resume-state.js'
import type { HttpResponse } from '../../src/protocol/http.js'
import type { PageRequest } from '../../src/protocol/page.js'
import { failureOf, rejectionOf } from '../support/failure.js'
import { Killed, mortalFiles } from '../support/mortal-files.js'
import { memoryFiles } from '../support/ports.js'

const STATE = { path: '/work/sync.json', label: 'sync.json' }
const OUTPUT = { path: '/work/all.jsonl', label: 'out/all.jsonl' }
const PART = '/work/all.jsonl.part'
const RUN: PagedRun = {
  request: { method: 'POST', url: 'https://api.example/totalbestand', body: '{"upperCutoff":"2026"}' },
  items: '/rettsstiftelse',
  output: OUTPUT,
}
const PAGES = 4
const LINES = Array.from({ length: PAGES * 2 }, (_, index) => `{"nr":${index}.50,"navn":"blåbær"}\n`)

/** A register of four pages with two registrations each, and a last one with none. */
async function register({ body = '' }: PageRequest): Promise<HttpResponse> {
  const page = Number(JSON.parse(body).lastSortValues?.[0] ?? 0)
  const items = LINES.slice(page * 2, page * 2 + 2).map((line) => line.trim())
  const sortValues = page < PAGES ? `"sortValues":["${page + 1}"],` : ''
  return { status: 200, headers: {}, body: `{${sortValues}"rettsstiftelse":[${items.join(',\n')}]}` }
}

interface Attempt {
  run?: PagedRun
  /** Stops as a person would, after so many pages. */
  pages?: number
  fetch?: (request: PageRequest) => Promise<HttpResponse>
  /** Takes what goes to standard output. */
  print?: (lines: string) => void
}

/** One process, from its start to its end or its death. */
async function attempt(files: ResumeFiles, { run = RUN, pages = 99, fetch = register, print }: Attempt = {}) {
  const resumed = openResume(files, STATE, run)
  if (resumed.finished) return 'finished'
  let left = pages
  try {
    const { items } = run
    const from = resumed.from
    const options = { ...(items === undefined ? {} : { items }), ...(from === undefined ? {} : { from }) }
    const followed = await followPages(run.request, options, {
      fetch,
      write: resumed.write ?? ((lines) => print?.(lines)),
      mark: resumed.mark,
      stopping: () => --left <= 0,
    })
    return followed.end
  } finally {
    resumed.close()
  }
}

function textOf(disk: { kept: Map<string, Uint8Array> }, path: string): string | undefined {
  const bytes = disk.kept.get(path)
  return bytes && new TextDecoder().decode(bytes)
}

/** Whether the process was killed. Any other failure is one of the test. */
async function isKilled(process: Promise<unknown>): Promise<boolean> {
  try {
    await process
    return false
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    if (!(cause instanceof Killed)) throw error
    return true
  }
}

const WHEN = ['before', 'midst', 'after'] as const

describe('a run into a file', () => {
  it('ends with the whole file and nothing beside it', async () => {
    const disk = memoryFiles()
    expect(await attempt(disk)).toBe('done')
    expect([...disk.kept.keys()]).toEqual([OUTPUT.path])
    expect(textOf(disk, OUTPUT.path)).toBe(LINES.join(''))
  })

  it('is not there before it is whole', async () => {
    const disk = memoryFiles()
    expect(await attempt(disk, { pages: 3 })).toBe('stopped')
    expect([...disk.kept.keys()].sort()).toEqual([PART, STATE.path])
    expect(textOf(disk, PART)).toBe(LINES.slice(0, 6).join(''))
  })

  it.each([1, 2, 3, 4])('goes on after a stop every %i pages, and asks for no page twice', async (pages) => {
    const disk = memoryFiles()
    const asked: string[] = []
    const fetch = (request: PageRequest) => {
      asked.push(request.body ?? '')
      return register(request)
    }
    for (let round = 0; (await attempt(disk, { pages, fetch })) === 'stopped'; round++) {
      expect(round).toBeLessThan(PAGES + 1)
    }
    expect(textOf(disk, OUTPUT.path)).toBe(LINES.join(''))
    expect(new Set(asked).size).toBe(PAGES + 1)
    expect(asked).toHaveLength(PAGES + 1)
  })

  it('has every line once, wherever the process is killed, and says so when it is asked again', async () => {
    const healthy = mortalFiles(memoryFiles())
    await attempt(healthy)
    const operations = healthy.operations()
    expect(operations).toBeGreaterThan(10)
    for (let death = 1; death <= operations; death++) {
      for (const when of WHEN) {
        const disk = memoryFiles()
        expect(await isKilled(attempt(mortalFiles(disk, death, when)))).toBe(true)
        await finish(disk)
        expectWhole(disk, `killed ${when} ${death}`)
      }
    }
  })

  it('has every line once, wherever it is killed twice', async () => {
    const healthy = mortalFiles(memoryFiles())
    await attempt(healthy)
    let pairs = 0
    for (let first = 1; first <= healthy.operations(); first++) {
      for (let second = 1, killed = true; killed; second++) {
        const disk = memoryFiles()
        await isKilled(attempt(mortalFiles(disk, first, 'midst')))
        killed = await isKilled(attempt(mortalFiles(disk, second, WHEN[second % 3])).catch(leftAlone(disk)))
        await finish(disk)
        expectWhole(disk, `killed at ${first} and ${second}`)
        pairs++
      }
    }
    expect(pairs).toBeGreaterThan(100)
  })

  /** Runs once more, with nobody to kill it. Only a run that was over already may refuse. */
  async function finish(disk: ReturnType<typeof memoryFiles>): Promise<void> {
    await attempt(disk).catch(leftAlone(disk))
  }

  function leftAlone(disk: ReturnType<typeof memoryFiles>) {
    return (error: { code?: string }) => {
      if (error.code !== 'MP_FILE' || disk.kept.has(STATE.path) || !disk.kept.has(OUTPUT.path)) throw error
    }
  }

  function expectWhole(disk: ReturnType<typeof memoryFiles>, what: string): void {
    expect([what, textOf(disk, OUTPUT.path)]).toEqual([what, LINES.join('')])
    expect([what, ...disk.kept.keys()]).toEqual([what, OUTPUT.path])
  }

  it('has its bytes on the disk before it says that it is finished, and its name before that is forgotten', async () => {
    const disk = memoryFiles()
    const steps: string[] = []
    const watched = {
      ...disk,
      write: (path: string, text: Uint8Array | string) => {
        steps.push(String(text).includes('"cursor":null') ? 'finished' : 'page')
        disk.write(path, text)
      },
      rename: (from: string, to: string) => {
        steps.push('rename')
        disk.rename(from, to)
      },
      remove: (path: string) => {
        steps.push('remove')
        disk.remove(path)
      },
      grow: (path: string, at: number) => ({ ...disk.grow(path, at), close: () => void steps.push('close') }),
    }
    await attempt(watched)
    expect(steps).toEqual([...Array(PAGES).fill('page'), 'close', 'finished', 'rename', 'remove'])
  })

  it('leaves an older output as it is until the new one is whole', async () => {
    const disk = memoryFiles({ [OUTPUT.path]: 'older' })
    await attempt(disk, { pages: 2 })
    expect(textOf(disk, OUTPUT.path)).toBe('older')
    expect(await attempt(disk)).toBe('done')
    expect(textOf(disk, OUTPUT.path)).toBe(LINES.join(''))
    expect([...disk.kept.keys()]).toEqual([OUTPUT.path])
  })

  it('refuses an output that no file can take the place of, before anything is fetched', async () => {
    const disk = memoryFiles()
    const device = {
      ...disk,
      size: (path: string) => {
        if (path === OUTPUT.path) throw Object.assign(new Error(), { code: 'ENOTFILE' })
        return disk.size(path)
      },
    }
    const error = failureOf(() => openResume(device, STATE, RUN))
    expect([error.code, error.message]).toEqual([
      'MP_FILE',
      '"out/all.jsonl" cannot be written: it is no regular file',
    ])
    expect(disk.kept.size).toBe(0)
  })

  it('asks nobody when it was over but for its last steps', async () => {
    const never = async () => {
      throw new Error('nothing is to be fetched')
    }
    for (const last of ['rename', 'remove'] as const) {
      const disk = memoryFiles()
      const killed = {
        ...disk,
        [last]: () => {
          throw new Killed()
        },
      }
      expect(await isKilled(attempt(killed))).toBe(true)
      expect(await attempt(disk, { fetch: never })).toBe('finished')
      expect([...disk.kept.keys()]).toEqual([OUTPUT.path])
      expect(textOf(disk, OUTPUT.path)).toBe(LINES.join(''))
    }
  })

  it.each([400, 500, 302])('keeps what it has when a page answers %i', async (status) => {
    const disk = memoryFiles()
    await attempt(disk, { pages: 2 })
    const fetch = async () => ({ status, headers: {}, body: '' })
    expect(await attempt(disk, { fetch })).toBe('answer')
    expect(await attempt(disk)).toBe('done')
    expect(textOf(disk, OUTPUT.path)).toBe(LINES.join(''))
  })

  it('leaves nothing behind where the first page fails', async () => {
    const disk = memoryFiles()
    await attempt(disk, { fetch: async () => ({ status: 403, headers: {}, body: '' }) })
    const broken = { status: 200, headers: {}, body: '<html>' }
    expect((await rejectionOf(attempt(disk, { fetch: async () => broken }))).code).toBe(
      'MP_RESPONSE_MALFORMED',
    )
    expect([...disk.kept.keys()]).toEqual([])
  })

  it('takes no part away that another run has begun meanwhile', async () => {
    const disk = memoryFiles()
    const fetch = async () => {
      disk.write(PART, 'lines of another run')
      return { status: 403, headers: {}, body: '' }
    }
    expect(await attempt(disk, { fetch })).toBe('answer')
    expect(textOf(disk, PART)).toBe('lines of another run')
  })

  it('begins anew when the state has gone, over the part of the run before', async () => {
    const disk = memoryFiles()
    await attempt(disk, { pages: 2 })
    disk.remove(STATE.path)
    expect(await attempt(disk)).toBe('done')
    expect(textOf(disk, OUTPUT.path)).toBe(LINES.join(''))
  })

  it('gives way to another run on the same files, and loses nothing of it', async () => {
    const disk = memoryFiles()
    await attempt(disk, { pages: 1 })
    let other: Promise<unknown> | undefined
    const fetch = async (request: PageRequest) => {
      const answer = await register(request)
      other ??= attempt(disk)
      await other
      return answer
    }
    expect((await rejectionOf(attempt(disk, { fetch }))).message).toBe(
      '"out/all.jsonl.part" is being written by another run',
    )
    expect([...disk.kept.keys()]).toEqual([OUTPUT.path])
    expect(textOf(disk, OUTPUT.path)).toBe(LINES.join(''))
  })
})

describe('a run to standard output', () => {
  const { output: _, ...run } = RUN

  it('goes on where it was stopped, and forgets itself at the end', async () => {
    const disk = memoryFiles()
    let printed = ''
    const print = (lines: string) => {
      printed += lines
    }
    while ((await attempt(disk, { run, print, pages: 2 })) === 'stopped') {
      expect([...disk.kept.keys()]).toEqual([STATE.path])
    }
    expect(printed).toBe(LINES.join(''))
    expect([...disk.kept.keys()]).toEqual([])
  })

  it('marks no page whose lines nobody took', async () => {
    const disk = memoryFiles()
    const print = () => {
      throw new Error('broken pipe')
    }
    await expect(attempt(disk, { run, print })).rejects.toThrow('broken pipe')
    expect([...disk.kept.keys()]).toEqual([])
  })

  it('repeats one page at most after a kill, and leaves out none', async () => {
    for (let death = 1; death <= PAGES + 1; death++) {
      const disk = memoryFiles()
      const printed: string[] = []
      const print = (lines: string) => void printed.push(...lines.split('\n').filter((line) => line !== ''))
      expect(await isKilled(attempt(mortalFiles(disk, death), { run, print }))).toBe(true)
      await attempt(disk, { run, print })
      expect([...new Set(printed)].map((line) => `${line}\n`)).toEqual(LINES)
      expect(printed.length - LINES.length).toBeLessThanOrEqual(2)
    }
  })
})

describe('the state', () => {
  async function stopped() {
    const disk = memoryFiles()
    await attempt(disk, { pages: 2 })
    return disk
  }

  it('says what the run is and how far it has come, with no body in it', async () => {
    const disk = await stopped()
    const text = textOf(disk, STATE.path) ?? ''
    expect(text).toMatch(/^[^\n]+\n$/)
    expect(text).not.toContain('upperCutoff')
    expect(JSON.parse(text)).toEqual({
      schema: 'mp.resume/1',
      request: { method: 'POST', url: RUN.request.url, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      items: '/rettsstiftelse',
      output: OUTPUT.path,
      cursor: { lastSortValues: '["2"]' },
      bytes: Buffer.byteLength(LINES.slice(0, 4).join('')),
    })
  })

  it.each([
    ['method', { ...RUN, request: { ...RUN.request, method: 'PUT' } }],
    ['URL', { ...RUN, request: { ...RUN.request, url: 'https://api.example/other' } }],
    ['body', { ...RUN, request: { ...RUN.request, body: '{"upperCutoff":"2027"}' } }],
    ['--items', { ...RUN, items: '/other' }],
    ['--items', { request: RUN.request, output: OUTPUT }],
    ['--output', { ...RUN, output: { ...OUTPUT, path: '/work/other.jsonl' } }],
    ['--output', { request: RUN.request, items: '/rettsstiftelse' }],
  ])('is refused to a run with another %s', async (mark, run) => {
    const disk = await stopped()
    const before = new Map(disk.kept)
    const error = failureOf(() => openResume(disk, STATE, run))
    expect(error.code).toBe('MP_RESUME')
    expect(error.message).toBe(
      `"sync.json" is the state of another run, with another ${mark}; without "sync.json" the run begins anew`,
    )
    expect(disk.kept).toEqual(before)
  })

  it.each([
    ['a space', () => ' '],
    ['half of itself', (text: string) => text.slice(0, text.length / 2)],
    ['something else', () => '{"dependencies":{}}'],
    ['a list', () => '[]'],
    ['no JSON', () => 'id;name'],
    ['a schema of another kind', (text: string) => text.replace('mp.resume/1', 'mp.token/1')],
    ['no cursor', (text: string) => text.replace('"cursor"', '"x"')],
    ['a cursor that is none', (text: string) => text.replace('[\\"2\\"]', 'x')],
    [
      'a cursor to elsewhere',
      (text: string) => text.replace(/\{"last[^}]*\}/, '{"url":"https://evil.example/"}'),
    ],
    ['no length', (text: string) => text.replace('"bytes"', '"x"')],
    ['a length below zero', (text: string) => text.replace('"bytes":', '"bytes":-')],
    ['half a byte', (text: string) => text.replace(/\}$/m, '.5}')],
    ['no request', (text: string) => text.replace('"request"', '"x"')],
  ])('is refused with %s in it', async (_, damage) => {
    const disk = await stopped()
    const text = textOf(disk, STATE.path) ?? ''
    expect(damage(text)).not.toBe(text)
    disk.write(STATE.path, damage(text))
    const error = failureOf(() => openResume(disk, STATE, RUN))
    expect([error.code, error.message]).toEqual([
      'MP_RESUME',
      '"sync.json" is no state of a run, or damaged; without "sync.json" the run begins anew',
    ])
  })

  it('begins anew where the state is an empty file, as mktemp makes it', async () => {
    const disk = memoryFiles({ [STATE.path]: '' })
    expect(await attempt(disk)).toBe('done')
    expect(textOf(disk, OUTPUT.path)).toBe(LINES.join(''))
  })

  it('is refused where a newer mp wrote it', async () => {
    const disk = await stopped()
    disk.write(STATE.path, '{"schema":"mp.resume/2","pages":[]}')
    const error = failureOf(() => openResume(disk, STATE, RUN))
    expect([error.code, error.message]).toEqual([
      'MP_RESUME',
      '"sync.json" is in the format mp.resume/2, and this mp knows mp.resume/1; without "sync.json" the run begins anew',
    ])
  })

  it.each([
    ['gone', undefined],
    ['only 3 bytes long', 'abc'],
  ])('is refused where the part is %s', async (what, content) => {
    const disk = await stopped()
    disk.remove(PART)
    if (content !== undefined) disk.write(PART, content)
    const error = failureOf(() => openResume(disk, STATE, RUN))
    expect(error.code).toBe('MP_RESUME')
    expect(error.message).toContain(`"out/all.jsonl.part" is ${what}, and `)
  })

  it('is refused where the finished output has gone, or is another', async () => {
    const disk = await stopped()
    const done = (textOf(disk, STATE.path) ?? '').replace(/"cursor":\{.*?\}/, '"cursor":null')
    disk.write(STATE.path, done)
    disk.write(PART, 'longer than it was '.repeat(20))
    expect(failureOf(() => openResume(disk, STATE, RUN)).code).toBe('MP_RESUME')
    disk.remove(PART)
    expect(failureOf(() => openResume(disk, STATE, RUN)).code).toBe('MP_RESUME')
    disk.write(OUTPUT.path, 'something else')
    expect(failureOf(() => openResume(disk, STATE, RUN)).code).toBe('MP_RESUME')
    expect(disk.kept.has(STATE.path)).toBe(true)
  })

  it.each([OUTPUT.path, PART])('is not kept in the output itself: %s', (path) => {
    expect(failureOf(() => openResume(memoryFiles(), { ...STATE, path }, RUN)).code).toBe('MP_USAGE')
  })

  it.each(['write', 'grow', 'remove', 'rename'] as const)('says in words why a %s failed', async (port) => {
    const full = () => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
    }
    const error = await rejectionOf(attempt({ ...memoryFiles(), [port]: full }))
    expect(error.code).toBe('MP_FILE')
    expect(error.message).toMatch(
      /^"(sync\.json|out\/all\.jsonl(\.part)?)" cannot be written: the disk is full$/,
    )
  })
})
