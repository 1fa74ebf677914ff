#!/usr/bin/env node
'use strict'
const { main, nodeHost } = require('../dist/mp.cjs')

main(
  process.argv.slice(2),
  nodeHost(() => require('../package.json').version),
).then((code) => {
  process.exitCode = code
})
