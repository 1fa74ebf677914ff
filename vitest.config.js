import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/sandbox-state.ts',
    testTimeout: 20_000,
    // A certificate authority of the person's own slows every start of Node 20, and no test needs one.
    env: { NODE_EXTRA_CA_CERTS: '' },
  },
})
