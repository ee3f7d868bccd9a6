import { expect, test } from 'vitest'
import { createEventReader, startEventOf } from '../../src/cluster/events.ts'
import type { StartEvent } from '../../src/cluster/events.ts'
import { seeded } from '../support/seeded.ts'

const event = (type: string, data: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    specversion: '1.0',
    id: '9d2c1a52-6f0e-4f1b-9d8a-3f0f7f1f2c11',
    source: 'https://minikube.sigs.k8s.io/',
    type: `io.k8s.sigs.minikube.${type}`,
    datacontenttype: 'application/json',
    data,
  })

/** A start that each of these lines is a part of. */
const lines: readonly (readonly [string, string, StartEvent | undefined])[] = [
  [
    'a step',
    event('step', {
      currentstep: '5',
      message: 'Pulling base image ...\n',
      name: 'Pulling Base Image',
      totalsteps: '19',
    }),
    {
      kind: 'step',
      name: 'Pulling Base Image',
      message: 'Pulling base image ...',
      current: 5,
      total: 19,
    },
  ],
  [
    'a step outside the register has no number',
    event('step', {
      currentstep: '',
      message: 'Deleting "minikube" ...',
      name: 'Deleting',
      totalsteps: '',
    }),
    { kind: 'step', name: 'Deleting', message: 'Deleting "minikube" ...' },
  ],
  [
    'a download begins',
    event('download', {
      artifact:
        'https://storage.googleapis.com/minikube-preloaded-volume-tarballs/v17/v1.23.3/x.tar.lz4?checksum=md5:0',
      currentstep: '2',
      message: '',
      name: 'Downloading Artifacts',
      totalsteps: '19',
    }),
    {
      kind: 'download',
      artifact:
        'https://storage.googleapis.com/minikube-preloaded-volume-tarballs/v17/v1.23.3/x.tar.lz4?checksum=md5:0',
    },
  ],
  [
    'a download goes on',
    event('download.progress', {
      artifact: 'gcr.io/k8s-minikube/kicbase',
      currentstep: '4',
      name: 'Pulling Base Image',
      progress: '0.12534',
      totalsteps: '19',
    }),
    { kind: 'download', artifact: 'gcr.io/k8s-minikube/kicbase', fraction: 0.12534 },
  ],
  [
    'a size nobody knows is no fraction',
    event('download.progress', { artifact: 'x', progress: '+Inf' }),
    { kind: 'download', artifact: 'x' },
  ],
  [
    'nothing of nothing is none either',
    event('download.progress', { artifact: 'x', progress: 'NaN' }),
    { kind: 'download', artifact: 'x' },
  ],
  [
    'info',
    event('info', { message: 'MINIKUBE_HOME=/x' }),
    { kind: 'info', message: 'MINIKUBE_HOME=/x' },
  ],
  ['a warning', event('warning', { message: 'slow' }), { kind: 'warning', message: 'slow' }],
  [
    'an error',
    event('error', {
      advice: '',
      exitcode: '80',
      issues: '',
      message: 'failed to start node',
      name: 'GUEST_START',
      url: '',
    }),
    { kind: 'error', message: 'failed to start node', id: 'GUEST_START' },
  ],
  [
    'the words that --force turns into an error',
    event('error', { message: 'The "docker" driver should not be used with root privileges.' }),
    { kind: 'error', message: 'The "docker" driver should not be used with root privileges.' },
  ],
  ['an event of somebody else', '{"type":"com.example.step","data":{"message":"x"}}', undefined],
  ['an event without data', '{"type":"io.k8s.sigs.minikube.step"}', undefined],
  ['an event that was cut off', event('step', { message: 'x' }).slice(0, 90), undefined],
  ['JSON that is no event', '{"valid":[],"invalid":[]}', undefined],
  [
    'a progress bar',
    '    > kubelet: 27.98 MiB / 118.75 MiB [---->________________] 23.56% 9.33 MiB p/s',
    {
      kind: 'download',
      artifact: 'kubelet',
      received: 29_339_156,
      size: 124_518_400,
      fraction: 29_339_156 / 124_518_400,
    },
  ],
  [
    'a progress bar of an image',
    '    > gcr.io/k8s-minikube/kicbase: 0 B [________________________] ?% ? p/s ?',
    { kind: 'download', artifact: 'gcr.io/k8s-minikube/kicbase', received: 0 },
  ],
  [
    'a progress bar of an image with a port',
    '    > localhost:5000/kicbase:v0.0.30: 1.00 GiB / 1.00 GiB  100.00% 21.43 M',
    {
      kind: 'download',
      artifact: 'localhost:5000/kicbase:v0.0.30',
      received: 1_073_741_824,
      size: 1_073_741_824,
      fraction: 1,
    },
  ],
  [
    'words of older releases',
    '* Creating docker container (CPUs=2, Memory=2200MB) ...',
    {
      kind: 'step',
      name: 'Creating Container',
      message: 'Creating docker container (CPUs=2, Memory=2200MB) ...',
    },
  ],
  [
    'words below words',
    '  - Booting up control plane ...',
    { kind: 'step', name: 'Booting control plane', message: 'Booting up control plane ...' },
  ],
  [
    'words nobody knows',
    '* Want kubectl v1.23.3? Try something',
    { kind: 'step', name: undefined, message: 'Want kubectl v1.23.3? Try something' },
  ],
  [
    'a warning in words',
    '! Docker is nearly out of disk space',
    { kind: 'warning', message: 'Docker is nearly out of disk space' },
  ],
  [
    'the end in words',
    'X Exiting due to GUEST_START: failed to start node',
    { kind: 'error', message: 'failed to start node', id: 'GUEST_START' },
  ],
  ['an error in words', 'X Failed to pull', { kind: 'error', message: 'Failed to pull' }],
  ['klog', 'I1120 09:00:00.000000   12345 out.go:176] x', undefined],
  ['nothing', '', undefined],
  ['a line without end', `* ${'x'.repeat(70_000)}`, undefined],
]

test.for(lines)('%s', ([, line, wanted]) => {
  expect(startEventOf(line)).toEqual(wanted)
})

test('however the text is cut, the events are the same', () => {
  const random = seeded(7)
  const text = lines.map(([, line]) => line).join('\r\n')
  const whole = lines.flatMap(([, , wanted]) => wanted ?? [])
  for (let round = 0; round < 20; round += 1) {
    const events: StartEvent[] = []
    const reader = createEventReader((each) => events.push(each))
    for (let at = 0; at < text.length;) {
      const next = at + 1 + Math.floor(random() * 500)
      reader.push(text.slice(at, next))
      at = next
    }
    reader.end()
    expect(events).toEqual(whole)
  }
})

const garbage = 'ab{}[]":,. >*X!-\\\u0000\uD800\u4E2D\n\r\t0123456789%/MiB'

test('random text is no event and no crash', () => {
  const random = seeded(11)
  const reader = createEventReader((each) => expect(each.kind).toMatch(/\w/))
  for (let at = 0; at < 20_000; at += 1)
    reader.push(garbage.charAt(Math.floor(random() * garbage.length)))
  reader.end()
})
