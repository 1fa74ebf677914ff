#!/usr/bin/env node
'use strict'
const { run, nodeHost } = require('../dist/mp.cjs')

const host = nodeHost(() => require('../package.json').version)

// All is written when it is done: leaving at once spares waiting for sockets to close and the heap to be taken apart.
run(process.argv.slice(2), host).then(process.exit)
