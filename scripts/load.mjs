import { build } from 'esbuild'

/** What TypeScript modules export, bundled in memory: `{ 'src/a.ts': ['name'] }` to `{ name }`. */
export const load = async (exported) => {
  const contents = Object.entries(exported)
    .map(([file, names]) => `export { ${names.join(', ')} } from './${file}'`)
    .join('\n')
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
  })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  return import(`data:text/javascript;base64,${code}`)
}
