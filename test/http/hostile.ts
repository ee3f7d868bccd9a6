import type { ServerResponse } from 'node:http'
import { get } from '../../src/host/net/get.ts'
import type { Proof } from '../../src/model/route.ts'
import { createClient } from '../../src/registry/client.ts'
import type { Client } from '../../src/registry/client.ts'
import { parseReference } from '../../src/registry/reference.ts'

type Env = Readonly<Record<string, string>>

export const bounds = { atOnce: 4, exchangeMs: 600, hostMs: 1200 }

export const clientFor = (env: Env = {}): Client =>
  createClient(
    { get: (url, options) => get(url, options, env), now: () => performance.now() },
    bounds,
  )

export const prove = (name: string, env: Env = {}): Promise<Proof> => {
  const reference = parseReference(name)
  if (reference === undefined) throw new TypeError(name)
  const platform = 'linux/amd64'
  return clientFor(env).image({ reference, platform, headOnly: false, scheme: 'https' })
}

export const sha = `sha256:${'a'.repeat(64)}`
export const manifestType = 'application/vnd.oci.image.manifest.v1+json'
export const indexType = 'application/vnd.oci.image.index.v1+json'
export const manifest = JSON.stringify({ config: { digest: sha, size: 2 }, layers: [{ size: 5 }] })

export type Answer = (response: ServerResponse) => unknown

export const pour: Answer = (response) => {
  const more = (): void => {
    while (!response.destroyed && response.write('{"a":'.repeat(10_000)));
  }
  response.on('drain', more)
  more()
}

/** A registry that is fine but for what is given; paths are matched by how they end. */
export const nearly =
  (
    own: Readonly<Record<string, Answer>>,
  ): ((asked: { readonly url?: string | undefined }, response: ServerResponse) => void) =>
  ({ url = '' }, response) => {
    const fine: Readonly<Record<string, Answer>> = {
      '/v2/': (to) => to.end(),
      '/manifests/1': (to) => to.setHeader('content-type', manifestType).end(manifest),
      [`/blobs/${sha}`]: (to) => to.end('{"os":"linux","architecture":"amd64"}'),
    }
    const path = url.split('?')[0] ?? ''
    const end = Object.keys({ ...own, ...fine }).find((known) => path.endsWith(known)) ?? ''
    const answer = own[end] ?? fine[end]
    if (answer === undefined) response.writeHead(404).end()
    else answer(response)
  }

export const challenge =
  (header: string | readonly string[]): Answer =>
  (response) =>
    response.setHeader('www-authenticate', header).writeHead(401).end()
export const json =
  (body: string, type = manifestType): Answer =>
  (response) =>
    response.setHeader('content-type', type).end(body)
export const redirect =
  (location: string): Answer =>
  (response) =>
    response.writeHead(307, { location }).end()
export const status =
  (code: number, type = 'text/plain'): Answer =>
  (response) =>
    response.writeHead(code, { 'content-type': type }).end('no')
