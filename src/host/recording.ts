import type { Answer, Connection, PeerCertificate, ReadHost } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import type { Why } from '../model/unreadable.ts'
import type { Machine, RunEntry } from './machine.ts'
import { recordFiles } from './recording-files.ts'

/** Every variable a record keeps: what facts ask for, and what tells a reader where the machine is. Any other may hold a secret, whoever looked at it. */
const keptVariables =
  /^(PATH|Path|HOME|USERPROFILE|SHELL|LANG|LC_\w+|TERM|TMPDIR|CI|GITHUB_ACTIONS|CLOUD_SHELL|KUBECONFIG|K8S_DOCTOR_MIRROR|(MINIKUBE_EXISTING_)?DOCKER_(HOST|CERT_PATH|TLS_VERIFY)|DOCKER_(CONFIG|CONTEXT|API_VERSION)|MINIKUBE_(ACTIVE_DOCKERD|BASE_IMAGE|DRIVER|HOME|PROFILE)|PROCESSOR_(ARCHITECTURE|IDENTIFIER)|WSL_(DISTRO_NAME|INTEROP)|XDG_RUNTIME_DIR|SUDO_(UID|GID|USER)|(https?|no|HTTPS?|NO)_(proxy|PROXY))$/

/** Passes every question to `host` and keeps what it answered. `machine()` gives the record so far; nothing in it is redacted yet. */
export const createRecordingHost = (
  host: ReadHost,
): { readonly host: ReadHost; readonly machine: () => Promise<Machine> } => {
  const { files, fileSystems, questions } = recordFiles(host)
  const runs = new Map<string, RunEntry>()
  const gets = new Map<string, Answer>()
  const lookups = new Map<string, readonly string[] | Why>()
  const connections = new Map<string, Connection>()
  const certificates = new Map<string, PeerCertificate>()

  const recorded: ReadHost = {
    ...host,
    ...questions,
    run: async (argv, options) => {
      const key = argv.join(' ')
      try {
        const output = await host.run(argv, options)
        const { exitCode, ...rest } = output
        runs.set(key, exitCode === undefined ? { ...rest, killed: true } : { ...rest, exitCode })
        return output
      } catch (error) {
        if (error instanceof Unreadable) runs.set(key, { unreadable: error.why })
        throw error
      }
    },
    get: async (url, options) => {
      const answer = await host.get(url, options)
      // A part of a file is a sample of speed: nobody reads it.
      const sample = options.headers?.['range'] !== undefined
      gets.set(
        `${options.method ?? 'GET'} ${url}`,
        answer.ok && sample ? { ...answer, body: '' } : answer,
      )
      return answer
    },
    lookup: async (name, options) => {
      try {
        const found = await host.lookup(name, options)
        lookups.set(name, found)
        return found
      } catch (error) {
        if (error instanceof Unreadable) lookups.set(name, error.why)
        throw error
      }
    },
    connect: async (name, port, options) => {
      const connection = await host.connect(name, port, options)
      connections.set(`${name}:${port}`, connection)
      return connection
    },
    peerCertificate: async (name, options) => {
      const certificate = await host.peerCertificate(name, options)
      certificates.set(`${name}:${options.port ?? 443}`, certificate)
      return certificate
    },
  }
  const env = (): Machine['env'] =>
    Object.fromEntries(
      Object.entries(host.env).flatMap(([name, value]) =>
        value !== undefined && keptVariables.test(name) ? [[name, value] as const] : [],
      ),
    )
  const machine = async (): Promise<Machine> => ({
    schema: 'k8s-doctor/machine/1',
    about: '',
    made: 'recorded',
    os: host.os,
    now: new Date(host.now()).toISOString(),
    env: env(),
    identity: await host.identity(),
    inventory: await host.inventory(),
    files: Object.fromEntries(files),
    fileSystems: Object.fromEntries(fileSystems),
    runs: Object.fromEntries(runs),
    gets: Object.fromEntries(gets),
    lookups: Object.fromEntries(lookups),
    connections: Object.fromEntries(connections),
    certificates: Object.fromEntries(certificates),
  })
  return { host: recorded, machine }
}
