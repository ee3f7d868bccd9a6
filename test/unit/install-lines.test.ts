import { expect, test } from 'vitest'
import { installWords } from '../../src/cli/install-language.ts'
import { failureLines } from '../../src/cli/install-lines.ts'
import { reason, sayReason, installReasons } from '../../src/model/install-reason.ts'
import type { InstallReason } from '../../src/model/install-reason.ts'
import { InstallError } from '../../src/model/install.ts'

const plan = {
  download: {
    tool: 'kubectl',
    version: 'v1.23.3',
    os: 'linux',
    arch: 'amd64',
    sha256: undefined,
    urls: [],
    plainHttp: [],
  },
  placement: { directory: '/opt/bin', file: 'kubectl' },
} as const

const linesOf = (error: InstallError, isRoot = false): readonly string[] =>
  failureLines(plan, error, {
    mirrors: { shown: (url) => url, nameOf: (url) => new URL(url).host },
    words: installWords.en,
    isRoot,
  })

const denied = (place: string, code = 'EACCES') =>
  new InstallError('not-writable', reason('system', place, code))

test.for([
  [denied('/opt/bin'), false, 'Choose another place with --bin-dir DIR, or run it with sudo.'],
  [denied('/opt/bin/kubectl'), true, 'Choose another place with --bin-dir DIR.'],
  [denied('/opt/bin', 'EROFS'), false, 'Choose another place with --bin-dir DIR.'],
  [
    denied('/home/jane/.cache/k8s-doctor/blobs'),
    false,
    'Downloads and the journal need that place; XDG_CACHE_HOME and XDG_STATE_HOME name others.',
  ],
] as const)('%s, as root: %s', ([error, isRoot, advice]) => {
  expect(linesOf(error, isRoot).at(-1)).toBe(advice)
})

const failed = (url: string, why: InstallReason, received = 0) => ({
  url,
  why: sayReason(installReasons, why),
  reason: why,
  received,
})

test('of a host that has the file somewhere, its other paths are not spoken of', () => {
  const error = new InstallError('no-source', reason('none-delivered'), [
    failed('http://a/v1/kubectl', reason('status', 404)),
    failed('http://a/release/kubectl', reason('web-page'), 1024 * 1024),
    failed('http://b/v1/kubectl', reason('status', 404)),
    failed('http://b/release/kubectl', reason('status', 404)),
  ])
  expect(linesOf(error).slice(1, -1)).toEqual([
    'Tried:',
    '  http://a/release/kubectl',
    '    answered with a web page  1 MiB',
    '  http://b/v1/kubectl  and 1 more of its paths',
    '    answered 404',
  ])
})

test('an interruption is nobody’s fault', () => {
  const tried = [failed('http://a/kubectl', reason('not-needed'), 5000)]
  expect(linesOf(new InstallError('interrupted', reason('interrupted'), tried))).toEqual([
    'kubectl v1.23.3 was not installed: interrupted.',
    'What was received is kept for the next run.',
  ])
})

test('what is late is said beside what was tried', () => {
  const tried = [failed('http://a/kubectl', reason('not-needed'), 5000)]
  expect(linesOf(new InstallError('no-source', reason('late', 30), tried))).toContain(
    '  not complete after 30 min',
  )
})
