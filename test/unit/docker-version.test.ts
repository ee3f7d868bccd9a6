import { expect, test } from 'vitest'
import { dockerGap } from '../../src/facts/docker-gap.ts'
import { parseDockerVersion } from '../../src/facts/docker-version.ts'
import type { Output } from '../../src/model/host.ts'
import { inRange, vendorVersion } from '../../src/model/version.ts'

const output = (stdout: string, more: Partial<Output> = {}): Output => ({
  exitCode: 0,
  stdout,
  stderr: '',
  timedOut: false,
  truncated: false,
  ...more,
})
const json = (Client: unknown, Server: unknown): string => `${JSON.stringify({ Client, Server })}\n`

const engine = { Os: 'linux', Arch: 'amd64' }

test.for([
  [
    '19.03',
    json(
      { Version: '19.03.15', ApiVersion: '1.40', DefaultAPIVersion: '1.40', Experimental: false },
      { ...engine, Version: '19.03.15', ApiVersion: '1.40', MinAPIVersion: '1.12' },
    ),
    '1.40',
    '1.12',
  ],
  [
    '20.10 of Debian',
    json(
      {
        Version: '20.10.24+dfsg1',
        ApiVersion: '1.41',
        DefaultAPIVersion: '1.41',
        Context: 'default',
      },
      {
        ...engine,
        Version: '20.10.24+dfsg1',
        ApiVersion: '1.41',
        MinAPIVersion: '1.12',
        Platform: { Name: '' },
      },
    ),
    '1.41',
    '1.12',
  ],
  [
    '23.0',
    json(
      { Version: '23.0.6', ApiVersion: '1.42', DefaultAPIVersion: '1.42' },
      { ...engine, Version: '23.0.6', ApiVersion: '1.42', MinAPIVersion: '1.12' },
    ),
    '1.42',
    '1.12',
  ],
  [
    '28',
    json(
      { Version: '28.5.2', ApiVersion: '1.51', DefaultAPIVersion: '1.51' },
      { ...engine, Version: '28.5.2', ApiVersion: '1.51', MinAPIVersion: '1.24' },
    ),
    '1.51',
    '1.24',
  ],
  [
    '29.0.0 without its tags',
    json(
      { Version: '29.0.0', ApiVersion: '1.52', DefaultAPIVersion: '1.52' },
      { ...engine, Version: '29.0.0', APIVersion: '1.52', MinAPIVersion: '1.44', Components: null },
    ),
    '1.52',
    '1.44',
  ],
  [
    '29.7',
    json(
      { Version: '29.7.2', ApiVersion: '1.55', DefaultAPIVersion: '1.55' },
      { ...engine, Version: '29.7.2', ApiVersion: '1.55', MinAPIVersion: '1.40' },
    ),
    '1.55',
    '1.40',
  ],
  [
    'a new command settles lower',
    json(
      { Version: '29.7.2', ApiVersion: '1.43', DefaultAPIVersion: '1.55' },
      { ...engine, Version: '24.0.7', ApiVersion: '1.43', MinAPIVersion: '1.12' },
    ),
    '1.43',
    '1.12',
  ],
] as const)('reads %s', ([, stdout, api, minimum]) => {
  const { client, server, podman, failure } = parseDockerVersion(output(stdout))
  expect(server).toMatchObject({
    apiVersion: api,
    minApiVersion: minimum,
    os: 'linux',
    podman: false,
  })
  expect(client?.version).toBeDefined()
  expect({ podman, failure }).toEqual({ podman: false, failure: undefined })
})

test('takes the highest API of the command, not the settled one', () => {
  const read = parseDockerVersion(
    output(json({ Version: '29.7.2', ApiVersion: '1.43', DefaultAPIVersion: '1.55' }, null)),
  )
  expect(read.client?.apiVersion).toBe('1.55')
})

test('an Arch with a remark is cut', () => {
  const read = parseDockerVersion(
    output(json(null, { Version: '27.5.1', Os: 'linux', Arch: 'amd64 (rosetta)' })),
  )
  expect(read.server?.arch).toBe('amd64')
})

test.for([
  [
    'the engine is down',
    json({ Version: '24.0.7' }, null),
    { stderr: 'Cannot connect to the Docker daemon at x', exitCode: 1 },
    { failure: 'not-running', exitCode: 1 },
  ],
  [
    'zeros stand for the engine',
    json({ Version: '24.0.7' }, { Version: '' }),
    { stderr: 'Cannot connect to the Docker daemon at x', exitCode: 1 },
    { failure: 'not-running' },
  ],
  ['it hangs', '', { timedOut: true, exitCode: undefined }, { failure: 'hung' }],
  ['it is killed', '', { exitCode: 137 }, { failure: 'other', exitCode: 137, said: '' }],
  ['a page answers', '<html>\n', {}, { failure: 'other', said: '<html>' }],
  ['braces that are no JSON', '{{json .}}\n', {}, { failure: 'other', said: '{{json .}}' }],
  ['no text of ours', '\u{FFFD}\u{FFFD}\n', { exitCode: 1 }, { failure: 'other' }],
] as const)('when %s', ([, stdout, more, expected]) => {
  expect(parseDockerVersion(output(stdout, more))).toMatchObject({
    server: undefined,
    podman: false,
    ...expected,
  })
})

test.for([
  [
    'the shim says so',
    '',
    'Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.\nError: x',
  ],
  [
    'its own keys',
    json({ APIVersion: '5.2.0', Version: '5.2.0', OsArch: 'linux/amd64', Os: 'linux' }, undefined),
    '',
  ],
  [
    'flat, before 2.0',
    '{"RemoteAPIVersion":1,"Version":"1.6.4","GoVersion":"go1.12.12","OsArch":"linux/amd64"}',
    '',
  ],
] as const)('knows podman: %s', ([, stdout, stderr]) => {
  expect(parseDockerVersion(output(stdout, { stderr })).podman).toBe(true)
})

test('knows podman behind a docker command', () => {
  const server = {
    Version: '4.9.3',
    Os: 'linux',
    Arch: 'amd64',
    Components: [{ Name: 'Podman Engine' }],
  }
  const read = parseDockerVersion(output(json({ Version: '27.5.1' }, server)))
  expect({ command: read.podman, engine: read.server?.podman }).toEqual({
    command: false,
    engine: true,
  })
})

test.for([
  ['17.06.2-ee-3', '17.6.2'],
  ['18.09.1', '18.9.1'],
  ['19.03.13-ce', '19.3.13'],
  ['20.10.24+dfsg1', '20.10.24'],
  ['20.10.25+azure-2', '20.10.25'],
  ['20.10.20-rd', '20.10.20'],
  ['28.2.2-rc.1', '28.2.2'],
  ['v29.0', '29.0.0'],
  ['dev', undefined],
  ['library-import', undefined],
] as const)('%s is %s', ([text, version]) => {
  expect(vendorVersion(text)).toBe(version)
})

test.for([
  ['19.3.15', false],
  ['20.9.9', false],
  ['20.10.0', true],
  ['29.7.2', true],
] as const)('the course takes %s: %s', ([version, taken]) => {
  expect(inRange(version, '>=20.10.0')).toBe(taken)
})

const both = (client: readonly [string, string], server: readonly [string, string, string]) =>
  dockerGap(
    parseDockerVersion(
      output(
        json(
          { Version: client[0], DefaultAPIVersion: client[1] },
          { Version: server[0], ApiVersion: server[1], MinAPIVersion: server[2] },
        ),
      ),
    ),
  )

test.for([
  ['24 with 24', ['24.0.7', '1.43'], ['24.0.7', '1.43', '1.12'], undefined],
  [
    '23 with 29.1',
    ['23.0.6', '1.42'],
    ['29.1.0', '1.52', '1.44'],
    { kind: 'client-too-old', speaks: '1.42', limit: '1.44' },
  ],
  ['23 with 29.3', ['23.0.6', '1.42'], ['29.3.0', '1.54', '1.40'], undefined],
  [
    '29.1 with 20.10',
    ['29.1.0', '1.52'],
    ['20.10.24', '1.41', '1.12'],
    { kind: 'engine-too-old', speaks: '1.41', limit: '1.44' },
  ],
  ['29.3 with 20.10', ['29.3.0', '1.54'], ['20.10.24', '1.41', '1.12'], undefined],
  [
    '29.3 with 18.09',
    ['29.3.0', '1.54'],
    ['18.09.9', '1.39', '1.12'],
    { kind: 'engine-too-old', speaks: '1.39', limit: '1.40' },
  ],
  [
    'API 1.9 is below 1.12',
    ['1.0.0', '1.9'],
    ['19.03.0', '1.40', '1.12'],
    { kind: 'client-too-old', speaks: '1.9', limit: '1.12' },
  ],
] as const)('a command and its engine: %s', ([, client, server, gap]) => {
  expect(both(client, server)).toEqual(gap)
})
