import type { Profile } from '../model/profile.ts'
import { defaults } from './defaults.ts'
import { newestFor } from './newest.ts'

/** minikube 1.36.0 is the newest that takes Kubernetes 1.23.3 without --force: constants.go of v1.37.0 raised the oldest to v1.28.0. */
const kubernetesIntro: Profile = {
  ...defaults,
  id: 'kubernetes-intro',
  title: { en: 'the Kubernetes intro course', zh: '《Kubernetes 入门》课程' },
  pair: { minikube: 'v1.25.2', kubernetes: 'v1.23.3' },
  alternatives: [{ minikube: 'v1.36.0', kubernetes: 'v1.23.3' }],
  lessons: { images: ['nginx:alpine', 'busybox:latest', 'redis:latest'], first: 'pod' },
}

/** Lesson 21 of the Docker book; the next minikube that runs on other CPUs than amd64 still takes Kubernetes 1.19.2. */
const dockerBook: Profile = {
  ...defaults,
  id: 'docker-book',
  title: { en: "the Docker book's Kubernetes lesson", zh: 'Docker 课程的 Kubernetes 一课' },
  pair: { minikube: 'v1.13.1', kubernetes: 'v1.19.2' },
  alternatives: [{ minikube: 'v1.25.2', kubernetes: 'v1.19.2' }],
  lessons: { images: ['wilhelmguo/nginx-hello:v1'], first: 'service' },
}

/** Pinned: the newest set whose minikube and kubectl can be installed on Linux and macOS, on amd64 and arm64, on 2026-12-01. */
const kubernetes2026: Profile = {
  ...defaults,
  id: 'kubernetes-2026',
  title: { en: 'the Kubernetes course of 2026', zh: '《Kubernetes 2026》课程' },
  pair: { minikube: 'v1.38.1', kubernetes: 'v1.35.1' },
  lessons: { images: ['nginx:alpine'], first: 'pod' },
}

/** What `newest` stands for is settled on the machine; until then it is what Linux on amd64 gets. */
const latest: Profile = {
  ...defaults,
  ...(newestFor('linux-amd64', undefined) ?? kubernetes2026),
  id: 'latest',
  title: { en: 'the newest minikube', zh: '最新的 minikube' },
  newest: true,
  lessons: { images: ['nginx:alpine'] },
}

/** The profiles that travel with the tool; the first is the default. */
export const builtIn: readonly [Profile, ...Profile[]] = [
  kubernetesIntro,
  dockerBook,
  kubernetes2026,
  latest,
]
