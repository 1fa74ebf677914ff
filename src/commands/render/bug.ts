import { EXIT_BUG } from '../../exit-codes.js'

const HINT = 'please report it, with the output of --verbose'

/** A bug for a person, with the stack for those who asked for it. */
export function renderBug(what: string, stack: string | undefined): string {
  return `mp: error: this is a bug in mp: ${what}\n${stack === undefined ? '' : `${stack}\n`}mp: hint: ${HINT}\n`
}

/** A bug for a program: one line (`mp.error/1`). */
export function renderBugJson(what: string): string {
  const message = `this is a bug in mp: ${what}`
  const json = {
    schema: 'mp.error/1',
    code: 'MP_BUG',
    exit: EXIT_BUG,
    message,
    hints: [HINT],
    retryable: false,
  }
  return `${JSON.stringify(json)}\n`
}
