import { spawn } from 'node:child_process'
import { createHash, createSign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { tarOf } from '../support/tar-file.ts'
import type { Authority, Certificate } from './ca.ts'
import { tcp } from './servers.ts'
import type { Running } from './servers.ts'

/** Debian's package `docker-registry`. */
export const program = '/usr/bin/docker-registry'

const freePort = async (): Promise<number> => {
  await using server = await tcp(() => undefined)
  return server.port
}

type Tree = Readonly<Record<string, unknown>>

/** A real registry over a folder of images, on loopback. */
export const registry = async (
  folder: string,
  name: string,
  { http = {}, auth }: { readonly http?: Tree; readonly auth?: Tree } = {},
): Promise<Running> => {
  const port = await freePort()
  const file = join(folder, `${name}.json`)
  const config = {
    version: 0.1,
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, 'images') } },
    http: { addr: `127.0.0.1:${port}`, secret: name, ...http },
    ...(auth === undefined ? {} : { auth }),
  }
  writeFileSync(file, JSON.stringify(config))
  const child = spawn(program, ['serve', file], { stdio: 'ignore' })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  for (let tries = 0; tries < 100; tries += 1) {
    if (await answers(port)) break
    await sleep(50)
  }
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const answers = async (port: number): Promise<boolean> => {
  const { connect } = await import('../../src/host/net/probe.ts')
  return (await connect('127.0.0.1', port, { deadlineMs: 200 })).ok
}

const digestOf = (content: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`

const put = async (url: string, type: string, body: string | Uint8Array): Promise<void> => {
  const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': type }, body })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
}

/** Puts a tiny image into an open registry, which an engine can pull: one manifest for one platform, an index for several. */
export const push = async (
  port: number,
  repository: string,
  tag: string,
  platforms: readonly string[],
): Promise<void> => {
  const base = `http://127.0.0.1:${port}/v2/${repository}`
  const blob = async (content: string | Uint8Array) => {
    const digest = digestOf(content)
    const start = await fetch(`${base}/blobs/uploads/`, { method: 'POST' })
    const place = new URL(start.headers.get('location') ?? '', base)
    place.searchParams.set('digest', digest)
    await put(place.href, 'application/octet-stream', content)
    return { digest, size: content.length }
  }
  const single = async (platform: string, reference: string) => {
    const [os, architecture, variant] = platform.split('/')
    const mediaType = 'application/vnd.docker.distribution.manifest.v2+json'
    const words = Buffer.from(`${repository} for ${platform}`)
    const layer = tarOf([{ name: 'words', bytes: words }])
    const rootfs = { type: 'layers', diff_ids: [digestOf(layer)] }
    const body = JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: {
        mediaType: 'application/vnd.docker.container.image.v1+json',
        ...(await blob(JSON.stringify({ os, architecture, variant, rootfs }))),
      },
      layers: [
        {
          mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
          ...(await blob(gzipSync(layer))),
        },
      ],
    })
    const digest = digestOf(body)
    await put(`${base}/manifests/${reference === '' ? digest : reference}`, mediaType, body)
    return { mediaType, digest, size: body.length, platform: { os, architecture, variant } }
  }
  const [only, ...more] = platforms
  if (only !== undefined && more.length === 0) {
    await single(only, tag)
    return
  }
  const manifests = await Promise.all(platforms.map((platform) => single(platform, '')))
  const mediaType = 'application/vnd.docker.distribution.manifest.list.v2+json'
  const body = JSON.stringify({ schemaVersion: 2, mediaType, manifests })
  await put(`${base}/manifests/${tag}`, mediaType, body)
}

const base64url = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token server: anonymous tokens for pulling, signed by a certificate of the authority. */
export const tokenServer = (
  { key, cert }: Certificate,
  service: string,
  asked: string[],
): RequestListener => {
  const chain = [cert.replaceAll(/-----[A-Z ]+-----|\s/g, '')]
  return ({ url = '', headers }, response) => {
    asked.push(headers.authorization ?? 'anonymous')
    const scope = new URL(url, 'http://x').searchParams.get('scope') ?? ''
    const [type = '', name = '', actions = ''] = scope.split(':')
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: 'classroom',
      sub: '',
      aud: service,
      exp: now + 300,
      nbf: now - 10,
      iat: now,
      jti: String(asked.length),
      access: [{ type, name, actions: actions.split(',') }],
    }
    const signed = `${base64url({ typ: 'JWT', alg: 'RS256', x5c: chain })}.${base64url(claims)}`
    const signature = createSign('RSA-SHA256').update(signed).sign(key, 'base64url')
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ token: `${signed}.${signature}`, expires_in: 300 }))
  }
}

/** What the registry's configuration says of such a token server. */
export const tokenAuth = (ca: Authority, realm: string, service: string): Tree => ({
  token: { realm, service, issuer: 'classroom', rootcertbundle: join(ca.folder, 'ca.crt') },
})

/** A registry's own name and password, `jane` and `secret`. */
export const passwordAuth = (folder: string): Tree => {
  const path = join(folder, 'htpasswd')
  writeFileSync(path, 'jane:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n')
  return { htpasswd: { realm: 'classroom', path } }
}
