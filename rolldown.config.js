import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { defineConfig } from 'rolldown'

/** The JSON Schema is what `mp config schema` prints: written once the bundle can run. */
const schema = {
  name: 'schema',
  writeBundle() {
    writeFileSync('schema.json', execFileSync(process.execPath, ['bin/mp.cjs', 'config', 'schema']))
  },
}

/**
 * CommonJS in few pieces, each read when it is first called: the door with the options (`start`), what every request for a token
 * needs (`request`), and then a piece for each thing that not all of them need. Start-up costs what is read, and every file more.
 */
export default defineConfig({
  input: { mp: 'src/index.ts' },
  platform: 'node',
  logLevel: 'warn',
  plugins: [schema],
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  output: {
    dir: 'dist',
    format: 'cjs',
    // Names stay, so that the stack of a bug can be read.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    cleanDir: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    codeSplitting: {
      groups: [
        { name: 'start', test: /src\/(index|main)\.ts/, priority: 2 },
        { name: 'request', test: /src\/(commands\/(token|grant)|platform\/http)\.ts/, priority: 1 },
      ],
    },
  },
})
