import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { builtIn } from '../../src/profiles/built-in.ts'
import { toFile } from '../../src/profiles/to-profile.ts'
import { minimal, withLine, without } from '../support/profile-text.ts'

const example = readFileSync('docs/profile-example.yaml', 'utf8')

const ajv = new Ajv({ strict: true, allowUnionTypes: true })
const valid = ajv.compile(JSON.parse(readFileSync('schema/profile.schema.json', 'utf8')))

test.for([
  ['the smallest', parse(minimal)],
  ['the example', parse(example)],
  ...builtIn.map((profile) => [profile.id, toFile(profile)] as const),
] as const)('the JSON schema takes %s', ([, data]) => {
  expect(valid(data) || valid.errors).toBe(true)
})

test.for([
  minimal.replace('kubernetes', 'kubernets'),
  without('id'),
  withLine('minikube', '1.30'),
  `${minimal}driver: dokcer\n`,
  `${minimal}nodes: 0\n`,
  `${minimal}lessons: {images: [--privileged]}\n`,
  `${minimal}cluster: a\n`,
  `${minimal}mirrors: [ftp://x]\n`,
])('the JSON schema refuses %j', (text) => {
  expect(valid(parse(text))).toBe(false)
})
