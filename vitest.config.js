import { defineConfig } from 'vitest/config'

/** Rooms that leave nothing behind in a process: their files may share a worker, and with it what has been loaded. */
const SHARING = [
  'cli',
  'commands',
  'docs',
  'flows',
  'foreign',
  'keys',
  'profiles',
  'protocol',
  'sandbox',
].map((room) => `test/${room}/**/*.test.ts`)
/** Those that begin TLS servers want node:tls to themselves. */
const ALONE = ['test/cli/call-origin.test.ts', 'test/cli/doctor.test.ts', 'test/cli/reliability.test.ts']

export default defineConfig({
  test: {
    globalSetup: 'test/support/sandbox-state.ts',
    // Far beyond what any needs: a busy machine is no failure.
    testTimeout: 60_000,
    // Many tests wait for processes and sockets: one worker more than there are cores keeps the cores busy.
    maxWorkers: 3,
    // A certificate authority of the person's own slows every start of Node 20, and no test needs one.
    env: { NODE_EXTRA_CA_CERTS: '' },
    projects: [
      { extends: true, test: { name: 'sharing', include: SHARING, exclude: ALONE, isolate: false } },
      {
        extends: true,
        test: { name: 'alone', include: [...ALONE, 'test/{bin,platform}/**/*.test.ts', 'test/*.test.ts'] },
      },
    ],
  },
})
