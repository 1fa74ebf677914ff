/** Whole commands in pairs: `npm run bench`, or `npm run bench -- 11` for fewer runs of each. */
await import('./start-up.js')
await import('./keystores.js')
