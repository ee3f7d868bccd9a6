import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import type { Argv } from '../model/value.ts'

export interface DockerService {
  /** systemd knows docker.service. */
  readonly known: boolean
  /** systemd's words: `inactive (dead)`, `failed (failed)`, … */
  readonly state: string | undefined
  /** systemd holds it for running. */
  readonly active: boolean
  /** The daemon's own last complaint, while it fails. */
  readonly lastError: string | undefined
}

const ask = async (host: ReadHost, argv: Argv): Promise<string> => {
  const output = await attempt(host.run(argv, { deadlineMs: deadlines.system }))
  return output.ok && !output.value.timedOut ? output.value.stdout : ''
}

const field = (text: string, name: string): string =>
  new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1]?.trim() ?? ''

/** The line worth quoting: dockerd's own refusal, else its last error. Source: moby cmd/dockerd, `failed to start daemon: …`, `unable to configure the Docker daemon with file …`. Pure. */
export const complaintIn = (journal: string): string | undefined => {
  const lines = journal.split('\n').map((line) => line.trim())
  const line =
    lines.findLast((line) =>
      /failed to start daemon|unable to configure the Docker daemon/i.test(line),
    ) ?? lines.findLast((line) => /level=(fatal|error)/i.test(line))
  // logrus quotes the message as Go does; its text is enough.
  return line?.replace(/^time=.*? msg="(.*?)(?<!\\)".*$/, '$1').replaceAll(String.raw`\"`, '"')
}

/** docker.service as systemd sees it; asked only when the engine does not answer. */
export const dockerService = defineFact({
  id: 'docker-service',
  read: async ({ host }): Promise<DockerService> => {
    const [shown, journal] = await Promise.all([
      ask(host, [
        'systemctl',
        'show',
        'docker.service',
        '--property=LoadState,ActiveState,SubState',
      ]),
      ask(host, ['journalctl', '-u', 'docker.service', '-n', '50', '-o', 'cat', '--no-pager']),
    ])
    const load = field(shown, 'LoadState')
    const active = field(shown, 'ActiveState')
    // After a clean stop the last error in the journal belongs to another day.
    const failing = active === 'failed' || active === 'activating'
    return {
      known: load === 'loaded' || load === 'masked' || load === 'bad-setting' || load === 'error',
      state: active === '' ? undefined : `${active} (${field(shown, 'SubState')})`,
      active: active === 'active',
      lastError: failing ? complaintIn(journal) : undefined,
    }
  },
})
