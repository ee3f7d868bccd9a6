import { expect, test } from 'vitest'
import { placeFor } from '../../src/facts/tool-place.ts'
import { versionIn } from '../../src/facts/tool-version.ts'
import { majorMinorGap } from '../../src/model/version.ts'

test.for([
  ['{"commit":"362d5fdc0a","minikubeVersion":"v1.25.2"}', 'v1.25.2'],
  ['minikube version: v1.13.1\ncommit: 1fd1f67f338cbab4b3e5a6e4c71c551f522ca138', 'v1.13.1'],
  ['v1.25.2', 'v1.25.2'],
  ['{"clientVersion":{"major":"1","gitVersion":"v1.23.3"}}', 'v1.23.3'],
  ['Client Version: v1.19.2', 'v1.19.2'],
  ['Client Version: v1.30.4+k3s1\nKustomize Version: v5.0.4', 'v1.30.4+k3s1'],
  ['{"clientVersion":{"gitVersion":"v1.27.3-dispatcher"}}', 'v1.27.3-dispatcher'],
  ['v1.25.2.1', 'v1.25.2'],
  ['minikube version: unknown', undefined],
  ['', undefined],
] as const)('version in %j', ([stdout, expected]) => {
  expect(versionIn(stdout)).toBe(expected)
})

const own = { directory: '/home/jane/.local/bin', rights: 'user' }
const system = { directory: '/usr/local/bin', rights: 'root' }
const ownFirst = ['/home/jane/.local/bin', '/usr/local/bin', '/usr/bin']
const systemOnly = ['/usr/local/bin', '/usr/bin']

test.for([
  ['nothing there, own directory on PATH', ownFirst, undefined, false, own],
  ['nothing there, only the system on PATH', systemOnly, undefined, false, system],
  ['own directory wins', ownFirst, '/usr/local/bin/minikube', false, own],
  [
    'own directory behind',
    [...systemOnly, own.directory],
    '/usr/local/bin/minikube',
    false,
    system,
  ],
  ['system wins over /usr/bin', systemOnly, '/usr/bin/minikube', false, system],
  [
    'a place of their own first',
    ['/home/jane/bin', ...systemOnly],
    '/home/jane/bin/minikube',
    false,
    { directory: '/home/jane/bin', rights: 'user' },
  ],
  [
    'Homebrew first',
    ['/opt/homebrew/bin', ...systemOnly],
    '/opt/homebrew/bin/minikube',
    false,
    undefined,
  ],
  ['root', ownFirst, undefined, true, system],
] as const)('place: %s', ([, path, present, root, expected]) => {
  const managed = present?.includes('brew') ?? false
  expect(placeFor({ root, home: '/home/jane', path, present, managed })).toEqual(expected)
})

test.for([
  ['v1.23.3', 'v1.23.9', 0],
  ['v1.36.4', 'v1.23.3', 13],
  ['v1.22.0+vendor', 'v1.23.3', 1],
  ['v2.0.0', 'v1.23.3', Number.POSITIVE_INFINITY],
] as const)('%s is %s minors away', ([a, b, expected]) => {
  expect(majorMinorGap(a, b)).toBe(expected)
})
