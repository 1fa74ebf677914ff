/** What the door in `bin` needs. */
export { main } from './main.js'
export { nodeHost } from './platform/node-host.js'
