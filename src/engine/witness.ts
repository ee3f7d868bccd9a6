import type { ReadHost } from '../model/host.ts'
import type { Evidence } from '../model/report.ts'
import { command, host as hostValue, url } from '../model/value.ts'

const mostLines = 12
const longestLine = 400
/** A line of JSON is kept whole: what is shown of it are its telling keys, and half a line has none. */
const longestJson = 64 * 1024

/** At a blank: half of a secret is not known for one. */
const cut = (line: string, most: number): string =>
  line.length > most ? `${line.slice(0, line.lastIndexOf(' ', most) + 1)}…` : line

const firstLines = (text: string): string =>
  text
    .split('\n')
    .slice(0, mostLines)
    .map((line) => cut(line, /^\s*[[{]/.test(line) ? longestJson : longestLine))
    .join('\n')

/** A host that notes each command and request on the way; files are not evidence, what they led to is. */
export const witness = (host: ReadHost, note: (evidence: Evidence) => void): ReadHost => ({
  ...host,
  run: async (argv, options) => {
    const began = host.now()
    const output = await host.run(argv, options)
    const { exitCode, stdout, stderr, timedOut } = output
    note({
      kind: 'run',
      asked: command(argv),
      began,
      ms: host.now() - began,
      ...(exitCode === undefined ? {} : { code: exitCode }),
      output: timedOut
        ? `no answer within ${options.deadlineMs} ms`
        : firstLines(`${stderr}\n${stdout}`.trim()),
    })
    return output
  },
  get: async (address, options) => {
    const began = host.now()
    const answer = await host.get(address, options)
    note({
      kind: 'get',
      asked: url(address),
      began,
      ms: answer.ms,
      ...(answer.ok ? { code: answer.status } : {}),
      output: answer.ok ? '' : `${answer.fault}: ${answer.detail}`,
    })
    return answer
  },
  lookup: async (name, options) => {
    const began = host.now()
    const addresses = await host.lookup(name, options)
    note({
      kind: 'lookup',
      asked: hostValue(name),
      began,
      ms: host.now() - began,
      output: addresses.join(', '),
    })
    return addresses
  },
  connect: async (name, port, options) => {
    const began = host.now()
    const connection = await host.connect(name, port, options)
    note({
      kind: 'connect',
      asked: hostValue(`${name}:${port}`),
      began,
      ms: connection.ms,
      output: connection.ok ? 'connected' : connection.fault,
    })
    return connection
  },
  peerCertificate: async (name, options) => {
    const began = host.now()
    const certificate = await host.peerCertificate(name, options)
    note({
      kind: 'connect',
      asked: hostValue(`${name}:${options.port ?? 443}`),
      began,
      ms: certificate.ms,
      output: certificate.ok
        ? `certificate by ${certificate.issuer}: ${certificate.distrust ?? 'public'}`
        : certificate.fault,
    })
    return certificate
  },
})
