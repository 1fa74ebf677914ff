import { createClient } from '../../../flows/admin/clients.js'
import type { Host } from '../../../host.js'
import { forSession } from '../../options/admin.js'
import { CLIENT_CREATE, readClientCreate } from '../../options/admin-client.js'
import type { RawOptions } from '../../options/option.js'
import { renderFacts } from '../../render/table.js'
import { WRITE_CLIENTS } from '../administer.js'
import { makeChange } from '../change.js'

/** `mp admin client create`: a client for Maskinporten, without keys as yet. */
export async function runClientCreate(raw: RawOptions, host: Host): Promise<undefined> {
  const wish = readClientCreate(raw)
  return makeChange(forSession(raw, CLIENT_CREATE), host, {
    scopes: WRITE_CLIENTS,
    change: `a client "${wish.name}" is to be created`,
    destructive: false,
    make: (session) => createClient(session, wish),
    render: renderFacts,
  })
}
