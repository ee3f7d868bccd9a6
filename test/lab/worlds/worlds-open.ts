import { oldImage } from './sites.ts'
import type { World } from './world.ts'
import type { Taken } from './route-json.ts'

/** Everything from its home, the system's images and programs in one archive. */
export const home: Taken = {
  minikube: 'official',
  kubectl: 'official',
  'node-binary': 'in-preload',
  'system-image': 'in-preload',
  kicbase: 'official',
  'storage-provisioner': 'in-preload',
  preload: 'official',
  'lesson-image': 'docker-hub',
}

/** A course whose lessons use one image. */
const courseWith = (image: string): string => `id: one-image
title: a course with one image
minikube: v1.25.2
kubernetes: v1.23.3
lessons:
  images: ['${image}']
`

/** Docker is still to be installed. */
const debian = {
  withoutDocker: true,
  programs: { 'apt-get': 'exit 1' },
  etc: {
    'os-release':
      'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n',
    'apt/sources.list': 'deb http://deb.debian.org/debian bookworm main\n',
  },
} as const

export const openWorlds: readonly World[] = [
  {
    name: 'open',
    about: 'The open Internet',
    expect: { codes: [], from: home, flags: [], before: [], exit: [0, 0] },
  },
  {
    name: 'one-lost-one-slow',
    about: 'registry.k8s.io swallows every packet, gcr.io needs 1.4 s for each connection',
    names: { 'gcr.io': 'slow gcr.io' },
    cut: { 'registry.k8s.io': 'drop' },
    expect: {
      codes: ['registry/official/bypassed'],
      from: home,
      flags: [],
      before: [],
      exit: [0, 0],
    },
  },
  {
    name: 'broken-ipv6',
    about: 'IPv6 addresses are given out and lead nowhere',
    brokenIpv6: true,
    expect: { codes: [], from: home, flags: [], before: [], exit: [0, 0] },
  },
  {
    name: 'hub-used-up',
    about: 'Docker Hub shows its images and has no pull left for this address',
    names: { 'registry-1.docker.io': 'hub used up' },
    expect: {
      codes: ['registry/route/chosen'],
      from: { ...home, 'lesson-image': 'daocloud' },
      flags: ['--registry-mirror=https://docker.m.daocloud.io'],
      before: [],
      exit: [0, 0],
    },
  },
  {
    name: 'hub-used-up-alone',
    about: 'The same, and DaoCloud is out of reach',
    names: { 'registry-1.docker.io': 'hub used up' },
    cut: { 'docker.m.daocloud.io': 'reset' },
    expect: {
      codes: ['registry/rate-limit/used-up'],
      from: { ...home, 'lesson-image': '-' },
      flags: [],
      before: [],
      exit: [0, 0],
    },
  },
  {
    name: 'arm64-lesson',
    about: `An arm64 machine; the lesson's image (${oldImage}) was built for amd64 alone`,
    machine: { arm64: true },
    course: courseWith(oldImage),
    expect: {
      codes: ['registry/lesson-images/other-cpu'],
      from: { ...home, 'lesson-image': '-' },
      flags: [],
      before: [],
      exit: [0, 0],
    },
  },
  {
    name: 'no-docker',
    about: 'Debian 12 without Docker; its packages come from deb.debian.org',
    machine: debian,
    expect: {
      codes: [],
      from: { ...home, packages: 'official' },
      flags: [],
      before: [],
      exit: [0, 1],
    },
  },
  {
    name: 'no-docker-mirror',
    about: "The same, and deb.debian.org swallows every packet; a mirror has Docker's own packages",
    machine: debian,
    cut: { 'deb.debian.org': 'drop' },
    expect: {
      codes: ['registry/official/bypassed'],
      from: { ...home, packages: 'docker-ce' },
      flags: [],
      before: [],
      exit: [0, 1],
    },
  },
  {
    name: 'no-docker-no-packages',
    about: 'The same, and Docker has no packages for it within reach either',
    machine: debian,
    cut: { 'deb.debian.org': 'drop', 'mirrors.aliyun.com': 'drop' },
    expect: {
      codes: ['registry/official/unreachable'],
      from: { ...home, packages: '-' },
      flags: [],
      before: [],
      exit: [3, 1],
    },
  },
]
