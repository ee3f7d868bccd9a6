import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import type { Argv } from '../model/value.ts'

export interface DockerService {
  /** What starts the engine here. */
  readonly manager: 'systemd' | 'snap' | 'desktop-mac' | 'desktop-windows' | 'sysv' | 'none'
  /** systemd's words: `inactive`, `failed`, … */
  readonly state: string | undefined
  /** The daemon's own last complaint. */
  readonly lastError: string | undefined
}

const ask = async (host: ReadHost, argv: Argv): Promise<string | undefined> => {
  const output = await attempt(host.run(argv, { deadlineMs: deadlines.system }))
  return output.ok && !output.value.timedOut ? output.value.stdout : undefined
}

const field = (text: string, name: string): string | undefined =>
  new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1]

/** The line worth quoting: dockerd's own refusal, else its last error. Source: moby cmd/dockerd, `failed to start daemon: …`, `unable to configure the Docker daemon with file …`. */
const complaint = (journal: string): string | undefined => {
  const lines = journal.split('\n').map((line) => line.trim())
  return (
    lines.findLast((line) =>
      /failed to start daemon|unable to configure the Docker daemon/i.test(line),
    ) ?? lines.findLast((line) => /level=(fatal|error)/i.test(line))
  )
}

/** How the engine is started here and what it last said; asked only when it does not answer. */
export const dockerService = defineFact({
  id: 'docker-service',
  read: async ({ host }): Promise<DockerService> => {
    if (host.os !== 'linux')
      return {
        manager: host.os === 'darwin' ? 'desktop-mac' : 'desktop-windows',
        state: undefined,
        lastError: undefined,
      }
    if ((await host.stat('/snap/bin/docker')) !== undefined)
      return { manager: 'snap', state: undefined, lastError: undefined }
    if ((await host.stat('/run/systemd/system')) === undefined) {
      const script = await host.stat('/etc/init.d/docker')
      return {
        manager: script === undefined ? 'none' : 'sysv',
        state: undefined,
        lastError: undefined,
      }
    }
    const [shown, journal] = await Promise.all([
      ask(host, [
        'systemctl',
        'show',
        'docker.service',
        '--property=LoadState,ActiveState,SubState',
      ]),
      ask(host, ['journalctl', '-u', 'docker.service', '-n', '50', '-o', 'cat', '--no-pager']),
    ])
    const known = shown !== undefined && field(shown, 'LoadState') === 'loaded'
    return {
      manager: known ? 'systemd' : 'none',
      state: known
        ? `${field(shown, 'ActiveState') ?? ''} (${field(shown, 'SubState') ?? ''})`
        : undefined,
      lastError: complaint(journal ?? ''),
    }
  },
})
