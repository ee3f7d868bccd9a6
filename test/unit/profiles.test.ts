import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Profile } from '../../src/model/profile.ts'
import { builtIn } from '../../src/profiles/built-in.ts'
import { defaults } from '../../src/profiles/defaults.ts'
import { pinnedDigest } from '../../src/profiles/digest.ts'
import { parseProfile } from '../../src/profiles/parse.ts'
import { toFile } from '../../src/profiles/to-profile.ts'
import { minimal, withLine } from '../support/profile-text.ts'

test('the smallest profile has the defaults for everything else', () => {
  expect(parseProfile('course.yaml', minimal)).toEqual({
    ok: true,
    profile: {
      ...defaults,
      id: 'my-course',
      title: { en: 'My course' },
      pair: { minikube: 'v1.25.2', kubernetes: 'v1.23.3' },
    },
    warnings: [],
  })
})

const example = readFileSync('docs/profile-example.yaml', 'utf8')

test('the example is a profile without a warning', () => {
  expect(parseProfile('profile-example.yaml', example)).toMatchObject({
    ok: true,
    profile: {
      title: { en: 'Cloud native 101', zh: '云原生入门' },
      alternatives: [{ minikube: 'v1.36.0', kubernetes: 'v1.23.3' }],
      lessons: { images: ['nginx:alpine', 'redis:6.2', 'ghcr.io/example/hello:v1'] },
      mirrors: ['https://mirror.example.com', 'http://192.168.1.10:5000'],
      cluster: 'cn101',
    },
    warnings: [],
  })
})

test.for(builtIn.map((profile) => [profile.id, profile] as const))(
  '%s survives the way through a file',
  ([id, profile]) => {
    const pinned: Partial<Profile> = { ...profile }
    Reflect.deleteProperty(pinned, 'newest')
    const parsed = parseProfile(id, JSON.stringify(toFile(profile)))
    expect(parsed).toMatchObject({ ok: true, profile: pinned })
    expect(parsed.ok && parsed.warnings.map(({ code }) => code)).toEqual(['id-built-in'])
  },
)

test('JSON is read like YAML, tabs and an own $schema included', () => {
  const json = JSON.stringify({ $schema: 'x', ...toFile(builtIn[0]), id: 'copy' }, null, '\t')
  expect(parseProfile('course.json', json)).toMatchObject({ ok: true, warnings: [] })
})

test.for([
  ['Windows line ends', minimal.replaceAll('\n', '\r\n')],
  ['a byte order mark', `\ufeff${minimal}`],
  ['comments and a document start', `# course\n---\n${minimal}...\n`],
])('%s do no harm', ([, text]) => {
  expect(parseProfile('course.yaml', text ?? '')).toMatchObject({ ok: true })
})

const digest = 'a'.repeat(64)

test('digests of releases the catalog lacks are taken, in either spelling', () => {
  const text = `${withLine('minikube', 'v1.99.0')}digests:
  minikube:
    linux-amd64: sha256:${digest.toUpperCase()}
`
  const parsed = parseProfile('course.yaml', text)
  if (!parsed.ok) throw new TypeError('no profile')
  const { profile } = parsed
  expect(profile.digests?.minikube).toEqual({ 'linux-amd64': digest })
  expect(pinnedDigest(profile, 'minikube', 'v1.99.0', 'linux-amd64')).toBe(digest)
  expect(pinnedDigest(profile, 'minikube', 'v1.98.0', 'linux-amd64')).toBeUndefined()
  expect(pinnedDigest(profile, 'minikube', 'v1.99.0', 'linux-arm64')).toBeUndefined()
  expect(pinnedDigest(profile, 'minikube', 'v1.25.2', 'linux-amd64')).toMatch(/^ef610fa8/)
})
