import type { Profile } from '../model/profile.ts'

/**
 * What a profile has unless it says otherwise. 4 CPUs and 8 GB cured "stuck at Booting up control plane" (pitfalls A5,
 * HLTH-1); disk figures from pitfalls RES-3.
 */
export const defaults = {
  alternatives: [],
  driver: 'docker',
  runtime: 'docker',
  requires: [],
  docker: '>=20.10.0',
  nodes: 1,
  resources: {
    cpus: { comfortable: 4 },
    memory: { comfortable: 8192 },
    disk: { minimum: 5 * 1024, comfortable: 20 * 1024 },
  },
  lessons: { images: [] },
  mirrors: [],
  cluster: 'minikube',
} as const satisfies Omit<Profile, 'id' | 'title' | 'pair'>
