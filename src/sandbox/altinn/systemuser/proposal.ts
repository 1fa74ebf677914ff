import { isObject } from '../../jws.js'
import type { RegisteredSystem } from '../../state.js'
import { flagIn, listIn, namesIn, neededText, textIn, textsIn, toPackages, toRights } from './body.js'
import { complain } from './problem.js'
import type { Visit } from './visit.js'

/** A system as a vendor describes it. */
export type Proposal = Pick<
  RegisteredSystem,
  | 'id'
  | 'name'
  | 'description'
  | 'rights'
  | 'accessPackages'
  | 'clientId'
  | 'allowedRedirectUrls'
  | 'isVisible'
> & {
  /** `0192:<organisation number>`, if it is right. */
  vendorId: string
}

/** Reads a description. Complains with 400 of what is of the wrong kind; what it says is for the rules to judge. */
export function readProposal({ body }: Visit): Proposal {
  const vendor = body.vendor
  if (!isObject(vendor)) complain(400, 'vendor is required')
  return {
    id: neededText(body, 'id'),
    vendorId: textIn(vendor, 'ID') ?? '',
    name: namesIn(body, 'name'),
    description: namesIn(body, 'description'),
    rights: toRights(listIn(body, 'rights'), 'rights'),
    accessPackages: toPackages(listIn(body, 'accessPackages'), 'accessPackages'),
    clientId: textsIn(body, 'clientId'),
    allowedRedirectUrls: textsIn(body, 'allowedRedirectUrls'),
    isVisible: flagIn(body, 'isVisible'),
  }
}

/** The organisation number of `0192:<organisation number>`. */
export function orgnrOf(vendorId: string): string | undefined {
  return /^0192:([0-9]{9})$/.exec(vendorId)?.[1]
}
