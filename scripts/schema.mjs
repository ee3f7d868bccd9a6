// Writes schema/*.schema.json from the valibot schemas; `--check` only compares.
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { toJsonSchema } from '@valibot/to-json-schema'
import { load } from './load.mjs'

const schemas = [
  {
    source: 'src/profiles/schema.ts',
    name: 'profileSchema',
    id: 'profile/1',
    file: 'schema/profile.schema.json',
  },
  {
    source: 'src/report/schema.ts',
    name: 'reportSchema',
    id: 'report/2',
    file: 'schema/report.schema.json',
  },
  {
    source: 'src/report/explanation-schema.ts',
    name: 'explanationSchema',
    id: 'explanation/1',
    file: 'schema/explanation.schema.json',
  },
]

/** A rule in code (`check`) has no counterpart in JSON Schema; its field's description says it. */
const toText = (schema, id) => {
  const { $schema, ...json } = toJsonSchema(schema, { typeMode: 'input', ignoreActions: ['check'] })
  const named = { $schema, $id: `urn:k8s-doctor:${id.replace('/', ':')}`, ...json }
  return `${JSON.stringify(named, null, 2)}\n`
}

for (const { source, name, id, file } of schemas.filter((each) => existsSync(each.source))) {
  const { [name]: schema } = await load({ [source]: [name] })
  const text = toText(schema, id)
  if (!process.argv.includes('--check')) {
    await mkdir('schema', { recursive: true })
    await writeFile(file, text)
  } else if (!existsSync(file) || (await readFile(file, 'utf8')) !== text) {
    throw new Error(`${file} is stale: npm run schema`)
  }
}
