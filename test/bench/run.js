/** Whole commands in pairs: `npm run bench`, `npm run bench -- 11` for fewer runs of each, `npm run bench -- 5 5` for transfers of 5 GB. */
await import('./start-up.js')
await import('./many.js')
await import('./keystores.js')
await import('./transfer.js')
await import('./bulk.js')
