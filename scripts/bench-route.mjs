// What proving a route costs: 60 images at each of 5 registries on loopback, wall time against the slowest single proof. Asserts nothing.
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const images = 60
/** Milliseconds each registry takes for an answer. */
const delays = [5, 10, 20, 40, 60]

const digest = `sha256:${'a'.repeat(64)}`
const types = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
}
const index = JSON.stringify({
  manifests: [{ digest, platform: { os: 'linux', architecture: 'amd64' } }],
})
const manifest = JSON.stringify({ config: { digest, size: 1 }, layers: [{ size: 1_000_000 }] })

const serve = (delay) =>
  new Promise((done) => {
    const server = createServer(async ({ url = '' }, response) => {
      await sleep(delay)
      if (url.endsWith(`/manifests/${digest}`))
        response.setHeader('content-type', types.manifest).end(manifest)
      else if (url.includes('/manifests/'))
        response.setHeader('content-type', types.index).end(index)
      else response.end()
    })
    const registry = { server, connections: 0, port: 0 }
    server.on('connection', () => {
      registry.connections += 1
    })
    server.listen(0, '127.0.0.1', () => done(Object.assign(registry, server.address())))
  })

/** The client as the command line has it; `folder` takes its bundle. */
const load = async (folder) => {
  const outfile = join(folder, 'route.mjs')
  await build({
    stdin: {
      resolveDir: resolve('.'),
      contents: `export { createClient } from './src/registry/client.ts'
export { get } from './src/host/net/get.ts'
export { bounds } from './src/facts/probe-table.ts'`,
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
  return import(pathToFileURL(outfile).href)
}

/** Milliseconds and state of one proof. */
const prove = async (of, { port }, nth) => {
  const began = performance.now()
  const reference = { host: `127.0.0.1:${port}`, repository: `bench/image-${nth}`, tag: '1' }
  const question = { reference, platform: 'linux/amd64', headOnly: false, scheme: 'http' }
  const { state } = await of.image(question)
  return { state, ms: performance.now() - began }
}

export const benchRoute = async (folder) => {
  const { createClient, get, bounds } = await load(folder)
  const registries = await Promise.all(delays.map(serve))
  const client = () =>
    createClient(
      { get: (url, options) => get(url, options, {}), now: () => performance.now() },
      bounds,
    )
  // Alone, with nobody's connections to take over.
  const singles = []
  for (const registry of registries) singles.push((await prove(client(), registry, 0)).ms)
  for (const registry of registries) registry.connections = 0
  const of = client()
  const began = performance.now()
  const proofs = await Promise.all(
    registries.flatMap((registry) =>
      Array.from({ length: images }, (_, nth) => prove(of, registry, nth)),
    ),
  )
  const wall = performance.now() - began
  for (const { server } of registries) {
    server.close()
    server.closeAllConnections()
  }
  const slowest = Math.max(...singles)
  const present = proofs.filter(({ state }) => state === 'present').length
  const connections = registries.map((registry) => registry.connections).join(', ')
  console.log(
    `\nroute: ${images} images × ${delays.length} registries (${delays.join(', ')} ms an answer): ${present} of ${proofs.length} proved`,
  )
  console.log(
    `wall ${wall.toFixed(0)} ms, slowest single proof ${slowest.toFixed(0)} ms, ratio ${(wall / slowest).toFixed(1)}; ${bounds.atOnce} at once to a host, new connections ${connections}`,
  )
}
