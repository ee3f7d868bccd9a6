import { describe, expect, test } from 'vitest'
import { newestMinikube } from '../../src/catalog/minikube.ts'
import { exitCode } from '../../src/engine/readiness.ts'
import type { Report } from '../../src/model/report.ts'
import type { Pair } from '../../src/model/request.ts'
import { list, term } from '../../src/model/value.ts'
import { diagnoseMachine } from '../support/diagnose.ts'
import { differing, readMachine } from '../support/machine-file.ts'
import type { MachineCase } from '../support/machine-file.ts'
import { seeded } from '../support/seeded.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const random = seeded(seed)
const rounds = 60

const upTo = (most: number): number => Math.floor(random() * (most + 1))
const chance = (share: number): boolean => random() < share

/** Versions nobody has released when this was written. */
interface Invented {
  readonly minikube: { readonly version: string; readonly known: boolean }
  readonly docker: string
  readonly kubectl: string
  /** Of the course. */
  readonly pair: Pair & { readonly known: boolean }
  /** Of the cluster, where there is one: the course's, or a newer one. */
  readonly cluster: { readonly kubernetes: string; readonly known: boolean }
  readonly kicbase: string
  readonly kernel: string
}

const pinned = 'v1.25.2'

/** The pinned release, a later patch of its minor version, or something the catalog has never heard of. */
const inventMinikube = (): Invented['minikube'] => {
  if (chance(0.2)) return { version: pinned, known: true }
  if (chance(0.3)) return { version: `v1.25.${3 + upTo(40)}`, known: true }
  return chance(0.2)
    ? { version: `v${2 + upTo(2)}.${upTo(9)}.${upTo(9)}`, known: false }
    : { version: `v1.${40 + upTo(60)}.${upTo(9)}`, known: false }
}

const invent = (): Invented => {
  const minikube = inventMinikube()
  const newKubernetes = chance(0.3)
  const kubernetes = newKubernetes
    ? `v1.${38 + upTo(30)}.${upTo(12)}`
    : chance(0.5)
      ? 'v1.23.3'
      : `v1.23.${4 + upTo(60)}`
  const newCourse = chance(0.2)
  const otherCluster = !newKubernetes && chance(0.4)
  const knownCluster = chance(0.5)
  const newer = knownCluster ? `v1.${31 + upTo(6)}.${upTo(40)}` : `v1.${70 + upTo(30)}.${upTo(9)}`
  return {
    minikube,
    docker: `${30 + upTo(40)}.${upTo(12)}.${upTo(9)}`,
    // An old kubectl is judged by the policy, whatever the cluster: it is not new.
    kubectl:
      chance(0.5) && !otherCluster ? `v1.23.${18 + upTo(40)}` : `v1.${100 + upTo(40)}.${upTo(9)}`,
    pair: {
      minikube: newCourse ? `v1.${40 + upTo(60)}.0` : pinned,
      kubernetes,
      known: !newCourse && !newKubernetes,
    },
    cluster: otherCluster
      ? { kubernetes: newer, known: knownCluster }
      : { kubernetes, known: !newKubernetes && !newCourse },
    kicbase: `gcr.io/k8s-minikube/kicbase:v0.0.${52 + upTo(200)}`,
    kernel: `${7 + upTo(5)}.${upTo(20)}.0-${upTo(99)}-generic`,
  }
}

const configFile = '/home/jane/.minikube/profiles/minikube/config.json'

const node = { IP: '192.168.49.2', Port: 8443, ControlPlane: true, Worker: true }

/** The recorded machine with other versions on it. */
const withVersions = (base: MachineCase, invented: Invented): MachineCase => {
  const { minikube, docker, kubectl, pair, cluster, kicbase, kernel } = invented
  const engine = { Version: docker, ApiVersion: '1.70' }
  const { kubernetes } = cluster
  const made = {
    KicBaseImage: kicbase,
    KubernetesConfig: { KubernetesVersion: kubernetes },
    Nodes: [{ ...node, KubernetesVersion: kubernetes }],
  }
  return differing(
    { ...base, request: { pair } },
    {
      inventory: { kernelRelease: kernel },
      files: {
        '/usr/local/bin/minikube': { sha256: 'e'.repeat(64) },
        '/usr/local/bin/kubectl': { sha256: 'f'.repeat(64) },
        ...(configFile in (base.machine.files ?? {}) ? { [configFile]: { json: made } } : {}),
      },
      runs: {
        'docker version --format {{json .}}': { json: { Client: engine, Server: engine } },
        'docker info --format {{json .}}': {
          json: { ServerVersion: docker, KernelVersion: kernel },
        },
        '/usr/local/bin/minikube version -o json': {
          json: { commit: '0', minikubeVersion: minikube.version },
        },
        '/usr/local/bin/kubectl version --client -o json': {
          json: { clientVersion: { gitVersion: kubectl } },
        },
      },
    },
  )
}

const errorsOf = ({ checks }: Report): readonly string[] =>
  checks.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === 'error').map(({ code }) => code),
  )

const warnedOfUnknown = ({ checks }: Report): boolean =>
  checks.some(({ findings }) =>
    findings.some(({ code }) => code.startsWith('tools/catalog/unknown-')),
  )

/** What a run must never do because something is new. */
const harm = ({ plan, start }: Report): readonly string[] => [
  ...plan.map(({ fix }) => fix),
  ...start.argv.filter((word) => word === 'delete'),
]

test('an unknown release is given no file of another one, and nothing is said of everything', async () => {
  const { checks, start } = await diagnoseMachine(readMachine('china-minikube-unknown'))
  expect(start.argv.filter((word) => /base-image|v1\.39|v0\.0\.51/.test(word))).toEqual([])
  const route = checks.find(({ id }) => id === 'registry/route')
  expect(route?.findings[0]?.args['unlisted']).toEqual(list([term('minikube')]))
})

describe(`versions nobody knows yet (SEED=${seed})`, { timeout: 60_000 }, () => {
  const cases = Array.from({ length: rounds }, invent)

  test.for(['ubuntu-22.04', 'cluster-running'])('on %s', async (name) => {
    const base = readMachine(name)
    const healthy = name === 'cluster-running'
    for (const invented of cases) {
      const report = await diagnoseMachine(withVersions(base, invented))
      const known =
        invented.minikube.known && (healthy ? invented.cluster.known : invented.pair.known)
      const expected = known || healthy
      expect(
        {
          invented,
          errors: errorsOf(report),
          harm: harm(report),
          ready: report.ready,
          exit: exitCode(report),
          warned: warnedOfUnknown(report),
        },
        `newest known ${newestMinikube}`,
      ).toEqual({
        invented,
        errors: [],
        harm: [],
        ready: expected ? true : null,
        exit: expected ? 0 : 3,
        warned: !known,
      })
    }
  })
})
