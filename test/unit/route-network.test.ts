import { expect, test } from 'vitest'
import type { Artefact, Proof } from '../../src/model/route.ts'
import { chooseRoute } from '../../src/route/choose.ts'
import { aliyun, asker, everything, local, present, tableOf } from '../support/probe-tables.ts'

const kindnet: Artefact = {
  id: 'image:kindnetd:v20260820-69b56db7',
  kind: 'network-image',
  name: 'docker.io/kindest/kindnetd:v20260820-69b56db7',
  platform: 'linux/amd64',
  optional: false,
}
const artefacts = [...everything, kindnet]
const otherCpu: Proof = { state: 'absent', why: 'no-platform' }

/** Everything is at Aliyun, the plug-in's image as said; nothing comes from its home. */
const inChina = (said: Readonly<Record<string, Proof>>) =>
  chooseRoute(
    tableOf(
      (source, { kind }) => {
        if (kind === 'network-image') return said[source]
        return source === 'official' || source.startsWith('mirror:') ? undefined : present()
      },
      { artefacts },
    ),
    { ...asker, minikube: 'v1.39.0', runtime: 'containerd' },
  )

const settled = ({ legs }: ReturnType<typeof chooseRoute>) =>
  legs.find(({ artefact }) => artefact.kind === 'network-image')?.chosen

test('the mirror has it for this CPU: it comes with the repository', () => {
  const route = inChina({ aliyun: present(), daocloud: present() })
  expect(settled(route)).toMatchObject({ because: 'repository', candidate: { source: 'aliyun' } })
  expect(route.after.filter(({ kind }) => kind === 'load-image').length).toBeLessThan(2)
})

test('the mirror has it for another CPU: pulled elsewhere, loaded under the name the node asks for', () => {
  const route = inChina({ aliyun: otherCpu, daocloud: present() })
  const image = `${aliyun}/kindnetd:v20260820-69b56db7`
  expect(settled(route)).toMatchObject({ candidate: { source: 'daocloud' } })
  expect(route.before).toContainEqual(expect.objectContaining({ kind: 'pull-image', as: image }))
  expect(route.after).toContainEqual({
    kind: 'load-image',
    image,
    cluster: 'minikube',
    command: 'image load',
  })
})

test('nobody has it: missing, like any other image', () => {
  expect(inChina({ aliyun: otherCpu, official: otherCpu, daocloud: otherCpu }).missing).toContain(
    kindnet,
  )
})

test.for([
  ['v1.38.1', 'containerd', 'in-preload'],
  ['v1.38.1', 'docker', 'official'],
  ['v1.39.0', 'containerd', 'official'],
] as const)('minikube %s with %s: %s', ([minikube, runtime, because]) => {
  const table = tableOf(
    (source, { kind }) =>
      kind === 'lesson-image' ? local : source === 'official' ? present() : undefined,
    { artefacts },
  )
  expect(settled(chooseRoute(table, { ...asker, minikube, runtime }))).toMatchObject({ because })
})
