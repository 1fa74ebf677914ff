/** Words that stand before a command's own. */
export const NOUNS: Readonly<Record<string, string>> = {
  key: 'look at keys and keystores, make keys and convert them',
  config: 'look at the configuration',
  cache: 'the tokens that are kept',
  admin: "clients, keys, scopes and access, in Digdir's self-service API",
  'admin client': 'clients of the organisation',
  'admin key': 'keys of a client',
  'admin scope': 'scopes of the organisation, and the public list of all',
  'admin access': 'who may have a scope',
  'admin onbehalfof': 'whom a client acts for',
}

/** What is said of `mp help`, the one command that no catalogue has. */
export const HELP_COMMAND = 'print help for a command'
