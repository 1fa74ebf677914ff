import { MpError } from '../../src/errors.js'

/** The failure that `run` ends with. Anything else, an ordinary error too, is a failure of the test. */
export function failureOf(run: () => unknown): MpError {
  try {
    run()
  } catch (error) {
    return asFailure(error)
  }
  throw new Error('nothing was thrown')
}

/** The failure that the promise ends with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<MpError> {
  const error = await promise.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  )
  return asFailure(error)
}

export function codeOf(run: () => unknown): string {
  return failureOf(run).code
}

export async function codeOfRejection(promise: Promise<unknown>): Promise<string> {
  return (await rejectionOf(promise)).code
}

function asFailure(error: unknown): MpError {
  if (error instanceof MpError) return error
  throw error
}
