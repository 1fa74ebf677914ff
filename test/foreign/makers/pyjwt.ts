import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Maker } from './maker.js'

const PYTHON = process.env.PYTHON ?? 'python3'

/** PyJWT, where Python has it. */
export function pyjwtMaker(): Maker {
  const isThere = spawnSync(PYTHON, ['-c', 'import jwt, cryptography']).status === 0
  const maker: Maker = {
    name: 'PyJWT',
    async make(wishes) {
      const script = join(import.meta.dirname, 'grants.py')
      const { status, stdout, stderr } = spawnSync(PYTHON, [script], { input: JSON.stringify(wishes) })
      if (status !== 0) throw new Error(stderr.toString())
      return JSON.parse(stdout.toString())
    },
  }
  return isThere ? maker : { ...maker, missing: 'PyJWT and cryptography are not both on this machine' }
}
