import { deadlines } from '../catalog/deadlines.ts'
import { hub, probes } from '../catalog/hosts.ts'
import { defineFact } from '../model/fact.ts'
import type { PeerCertificate } from '../model/host.ts'
import { minikubeHome } from './minikube-home.ts'
import { reachability } from './probes.ts'

export interface Shown {
  readonly host: string
  /** This machine accepts it: a request went through. */
  readonly accepted: boolean
  readonly certificate: PeerCertificate
}

const encrypted = new Set(
  probes.filter(({ url }) => url.startsWith('https:')).map(({ host }) => host),
)

/** That is the clock's affair. OpenSSL's words, as Node passes them on. */
const aboutDates = /certificate (is not yet valid|has expired)/i

/** What hosts show to prove themselves: those whose proof failed, else one that was accepted. One handshake each, two at most. */
export const certificates = defineFact({
  id: 'certificates',
  waitsFor: 'certificate',
  read: async ({ host, get }): Promise<readonly Shown[]> => {
    const { hosts: all } = await get(reachability)
    const hosts = all.filter(({ host: name }) => encrypted.has(name))
    const refused = hosts
      .filter(({ verdict, detail }) => verdict === 'tls' && !aboutDates.test(detail))
      .slice(0, 2)
    const answered = hosts
      .filter(({ verdict }) => verdict === 'true')
      .toSorted((a, b) => Number(b.host === hub) - Number(a.host === hub))
      .slice(0, 1)
    // One host alone may be blocked by a page; what is read of the others says whether all are opened.
    const asked = answered.length > 0 ? answered : refused
    return Promise.all(
      asked.map(async (one) => ({
        host: one.host,
        accepted: one.verdict === 'true',
        certificate: await host.peerCertificate(one.host, { deadlineMs: deadlines.http }),
      })),
    )
  },
})

/** minikube's own files among them; the last is a key. Source: pkg/minikube/localpath, docker-machine's certs folder. */
const minikubesOwn = new Set(['ca.pem', 'cert.pem', 'ca-key.pem', 'key.pem'])

export interface NodeTrust {
  readonly folder: string
  /** Certificates laid there for the node, as text. */
  readonly certificates: readonly string[]
}

/** What the node will be handed to trust: `certs` in minikube's home. */
export const nodeTrust = defineFact({
  id: 'node-trust',
  read: async ({ host, get }): Promise<NodeTrust> => {
    const folder = `${await get(minikubeHome)}/certs`
    const names = (await host.readdir(folder)) ?? []
    const wanted = names.filter((name) => /\.(pem|crt)$/.test(name) && !minikubesOwn.has(name))
    const texts = await Promise.all(
      wanted.map((name) => host.readText(`${folder}/${name}`, { maxBytes: 256 * 1024 })),
    )
    return { folder, certificates: texts.flatMap((text) => text ?? []) }
  },
})
