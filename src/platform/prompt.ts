import { MpError } from '../errors.js'
import { Secret } from '../secret.js'

const ENTER = /[\r\n]/
const CTRL_C = '\u0003'
const CTRL_D = '\u0004'
const ERASE = /[\b\u007f]/

/** Asks on the terminal: the question on standard error, the answer, which is seen, from standard input. */
export function promptVisible(question: string): Promise<string> {
  const { stdin, stderr } = process
  stderr.write(question)
  stdin.setEncoding('utf8')
  return new Promise((resolve, reject) => {
    let typed = ''
    const finish = (settle: () => void) => {
      stdin.off('data', onData)
      stdin.off('end', onEnd)
      stdin.pause()
      settle()
    }
    const onData = (chunk: string) => {
      typed += chunk
      const [line, ...more] = typed.split(ENTER)
      if (more.length > 0) finish(() => resolve(line ?? ''))
    }
    const onEnd = () =>
      finish(() => {
        stderr.write('\n')
        reject(new MpError('MP_INTERRUPTED', 'interrupted'))
      })
    stdin.on('data', onData)
    stdin.on('end', onEnd)
    stdin.resume()
  })
}

/** Asks on the terminal without echo: the question on standard error, the answer from standard input. */
export function promptHidden(question: string): Promise<Secret> {
  const { stdin, stderr } = process
  // Before the question: a program at the other end answers at once, and would see its answer echoed.
  stdin.setRawMode(true)
  stderr.write(question)
  stdin.setEncoding('utf8')
  return new Promise((resolve, reject) => {
    let typed = ''
    const finish = (settle: () => void) => {
      stdin.off('data', onData)
      stdin.off('end', onEnd)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      settle()
    }
    const onData = (chunk: string) => {
      for (const letter of chunk) {
        if (ENTER.test(letter)) return finish(() => resolve(new Secret(typed)))
        if (letter === CTRL_C || letter === CTRL_D)
          return finish(() => reject(new MpError('MP_INTERRUPTED', 'interrupted')))
        typed = ERASE.test(letter) ? [...typed].slice(0, -1).join('') : typed + letter
      }
    }
    const onEnd = () => finish(() => reject(new MpError('MP_INTERRUPTED', 'interrupted')))
    stdin.on('data', onData)
    stdin.on('end', onEnd)
    stdin.resume()
  })
}
