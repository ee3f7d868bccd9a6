import { classroom, open } from './sites.ts'
import type { Taken } from './route-json.ts'
import type { World } from './world.ts'
import { nowhere } from './worlds-company.ts'
import { home } from './worlds-open.ts'

const mirror = `https://${classroom}`

const mirrored = {
  codes: ['registry/route/chosen', 'registry/official/bypassed'],
  from: {
    ...Object.fromEntries(Object.keys(home).map((kind) => [kind, `mirror:${mirror}`])),
    preload: '-',
  },
  flags: [
    `--image-repository=${classroom}`,
    `--binary-mirror=${mirror}`,
    `--base-image=${classroom}/k8s-minikube/kicbase:v0.0.30`,
    '--preload=false',
    `--registry-mirror=${mirror}`,
  ],
  before: ['pull-image'],
  exit: [0, 0],
} as const

const kept: Taken = {
  ...home,
  minikube: 'here',
  kubectl: 'here',
  kicbase: 'here',
  preload: 'here',
  'lesson-image': 'here',
}

const kicbase =
  'gcr.io/k8s-minikube/kicbase:v0.0.30@sha256:02c921df998f95e849058af14de7045efc3954d90320967418a0d1f182bbc0b2'
const bundle = 'preloaded-images-k8s-v17-v1.23.3-docker-overlay2-amd64.tar.lz4'

/** Everything is on the machine; the tools are stand-ins that tell the version. */
const stocked = {
  home: { [`.minikube/cache/preloaded-tarball/${bundle}`]: 'kept' },
  programs: {
    minikube: `echo '{"minikubeVersion":"v1.25.2"}'`,
    kubectl: `echo '{"clientVersion":{"gitVersion":"v1.23.3"}}'`,
  },
  images: ['nginx:alpine', 'busybox:latest', 'redis:latest', kicbase],
} as const

export const aloneWorlds: readonly World[] = [
  {
    name: 'classroom',
    about: "Only the classroom's mirror can be reached and has a name (--mirror)",
    names: { [classroom]: classroom },
    unknown: Object.keys(open),
    only: [classroom],
    args: ['--mirror', mirror],
    expect: mirrored,
  },
  {
    name: 'classroom-filtered',
    about: 'All names are known, only the mirror answers (K8S_DOCTOR_MIRROR)',
    names: { [classroom]: classroom },
    only: [classroom],
    machine: { env: { K8S_DOCTOR_MIRROR: mirror } },
    expect: mirrored,
  },
  {
    name: 'air-gap',
    about: 'No network, and everything is here',
    alone: true,
    machine: stocked,
    expect: {
      codes: ['network/online/not-needed'],
      from: kept,
      flags: [],
      before: [],
      exit: [0, 0],
    },
  },
  {
    name: 'air-gap-offline',
    about: 'The same, looked at with --offline',
    alone: true,
    args: ['--offline'],
    machine: stocked,
    expect: { codes: [], from: kept, flags: [], before: [], exit: [0, 0] },
  },
  {
    name: 'alone',
    about: 'No network at all',
    alone: true,
    expect: {
      codes: ['network/online/offline'],
      from: nowhere,
      flags: [],
      before: [],
      exit: [3, 1],
    },
  },
]
