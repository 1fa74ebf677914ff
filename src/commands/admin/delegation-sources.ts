import { listDelegationSources } from '../../flows/admin/delegation-sources.js'
import type { Host } from '../../host.js'
import type { RawOptions } from '../options/option.js'
import { renderDelegationSources } from '../render/admin-lists.js'
import { showAnswer } from './answer.js'

/** `mp admin delegation-sources`: where scopes may be delegated, which needs no login. */
export function runDelegationSources(raw: RawOptions, host: Host): Promise<undefined> {
  return showAnswer(raw, host, [], (_, context) => listDelegationSources(context), renderDelegationSources)
}
