import { expect, test } from 'vitest'
import { preloadSources } from '../../src/catalog/sources.ts'
import { artefactList } from '../../src/facts/artefact-list.ts'
import type { Profile } from '../../src/model/profile.ts'
import { requestFor } from '../support/diagnose.ts'

const kindnet = (course: Partial<Profile>, minikube: string): string | undefined => {
  const pair = { minikube, kubernetes: 'v1.35.1' }
  const request = requestFor({ pair, course })
  const platform = { os: 'linux', arch: 'amd64' }
  return artefactList({ request, platform, storageDriver: 'overlay2' }).find(
    ({ kind }) => kind === 'network-image',
  )?.name
}

test.for([
  ['v1.25.2', {}, undefined],
  ['v1.25.2', { nodes: 2 }, 'docker.io/kindest/kindnetd:v20210326-1e038dc5'],
  ['v1.25.2', { runtime: 'containerd' }, 'docker.io/kindest/kindnetd:v20210326-1e038dc5'],
  ['v1.39.0', { runtime: 'containerd' }, 'docker.io/kindest/kindnetd:v20260820-69b56db7'],
  ['v1.39.0', { runtime: 'docker' }, undefined],
  ['v1.38.1', { driver: 'kvm2', runtime: 'containerd' }, undefined],
  ['v1.38.1', { driver: 'kvm2', nodes: 3 }, 'docker.io/kindest/kindnetd:v20260213-ea8e5717'],
  ['v1.9.2', {}, 'docker.io/kindest/kindnetd:0.5.3'],
] as const)('minikube %s with %j joins its nodes by %s', ([minikube, course, name]) => {
  expect(kindnet(course, minikube)).toBe(name)
})

test.for([
  ['v1.37.0', ['official']],
  ['v1.38.1', ['official', 'github']],
  ['v1.39.0', ['github', 'official']],
] as const)('minikube %s looks for the preload in this order', ([minikube, sources]) => {
  expect(preloadSources(minikube)).toEqual(sources)
})
