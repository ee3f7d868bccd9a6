import { minikubeReleases } from '../catalog/minikube.ts'
import type { Profile } from '../model/profile.ts'

const common = {
  driver: 'docker',
  runtime: 'docker',
  docker: '>=20.10.0',
  nodes: 1,
  mirrors: [],
  cluster: 'minikube',
} as const

/** 4 CPUs and 8 GB cured "stuck at Booting up control plane" (pitfalls A5, HLTH-1); disk figures from pitfalls RES-3. */
const resources = {
  cpus: { comfortable: 4 },
  memory: { comfortable: 8192 },
  disk: { minimum: 5 * 1024, comfortable: 20 * 1024 },
}

/** minikube 1.36.0 is the newest that takes Kubernetes 1.23.3 without --force (pitfalls, fact 1). */
const kubernetesIntro: Profile = {
  ...common,
  id: 'kubernetes-intro',
  title: { en: 'the Kubernetes intro course', zh: '《Kubernetes 入门》课程' },
  pair: { minikube: 'v1.25.2', kubernetes: 'v1.23.3' },
  alternatives: [{ minikube: 'v1.36.0', kubernetes: 'v1.23.3' }],
  resources,
  lessons: { images: ['nginx:alpine', 'busybox:latest', 'redis:latest'] },
}

/** Lesson 21 of the Docker book; the next minikube that runs on other CPUs than amd64 still takes Kubernetes 1.19.2. */
const dockerBook: Profile = {
  ...common,
  id: 'docker-book',
  title: { en: "the Docker book's Kubernetes lesson", zh: 'Docker 课程的 Kubernetes 一课' },
  pair: { minikube: 'v1.13.1', kubernetes: 'v1.19.2' },
  alternatives: [{ minikube: 'v1.25.2', kubernetes: 'v1.19.2' }],
  resources,
  lessons: { images: ['wilhelmguo/nginx-hello:v1'] },
}

const newest = minikubeReleases.at(-1)

const latest: Profile = {
  ...common,
  id: 'latest',
  title: { en: 'the newest minikube', zh: '最新的 minikube' },
  pair: {
    minikube: newest?.version ?? 'v1.38.1',
    kubernetes: newest?.kubernetes.default ?? 'v1.35.1',
  },
  alternatives: [],
  resources,
  lessons: { images: ['nginx:alpine'] },
}

/** The profiles that travel with the tool; the first is the default. */
export const builtIn: readonly [Profile, ...Profile[]] = [kubernetesIntro, dockerBook, latest]
