import { requestFor } from './diagnose.ts'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { runSmoke } from '../../src/engine/smoke.ts'
import type { SmokeOptions } from '../../src/engine/smoke.ts'
import { interpreters } from '../../src/engine/steps/index.ts'
import type { Lesson } from '../../src/cluster/lesson.ts'
import type { SmokeResult } from '../../src/model/attempt.ts'
import type { WriteHost } from '../../src/model/write-host.ts'
import { temporaryFolder, writeFiles } from './cli.ts'
import { memoryJournal } from './repairing.ts'
import { hostWith } from './writing.ts'

/** What the stand-in for kubectl is told about the cluster. */
export interface World {
  readonly context?: string
  readonly pod?: string | readonly string[]
  readonly nodeAddress?: string
  readonly nodePort?: number
  readonly withoutAccount?: number
  readonly forward?: string
  readonly refuse?: Readonly<Record<string, string>>
  readonly events?: readonly unknown[]
  readonly logs?: string
}

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return address.port
}

/** Something that answers where the node would. */
export const nodeThatAnswers = async (status = 200): Promise<number> => {
  const server = createServer((_, response) => {
    response.statusCode = status
    response.end('Welcome to nginx!')
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return listening(server)
}

/** A port nobody listens at. */
export const deadPort = async (): Promise<number> => {
  const server = createServer()
  const port = await listening(server)
  await new Promise((closed) => server.close(closed))
  return port
}

const standIn = resolve('test/support/kubectl-stand-in.mjs')

/**
 * A machine whose kubectl is the stand-in, and whose clock goes on only while somebody sleeps. `patient` sleepers really do, so that
 * a process gets its time; for the others a second may be many.
 */
export const smokingMachine = (
  world: World,
  { patient = false, pace = 1 }: { readonly patient?: boolean; readonly pace?: number } = {},
) => {
  const folder = temporaryFolder()
  const file = join(folder, 'world.json')
  writeFiles(folder, { 'world.json': JSON.stringify(world), 'home/.keep': '' })
  writeFiles(
    folder,
    { 'bin/kubectl': `#!/bin/sh\nexec '${process.execPath}' '${standIn}' "$@"\n` },
    0o755,
  )
  const real = hostWith({
    PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
    HOME: join(folder, 'home'),
    KUBECTL_WORLD: file,
    HTTP_PROXY: undefined,
    http_proxy: undefined,
  })
  let now = Date.parse('2026-11-20T09:00:00Z')
  const sleep = async (ms: number): Promise<void> => {
    now += ms * pace
    if (patient) await pause(ms)
  }
  const host: WriteHost = { ...real, now: () => now, sleep }
  return {
    host,
    /** What kubectl was told, in order. */
    told: (): readonly string[] =>
      readFileSync(`${file}.log`, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    /** Something of the lesson is still there. */
    left: (): boolean => existsSync(`${file}.made`),
    change: (other: World): void => writeFileSync(file, JSON.stringify(other)),
  }
}

export const nginx: Lesson = { kind: 'pod', image: 'nginx:alpine', serves: true }

/** Does the lesson there, and tells what the journal says afterwards. */
export const smokeOn = async (
  { host }: Pick<ReturnType<typeof smokingMachine>, 'host'>,
  options: Partial<SmokeOptions> & { readonly lesson?: Lesson } = {},
): Promise<{
  readonly result: SmokeResult
  readonly journal: ReturnType<typeof memoryJournal>
}> => {
  const journal = memoryJournal()
  const { lesson = nginx, ...more } = options
  const result = await runSmoke(host, {
    plan: { cluster: 'minikube', lesson, reach: 'node' },
    interpreters,
    journal: journal.journal,
    signal: new AbortController().signal,
    request: requestFor({}),
    ...more,
  })
  return { result, journal }
}
