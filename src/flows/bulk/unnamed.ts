import { type Refusal, RefusedError } from '../../errors.js'

/** A refusal in which the authority may have repeated the person's number, without it. Anything else is given as it is. */
export function unnamed(error: unknown, pid: string): unknown {
  if (!(error instanceof RefusedError)) return error
  const written = new RegExp(`${pid.slice(0, 6)}\\W?${pid.slice(6)}`, 'g')
  const hide = (value: unknown) =>
    typeof value === 'string' ? value.replace(written, '(the number)') : value
  const refusal = Object.fromEntries(
    Object.entries(error.refusal).map(([name, value]) => [name, hide(value)]),
  ) as unknown as Refusal
  const { endpoint, known, clockAhead, tries } = error
  return Object.assign(new RefusedError(endpoint, refusal, known), { clockAhead, ...(tries && { tries }) })
}
