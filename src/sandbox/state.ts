/**
 * What is registered in the sandbox: plain data that survives `JSON.stringify`, in the words of Digdir's self-service API.
 * Nothing here acts. The rules read it, the handlers read it, and whoever administers the sandbox edits it.
 */

/** A key of a client or of the issuer, as RFC 7517 writes it. */
export type Jwk = Record<string, unknown> & { kty: string; n: string; e: string }

/** A public key that a client signs its grants with (Digdir: a key lives for at most a year). */
export interface RegisteredKey extends Jwk {
  kid: string
  /** Seconds since 1970. From this second on the key is expired. */
  exp: number
}

/** A private key that the sandbox signs access tokens with. The first in the list signs; all are published. */
export interface IssuerKey extends Jwk {
  kid: string
  d: string
}

/** What the self-service API has made or changed; what came with the sandbox is as old as its state. */
export interface Dated {
  /** Milliseconds since 1970, as is `last_updated`, which goes up with every change. */
  created?: number
  last_updated?: number
  /** Fields that no rule reads, as they were sent. */
  more?: Record<string, unknown>
}

/** Someone the client acts for, without Altinn (Digdir: onbehalfof). */
export interface OnBehalfOf extends Dated {
  onbehalfof: string
  name: string
  orgno?: string
}

export interface Client extends Dated {
  client_id: string
  client_name: string
  description: string
  orgnr: string
  /** Who registered the client in the owner's name. */
  supplier_orgno?: string
  /** How the client's key was handed out, for the announcement. What a grant may carry follows from `keys` alone. */
  auth: 'x5c' | 'kid'
  integration_type: string
  scopes: string[]
  /** Once there is one, a grant must name a `kid`. */
  keys: RegisteredKey[]
  /** When the set of keys was made and changed, in milliseconds since 1970. */
  keys_dated?: { created: number; last_updated: number }
  onbehalfof: OnBehalfOf[]
  /** Seconds; 0 is the default. */
  access_token_lifetime: number
  active: boolean
}

export interface Scope extends Dated {
  name: string
  description: string
  owner_orgno: string
  /** The longest life of a token, in seconds; 0 sets no bound. */
  at_max_age: number
  allowed_integration_types: string[]
  accessible_for_all: boolean
  /** The issuer that knows who delegated what; without one the scope cannot be delegated. */
  delegation_source?: string
  active: boolean
}

/** The owner of a scope lets an organisation use it. */
export interface Access extends Dated {
  scope: string
  consumer_orgno: string
}

/** An organisation lets a supplier use a scope in its name (Altinn's API delegation). */
export interface Delegation {
  scope: string
  consumer_orgno: string
  supplier_orgno: string
}

/** What a system asks to be let do: a resource, or a part of one (Altinn: system register). */
export interface Right {
  action?: string
  resource: { id: string; value: string }[]
}

/** Rights that Altinn has bound together under one name. */
export interface AccessPackage {
  urn: string
}

/** A change of a registered system: who made it, with which client, and what was sent. */
export interface SystemChange {
  changedByOrgNumber: string
  changeType: 'Create' | 'Update' | 'RightsUpdate' | 'AccessPackageUpdate' | 'Delete'
  changedData: unknown
  clientId: string
  /** Milliseconds since 1970. */
  created: number
}

/** A vendor's system, as it stands in Altinn's system register. */
export interface RegisteredSystem {
  /** `<organisation number>_<name>`. */
  id: string
  /** Altinn's own id of it, a UUID. */
  internalId: string
  vendor_orgno: string
  name: Record<string, string>
  description: Record<string, string>
  rights: Right[]
  accessPackages: AccessPackage[]
  /** The clients that may act as the system's users. */
  clientId: string[]
  allowedRedirectUrls: string[]
  isVisible: boolean
  /** Deleted systems keep their ids. */
  isDeleted: boolean
  changes: SystemChange[]
}

/** What a vendor asks a customer for: a system user, one for clients of the customer's (agent), or a change of one. */
export interface SystemUserRequest {
  id: string
  kind: 'standard' | 'agent' | 'change'
  system_id: string
  party_orgno: string
  externalRef: string
  integrationTitle: string
  rights: Right[]
  accessPackages: AccessPackage[]
  /** Of a change alone: what is to go, and whose. */
  unwanted?: { rights: Right[]; accessPackages: AccessPackage[]; systemUserId: string }
  redirectUrl?: string
  /** Somebody who may not approve it has passed it to someone who may. */
  escalated?: boolean
  status: 'New' | 'Accepted' | 'Rejected'
  /** Milliseconds since 1970. */
  created: number
}

/** A customer's system user in Altinn, tied to a vendor's system and through it to clients. */
export interface SystemUser {
  id: string
  systemuser_org: string
  /** The customer's organisation number where the vendor chose nothing else. */
  externalRef: string
  system_id: string
  client_ids: string[]
  /** What a request has told of it; nothing is known of one that came with the sandbox or its file. */
  granted?: {
    userType: 'standard' | 'agent'
    integrationTitle: string
    rights: Right[]
    accessPackages: AccessPackage[]
    /** Milliseconds since 1970. */
    created: number
  }
}

/** A consent given in Altinn. */
export interface Consent {
  id: string
  /** `urn:altinn:person:identifier-no:…` or `urn:altinn:organization:identifier-no:…`. */
  from: string
  /** The organisation number it was given to. */
  to: string
  consented: string
  validTo: string
  consentRights: unknown[]
}

export interface SandboxState {
  /** Seconds since 1970, as is `expires_at`. */
  valid_from: number
  /** When the first of its keys or certificates is about to end. */
  expires_at: number
  issuer_keys: IssuerKey[]
  /** Certificates of the sandbox's own CA, as PEM. */
  ca: { root: string; issuing: string }
  clients: Client[]
  scopes: Scope[]
  access: Access[]
  /** What has been taken back: nothing is granted by it. */
  revoked_access?: Access[]
  delegations: Delegation[]
  systems: RegisteredSystem[]
  system_requests: SystemUserRequest[]
  system_users: SystemUser[]
  consents: Consent[]
}
