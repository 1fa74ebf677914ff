import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'rolldown'

/** The JSON Schema is what `mp config schema` prints: written once the bundle can run. */
const schema = {
  name: 'schema',
  writeBundle() {
    writeFileSync('schema.json', execFileSync(process.execPath, ['bin/mp.cjs', 'config', 'schema']))
  },
}

/** The licences of what is bundled travel with it. */
const licences = {
  name: 'licences',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds)
    const folders = modules.flatMap((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? [])
    const source = [...new Set(folders)]
      .sort()
      .map(licenceOf)
      .join(`\n${'-'.repeat(72)}\n\n`)
    this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source })
  },
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  if (file === undefined) throw new Error(`${name} has no licence file`)
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8')}`
}

/**
 * CommonJS in few pieces, each read when it is first called: the door with options and configuration (`mp`), what every request for a
 * token needs (`request`), the formats that are DER inside (`keystore`), and then a piece for each thing that not all of them need. Start-up costs what is read, and every file more.
 */
export default defineConfig({
  input: { mp: 'src/index.ts' },
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  logLevel: 'warn',
  plugins: [schema, licences],
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
        { name: 'mp', test: /src\/index\.ts|rolldown:runtime|rolldown\/runtime/, priority: 3 },
        { name: 'line', test: /src\/(main|commands\/(token|read-request))\.ts/, priority: 2 },
        { name: 'request', test: /src\/(commands\/(obtain|grant)|platform\/http)\.ts/, priority: 1 },
        { name: 'keystore', test: /src\/keys\/der-formats\.ts/ },
        {
          name: 'altinn',
          test: /src\/(flows\/(plan-exchange|exchange-altinn-token)|profiles\/altinn-platforms)\.ts/,
        },
      ],
    },
  },
})
