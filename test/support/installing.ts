import { readdirSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { arch } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { http } from '../http/servers.ts'
import { machineWith, runCli, writeFiles } from './cli.ts'
import type { Ended, ProcessOptions } from './cli.ts'
import { programFile } from './program-file.ts'

/** What is placed is a real program for Linux. */
export const canPlace = process.platform === 'linux' && ['x64', 'arm64'].includes(arch())

const cpu = arch() === 'arm64' ? 'arm64' : 'amd64'

/** A release only the course knows. */
export const kubectl = programFile('v1.99.3', { size: 5000 })
export const path = `v1.99.3/bin/linux/${cpu}/kubectl`

/** Digests and all. */
export const course = (sha256: string): string => `
id: test-course
title: a course for tests
minikube: v1.99.1
kubernetes: v1.99.3
digests:
  kubectl:
    linux-${cpu}: ${sha256}
`

export interface InstallMachine {
  readonly folder: string
  readonly bin: string
  readonly env: Readonly<Record<string, string>>
  readonly run: (args: readonly string[], options?: ProcessOptions) => Promise<Ended>
  /** `install kubectl --bin-dir …` with the course. */
  readonly install: (...args: readonly string[]) => Promise<Ended>
}

/** An empty machine whose only further folder on PATH is the one that is installed into. */
export const machine = (extra: Readonly<Record<string, string>> = {}): InstallMachine => {
  const { folder, env: bare } = machineWith({})
  writeFiles(folder, { 'course.yaml': course(kubectl.sha256) })
  const bin = join(folder, 'tools')
  const env = { ...bare, PATH: `${bare['PATH']}:${bin}`, SHELL: '/bin/bash', ...extra }
  const run = (args: readonly string[], options: ProcessOptions = {}): Promise<Ended> =>
    runCli(args, { env, stdin: 'ignore', ...options })
  return {
    folder,
    bin,
    env,
    run,
    install: (...args) =>
      run([
        'install',
        'kubectl',
        '--bin-dir',
        bin,
        '--profile',
        join(folder, 'course.yaml'),
        ...args,
      ]),
  }
}

/** Files by their paths; nothing else is there. */
export const serve =
  (files: Readonly<Record<string, Uint8Array>>): RequestListener =>
  ({ url = '' }, response) => {
    const body = files[url]
    response.writeHead(body === undefined ? 404 : 200, {
      'content-length': body?.length ?? 0,
    })
    response.end(body)
  }

export const mirrorOf = (bytes: Uint8Array) => http(serve({ [`/${path}`]: bytes }))

/** The mirror alone: nothing in these tests leaves the machine. */
export const only = ({ port }: { readonly port: number }) => ({
  K8S_DOCTOR_MIRROR: `http://127.0.0.1:${port}`,
})

export const transactionIn = ({ stdout }: Ended): string =>
  /k8s-doctor undo (\S+)/.exec(stdout)?.[1] ?? ''

export const treeOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()

const events = v.array(v.looseObject({ kind: v.string() }))
export const eventsIn = ({ stdout }: Ended) =>
  v.parse(
    events,
    stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  )
