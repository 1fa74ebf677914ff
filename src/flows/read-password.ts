import { MpError } from '../errors.js'
import type { Host } from '../host.js'
import type { PasswordSource } from '../profiles/settings.js'
import { readFile, readStandardInput } from '../read-file.js'
import { Secret } from '../secret.js'
import { isAllowed } from './allow-config.js'

export type PasswordPorts = Pick<Host, 'env' | 'home' | 'files' | 'readStdin' | 'run'>

/** The password behind a reference, without the line end that editors add. Throws `MP_SECRET_UNAVAILABLE`. */
export async function readPassword(source: PasswordSource, host: PasswordPorts): Promise<Secret> {
  switch (source.kind) {
    case 'plain':
      return source.secret
    case 'variable':
      return fromVariable(source.name, host)
    case 'file':
      return firstLine(await fromFile(source.path, source.label, host))
    case 'stdin':
      return firstLine(await readStandardInput(host, 'MP_SECRET_UNAVAILABLE'))
    case 'command':
      return fromCommand(source, host)
  }
}

function fromVariable(name: string, { env }: PasswordPorts): Secret {
  const value = env[name]
  if (value !== undefined) return new Secret(value)
  throw new MpError('MP_SECRET_UNAVAILABLE', `the variable ${name}, which should hold a password, is not set`)
}

async function fromFile(path: string, label: string, { files }: PasswordPorts): Promise<Uint8Array> {
  const bytes = readFile(files, path, label, 'MP_SECRET_UNAVAILABLE')
  if (bytes !== undefined) return bytes
  throw new MpError('MP_SECRET_UNAVAILABLE', `there is no password file "${label}"`)
}

async function fromCommand(
  { argv, config }: Extract<PasswordSource, { kind: 'command' }>,
  host: PasswordPorts,
): Promise<Secret> {
  if (config.found === 'walked' && !(await isAllowed(config, host))) {
    throw new MpError(
      'MP_PROGRAM_NOT_ALLOWED',
      `"${config.label}" wants to run "${argv[0]}" for a password, and has not been allowed to`,
    )
  }
  return firstLine(await host.run(argv))
}

function firstLine(bytes: Uint8Array): Secret {
  return new Secret(
    Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\uFEFF|\r?\n$/g, ''),
  )
}
