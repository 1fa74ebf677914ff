import { describe, expect, it } from 'vitest'
import { bytesBody } from '../../src/protocol/bytes-body.js'
import { wholeOf } from '../support/bodies.js'

describe('bytesBody', () => {
  it('is the bytes, as often as they are read', async () => {
    const body = bytesBody(Buffer.from('blåbær'))
    expect(body).toMatchObject({ length: 8, repeatable: true })
    expect(Buffer.from(await body.peek()).toString()).toBe('blåbær')
    for (let round = 0; round < 2; round++) expect((await wholeOf(body)).toString()).toBe('blåbær')
  })

  it('may be empty, and hands out no piece then', async () => {
    const body = bytesBody(new Uint8Array())
    expect(body.length).toBe(0)
    expect(await body.peek()).toHaveLength(0)
    for await (const _ of body.read()) throw new Error('a piece came')
  })
})
