import { artifacts, forgedHub } from './sites.ts'
import type { Taken } from './route-json.ts'
import type { World } from './world.ts'
import { home } from './worlds-open.ts'

const google = ['gcr.io', 'registry.k8s.io', 'k8s.gcr.io', 'storage.googleapis.com', artifacts]

const outside = Object.fromEntries(google.map((name) => [name, 'drop' as const]))

/** What is swallowed and what is cut there. */
const cut = { ...outside, 'registry-1.docker.io': 'reset', 'auth.docker.io': 'reset' } as const

const aliyun = 'registry.cn-hangzhou.aliyuncs.com/google_containers'

const fromAliyun: Taken = {
  minikube: 'github',
  kubectl: 'official',
  'node-binary': 'aliyun-oss',
  'system-image': 'aliyun',
  kicbase: 'aliyun',
  'storage-provisioner': 'aliyun',
  preload: '-',
  'lesson-image': 'daocloud',
}

const repository = `--image-repository=${aliyun}`
const baseImage = `--base-image=${aliyun}/kicbase:v0.0.30`
const mirror = '--registry-mirror=https://docker.m.daocloud.io'

const codes = ['registry/route/chosen', 'registry/official/bypassed'] as const

export const chinaWorlds: readonly World[] = [
  {
    name: 'china',
    about: 'China: Google is swallowed, Docker Hub cut; Aliyun has everything',
    cut,
    expect: {
      codes,
      from: fromAliyun,
      flags: [repository, baseImage, mirror],
      before: ['pull-image'],
      exit: [0, 0],
    },
  },
  {
    name: 'china-without-a-tag',
    about: 'China; Aliyun lacks pause:3.6',
    names: { 'registry.cn-hangzhou.aliyuncs.com': 'aliyun without a tag' },
    cut,
    expect: {
      codes,
      from: {
        ...fromAliyun,
        'system-image': {
          'image:kube-apiserver:v1.23.3': 'aliyun',
          'image:kube-controller-manager:v1.23.3': 'aliyun',
          'image:kube-scheduler:v1.23.3': 'aliyun',
          'image:kube-proxy:v1.23.3': 'aliyun',
          'image:pause:3.6': 'daocloud',
          'image:etcd:3.5.1-0': 'aliyun',
          'image:coredns:v1.8.6': 'aliyun',
          'image:dashboard:v2.3.1': 'aliyun',
          'image:metrics-scraper:v1.0.7': 'aliyun',
        },
      },
      flags: [repository, baseImage, mirror],
      before: ['pull-image', 'save-image', 'pull-image'],
      exit: [0, 0],
    },
  },
  {
    name: 'china-empty-bucket',
    about: "China; Aliyun's bucket has no programs (404)",
    names: { 'kubernetes.oss-cn-hangzhou.aliyuncs.com': 'empty bucket' },
    cut,
    expect: {
      codes,
      from: { ...fromAliyun, 'node-binary': 'dl.k8s.io' },
      flags: [repository, '--binary-mirror=https://dl.k8s.io/release', baseImage, mirror],
      before: ['pull-image'],
      exit: [0, 0],
    },
  },
  {
    name: 'china-arm64',
    about: 'China, an arm64 machine; Aliyun has images for amd64 alone and no programs',
    names: {
      'registry.cn-hangzhou.aliyuncs.com': 'aliyun for amd64',
      'kubernetes.oss-cn-hangzhou.aliyuncs.com': 'empty bucket',
    },
    cut,
    machine: { arm64: true },
    expect: {
      codes,
      from: {
        ...fromAliyun,
        'node-binary': 'dl.k8s.io',
        'system-image': {
          'image:kube-apiserver:v1.23.3': 'daocloud',
          'image:kube-controller-manager:v1.23.3': 'daocloud',
          'image:kube-scheduler:v1.23.3': 'daocloud',
          'image:kube-proxy:v1.23.3': 'daocloud',
          'image:pause:3.6': 'daocloud',
          'image:etcd:3.5.1-0': 'daocloud',
          'image:coredns:v1.8.6': 'daocloud',
          'image:dashboard:v2.3.1': '-',
          'image:metrics-scraper:v1.0.7': '-',
        },
        kicbase: 'daocloud',
        'storage-provisioner': 'daocloud',
      },
      flags: [
        '--binary-mirror=https://dl.k8s.io/release',
        '--base-image=gcr.m.daocloud.io/k8s-minikube/kicbase:v0.0.30',
        '--preload=false',
        mirror,
      ],
      // DaoCloud has CoreDNS where kubeadm does not look in a repository: all eight are laid out by hand.
      before: [
        ...Array.from({ length: 8 }, () => ['pull-image', 'save-image']).flat(),
        'pull-image',
      ],
      exit: [0, 0],
    },
  },
  {
    name: 'china-forged',
    about: "China; Docker Hub's names get forged addresses, which swallow every packet",
    names: forgedHub.names,
    cut: { ...outside, ...forgedHub.cut },
    expect: {
      codes: ['network/dns/forged', ...codes],
      from: fromAliyun,
      flags: [repository, baseImage, mirror],
      before: ['pull-image'],
      exit: [0, 0],
    },
  },
  {
    name: 'forged',
    about: 'Forged addresses for Docker Hub; everything else is open',
    ...forgedHub,
    expect: {
      codes: ['network/dns/forged', ...codes],
      from: { ...home, 'lesson-image': 'daocloud' },
      flags: [mirror],
      before: [],
      exit: [0, 0],
    },
  },
]
