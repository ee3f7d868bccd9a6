import { digestOf } from '../catalog/digests.ts'
import { minikubeReleases } from '../catalog/minikube.ts'
import type { Profile } from '../model/profile.ts'
import { defaults } from './defaults.ts'

/** minikube 1.36.0 is the newest that takes Kubernetes 1.23.3 without --force (pitfalls, fact 1). */
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

/** The newest release whose digests are known for Linux and macOS on both CPUs. */
const newest = minikubeReleases.findLast(({ version }) =>
  ['linux-amd64', 'linux-arm64', 'darwin-amd64', 'darwin-arm64'].every(
    (platform) => digestOf('minikube', version, platform) !== undefined,
  ),
)

const latest: Profile = {
  ...defaults,
  id: 'latest',
  title: { en: 'the newest minikube', zh: '最新的 minikube' },
  pair: {
    minikube: newest?.version ?? 'v1.38.1',
    kubernetes: newest?.kubernetes.default ?? 'v1.35.1',
  },
  lessons: { images: ['nginx:alpine'] },
}

/** The profiles that travel with the tool; the first is the default. */
export const builtIn: readonly [Profile, ...Profile[]] = [kubernetesIntro, dockerBook, latest]
