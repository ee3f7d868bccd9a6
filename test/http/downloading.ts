import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { fetchInto } from '../../src/host/download/fetch.ts'
import { defaultLimits } from '../../src/host/download/limits.ts'
import type { Limits } from '../../src/host/download/limits.ts'
import { InstallError } from '../../src/model/install.ts'
import type { Download, InstallEvent } from '../../src/model/install.ts'
import { fileServer } from './file-server.ts'
import type { Faults, FileServer } from './file-server.ts'
import { http } from './servers.ts'
import type { Running } from './servers.ts'

export const mib = 1024 * 1024
export const file = randomBytes(10 * mib)
const sha256 = createHash('sha256').update(file).digest('hex')
export const folder = mkdtempSync(join(tmpdir(), 'download-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The real ones in small. */
export const limits: Limits = {
  ...defaultLimits,
  connectMs: 500,
  firstByteMs: 500,
  stallMs: 400,
  totalMs: 20_000,
  raceBytes: mib / 2,
  staggerMs: 5,
  backOffMs: [20, 40, 80],
  mostRetryAfterMs: 1500,
  windowMs: 300,
  raceAgainMs: 300,
}

interface Mirror extends Running {
  readonly server: FileServer
  readonly url: string
}

export const mirror = async (
  faultsOf: (request: number) => Faults = () => ({}),
  content = file,
) => {
  const server = fileServer(content, faultsOf)
  const running = await http(server.listener)
  return { ...running, server, url: `http://127.0.0.1:${running.port}/kubectl` } satisfies Mirror
}
export const always = (faults: Faults) => mirror(() => faults)

let count = 0
export const download = async (
  urls: readonly string[],
  more: Partial<Download> = {},
  {
    present = Buffer.alloc(0),
    env = {},
    ...tuned
  }: Partial<Limits> & { present?: Buffer; env?: NodeJS.ProcessEnv; signal?: AbortSignal } = {},
) => {
  count += 1
  const path = join(folder, `part-${count}`)
  writeFileSync(path, present)
  const handle = await open(path, 'r+')
  const events: InstallEvent[] = []
  const began = performance.now()
  try {
    const wanted: Download = {
      tool: 'kubectl',
      version: 'v1.23.3',
      os: 'linux',
      arch: 'amd64',
      sha256,
      urls,
      plainHttp: [],
      ...more,
    }
    const result = await fetchInto(handle, wanted, {
      env,
      limits: { ...limits, ...tuned },
      signal: tuned.signal ?? new AbortController().signal,
      onEvent: (event) => events.push(event),
      onTotal: async () => undefined,
    }).catch((error: unknown) => {
      if (error instanceof InstallError) return error
      throw error
    })
    const content = readFileSync(path)
    return {
      right: content.equals(file),
      from: result instanceof InstallError ? [] : result,
      failure: result instanceof InstallError ? result.failure : undefined,
      tried: result instanceof InstallError ? result.tried : [],
      events,
      failed: events.flatMap((event) =>
        event.kind === 'source-failed' ? [`${event.url} ${event.why}`] : [],
      ),
      ms: performance.now() - began,
    }
  } finally {
    await handle.close()
  }
}

export const cut = (at: number, more: Faults = {}): Faults => ({ cutAt: at, ...more })
